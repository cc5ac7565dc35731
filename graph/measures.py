"""Which entities are central: one table, a row for each entity, a column for each measure.

Measures are taken on one layer, made a simple weighted graph (`graph.projection`). Weights are numbers of statements.

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
| `community` | its group by Louvain's method, 1 the largest, 0 none | undirected, weighted |

An entity without an edge in the layer has 0 everywhere, but for PageRank, where it keeps its share of the jumps.
Sources for core and clustering: S. Seidman, Network structure and minimum degree, Social Networks 5 (1983); D. Watts
and S. Strogatz, Collective dynamics of small-world networks, Nature 393 (1998).
"""

import logging

import networkx as nx
import numpy as np
import pandas as pd

from graph.betweenness import PIVOTS, path_centrality
from graph.communities import communities
from graph.projection import Projection, project
from graph.spectral import eigenvector, hits, pagerank

logger = logging.getLogger(__name__)


def measure(g: nx.MultiDiGraph, *, layer: str | None = "stated", pivots: int = PIVOTS) -> pd.DataFrame:
    """Measure every entity of a graph.

    Args:
        g: a graph as `graph.build.build` makes it.
        layer: `stated`, `structure`, `cooccurrence`, or None for all together.
        pivots: up to so many sources of paths betweenness and harmonic centrality are exact; above, they are estimated
            from so many, drawn with a fixed seed. `frame.attrs["betweenness"]` says which, with the standard error.

    Returns:
        A table sorted by entity id, which is its index.

    Raises:
        UnknownLayer: there is no such layer.
    """
    p = project(g, layer)
    paths = path_centrality(p, pivots=pivots)
    hub, authority = hits(p)
    columns = {
        "type": [g.nodes[id]["type"] for id in p.ids],
        "name": [g.nodes[id]["label"] for id in p.ids],
        **_degrees(p),
        "pagerank": pagerank(p),
        "betweenness": paths.betweenness,
        "harmonic": paths.harmonic,
        "eigenvector": eigenvector(p),
        "hub": hub,
        "authority": authority,
        **_cohesion(p),
        "community": communities(p),
    }
    frame = pd.DataFrame(columns, index=pd.Index(p.ids, name="entity_id", dtype="object"))
    frame.attrs["layer"] = layer or "all"
    frame.attrs["betweenness"] = {"sources": paths.sources, "pivots": paths.pivots, "standard_error": paths.error}
    if paths.pivots < paths.sources:
        logger.info("betweenness from %d of %d sources, standard error %.1e", paths.pivots, paths.sources, paths.error)
    return frame


def _degrees(p: Projection) -> dict[str, np.ndarray]:
    n = len(p.ids)
    into, out = np.bincount(p.tails, minlength=n), np.bincount(p.heads, minlength=n)
    weighted = np.bincount(p.tails, p.weights, minlength=n) + np.bincount(p.heads, p.weights, minlength=n)
    return {"degree": into + out, "in_degree": into, "out_degree": out, "weighted_degree": weighted}


def _cohesion(p: Projection) -> dict[str, list[float]]:
    g = p.simple_graph()
    core, clustering = nx.core_number(g), nx.clustering(g)
    return {"core": [core[i] for i in g], "clustering": [float(clustering[i]) for i in g]}
