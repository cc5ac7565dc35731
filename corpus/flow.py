"""Running text: line breaks that layout left inside sentences are healed, furniture is dropped, offsets stay true."""

import re
from array import array

from corpus.aligned import AlignedText
from corpus.document import Document, Span

_HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…·"
_LAYOUT = re.compile(rf"(?<=[{_HAN}])[^\S\n]+|[^\S\n]+(?=[{_HAN}])|^[^\S\n]+|[^\S\n]+$", re.MULTILINE)
_BREAK = re.compile(r"\s*\n\s*")
_ENDS = frozenset("。！？!?；;：:…”』」》")
_HEADING = re.compile(
    r"(?:[#＃]+|第[一二三四五六七八九十百千零〇0-9]+[编章节条款]|[（(][一二三四五六七八九十0-9]+[）)]|[一二三四五六七八九十]+、|[0-9]+[.．、]"
    r"|[【\[]|——|附件|[-•·●■◆*]\s)"
)
_RUNNING = re.compile("[，。；]")
"""What running text has and a title or a signature has not."""
_FULL_LINE = 18
"""A shorter line is a heading or a signature of its own, not a line that the layout broke."""


def flow(document: Document) -> AlignedText:
    """Return the running text of a document.

    Two lines are one where the first is long, ends in mid-sentence and the next does not begin like a heading. Linear
    in the length of the text.
    """
    text = document.text
    pieces: list[str] = []
    offsets = array("l")
    for start, end in _kept(document):
        for begin, stop, glue in _lines(text, start, end, {s.start for s in document.sections}):
            if pieces and not glue and pieces[-1] != "\n":
                pieces.append("\n")
                offsets.append(begin - 1 if begin else 0)
            _append(text, begin, stop, pieces, offsets)
    return AlignedText("".join(pieces), offsets)


def _kept(document: Document) -> list[Span]:
    """Return the ranges of the text that are not furniture."""
    kept, start = [], 0
    for a, b in document.furniture:
        if start < a:
            kept.append((start, a))
        start = max(start, b)
    if start < len(document.text):
        kept.append((start, len(document.text)))
    return kept


def _lines(text: str, start: int, end: int, headings: set[int]) -> list[tuple[int, int, bool]]:
    """Return (start, end, glue) for each line that is not blank; `glue` says that it goes on the line before."""
    lines: list[tuple[int, int, bool]] = []
    at = start
    for match in [*_BREAK.finditer(text, start, end), None]:
        stop = match.start() if match else end
        piece = text[at:stop]
        begin = at + len(piece) - len(piece.lstrip())
        stop = at + len(piece.rstrip())
        if begin < stop:
            lines.append((begin, stop, bool(lines) and _continues(text, lines[-1], begin, stop, headings)))
        at = match.end() if match else end
    return lines


def _continues(text: str, before: tuple[int, int, bool], begin: int, stop: int, headings: set[int]) -> bool:
    """Tell whether the line `begin:stop` goes on the sentence that the line before it broke off."""
    first, last, glued = before
    if text[last - 1] in _ENDS or begin in headings or (first in headings and not glued):
        return False
    if not glued and (last - first < _FULL_LINE or not _RUNNING.search(text, first, last)):
        return False
    return not _HEADING.match(text, begin, stop)


def _append(text: str, start: int, end: int, pieces: list[str], offsets: "array[int]") -> None:
    """Append `text[start:end]` without the white space that layout left between Chinese characters."""
    at = start
    for match in _LAYOUT.finditer(text, start, end):
        pieces.append(text[at : match.start()])
        offsets.extend(range(at, match.start()))
        at = match.end()
    pieces.append(text[at:end])
    offsets.extend(range(at, end))
