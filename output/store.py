"""Reading a build back: the folder that `gangmu build` wrote as the graph that it was."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any, cast

import networkx as nx
import pandas as pd

from corpus.document import Document
from extract.schema import EntityType, RelationType, Schema
from extract.statement import Mention, Sentence, Statement
from graph.cooccurrence import NOTHING_SAID, RELATION
from graph.entity import Alias, Entity
from output.tables import read_rows

Row = dict[str, str]
Where = tuple[str, int, int, str]
"""Document, start, end and entity type: what a mention is known by."""


class NotABuild(FileNotFoundError):
    """A folder is not one that `gangmu build` wrote."""


def read_graph(out: Path) -> nx.MultiDiGraph:
    """Rebuild the graph from the tables in `out/tables`, evidence and all.

    Raises:
        NotABuild: a table is missing.
    """
    tables = out / "tables"
    needed = (
        "schema.json",
        "documents.csv",
        "entities.csv",
        "mentions.csv",
        "sentences.csv",
        "statements.csv",
        "relations.csv",
    )
    missing = [name for name in needed if not (tables / name).is_file()]
    if missing:
        raise NotABuild(f"{out} is not a folder that gangmu build wrote: {tables} has no {', '.join(missing)}")
    g = nx.MultiDiGraph(schema=_schema(json.loads((tables / "schema.json").read_text(encoding="utf-8"))))
    documents = list(read_rows(tables / "documents.csv"))
    g.graph["documents"] = tuple(map(_document, documents))
    g.graph["chars"] = {row["doc_id"]: int(row["chars"]) for row in documents if row["chars"]}
    g.graph["sentences"] = _sentences(tables / "sentences.csv", g)
    mentions = _add_nodes(g, tables)
    _add_edges(g, tables, mentions)
    return g


def read_measures(out: Path) -> pd.DataFrame:
    """Return the table of measures, `out/tables/centrality.csv`, by entity id."""
    path = out / "tables" / "centrality.csv"
    if not path.is_file():
        raise NotABuild(f"{out} is not a folder that gangmu build wrote: no {path}")
    frame = pd.DataFrame(list(read_rows(path))).set_index("entity_id") if path.stat().st_size else pd.DataFrame()
    text = [column for column in ("type", "name") if column in frame]
    for column in frame.columns.difference(text):
        frame[column] = pd.to_numeric(frame[column])
    manifest = out / "manifest.json"
    if manifest.is_file():
        frame.attrs = json.loads(manifest.read_text(encoding="utf-8")).get("measures", {})
    return frame


def _schema(raw: dict[str, Any]) -> Schema:
    relations = {id: _relation(id, row) for id, row in raw["relations"].items()}
    return Schema({id: EntityType(id=id, **row) for id, row in raw["entities"].items()}, relations)


def _relation(id: str, row: dict[str, Any]) -> RelationType:
    sets = {key: frozenset(row[key]) for key in ("heads", "tails")}
    return RelationType(id=id, **(row | sets))


def _document(row: Row) -> Document:
    fields = json.loads(row["fields"]) if row["fields"] else {}
    return Document(
        id=row["doc_id"],
        text="",
        title=row["title"],
        authors=tuple(filter(None, row["authors"].split("|"))),
        issuer=row["issuer"],
        number=row["number"],
        date=row["date"],
        source=row["source"],
        sha256=row["sha256"],
        fields=tuple(fields.items()),
    )


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _sentences(path: Path, g: nx.MultiDiGraph) -> dict[str, tuple[Sentence, ...]]:
    found: dict[str, list[Sentence]] = {document.id: [] for document in g.graph["documents"]}
    for row in read_rows(path):
        found[row["doc_id"]].append(Sentence(int(row["start"]), int(row["end"]), row["text"]))
    return {id: tuple(sentences) for id, sentences in found.items()}


def _add_nodes(g: nx.MultiDiGraph, tables: Path) -> dict[Where, Mention]:
    """Add the entities as nodes; return all mentions."""
    entities: dict[str, Entity] = {}
    for row in read_rows(tables / "entities.csv"):
        listed = {
            column: tuple(filter(None, row[column].split("|"))) for column in ("aliases", "reasons", "reason_codes")
        }
        counts = {column: int(row[column]) for column in ("mentions", "documents")}
        g.add_node(
            row["entity_id"],
            label=row["name"],
            type=row["type"],
            **listed,
            **counts,
            first=row["first"],
            last=row["last"],
        )
        where = tuple(row["reason_documents"].split("|")) if row["aliases"] else ()
        aliases = (Alias(*alias) for alias in zip(*listed.values(), where, strict=True))
        entities[row["entity_id"]] = Entity(row["entity_id"], row["type"], row["name"], tuple(aliases))
    by_entity: dict[str, list[Mention]] = {id: [] for id in g}
    for row in read_rows(tables / "mentions.csv"):
        by_entity[row["entity_id"]].append(
            Mention(row["doc_id"], int(row["start"]), int(row["end"]), row["text"], row["type"], row["rule"])
        )
    g.graph["entities"] = entities
    g.graph["mentions"] = {id: tuple(found) for id, found in by_entity.items()}
    return {(m.doc_id, m.start, m.end, m.type): m for found in by_entity.values() for m in found}


def _add_edges(g: nx.MultiDiGraph, tables: Path, mentions: dict[Where, Mention]) -> None:
    schema: Schema = g.graph["schema"]
    evidence: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for row in read_rows(tables / "statements.csv"):
        head, tail, relation = row["head_id"], row["tail_id"], row["relation"]
        if schema.relations[relation].symmetric and head > tail:
            head, tail = tail, head
        evidence[head, tail, relation].append(_statement(row, g, mentions))
    # By head, tail and relation, as the graph was built: networkx yields edges in the order in which they were added.
    rows = read_rows(tables / "relations.csv")
    for row in sorted(rows, key=lambda r: (r["head_id"], r["tail_id"], r["relation"])):
        edge = row["head_id"], row["tail_id"], row["relation"]
        counts = {c: int(row[c]) for c in ("weight", "documents", "asserted", "proposed", "negated")}
        found = tuple(evidence.get(edge, ()))
        g.add_edge(edge[0], edge[1], key=edge[2], relation=edge[2], layer=row["layer"], **counts, evidence=found)
    together = tables / "cooccurrence.csv"
    for row in read_rows(together) if together.is_file() else ():
        attributes = {"weight": int(row["count"]), "documents": int(row["documents"]), **NOTHING_SAID}
        statistics = {name: float(row[name]) for name in ("npmi", "log_likelihood", "q")}
        g.add_edge(row["a_id"], row["b_id"], key=RELATION, **attributes, **statistics, evidence=())


def _statement(row: Row, g: nx.MultiDiGraph, mentions: dict[Where, Mention]) -> Statement:
    ends = {}
    for side in ("head", "tail"):
        where = row["doc_id"], int(row[f"{side}_start"]), int(row[f"{side}_end"]), g.nodes[row[f"{side}_id"]]["type"]
        ends[side] = mentions[where]
    return Statement(
        head=ends["head"],
        relation=row["relation"],
        tail=ends["tail"],
        start=int(row["start"]),
        end=int(row["end"]),
        sentence=row["sentence"],
        modality=cast(Any, row["modality"]),
        force=cast(Any, row["force"]),
        rule=row["rule"],
        confidence=float(row["confidence"]) if row.get("confidence") else None,
    )
