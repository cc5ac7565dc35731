"""Positions for a graph of at most some two thousand nodes: a force-directed layout in numpy.

Sources: T. Fruchterman and E. Reingold, Graph drawing by force-directed placement, Software: Practice and Experience 21
(1991); the mass of a node by its degree after M. Jacomy et al., ForceAtlas2, PLoS ONE 9 (2014).
"""

from math import pi, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

GOLDEN_ANGLE = pi * (3 - sqrt(5))
_ROUNDS = 220
_WITHIN_COMMUNITY = 2.0
_GRAVITY = 0.12
_NEAR = 6.0
"""Beyond so many edge lengths repulsion fades, or the arms of a sparse graph would stretch far out."""


def sunflower(n: int, spacing: float) -> Floats:
    """Return n points that fill a disc evenly, from the centre outwards."""
    i = np.arange(n)
    radius = spacing * np.sqrt(i + 0.5)
    return np.column_stack((radius * np.cos(i * GOLDEN_ANGLE), radius * np.sin(i * GOLDEN_ANGLE)))


def force_layout(pairs: Ints, weights: Floats, community: Ints, seed: int) -> Floats:
    """Lay out a connected graph; edges are about one unit long.

    Args:
        pairs: (m, 2) the ends of the edges, each pair once.
        weights: (m,) how strongly each edge pulls; about 1.
        community: (n,) the group of each node; nodes start beside their group and are held there more strongly.
        seed: of the random start; the same seed gives the same layout.
    """
    points = _start(community, seed)
    n = len(points)
    if n < 3:
        return points
    mass = np.sqrt(1.0 + np.bincount(pairs.ravel(), minlength=n)).astype(np.float32)
    pull = weights * np.where(community[pairs[:, 0]] == community[pairs[:, 1]], _WITHIN_COMMUNITY, 1.0)
    for step in np.geomspace(0.12 * sqrt(n), 0.01, _ROUNDS):
        force = _repulsion(points, mass) + _attraction(points, pairs, pull) - _GRAVITY * mass[:, None] * points
        length = np.maximum(np.hypot(force[:, 0], force[:, 1]), 1e-9)
        points = points + force * (np.minimum(length, step) / length)[:, None]
    return _evened(points - points.mean(axis=0))


def _evened(points: Floats) -> Floats:
    """Draw the points half-way to where they would fill a disc evenly, each on its ray from the centre."""
    radius = np.hypot(points[:, 0], points[:, 1])
    rank = np.empty(len(points))
    rank[np.argsort(radius, kind="stable")] = np.sqrt((np.arange(len(points)) + 0.5) / len(points))
    reach = np.quantile(radius, 0.9)
    stretch: Floats = (0.35 * radius + 0.65 * rank * reach) / np.maximum(radius, 1e-9)
    return points * stretch[:, None]


def _start(community: Ints, seed: int) -> Floats:
    """Put each community on a point of a disc, the largest in the middle, and its nodes round it."""
    groups, group, sizes = np.unique(community, return_inverse=True, return_counts=True)
    rank = np.empty(len(groups), dtype=np.int64)
    rank[np.argsort(-sizes, kind="stable")] = np.arange(len(groups))
    centres = sunflower(len(groups), sqrt(len(community) / len(groups)))[rank]
    noise = np.random.default_rng(seed).normal(size=(len(community), 2))
    return centres[group] + noise * 0.3 * np.sqrt(sizes)[group][:, None]


def _repulsion(points: Floats, mass: NDArray[np.float32]) -> Floats:
    """Push each two nodes apart by the product of their masses over their distance; in single precision, for speed."""
    x, y = points.astype(np.float32).T
    dx, dy = x[:, None] - x[None, :], y[:, None] - y[None, :]
    strength = dx * dx + dy * dy
    np.maximum(strength, np.float32(0.01), out=strength)
    strength *= 1 + strength / np.float32(_NEAR**2)
    np.divide(mass[None, :], strength, out=strength)
    force = np.stack(((dx * strength).sum(axis=1), (dy * strength).sum(axis=1)), axis=1)
    return (force * mass[:, None]).astype(np.float64)


def _attraction(points: Floats, pairs: Ints, pull: Floats) -> Floats:
    """Pull the ends of each edge together, the more the longer it is."""
    delta = points[pairs[:, 1]] - points[pairs[:, 0]]
    force = delta * (pull * np.hypot(delta[:, 0], delta[:, 1]))[:, None]
    total = np.zeros_like(points)
    for axis in (0, 1):
        n = len(points)
        total[:, axis] = np.bincount(pairs[:, 0], force[:, axis], n) - np.bincount(pairs[:, 1], force[:, axis], n)
    return total


def separate(points: Floats, radii: Floats, rounds: int = 60) -> Floats:
    """Push discs apart until none overlap, or the rounds are over; each moves as little as that takes."""
    points = points.copy()
    for _ in range(rounds):
        pairs = cKDTree(points).query_pairs(2 * float(radii.max()), output_type="ndarray")
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        delta = points[pairs[:, 1]] - points[pairs[:, 0]]
        distance = np.hypot(delta[:, 0], delta[:, 1])
        overlap = radii[pairs].sum(axis=1) - distance
        hit = overlap > 1e-3
        if not hit.any():
            break
        _push(points, pairs[hit], delta[hit], overlap[hit])
    return points


def _push(points: Floats, pairs: Ints, delta: Floats, overlap: Floats) -> None:
    """Move both discs of each pair by half of their overlap; two on one spot part in a direction of their own."""
    angle = pairs[:, 0] * GOLDEN_ANGLE
    length = np.hypot(delta[:, 0], delta[:, 1])
    away = np.column_stack((np.cos(angle), np.sin(angle)))
    direction = np.where(length[:, None] > 1e-6, delta / np.maximum(length, 1e-6)[:, None], away)
    move = direction * (0.5 * overlap)[:, None]
    for axis in (0, 1):
        np.add.at(points[:, axis], pairs[:, 0], -move[:, axis])
        np.add.at(points[:, axis], pairs[:, 1], move[:, axis])
