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
Range = tuple[int, int]
LEAST = 0.04
"""The least probability of a range that is worth a second look."""
MAX_LENGTH = 24
"""Words of a mention."""
MAX_WORDS = 400
"""Longer sentences are tagged in pieces: a text without punctuation must not cost more per word than another."""


@dataclass(slots=True)
class Tagger:
    """A model, opened. It cannot be pickled; another process opens its own."""

    grammar: Grammar
    model: Path | None = None
    """The model's file; left out, the one that comes with Gangmu."""
    _crf: Any = field(init=False)
    _types: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self._crf = pycrfsuite.Tagger()
        with as_file(data_file(MODEL)) if self.model is None else nullcontext(self.model) as path:
            self._crf.open(str(path))
        self._types = sorted(label[2:] for label in self._crf.labels() if label.startswith("B-"))

    def find(self, analysis: Analysis, candidates: Sequence[Span]) -> tuple[list[Span], dict[Range, dict[str, float]]]:
        """Read a text, given what the rules think.

        Returns:
            The mentions of the model's best reading, sorted, without overlaps; and all ranges that have some
            probability of being a mention, with that of each type (at most: the least probable of its labels).
        """
        spans: list[Span] = []
        odds: dict[Range, dict[str, float]] = {}
        for first, rows in featurise(analysis, candidates, self.grammar):
            spans += _decode(analysis, first, self._crf.tag(rows))
            for start, end, type_, probability in self._ranges(len(rows)):
                last = first + end
                there = analysis.starts[first + start], analysis.starts[last] + len(analysis.words[last])
                odds.setdefault(there, {})[type_] = probability
        return spans, odds

    def _ranges(self, size: int) -> Iterator[tuple[int, int, str, float]]:
        """Yield first and last word of what may be a mention in the sentence read last, its type and probability."""
        marginal = self._crf.marginal
        open_words = [i for i in range(size) if marginal("O", i) < 1 - LEAST]
        for type_ in self._types:
            inside = {i: marginal(f"I-{type_}", i) for i in open_words}
            for first in open_words:
                probability, last = marginal(f"B-{type_}", first), first
                while probability >= LEAST:
                    whole = min(probability, 1 - inside.get(last + 1, 0.0))
                    if whole >= LEAST:
                        yield first, last, type_, whole
                    last += 1
                    probability = min(probability, inside.get(last, 0.0)) if last - first < MAX_LENGTH else 0.0


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
