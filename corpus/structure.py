"""The structure of a document: what its first and last lines say of it, its sections, its furniture."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.authors import find_authors
from corpus.dates import find_date, find_document_date
from corpus.document import Document, Span
from corpus.frontmatter import read_front_matter
from corpus.furniture import furniture
from corpus.headings import sections
from corpus.issuer import find_issuer
from corpus.lines import Line, lines_of
from corpus.number import find_number
from corpus.title import find_title, title_of_name


def describe(
    document: Document, *, known: Mapping[str, str] | None = None, headings: Sequence[tuple[int, int]] = ()
) -> Document:
    """Return the document with title, authors, issuer, number, date, sections and furniture found in its text.

    What a text does not say stays empty: much comes without its title, or begins in the middle. A title is then taken
    from the file's name, where that is one.

    Args:
        document: the document, of which text and id are known.
        known: what its file says of it (title, issuer, number, date, authors), which goes before all else.
        headings: the lines that its format marks as headings, as (offset, level).
    """
    text = document.text
    front, front_range = read_front_matter(text)
    told = {**front, **(known or {})}
    lines = [line for line in lines_of(text) if not front_range or line.start >= front_range[0][1]]
    title, at = find_title(lines, document.id)
    title = told.get("title") or title
    number = told.get("number") or find_number(lines, at)
    marked = (*front_range, *furniture(text, lines, "".join(title.split())))
    return replace(
        document,
        title=title or title_of_name(document.id),
        authors=_people(told.get("authors", "")) or find_authors(text, lines, at),
        issuer=told.get("issuer") or find_issuer(_spaced(text, lines, at, title), lines),
        number=number,
        date=find_date(told.get("date", "")) or find_document_date(lines, document.id, number),
        sections=sections(_outside(lines, marked), len(text), dict(headings)),
        furniture=marked,
    )


def _people(names: str) -> tuple[str, ...]:
    return tuple(filter(None, re.split(r"\s*[;；、,，|]\s*", names.strip())))


def _spaced(text: str, lines: Sequence[Line], at: int, title: str) -> str:
    """Return the title with the blanks that it has in the text, if it is all in one line: they part several bodies."""
    raw = text[lines[at].start : lines[at].end] if at >= 0 else title
    return raw if "".join(raw.split()) == title else title


def _outside(lines: Sequence[Line], marked: Sequence[Span]) -> list[Line]:
    """Return the lines that are not furniture."""
    starts = [start for start, _ in marked]
    kept = []
    for line in lines:
        i = bisect_right(starts, line.start) - 1
        if i < 0 or line.start >= marked[i][1]:
            kept.append(line)
    return kept
