"""One layer of the multigraph as a simple weighted graph, which is what centrality is defined on.

- Parallel edges (several relations between two entities) become one edge; its weight is the sum of theirs, that is the
  number of statements.
- Directions stay. A symmetric relation (合作) is stored once but holds both ways, so it counts in both directions.
- All entities of the graph are there, also those without an edge in the layer.
- Nodes are numbered in the order of their ids, so that no result depends on the order of insertion or on hashes.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Weight = Literal["statements", "documents"]


class UnknownLayer(ValueError):
    """A layer is asked for that the graph does not have."""


@dataclass(frozen=True, slots=True)
class Projection:
    """A simple directed graph: edge i goes from node `heads[i]` to node `tails[i]`, sorted; `ids` names the nodes."""

    ids: tuple[str, ...]
    heads: Ints
    tails: Ints
    weights: Floats

    def matrix(self) -> csr_array:
        """Return the adjacency matrix: rows are heads, columns tails."""
        n = len(self.ids)
        return csr_array((self.weights, (self.heads, self.tails)), shape=(n, n))

    def undirected(self) -> csr_array:
        """Return the symmetric adjacency matrix in which the weights of both directions are added."""
        matrix = self.matrix()
        return csr_array(matrix + matrix.T)

    def simple_graph(self) -> nx.Graph:
        """Return the undirected projection as a networkx graph over node numbers, with the added weights."""
        both = self.undirected().tocoo()
        upper = both.coords[0] < both.coords[1]
        g = nx.Graph()
        g.add_nodes_from(range(len(self.ids)))
        rows, columns, weights = both.coords[0][upper], both.coords[1][upper], both.data[upper]
        g.add_weighted_edges_from(zip(rows.tolist(), columns.tolist(), weights.tolist(), strict=True))
        return g


def project(
    g: nx.MultiDiGraph,
    layer: str | None = "stated",
    *,
    types: Collection[str] | None = None,
    directed: bool = True,
    weight: Weight = "statements",
) -> Projection:
    """Return one layer of a graph (None: all layers together) as a simple weighted directed graph.

    Args:
        g: a graph as `graph.build.build` makes it.
        layer: its layer, or None for all together.
        types: keep only entities of these types.
        directed: whether edges keep their direction; else each holds both ways.
        weight: what makes an edge strong: the number of statements, or of documents that state it.

    Raises:
        UnknownLayer: the schema has no such layer, and no edge lies in it.
    """
    _check(g, layer)
    ids = tuple(sorted(g if types is None else (id for id, d in g.nodes(data=True) if d["type"] in types)))
    number = {id: i for i, id in enumerate(ids)}
    weights: dict[tuple[int, int], float] = defaultdict(float)
    for edge, spanned in spans(g, layer, number, directed=directed):
        for pair in spanned:
            weights[pair] += edge["weight"] if weight == "statements" else edge["documents"]
    pairs = sorted(p for p in weights if p[0] != p[1])
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return Projection(ids, ends[:, 0], ends[:, 1], np.array([weights[p] for p in pairs], dtype=np.float64))


def spans(
    g: nx.MultiDiGraph, layer: str | None, number: Mapping[str, int], *, directed: bool
) -> Iterator[tuple[dict[str, Any], tuple[tuple[int, int], ...]]]:
    """Yield the edges of a layer between numbered nodes, each with the pairs of numbers that it counts for.

    A pair says from where to where; there are two where the edge holds both ways.
    """
    for head, tail, edge in g.edges(data=True):
        if (layer is None or edge["layer"] == layer) and head in number and tail in number:
            both = not directed or is_symmetric(g, edge["relation"])
            yield edge, ((number[head], number[tail]), (number[tail], number[head]))[: 1 + both]


def is_symmetric(g: nx.MultiDiGraph, relation: str) -> bool:
    """Tell whether a relation holds both ways, by the schema of the graph; co-occurrence always does."""
    schema = g.graph.get("schema")
    kind = schema.relations.get(relation) if schema is not None else None
    return relation == "COOCCURS" or (kind is not None and kind.symmetric)


def _check(g: nx.MultiDiGraph, layer: str | None) -> None:
    schema = g.graph.get("schema")
    known = {edge["layer"] for _, _, edge in g.edges(data=True)}
    known |= {"stated"} if schema is None else {relation.layer for relation in schema.relations.values()}
    if layer is not None and layer not in known:
        raise UnknownLayer(f"unknown layer {layer!r}; known: {', '.join(sorted(known))}")
