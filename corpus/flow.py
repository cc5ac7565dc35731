"""Running text: line breaks that layout left inside sentences are healed, furniture is dropped, offsets stay true."""

import re
from array import array
from collections.abc import Iterator, Sequence

import numpy as np

from corpus.aligned import AlignedText
from corpus.document import Document, Span
from corpus.layout import LONGEST_HEADING, goes_on, layout_of
from corpus.lines import line_spans

_SPACE = re.compile(r"\s+|\*\*+")
_MARKDOWN = re.compile(r"#{1,6}(?=[\s\u4e00-\u9fff]|\*\*)\s*")
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…·\U00020000-\U0003ffff]")


def flow(document: Document) -> AlignedText:
    """Return the running text of a document.

    Each character is that of the document at its offset, but for the line feed between two paragraphs, which stands
    for whatever lies between them, and the blank between two Latin words whose line break was healed. White space
    beside a Chinese character goes; a tab stays, since it parts the cells of a table. Markdown's `#` and `**` go: they
    stand inside words. Linear in the length of the text.
    """
    text = document.text
    lines = [span for kept in _kept(document) for span in line_spans(text, *kept)]
    starts = _paragraph_starts(document, lines)
    pieces: list[str] = []
    offsets = array("q")
    every = array("q", np.arange(len(text), dtype="q").tobytes())
    for (start, end), before in zip(lines, [(0, 0), *lines], strict=False):
        if pieces and (glue := _glue(text, before[1], start, start in starts)):
            pieces.append(glue)
            offsets.append(start - 1)
        for a, b in _tight(text, start, end):
            pieces.append(text[a:b])
            offsets += every[a:b]
    return AlignedText("".join(pieces), offsets)


def _kept(document: Document) -> list[Span]:
    """Return the ranges of the text that are not furniture."""
    kept, start = [], 0
    for a, b in document.furniture:
        if start < a:
            kept.append((start, a))
        start = max(start, b)
    return [*kept, (start, len(document.text))]


def _paragraph_starts(document: Document, lines: Sequence[Span]) -> set[int]:
    """Return where a paragraph begins: at each line that does not go on the one before it."""
    text, layout = document.text, layout_of(document.text, lines)
    headings = {section.start for section in document.sections}
    title = _title_rest(text, "".join(document.title.split()), lines)
    starts: set[int] = set()
    first = last = (0, 0)
    for line in lines:
        alone = line[0] in headings or (last[0] in headings and last[1] - last[0] <= LONGEST_HEADING)
        if line[0] not in title and (alone or not goes_on(text, (first[0], last[1]), last, line, layout)):
            starts.add(line[0])
            first = line
        last = line
    return starts


def _title_rest(text: str, title: str, lines: Sequence[Span]) -> set[int]:
    """Return the starts of the lines that go on a title which is broken over several."""
    for i in range(min(len(lines), 20) if title else 0):
        whole = ""
        for k, line in enumerate(lines[i : i + 4]):
            whole += "".join(text[slice(*line)].split())
            if whole == title:
                return {start for start, _ in lines[i + 1 : i + k + 1]}
    return set()


def _glue(text: str, end: int, start: int, is_start: bool) -> str:
    """Return what stands between two lines: a line feed, nothing, or the blank between two Latin words."""
    if is_start:
        return "\n"
    latin = text[end - 1].isascii() and text[start].isascii() and text[end - 1].isalnum() and text[start].isalnum()
    return " " if latin else ""


def _tight(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the ranges of a line that are left without white space beside Chinese characters and Markdown's marks."""
    heading = _MARKDOWN.match(text, start, end)
    at = start = heading.end() if heading else start
    for match in _SPACE.finditer(text, start, end):
        a, b = match.span()
        tab = text.find("\t", a, b)
        if tab >= 0:
            yield from ((at, a), (tab, tab + 1))
        else:
            is_layout = text[a] == "*" or _HAN.match(text, a - 1) or _HAN.match(text, b)
            yield at, a if is_layout else a + 1
        at = b
    yield at, end
