"""Train the models on annotated documents: `python -m extract.train FOLDER... [--corpora FOLDER] -o FOLDER`.

`extract.annotated` says what a folder of annotated documents holds. The same files give the same bytes. The models
hold weights of words and of their combinations, no text.

Each model works on what the one before it finds: the chooser on the tagger's proposals, the term model on the chosen
names, the relation model on names and terms. So each is trained on findings in documents that the earlier ones have not
seen: the documents are dealt into folds, and each fold is read by models of the others (stacking: D. Wolpert, Stacked
generalization, Neural Networks 5, 1992).
"""

import argparse
import multiprocessing
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import numpy as np
from spacy.language import Language

from extract import chooser, keyconcepts, linker, mood, tagger, termmodel
from extract.analysis import Analysis, Span
from extract.annotated import Annotated, read_annotated
from extract.chooser import Chooser, Proposals, by_range, describe
from extract.clauses import load_triggers
from extract.crf import train_crf, write_crf
from extract.features import BITS, hint_features, word_features
from extract.loglinear import LogLinear, fit_choice, fit_labels, write_model
from extract.mentions import MentionFinder
from extract.mood import Pair, Voices, as_features, mood_features
from extract.pairs import Pairs, arguments, candidate_pairs
from extract.pipeline import load
from extract.plain import plain_documents
from extract.relations import find_links
from extract.tagger import Tagger, word_ranges
from extract.termmodel import OVER_NAMES, Candidates, TermModel

MENTIONS = {"c1": 0.2, "c2": 0.2, "max_iterations": 100, "feature.possible_transitions": True}
MOODS = {"c1": 0.5, "c2": 8.0, "max_iterations": 100}
"""L1 and L2 regularisation and the rest, chosen by cross-validation over documents (CONTRIBUTING.md)."""
CHOOSER_L2, TERMS_L2, KEYS_L2, HEADS_L2, RELATIONS_L2 = 2.0, 6.0, 10.0, 10.0, 1.0
FOLDS = 3

Sequence_ = tuple[list[list[int]], list[str]]


@dataclass(slots=True)
class Example:
    """An annotated document with what models find in it that have not seen it."""

    document: Annotated
    candidates: list[Span] = field(default_factory=list)
    """Of the rules, and of the tagger's best reading."""
    proposals: Proposals = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    term_scores: dict[Span, float] = field(default_factory=dict)

    def analysis(self) -> Analysis:
        """Return the analysis of the text with these findings."""
        return replace(
            self.document.analysis, spans=self.spans, terms=list(self.term_scores), term_scores=self.term_scores
        )


def train(documents: Sequence[Annotated], nlp: Language, out: Path, jobs: int = 1) -> None:
    """Train all models and write them into a folder, with some processes at a time."""
    finder: MentionFinder = nlp.get_pipe("gangmu_mentions").finder  # type: ignore[attr-defined]
    examples = [Example(document) for document in (*documents, *plain_documents(nlp, finder.lexicon))]
    with tempfile.TemporaryDirectory() as name:
        whole = _read_by_others(examples, finder, Path(name), out, jobs)
    write_model(_fit_keys([e for e in whole if e.document.gold.keys]), out / keyconcepts.MODEL)
    heads, relations = _fit_relations(whole)
    write_model(heads, out / linker.HEADS)
    write_model(relations, out / linker.RELATIONS)
    moods = (x for e in whole for x in _mood_examples(e.document))
    write_crf(train_crf(moods, MOODS, mood.SIZE), out / mood.MODEL)


def _read_by_others(
    examples: list[Example], finder: MentionFinder, folder: Path, out: Path, jobs: int
) -> list[Example]:
    """Fill in what each document's text yields to models that were trained on the other folds; write those of all.

    Return the examples that are annotated for relations.
    """
    for model, part in _train_folds(_train_tagger, examples, finder, folder, out / tagger.MODEL, jobs):
        reader = Tagger(finder.grammar, model)
        for example in part:
            rules = finder.candidates(example.document.analysis)
            tagged, example.proposals = reader.find(example.document.analysis, rules)
            example.candidates = [*rules, *tagged]
    for model, part in _train_folds(_train_chooser, examples, finder, folder, out / chooser.MODEL, jobs):
        judge = Chooser(finder.grammar, model)
        for example in part:
            chosen = judge.choose(example.document.analysis, example.candidates, example.proposals)
            example.spans = finder.complete(example.document.analysis, chosen, example.candidates)
    whole = [e for e in examples if e.document.gold.relations]
    for model, part in _train_folds(_train_terms, whole, finder, folder, out / termmodel.MODEL, jobs):
        terms = TermModel(finder.grammar, model)
        for example in part:
            example.term_scores = terms.find(example.analysis())
    return whole


