"""Train the models on annotated documents: `python -m extract.train FOLDER... -o FOLDER`.

`extract.annotated` says what a folder of annotated documents holds. The same files give the same bytes. The models
hold weights of words and of their combinations, no text.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pycrfsuite
from spacy.language import Language

from extract import linker, mood, tagger
from extract.analysis import Analysis, Span
from extract.annotated import Annotated, read_annotated
from extract.clauses import load_triggers, merge_args
from extract.linker import NONE
from extract.mentions import MentionFinder
from extract.mood import Voices, mood_features
from extract.pairs import Pair, candidate_pairs
from extract.pipeline import load
from extract.relations import find_links
from extract.tagger import featurise
from extract.terms import find_terms

MENTIONS = {"c1": 0.01, "c2": 0.01, "max_iterations": 200, "feature.possible_transitions": True}
RELATIONS = {"c1": 0.3, "c2": 0.01, "max_iterations": 80}
"""L1 and L2 regularisation and the rest, chosen by cross-validation over documents (CONTRIBUTING.md)."""
MOODS = {"c1": 0.02, "c2": 1.0, "max_iterations": 100}
KEPT = 0.5
"""The share of pairs without a relation that the relation model is trained on; most pairs have none."""

Sequence_ = tuple[list[list[str]], list[str]]


def train_mentions(documents: Iterable[Annotated], nlp: Language, path: Path) -> None:
    """Train the tagger of mentions and write its model."""
    _train((s for d in documents for s in mention_examples(d, _finder(nlp))), MENTIONS, path)


def train_relations(documents: Iterable[Annotated], nlp: Language, path: Path) -> None:
    """Train the relation model on the documents that are annotated for relations, and write it."""
    random = Random(3)
    examples = (e for d in documents if d.gold.get("relations") for e in relation_examples(d, _finder(nlp)))
    _train((e for e in examples if e[1] != [NONE] or random.random() < KEPT), RELATIONS, path)


def train_moods(documents: Iterable[Annotated], nlp: Language, path: Path) -> None:
    """Train the modality model on the documents that are annotated for relations, and write it."""
    annotated = (d for d in documents if d.gold.get("relations"))
    _train((e for d in annotated for e in mood_examples(d, _finder(nlp))), MOODS, path)


def mention_examples(document: Annotated, finder: MentionFinder) -> Iterator[Sequence_]:
    """Yield features and labels, a pair for each sentence."""
    analysis = document.analysis
    labels = _labels(document)
    for first, rows in featurise(analysis, finder.candidates(analysis), finder.grammar):
        if document.is_scored(analysis.starts[first]):
            yield rows, labels[first : first + len(rows)]


def relation_examples(document: Annotated, finder: MentionFinder) -> Iterator[Sequence_]:
    """Yield features and label, a pair for each candidate, of a text whose mentions are the annotated ones."""
    for pair, relation in _labelled_pairs(document, finder):
        yield [pair.features], [relation["type"] if relation else NONE]


def mood_examples(document: Annotated, finder: MentionFinder) -> Iterator[Sequence_]:
    """Yield features and modality, a pair for each annotated relation between arguments of one sentence."""
    voices = Voices(document.analysis)
    for pair, relation in _labelled_pairs(document, finder):
        if relation:
            features = mood_features(voices, pair, relation["type"])
            yield [features], [relation["modality"]]


def _labelled_pairs(document: Annotated, finder: MentionFinder) -> Iterator[tuple[Pair, dict[str, Any] | None]]:
    """Yield the candidate pairs of a text whose mentions are the annotated ones, each with its relation, if any."""
    analysis, entity_of = document.analysis, document.spans()
    analysis.spans = sorted({*entity_of, *_concepts(analysis, finder, list(entity_of))})
    analysis.terms = find_terms(analysis)
    names = {_plain(a): e["canonical"] for e in document.gold["entities"] for a in (e["canonical"], *e["aliases"])}
    stated: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for relation in document.gold["relations"]:
        stated.setdefault((relation["head"], relation["tail"]), []).append(relation)

    def entity(span: Span) -> str:
        text = _plain(analysis.text[span.start : span.end])
        return entity_of.get(span) or names.get(text, text)

    args = merge_args(analysis.spans, analysis.terms)
    for pair in candidate_pairs(analysis, args, find_links(analysis), load_triggers().relations):
        relations = stated.get((entity(pair.head), entity(pair.tail)), [])
        start, end = (document.position[i] for i in (pair.sentence[0], pair.sentence[1] - 1))
        here = next((r for r in relations if r["start"] <= end and start < r["end"]), None)
        # The two in another sentence than the one that states their relation: neither an example nor a counter-example.
        if here is not None or not relations:
            yield pair, here


def _finder(nlp: Language) -> MentionFinder:
    finder: MentionFinder = nlp.get_pipe("gangmu_mentions").finder  # type: ignore[attr-defined]
    return finder


def _concepts(analysis: Analysis, finder: MentionFinder, named: list[Span]) -> Iterator[Span]:
    for start, end, entry in finder.lexicon.find_concepts(analysis.text):
        if not any(s.start < end and start < s.end for s in named):
            yield Span(start, end, entry.type, entry.origin)


def _plain(name: str) -> str:
    return name.strip("“”‘’\"'《》")


def _labels(document: Annotated) -> list[str]:
    """Return B-, I- and O labels by word; nested mentions and those that cut a word in two are left out."""
    analysis, position = document.analysis, document.position
    begins = {position[start]: i for i, start in enumerate(analysis.starts)}
    words = enumerate(zip(analysis.starts, analysis.words, strict=True))
    ends = {position[start + len(word) - 1] + 1: i for i, (start, word) in words}
    labels = ["O"] * len(analysis.words)
    for mention in sorted(document.gold["mentions"], key=lambda m: m["end"] - m["start"]):
        first, last = begins.get(mention["start"]), ends.get(mention["end"])
        if not mention.get("nested") and first is not None and last is not None:
            labels[first : last + 1] = [f"B-{mention['type']}"] + [f"I-{mention['type']}"] * (last - first)
    return labels


def _train(examples: Iterable[Sequence_], parameters: dict[str, Any], path: Path) -> None:
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(parameters)
    for rows, labels in examples:
        trainer.append(rows, labels)
    trainer.train(str(path))


def main(arguments: list[str]) -> None:
    """Train on the folders that are named, and write the models into the folder behind -o."""
    if len(arguments) < 3 or arguments[-2] != "-o":
        raise SystemExit(__doc__)
    nlp, out = load(model=False), Path(arguments[-1])
    documents = list(read_annotated(map(Path, arguments[:-2]), nlp))
    train_mentions(documents, nlp, out / tagger.MODEL)
    train_relations(documents, nlp, out / linker.MODEL)
    train_moods(documents, nlp, out / mood.MODEL)


if __name__ == "__main__":
    main(sys.argv[1:])
