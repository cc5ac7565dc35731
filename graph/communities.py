"""Communities: groups of entities with more among themselves than by chance, and how firm they are.

Sources: V. Traag, L. Waltman and N. J. van Eck, From Louvain to Leiden: guaranteeing well-connected communities,
Scientific Reports 9 (2019), as implemented in graspologic-native; V. Blondel, J.-L. Guillaume, R. Lambiotte and
E. Lefebvre, Fast unfolding of communities in large networks, J. Stat. Mech. (2008), as implemented in networkx;
L. Hubert and P. Arabie, Comparing partitions, Journal of Classification 2 (1985), for the agreement of two divisions.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import graspologic_native
import numpy as np
import pandas as pd
from networkx.algorithms.community import louvain_communities
from scipy.sparse import csr_array

from graph.brokerage import CONNECTOR
from graph.frames import table
from graph.projection import Floats, Ints, Projection

_SEED = 20_171_018
SEEDS, _ENOUGH = 20, 1_000_000
"""Leiden runs that are compared: so many, but fewer (three at least) where runs times edges would pass `_ENOUGH`."""
_ITERATIONS = 3
_NAMING = ("CONCEPT", "MECHANISM", "POLICY")
"""The types that say best what a group is about."""


@dataclass(frozen=True, slots=True)
class Communities:
    """A division of a graph, and how much it depends on the seed.

    `community` is each node's group: 1 is the largest, ties go to the smallest id; 0 is a node without neighbours.
    `stability` is, for each node, the share of runs in which it falls into the group that matches its own best.
    `agreement` is the mean adjusted Rand index of the runs with the first.
    """

    community: Ints
    modularity: float
    stability: Floats
    agreement: float


def leiden(p: Projection, *, seeds: int | None = None) -> Communities:
    """Divide by Leiden's method, which maximises modularity on the undirected projection with added weights.

    Repeated with `seeds` seeds (left out: 20, fewer on large graphs); the first run counts, and the others say how firm
    it is.
    """
    ties = _ties(p)
    seeds = seeds or max(3, min(SEEDS, _ENOUGH // max(1, len(ties))))
    runs = [_leiden(p, ties, _SEED + number) for number in range(seeds)] if ties else []
    if not runs:
        nothing = np.zeros(len(p.ids), dtype=np.int64)
        return Communities(nothing, 0.0, np.zeros(len(p.ids)), 1.0)
    first = runs[0]
    inside = first > 0
    same = np.zeros(len(p.ids))
    for run in runs[1:]:
        same[inside] += _matched(first[inside], run[inside])
    agreement = [adjusted_rand(first[inside], run[inside]) for run in runs[1:]]
    others = max(1, len(runs) - 1)
    return Communities(first, modularity(p, first), same / others, float(np.mean(agreement)) if agreement else 1.0)


def louvain(p: Projection) -> Ints:
    """Divide by Louvain's method; numbered like the groups of `leiden`.

    Nodes are handed over as numbers, because networkx walks over sets, and the order of strings in a set changes from
    run to run.
    """
    g = p.simple_graph()
    g.remove_nodes_from([node for node, degree in list(g.degree) if degree == 0])
    if len(g) == 0:
        return np.zeros(len(p.ids), dtype=np.int64)
    return _numbered([sorted(group) for group in louvain_communities(g, weight="weight", seed=_SEED)], len(p.ids))


def modularity(p: Projection, community: Ints) -> float:
    """Return the modularity of a division (M. Newman, Phys. Rev. E 70, 2004), on the undirected projection.

    The share of the weight that lies inside groups less what would lie there by chance; nodes of group 0 have none.
    """
    ties = p.undirected().tocoo()
    total = float(ties.data.sum())
    if total == 0:
        return 0.0
    rows, columns = ties.coords
    inside = float(ties.data[community[rows] == community[columns]].sum()) / total
    degrees = np.bincount(community[rows], ties.data) / total
    return inside - float((degrees**2).sum())


def adjusted_rand(a: Ints, b: Ints) -> float:
    """Return how much two divisions agree: 1 wholly, about 0 by chance."""
    counts = _crossed(a, b).data

    def pairs(sizes: np.ndarray) -> float:
        return float((sizes * (sizes - 1) / 2).sum())

    both, first, second = pairs(counts), pairs(np.bincount(a)), pairs(np.bincount(b))
    expected = first * second / max(1.0, len(a) * (len(a) - 1) / 2)
    most = (first + second) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


def describe(measures: pd.DataFrame, *, by: str = "pagerank") -> pd.DataFrame:
    """Return a row for each community: how large it is, how firm, what it is called after and who links it to others.

    Args:
        measures: what `graph.measures.measure` returns.
        by: the measure that says which entities are its most central.

    Returns:
        A table with the community's number as index: `name` (its three most central concepts, mechanisms and policies),
        `entities`, `stability` (the mean over its entities), `members` and `connectors` (ids, the most central first;
        connectors are those whose participation is above `graph.brokerage.CONNECTOR`).
    """
    ranked = measures.sort_index().sort_values(by, ascending=False, kind="stable")
    rows = []
    for number, group in ranked[ranked["community"] > 0].groupby("community"):
        about = pd.concat([group[group["type"].isin(_NAMING)], group[~group["type"].isin(_NAMING)]])
        rows.append(
            {
                "community": number,
                "name": "、".join(dict.fromkeys(about["name"].head(3))),
                "entities": len(group),
                "stability": float(group["community_stability"].mean()),
                "members": tuple(group.index[:20]),
                "connectors": tuple(group.index[group["participation"] > CONNECTOR][:10]),
            }
        )
    columns = ["community", "name", "entities", "stability", "members", "connectors"]
    return table(rows, columns).set_index("community")


def _ties(p: Projection) -> list[tuple[str, str, float]]:
    ties = p.undirected().tocoo()
    upper = ties.coords[0] < ties.coords[1]
    ends = (coordinates[upper].tolist() for coordinates in ties.coords)
    return [(str(a), str(b), w) for a, b, w in zip(*ends, ties.data[upper].tolist(), strict=True)]


def _leiden(p: Projection, ties: list[tuple[str, str, float]], seed: int) -> Ints:
    _, found = graspologic_native.leiden(ties, seed=seed, iterations=_ITERATIONS)
    groups: dict[int, list[int]] = {}
    for node, group in found.items():
        groups.setdefault(group, []).append(int(node))
    return _numbered([sorted(group) for group in groups.values()], len(p.ids))


def _numbered(groups: Sequence[list[int]], n: int) -> Ints:
    result = np.zeros(n, dtype=np.int64)
    for number, group in enumerate(sorted(groups, key=lambda group: (-len(group), group[0])), start=1):
        result[group] = number
    return result


def _crossed(a: Ints, b: Ints) -> csr_array:
    crossed = csr_array((np.ones(len(a)), (a, b)))
    crossed.sum_duplicates()
    return crossed


def _matched(a: Ints, b: Ints) -> np.ndarray:
    """Tell for each node whether its group of `b` is the one that shares most with its group of `a`."""
    crossed = _crossed(a, b)
    matched: np.ndarray = np.asarray(crossed.argmax(axis=1)).ravel()[a] == b
    return matched
