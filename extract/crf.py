"""Linear-chain conditional random fields over hashed features: reading with them.

J. Lafferty, A. McCallum, F. Pereira, Conditional random fields, ICML 2001; forward, backward and Viterbi as in
L. Rabiner, A tutorial on hidden Markov models, Proceedings of the IEEE 77, 1989. Many sentences are read side by side,
a word of each at a time, in numpy. python-crfsuite makes the weights.
"""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract.loglinear import Features, sum_weights

Scores = NDArray[np.float32]
Indices = NDArray[np.int64]

TOGETHER = 512
"""Sequences read side by side: enough to make numpy's overhead small, few enough to bound the memory."""


@dataclass(frozen=True, slots=True)
class Crf:
    """A model. Feature f has the weights `weights[index[f]]`; those that were not learned share a row of nothing."""

    labels: tuple[str, ...]
    index: NDArray[np.int32]
    """Shape (features,)."""
    weights: Scores
    """Shape (rows, labels)."""
    transitions: Scores
    """Shape (labels, labels): from one label to the next."""

    def scores(self, features: Features) -> Scores:
        """Return the sum of the weights of each row of a table of features, shape (rows, labels)."""
        return sum_weights(self.weights, self.index.take(features))

    def add(self, total: Scores, rows: Indices, features: Features) -> None:
        """Add the weights of more features to some rows, which are named in rising order, each as often as needed."""
        nth = np.arange(len(rows)) - np.searchsorted(rows, rows)
        for n in range(nth.max(initial=-1) + 1):
            these = nth == n
            total[rows[these]] += self.weights[self.index[features[these]]]

    def read(self, scores: Scores, bounds: Sequence[tuple[int, int]]) -> tuple[NDArray[np.int8], Scores]:
        """Return the best label of each row, as an index, and the probability of each, shape (rows, labels).

        Args:
            scores: of all rows, shape (rows, labels).
            bounds: first and last row (exclusive) of each sequence; none is empty.
        """
        best = np.zeros(len(scores), dtype=np.int8)
        probabilities = np.zeros_like(scores)
        order = sorted(bounds, key=lambda b: b[0] - b[1])
        for first in range(0, len(order), TOGETHER):
            rows, edges = _steps(order[first : first + TOGETHER])
            here = scores[rows]
            probabilities[rows] = self._forward_backward(here, edges)
            best[rows] = self._viterbi(here, edges)
        return best, probabilities

    def _forward_backward(self, scores: Scores, edges: Sequence[int]) -> Scores:
        """Return the probabilities of the rows of sequences, given step by step."""
        moves, seen = np.exp(self.transitions), _exp(scores)
        forward, behind = _normal(seen), np.ones_like(seen)
        steps = list(zip(edges, edges[1:], edges[2:], strict=False))
        for before, start, end in steps:
            coming = np.einsum("bi,ij->bj", forward[before : before + end - start], moves)
            forward[start:end] = _normal(coming * seen[start:end])
        for before, start, end in reversed(steps):
            going = np.einsum("bj,ij->bi", seen[start:end] * behind[start:end], moves)
            behind[before : before + end - start] = _normal(going)
        return _normal(forward * behind)

    def _viterbi(self, scores: Scores, edges: Sequence[int]) -> NDArray[np.int8]:
        """Return the labels of the best reading of sequences, given step by step.

        The label before is looked for on the way back, for the one label that was chosen.
        """
        moves, best = self.transitions[:, :, None], scores.T.copy()
        steps = list(zip(edges, edges[1:], edges[2:], strict=False))
        for before, start, end in steps:
            options = best[:, None, before : before + end - start] + moves
            best[:, start:end] += np.maximum.reduce(options, axis=0)
        labels = best.argmax(axis=0)
        for before, start, end in reversed(steps):
            there = slice(before, before + end - start)
            labels[there] = (best[:, there] + self.transitions.take(labels[start:end], axis=1)).argmax(axis=0)
        result: NDArray[np.int8] = labels.astype(np.int8)
        return result


def _steps(bounds: Sequence[tuple[int, int]]) -> tuple[Indices, list[int]]:
    """Return the rows of the first place of sequences, of the second, …, and where each of these steps begins.

    The sequences are given longest first: those that reach a step are the first ones of the step before.
    """
    starts, ends = np.array(bounds, dtype=np.int64).T
    place = np.arange(ends[0] - starts[0])
    counts = np.searchsorted(starts - ends, -place)
    edges = np.concatenate([[0], np.cumsum(counts)])
    sequence = np.arange(edges[-1]) - np.repeat(edges[:-1], counts)
    return starts[sequence] + np.repeat(place, counts), edges.tolist()


def _exp(scores: Scores) -> Scores:
    result: Scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    return result


def _normal(values: Scores) -> Scores:
    totals: Scores = np.add.reduce(values, axis=1, keepdims=True)
    return values / totals


def train_crf(
    examples: Iterable[tuple[Sequence[Sequence[int]], Sequence[str]]], parameters: Mapping[str, Any], size: int
) -> Crf:
    """Train a model with python-crfsuite, which reading does not need.

    Args:
        examples: for each sequence the features of its rows, below `size`, and their labels.
        parameters: of `pycrfsuite.Trainer`.
        size: the number of features.
    """
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(parameters)
    for rows, labels in examples:
        trainer.append([list(map(str, row)) for row in rows], labels)
    with tempfile.TemporaryDirectory() as folder:
        trainer.train(f"{folder}/model")
        reader = pycrfsuite.Tagger()
        reader.open(f"{folder}/model")
        learned = reader.info()
    labels = sorted(learned.labels)
    used = np.array(sorted({int(feature) for feature, _ in learned.state_features}), dtype=np.int64)
    row, column = {f: i for i, f in enumerate(used.tolist())}, {label: i for i, label in enumerate(labels)}
    weights = np.zeros((len(used), len(labels)), dtype=np.float32)
    for (feature, label), weight in learned.state_features.items():
        weights[row[int(feature)], column[label]] = weight
    transitions = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for (before, after), weight in learned.transitions.items():
        transitions[column[before], column[after]] = weight
    return _crf(labels, used, weights, transitions, size)


def _crf(labels: Sequence[str], used: Indices, weights: Scores, transitions: Scores, size: int) -> Crf:
    index = np.zeros(size, dtype=np.int32)
    index[used] = np.arange(1, len(used) + 1)
    nothing = np.zeros((1, len(labels)), dtype=np.float32)
    return Crf(tuple(labels), index, np.concatenate([nothing, weights]), transitions)


def write_crf(model: Crf, path: Path) -> None:
    """Write a model; the same model gives the same bytes."""
    used = np.flatnonzero(model.index)
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            labels=np.array(model.labels),
            size=np.array(len(model.index)),
            gaps=np.diff(used, prepend=0).astype(np.int32),
            weights=model.weights[model.index[used]].astype(np.float16),
            transitions=model.transitions,
        )


def read_crf(source: Path | Traversable) -> Crf:
    """Read a model that `write_crf` wrote."""
    with source.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        labels, weights = tuple(map(str, arrays["labels"])), arrays["weights"].astype(np.float32)
        used = np.cumsum(arrays["gaps"], dtype=np.int64)
        return _crf(labels, used, weights, arrays["transitions"], int(arrays["size"]))
