"""The learned tagger: a linear-chain conditional random field over words (`extract.crf`).

The rules speak to it as features, and decide by themselves where they are certain. `extract.train` makes the model;
`extract/data/MODEL.md` describes it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extract.analysis import Analysis, Span
from extract.crf import Crf, Scores, read_crf
from extract.features import hint_features, word_features
from extract.grammar import Grammar
from extract.proposals import Proposals
from extract.wordlists import data_file

MODEL = "mentions.npz"
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
    """A model, opened."""

    grammar: Grammar
    model: Path | None = None
    """The model's file; left out, the one that comes with Gangmu."""
    _crf: Crf = field(init=False)

    def __post_init__(self) -> None:
        self._crf = read_crf(data_file(MODEL) if self.model is None else self.model)

    def find(self, analysis: Analysis, candidates: Sequence[Span]) -> tuple[list[Span], Proposals]:
        """Read a text, given what the rules think.

        Returns:
            The mentions of the model's best reading, sorted, without overlaps; and all ranges that have some
            probability of being a mention.
        """
        bounds = list(word_ranges(analysis))
        if not bounds:
            return [], Proposals()
        scores = self._crf.scores(word_features(analysis, bounds, self.grammar))
        self._crf.add(scores, *hint_features(analysis, candidates))
        best, probabilities = self._crf.read(scores, bounds)
        starts, words = analysis.starts, analysis.words
        decoded = decode(self._crf.labels, best, [first for first, _ in bounds])
        spans = [Span(starts[first], starts[last] + len(words[last]), type_, RULE) for first, last, type_ in decoded]
        return spans, self._proposals(analysis, probabilities, bounds)

    def _proposals(self, analysis: Analysis, probabilities: Scores, bounds: Sequence[Range]) -> Proposals:
        """Return what may be a mention, given how probable each label is for each word."""
        types = [label[2:] for label in self._crf.labels if label.startswith("B-")]
        opening, inside = (
            probabilities[:, [self._crf.labels.index(f"{place}-{type_}") for type_ in types]].astype(np.float64)
            for place in "BI"
        )
        # Behind the last word of each sentence nothing goes on: that word looks at a row of zeros.
        behind = np.arange(1, len(opening) + 1)
        behind[[last - 1 for _, last in bounds]] = -1
        inside = np.append(inside, np.zeros((1, len(types))), axis=0)
        first, type_ = np.nonzero(opening >= LEAST)
        last, probability = first, opening[first, type_]
        found = []
        for _ in range(MAX_LENGTH):
            going_on = inside[behind[last], type_]
            whole = np.minimum(probability, 1 - going_on)
            rows = np.flatnonzero(whole >= LEAST)
            found.append((first[rows], last[rows], type_[rows], whole[rows]))
            probability = np.minimum(probability, going_on)
            on = np.flatnonzero(probability >= LEAST)
            first, last, type_, probability = first[on], last[on] + 1, type_[on], probability[on]
        firsts, lasts, types_, wholes = map(np.concatenate, zip(*found, strict=True))
        ends = analysis.offsets + analysis.vocabulary.lengths().astype(np.int64)
        return Proposals(analysis.offsets[firsts], ends[lasts], types_, wholes, types)


def word_ranges(analysis: Analysis) -> Iterator[tuple[int, int]]:
    """Yield the range of words of each sentence, in pieces of at most `MAX_WORDS`."""
    edges = np.searchsorted(analysis.offsets, [end for _, end in analysis.sentences])
    for first, last in pairwise([0, *edges.tolist()]):
        for start in range(first, last, MAX_WORDS):
            yield start, min(start + MAX_WORDS, last)


def decode(names: Sequence[str], labels: NDArray[np.int8], opening: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """Yield first word, last word and type of each mention.

    Args:
        names: of the labels: B-TYPE, I-TYPE and O.
        labels: of the words, as indices of `names`; an I- that continues nothing of its type begins a mention.
        opening: the first word of each sentence.
    """
    types = sorted({name[2:] for name in names})
    type_of = np.array([types.index(name[2:]) for name in names])[labels]
    inside, outside = (np.array([name.startswith(mark) for name in names])[labels] for mark in "IO")
    goes_on = inside & (type_of == np.roll(type_of, 1))
    goes_on[opening] = False
    first = np.flatnonzero(~goes_on & ~outside)
    last = np.flatnonzero(~np.append(goes_on[1:], False) & ~outside)
    yield from zip(first.tolist(), last.tolist(), (types[i] for i in type_of[first].tolist()), strict=True)
