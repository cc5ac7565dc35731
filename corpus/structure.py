"""The structure of a document: what its first and last lines say of it, its sections, its furniture."""

import re
from bisect import bisect_right
from collections.abc import Sequence
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


def describe(document: Document) -> Document:
    """Return the document with title, authors, issuer, number, date, sections and furniture found in its text.

    What a text does not say stays empty: much comes without its title, or begins in the middle. A title is then taken
    from the file's name, where that is one. What a Markdown file says of itself at its head goes before all else.
    """
    text = document.text
    known, front = read_front_matter(text)
    lines = [line for line in lines_of(text) if not front or line.start >= front[0][1]]
    title, at = find_title(lines, document.id)
    number = known.get("number") or find_number(lines, at)
    marked = (*front, *furniture(text, lines, title))
    authors = tuple(filter(None, re.split(r"[;；、,，]\s*", known.get("authors", ""))))
    return replace(
        document,
        title=title or known.get("title", "") or title_of_name(document.id),
        authors=authors or find_authors(text, lines, at),
        issuer=known.get("issuer") or find_issuer(_spaced(text, lines, at, title), lines),
        number=number,
        date=find_date(known.get("date", "")) or find_document_date(lines, document.id, number),
        sections=sections(_outside(lines, marked), len(text)),
        furniture=marked,
    )


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
