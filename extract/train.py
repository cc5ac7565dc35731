"""Train the models on annotated documents: `python -m extract.train FOLDER... [--corpora FOLDER] -o FOLDER`.

`extract.annotated` says what a folder of annotated documents holds. The same files give the same bytes. The models
hold weights of words and of their combinations, no text.

Each model works on what the one before it finds: the chooser on the tagger's proposals, the term model on the chosen
names, the relation model on names and terms, the reranker on the statements that these make possible. So each is
trained on findings in documents that the earlier ones have not seen: the documents are dealt into folds, and each fold
is read by models of the others (stacking: D. Wolpert, Stacked generalization, Neural Networks 5, 1992).
"""

import argparse
import multiprocessing
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from spacy.language import Language

from extract import chooser, keyconcepts, linker, mood, reranker, tagger, termmodel
from extract.annotated import Annotated, read_annotated
from extract.chooser import Chooser
from extract.crf import train_crf, write_crf
from extract.features import BITS
from extract.keyconcepts import KeyConcepts
from extract.loglinear import read_model, write_model
from extract.mentions import MentionFinder
from extract.pipeline import load
from extract.plain import plain_documents
from extract.supervision import (
    Example,
    fit_chooser,
    fit_keys,
    fit_relations,
    fit_statements,
    fit_terms,
    mention_examples,
    mood_examples,
    propose,
)
from extract.tagger import Tagger
from extract.termmodel import TermModel
from extract.voices import SIZE

MENTIONS = {"c1": 0.2, "c2": 0.2, "max_iterations": 100, "feature.possible_transitions": True}
MOODS = {"c1": 1.0, "c2": 8.0, "max_iterations": 100}
"""L1 and L2 regularisation and the rest, chosen by cross-validation over documents (CONTRIBUTING.md)."""
FOLDS = 3


def train(documents: Sequence[Annotated], nlp: Language, out: Path, jobs: int = 1) -> None:
    """Train all models and write them into a folder, with some processes at a time."""
    finder: MentionFinder = nlp.get_pipe("gangmu_mentions").finder  # type: ignore[attr-defined]
    examples = [Example(document) for document in (*documents, *plain_documents(nlp, finder.lexicon))]
    with tempfile.TemporaryDirectory() as name:
        whole = _find_names(examples, finder, Path(name), out, jobs)
        _find_statements(whole, finder, Path(name), out, jobs)
    write_model(fit_statements(whole), out / reranker.MODEL)
    write_crf(train_crf((x for e in whole for x in mood_examples(e.document)), MOODS, SIZE), out / mood.MODEL)


def _find_names(examples: list[Example], finder: MentionFinder, folder: Path, out: Path, jobs: int) -> list[Example]:
    """Fill in the names and terms that models of the other folds find in each document; write those of all.

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


def _find_statements(whole: list[Example], finder: MentionFinder, folder: Path, out: Path, jobs: int) -> None:
    """Fill in what models of the other folds think stated in each document; write those of all."""
    for model, part in _train_folds(_train_keys, whole, finder, folder, out / keyconcepts.MODEL, jobs):
        keys = KeyConcepts(model)
        for example in part:
            example.key_scores = keys.score(example.analysis())
    for model, part in _train_folds(_train_relations, whole, finder, folder, out / linker.HEADS, jobs):
        heads, relations = read_model(model), read_model(_beside(model))
        for example in part:
            propose(example, heads, relations)


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


def _train_tagger(examples: Sequence[Example], finder: MentionFinder, path: Path) -> None:
    sentences = (s for e in examples for s in mention_examples(e.document, finder))
    write_crf(train_crf(sentences, MENTIONS, 1 << BITS), path)


def _train_chooser(examples: Sequence[Example], finder: MentionFinder, path: Path) -> None:
    write_model(fit_chooser(examples, finder), path)


def _train_terms(examples: Sequence[Example], finder: MentionFinder, path: Path) -> None:
    write_model(fit_terms(examples, finder), path)


def _train_keys(examples: Sequence[Example], _: MentionFinder, path: Path) -> None:
    write_model(fit_keys([e for e in examples if e.document.gold.keys]), path)


def _train_relations(examples: Sequence[Example], _: MentionFinder, path: Path) -> None:
    """Write the model that chooses heads, and beside it the one that names relations."""
    heads, relations = fit_relations(examples)
    write_model(heads, path)
    write_model(relations, _beside(path))


def _beside(heads: Path) -> Path:
    """Return where the model that names relations goes."""
    return heads.with_name(linker.RELATIONS if heads.name == linker.HEADS else f"relations_{heads.name}")


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
