"""Positions for a whole graph: the nodes that are shown first are laid out with care, the rest gather round them.

Deterministic: numbers in, numbers out, one seed, no sets. A hundred thousand nodes take some seconds.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from output.force import GOLDEN_ANGLE, Floats, Ints, force_layout, separate, sunflower

_SEED = 20_171_018
_EDGE = 40.0
"""How long an edge should be, in the units of the canvas."""
_GAP = 4.0


@dataclass(frozen=True, slots=True)
class Lines:
    """An undirected weighted graph over node numbers, each pair once, `pairs[i, 0] < pairs[i, 1]`."""

    pairs: Ints
    weights: Floats


def lines(heads: Ints, tails: Ints, weights: Floats) -> Lines:
    """Join the directed edges between two nodes into one line; loops are left out."""
    low, high = np.minimum(heads, tails), np.maximum(heads, tails)
    kept = low != high
    ends = np.column_stack((low[kept], high[kept])).reshape(-1, 2)
    pairs, inverse = np.unique(ends, axis=0, return_inverse=True)
    together = np.bincount(inverse.ravel(), weights[kept], minlength=len(pairs)).astype(np.float64)
    return Lines(pairs.astype(np.int64), together)


def layout(graph: Lines, community: Ints, radii: Floats, core: int) -> Floats:
    """Return (n, 2) positions.

    Args:
        graph: the lines between nodes; nodes are numbered by importance, the most central first.
        community: (n,) each node's group.
        radii: (n,) how large each node is drawn.
        core: the first so many nodes are laid out by forces; at most some two thousand.
    """
    n = len(community)
    points = np.zeros((n, 2))
    core = min(core, n)
    if core == 0:
        return points
    points[:core] = _core(_within(graph, core), community[:core], radii[:core])
    return _surround(points, graph, community, core) if n > core else points


def _within(graph: Lines, core: int) -> Lines:
    kept = graph.pairs[:, 1] < core
    return Lines(graph.pairs[kept], graph.weights[kept])


def _core(graph: Lines, community: Ints, radii: Floats) -> Floats:
    """Lay out each connected component by itself, and pack them round the largest."""
    n = len(community)
    matrix = csr_array((graph.weights, (graph.pairs[:, 0], graph.pairs[:, 1])), shape=(n, n))
    _, label = connected_components(matrix, directed=False)
    order = np.argsort(label, kind="stable")
    components = np.split(order, np.cumsum(np.bincount(label))[:-1])
    components.sort(key=lambda c: (-len(c), int(c[0])))
    points = np.zeros((n, 2))
    for component in components:
        points[component] = _component(component, graph, community, radii)
    return _pack(points, components, radii)


def _component(component: Ints, graph: Lines, community: Ints, radii: Floats) -> Floats:
    if len(component) == 1:
        return np.zeros((1, 2))
    number = np.full(len(community), -1, dtype=np.int64)
    number[component] = np.arange(len(component))
    mine = number[graph.pairs[:, 0]] >= 0
    pull = 0.6 + 0.4 * np.log2(1.0 + graph.weights[mine])
    points = force_layout(number[graph.pairs[mine]], pull, community[component], _SEED)
    roomier = 1 + max(0, 60 - len(radii)) / 40  # a small graph has the whole canvas to itself
    return separate(points * _EDGE * roomier, radii[component] + _GAP)


def _pack(points: Floats, components: list[Ints], radii: Floats) -> Floats:
    """Move the components, as discs, beside each other: each as near to the middle as there is room."""
    discs = np.empty((0, 3))
    for component in components:
        mine = points[component]
        centre = (mine.min(axis=0) + mine.max(axis=0)) / 2
        reach = np.hypot(*(mine - centre).T) + radii[component]
        radius = float(reach.max()) + 2 * _GAP
        place = _free_place(discs, radius)
        points[component] = mine - centre + place
        discs = np.vstack((discs, [*place, radius]))
    return points


def _free_place(discs: Floats, radius: float) -> Floats:
    """Return the place nearest to the middle where a disc touches none of the others, on a fan of rays."""
    if len(discs) == 0:
        return np.zeros(2)
    angles = np.arange(180) * GOLDEN_ANGLE
    rays = np.column_stack((np.cos(angles), np.sin(angles)))
    along = rays @ discs[:, :2].T
    aside = (discs[:, :2] ** 2).sum(axis=1)[None, :] - along**2
    reach = (discs[:, 2] + radius)[None, :] ** 2 - aside
    exits = np.where(reach > 0, along + np.sqrt(np.maximum(reach, 0)), 0).max(axis=1)
    best = int(np.argmin(exits))
    place: Floats = rays[best] * exits[best]
    return place


def _surround(points: Floats, graph: Lines, community: Ints, core: int) -> Floats:
    """Place the nodes outside the core: beside their most central neighbour, or else with their community."""
    n = len(points)
    anchor = _anchors(graph, n, core)
    loose = np.flatnonzero((anchor < 0) & (np.arange(n) >= core))
    extent = float(np.hypot(*points[:core].T).max()) + 4 * _EDGE
    points[loose] = _outskirts(community[loose], extent)
    depth = _depths(anchor, core)
    for level in range(1, int(depth.max(initial=0)) + 1):
        at = np.flatnonzero(depth == level)
        points[at] = points[anchor[at]] + _around(anchor[at], points)
    return points


def _anchors(graph: Lines, n: int, core: int) -> Ints:
    """Return for each node outside the core its most central neighbour if that is more central than itself, or -1."""
    anchor = np.full(n, n, dtype=np.int64)
    np.minimum.at(anchor, graph.pairs[:, 1], graph.pairs[:, 0])
    anchor[(anchor == n) | (np.arange(n) < core)] = -1
    return anchor


def _depths(anchor: Ints, core: int) -> Ints:
    """Return how many anchors lie between a node and one that stands by itself."""
    depth = np.zeros(len(anchor), dtype=np.int64)
    for node in np.flatnonzero(anchor >= 0):
        depth[node] = depth[anchor[node]] + 1
    return depth


def _around(anchor: Ints, points: Floats) -> Floats:
    """Return offsets that fill a disc round each anchor, turned so that neighbouring discs differ."""
    order = np.argsort(anchor, kind="stable")
    first = np.searchsorted(anchor[order], anchor[order])
    turn = np.empty(len(anchor), dtype=np.int64)
    turn[order] = np.arange(len(anchor)) - first
    angle = (turn + 1) * GOLDEN_ANGLE + anchor
    radius = 0.35 * _EDGE * np.sqrt(turn + 2.0)
    return np.column_stack((radius * np.cos(angle), radius * np.sin(angle)))


def _outskirts(community: Ints, extent: float) -> Floats:
    """Return points in a band outside the rest, the members of a community beside each other."""
    order = np.argsort(community, kind="stable")
    disc = sunflower(len(community) + 1, 0.3 * _EDGE)[:-1]
    radius, angle = np.hypot(*disc.T), np.arctan2(disc[:, 1], disc[:, 0])
    by_angle = np.argsort(angle, kind="stable")
    points = np.empty((len(community), 2))
    far = extent + radius[by_angle] * 0.5
    points[order] = np.column_stack((far * np.cos(angle[by_angle]), far * np.sin(angle[by_angle])))
    return points
