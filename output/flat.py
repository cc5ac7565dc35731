"""The graph as export formats need it: flat attributes, and how each node is drawn."""

from dataclasses import dataclass
from typing import Any

import networkx as nx
import pandas as pd

from output.page_columns import columns, positions
from output.page_view import shown_at_first
from output.values import Attributes, edge_attributes, node_attributes


@dataclass(frozen=True, slots=True)
class Look:
    """How a node is drawn: position, diameter, and colour as red, green and blue from 0 to 255."""

    x: int
    y: int
    size: float
    red: int
    green: int
    blue: int

    @property
    def colour(self) -> str:
        """The colour as #rrggbb."""
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge with flat attributes; `key` is its relation."""

    head: str
    tail: str
    key: str
    attributes: Attributes


@dataclass(frozen=True, slots=True)
class Flat:
    """A graph with flat attributes, nodes and edges in its order; `looks` are those of the network page."""

    g: nx.MultiDiGraph
    nodes: dict[str, Attributes]
    edges: tuple[Edge, ...]
    looks: dict[str, Look]


def flat_graph(g: nx.MultiDiGraph, measures: pd.DataFrame | None = None) -> Flat:
    """Flatten a graph.

    Args:
        g: a graph made by `graph.build`.
        measures: entities by id; each column becomes an attribute of the nodes.
    """
    edges = tuple(Edge(h, t, str(k), edge_attributes(g, d)) for h, t, k, d in g.edges(keys=True, data=True))
    return Flat(g, node_attributes(g, measures), edges, _looks(g, measures))


def _looks(g: nx.MultiDiGraph, measures: pd.DataFrame | None) -> dict[str, Look]:
    c = columns(g, measures)
    places = positions(c, shown_at_first(len(c.ids))).tolist()
    colours = {kind.id: _rgb(kind.colour) for kind in c.entity_types}
    looks = {
        id: Look(x, -y, round(2 * radius, 2), *colours[g.nodes[id]["type"]])
        for id, (x, y), radius in zip(c.ids, places, c.radii.tolist(), strict=True)
    }
    return {id: looks[id] for id in g}


def _rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def look_attributes(look: Look) -> dict[str, Any]:
    """Return a look as the attributes that Gephi reads from GraphML: r, g, b, x, y, size."""
    return {"x": look.x, "y": look.y, "size": look.size, "r": look.red, "g": look.green, "b": look.blue}
