"""Train the mention tagger on annotated documents: `python -m extract.train FOLDER... -o MODEL`.

A folder holds annotations `<doc>.gold.json` and texts `texts/<doc>*.txt`. An annotation is JSON: `{"doc": …,
"excluded": [[start, end]…], "mentions": [{"start", "end", "type", "nested"}…]}`; its offsets count the characters of
the text without white space. The same files give the same bytes. The model holds weights of words and of their
combinations, no text.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pycrfsuite
from spacy.language import Language

from corpus.document import Document, Failure
from corpus.read import read
from extract.analysis import Analysis
from extract.mentions import MentionFinder
from extract.pipeline import analyse, load
from extract.tagger import featurise

PARAMETERS = {"c1": 0.01, "c2": 0.01, "max_iterations": 200, "feature.possible_transitions": True}
"""L1 and L2 regularisation and the rest, chosen by cross-validation over documents (CONTRIBUTING.md)."""

Sequence_ = tuple[list[list[str]], list[str]]


@dataclass(frozen=True, slots=True)
class Example:
    """An annotated text as the tagger sees it: features and labels, a pair for each sentence."""

    name: str
    sentences: list[Sequence_]


def read_examples(folders: Iterable[Path], nlp: Language) -> Iterator[Example]:
    """Read annotated documents and analyse them as the pipeline does."""
    finder: MentionFinder = nlp.get_pipe("gangmu_mentions").finder  # type: ignore[attr-defined]
    for folder in folders:
        for path in sorted(folder.glob("*.gold.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            document = _text(folder / "texts", gold["doc"])
            yield Example(gold["doc"], list(_sentences(document, gold, nlp, finder)))


def train(examples: Iterable[Example], path: Path) -> None:
    """Train a model and write it."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(PARAMETERS)
    for example in examples:
        for rows, labels in example.sentences:
            trainer.append(rows, labels)
    trainer.train(str(path))


def _text(folder: Path, name: str) -> Document:
    found = next(read([next(iter(sorted(folder.glob(f"{name}*.txt"))))]))
    if isinstance(found, Failure):
        raise SystemExit(f"{found.source}: {found.reason}")
    return found


def _sentences(document: Document, gold: dict[str, Any], nlp: Language, finder: MentionFinder) -> Iterator[Sequence_]:
    analysis, aligned = analyse(document, nlp)
    tight = _tight_offsets(document.text)
    position = [tight[offset] for offset in aligned.offsets]
    labels = _labels(analysis, position, gold["mentions"])
    excluded = [tuple(pair) for pair in gold["excluded"]]
    for first, rows in featurise(analysis, finder.candidates(analysis), finder.grammar):
        here = position[analysis.starts[first]]
        if not any(a <= here < b for a, b in excluded):
            yield rows, labels[first : first + len(rows)]


def _tight_offsets(text: str) -> list[int]:
    """Return for each character the number of characters before it that are no white space."""
    offsets, count = [], 0
    for character in text:
        offsets.append(count)
        count += not character.isspace()
    return offsets


def _labels(analysis: Analysis, position: list[int], mentions: list[dict[str, Any]]) -> list[str]:
    """Return B-, I- and O labels by word; nested mentions and those that cut a word in two are left out."""
    begins = {position[start]: i for i, start in enumerate(analysis.starts)}
    ends = {
        position[s + len(w) - 1] + 1: i for i, (s, w) in enumerate(zip(analysis.starts, analysis.words, strict=True))
    }
    labels = ["O"] * len(analysis.words)
    for mention in sorted(mentions, key=lambda m: m["end"] - m["start"]):
        first, last = begins.get(mention["start"]), ends.get(mention["end"])
        if not mention.get("nested") and first is not None and last is not None:
            labels[first : last + 1] = [f"B-{mention['type']}"] + [f"I-{mention['type']}"] * (last - first)
    return labels


def main(arguments: list[str]) -> None:
    """Train on the folders that are named, and write the model to the path behind -o."""
    if len(arguments) < 3 or arguments[-2] != "-o":
        raise SystemExit(__doc__)
    examples = read_examples(map(Path, arguments[:-2]), load(model=False))
    train(examples, Path(arguments[-1]))


if __name__ == "__main__":
    main(sys.argv[1:])
