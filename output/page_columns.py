"""The graph as columns of numbers and strings: what the page searches, filters and walks.

Nodes are numbered by importance (statements, then mentions, then id), so that "the most central 300" are the first 300.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from extract.schema import EntityType, RelationType, Schema
from graph.measures import measure
from output.force import Floats, Ints
from output.layout import layout, lines

MEASURES = (
    "weighted_degree", "degree", "in_degree", "out_degree", "pagerank", "betweenness", "harmonic", "eigenvector",
    "hub", "authority", "core",
)  # fmt: skip
SMALLEST, LARGEST = 6.0, 26.0
"""Radius of a node on the canvas."""

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Columns:
    """The graph in columns; `ids[i]` is node i, and `edges[j]` goes from node `heads[j]` to node `tails[j]`."""

    g: nx.MultiDiGraph
    ids: tuple[str, ...]
    edges: tuple[dict[str, Any], ...]
    heads: Ints
    tails: Ints
    measures: dict[str, Floats]
    community: Ints
    entity_types: tuple[EntityType, ...]
    relation_types: tuple[RelationType, ...]

    @property
    def radii(self) -> Floats:
        """How large each node is drawn: by the statements that it is part of."""
        value = self.measures["weighted_degree"]
        radii: Floats = SMALLEST + (LARGEST - SMALLEST) * np.sqrt(value / max(1.0, float(value.max(initial=0))))
        return radii


def clean(text: str) -> str:
    """Replace control characters, bidirectional controls and lone surrogates, one for one, with a visible sign.

    They could turn a name round on the screen or break a file format. White space becomes a space.
    """
    return _UNSAFE.sub(lambda found: " " if found[0] in "\t\n\r\x0b\x0c\u2028\u2029" else "\ufffd", str(text))


def columns(g: nx.MultiDiGraph, measures: pd.DataFrame | None = None) -> Columns:
    """Number the nodes and edges of a graph.

    Args:
        g: a graph as `graph.build.build` makes it.
        measures: the table of `graph.measures.measure`; computed where it is not given.
    """
    table = (measure(g) if measures is None else measures).reindex(sorted(g))
    ids = _by_importance(g, table)
    table = table.loc[list(ids)]
    number = {id: i for i, id in enumerate(ids)}
    rows = sorted((number[h], number[t], str(key)) for h, t, key in g.edges(keys=True))
    edges = tuple(g.edges[ids[h], ids[t], key] for h, t, key in rows)
    ends = np.array([row[:2] for row in rows], dtype=np.int64).reshape(-1, 2)
    return Columns(
        g, ids, edges, ends[:, 0], ends[:, 1], {name: _numbers(table, name) for name in MEASURES if name in table},
        _numbers(table, "community").astype(np.int64), _entity_types(g), _relation_types(g, edges),
    )  # fmt: skip


def positions(c: Columns, core: int) -> Ints:
    """Return (n, 2) whole-numbered positions; the first `core` nodes are laid out with care."""
    weights = np.array([1.0 + edge["weight"] for edge in c.edges])
    points = layout(lines(c.heads, c.tails, weights), c.community, c.radii, core)
    return np.rint(points).astype(np.int64)


def _by_importance(g: nx.MultiDiGraph, table: pd.DataFrame) -> tuple[str, ...]:
    value = dict(zip(table.index, _numbers(table, "weighted_degree").tolist(), strict=True))
    return tuple(sorted(g, key=lambda id: (-value[id], -int(g.nodes[id].get("mentions", 0)), id)))


def _numbers(table: pd.DataFrame, name: str) -> Floats:
    """Return a column as finite numbers: what is missing, not a number or infinite counts as 0."""
    if name not in table:
        return np.zeros(len(table))
    values = pd.to_numeric(table[name], errors="coerce").to_numpy(dtype=np.float64)
    finite: Floats = np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)
    return finite


def _schema(g: nx.MultiDiGraph) -> Schema:
    schema = g.graph.get("schema")
    return schema if isinstance(schema, Schema) else Schema({}, {})


def _entity_types(g: nx.MultiDiGraph) -> tuple[EntityType, ...]:
    """Return the schema's types in its order, and after them those that only the graph has."""
    known = _schema(g).entities
    others = _unknown((node["type"] for _, node in g.nodes(data=True)), known)
    return (*known.values(), *(EntityType(id, id, id, "#777777", "dot") for id in others))


def _relation_types(g: nx.MultiDiGraph, edges: Sequence[dict[str, Any]]) -> tuple[RelationType, ...]:
    known = {id: kind for id, kind in _schema(g).relations.items() if id != "SAME_AS"}
    layers = {edge["relation"]: edge["layer"] for edge in edges}
    return (*known.values(), *(_other_relation(id, layers[id]) for id in _unknown(layers, known)))


def _other_relation(id: str, layer: str) -> RelationType:
    if layer == "cooccurrence":
        return RelationType(id, "共现", "occurs with", layer, symmetric=True)
    return RelationType(id, id, id, layer)


def _unknown(used: Iterable[str], known: Iterable[str]) -> list[str]:
    return sorted(set(used) - set(known))
