"""Sections of the report on relations: the strongest, who does what, what is called for and what is lacking."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import networkx as nx

from extract.statement import Statement
from output.report_parts import Section, Table, Words

STRONGEST, LACKING = 25, 15

Edge = tuple[str, str, str, dict[str, Any]]


def strongest(g: nx.MultiDiGraph, say: Words) -> Section:
    """Quote the relations that most documents state."""
    edges = sorted(_stated(g), key=lambda e: (-e[3]["documents"], -e[3]["weight"], e[:3]))[:STRONGEST]
    note = say.text("strongest")
    chosen = [(e, e[3]["evidence"][0]) for e in edges]
    return _quoted(g, say, say("最强的关系", "The strongest relations"), note, chosen)


def called_for(g: nx.MultiDiGraph, say: Words) -> Section:
    """Gather what is called for and nowhere said to be so: the demands that the texts leave open."""
    edges = [e for e in _stated(g) if e[3]["proposed"] and not e[3]["asserted"]]
    edges = sorted(edges, key=lambda e: (-e[3]["documents"], -e[3]["proposed"], e[:3]))[:LACKING]
    chosen = [(e, next(s for s in e[3]["evidence"] if s.modality == "proposed")) for e in edges]
    note = say.text("called_for")
    return _quoted(g, say, say("有倡议而未见陈述", "Called for, not stated"), note, chosen)


def lacking(g: nx.MultiDiGraph, say: Words) -> Section:
    """Quote what is said to be lacking, failing or forbidden."""
    edges = [e for e in _stated(g) if e[3]["negated"] > e[3]["asserted"]]
    edges = sorted(edges, key=lambda e: (-e[3]["negated"], e[:3]))[:LACKING]
    chosen = [(e, next(s for s in e[3]["evidence"] if s.modality == "negated")) for e in edges]
    title = say("文本说缺什么、禁什么", "What is said to be lacking or forbidden")
    return _quoted(g, say, title, "", chosen)


def _stated(g: nx.MultiDiGraph) -> list[Edge]:
    return [e for e in g.edges(keys=True, data=True) if e[3]["layer"] == "stated" and e[3].get("evidence")]


def _quoted(
    g: nx.MultiDiGraph, say: Words, title: str, note: str, chosen: Sequence[tuple[Edge, Statement]]
) -> Section:
    quotations = []
    for (head, tail, key, d), s in chosen:
        counts = say(f"{d['weight']} 句 / {d['documents']} 篇", _counted(d["weight"], d["documents"]))
        ends = g.nodes[head]["label"], key, g.nodes[tail]["label"]
        quotations.append(say.quotation(g, ends, s, counts))
    return Section(title, (note,) if note else (), quotations=tuple(quotations)) if quotations else Section("")


def _counted(sentences: int, documents: int) -> str:
    return f"{sentences} sentence{'s' * (sentences != 1)} / {documents} document{'s' * (documents != 1)}"


def who_does_what(g: nx.MultiDiGraph, say: Words) -> Section:
    """Return the most active organisations by what they act on most, in numbers of statements."""
    cells: Counter[tuple[str, str]] = Counter()
    for head, tail, _, d in _stated(g):
        if g.nodes[head]["type"] == "ORG" and g.nodes[tail]["type"] in ("MECHANISM", "POLICY"):
            cells[head, tail] += d["weight"]
    if not cells:
        return Section("")
    rows, columns = Counter[str](), Counter[str]()
    for (head, tail), count in cells.items():
        rows[head] += count
        columns[tail] += count
    top_rows, top_columns = (sorted(c, key=lambda id: (-c[id], id))[:size] for c, size in ((rows, 12), (columns, 8)))
    name = {id: g.nodes[id]["label"] for id in [*top_rows, *top_columns]}
    body = [
        (name[r], *(str(cells[r, c] or "") for c in top_columns))
        for r in top_rows
        if any(cells[r, c] for c in top_columns)
    ]
    table = Table((("", False), *((name[c], True) for c in top_columns)), tuple(body), heat=True)
    note = say.text("matrix")
    return Section(say("谁做什么", "Who does what"), (note,), (table,))
