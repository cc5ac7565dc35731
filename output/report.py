"""The report, one offline file to read and to print: the texts, what is central, who does what, what is lacking."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
import networkx as nx
import pandas as pd

from extract.schema import Schema
from extract.statement import Statement
from output.files import write_text

TOP, STRONGEST, LACKING = 10, 25, 15


@dataclass(frozen=True, slots=True)
class Central:
    """A row of the table of central entities: `share` is its measure relative to the greatest."""

    name: str
    value: float
    share: float
    mentions: int
    documents: int


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation with a sentence that states it."""

    head: str
    label: str
    tail: str
    weight: int
    documents: int
    modality: str
    sentence: str
    document: str


def write_report(g: nx.MultiDiGraph, path: Path, *, measures: pd.DataFrame, lang: str = "zh") -> None:
    """Write the report of a graph.

    Args:
        g: a graph made by `graph.build`.
        path: where to.
        measures: entities by id.
        lang: `zh` or `en`.
    """
    write_text(path, report(g, measures=measures, lang=lang))


def report(g: nx.MultiDiGraph, *, measures: pd.DataFrame, lang: str = "zh") -> str:
    """Return the report of a graph as HTML; everything that the corpus says is escaped."""
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    template = environment.from_string((files("output") / "report.html.j2").read_text(encoding="utf-8"))
    schema: Schema = g.graph["schema"]
    return template.render(
        lang=lang,
        zh=lang == "zh",
        version=version("gangmu"),
        figures=_figures(g),
        documents=_documents(g),
        central=[
            (getattr(t, lang), t.colour, rows)
            for t in schema.entities.values()
            if (rows := _central(g, measures, t.id))
        ],
        strongest=list(_strongest(g, lang)),
        lacking=list(_lacking(g, lang)),
        matrix=_matrix(g),
    )


def _figures(g: nx.MultiDiGraph) -> dict[str, int]:
    modality = Counter[str]()
    for *_, d in g.edges(data=True):
        modality.update({m: d.get(m, 0) for m in ("asserted", "proposed", "negated")})
    return {
        "documents": len(g.graph["documents"]),
        "characters": sum(g.graph.get("chars", {}).values()),
        "mentions": sum(map(len, g.graph["mentions"].values())),
        "entities": g.number_of_nodes(),
        "relations": g.number_of_edges(),
        **{m: modality[m] for m in ("asserted", "proposed", "negated")},
    }


def _documents(g: nx.MultiDiGraph) -> list[dict[str, Any]]:
    chars = g.graph.get("chars", {})
    rows = [
        {
            "title": d.title or d.id,
            "id": d.id,
            "issuer": d.issuer,
            "number": d.number,
            "date": d.date,
            "chars": chars.get(d.id, 0),
        }
        for d in g.graph["documents"]
    ]
    return sorted(rows, key=lambda row: (row["date"] or "9999", row["id"]))


def _central(g: nx.MultiDiGraph, measures: pd.DataFrame, type: str) -> list[Central]:
    chosen = measures[(measures["type"] == type) & (measures["degree"] > 0)]
    top = chosen.assign(id=chosen.index).sort_values(["pagerank", "id"], ascending=[False, True]).head(TOP)
    greatest = float(top["pagerank"].max()) if len(top) else 0.0
    return [
        Central(
            row["name"], row["pagerank"], row["pagerank"] / greatest, g.nodes[id]["mentions"], g.nodes[id]["documents"]
        )
        for id, row in top.iterrows()
    ]


def _strongest(g: nx.MultiDiGraph, lang: str) -> Iterator[Relation]:
    """Yield the relations of the stated layer that most documents, then most statements, state."""
    stated = [e for e in g.edges(keys=True, data=True) if e[3]["layer"] == "stated"]
    for edge in sorted(stated, key=lambda e: (-e[3]["documents"], -e[3]["weight"], e[:3]))[:STRONGEST]:
        yield _relation(g, edge, edge[3]["evidence"][0], lang)


def _lacking(g: nx.MultiDiGraph, lang: str) -> Iterator[Relation]:
    """Yield what the texts say is lacking, failing or forbidden, the best evidenced first."""
    negated = [
        e for e in g.edges(keys=True, data=True) if e[3]["layer"] == "stated" and e[3]["negated"] > e[3]["asserted"]
    ]
    for edge in sorted(negated, key=lambda e: (-e[3]["negated"], e[:3]))[:LACKING]:
        statement = next(s for s in edge[3]["evidence"] if s.modality == "negated")
        yield _relation(g, edge, statement, lang)


def _relation(
    g: nx.MultiDiGraph, edge: tuple[str, str, str, dict[str, Any]], statement: Statement, lang: str
) -> Relation:
    head, tail, key, data = edge
    titles = {d.id: d.title or d.id for d in g.graph["documents"]}
    return Relation(
        head=g.nodes[head]["label"],
        label=getattr(g.graph["schema"].relations[key], lang),
        tail=g.nodes[tail]["label"],
        weight=data["weight"],
        documents=data["documents"],
        modality=statement.modality,
        sentence=statement.sentence,
        document=titles[statement.head.doc_id],
    )


def _matrix(g: nx.MultiDiGraph) -> dict[str, Any]:
    """Return who does what: the most active organisations by what they act on most, in numbers of statements."""
    cells: Counter[tuple[str, str]] = Counter()
    for head, tail, d in g.edges(data=True):
        if (
            d["layer"] == "stated"
            and g.nodes[head]["type"] == "ORG"
            and g.nodes[tail]["type"] in ("MECHANISM", "POLICY")
        ):
            cells[head, tail] += d["weight"]
    rows, columns = Counter[str](), Counter[str]()
    for (head, tail), count in cells.items():
        rows[head] += count
        columns[tail] += count
    top_rows, top_columns = (sorted(c, key=lambda id: (-c[id], id))[:size] for c, size in ((rows, 12), (columns, 8)))
    name = {id: g.nodes[id]["label"] for id in [*top_rows, *top_columns]}
    return {
        "columns": [name[c] for c in top_columns],
        "rows": [
            (name[r], [cells[r, c] for c in top_columns]) for r in top_rows if any(cells[r, c] for c in top_columns)
        ],
    }
