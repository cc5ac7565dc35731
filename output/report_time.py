"""The section of the report on time: how often things are named, year by year."""

from collections.abc import Sequence
from functools import partial

import networkx as nx
import pandas as pd

from graph.shares import shares
from graph.subset import UnknownGroup, groups, restrict
from output.plots import ACCENT, Trend, trends
from output.report_parts import Plot, Section, Words

TRENDS = 6


def over_time(g: nx.MultiDiGraph, say: Words) -> Section:
    """Show how often the most central concepts are named year by year."""
    try:
        years = groups(g.graph["documents"], "year")
    except UnknownGroup:
        return Section("")
    if len(years) < 3:
        return Section("")
    frame = shares({year: restrict(g, ids) for year, ids in years.items()}, least=3)
    plots = trend_plots(g, frame, list(years), say)
    note = say.text("time")
    return Section(say("逐年", "Year by year"), (note,), plots=plots) if plots else Section("")


def trend_plots(
    g: nx.MultiDiGraph, frame: pd.DataFrame, order: Sequence[str], say: Words
) -> tuple[Plot, ...]:
    """Return a plot of how the shares of what is named most differ from group to group, if there is anything to see."""
    if not len(frame):
        return ()
    wanted = frame[frame["type"].isin(("CONCEPT", "MECHANISM", "POLICY"))]
    total = (wanted if len(wanted) else frame).groupby("entity_id")["sentences"].sum()
    first = sorted(total.index, key=lambda id: (-total[id], id))[:TRENDS]
    colours = {id: kind.colour for id, kind in g.graph["schema"].entities.items()}
    lines = []
    for id in first:
        rows = frame[frame["entity_id"] == id].set_index("group").loc[list(order)]
        columns = (rows[name].tolist() for name in ("share", "share_low", "share_high"))
        share, low, high = columns
        colour = colours.get(rows["type"].iloc[0], ACCENT)
        lines.append(Trend(rows["name"].iloc[0], list(order), share, low, high, colour))
    says = say("点名比例的变化", "How often things are named")
    return (Plot("trends", says, partial(trends, lines, label=say("句子比例", "share of sentences"))),) if lines else ()
