"""Sections of the report on the network: its picture, what is central and how sure that is, communities."""

from collections.abc import Iterable
from functools import partial

import networkx as nx
import pandas as pd

from extract.schema import Schema
from graph.communities import describe
from output.plots import Bar, dot_plot, network_plot
from output.report_parts import Plot, Section, Table, Words

TOP, OF_TYPE, GROUPS = 20, 10, 12


def network(g: nx.MultiDiGraph, measures: pd.DataFrame, say: Words) -> Section:
    """Show the network of what is most central."""
    if not any(d["layer"] == "stated" for *_, d in g.edges(data=True)):
        return Section("")
    note = say.text("network")
    plot = Plot("network", say("网络图", "The network"), partial(network_plot, g, measures))
    return Section(say("网络", "The network"), (note,), plots=(plot,))


def central(g: nx.MultiDiGraph, measures: pd.DataFrame, say: Words) -> Section:
    """List the central entities of each type, and show how sure their ranks are."""
    schema: Schema = g.graph["schema"]
    linked = measures[measures["degree"] > 0]
    ranked = linked.sort_index().sort_values("pagerank", ascending=False, kind="stable")
    if not len(ranked):
        return Section("")
    has_bars = "pagerank_low" in ranked
    notes = [say.text("central"), *(_sureness(measures, say) if has_bars else ())]
    plots = []
    if has_bars:
        rank = {id: number for number, id in enumerate(ranked.index, start=1)}
        bars = [
            Bar(
                row["name"],
                max(rank[id], row["pagerank_low"]),
                row["pagerank_low"],
                row["pagerank_high"],
                schema.entities[row["type"]].colour,
            )
            for id, row in ranked.head(TOP).iterrows()
        ]
        label = say("名次（全体实体中；线段为 95% 区间）", "rank among all entities; lines are 95 % intervals")
        says = say("中心实体的名次与区间", "Ranks and their intervals")
        plots.append(Plot("central", says, partial(dot_plot, bars, label=label, log=True)))
    tables = []
    for kind in schema.entities.values():
        rows = ranked[ranked["type"] == kind.id].head(OF_TYPE)
        if len(rows):
            tables.append(_of_type(g, rows, getattr(kind, say.lang), kind.colour, say))
    return Section(say("中心实体", "Central entities"), tuple(notes), tuple(tables), tuple(plots))


def _sureness(measures: pd.DataFrame, say: Words) -> Iterable[str]:
    """Say how sure the ranking is, in words that need no statistics."""
    about = measures.attrs.get("stability")
    if not about:
        return
    units = say(*{"documents": ("篇文档", "documents"), "sentences": ("个句子", "sentences")}[about["units"]])
    yield say.text("bars", units=units, **{key: about[key] for key in ("number", "resamples", "top")})
    value = about["coefficient"]["pagerank"]
    how = say("好", "good") if value >= 0.5 else say("尚可", "fair") if value >= 0.25 else say("弱", "weak")
    yield say.text("stability", value=value, how=how, units=units[1:] if say.lang == "zh" else units)


def _of_type(g: nx.MultiDiGraph, rows: pd.DataFrame, label: str, colour: str, say: Words) -> Table:
    columns = [(say("名称", "Name"), False), (say("提及", "Mentions"), True), (say("文档", "Docs"), True)]
    if "pagerank_low" in rows:
        columns += [(say("名次区间", "Rank interval"), True), (say("前20", "Top 20"), True)]
    found = []
    for id, row in rows.iterrows():
        cells = [row["name"], str(g.nodes[id]["mentions"]), str(g.nodes[id]["documents"])]
        if "pagerank_low" in rows:
            cells += [f"{row['pagerank_low']:.0f}–{row['pagerank_high']:.0f}", f"{row['pagerank_top']:.0%}"]
        found.append(tuple(cells))
    return Table(tuple(columns), tuple(found), label, colour)


def communities(g: nx.MultiDiGraph, measures: pd.DataFrame, say: Words) -> Section:
    """List the communities, how firm they are, and who stands between them."""
    about = measures.attrs.get("communities")
    if not about or "community_stability" not in measures:
        return Section("")
    frame = describe(measures)
    frame = frame[frame["entities"] >= 3].head(GROUPS)
    note = say.text("communities", **about["leiden"])
    columns = (
        (say("社群", "Community"), False),
        (say("实体", "Entities"), True),
        (say("稳固", "Firm"), True),
        (say("最中心的成员", "Most central members"), False),
        (say("居间者", "Between"), False),
    )
    rows = tuple(
        (
            row["name"],
            str(row["entities"]),
            f"{row['stability']:.0%}",
            "、".join(g.nodes[id]["label"] for id in row["members"][:6]),
            "、".join(g.nodes[id]["label"] for id in row["connectors"][:4]),
        )
        for _, row in frame.iterrows()
    )
    return Section(say("社群", "Communities"), (note,), (Table(columns, rows),) if rows else ())
