"""The ends of a name: it holds whole quotations and is not one itself, and the number of an article is not its own."""

import re
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from extract.ranges import Mask

_ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百千\d]+条(?=.)")
_PAIRS = {"”": "“", "’": "‘", "）": "（", ")": "(", "》": "《", "」": "「"}
_OPENING, _CLOSING = frozenset(_PAIRS.values()), frozenset(_PAIRS)
_QUOTES = {"“": "”", "‘": "’", "《": "》", '"': '"', "「": "」"}
_FIRST = frozenset(_QUOTES) | {"第"}


def marked_edges(characters: NDArray[np.uint32]) -> tuple[Mask, Mask]:
    """Tell at which offsets a range may start, and at which it may end, for `whole_quotations` to change it.

    Of a hundred ranges hardly five stand beside a mark; one look at the whole text tells which.
    """
    before, behind = np.insert(characters, 0, 0), np.append(characters, 0)
    return _among(before, _OPENING) | _among(behind, _FIRST), _among(behind, _CLOSING)


def _among(characters: NDArray[np.uint32], marks: Iterable[str]) -> Mask:
    return np.isin(characters, [ord(mark) for mark in marks])


def whole_quotations(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range of a name with the mark that it lost at an end, and without marks around the whole.

    智慧党建”平台 is “智慧党建”平台, “三找” is 三找, and 第五条本条例 is 本条例.
    """
    if text[start] == "第" and (article := _ARTICLE.match(text, start, end)):
        start = article.end()
    start, end = _completed(text, start, end)
    while (
        end - start > 2 and _QUOTES.get(text[start]) == text[end - 1] and text[end - 1] not in text[start + 1 : end - 1]
    ):
        start, end = start + 1, end - 1
    return start, end


def _completed(text: str, start: int, end: int) -> tuple[int, int]:
    if text[start - 1 : start] not in _OPENING and text[end : end + 1] not in _CLOSING:
        return start, end
    for closing, opening in _PAIRS.items():
        opens, closes = text[start - 1 : start] == opening, text[end : end + 1] == closing
        if not opens and not closes:
            continue
        depth = lowest = 0
        for character in text[start:end]:
            depth += (character == opening) - (character == closing)
            lowest = min(lowest, depth)
        if lowest < 0 and opens:
            start -= 1
        elif depth > lowest and closes:
            end += 1
    return start, end
