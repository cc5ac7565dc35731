"""What a comparison of texts found, as sections of a report and as tables."""

from collections.abc import Mapping, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd

from graph.compare import Comparison
from output.plots import Bar, dot_plot
from output.report_parts import Content, Plot, Quotation, Section, Table, Words
from output.report_time import trend_plots
from output.tables import write_table

LISTED, PLOTTED, OF_GROUP = 15, 10, 8
SURE = 0.05
"""The false discovery rate up to which a difference is listed as one."""
COLOURS = ("#0b5c8a", "#b3541e")
_BY_TIME = ("year", "decade")


def pair_sections(c: Comparison, a: nx.MultiDiGraph, b: nx.MultiDiGraph, *, lang: str = "zh") -> tuple[Section, ...]:
    """Return what a comparison of two graphs found, as sections of a report."""
    say = Words(lang, a.graph["schema"])
    e = c.entities
    sections = [_overview(c, a, b, say)]
    if len(e):
        sections += [_own(c, say), _ranks(c, say)]
    if len(c.relations):
        sections += [_forces(c, a, b, say), _relations(c, a, b, say)]
    return tuple(section for section in sections if section.title)


def group_sections(
    frame: pd.DataFrame, groups: Mapping[str, nx.MultiDiGraph], *, by: str, lang: str = "zh"
) -> tuple[Section, ...]:
    """Return what distinguishes groups of texts, as sections of a report.

    Args:
        frame: what `graph.shares.shares` returns of the groups.
        groups: the parts of the graph.
        by: what they were grouped by.
        lang: `zh` or `en`.
    """
    g = next(iter(groups.values()))
    say = Words(lang, g.graph["schema"])
    titles = {d.id: d.title or d.id for part in groups.values() for d in part.graph["documents"]}
    columns = (*_name_columns(say), (say("本组比例", "Share here"), True), (say("倍数", "Times"), True), ("q", True))
    tables = []
    for name in groups:
        own = frame[(frame["group"] == name) & (frame["log_ratio"] > 0) & (frame["q"] <= SURE)] if len(frame) else frame
        own = own.sort_values(["q", "entity_id"]).head(OF_GROUP) if len(own) else own
        rows = tuple(
            (r["name"], say.type(r["type"]), _interval(r, ""), f"{2 ** r['log_ratio']:.1f}", _q(r["q"]))
            for _, r in own.iterrows()
        )
        if rows:
            count = len(groups[name].graph["documents"])
            tables.append(Table(columns, rows, f"{titles.get(name, name)} ({count})"))
    plots = trend_plots(g, frame, list(groups), say) if by in _BY_TIME else ()
    title = say("各组的特点", "What distinguishes the groups")
    return (Section(title, (say.text("shares"),), tuple(tables), plots),)


def page(sections: Sequence[Section], *, title: str, lang: str = "zh") -> Content:
    """Return sections as a page of their own."""
    lead = (
        "哪些多了、少了、强了、弱了；每条关系都附原文。"
        if lang == "zh"
        else "What came, went, grew stronger or weaker."
    )
    return Content(lang, title, lead, (), tuple(sections), f"Gangmu 纲目 {version('gangmu')}")


def write_frames(folder: Path, frames: Mapping[str, pd.DataFrame]) -> None:
    """Write tables of a comparison as CSV, safe for spreadsheets; an index that has a name becomes a column."""
    for name, frame in frames.items():
        flat = frame.reset_index() if frame.index.name else frame
        write_table(folder / f"{name}.csv", tuple(flat.columns), flat.itertuples(index=False))


