"""From a file's bytes to its text, by format; paragraphs become lines."""

import io
import re
from collections.abc import Callable, Iterator

from corpus.encoding import decode

Reader = Callable[[bytes], str]

_BLOCKS = frozenset(
    """
    address article aside blockquote dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li
    main nav ol p pre section table tr ul
    """.split()
)
_SILENT = ("script", "style", "noscript", "template", "nav", "footer", "form", "button", "select", "iframe", "svg")
_CHROME = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|menu|breadcrumb|footer|foot|copyright|share|sidebar|toolbar|pager|related)(?:$|[-_ ])",
    re.I,
)
_MOST_CHROME = 0.3
"""A part of more than this share of a page's text is no menu, whatever its class says."""


class UnreadableError(ValueError):
    """A file is damaged, encrypted or not of the format that its name says."""


def read_plain(data: bytes) -> str:
    """Return a text file's text, exactly as it decodes."""
    return decode(data)


def read_html(data: bytes) -> str:
    """Return the text of a web page, a block a line, without scripts, navigation and footers."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(decode(data, html=True), "lxml")
    for tag in soup(_SILENT):
        tag.decompose()
    most = len(soup.get_text()) * _MOST_CHROME
    for tag in soup.find_all(lambda t: bool(_CHROME.search(" ".join([*(t.get("class") or ()), t.get("id") or ""])))):
        if not tag.decomposed and len(tag.get_text()) < most:
            tag.decompose()
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    lines = list(_html_lines(soup.body or soup))
    return "\n".join([title, *lines] if title and title not in lines[:3] else lines)


def _html_lines(root) -> Iterator[str]:  # type: ignore[no-untyped-def]
    """Yield the lines of a page: text between two block tags, white space folded."""
    from bs4.element import Comment, NavigableString, Tag

    line: list[str] = []
    for node in root.descendants:
        ends = isinstance(node, Tag) and (node.name in _BLOCKS or node.name == "br")
        if ends and (text := " ".join("".join(line).split())):
            yield text
        if ends:
            line = []
        elif isinstance(node, Tag) and node.name in ("td", "th"):
            line.append(" ")
        elif isinstance(node, NavigableString) and not isinstance(node, Comment):
            line.append(str(node))
    if text := " ".join("".join(line).split()):
        yield text


def read_docx(data: bytes) -> str:
    """Return the text of a Word document, a paragraph a line, tables row by row."""
    import docx
    from docx.table import Table

    try:
        document = docx.Document(io.BytesIO(data))
    except Exception as error:  # python-docx raises what its parts raise
        raise UnreadableError(f"damaged or encrypted Word document: {_why(error)}") from error
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += [
                "\t".join(dict.fromkeys(cell.text.replace("\n", " ") for cell in row.cells)) for row in block.rows
            ]
        else:
            lines.append(block.text)
    return "\n".join(lines)


def read_pdf(data: bytes) -> str:
    """Return the text of a PDF, its lines as they are set."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise UnreadableError(
            "the PDF is locked with a password" if locked else f"damaged PDF: {_why(error)}"
        ) from error
    try:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(f"damaged PDF: {_why(error)}") from error
    finally:
        pdf.close()
    text = "\n".join(pages).replace("\r\n", "\n").replace("\ufffe", "").replace("\x02", "")
    if not text.strip():
        raise UnreadableError("the PDF holds pictures of pages, no text; run OCR on it first")
    return text


def _why(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0][:200]


READERS: dict[str, Reader] = {
    ".txt": read_plain, ".md": read_plain, ".markdown": read_plain,
    ".html": read_html, ".htm": read_html, ".docx": read_docx, ".pdf": read_pdf,
}  # fmt: skip
"""The reader of each file ending."""

ADVICE = {
    **dict.fromkeys((".doc", ".wps", ".rtf", ".odt"), "save it as .docx"),
    **dict.fromkeys((".xls", ".et"), "save it as .xlsx"),
    **dict.fromkeys((".caj", ".ofd", ".ppt", ".pptx"), "save it as .pdf"),
    **dict.fromkeys((".rar", ".7z"), "pack it as .zip"),
    ".epub": "save it as .html or .txt",
}
"""Endings of documents that are not read, and what to do with them."""
