"""The data inside the page: the whole graph as an index, and its evidence in blocks that are unpacked when needed.

| block | content |
|---|---|
| `index` | names, types, aliases, positions, measures, edges: read when the page opens |
| `evidence` | statements and mentions as numbers of sentences: read at the first click |
| `s0`, `s1`, … | sentences, a thousand to a block: read when one of them is shown |

A block is JSON, by columns, packed with gzip without a time stamp and written in base64: the same graph gives the same
bytes. Sentences are packed as UTF-16, which gzip makes an eighth smaller than UTF-8 for Chinese. Offsets within
sentences count UTF-16 units, as JavaScript does.
"""

import base64
import gzip
import json
from collections.abc import Iterable
from typing import Any

import numpy as np

from graph.reasons import explain
from output.force import Floats, Ints
from output.page_columns import Columns, clean
from output.page_evidence import Evidence
from output.pinyin import readings

CHUNK = 1000
_LEVEL = 7


def pack(data: object, encoding: str = "utf-8") -> str:
    """Return data as base64 of gzipped JSON."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(gzip.compress(text.encode(encoding), compresslevel=_LEVEL, mtime=0)).decode("ascii")


def blocks(c: Columns, places: Ints, evidence: Evidence) -> dict[str, str]:
    """Return all blocks of the page by name, packed."""
    packed = {"index": pack(index(c, places, evidence)), "evidence": pack(evidence.numbers())}
    for number, start in enumerate(range(0, len(evidence.sentences), CHUNK)):
        packed[f"s{number}"] = pack(evidence.texts(start, start + CHUNK), "utf-16-le")
    return packed


def index(c: Columns, places: Ints, evidence: Evidence) -> dict[str, Any]:
    """Return the graph as columns."""
    return {
        "nodes": _nodes(c, places),
        "edges": _edges(c),
        "documents": [_document(d) for d in evidence.documents],
        "nodeDocuments": _ragged(evidence.node_documents),
        "edgeDocuments": _ragged(evidence.edge_documents),
        "measures": {name: _rounded(values) for name, values in c.measures.items()},
        "pinyin": readings("".join(c.g.nodes[id]["label"] for id in c.ids)),
    }


def _nodes(c: Columns, places: Ints) -> dict[str, Any]:
    nodes = [c.g.nodes[id] for id in c.ids]
    type_number = {kind.id: i for i, kind in enumerate(c.entity_types)}
    return {
        "name": [clean(node["label"]) for node in nodes],
        "type": [type_number[node["type"]] for node in nodes],
        "mentions": [int(node.get("mentions", 0)) for node in nodes],
        "documents": [int(node.get("documents", 0)) for node in nodes],
        "community": c.community.tolist(),
        "x": places[:, 0].tolist(),
        "y": places[:, 1].tolist(),
        "aliases": {str(i): _aliases(node) for i, node in enumerate(nodes) if node.get("aliases")},
    }


def _aliases(node: dict[str, Any]) -> list[list[str]]:
    """Return an entity's other names, each with the reason in Chinese and in English."""
    names = node["aliases"]
    reasons, codes = (_padded(tuple(node.get(key, ())), len(names)) for key in ("reasons", "reason_codes"))
    english = (explain(code, "en") if code else reason for reason, code in zip(reasons, codes, strict=True))
    return [[clean(part) for part in row] for row in zip(names, reasons, english, strict=True)]


def _padded(values: tuple[str, ...], n: int) -> tuple[str, ...]:
    return (*values, *[""] * n)[:n]


def _edges(c: Columns) -> dict[str, Any]:
    number = {kind.id: i for i, kind in enumerate(c.relation_types)}
    return {
        "head": np.diff(c.heads, prepend=0).tolist(),
        "tail": c.tails.tolist(),
        "relation": [number[edge["relation"]] for edge in c.edges],
        "weight": [int(edge["weight"]) for edge in c.edges],
        "proposed": [int(edge.get("proposed", 0)) for edge in c.edges],
        "negated": [int(edge.get("negated", 0)) for edge in c.edges],
        "sure": [_surest(edge) for edge in c.edges],
    }


def _surest(edge: dict[str, Any]) -> int:
    """Return the confidence of the surest statement of an edge, in percent; 100 where nobody judged how sure it is."""
    known = [s.confidence for s in edge.get("evidence", ())]
    return round(100 * max((1.0 if c is None else c for c in known), default=1.0))


def _document(document: Any) -> list[str]:
    return [clean(getattr(document, key, "") or "") for key in ("id", "title", "issuer", "number", "date")]


def _ragged(lists: Iterable[list[int]]) -> dict[str, list[int]]:
    """Write lists of ascending numbers as their lengths and one list of differences."""
    lengths: list[int] = []
    deltas: list[int] = []
    for numbers in lists:
        lengths.append(len(numbers))
        deltas.extend(b - a for a, b in zip([0, *numbers], numbers, strict=False))
    return {"lengths": lengths, "deltas": deltas}


def _rounded(values: Floats) -> list[float]:
    """Keep four significant digits, and whole numbers whole."""
    return [int(v) if v == int(v) else float(f"{v:.4g}") for v in values.tolist()]