def _overview(c: Comparison, a: nx.MultiDiGraph, b: nx.MultiDiGraph, say: Words) -> Section:
    documents = {"documents_a": len(a.graph["documents"]), "documents_b": len(b.graph["documents"])}
    note = say.text("compared", a=c.names[0], b=c.names[1], **documents)
    title = say(f"比较：{c.names[0]} 与 {c.names[1]}", f"{c.names[0]} and {c.names[1]} compared")
    e = c.entities
    if not len(e):
        return Section(title, (note,))
    status: dict[Any, int] = e["status"].value_counts().to_dict()
    change: dict[Any, int] = c.relations["change"].value_counts().to_dict() if len(c.relations) else {}
    counts = Table(
        (("", False), (say("共有", "Both"), True), *((name, True) for name in c.names)),
        (
            (say("实体", "Entities"), *(str(status.get(key, 0)) for key in ("both", "a", "b"))),
            (
                say("关系", "Relations"),
                str(len(c.relations) - change.get("gained", 0) - change.get("lost", 0)),
                str(change.get("lost", 0)),
                str(change.get("gained", 0)),
            ),
        ),
    )
    sure = e[(e["q"] <= SURE) & (e["status"] == "both")]
    chosen = sure.sort_values(["q", "name"]).head(LISTED)
    tables = [counts, *([_differences(chosen, c, say)] if len(chosen) else [])]
    bars = [
        _bar(row, side, name, colour)
        for _, row in chosen.head(PLOTTED).iterrows()
        for side, name, colour in zip("ab", c.names, COLOURS, strict=True)
    ]
    label = say("点名的句子，%（线段为 95% 区间）", "sentences that name it, % (lines are 95 % intervals)")
    says = say("差别最大的实体", "What differs most")
    plots = (Plot("shares", says, partial(dot_plot, bars, label=label)),) if bars else ()
    return Section(title, (note,), tuple(tables), plots)


def _bar(row: "pd.Series[Any]", side: str, name: str, colour: str) -> Bar:
    share, low, high = (100 * row[f"{key}_{side}"] for key in ("share", "share_low", "share_high"))
    return Bar(f"{row['name']} · {name}", share, low, high, colour)


def _differences(rows: pd.DataFrame, c: Comparison, say: Words) -> Table:
    columns = (*_name_columns(say), *((name, True) for name in c.names), (say("倍数", "Times"), True), ("q", True))
    body = tuple(
        (
            row["name"],
            say.type(row["type"]),
            _interval(row, "_a"),
            _interval(row, "_b"),
            f"{2 ** row['log_ratio']:.2g}",
            _q(row["q"]),
        )
        for _, row in rows.iterrows()
    )
    return Table(columns, body, say("提得多了或少了（两边都有）", "Named more or less often (in both)"))


def _own(c: Comparison, say: Words) -> Section:
    columns = (*_name_columns(say), (say("句", "Sentences"), True), (say("文档", "Docs"), True), ("q", True))
    tables = []
    for side, name in zip("ab", c.names, strict=True):
        rows = c.entities[c.entities["status"] == side]
        rows = rows.assign(id=rows.index).sort_values(
            [f"documents_{side}", f"sentences_{side}", "id"], ascending=[False, False, True]
        )
        body = tuple(
            (r["name"], say.type(r["type"]), str(r[f"sentences_{side}"]), str(r[f"documents_{side}"]), _q(r["q"]))
            for _, r in rows.head(LISTED).iterrows()
        )
        if body:
            tables.append(Table(columns, body, say(f"只见于 {name}", f"Only in {name}")))
    return Section(say("只见于一边的实体", "Entities of one side only"), (), tuple(tables)) if tables else Section("")


def _ranks(c: Comparison, say: Words) -> Section:
    rows = c.entities[c.entities["moved"] != 0]
    if not len(rows):
        return Section("")
    rows = rows.assign(far=(rows["rank_a"] / rows["rank_b"]).astype(float).map(lambda x: -abs(x - 1 / x)))
    body = tuple(
        (
            row["name"],
            say.type(row["type"]),
            *(f"{row[f'rank_{s}']:.0f} ({row[f'rank_low_{s}']:.0f}–{row[f'rank_high_{s}']:.0f})" for s in "ab"),
            say("升", "rose") if row["moved"] > 0 else say("降", "fell"),
        )
        for _, row in rows.sort_values(["far", "name"]).head(LISTED).iterrows()
    )
    columns = (*_name_columns(say), *((name, True) for name in c.names), ("", False))
    title = say(f"名次变化（{c.by}）", f"Ranks ({c.by})")
    return Section(title, (say.text("ranks"),), (Table(columns, body),))


