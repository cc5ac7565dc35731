"""Attribute values as export formats can hold them: texts without control characters, numbers of Python's own."""

import math
import re
from collections.abc import Iterable
from typing import Any

import networkx as nx
import pandas as pd

from extract.schema import Schema

# XML 1.0 (fifth edition), production [2] Char: all else is illegal even when escaped.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Attributes = dict[str, str | int | float]


def legal(text: str) -> str:
    """Drop the characters that XML cannot hold."""
    return _ILLEGAL.sub("", text)


def flat(value: Any) -> str | int | float | None:
    """Return a value as text or number; a list joined by ` | `; None for what is missing."""
    if value is None or isinstance(value, bool):
        return None if value is None else int(value)
    if isinstance(value, str):
        return legal(value)
    if isinstance(value, (tuple, list, frozenset, set)):
        return legal(" | ".join(map(str, sorted(value) if isinstance(value, (set, frozenset)) else value)))
    number = value.item() if hasattr(value, "item") else value
    if isinstance(number, float):
        return float(f"{number:.9g}") if math.isfinite(number) else None
    return int(number) if isinstance(number, int) else legal(str(number))


def node_attributes(g: nx.MultiDiGraph, measures: pd.DataFrame | None) -> dict[str, Attributes]:
    """Return for each node what is exported of it: label, type and its names, counts, colour, measures."""
    schema: Schema = g.graph["schema"]
    rows: dict[Any, dict[Any, Any]] = (
        {} if measures is None else measures.drop(columns=["type", "name"], errors="ignore").to_dict("index")
    )
    return {id: _present(_node(d, schema) | rows.get(id, {})) for id, d in g.nodes(data=True)}


def edge_attributes(g: nx.MultiDiGraph, data: dict[str, Any]) -> Attributes:
    """Return what is exported of an edge: relation and its names, layer, weight, modality, one sentence as evidence."""
    schema: Schema = g.graph["schema"]
    relation = schema.relations.get(data["relation"])
    names = {"label": relation.zh, "label_en": relation.en} if relation else {"label": data["relation"]}
    evidence = data.get("evidence") or ()
    said = {"sentence": evidence[0].sentence, "doc_id": evidence[0].head.doc_id} if evidence else {}
    kept = {key: value for key, value in data.items() if key != "evidence"}
    return _present(names | kept | said)


def _node(data: dict[str, Any], schema: Schema) -> dict[str, Any]:
    kind = schema.entities.get(data["type"])
    names = {"type_zh": kind.zh, "type_en": kind.en, "colour": kind.colour} if kind else {}
    return (
        {"label": data["label"], "type": data["type"]}
        | names
        | {k: v for k, v in data.items() if k not in ("label", "type")}
    )


def _present(values: dict[str, Any]) -> Attributes:
    return {key: value for key, raw in values.items() if (value := flat(raw)) is not None}


def kinds(rows: Iterable[Attributes]) -> dict[str, type]:
    """Return the type of each attribute, in order of appearance; where rows differ, the wider one: float, then text."""
    found: dict[str, type] = {}
    for row in rows:
        for name, value in row.items():
            known = found.setdefault(name, type(value))
            if known is not type(value):
                found[name] = str if str in (known, type(value)) else float
    return found
