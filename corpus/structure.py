"""The structure of a document: what its first and last lines say of it, its sections, its furniture."""

from dataclasses import replace

from corpus.document import Document
from corpus.furniture import furniture
from corpus.headings import sections
from corpus.lines import lines_of
from corpus.title import find_authors, find_document_date, find_issuer, find_number, find_title


def describe(document: Document) -> Document:
    """Return the document with title, authors, issuer, number, date, sections and furniture found in its text.

    What a text does not say stays empty: much comes without its title, or begins in the middle.
    """
    lines = lines_of(document.text)
    title, at = find_title(lines, document.id)
    number = find_number(lines, at)
    marked = furniture(lines, title, len(document.text))
    own = [line for line in lines if not any(a <= line.start < b for a, b in marked)]
    return replace(
        document,
        title=title,
        authors=find_authors(lines, at),
        issuer=find_issuer(title, lines),
        number=number,
        date=find_document_date(lines, document.id, number),
        sections=sections(own, len(document.text)),
        furniture=marked,
    )