def _train_folds(
    fit: Callable[[Sequence[Example], MentionFinder, Path], None],
    examples: Sequence[Example],
    finder: MentionFinder,
    folder: Path,
    whole: Path,
    jobs: int,
) -> Iterator[tuple[Path, Sequence[Example]]]:
    """Train a model on all examples and one without each fold; yield these, each with the fold it has not seen."""
    paths = [folder / f"{fold}{whole.suffix}" for fold in range(FOLDS)]
    others = [[e for i, e in enumerate(examples) if i % FOLDS != fold] for fold in range(FOLDS)]
    pairs = [(examples, whole), *zip(others, paths, strict=True)]
    _side_by_side([partial(fit, part, finder, path) for part, path in pairs], jobs)
    for fold, path in enumerate(paths):
        yield path, examples[fold::FOLDS]


def _side_by_side(works: Sequence[Callable[[], None]], jobs: int) -> None:
    """Do works, which write files, each in a process of its own that sees what this one has in memory."""
    fork = multiprocessing.get_context("fork")
    for first in range(0, len(works), jobs):
        processes = [fork.Process(target=work) for work in works[first : first + jobs]]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
            if process.exitcode:
                raise RuntimeError(f"a model was not trained: its process ended with {process.exitcode}")


def _train_tagger(examples: Iterable[Example], finder: MentionFinder, path: Path) -> None:
    sentences = (s for e in examples for s in _mention_examples(e.document, finder))
    write_crf(train_crf(sentences, MENTIONS, 1 << BITS), path)


def _train_chooser(examples: Sequence[Example], finder: MentionFinder, path: Path) -> None:
    write_model(_fit_chooser(examples, finder), path)


def _train_terms(examples: Sequence[Example], finder: MentionFinder, path: Path) -> None:
    write_model(_fit_terms(examples, finder), path)


def _mention_examples(document: Annotated, finder: MentionFinder) -> Iterator[Sequence_]:
    """Yield features and labels, a pair for each sentence."""
    analysis = document.analysis
    labels, bounds = _labels(document), list(word_ranges(analysis))
    rows = word_features(analysis, bounds, finder.grammar).tolist()
    for word, feature in zip(*hint_features(analysis, finder.candidates(analysis)), strict=True):
        rows[word].append(int(feature))
    for first, last in bounds:
        if document.is_scored(analysis.starts[first]):
            yield rows[first:last], labels[first:last]


def _labels(document: Annotated) -> list[str]:
    """Return B-, I- and O labels by word; nested mentions and those that cut a word in two are left out."""
    analysis = document.analysis
    begins = {start: i for i, start in enumerate(analysis.starts)}
    ends = {start + len(word): i for i, (start, word) in enumerate(zip(analysis.starts, analysis.words, strict=True))}
    labels = ["O"] * len(analysis.words)
    for mention in document.outer_spans():
        first, last = begins.get(mention.start), ends.get(mention.end)
        if first is not None and last is not None:
            labels[first : last + 1] = [f"B-{mention.type}"] + [f"I-{mention.type}"] * (last - first)
    return labels


def _fit_chooser(examples: Sequence[Example], finder: MentionFinder) -> LogLinear:
    tables, labels = [], []
    for example in examples:
        document = example.document
        truth = {(s.start, s.end): s.type for s in document.spans()}
        rules = by_range(document.analysis, example.candidates)
        ranges, features = describe(document.analysis, rules, example.proposals, finder.grammar)
        scored = [document.is_scored(start) for start, _ in ranges]
        tables.append(features[np.array(scored, dtype=bool)])
        labels += [truth.get(r, chooser.NONE) for r, use in zip(ranges, scored, strict=True) if use]
    return fit_labels(np.concatenate(tables), labels, l2=CHOOSER_L2)


def _fit_terms(examples: Sequence[Example], finder: MentionFinder) -> LogLinear:
    tables, labels = [], []
    for example in examples:
        truth = {(s.start, s.end) for s in example.document.terms()}
        candidates = Candidates(example.analysis(), finder.grammar)
        ranges = list(candidates.ranges())
        scored = [example.document.is_scored(start) for start, _ in ranges]
        tables.append(candidates.features()[np.array(scored, dtype=bool)])
        rows = zip(ranges, scored, strict=True)
        labels += [termmodel.TERM if r in truth else termmodel.NO_TERM for r, use in rows if use]
    return fit_labels(np.concatenate(tables), labels, l2=TERMS_L2)


