"""Which entities are central: one table, a row for each entity, a column for each measure.

Measures are taken on one layer, made a simple weighted graph (`graph.projection`). Weights are numbers of statements,
or on demand of documents: then a single long text weighs no more than a short one.

| column | meaning | graph |
|---|---|---|
| `in_degree`, `out_degree`, `degree` | distinct entities pointing to it; pointed to by it; the sum | directed |
| `weighted_degree` | statements in which it is head or tail | directed |
| `pagerank` | importance handed on along the edges (damping 0.85) | directed, weighted |
| `betweenness` | share of shortest paths that run through it; an edge is 1/weight long | directed, weighted |
| `harmonic` | mean of 1/distance from all others | directed, weighted |
| `eigenvector` | connected to the well-connected; 0 outside the largest component | undirected, weighted |
| `hub`, `authority` | points to authorities; pointed to by hubs | directed, weighted |
| `core` | the greatest k such that it survives where all have k neighbours | undirected |
| `clustering` | share of pairs of its neighbours that are neighbours | undirected |
| `constraint` | how much its contacts know one another: low for brokers (Burt) | undirected, weighted |
| `effective_size` | its contacts, less what is redundant among them (Burt) | undirected, weighted |
| `community` | its group by Leiden's method, 1 the largest, 0 none | undirected, weighted |
| `community_stability` | share of seeds in which it falls into the same group | undirected, weighted |
| `louvain` | its group by Louvain's method | undirected, weighted |
| `participation` | how evenly its edges are spread over the communities | undirected, weighted |

An entity without an edge in the layer has 0 everywhere, but for PageRank, where it keeps its share of the jumps, and
for constraint, which it has none of (NaN). Unconnected parts: paths count within a part only, and what cannot be
reached is infinitely far (1/distance is 0); eigenvector centrality is that of the largest part.
Sources for core and clustering: S. Seidman, Network structure and minimum degree, Social Networks 5 (1983); D. Watts
and S. Strogatz, Collective dynamics of small-world networks, Nature 393 (1998).
"""

import logging
from collections.abc import Callable, Collection
from functools import partial

import networkx as nx
import numpy as np
import pandas as pd

from graph.betweenness import PIVOTS, PathCentrality, path_centrality
from graph.brokerage import participation, structural_holes
from graph.communities import leiden, louvain, modularity
from graph.projection import Floats, Projection, Weight, project
from graph.spectral import eigenvector, hits, pagerank

logger = logging.getLogger(__name__)


LOWEST_FIRST = frozenset({"constraint"})
"""Measures of which a small value makes an entity important."""
_DEGREES = ("degree", "in_degree", "out_degree", "weighted_degree")


def measure(
    g: nx.MultiDiGraph,
    *,
    layer: str | None = "stated",
    types: Collection[str] | None = None,
    directed: bool = True,
    weight: Weight = "statements",
    pivots: int = PIVOTS,
) -> pd.DataFrame:
    """Measure every entity of a graph.

    Args:
        g: a graph as `graph.build.build` makes it.
        layer: `stated`, `structure`, `cooccurrence`, or None for all together.
        types: measure the network of these types of entities alone.
        directed: whether edges keep their direction; else each holds both ways.
        weight: what makes an edge strong, `statements` or `documents`.
        pivots: up to so many sources of paths betweenness and harmonic centrality are exact; above, they are estimated
            from so many (fewer where there are very many edges), drawn with a fixed seed. `frame.attrs["betweenness"]`
            says from how many, with the standard error.

    Returns:
        A table sorted by entity id, which is its index. `frame.attrs["communities"]` holds, for each method, the number
        of groups and the modularity; for Leiden also the agreement of its seeds.

    Raises:
        UnknownLayer: there is no such layer.
    """
    p = project(g, layer, types=types, directed=directed, weight=weight)
    paths = path_centrality(p, pivots=pivots)
    names = {key: [g.nodes[id][of] for id in p.ids] for key, of in (("type", "type"), ("name", "label"))}
    groups, about = _groups(p)
    columns = {**degrees(p), **_spread(p, paths), **_cohesion(p), **groups}
    index = pd.Index(p.ids, name="entity_id", dtype="object")
    # As objects: a lone surrogate, which a damaged text can hold, has no place in a column of Arrow strings.
    texts = {name: pd.Series(values, index=index, dtype="object") for name, values in names.items()}
    frame = pd.DataFrame({**texts, **columns}, index=index)
    frame.attrs["layer"] = layer or "all"
    frame.attrs["betweenness"] = {"sources": paths.sources, "pivots": paths.pivots, "standard_error": paths.error}
    frame.attrs["communities"] = about
    if paths.pivots < paths.sources:
        logger.info("betweenness from %d of %d sources, standard error %.1e", paths.pivots, paths.sources, paths.error)
    return frame


def _spread(p: Projection, paths: PathCentrality) -> dict[str, Floats]:
    hub, authority = hits(p)
    return {
        "pagerank": pagerank(p),
        "betweenness": paths.betweenness,
        "harmonic": paths.harmonic,
        "eigenvector": eigenvector(p),
        "hub": hub,
        "authority": authority,
    }


def _groups(p: Projection) -> tuple[dict[str, np.ndarray], dict[str, dict[str, float]]]:
    """Return brokerage and communities, and how good the divisions are."""
    constraint, size = structural_holes(p)
    groups, other = leiden(p), louvain(p)
    columns = {
        "constraint": constraint,
        "effective_size": size,
        "community": groups.community,
        "community_stability": groups.stability,
        "louvain": other,
        "participation": participation(p, groups.community),
    }
    about: dict[str, dict[str, float]] = {
        "leiden": {"modularity": groups.modularity, "agreement": groups.agreement},
        "louvain": {"modularity": modularity(p, other)},
    }
    for name, division in (("leiden", groups.community), ("louvain", other)):
        about[name]["groups"] = int(division.max(initial=0))
    return columns, about


def degrees(p: Projection) -> dict[str, np.ndarray]:
    """Return degree, in-degree, out-degree and weighted degree."""
    n = len(p.ids)
    into, out = np.bincount(p.tails, minlength=n), np.bincount(p.heads, minlength=n)
    weighted = np.bincount(p.tails, p.weights, minlength=n) + np.bincount(p.heads, p.weights, minlength=n)
    return {"degree": into + out, "in_degree": into, "out_degree": out, "weighted_degree": weighted}


SINGLE: dict[str, Callable[[Projection], Floats]] = {
    **{name: partial(lambda name, p: degrees(p)[name], name) for name in _DEGREES},
    "pagerank": pagerank,
    "betweenness": lambda p: path_centrality(p).betweenness,
    "harmonic": lambda p: path_centrality(p).harmonic,
    "eigenvector": eigenvector,
    "hub": lambda p: hits(p)[0],
    "authority": lambda p: hits(p)[1],
    "core": lambda p: np.array(_cohesion(p)["core"]),
    "clustering": lambda p: np.array(_cohesion(p)["clustering"]),
    "constraint": lambda p: structural_holes(p)[0],
    "effective_size": lambda p: structural_holes(p)[1],
}
"""Each measure that can be taken alone."""
RANKED = frozenset({*SINGLE, "participation"})
"""Columns by which entities can be ranked."""


def _cohesion(p: Projection) -> dict[str, list[float]]:
    g = p.simple_graph()
    core, clustering = nx.core_number(g), nx.clustering(g)
    return {"core": [core[i] for i in g], "clustering": [float(clustering[i]) for i in g]}
