"""The commands, each made for a language: Typer reads options and their help off the signature.

Imports of heavy libraries stand inside the commands, so that `gangmu --help` answers at once.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from gangmu.asking import EXIT_NOTHING, Command, checked, listed, refuse, stderr
from gangmu.messages import say

if TYPE_CHECKING:
    from gangmu.run import Build, Cooccurrence


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
        confidence: Annotated[float, typer.Option(min=0, max=1, help=say("opt.confidence", lang))] = 0.0,
        text_column: Annotated[str | None, typer.Option(help=say("opt.text_column", lang))] = None,
        cooccurrence: Annotated[str, typer.Option(help=say("opt.cooccurrence", lang))] = "",
        resamples: Annotated[int, typer.Option(min=0, help=say("opt.resamples", lang))] = 200,
        title: Annotated[str, typer.Option(help=say("opt.title", lang))] = "",
        no_model: Annotated[bool, typer.Option("--no-model", help=say("opt.no_model", lang))] = False,
        quiet: Annotated[bool, typer.Option("--quiet", "-q", help=say("opt.quiet", lang))] = False,
        lang: Annotated[str, typer.Option("--lang", help=say("opt.lang", lang))] = lang,
    ) -> None:
        from gangmu.run import Options

        options = Options(
            schema=schema,
            lexicons=tuple(lexicon or ()),
            types=listed(types),
            relations=listed(relations),
            min_weight=min_weight,
            confidence=confidence,
            text_column=text_column,
            model=not no_model,
            cooccurrence=_window(cooccurrence),
            resamples=resamples,
            title=title,
            jobs=jobs,
            lang=checked(lang),
        )
        _build(sources, out, options, quiet=quiet)

    return build


def _window(value: str) -> "Cooccurrence":
    if value not in ("", "sentence", "paragraph"):
        refuse(f"--cooccurrence {value}: sentence, paragraph")
    return cast("Cooccurrence", value)


def _build(sources: list[Path], out: Path, options, *, quiet: bool) -> None:  # type: ignore[no-untyped-def]
    from extract.schema import SchemaError
    from extract.wordlists import WordListError
    from gangmu.progress import progress_bar
    from gangmu.run import NothingRead, run, write_build
    from graph.build import UnknownType

    lang = options.lang
    missing = [path for path in (*sources, *options.lexicons, options.schema) if path is not None and not path.exists()]
    if missing:
        refuse("; ".join(f"{path}: {'不存在' if lang == 'zh' else 'not found'}" for path in missing))
    try:
        with progress_bar(lang, quiet=quiet) as progress:
            built = run(sources, options, progress)
    except (SchemaError, WordListError, UnknownType) as error:
        refuse(str(error))
    except NothingRead as error:
        _list_failures(error.failures, lang)
        stderr().print(say("nothing", lang), markup=False)
        raise typer.Exit(EXIT_NOTHING) from None
    if not quiet:
        stderr().print(say("building", lang), markup=False)
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
        console = stderr()
        console.print(say("failed", lang, count=len(failures)), markup=False)
        for failure in failures:
            console.print(f"  {failure.source}: {failure.reason}", markup=False, soft_wrap=True)


def make_version(lang: str) -> Command:
    """Make `gangmu version`."""

    def version(lang: Annotated[str, typer.Option("--lang", help=say("opt.lang", lang))] = lang) -> None:
        from importlib.metadata import version as installed

        print(f"gangmu {installed('gangmu')}")

    return version
