"""Betweenness and harmonic centrality of a weighted directed graph, many sources at a time.

networkx computes both in Python, node by node. Here the shortest distances come from scipy's Dijkstra, and Brandes'
accumulation runs as sparse matrix products over a batch of sources: the edges that lie on shortest paths form an
acyclic graph, so counting paths along it ends after as many products as the longest of them has edges.

Sources: U. Brandes, A faster algorithm for betweenness centrality, J. Math. Sociol. 25 (2001); U. Brandes and C. Pich,
Centrality estimation in large networks, Int. J. Bifurcation and Chaos 17 (2007), for sampled sources; M. Marchiori and
V. Latora, Harmony in the small-world, Physica A 285 (2000).
"""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from graph.projection import Floats, Ints, Projection

PIVOTS = 2000
"""Up to so many sources the result is exact; of more, so many are drawn."""
_STEPS = 400_000_000
"""Sources times edges in all: where there are more than 200,000 edges, fewer than `PIVOTS` are drawn."""
_SEED = 20_171_018
_TOLERANCE = 1e-12
"""Two paths are equally long when their lengths differ by no more, relatively: sums of 1/weight are not exact."""
_CELLS = 2_000_000
"""Sources times edges in one batch, which bounds the memory."""


@dataclass(frozen=True, slots=True)
class PathCentrality:
    """What shortest paths say of each node; `error` is the largest standard error of a betweenness (0 where exact)."""

    betweenness: Floats
    harmonic: Floats
    sources: int
    pivots: int
    error: float


def path_centrality(p: Projection, *, pivots: int = PIVOTS) -> PathCentrality:
    """Compute betweenness and (incoming) harmonic centrality, with 1/weight as the length of an edge.

    Both are normalised: betweenness by the (n-1)(n-2) ordered pairs, harmonic by n-1. Nodes without outgoing edges
    start no path and are skipped as sources. Where more than `pivots` remain, so many (in very large graphs fewer,
    see `_STEPS`) are drawn without replacement with a fixed seed and the sums scaled up; the estimate is unbiased.
    """
    n = len(p.ids)
    sources = np.unique(p.heads)
    drawn = _draw(sources, pivots, at_most=max(1, _STEPS // max(len(p.heads), 1)))
    sums = np.zeros((3, n))
    lengths = csr_array((1 / p.weights, (p.heads, p.tails)), shape=(n, n))
    step = max(1, min(64, _CELLS // max(len(p.heads), n, 1)))
    batches = [drawn[at : at + step] for at in range(0, len(drawn), step)]
    with ThreadPoolExecutor(min(8, os.cpu_count() or 1)) as pool:
        for part in pool.map(partial(_batch, p, lengths), batches):  # in order: sums do not depend on the threads
            sums += part
    return _scaled(sums, n, len(sources), len(drawn))


def _draw(sources: Ints, pivots: int, *, at_most: int) -> Ints:
    if len(sources) <= pivots:
        return sources
    return np.sort(np.random.default_rng(_SEED).choice(sources, size=min(pivots, at_most), replace=False))


def _scaled(sums: Floats, n: int, sources: int, pivots: int) -> PathCentrality:
    scale = sources / max(pivots, 1)
    pairs, others = max((n - 1) * (n - 2), 1), max(n - 1, 1)
    between, squares, harmonic = sums
    error = 0.0
    if pivots < sources:
        variance = np.maximum(squares / pivots - (between / pivots) ** 2, 0) * (1 - pivots / sources)
        error = float(sources * np.sqrt(variance / pivots).max() / pairs)
    return PathCentrality(between * scale / pairs, harmonic * scale / others, sources, pivots, error)


def _batch(p: Projection, lengths: csr_array, batch: Ints) -> Floats:
    """Return for each node the sums over a batch of sources: dependency, its square, and 1/distance."""
    distance = dijkstra(lengths, indices=batch)
    distance[np.arange(len(batch)), batch] = 0
    reached = np.isfinite(distance)
    dependency = _dependency(p, distance, reached)
    row, node = np.nonzero(reached)
    away = 1 / np.where(node == batch[row], np.inf, distance[reached])
    return np.stack([np.bincount(node, values, minlength=len(p.ids)) for values in (dependency, dependency**2, away)])


def _dependency(p: Projection, distance: Floats, reached: np.ndarray) -> Floats:
    """Return how much of the shortest paths from each source runs through each node reached (Brandes' delta).

    The nodes of all searches are numbered in one row, so that one product does a step of every search.
    """
    number = np.cumsum(reached).reshape(reached.shape) - 1
    row, edge = np.nonzero(_on_shortest_paths(p, distance))
    heads, tails = number[row, p.heads[edge]], number[row, p.tails[edge]]
    size = int(reached.sum())
    ends = np.concatenate([[0], np.cumsum(np.bincount(heads, minlength=size))])
    onward = csr_array((np.ones(len(heads)), tails, ends), shape=(size, size))
    is_source = distance[reached] == 0
    paths = _accumulate(onward.T, is_source.astype(np.float64))
    onward.data = paths[heads] / paths[tails]
    return np.where(is_source, 0, _accumulate(onward, onward @ np.ones(size)))


def _on_shortest_paths(p: Projection, distance: Floats) -> np.ndarray:
    """Tell for each source (row) and edge whether the edge ends a shortest path."""
    before, after = distance[:, p.heads], distance[:, p.tails]
    with np.errstate(invalid="ignore"):
        slack = np.abs(before + 1 / p.weights - after)
    return np.isfinite(before) & (slack <= _TOLERANCE * np.maximum(after, 1))


def _accumulate(matrix: csr_array, first: Floats) -> Floats:
    """Return first + M first + M² first + …, which ends because the graph of M has no circle."""
    total, term = first.copy(), first
    while (term := matrix @ term).any():
        total += term
    return total
