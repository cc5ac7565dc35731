"""Log-linear models over hashed feature templates.

What a model sees of its rows (candidate names, pairs of phrases) are columns of codes: a word, a part of speech, a
distance. A template is a tuple of columns; its value in a row is hashed to one of `SIZE` features (K. Weinberger
et al., Feature hashing for large scale multitask learning, ICML 2009). All of that is numpy, a column at a time,
so that a row with forty features costs less than a microsecond.

The models are the maximum-entropy classifier (A. Berger, S. Della Pietra, V. Della Pietra, A maximum entropy
approach to natural language processing, Computational Linguistics 22, 1996) and, for the choice of one among
several rows, its conditional form (D. McFadden, Conditional logit analysis of qualitative choice behavior, 1974).
"""

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from extract.memo import Memo

Codes = NDArray[np.uint64]
Features = NDArray[np.int32]
Weights = NDArray[np.float64]
Columns = Mapping[str, Codes]
Template = tuple[str, ...]

BITS = 18
SIZE = 1 << BITS
NO_FEATURE = SIZE
"""Fills the rows of a table whose rows have different numbers of features; its weight is nothing."""
_ODD, _HALF = np.uint64(0x9E3779B97F4A7C15), np.uint64(29)
_MOST_CODES = 1 << 18
_LEAST = 2
"""A feature that is seen less often in training has no weight."""


_codes = Memo[str, int](lambda value: zlib.crc32(value.encode("utf-8", "surrogatepass")), _MOST_CODES)


def code(value: str) -> int:
    """Return the code of a string, the same in every run."""
    return _codes[value]


def codes(values: Iterable[str]) -> Codes:
    """Return the codes of strings as a column."""
    return np.fromiter(map(_codes.__getitem__, values), dtype=np.uint64)


def numbers(values: Iterable[int]) -> Codes:
    """Return small integers, which are their own codes, as a column; negative ones are allowed."""
    return np.fromiter(values, dtype=np.int64).astype(np.uint64)


def hash_templates(columns: Columns, templates: Sequence[Template], bits: int = BITS) -> Features:
    """Return the features of rows.

    Args:
        columns: columns of the same length.
        templates: names of columns, combined.
        bits: of the features.

    Returns:
        Indices below `2 ** bits`, shape (rows, templates).
    """
    rows, shift = len(next(iter(columns.values()))), np.uint64(64 - bits)
    table = np.empty((rows, len(templates)), dtype=np.int32)
    mixed, high = np.empty(rows, dtype=np.uint64), np.empty(rows, dtype=np.uint64)
    for i, template in enumerate(templates):
        mixed.fill(code("|".join(template)))
        for name in template:
            mixed ^= columns[name]
            mixed *= _ODD
            mixed ^= np.right_shift(mixed, _HALF, out=high)
        mixed *= _ODD
        table[:, i] = np.right_shift(mixed, shift, out=high)
    return table


def sum_weights(weights: NDArray[np.float32], features: Features) -> NDArray[np.float32]:
    """Return the sum of the weights of each row of features, shape (rows, labels); added from left to right.

    Rows of features are a sparse matrix of ones. Its product with the weights reads them row by row, and needs no
    temporary array for each column.
    """
    rows, width = features.shape
    ends = np.arange(rows + 1, dtype=np.int32) * np.int32(width)
    ones = np.ones(features.size, dtype=np.float32)
    matrix = csr_matrix((ones, features.ravel(), ends), shape=(rows, len(weights)), copy=False)
    result: NDArray[np.float32] = matrix @ weights
    return result


@dataclass(frozen=True, slots=True)
class LogLinear:
    """A model: a weight for each feature and label, shape (SIZE + 1, labels)."""

    labels: tuple[str, ...]
    weights: NDArray[np.float32]

    def scores(self, features: Features) -> NDArray[np.float32]:
        """Return the sum of the weights of each row, shape (rows, labels)."""
        return sum_weights(self.weights, features)

    def probabilities(self, features: Features) -> NDArray[np.float32]:
        """Return the probability of each label in each row, shape (rows, labels)."""
        scores = self.scores(features)
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        result: NDArray[np.float32] = scores / scores.sum(axis=1, keepdims=True)
        return result