def _forces(c: Comparison, a: nx.MultiDiGraph, b: nx.MultiDiGraph, say: Words) -> Section:
    rows = c.relations[c.relations["change"].isin(("strengthened", "weakened", "realised", "lapsed"))]
    rows = rows.sort_values(["change", "head_id", "tail_id", "relation"], ascending=[False, True, True, True])
    quotations: list[Quotation] = []
    for _, row in rows.head(LISTED).iterrows():
        for side, name, graph in zip("ab", c.names, (a, b), strict=True):
            quotations.append(_quoted(c, graph, row, side, f"{name} · {_change(row, say)}", say))
    title = say("力度与情态的变化", "Changes of force and modality")
    return Section(title, (say.text("forces"),), quotations=tuple(quotations)) if quotations else Section("")


def _relations(c: Comparison, a: nx.MultiDiGraph, b: nx.MultiDiGraph, say: Words) -> Section:
    quotations: list[Quotation] = []
    for side, change, graph, name in zip("ab", ("lost", "gained"), (a, b), c.names, strict=True):
        rows = c.relations[(c.relations["change"] == change) & (c.relations["layer"] == "stated")]
        order = [f"documents_{side}", f"statements_{side}", "head_id", "tail_id", "relation"]
        rows = rows.sort_values(order, ascending=[False, False, True, True, True])
        only = say(f"只见于 {name}", f"only in {name}")
        quotations += [_quoted(c, graph, row, side, only, say) for _, row in rows.head(LISTED).iterrows()]
    title = say("只见于一边的关系", "Relations of one side only")
    return Section(title, quotations=tuple(quotations)) if quotations else Section("")


def _quoted(c: Comparison, g: nx.MultiDiGraph, row: "pd.Series[Any]", side: str, counts: str, say: Words) -> Quotation:
    """Quote the sentence that says best how one side means a relation: of its main modality and strongest force."""
    head, tail = (c.own[side].get(row[end], row[end]) for end in ("head_id", "tail_id"))
    force = row[f"force_{side}"].replace("proposed", "")
    best = min(
        g.edges[head, tail, row["relation"]]["evidence"],
        key=lambda s: (s.modality != row[f"modality_{side}"], s.force != force, s.head.doc_id, s.start),
    )
    return say.quotation(g, (row["head"], row["relation"], row["tail"]), best, counts)


def _change(row: "pd.Series[Any]", say: Words) -> str:
    words = {
        "strengthened": ("加强", "strengthened"),
        "weakened": ("减弱", "weakened"),
        "realised": ("落实", "realised"),
        "lapsed": ("落空", "lapsed"),
    }
    if row["change"] in ("strengthened", "weakened"):
        return f"{say(*words[row['change']])}: {say.force(row['force_a'])} → {say.force(row['force_b'])}"
    return f"{say(*words[row['change']])}: {say.modality(row['modality_a'])} → {say.modality(row['modality_b'])}"


def _name_columns(say: Words) -> tuple[tuple[str, bool], ...]:
    return (say("名称", "Name"), False), (say("类型", "Type"), False)


def _interval(row: "pd.Series[Any]", side: str) -> str:
    share, low, high = (100 * row[f"{name}{side}"] for name in ("share", "share_low", "share_high"))
    return f"{share:.2g}% ({low:.2g}–{high:.2g})"


def _q(value: float) -> str:
    return "<0.001" if value < 0.001 else f"{value:.2g}"
