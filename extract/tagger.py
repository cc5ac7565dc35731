"""The learned tagger: a linear-chain conditional random field over words (python-crfsuite).

J. Lafferty, A. McCallum, F. Pereira, Conditional random fields, ICML 2001. The rules speak to it as features, and
decide by themselves where they are certain. `extract.train` makes the model; `extract/data/MODEL.md` describes it.
"""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from importlib.resources import as_file
from pathlib import Path
from typing import Any

import pycrfsuite

from extract.analysis import Analysis, Span
from extract.features import hint_features, sentence_features, word_kinds
from extract.grammar import Grammar
from extract.wordlists import data_file

MODEL = "mentions.crfsuite"
RULE = "model"
MAX_WORDS = 400
"""Longer sentences are tagged in pieces: a text without punctuation must not cost more per word than another."""


@dataclass(slots=True)
class Tagger:
    """A model, opened. It cannot be pickled; another process opens its own."""

    grammar: Grammar
    model: Path | None = None
    """The model's file; left out, the one that comes with Gangmu."""
    _crf: Any = field(init=False)

    def __post_init__(self) -> None:
        self._crf = pycrfsuite.Tagger()
        with as_file(data_file(MODEL)) if self.model is None else nullcontext(self.model) as path:
            self._crf.open(str(path))

    def find(self, analysis: Analysis, candidates: Sequence[Span]) -> list[Span]:
        """Return the mentions that the model finds, given what the rules think; sorted, no overlaps."""
        spans: list[Span] = []
        for first, rows in featurise(analysis, candidates, self.grammar):
            spans += _decode(analysis, first, self._crf.tag(rows))
        return spans


def featurise(
    analysis: Analysis, candidates: Sequence[Span], grammar: Grammar
) -> Iterator[tuple[int, list[list[str]]]]:
    """Yield, for each sentence or piece of one, the index of its first word and the features of its words."""
    hints = hint_features(analysis, candidates)
    kinds = word_kinds(analysis.words, grammar)
    for first, last in word_ranges(analysis):
        cut = slice(first, last)
        yield first, sentence_features(analysis.words[cut], analysis.tags[cut], kinds[cut], hints[cut])


def word_ranges(analysis: Analysis) -> Iterator[tuple[int, int]]:
    """Yield the range of words of each sentence, in pieces of at most `MAX_WORDS`."""
    i, size = 0, len(analysis.words)
    for _, end in analysis.sentences:
        first = i
        while i < size and analysis.starts[i] < end:
            i += 1
        for start in range(first, i, MAX_WORDS):
            yield start, min(start + MAX_WORDS, i)


def _decode(analysis: Analysis, first: int, labels: Sequence[str]) -> Iterator[Span]:
    """Yield the spans of a sequence of B-, I- and O labels."""
    begin, kind = -1, ""
    for i, label in enumerate([*labels, "O"]):
        if begin >= 0 and label != f"I-{kind}":
            end = first + i - 1
            yield Span(analysis.starts[begin], analysis.starts[end] + len(analysis.words[end]), kind, RULE)
            begin = -1
        if label != "O" and begin < 0:
            begin, kind = first + i, label[2:]
