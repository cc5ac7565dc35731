"""What the commands print: tables and lines about a graph."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import networkx as nx
import pandas as pd
from rich import box
from rich.markup import escape
from rich.table import Table

from extract.schema import Schema
from extract.statement import Statement
from gangmu.comparing import Compared
from gangmu.messages import say
from graph.paths import Step
from graph.profile import concordance, modality_profile, relation_profile
from graph.query import find_entities, neighbours


def central_table(rows: pd.DataFrame, *, by: str, lang: str, about: Mapping[Any, Any]) -> Table:
    """Return a table of the entities that are greatest by a measure, with its error bars where there are any.

    Args:
        rows: what `graph.query.central` returns.
        by: the measure.
        lang: `zh` or `en`.
        about: the `attrs` of the measures, which say how they were resampled.
    """
    has_bars = f"{by}_low" in rows
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for key, side in (("rank", "right"), ("name", "left"), ("type", "left")):
        table.add_column(say(key, lang), justify=side, overflow="fold")  # type: ignore[arg-type]
    table.add_column(by, justify="right")
    stability = about.get("stability", {})
    if has_bars:
        table.add_column(say("interval", lang), justify="right")
        table.add_column(say("stays", lang, top=stability.get("top", 20)), justify="right")
        units, value = say(f"of_{stability['units']}", lang), stability["coefficient"].get(by)
        table.caption = say("resampled", lang, units=units, **{k: stability[k] for k in ("number", "resamples")})
        table.caption += say("coefficient", lang, value=value) if value is not None else ""
        table.caption_justify = "left"
    for rank, (_, row) in enumerate(rows.iterrows(), start=1):
        bars = [f"{row[f'{by}_low']:.0f}–{row[f'{by}_high']:.0f}", f"{row[f'{by}_top']:.0%}"] if has_bars else []
        table.add_row(str(rank), _cell(row["name"]), row["type"], f"{row[by]:.4g}", *bars)
    return table


def comparison_tables(found: Compared, *, top: int, lang: str) -> Iterator[Table]:
    """Yield the tables of a comparison: those of its report, with at most so many rows."""
    for section in found.sections(lang):
        for part in section.tables:
            table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title=part.title or section.title, title_justify="left")
            for label, number in part.columns:
                table.add_column(label, justify="right" if number else "left", overflow="fold")
            for row in part.rows[:top]:
                table.add_row(*map(_cell, row))
            yield table
        if section.quotations:
            table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title=section.title, title_justify="left")
            table.add_column(say("relation", lang), overflow="fold")
            table.add_column("")
            for q in section.quotations[:top]:
                fact = f"{q.head} —{q.label}→ {q.tail}\n“{q.sentence}”"
                table.add_row(_cell(fact, keep="\n"), _cell(f"{q.counts} [{q.modality}]"))
            yield table


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


def context_lines(g: nx.MultiDiGraph, id: str, lines: int, lang: str) -> Iterator[str]:
    """Yield how what is said of an entity is meant, and the first lines that name it."""
    moods = modality_profile(g, id)
    if len(moods):
        parts = (
            f"{say(row['modality'], lang)}{'·' + say(row['force'], lang) if row['force'] else ''} "
            f"{row['statements']} ({row['share']:.0%})"
            for _, row in moods.iterrows()
        )
        yield f"\n{say('moods', lang)}: {'；'.join(parts) if lang == 'zh' else '; '.join(parts)}"
    found = list(concordance(g, id))
    if found and lines:
        yield f"\n{say('lines', lang, count=len(found))}"
        for line in found[:lines]:
            yield f"  {_plain(line.left)}【{_plain(line.text)}】{_plain(line.right)}  {line.doc_id}:{line.start}"


def entity_record(g: nx.MultiDiGraph, id: str) -> dict[str, Any]:
    """Return what is known of an entity as plain data: names, relations, how they are meant, the lines that name it."""
    node = g.nodes[id]
    aliases = zip(node["aliases"], node["reasons"], strict=True)
    return {
        "entity_id": id,
        **{key: node[key] for key in ("label", "type", "mentions", "documents", "first", "last")},
        "aliases": [{"name": name, "reason": reason} for name, reason in aliases],
        "relations": relation_profile(g, id).to_dict("records"),
        "modality": modality_profile(g, id).to_dict("records"),
        "concordance": [asdict(line) for line in concordance(g, id)],
    }


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
        sure = "" if s.confidence is None else f"  {say('sure', lang)} {s.confidence:.0%}"
        yield f"      {s.head.doc_id}:{s.start}-{s.end}  {s.rule} ({s.head.rule}, {s.tail.rule}){sure}"


def _mentioned(g: nx.MultiDiGraph, id: str, lang: str) -> Iterator[str]:
    """Yield the first places where an entity without relations is mentioned."""
    yield f"\n{say('evidence', lang)}"
    for m in g.graph["mentions"][id][:3]:
        sentence = next((s.text for s in g.graph["sentences"][m.doc_id] if s.start <= m.start < s.end), m.text)
        yield f"  “{_plain(sentence)}”"
        yield f"  {m.doc_id}:{m.start}-{m.end}  {m.rule}"


def _plain(text: Any, keep: str = "") -> str:
    """Return corpus text without characters that move a terminal's cursor."""
    return "".join(c if c.isprintable() or c in keep else " " for c in str(text))


def _cell(text: Any, keep: str = "") -> str:
    """Return corpus text for a table, where rich would read [square brackets] as markup."""
    return escape(_plain(text, keep))
