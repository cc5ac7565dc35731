"""What the commands print: tables and lines about a graph."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import networkx as nx
import pandas as pd
from rich import box
from rich.table import Table

from extract.schema import Schema
from extract.statement import Statement
from gangmu.messages import say
from graph.paths import Step
from graph.query import find_entities, neighbours


def central_table(measures: pd.DataFrame, *, by: str, type: str, top: int, lang: str) -> Table:
    """Return a table of the entities that are greatest by a measure."""
    chosen = measures[measures["type"] == type] if type else measures
    rows = chosen.assign(id=chosen.index).sort_values([by, "id"], ascending=[False, True]).head(top)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for key, side in (("rank", "right"), ("name", "left"), ("type", "left")):
        table.add_column(say(key, lang), justify=side, overflow="fold")  # type: ignore[arg-type]
    table.add_column(by, justify="right")
    for rank, (_, row) in enumerate(rows.iterrows(), start=1):
        table.add_row(str(rank), _plain(row["name"]), row["type"], f"{row[by]:.4g}")
    return table


def entity_lines(g: nx.MultiDiGraph, id: str, asked: str, *, evidence: int, lang: str) -> Iterator[str]:
    """Yield what is known of an entity: aliases and why, neighbours by relation, sentences."""
    node, schema = g.nodes[id], g.graph["schema"]
    counts = f"{say('mentions', lang)} {node['mentions']}, {say('documents', lang)} {node['documents']}"
    yield f"{_plain(node['label'])}  [{getattr(schema.entities[node['type']], lang)}]  {counts}"
    others = [
        g.nodes[other]["label"] + f" [{g.nodes[other]['type']}]" for other in find_entities(g, asked) if other != id
    ]
    if others:
        yield say("other_meanings", lang, names="、".join(others))
    if node["aliases"]:
        yield f"\n{say('aliases', lang)}"
        yield from (f"  {_plain(a)} — {reason}" for a, reason in zip(node["aliases"], node["reasons"], strict=True))
    found = neighbours(g, id)
    for relation, group in found.items():
        label = getattr(schema.relations[relation], lang) if relation in schema.relations else relation
        yield f"\n{label}"
        for n in group:
            yield f"  {'←' if n.direction == 'in' else '→'} {_plain(g.nodes[n.id]['label'])} ({n.weight:g})"
            yield from _evidence(g, n.edge.get("evidence", ())[:evidence], lang)
    if not found:
        yield from _mentioned(g, id, lang)


def path_lines(g: nx.MultiDiGraph, steps: Sequence[Step], lang: str) -> Iterator[str]:
    """Yield the steps of a path, each with its relations and a sentence for each."""
    schema: Schema = g.graph["schema"]
    for number, step in enumerate(steps, start=1):
        yield f"{number}. {_plain(g.nodes[step.start]['label'])} — {_plain(g.nodes[step.end]['label'])}"
        for edge in step.edges:
            relation = schema.relations.get(edge.relation)
            label = getattr(relation, lang) if relation else edge.relation
            head, tail = (_plain(g.nodes[end]["label"]) for end in (edge.head, edge.tail))
            yield f"   {head} —{label}→ {tail} ({edge.weight:g})"
            yield from _evidence(g, edge.evidence[:1], lang)


def _evidence(g: nx.MultiDiGraph, statements: Iterable[Statement], lang: str) -> Iterator[str]:
    for s in statements:
        mood = say(s.modality, lang) + (f"·{say(s.force, lang)}" if s.force and s.force != "forbidden" else "")
        yield f"      “{_plain(s.sentence)}” [{mood}]"
        yield f"      {s.head.doc_id}:{s.start}-{s.end}  {s.rule} ({s.head.rule}, {s.tail.rule})"


def _mentioned(g: nx.MultiDiGraph, id: str, lang: str) -> Iterator[str]:
    """Yield the first places where an entity without relations is mentioned."""
    yield f"\n{say('evidence', lang)}"
    for m in g.graph["mentions"][id][:3]:
        sentence = next((s.text for s in g.graph["sentences"][m.doc_id] if s.start <= m.start < s.end), m.text)
        yield f"  “{_plain(sentence)}”"
        yield f"  {m.doc_id}:{m.start}-{m.end}  {m.rule}"


def _plain(text: Any) -> str:
    """Return corpus text without characters that move a terminal's cursor."""
    return "".join(c if c.isprintable() else " " for c in str(text))
