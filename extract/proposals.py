"""What the tagger proposes: ranges of a text that may be mentions, with the probability of each type, as columns.

A range is also known by one number, its start times 2**32 plus its end.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from extract.analysis import Analysis
from extract.quotes import marked_edges, whole_quotations
from extract.ranges import Indices

_SHIFT = 32


def _no_numbers() -> Indices:
    return np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Proposals:
    """What may be a mention: ranges of a text, each with a type and its probability (at most: the least probable of
    its labels). A range has a row for each type that it may have."""

    starts: Indices = field(default_factory=_no_numbers)
    ends: Indices = field(default_factory=_no_numbers)
    types: Indices = field(default_factory=_no_numbers)
    """As indices of `names`."""
    probabilities: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    names: Sequence[str] = ()

    def keys(self) -> Indices:
        """Return the range of each as one number."""
        return as_keys(self.starts, self.ends)


def as_keys(starts: Indices, ends: Indices) -> Indices:
    """Return a number for each range; they sort as the ranges do."""
    return (starts << _SHIFT) + ends


def as_ranges(keys: Indices) -> tuple[Indices, Indices]:
    """Return starts and ends of the ranges of numbers."""
    return keys >> _SHIFT, keys & ((1 << _SHIFT) - 1)


def whole_keys(analysis: Analysis, proposals: Proposals) -> Indices:
    """Return the range of each proposal, its quotations made whole."""
    keys, (opening, closing) = proposals.keys(), marked_edges(analysis.characters)
    for i in np.flatnonzero(opening[proposals.starts] | closing[proposals.ends]).tolist():
        start, end = whole_quotations(analysis.text, int(proposals.starts[i]), int(proposals.ends[i]))
        keys[i] = (start << _SHIFT) + end
    return keys


def shares(
    keys: Indices, proposals: Proposals, proposed: Indices, types: Sequence[str], least: float = 0.0
) -> NDArray[np.float64]:
    """Return how probable the tagger thinks each type is for each range, shape (ranges, types).

    Args:
        keys: of the ranges, sorted.
        proposals: of the tagger; the highest counts where there are several.
        proposed: the key of each proposal.
        types: of the columns.
        least: stands where nothing is proposed.
    """
    column = np.array([types.index(name) for name in proposals.names], dtype=np.int64)[proposals.types]
    rows = np.minimum(np.searchsorted(keys, proposed), len(keys) - 1)
    there = keys[rows] == proposed
    table = np.full(len(keys) * len(types), least)
    np.maximum.at(table, (rows * len(types) + column)[there], proposals.probabilities[there])
    return table.reshape(len(keys), len(types))
