"""The commands, each made for a language: Typer reads options and their help off the signature.

Imports of heavy libraries stand inside the commands, so that `gangmu --help` answers at once.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console

from gangmu.messages import LANGUAGES, say

if TYPE_CHECKING:
    import networkx as nx

    from gangmu.run import Build

Command = Callable[..., None]

EXIT_NOTHING, EXIT_USAGE = 1, 2


def make_build(lang: str) -> Command:
    """Make `gangmu build`."""

    def build(
        sources: Annotated[list[Path], typer.Argument(metavar="SOURCE...", help=say("opt.sources", lang))],
        out: Annotated[Path, typer.Option("--out", "-o", help=say("opt.out", lang))],
        schema: Annotated[Path | None, typer.Option(help=say("opt.schema", lang))] = None,
        lexicon: Annotated[list[Path] | None, typer.Option(help=say("opt.lexicon", lang))] = None,
        jobs: Annotated[int, typer.Option(min=0, help=say("opt.jobs", lang))] = 0,
        types: Annotated[str, typer.Option(help=say("opt.types", lang))] = "",
        relations: Annotated[str, typer.Option(help=say("opt.relations", lang))] = "",
        min_weight: Annotated[int, typer.Option(min=1, help=say("opt.min_weight", lang))] = 1,
        text_column: Annotated[str | None, typer.Option(help=say("opt.text_column", lang))] = None,
        no_model: Annotated[bool, typer.Option("--no-model", help=say("opt.no_model", lang))] = False,
        quiet: Annotated[bool, typer.Option("--quiet", "-q", help=say("opt.quiet", lang))] = False,
        lang: Annotated[str, typer.Option("--lang", help=say("opt.lang", lang))] = lang,
    ) -> None:
        from gangmu.run import Options

        options = Options(
            schema=schema,
            lexicons=tuple(lexicon or ()),
            types=_listed(types),
            relations=_listed(relations),
            min_weight=min_weight,
            text_column=text_column,
            model=not no_model,
            jobs=jobs,
            lang=_checked(lang),
        )
        _build(sources, out, options, quiet=quiet)

    return build


def _build(sources: list[Path], out: Path, options, *, quiet: bool) -> None:  # type: ignore[no-untyped-def]
    from extract.schema import SchemaError
    from extract.wordlists import WordListError
    from gangmu.progress import progress_bar
    from gangmu.run import NothingRead, run, write_build
    from graph.build import UnknownType

    lang = options.lang
    missing = [path for path in (*sources, *options.lexicons, options.schema) if path is not None and not path.exists()]
    if missing:
        _refuse("; ".join(f"{path}: {'不存在' if lang == 'zh' else 'not found'}" for path in missing))
    try:
        with progress_bar(lang, quiet=quiet) as progress:
            built = run(sources, options, progress)
    except (SchemaError, WordListError, UnknownType) as error:
        _refuse(str(error))
    except NothingRead as error:
        _list_failures(error.failures, lang)
        _stderr().print(say("nothing", lang), markup=False)
        raise typer.Exit(EXIT_NOTHING) from None
    if not quiet:
        _stderr().print(say("building", lang), markup=False)
    write_build(built, out, options)
    _report(built, out, lang, quiet=quiet)


def _report(built: "Build", out: Path, lang: str, *, quiet: bool) -> None:
    g = built.graph
    _list_failures(built.failures, lang)
    if not quiet:
        counts = {
            "documents": len(g.graph["documents"]),
            "entities": g.number_of_nodes(),
            "relations": g.number_of_edges(),
        }
        print(say("built", lang, **counts))
        print(say("open", lang, page=out / "graph.html"))


def _list_failures(failures, lang: str) -> None:  # type: ignore[no-untyped-def]
    if failures:
        console = _stderr()
        console.print(say("failed", lang, count=len(failures)), markup=False)
        for failure in failures:
            console.print(f"  {failure.source}: {failure.reason}", markup=False, soft_wrap=True)


def make_central(lang: str) -> Command:
    """Make `gangmu central`."""

    def central(
        out: Annotated[Path, typer.Argument(help=say("opt.built", lang))],
        by: Annotated[str, typer.Option(help=say("opt.by", lang))] = "pagerank",
        type: Annotated[str, typer.Option(help=say("opt.type", lang))] = "",
        top: Annotated[int, typer.Option(min=1, help=say("opt.top", lang))] = 20,
        lang: Annotated[str, typer.Option("--lang", help=say("opt.lang", lang))] = lang,
    ) -> None:
        from gangmu.terminal import central_table
        from output.store import read_measures

        _checked(lang)
        measures = _read(read_measures, out)
        known = [column for column in measures.columns if column not in ("type", "name", "community")]
        if by not in known:
            _refuse(say("unknown_measure", lang, name=by, known=", ".join(known)))
        kinds = sorted(measures["type"].unique())
        if type and type not in kinds:
            _refuse(say("unknown_type", lang, name=type, known=", ".join(kinds)))
        Console(soft_wrap=True).print(central_table(measures, by=by, type=type, top=top, lang=lang))

    return central


def make_show(lang: str) -> Command:
    """Make `gangmu show`."""

    def show(
        out: Annotated[Path, typer.Argument(help=say("opt.built", lang))],
        name: Annotated[str, typer.Argument(help=say("opt.name", lang))],
        evidence: Annotated[int, typer.Option(min=0, help=say("opt.evidence", lang))] = 2,
        lang: Annotated[str, typer.Option("--lang", help=say("opt.lang", lang))] = lang,
    ) -> None:
        from gangmu.terminal import entity_lines
        from output.store import read_graph

        g = _read(read_graph, out)
        for line in entity_lines(g, _find(g, name, lang), name, evidence=evidence, lang=_checked(lang)):
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

        g = _read(read_graph, out)
        ends = _find(g, a, _checked(lang)), _find(g, b, lang)
        try:
            steps = shortest_path(g, *ends, directed=directed)
        except NoPath:
            print(say("no_path", lang, a=g.nodes[ends[0]]["label"], b=g.nodes[ends[1]]["label"]))
            return
        for line in path_lines(g, steps, lang):
            print(line)

    return path


def make_export(lang: str) -> Command:
    """Make `gangmu export`."""

    def export(
        out: Annotated[Path, typer.Argument(help=say("opt.built", lang))],
        to: Annotated[Path, typer.Option("--to", help=say("opt.to", lang))],
        lang: Annotated[str, typer.Option("--lang", help=say("opt.lang", lang))] = lang,
    ) -> None:
        from output.export import UnknownFormat
        from output.export import export as write
        from output.store import read_graph, read_measures

        g = _read(read_graph, out)
        try:
            write(g, to, measures=_read(read_measures, out))
        except UnknownFormat as error:
            _refuse(str(error))
        print(say("written", _checked(lang), path=to))

    return export


def make_version(lang: str) -> Command:
    """Make `gangmu version`."""

    def version(lang: Annotated[str, typer.Option("--lang", help=say("opt.lang", lang))] = lang) -> None:
        from importlib.metadata import version as installed

        print(f"gangmu {installed('gangmu')}")

    return version


def _find(g: "nx.MultiDiGraph", name: str, lang: str) -> str:
    from graph.query import UnknownEntity, find_entity

    try:
        return find_entity(g, name)
    except UnknownEntity as error:
        nearest = say("nearest", lang, names="、".join(error.suggestions)) if error.suggestions else ""
        _refuse(say("unknown", lang, name=name) + nearest)


def _read(reader, out: Path):  # type: ignore[no-untyped-def]
    from output.store import NotABuild

    try:
        return reader(out)
    except NotABuild as error:
        _refuse(str(error))


def _listed(value: str) -> tuple[str, ...] | None:
    return tuple(filter(None, (part.strip() for part in value.split(",")))) or None


def _checked(lang: str) -> str:
    if lang not in LANGUAGES:
        _refuse(f"--lang {lang}: {', '.join(LANGUAGES)}")
    return lang


def _stderr() -> Console:
    return Console(stderr=True, soft_wrap=True, highlight=False)


def _refuse(message: str) -> NoReturn:
    _stderr().print(message, markup=False)
    raise typer.Exit(EXIT_USAGE)
