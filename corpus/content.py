"""What a reader takes out of a file: its text, and what the format itself says of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


class UnreadableError(ValueError):
    """A file is damaged, encrypted or not of the format that its name says."""


@dataclass(frozen=True, slots=True)
class Content:
    """A text; `known` is what the file says of itself (title, issuer, number, date, authors).

    `headings` are the lines that the format marks as headings, as (offset, level), in order.
    """

    text: str
    known: Mapping[str, str] = field(default_factory=dict)
    headings: tuple[tuple[int, int], ...] = ()


def content_of(lines: Iterable[tuple[str, int]], known: Mapping[str, str] | None = None) -> Content:
    """Join lines, each with its level as a heading or 0, to a text."""
    pieces: list[str] = []
    headings: list[tuple[int, int]] = []
    at = 0
    for line, level in lines:
        if level and line.strip():
            headings.append((at + len(line) - len(line.lstrip()), level))
        pieces.append(line)
        at += len(line) + 1
    return Content("\n".join(pieces), known or {}, tuple(headings))


def why(error: Exception) -> str:
    """Return an error of a library in one line."""
    return f"{type(error).__name__}: {error}".splitlines()[0][:200]
