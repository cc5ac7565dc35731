"""Furniture: what a page or a journal adds around a text, and is not extracted from.

Web navigation, addresses, copyright and editors' lines; document numbers, dates and release notes that stand by
themselves; bibliographies; the second copy of a title; numbers of pages.
"""

import re
from collections.abc import Iterator, Sequence

from corpus.bibliography import bibliography
from corpus.chrome import is_chrome, is_label, is_site_word
from corpus.dates import is_date
from corpus.document import Span
from corpus.issuer import is_body
from corpus.lines import Line

_SITE = re.compile(r"首页|当前位置|English|门户网站|登录|无障碍|RSS|导航|Language")
_PRINTED = re.compile(r"《\s*[\u4e00-\u9fff]{2,12}[报刊志]\s*》\s*[（(][^（）()]{4,30}版\s*[）)]$")
_NOISE = re.compile(r"<!--[^>]{0,200}-->|\u200b+|\ufeff+")
_TITLE_LIKE = 6
_NEAR = 60
"""Lines from the top within which a title stands again."""
_EDGE = 30
"""Lines from the top and the end within which words of a page's tools stand."""


def furniture(text: str, lines: Sequence[Line], title: str) -> tuple[Span, ...]:
    """Return the ranges of a text that are not its own, sorted and joined where they touch.

    Args:
        text: the document's text.
        lines: its lines.
        title: the document's title without white space, where it is known.
    """
    marked = [*_chrome(lines), *_site_head(lines), *_edges(lines), *_page_head(lines), *_other_titles(lines, title)]
    ranges = [(line.start, line.end) for line in marked]
    ranges += [
        *bibliography(lines, len(text)),
        *(match.span() for match in _NOISE.finditer(text)),
        *_printed(text, lines),
    ]
    return _joined(ranges, lines)


def _chrome(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines that are chrome, and those that hold the value of a label in the line above."""
    label = False
    for line in lines:
        if is_chrome(line.text) or (label and len(line.text) < 40):
            yield line
        label = is_label(line.text)


def _site_head(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the first lines of a saved web page: the site's name and its menu."""
    return (line for line in lines[:3] if len(line.text) < 40 and _SITE.search(line.text))


def _edges(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the words of a page's tools above and below the text."""
    near = lines if len(lines) <= 2 * _EDGE else [*lines[:_EDGE], *lines[-_EDGE:]]
    return (line for line in near if is_site_word(line.text))


def _page_head(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the names of bodies that stand among the chrome at the top; a signature above a date is the text's own."""
    for before, line, after in zip(lines[:_EDGE], lines[1:], lines[2:], strict=False):
        if is_body(line.text) and is_chrome(before.text) and is_chrome(after.text) and not is_date(after.text):
            yield line


def _other_titles(lines: Sequence[Line], title: str) -> Iterator[Line]:
    """Yield the title where it stands again, as pages of government sites have it: whole, or broken over lines."""
    if len(title) < _TITLE_LIKE:
        return
    seen = False
    for i in range(min(len(lines), _NEAR)):
        blocks = (lines[i : i + size] for size in (1, 2, 3, 4) if i + size <= len(lines))
        block = next((b for b in blocks if _same(title, "".join(line.text for line in b))), None)
        if block is not None and seen:
            yield from block
        seen = seen or block is not None


def _same(title: str, text: str) -> bool:
    return len(text) <= len(title) + 8 and _letters(title) == _letters(text)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def _printed(text: str, lines: Sequence[Line]) -> Iterator[Span]:
    """Yield the note at the end of a line that says where it was printed: 《人民日报》（2020年…版）."""
    for line in lines[-3:]:
        if match := _PRINTED.search(text, max(line.start, line.end - 60), line.end):
            yield match.span()


def _joined(ranges: list[Span], lines: Sequence[Line]) -> tuple[Span, ...]:
    """Join ranges that overlap or have only white space between them."""
    gaps = {a.end: b.start for a, b in zip(lines, lines[1:], strict=False)}
    joined: list[Span] = []
    for start, end in sorted(ranges):
        if joined and (start <= joined[-1][1] or gaps.get(joined[-1][1]) == start):
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)
