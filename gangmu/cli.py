"""The command line: `gangmu build`, `central`, `show`, `path`, `compare`, `report`, `export`.

Exit codes: 0 done (files that could not be read are listed), 1 nothing could be read, 2 wrong usage.
"""

import logging
import sys

import typer

from gangmu.messages import language, say

logger = logging.getLogger(__name__)


def main() -> None:
    """Run the command line in the user's language."""
    # Output may go to a file or a pipe in a locale that has no Chinese: what cannot be encoded must not end the run.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    app(language(sys.argv[1:]))()


def app(lang: str) -> typer.Typer:
    """Return the application, its help in a language."""
    cli = typer.Typer(
        help=say("app", lang),
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    for name, example in EXAMPLES.items():
        text = f"{say(name, lang)}\n\n{say('example', lang)}: {example}"
        cli.command(name, help=text)(_command(name, lang))
    return cli


EXAMPLES = {
    "build": "gangmu build texts/ -o out/",
    "central": "gangmu central out/ --by betweenness --type ORG --top 10",
    "show": "gangmu show out/ 基层党组织",
    "path": "gangmu path out/ 街道党工委 居民",
    "compare": "gangmu compare out/ --by year --groups 2003-2012,2013-2022 -o comparison/",
    "report": "gangmu report out/ --to report.docx",
    "export": "gangmu export out/ --to network.gexf",
    "version": "gangmu version",
}


def _command(name: str, lang: str):  # type: ignore[no-untyped-def]
    from gangmu import analysis, commands

    return getattr(commands if hasattr(commands, f"make_{name}") else analysis, f"make_{name}")(lang)
