"""Centralities that feed on themselves: PageRank, hubs and authorities, eigenvector centrality.

All are power iterations with a fixed start, so that the result is the same on every run; networkx's `hits` starts from
a random vector, and its `eigenvector_centrality` does not converge on acyclic graphs.

Sources: L. Page, S. Brin, R. Motwani and T. Winograd, The PageRank citation ranking (1999); J. Kleinberg, Authoritative
sources in a hyperlinked environment, J. ACM 46 (1999); P. Bonacich, Factoring and weighting approaches to status scores
and clique identification, J. Math. Sociol. 2 (1972).
"""

import logging
from collections.abc import Callable

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import eigsh

from graph.projection import Floats, Projection

logger = logging.getLogger(__name__)

DAMPING = 0.85
_TOLERANCE = 1e-12
_ROUNDS = 5000


def pagerank(p: Projection) -> Floats:
    """Return the share of time that a wanderer spends at each node.

    He follows an edge, by its weight, with probability 0.85, and otherwise jumps anywhere; from a node without outgoing
    edges he always jumps. The values add up to 1.
    """
    n = len(p.ids)
    if n == 0:
        return np.zeros(0)
    matrix = p.matrix()
    out = np.asarray(matrix.sum(axis=1)).ravel()
    follow = csr_array((p.weights / out[p.heads], (p.heads, p.tails)), shape=(n, n)).T
    stuck = out == 0

    def step(rank: Floats) -> Floats:
        followed: Floats = follow @ rank
        jumped = DAMPING * float(rank[stuck].sum()) / n + (1 - DAMPING) / n
        new: Floats = DAMPING * followed + jumped
        return new

    return _settle(step, np.full(n, 1 / n))[0]


def hits(p: Projection) -> tuple[Floats, Floats]:
    """Return hub and authority scores, each adding up to 1: good hubs point to good authorities.

    Several unconnected parts may tie for the greatest eigenvalue; then the scores are those that the uniform start
    leads to. Without an edge all are 0.
    """
    n = len(p.ids)
    if len(p.weights) == 0:
        return np.zeros(n), np.zeros(n)
    matrix = p.matrix()
    backward = csr_array(matrix.T)
    authority, settled = _settle(lambda a: _share(backward @ (matrix @ a)), np.full(n, 1 / n))
    if not settled:
        logger.warning("hubs and authorities had not settled after %d rounds; the last values are given", _ROUNDS)
    return _share(matrix @ authority), authority


def eigenvector(p: Projection) -> Floats:
    """Return eigenvector centrality on the undirected weighted projection: high where the neighbours' is high.

    Undirected, because on the directed graph only nodes behind a circle would get a value above 0. It is defined on a
    connected graph: computed on the largest component, scaled to length 1, and 0 elsewhere.
    """
    n = len(p.ids)
    if len(p.weights) == 0:
        return np.zeros(n)
    whole = p.undirected()
    inside = _largest_component(whole)
    part = csr_array(whole[inside][:, inside])
    scores = np.zeros(n)
    scores[inside] = _leading_vector(part)
    return scores


def _leading_vector(matrix: csr_array) -> Floats:
    """Return the eigenvector of the greatest eigenvalue of a connected symmetric matrix.

    The matrix is shifted by its mean degree, since on a bipartite graph the bare iteration swings to and fro for ever.
    Where the iteration is too slow (long chains), Lanczos' method goes on from where it stopped.
    """
    shift = matrix.sum() / matrix.shape[0]
    start = np.full(matrix.shape[0], matrix.shape[0] ** -0.5)
    vector, settled = _settle(lambda x: _unit(matrix @ x + shift * x), start)
    return vector if settled else np.abs(eigsh(matrix, k=1, which="LA", v0=vector)[1][:, 0])


def _largest_component(matrix: csr_array) -> np.ndarray:
    """Return the nodes of the largest component, of equally large ones that with the smallest node."""
    _, labels = connected_components(matrix, directed=False)
    return np.flatnonzero(labels == np.bincount(labels).argmax())


def _settle(step: Callable[[Floats], Floats], start: Floats) -> tuple[Floats, bool]:
    """Repeat a step until it changes next to nothing; tell whether it came to that."""
    for _ in range(_ROUNDS):
        new = step(start)
        if np.abs(new - start).sum() <= _TOLERANCE:
            return new, True
        start = new
    return start, False


def _share(vector: Floats) -> Floats:
    share: Floats = vector / vector.sum()
    return share


def _unit(vector: Floats) -> Floats:
    unit: Floats = vector / np.linalg.norm(vector)
    return unit
