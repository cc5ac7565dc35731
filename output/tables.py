"""The tables of a build, `OUT/tables/*.csv`: what was found, for spreadsheets and for pandas, and read back as a graph.

UTF-8 with a byte order mark, so that spreadsheets open them; commas, line feeds; rows sorted; the same bytes on every
run. `schema.json` beside them holds the entity and relation types.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd

from extract.schema import Schema
from extract.statement import Statement
from graph.communities import describe
from graph.cooccurrence import LAYER as COOCCURRENCE
from graph.entity import Entity
from output.cells import cell, unescape
from output.files import write_beside, write_text

COLUMNS = {
    "documents": ("doc_id", "title", "authors", "issuer", "number", "date", "chars", "sha256", "source", "fields"),
    "mentions": ("doc_id", "start", "end", "type", "text", "entity_id", "rule"),
    "entities": (
        "entity_id",
        "type",
        "name",
        "aliases",
        "reasons",
        "reason_codes",
        "reason_documents",
        "mentions",
        "documents",
        "first",
        "last",
    ),
    "statements": (
        *("doc_id", "start", "end", "head_id", "relation", "tail_id", "modality", "force", "sentence", "rule"),
        *("head_start", "head_end", "tail_start", "tail_end", "confidence"),
    ),
    "relations": (
        *("head_id", "relation", "tail_id", "layer", "weight", "documents", "asserted", "proposed", "negated"),
    ),
    "sentences": ("doc_id", "start", "end", "text"),
    "cooccurrence": ("a_id", "b_id", "count", "documents", "npmi", "log_likelihood", "q"),
    "communities": ("community", "name", "entities", "stability", "members", "connectors"),
}
"""The columns of each table, in order; centrality.csv has a column for each measure.

cooccurrence.csv is there only where the graph has that layer, communities.csv where there are measures.
"""

Row = Sequence[Any]


def write_tables(folder: Path, g: nx.MultiDiGraph, measures: pd.DataFrame | None = None) -> None:
    """Write all tables of a graph.

    Args:
        folder: where to; made if it is missing.
        g: a graph made by `graph.build`.
        measures: entities by id, a measure a column, for centrality.csv.
    """
    for name, rows in _tables(g).items():
        write_table(folder / f"{name}.csv", COLUMNS[name], rows)
    together = sorted(
        (a, b, d["weight"], d["documents"], d["npmi"], d["log_likelihood"], d["q"])
        for a, b, d in g.edges(data=True)
        if d["layer"] == COOCCURRENCE
    )
    _write_or_remove(folder / "cooccurrence.csv", COLUMNS["cooccurrence"], together)
    if measures is not None:
        _write_or_remove(folder / "communities.csv", COLUMNS["communities"], _communities(measures))
        rows = ((id, *row) for id, row in zip(measures.index, measures.itertuples(index=False), strict=True))
        write_table(folder / "centrality.csv", ("entity_id", *measures.columns), rows)
    write_text(
        folder / "schema.json", json.dumps(schema_as_dict(g.graph["schema"]), ensure_ascii=False, indent=1) + "\n"
    )


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write one table."""
    with write_beside(path) as beside, beside.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([cell(value) for value in row] for row in rows)


def _write_or_remove(path: Path, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Write a table, or, where it would be empty, remove what an earlier build left."""
    if rows:
        write_table(path, columns, rows)
    else:
        path.unlink(missing_ok=True)


def _communities(measures: pd.DataFrame) -> list[Row]:
    if "community_stability" not in measures:
        return []
    frame = describe(measures)
    return [(number, *row) for number, row in zip(frame.index, frame.itertuples(index=False), strict=True)]


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a table, escapes undone."""
    csv.field_size_limit(1 << 30)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield {key: unescape(value) for key, value in row.items()}


def read_tables(out: Path) -> dict[str, pd.DataFrame]:
    """Read the tables of a build as DataFrames, by name; numbers as numbers, escapes undone."""
    frames = {path.stem: pd.DataFrame(list(read_rows(path))) for path in sorted((out / "tables").glob("*.csv"))}
    return {name: frame.apply(_as_numbers) for name, frame in frames.items()}


def schema_as_dict(schema: Schema) -> dict[str, Any]:
    """Return a schema as plain data, in the form of the TOML file."""
    return {
        "entities": {t.id: {k: v for k, v in asdict(t).items() if k != "id"} for t in schema.entities.values()},
        "relations": {
            r.id: {k: sorted(v) if isinstance(v, frozenset) else v for k, v in asdict(r).items() if k != "id"}
            for r in schema.relations.values()
        },
    }


def _tables(g: nx.MultiDiGraph) -> dict[str, Iterable[Row]]:
    return {
        "documents": _documents(g),
        "mentions": _mentions(g),
        "entities": _entities(g),
        "statements": _statements(g),
        "relations": sorted(
            (head, key, tail, *(d[c] for c in COLUMNS["relations"][3:]))
            for head, tail, key, d in g.edges(keys=True, data=True)
            if d["layer"] != COOCCURRENCE
        ),
        "sentences": ((id, s.start, s.end, s.text) for id, found in g.graph["sentences"].items() for s in found),
    }


def _entities(g: nx.MultiDiGraph) -> Iterator[Row]:
    known: dict[str, Entity] = g.graph["entities"]
    for id, d in g.nodes(data=True):
        where = tuple(alias.where for alias in known[id].aliases)
        counts = (d["mentions"], d["documents"], d["first"], d["last"])
        yield id, d["type"], d["label"], d["aliases"], d["reasons"], d["reason_codes"], where, *counts


def _documents(g: nx.MultiDiGraph) -> Iterator[Row]:
    chars = g.graph.get("chars", {})
    for d in g.graph["documents"]:
        fields = json.dumps(dict(d.fields), ensure_ascii=False) if d.fields else ""
        authors = "|".join(d.authors)
        yield d.id, d.title, authors, d.issuer, d.number, d.date, chars.get(d.id), d.sha256, d.source, fields


def _mentions(g: nx.MultiDiGraph) -> Iterator[Row]:
    rows = [
        (m.doc_id, m.start, m.end, m.type, m.text, id, m.rule) for id, ms in g.graph["mentions"].items() for m in ms
    ]
    yield from sorted(rows)


def _statements(g: nx.MultiDiGraph) -> Iterator[Row]:
    """Yield the evidence of all edges; a symmetric relation in the order of the text, which its edge does not keep."""
    of = {(m.doc_id, m.start, m.end, m.type): id for id, found in g.graph["mentions"].items() for m in found}
    rows = [
        (
            s,
            of[s.head.doc_id, s.head.start, s.head.end, s.head.type],
            of[s.tail.doc_id, s.tail.start, s.tail.end, s.tail.type],
        )
        for *_, data in g.edges(data=True)
        for s in data.get("evidence", ())
    ]
    for s, head, tail in sorted(rows, key=lambda row: (_key(row[0]), row[1:])):
        yield (
            *(s.head.doc_id, s.start, s.end, head, s.relation, tail, s.modality, s.force, s.sentence, s.rule),
            *(s.head.start, s.head.end, s.tail.start, s.tail.end, s.confidence),
        )


def _key(s: Statement) -> tuple[Any, ...]:
    return (
        s.head.doc_id,
        s.start,
        s.end,
        s.head.start,
        s.head.end,
        s.relation,
        s.tail.start,
        s.tail.end,
        s.rule,
        s.modality,
    )


def _as_numbers(column: "pd.Series[Any]") -> "pd.Series[Any]":
    try:
        return pd.to_numeric(column)
    except (ValueError, TypeError):
        return column
