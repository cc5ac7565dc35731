"""Sentences and clauses of running text, as ranges of offsets.

A sentence ends with 。！？, with a full stop of ASCII between Chinese characters, or a line feed; closing
quotation marks and brackets stay with it. It does not end inside a book title or a bracket, nor inside a short
quotation that it goes on after (开展“我能做什么？”大讨论). A semicolon parts clauses, not sentences: in policy
texts the items of one directive share their subject across it. A clause ends with ，；： or a tab, which parts the
cells of a table, but not inside a book title or a number (1,000).
"""

import re
from bisect import bisect_left, bisect_right

from corpus.document import Span

# Each alternative of the two patterns begins with a literal character: `re` then runs over all others at full speed.
# An empty group marks what is passed over.
_TITLE = r"《[^《》\n]{1,120}》()"
_BRACKET = r"（[^（）\n]{1,60}）()|\([^()\n]{1,60}\)()"
# A quotation is part of its sentence, unless it is speech that ends with a stop: 他说：“要办好。”
_NO_STOP = r"“[^“”\n]{0,24}[^“”\n。！？]”()"
_FOLLOWED = r"“[^“”\n]{1,24}”(?=[的等、，；。：和与及])()"
_EMBEDDED = r"“(?<=[^\s：，:,。！？]“)[^“”\n]{1,24}”()"
_KEPT = rf"{_TITLE}|{_BRACKET}|{_NO_STOP}|{_FOLLOWED}|{_EMBEDDED}"
_CLOSE = r"[”’』」）)》】\]]*"
_NO_CODE = r"(?![\w/=&])"
# An ASCII full stop ends a Chinese sentence (…的影响.本文…), but no number before a heading (一.总则) and no 1.5.
_POINT = r"\.(?<=[\u4e00-\u9fff”）)][\u4e00-\u9fff”）)]\.)(?=[\u4e00-\u9fff“（(《\s]|$)"
_STOPS = ("。", "！", "？", rf"!{_NO_CODE}", rf"\?{_NO_CODE}", _POINT, r"……+(?=[”’』」）)\s]|$)")
_PAUSES = ("，", "；", "：", ";", r"\t", r",(?!\d)", r":(?!\d)")


def _marks(marks: tuple[str, ...]) -> str:
    """Return the pattern for one or more marks and what closes behind them."""
    return "|".join(rf"{mark}(?:{'|'.join(marks)})*{_CLOSE}" for mark in marks)


_SENTENCE_END = re.compile(rf"{_KEPT}|{_marks(_STOPS)}|\n\n*")
_CLAUSE_END = re.compile(rf"{_TITLE}|{_marks(_PAUSES)}|——")


def split_sentences(text: str) -> list[Span]:
    """Return the range of each sentence, without white space at its ends; empty ones are left out."""
    return _ranges(text, _ends(text, _SENTENCE_END), 0, len(text))


def split_clauses(text: str, start: int, end: int, *, ends: list[int] | None = None) -> list[Span]:
    """Return the range of each clause of a sentence `text[start:end]`; the mark that ends a clause belongs to it.

    Args:
        text: the whole text.
        start: of the sentence.
        end: of the sentence.
        ends: the text's `clause_ends`, if they are known.
    """
    ends = clause_ends(text) if ends is None else ends
    first = bisect_right(ends, start)
    return _ranges(text, ends[first : bisect_left(ends, end, first)], start, end)


def clause_ends(text: str) -> list[int]:
    """Return where clauses end, but for those that end with their sentence alone."""
    return _ends(text, _CLAUSE_END)


def _ends(text: str, boundary: re.Pattern[str]) -> list[int]:
    return [match.end() for match in boundary.finditer(text) if match.lastindex is None]


def _ranges(text: str, ends: list[int], start: int, end: int) -> list[Span]:
    ranges = []
    for stop in (*ends, end):
        a, b = start, stop
        while a < b and text[a].isspace():
            a += 1
        while b > a and text[b - 1].isspace():
            b -= 1
        if a < b:
            ranges.append((a, b))
        start = stop
    return ranges
