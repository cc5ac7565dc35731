"""Sentences and clauses of running text, as ranges of offsets.

A sentence ends with 。！？… or a line feed; closing quotation marks and brackets stay with it. A semicolon parts
clauses, not sentences: in policy texts the items of one directive share their subject across it.
"""

import re

from corpus.document import Span

_SENTENCE_END = re.compile(r"(?:[。！？!?]|…{2,})+[”’』」）)]*|\n+")
_CLAUSE_END = re.compile(r"[，；：,;:]+[”’』」）)]*|——")


def split_sentences(text: str) -> list[Span]:
    """Return the range of each sentence, without white space at its ends; empty ones are left out."""
    return list(_ranges(text, _SENTENCE_END, 0, len(text)))


def split_clauses(text: str, start: int, end: int) -> list[Span]:
    """Return the range of each clause of `text[start:end]`; the mark that ends a clause belongs to it."""
    return list(_ranges(text, _CLAUSE_END, start, end))


def _ranges(text: str, boundary: re.Pattern[str], start: int, end: int) -> list[Span]:
    ranges = []
    for match in boundary.finditer(text, start, end):
        ranges.append((start, match.end()))
        start = match.end()
    ranges.append((start, end))
    return [trimmed for a, b in ranges if (trimmed := _trim(text, a, b)) is not None]


def _trim(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    begin = start + len(piece) - len(piece.lstrip())
    stop = start + len(piece.rstrip())
    return (begin, stop) if begin < stop else None
