"""What the commands share: reading a build, finding a name, refusing with a message, printing for people or scripts."""

import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import typer
from rich.console import Console

from gangmu.messages import LANGUAGES, say
from output.cells import cell

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

T = TypeVar("T")
Command = Callable[..., None]

EXIT_NOTHING, EXIT_USAGE = 1, 2


def find(g: "nx.MultiDiGraph", name: str, lang: str) -> str:
    """Return the entity that a name means, or stop with the nearest names."""
    from graph.query import UnknownEntity, find_entity

    try:
        return find_entity(g, name)
    except UnknownEntity as error:
        nearest = say("nearest", lang, names="、".join(error.suggestions)) if error.suggestions else ""
        refuse(say("unknown", lang, name=name) + nearest)


def read(reader: Callable[[Path], T], out: Path) -> T:
    """Read a build, or stop where the folder is none."""
    from output.store import NotABuild

    try:
        return reader(out)
    except NotABuild as error:
        refuse(str(error))


def listed(value: str) -> tuple[str, ...] | None:
    """Return the parts of a list with commas, or nothing where it is empty."""
    return tuple(filter(None, (part.strip() for part in value.split(",")))) or None


def checked(lang: str) -> str:
    """Return a language, or stop where it is none of ours."""
    if lang not in LANGUAGES:
        refuse(f"--lang {lang}: {', '.join(LANGUAGES)}")
    return lang


def stderr() -> Console:
    """Return the console for messages, which do not mix with results."""
    return Console(stderr=True, soft_wrap=True, highlight=False)


def refuse(message: str) -> NoReturn:
    """Say what is wrong and stop with the code for wrong usage."""
    stderr().print(message, markup=False)
    raise typer.Exit(EXIT_USAGE)


def print_json(data: object) -> None:
    """Print data as JSON for a script."""
    json.dump(data, sys.stdout, ensure_ascii=False, indent=1, default=str)
    print()


def print_frame(frame: "pd.DataFrame", *, as_json: bool) -> None:
    """Print a table for a script: JSON records, or CSV with cells that no spreadsheet runs."""
    flat = frame.reset_index() if frame.index.name else frame
    if as_json:
        rows = flat.astype(object).where(flat.notna(), None).to_dict("records")
        print_json([{key: _plain(value) for key, value in row.items()} for row in rows])
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(flat.columns)
    writer.writerows([cell(value) for value in row] for row in flat.itertuples(index=False))


def _plain(value: Any) -> Any:
    """Return a number as Python's own, rounded as in the tables."""
    value = value.item() if hasattr(value, "item") else value
    return float(f"{value:.9g}") if isinstance(value, float) else value