def _fit_keys(examples: Sequence[Example]) -> LogLinear:
    tables, labels = [], []
    for example in examples:
        names, features = keyconcepts.describe(example.analysis())
        tables.append(features)
        labels += [keyconcepts.KEY if n in example.document.gold.keys else keyconcepts.NO_KEY for n in names]
    return fit_labels(np.concatenate(tables), labels, l2=KEYS_L2)


def _fit_relations(examples: Sequence[Example]) -> tuple[LogLinear, LogLinear]:
    """Return the model that chooses heads, and the one that names relations."""
    links, groups, chosen, kinds, labels = [], [], [], [], []
    size = 0
    for example in examples:
        analysis = example.analysis()
        pairs = _pairs(analysis, arguments(analysis.spans, analysis.term_scores, OVER_NAMES))
        if pairs is None:
            continue
        relations = _relations_of(example.document, analysis, pairs)
        related = np.array([r is not None for r in relations])
        headless = np.ones(len(pairs.phrases), dtype=bool)
        headless[pairs.tail[related]] = False
        links.append(pairs.link_features())
        groups.append(np.concatenate([pairs.tail, np.arange(len(pairs.phrases))]) + size)
        chosen.append(np.concatenate([related, headless]))
        kinds.append(pairs.type_features(np.flatnonzero(related)))
        labels += [r for r in relations if r is not None]
        size += len(pairs.phrases)
    group, order = np.concatenate(groups), np.argsort(np.concatenate(groups), kind="stable")
    heads = fit_choice(np.concatenate(links)[order], group[order], np.concatenate(chosen)[order], l2=HEADS_L2)
    return heads, fit_labels(np.concatenate(kinds), labels, l2=RELATIONS_L2)


def _pairs(analysis: Analysis, args: list[Span]) -> Pairs | None:
    return candidate_pairs(analysis, args, find_links(analysis, args), load_triggers().relations)


def _relations_of(document: Annotated, analysis: Analysis, pairs: Pairs) -> list[str | None]:
    """Return for each pair of phrases the relation that the annotation states between two of their arguments."""
    stated = document.relations_by_arguments()
    found: list[str | None] = []
    entities = [[document.entity(arg) for arg in args] for args in pairs.phrases.args]
    for head, tail in zip(pairs.head.tolist(), pairs.tail.tolist(), strict=True):
        sentence = analysis.sentences[pairs.phrases.sentence[tail]]
        kinds = [
            relation.type
            for a in entities[head]
            for b in entities[tail]
            for relation in stated.get((a, b), ())
            if document.is_evidence(relation, sentence)
        ]
        found.append(max(sorted(set(kinds)), key=kinds.count) if kinds else None)
    return found


def _mood_examples(document: Annotated) -> Iterator[Sequence_]:
    """Yield features and modality, a pair for each annotated relation between arguments of one sentence."""
    args = sorted({*document.outer_spans(), *document.terms_apart()})
    analysis = replace(document.analysis, spans=[a for a in args if a.type != "CONCEPT"], terms=[], term_scores={})
    pairs = _pairs(analysis, args)
    if pairs is None:
        return
    voices, stated = Voices(analysis), document.relations_by_arguments()
    links = linker.by_arguments(find_links(analysis, args))
    for row in range(len(pairs.head)):
        head, tail = int(pairs.head[row]), int(pairs.tail[row])
        sentence, verb = analysis.sentences[pairs.phrases.sentence[tail]], pairs.phrases.verb[tail]
        governor = analysis.words[verb] if verb >= 0 else ""
        for a in pairs.phrases.args[head]:
            for b in pairs.phrases.args[tail]:
                for relation in stated.get((document.entity(a), document.entity(b)), ()):
                    if document.is_evidence(relation, sentence):
                        pair = Pair(a, b, sentence, links.get((a, b), ()), governor)
                        yield [as_features(mood_features(voices, pair, relation.type)).tolist()], [relation.modality]


def main() -> None:
    """Train on the folders that are named, and write the models."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", help="hold annotated documents")
    parser.add_argument("--corpora", type=Path, help="holds the texts of annotations that come without")
    parser.add_argument("-o", "--out", type=Path, required=True, help="where the models go")
    arguments = parser.parse_args()
    nlp = load(model=False)
    annotated = list(read_annotated(arguments.folders, nlp, arguments.corpora))
    train(annotated, nlp, arguments.out, jobs=os.cpu_count() or 1)


if __name__ == "__main__":
    main()
