"""Headings: which lines are, of which level, and how far their sections reach."""

import re
from collections.abc import Mapping, Sequence

from corpus.document import Section
from corpus.lines import Line

_N = "[一二三四五六七八九十百零〇]+|[0-9]+"
LEVELS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(rf"第(?:{_N})[编篇]"), 1),
    (re.compile(rf"第(?:{_N})章"), 2),
    (re.compile(rf"第(?:{_N})节"), 3),
    (re.compile(rf"第(?:{_N})条"), 5),
    (re.compile(r"[一二三四五六七八九十]{1,3}、"), 4),
    (re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"), 6),
    (re.compile(r"[0-9]{1,2}[.．、](?![0-9])"), 7),
    (re.compile(r"[（(][0-9]{1,2}[）)]"), 8),
    (re.compile(r"[【\[](?:摘要|关键词|内容提要)[】\]]"), 4),
)
"""What a heading begins with, and its level: the smaller is the outer."""
_MARKDOWN = re.compile(r"(#{1,6})")
_LONGEST = 45
"""Of a heading's own words; a longer line that begins like one is a paragraph, and its heading ends at the first 。"""


def sections(lines: Sequence[Line], end: int, marked: Mapping[int, int]) -> tuple[Section, ...]:
    """Return the sections that the lines' headings open, in order; each reaches to the next of its level or above.

    Args:
        lines: the lines of the text, furniture left out.
        end: the length of the text.
        marked: the levels of the lines that the format marks as headings, by their offsets; those of the text's own
            numbering go before them.
    """
    found = [
        (line, level, heading)
        for line in lines
        if (level := _level(line) or marked.get(line.start, 0)) and (heading := _words(line))
    ]
    ends: list[int] = [end] * len(found)
    open_: list[int] = []
    for i, (line, level, _) in enumerate(found):
        while open_ and found[open_[-1]][1] >= level:
            ends[open_.pop()] = line.start
        open_.append(i)
    return tuple(
        Section(line.start, stop, level, heading) for (line, level, heading), stop in zip(found, ends, strict=True)
    )


def _level(line: Line) -> int:
    text = line.text.lstrip("*")
    if match := _MARKDOWN.match(text):
        return len(match[1])
    return next((level for pattern, level in LEVELS if pattern.match(text)), 0)


def _words(line: Line) -> str:
    """Return the heading's words: the line, or what stands before the first 。 where text follows in it."""
    text = line.text.replace("**", "").lstrip("#")
    if len(text) <= _LONGEST and not text.endswith(("。", "；")):
        return text
    head, stop, _ = text.partition("。")
    if article := re.match(rf"第(?:{_N})条", text):
        return article[0]
    return head if stop and len(head) <= _LONGEST and "，" not in head[:12] else ""
