"""The text of a Word document, a paragraph a line, tables row by row.

python-docx opens the package; its own `paragraph.text` is not used, since it leaves out insertions that are tracked,
content controls, smart tags and text boxes.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

from corpus.content import Content, UnreadableError, content_of, why
from corpus.numbering import Numbering, W, read_numbering
from corpus.unpack import check_size

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = frozenset(
    (f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{_MC}Fallback", f"{W}instrText", f"{W}delText")
)
"""Deletions that are tracked, properties, and the second form of a text box."""
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_CONTENTS = -1
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)


def read_docx(data: bytes) -> Content:
    """Return the text of a Word document; the numbers that Word makes for lists are in it.

    Raises:
        UnreadableError: it is damaged, encrypted, or unpacks to far more than it is.
    """
    import docx

    check_size(data)
    try:
        document = docx.Document(io.BytesIO(data))
        numbering = read_numbering(document)
        levels = _heading_levels(document)
        return content_of(_lines(document.element.body, numbering, levels))
    except Exception as error:  # python-docx raises what its parts raise
        raise UnreadableError(f"damaged or encrypted Word document: {why(error)}") from error


def _heading_levels(document: Any) -> dict[str, int]:
    """Return the level of each style that is a heading's, by its id; that of the table of contents is marked."""
    levels = {}
    for style in document.styles.element.iter(f"{W}style"):
        name = style.find(f"{W}name")
        named = name.get(f"{W}val", "") if name is not None else ""
        if match := _HEADING.match(named):
            levels[style.get(f"{W}styleId")] = int(match[1])
        elif named.lower().startswith(("toc ", "目录 ")):
            levels[style.get(f"{W}styleId")] = _CONTENTS
    return levels


def _lines(body: Any, numbering: Numbering, levels: dict[str, int]) -> Iterator[tuple[str, int]]:
    """Yield the lines of a document with their levels as headings, a table's row as one line."""
    for element in _blocks(body):
        if element.tag == f"{W}tbl":
            yield from ((_row(row, numbering), 0) for row in _inner(element, "tr", "tbl"))
            continue
        style = element.find(f"{W}pPr/{W}pStyle")
        level = levels.get(style.get(f"{W}val"), 0) if style is not None else 0
        if level != _CONTENTS:
            yield _numbered(element, numbering), level
        for box in element.iter(f"{W}txbxContent"):
            if not any(parent.tag == f"{_MC}Fallback" for parent in box.iterancestors()):
                yield from _lines(box, numbering, levels)


def _blocks(element: Any) -> Iterator[Any]:
    """Yield paragraphs and tables in their order, those inside content controls and tracked insertions as well."""
    for child in element:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED and child.tag != f"{W}sectPr":
            yield from _blocks(child)


def _row(row: Any, numbering: Numbering) -> str:
    """Return the cells of a row, parted by tabs."""
    cells = []
    for cell in _inner(row, "tc", "tr"):
        texts = (_numbered(p, numbering) for p in cell.iter(f"{W}p"))
        cells.append(" ".join(text.strip() for text in texts if text.strip()))
    return "\t".join(cells).strip()


def _inner(element: Any, name: str, outer: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, without those of tables inside it."""
    for inner in element.iter(f"{W}{name}"):
        if next(inner.iterancestors(f"{W}{outer}")) is element:
            yield inner


def _numbered(paragraph: Any, numbering: Numbering) -> str:
    """Return the text of a paragraph as the document shows it; an empty one has no number."""
    label, text = numbering.label(paragraph), "".join(_pieces(paragraph))
    return label + text if text.strip() else text


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED and child.tag != f"{W}txbxContent":
            yield from _pieces(child)
