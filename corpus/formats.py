"""The formats that are read, by the ending of a file's name, and what to do with those that are not."""

from collections.abc import Callable, Mapping

from corpus.content import Content
from corpus.encoding import decode
from corpus.html import read_html
from corpus.pdf import read_pdf
from corpus.word import read_docx

Reader = Callable[[bytes], Content]


def read_plain(data: bytes) -> Content:
    """Return a text file's text, exactly as it decodes."""
    return Content(decode(data))


READERS: Mapping[str, Reader] = {
    ".txt": read_plain, ".md": read_plain, ".markdown": read_plain,
    ".html": read_html, ".htm": read_html, ".shtml": read_html, ".xhtml": read_html,
    ".docx": read_docx, ".pdf": read_pdf,
}  # fmt: skip
"""The reader of each file ending: it raises UnreadableError or UndecodableError for a file that it cannot read."""

ADVICE: Mapping[str, str] = {
    **dict.fromkeys((".doc", ".wps", ".rtf", ".odt"), "save it as .docx"),
    **dict.fromkeys((".xls", ".et", ".ods"), "save it as .xlsx"),
    **dict.fromkeys((".caj", ".ofd", ".ppt", ".pptx"), "save it as .pdf"),
    **dict.fromkeys((".rar", ".7z", ".tar", ".gz"), "pack it as .zip"),
    **dict.fromkeys((".mht", ".mhtml", ".epub"), "save it as .html or .txt"),
}
"""Endings of documents that are not read, and what to do with them."""