def fit_labels(features: Features, labels: Sequence[str], *, l2: float = 1.0, iterations: int = 100) -> LogLinear:
    """Fit a maximum-entropy classifier by L-BFGS.

    Args:
        features: shape (rows, templates).
        labels: the label of each row.
        l2: the strength of the penalty on the squared weights.
        iterations: at most so many.
    """
    names = tuple(sorted(set(labels)))
    place = {name: i for i, name in enumerate(names)}
    truth = np.fromiter((place[label] for label in labels), dtype=np.int64)
    design, used = _design(features)
    rows, back = np.arange(len(truth)), design.T.tocsr()

    def loss(flat: Weights) -> tuple[float, Weights]:
        weights = flat.reshape(len(used), len(names))
        scores = design @ weights
        scores -= scores.max(axis=1, keepdims=True)
        odds = np.exp(scores)
        odds /= odds.sum(axis=1, keepdims=True)
        value = -np.log(np.maximum(odds[rows, truth], 1e-300)).sum() + l2 / 2 * float(flat @ flat)
        odds[rows, truth] -= 1
        return float(value), (back @ odds).ravel() + l2 * flat

    return LogLinear(names, _spread(used, _minimise(loss, len(used) * len(names), iterations)))


def fit_choice(
    features: Features, groups: NDArray[np.int64], chosen: NDArray[np.bool_], *, l2: float = 1.0, iterations: int = 120
) -> LogLinear:
    """Fit a conditional logit: in each group one of its rows is chosen, or one of several that are as good.

    Args:
        features: shape (rows, templates).
        groups: the number of the group of each row, rising from 0, every group with a chosen row.
        chosen: whether a row may be chosen.
        l2: the strength of the penalty on the squared weights.
        iterations: at most so many.
    """
    design, used = _design(features)
    back, first = design.T.tocsr(), np.searchsorted(groups, np.arange(groups[-1] + 1))

    def loss(weights: Weights) -> tuple[float, Weights]:
        scores = design @ weights
        odds = np.exp(scores - np.maximum.reduceat(scores, first)[groups])
        right = odds * chosen
        all_of, right_of = np.add.reduceat(odds, first), np.add.reduceat(right, first)
        value = -np.log(np.maximum(right_of, 1e-300) / all_of).sum() + l2 / 2 * float(weights @ weights)
        slope = odds / all_of[groups] - right / np.maximum(right_of, 1e-300)[groups]
        return float(value), back @ slope + l2 * weights

    return LogLinear(("chosen",), _spread(used, _minimise(loss, len(used), iterations)))


def write_model(model: LogLinear, path: Path) -> None:
    """Write a model; the same model gives the same bytes."""
    used = np.flatnonzero(np.abs(model.weights).max(axis=1) > 0)
    weights = model.weights[used].astype(np.float16)
    with path.open("wb") as file:
        np.savez_compressed(file, labels=np.array(model.labels), used=used.astype(np.int32), weights=weights)


def read_model(source: Path | Traversable) -> LogLinear:
    """Read a model that `write_model` wrote."""
    with source.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        labels = tuple(map(str, arrays["labels"]))
        return LogLinear(labels, _spread(arrays["used"], arrays["weights"].astype(np.float32).ravel()))


def _design(features: Features) -> tuple[Any, NDArray[np.int64]]:
    """Return the rows as a sparse matrix over the features that are seen often enough, and these features."""
    counts = np.bincount(features.ravel(), minlength=SIZE + 1)
    counts[NO_FEATURE] = 0
    used = np.flatnonzero(counts >= _LEAST)
    place = np.full(SIZE + 1, -1, dtype=np.int64)
    place[used] = np.arange(len(used))
    columns = place[features]
    kept = columns >= 0
    ends = np.concatenate([[0], np.cumsum(kept.sum(axis=1))])
    shape = len(features), len(used)
    return csr_matrix((np.ones(ends[-1]), columns[kept], ends), shape=shape), used


def _minimise(loss: Callable[[Weights], tuple[float, Weights]], size: int, iterations: int) -> Weights:
    found = minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": iterations})
    weights: Weights = found.x
    return weights


def _spread(used: NDArray[Any], weights: NDArray[Any]) -> NDArray[np.float32]:
    """Return weights of some features as a table of all."""
    table = np.zeros((SIZE + 1, len(weights) // max(1, len(used))), dtype=np.float32)
    table[used] = weights.reshape(len(used), -1).astype(np.float16)
    return table
