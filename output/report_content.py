"""What the report says: the sections in their order."""

from collections import Counter
from collections.abc import Sequence
from importlib.metadata import version

import networkx as nx
import pandas as pd

from extract.statement import MODALITIES
from output.report_network import central, communities, network
from output.report_parts import Content, Section, Table, Words
from output.report_relations import called_for, lacking, strongest, who_does_what
from output.report_time import over_time


def content(
    g: nx.MultiDiGraph, measures: pd.DataFrame, *, lang: str = "zh", title: str = "", more: Sequence[Section] = ()
) -> Content:
    """Gather what the report of a graph says.

    Args:
        g: a graph made by `graph.build`.
        measures: entities by id, as `graph.measures.measure` gives them, with the error bars of
            `graph.stability.resample` where there are any.
        lang: `zh` or `en`.
        title: the heading.
        more: sections to put in before the list of documents, such as a comparison.
    """
    say = Words(lang, g.graph["schema"])
    sections = (
        network(g, measures, say),
        central(g, measures, say),
        communities(g, measures, say),
        strongest(g, say),
        who_does_what(g, say),
        called_for(g, say),
        lacking(g, say),
        over_time(g, say),
        *more,
        _documents(g, say),
        _methods(measures, say),
    )
    return Content(
        lang,
        title or say("纲目报告", "Gangmu report"),
        say.text("lead"),
        _figures(g, say),
        tuple(section for section in sections if section.title),
        f"Gangmu 纲目 {version('gangmu')}",
    )


def _figures(g: nx.MultiDiGraph, say: Words) -> tuple[tuple[str, str], ...]:
    modality = Counter[str]()
    for *_, d in g.edges(data=True):
        modality.update({m: d.get(m, 0) for m in MODALITIES})
    rows = (
        (say("文档", "documents"), len(g.graph["documents"])),
        (say("字符", "characters"), sum(g.graph.get("chars", {}).values())),
        (say("提及", "mentions"), sum(map(len, g.graph["mentions"].values()))),
        (say("实体", "entities"), g.number_of_nodes()),
        (say("关系", "relations"), g.number_of_edges()),
        (say("陈述句", "stated as fact"), modality["asserted"]),
        (say("倡议句", "called for"), modality["proposed"]),
        (say("否定句", "absent"), modality["negated"]),
    )
    return tuple((label, f"{count:,}") for label, count in rows)


def _documents(g: nx.MultiDiGraph, say: Words) -> Section:
    chars = g.graph.get("chars", {})
    columns = (
        (say("日期", "Date"), False),
        (say("标题", "Title"), False),
        (say("发文机关", "Issuer"), False),
        (say("文号", "Number"), False),
        (say("字符", "Characters"), True),
    )
    rows = tuple(
        (d.date, d.title or d.id, d.issuer, d.number, f"{chars.get(d.id, 0):,}")
        for d in sorted(g.graph["documents"], key=lambda d: (d.date or "9999", d.id))
    )
    return Section(say("文档", "Documents"), tables=(Table(columns, rows),))


def _methods(measures: pd.DataFrame, say: Words) -> Section:
    paths = measures.attrs.get("betweenness", {})
    sampled = bool(paths) and paths["pivots"] < paths["sources"]
    notes = [say.text("extraction"), say.text("measures"), *([say.text("sampled", **paths)] if sampled else [])]
    return Section(say("方法与限度", "Methods and limits"), tuple(notes))
