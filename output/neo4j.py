"""Neo4j: tables for `neo4j-admin database import`, and a Cypher script that needs nothing but a running database.

The formats: Neo4j Operations Manual, "Import", header format of CSV files; openCypher 9. Nodes are `Entity` and, beside
it, of their type; relations carry their evidence as lists of sentences and documents.
"""

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from output.files import write_beside
from output.flat import Edge, Flat
from output.values import Attributes, kinds, legal

_TYPES = {str: "string", int: "long", float: "double"}
_LISTS = ("aliases", "reasons", "reason_codes")
_BATCH = 500


def write_import(flat: Flat, path: Path) -> list[Path]:
    """Write `<name>.nodes.csv` and `<name>.relations.csv` for neo4j-admin; return both.

    Load them with `neo4j-admin database import full --nodes=….nodes.csv --relationships=….relations.csv
    --array-delimiter="|"`.
    """
    stem = path.name.removesuffix(".neo4j.csv")
    nodes, edges = (path.with_name(f"{stem}.{kind}.csv") for kind in ("nodes", "relations"))
    columns = kinds(flat.nodes.values())
    header = ["entity_id:ID", ":LABEL", *(_typed(name, kind) for name, kind in columns.items())]
    rows = (
        [legal(id), f"Entity|{attributes['type']}", *(_cell(flat.g.nodes[id], attributes, name) for name in columns)]
        for id, attributes in flat.nodes.items()
    )
    _write(nodes, header, rows)
    known = kinds(edge.attributes for edge in flat.edges)
    header = [":START_ID", ":END_ID", ":TYPE", *(_typed(n, k) for n, k in known.items()), "sentences:string[]"]
    rows = (
        [legal(e.head), legal(e.tail), e.key, *(e.attributes.get(n, "") for n in known), _array(_sentences(flat, e))]
        for e in flat.edges
    )
    _write(edges, header, rows)
    return [nodes, edges]


def write_cypher(flat: Flat, path: Path) -> None:
    """Write a Cypher script: a constraint, then nodes and relations in batches, each statement on its own."""
    with write_beside(path) as beside, beside.open("w", encoding="utf-8", newline="\n") as file:
        file.write("CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.entity_id IS UNIQUE;\n")
        for statement in (*_node_statements(flat), *_edge_statements(flat)):
            file.write(f"{statement};\n")


def _node_statements(flat: Flat) -> Iterator[str]:
    by_type: dict[str, list[dict[str, Any]]] = {}
    for id, attributes in flat.nodes.items():
        lists = {name: [legal(v) for v in flat.g.nodes[id].get(name, ())] for name in _LISTS}
        properties = {name: value for name, value in attributes.items() if name not in _LISTS} | lists
        by_type.setdefault(str(attributes["type"]), []).append({"id": legal(id), "p": properties})
    for kind, rows in by_type.items():
        for batch in _batches(rows):
            yield f"UNWIND {_map(batch)} AS row\nMERGE (n:Entity {{entity_id: row.id}}) SET n:{_name(kind)}, n += row.p"


def _edge_statements(flat: Flat) -> Iterator[str]:
    by_relation: dict[str, list[dict[str, Any]]] = {}
    for edge in flat.edges:
        properties: dict[str, Any] = {**edge.attributes, "sentences": list(_sentences(flat, edge))}
        row = {"a": legal(edge.head), "b": legal(edge.tail), "p": properties}
        by_relation.setdefault(edge.key, []).append(row)
    for relation, rows in by_relation.items():
        for batch in _batches(rows):
            yield (
                f"UNWIND {_map(batch)} AS row\n"
                "MATCH (a:Entity {entity_id: row.a}) MATCH (b:Entity {entity_id: row.b})\n"
                f"MERGE (a)-[r:{_name(relation)}]->(b) SET r += row.p"
            )


def _batches(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    for at in range(0, len(rows), _BATCH):
        yield rows[at : at + _BATCH]


def _map(value: Any) -> str:
    """Return a value as Cypher writes it: map keys in backquotes, strings with escapes as in JSON."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_name(key)}: {_map(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_map, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _name(name: str) -> str:
    return "`" + legal(name).replace("`", "``") + "`"


def _sentences(flat: Flat, edge: Edge) -> Iterator[str]:
    for s in flat.g.edges[edge.head, edge.tail, edge.key].get("evidence", ()):
        yield legal(s.sentence)


def _typed(name: str, kind: type) -> str:
    return f"{name}:string[]" if name in _LISTS else f"{name}:{_TYPES[kind]}"


def _cell(data: dict[str, Any], attributes: Attributes, name: str) -> Any:
    return _array(legal(v) for v in data.get(name, ())) if name in _LISTS else attributes.get(name, "")


def _array(values: Any) -> str:
    """Join values by the array delimiter, which has no escape: in a value it is written full width."""
    return "|".join(str(value).replace("|", "｜") for value in values)


def _write(path: Path, header: Sequence[str], rows: Iterator[list[Any]]) -> None:
    with write_beside(path) as beside, beside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
