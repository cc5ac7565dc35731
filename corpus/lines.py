"""The lines of a text, with their offsets: what document structure is read off."""

import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\r\n\x0b\x0c\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: `document.text[start:end]`; `text` is the same without white space."""

    start: int
    end: int
    text: str


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text that are not blank, without the white space at their ends."""
    found = []
    for match in _LINE.finditer(text):
        piece = match[0]
        tight = "".join(piece.split())
        if tight:
            begin = match.start() + len(piece) - len(piece.lstrip())
            found.append(Line(begin, begin + len(piece.strip()), tight))
    return found
