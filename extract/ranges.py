"""Marked words in ranges of words, for whole columns of ranges at a time."""

import numpy as np
from numpy.typing import NDArray

from extract.loglinear import Codes

Indices = NDArray[np.int64]
Mask = NDArray[np.bool_]


def count_in(mask: Mask, begin: Indices, end: Indices) -> Indices:
    """Return how many words of each range are marked."""
    sums = np.concatenate([[0], np.cumsum(mask)])
    counts: Indices = np.maximum(0, sums[np.maximum(begin, end)] - sums[begin])
    return counts


def last_before(mask: Mask, end: Indices) -> Indices:
    """Return the last marked word before each word, or -1."""
    last = np.full(len(mask) + 1, -1, dtype=np.int64)
    np.maximum.accumulate(np.where(mask, np.arange(len(mask)), -1), out=last[1:])
    return last[end]


def first_from(mask: Mask, begin: Indices) -> Indices:
    """Return the first marked word from each word on, or the number of all words."""
    first = np.full(len(mask) + 1, len(mask), dtype=np.int64)
    np.minimum.accumulate(np.where(mask, np.arange(len(mask)), len(mask))[::-1], out=first[-2::-1])
    return first[begin]


def last_in(mask: Mask, values: Codes, begin: Indices, end: Indices) -> Codes:
    """Return the value at the last marked word of each range, or 0."""
    at = last_before(mask, end)
    return np.where(at >= begin, values[at], np.uint64(0))


def first_in(mask: Mask, values: Codes, begin: Indices, end: Indices) -> Codes:
    """Return the value at the first marked word of each range, or 0."""
    at = first_from(mask, begin)
    return np.where(at < end, values.take(at, mode="clip"), np.uint64(0))
