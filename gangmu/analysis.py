"""The commands that ask a finished build: each made for a language, like those of `gangmu.commands`."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from gangmu.asking import Command, checked, find, listed, print_frame, print_json, read, refuse
from gangmu.messages import say

if TYPE_CHECKING:
    import pandas as pd

    from gangmu.comparing import Compared


def make_central(lang: str) -> Command:
    """Make `gangmu central`."""

    def central(
        out: Annotated[Path, typer.Argument(help=say("opt.built", lang))],
        by: Annotated[str, typer.Option(help=say("opt.by", lang))] = "pagerank",
        type: Annotated[str, typer.Option(help=say("opt.type", lang))] = "",
        top: Annotated[int, typer.Option(min=1, help=say("opt.top", lang))] = 20,
        layer: Annotated[str, typer.Option(help=say("opt.layer", lang))] = "stated",
        only: Annotated[str, typer.Option(help=say("opt.only", lang))] = "",
        undirected: Annotated[bool, typer.Option("--undirected", help=say("opt.undirected", lang))] = False,
        weight: Annotated[str, typer.Option(help=say("opt.weight", lang))] = "statements",
        resamples: Annotated[int, typer.Option(min=0, help=say("opt.resample", lang))] = 0,
        as_json: Annotated[bool, typer.Option("--json", help=say("opt.json", lang))] = False,
        as_csv: Annotated[bool, typer.Option("--csv", help=say("opt.csv", lang))] = False,
        lang: Annotated[str, typer.Option("--lang", help=say("opt.lang", lang))] = lang,
    ) -> None:
        from gangmu.terminal import central_table
        from graph.query import central as ranked
        from graph.query import rankings

        checked(lang)
        network = {"layer": layer, "types": listed(only), "directed": not undirected, "weight": weight}
        measures = _measures(out, by, network, resamples)
        known, kinds = rankings(measures), sorted(set(measures["type"]))
        if by not in known:
            refuse(say("unknown_measure", lang, name=by, known=", ".join(known)))
        if type and type not in kinds:
            refuse(say("unknown_type", lang, name=type, known=", ".join(kinds)))
        rows = ranked(measures, by=by, type=type or None, top=top)
        if as_json or as_csv:
            print_frame(rows, as_json=as_json)
        else:
            Console(soft_wrap=True).print(central_table(rows, by=by, lang=lang, about=measures.attrs))

    return central


def _measures(out: Path, by: str, network: Mapping[str, object], resamples: int) -> "pd.DataFrame":
    """Return the measures of a build as they were written, or taken anew where something else is asked for."""
    from graph.measures import measure
    from graph.projection import UnknownLayer
    from graph.query import UnknownMeasure
    from graph.stability import resample, with_bars
    from output.store import read_graph, read_measures

    usual = {"layer": "stated", "types": None, "directed": True, "weight": "statements"}
    if network["weight"] not in ("statements", "documents"):
        refuse(f"--weight {network['weight']}: statements, documents")
    if network == usual and not resamples:
        return read(read_measures, out)
    options: dict[str, Any] = {**network, "layer": None if network["layer"] == "all" else network["layer"]}
    g = read(read_graph, out)
    try:
        frame = measure(g, **options)
        return with_bars(frame, resample(g, (by,), resamples=resamples, **options)) if resamples else frame
    except (UnknownLayer, UnknownMeasure) as error:
        refuse(str(error))


def make_show(lang: str) -> Command:
    """Make `gangmu show`."""

    def show(
        out: Annotated[Path, typer.Argument(help=say("opt.built", lang))],
        name: Annotated[str, typer.Argument(help=say("opt.name", lang))],
        evidence: Annotated[int, typer.Option(min=0, help=say("opt.evidence", lang))] = 2,
        lines: Annotated[int, typer.Option(min=0, help=say("opt.lines", lang))] = 5,
        as_json: Annotated[bool, typer.Option("--json", help=say("opt.json", lang))] = False,
        lang: Annotated[str, typer.Option("--lang", help=say("opt.lang", lang))] = lang,
    ) -> None:
        from gangmu.terminal import context_lines, entity_lines, entity_record
        from output.store import read_graph

        g = read(read_graph, out)
        id = find(g, name, checked(lang))
        if as_json:
            print_json(entity_record(g, id))
            return
        for line in (*entity_lines(g, id, name, evidence=evidence, lang=lang), *context_lines(g, id, lines, lang)):
            print(line)

    return show


def make_path(lang: str) -> Command:
    """Make `gangmu path`."""

    def path(
        out: Annotated[Path, typer.Argument(help=say("opt.built", lang))],
        a: Annotated[str, typer.Argument(help=say("opt.name", lang))],
        b: Annotated[str, typer.Argument(help=say("opt.name", lang))],
        directed: Annotated[bool, typer.Option("--directed", help=say("opt.directed", lang))] = False,
        lang: Annotated[str, typer.Option("--lang", help=say("opt.lang", lang))] = lang,
    ) -> None:
        from gangmu.terminal import path_lines
        from graph.paths import NoPath, shortest_path
        from output.store import read_graph

        g = read(read_graph, out)
        ends = find(g, a, checked(lang)), find(g, b, lang)
        try:
            steps = shortest_path(g, *ends, directed=directed)
        except NoPath:
            print(say("no_path", lang, a=g.nodes[ends[0]]["label"], b=g.nodes[ends[1]]["label"]))
            return
        for line in path_lines(g, steps, lang):
            print(line)

    return path


def make_compare(lang: str) -> Command:
    """Make `gangmu compare`."""

    def compare(
        out: Annotated[Path, typer.Argument(help=say("opt.built", lang))],
        other: Annotated[Path | None, typer.Argument(help=say("opt.other", lang))] = None,
        by: Annotated[str, typer.Option(help=say("opt.group_by", lang))] = "",
        groups: Annotated[str, typer.Option(help=say("opt.groups", lang))] = "",
        measure: Annotated[str, typer.Option(help=say("opt.by", lang))] = "pagerank",
        top: Annotated[int, typer.Option(min=1, help=say("opt.top", lang))] = 10,
        to: Annotated[Path | None, typer.Option("--out", "-o", help=say("opt.compare_out", lang))] = None,
        as_json: Annotated[bool, typer.Option("--json", help=say("opt.json", lang))] = False,
        as_csv: Annotated[bool, typer.Option("--csv", help=say("opt.csv", lang))] = False,
        lang: Annotated[str, typer.Option("--lang", help=say("opt.lang", lang))] = lang,
    ) -> None:
        from gangmu.comparing import write
        from gangmu.terminal import comparison_tables

        checked(lang)
        found = _compared(out, other, by, groups, measure)
        if to is not None:
            for path in write(found, to, lang=lang):
                print(say("written", lang, path=path))
        elif as_json or as_csv:
            print_frame(found.main, as_json=as_json)
        else:
            console = Console(soft_wrap=True)
            for table in comparison_tables(found, top=top, lang=lang):
                console.print(table)

    return compare


def _compared(out: Path, other: Path | None, by: str, groups: str, measure: str) -> "Compared":
    from gangmu.comparing import compare_builds, compare_groups
    from graph.query import UnknownMeasure
    from graph.subset import UnknownGroup
    from output.store import read_graph

    if (other is None) == (not by):
        refuse("gangmu compare OUT_A OUT_B | gangmu compare OUT --by year|decade|issuer|document|FIELD")
    g = read(read_graph, out)
    try:
        if other is not None:
            names = (out.name, other.name) if out.name != other.name else (str(out), str(other))
            return compare_builds(g, read(read_graph, other), names=names, measure=measure)
        return compare_groups(g, by, only=listed(groups) or (), measure=measure)
    except (UnknownGroup, UnknownMeasure) as error:
        refuse(str(error))


def make_report(lang: str) -> Command:
    """Make `gangmu report`."""

    def report(
        out: Annotated[Path, typer.Argument(help=say("opt.built", lang))],
        to: Annotated[Path, typer.Option("--to", help=say("opt.report_to", lang))] = Path("report.html"),
        by: Annotated[str, typer.Option(help=say("opt.group_by", lang))] = "",
        groups: Annotated[str, typer.Option(help=say("opt.groups", lang))] = "",
        title: Annotated[str, typer.Option(help=say("opt.title", lang))] = "",
        as_json: Annotated[bool, typer.Option("--json", help=say("opt.json", lang))] = False,
        as_csv: Annotated[bool, typer.Option("--csv", help=say("opt.csv", lang))] = False,
        lang: Annotated[str, typer.Option("--lang", help=say("opt.lang", lang))] = lang,
    ) -> None:
        from output.report import UnknownReport, write_report
        from output.report_content import content
        from output.store import read_graph, read_measures

        checked(lang)
        g, measures = read(read_graph, out), read(read_measures, out)
        more = _compared(out, None, by, groups, "pagerank").sections(lang) if by else ()
        if as_json or as_csv:
            found = content(g, measures, lang=lang, title=title, more=more)
            if as_json:
                print_json(found.as_data())
            else:
                print_frame(found.as_frame(), as_json=False)
            return
        try:
            write_report(g, to, measures=measures, lang=lang, title=title, more=more)
        except UnknownReport as error:
            refuse(str(error))
        print(say("written", lang, path=to))

    return report


def make_export(lang: str) -> Command:
    """Make `gangmu export`."""

    def export(
        out: Annotated[Path, typer.Argument(help=say("opt.built", lang))],
        to: Annotated[Path, typer.Option("--to", help=say("opt.to", lang))],
        as_json: Annotated[bool, typer.Option("--json", help=say("opt.json", lang))] = False,
        as_csv: Annotated[bool, typer.Option("--csv", help=say("opt.csv", lang))] = False,
        lang: Annotated[str, typer.Option("--lang", help=say("opt.lang", lang))] = lang,
    ) -> None:
        import pandas as pd

        from output.export import MissingLibrary, UnknownFormat
        from output.export import export as write
        from output.store import read_graph, read_measures

        checked(lang)
        g = read(read_graph, out)
        try:
            files = write(g, to, measures=read(read_measures, out))
        except (UnknownFormat, MissingLibrary) as error:
            refuse(str(error))
        if as_json:
            counts = {"entities": g.number_of_nodes(), "relations": g.number_of_edges()}
            print_json({"files": [str(path) for path in files], **counts})
            return
        if as_csv:
            print_frame(pd.DataFrame({"file": map(str, files)}), as_json=False)
            return
        for path in files:
            print(say("written", lang, path=path))

    return export
