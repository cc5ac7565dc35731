"""Reading the word lists in `extract/data`: CSV files whose `#` lines say what they hold and where it is from."""

import csv
import functools
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


class WordListError(ValueError):
    """A word list is not of the form that it should have."""


def data_file(name: str) -> Traversable:
    """Return the data file of this name that comes with Gangmu."""
    return files("extract") / "data" / name


def read_rows(source: Traversable | Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Read the rows of a CSV word list; missing optional cells are empty.

    Args:
        source: the file, UTF-8 with or without BOM.
        columns: the columns that must be there, in any order; others are passed on.

    Raises:
        WordListError: a column is missing.
    """
    lines = [line for line in source.read_text(encoding="utf-8-sig").splitlines() if line and not line.startswith("#")]
    reader = csv.DictReader(lines)
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        raise WordListError(f"{source}: no column {', '.join(missing)}; found: {', '.join(reader.fieldnames or ())}")
    for row in reader:
        yield {key: (value or "").strip() for key, value in row.items() if key is not None}


@functools.cache
def read_words(name: str) -> frozenset[str]:
    """Read the first column of a word list as a set."""
    return frozenset(row["word"] for row in read_rows(data_file(name), ("word",)))
