"""The lines of a text, with their offsets: what running text and document structure are read off."""

import re
from dataclasses import dataclass

from corpus.document import Span

_LINE = re.compile(r"\S(?:[^\n\r\x0b\x0c\x85\u2028\u2029]*\S)?")
_GAP = re.compile(r"(?<=[^\s\u3000]{4})[ \t\xa0]*\u3000{2,}[ \t\xa0]*(?=[^\s\u3000]{4})")
"""An indent inside a line: a conversion lost the line break before the paragraph."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: `document.text[start:end]`; `text` is the same without any white space."""

    start: int
    end: int
    text: str


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text that are not blank."""
    return [Line(a, b, "".join(text[a:b].split())) for a, b in line_spans(text, 0, len(text))]


def line_spans(text: str, start: int, end: int) -> list[Span]:
    """Return the ranges of the lines in `text[start:end]`, without white space at their ends; linear in its length."""
    spans = [match.span() for match in _LINE.finditer(text, start, end)]
    if "\u3000\u3000" not in text:
        return spans
    return [piece for span in spans for piece in _split_at_indents(text, *span)]


def _split_at_indents(text: str, start: int, end: int) -> list[Span]:
    if text.find("\u3000\u3000", start, end) < 0:
        return [(start, end)]
    pieces = []
    for gap in _GAP.finditer(text, start, end):
        pieces.append((start, gap.start()))
        start = gap.end()
    return [*pieces, (start, end)]
