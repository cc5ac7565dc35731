"""The first view of the page: the most central entities and the relations among them, as pyvis draws them."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from extract.statement import MODALITIES, Modality
from output.force import Ints
from output.page_columns import Columns, clean

SHAPES = frozenset({"dot", "square", "diamond", "hexagon", "triangle", "triangleDown", "star"})
ALL, SOME = 800, 300
"""A graph of up to `ALL` entities is shown whole; of a larger one, the `SOME` most central."""

_BEND = 0.14


def shown_at_first(total: int) -> int:
    """Return how many entities the page shows when it opens."""
    return total if total <= ALL else SOME


def nodes(c: Columns, places: Ints, count: int) -> list[dict[str, Any]]:
    """Return pyvis's dicts for the first `count` nodes; the id is the node's number."""
    radii = c.radii
    looks = {kind.id: (kind.colour, kind.shape if kind.shape in SHAPES else "dot") for kind in c.entity_types}
    rows = []
    for i, id in enumerate(c.ids[:count]):
        node = c.g.nodes[id]
        colour, shape = looks[node["type"]]
        x, y = places[i].tolist()
        size = round(float(radii[i]), 2)
        row = {"id": i, "label": clean(node["label"]), "x": x, "y": y, "size": size, "color": colour, "shape": shape}
        rows.append(row)
    return rows


def edges(c: Columns, count: int) -> list[dict[str, Any]]:
    """Return pyvis's dicts for the edges among the first `count` nodes; the id is the edge's number."""
    rows = [_edge(c, j) for j in range(len(c.edges)) if c.heads[j] < count and c.tails[j] < count]
    _bend_parallels(rows)
    return rows


def _edge(c: Columns, j: int) -> dict[str, Any]:
    edge = c.edges[j]
    width = round(0.8 + 0.7 * (int(edge["weight"]).bit_length() - 1), 2)
    return {"id": j, "from": int(c.heads[j]), "to": int(c.tails[j]), "width": width, "dashes": dashes(edge)}


def drawn_as(edge: Mapping[str, Any]) -> Modality:
    """Return the modality that an edge is drawn with: stated if anything states it, denied only if all deny it."""
    return next((modality for modality in MODALITIES if edge.get(modality, 0)), "asserted")


def dashes(edge: Mapping[str, Any]) -> bool | list[int]:
    """Return the line of an edge: solid if stated, dashed if called for, dotted if denied."""
    lines: dict[Modality, bool | list[int]] = {"asserted": False, "proposed": [7, 4], "negated": [1, 4]}
    return lines[drawn_as(edge)]


def _bend_parallels(rows: list[dict[str, Any]]) -> None:
    """Bend lines between the same two nodes apart: the first stays straight."""
    between: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        between[min(row["from"], row["to"]), max(row["from"], row["to"])].append(row)
    for (low, _), parallel in between.items():
        for turn, row in enumerate(parallel[1:], start=1):
            clockwise = (turn % 2 == 1) == (row["from"] == low)
            bend = round(_BEND * ((turn + 1) // 2), 2)
            row["smooth"] = {"enabled": True, "type": "curvedCW" if clockwise else "curvedCCW", "roundness": bend}
