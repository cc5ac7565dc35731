"""How a text was laid out, and so which of its line breaks are none of the author's.

Three layouts are told apart. *Wrapped* lines all reach the same width (a PDF). In *paragraphs* nearly each line of
running text ends with a full stop, and one that does not was broken off (a page break). In *items* hardly any does (the
five-year plans: an item a line, without a stop), and only a word or a bracket left open shows a break.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

import rjieba

from corpus.document import Span

HEADING = re.compile(
    r"[#＃]|第[一二三四五六七八九十百千零〇0-9]+[编篇章节条款]|[（(][一二三四五六七八九十0-9]+[）)]|[一二三四五六七八九十]+、"
    r"|[0-9]+(?:[．、]|\.(?![0-9]))|[【\[]|——|附件|[-•·●■◆*]\s|[¹²³⁴①-⑳]"
)
"""What a line that opens a heading or an item begins with."""
_STOPS = "。！？!?；;：:…"
_CLOSERS = "”’』」》〉）)】]\"'"
_OPENERS = "，、（(《〈“‘「『"
"""A line that ends with one of these goes on."""
_GOES_ON = re.compile("[，。、；：？！》〉”’』」）)】]")
"""What no line begins with."""
_CLOSES = re.compile("[》〉”’』」）)】]")
_FUNCTION = "在对于与和及或把将被从向由为以按的之"
"""Words that no sentence, and no item of a list, ends with."""
_RUNNING = re.compile("[，。；]")
"""What running text has and a title or a signature has not."""
_STUB = re.compile("[。；！？”][\u4e00-\u9fff]{1,2}$")
_LEAST = 18
"""A shorter line is a heading or a signature of its own, not a line that was broken."""
_LONG = 24
LONGEST_HEADING = 45


@dataclass(frozen=True, slots=True)
class Layout:
    """What the line breaks of a text mean.

    `width` is that of a full line where lines are wrapped, in half-width columns, and else 0. `stops` says that a line
    of running text ends with a full stop.
    """

    width: int
    stops: bool


def layout_of(text: str, lines: Sequence[Span]) -> Layout:
    """Read the layout off the lines of running text, headings and short lines left aside."""
    running = [(a, b) for a, b in lines if b - a >= _LEAST and _RUNNING.search(text, a, b)]
    broken = [(a, b) for a, b in running if not ends_sentence(text, b)]
    if len(broken) >= 5 and len(broken) * 3 > len(running) and (width := _full_width(text, broken)):
        return Layout(width, False)
    # Two sentences are taken on trust: most texts end their paragraphs.
    return Layout(0, len(broken) < len(running) - len(broken) + 2)


def _full_width(text: str, broken: Sequence[Span]) -> int:
    """Return the width that three in four of the broken lines come near to, or 0."""
    widths = sorted(_width(text[a:b]) for a, b in broken)
    full = widths[len(widths) * 9 // 10]
    return full if widths[len(widths) // 4] >= full * 0.88 else 0


def _width(line: str) -> int:
    return len(line) * 2 - sum(c < "\u2e80" and east_asian_width(c) not in "AFW" for c in line)


def ends_sentence(text: str, end: int) -> bool:
    """Tell whether the line that ends at `end` ends with a stop, closing quotation marks and brackets aside."""
    while end and text[end - 1] in _CLOSERS:
        end -= 1
    return end > 0 and text[end - 1] in _STOPS


def goes_on(text: str, paragraph: Span, last: Span, line: Span, layout: Layout) -> bool:
    """Tell whether a line goes on the sentence that the line before it broke off.

    Args:
        text: the document's text.
        paragraph: the paragraph so far; empty at the first line.
        last: the last line of it.
        line: the line to judge.
        layout: the text's layout.
    """
    if last[0] == last[1] or HEADING.match(text, *line):
        return False
    if ends_sentence(text, last[1]):
        return bool(_CLOSES.match(text, line[0]))
    if _GOES_ON.match(text, line[0]) or _left_open(text, *last):
        return True
    return _laid_out(text, paragraph, last, line, layout)


def _left_open(text: str, start: int, end: int) -> bool:
    """Tell whether a line ends with a comma or an opening bracket, or in the middle of a title: 落实《|关于…."""
    if text[end - 1] in _OPENERS:
        return True
    return text.rfind("《", max(start, end - 80), end) > text.rfind("》", max(start, end - 80), end)


def _laid_out(text: str, paragraph: Span, last: Span, line: Span, layout: Layout) -> bool:
    if layout.width:
        return _width(text[slice(*last)]) >= layout.width * 0.85
    start, end = paragraph
    if end - start < _LEAST or not _RUNNING.search(text, start, end):
        return False
    if layout.stops and end - start >= _LONG and text[end - 1] not in _CLOSERS and not text[end - 1].isdigit():
        return bool(_RUNNING.search(text, *line)) or text[end - 1] in _FUNCTION
    return bool(_STUB.search(text, end - 3, end)) or _splits_word(text, end, line[0])


def _splits_word(text: str, end: int, start: int) -> bool:
    """Tell whether a word of the dictionary lies across the break: 长期存|在."""
    left = text[max(end - 4, 0) : end]
    at = 0
    for word in rjieba.cut(left + text[start : start + 4], False):
        if at < len(left) < at + len(word):
            return True
        at += len(word)
    return False
