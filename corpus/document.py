"""The document: one text, and what could be read off it."""

from dataclasses import dataclass

Span = tuple[int, int]
"""A half-open range of character offsets."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the text under it: `document.text[start:end]`; level 1 is the outermost."""

    start: int
    end: int
    level: int
    heading: str


@dataclass(frozen=True, slots=True)
class Document:
    """One text of the corpus.

    `text` is, for a text file, exactly the decoded file: all offsets in Gangmu are character offsets into it.
    """

    id: str
    """The path below the corpus folder, with `/`; behind a `#`, the row of a table."""
    text: str
    title: str = ""
    authors: tuple[str, ...] = ()
    issuer: str = ""
    number: str = ""
    """The document number, such as 国发〔2018〕39号."""
    date: str = ""
    """ISO 8601, as exact as the text is: 2018, 2018-07 or 2018-07-03."""
    source: str = ""
    """Where it was read from: a path; `archive.zip!member` inside an archive."""
    sha256: str = ""
    """Of the file's bytes (of the row's text, for a table)."""
    sections: tuple[Section, ...] = ()
    furniture: tuple[Span, ...] = ()
    """Sorted ranges that are not the text's own: bibliography, page navigation, addresses, copyright lines."""
    fields: tuple[tuple[str, str], ...] = ()
    """Further columns of the table that a row came from, as (column, value)."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be read, and why, in words for its owner."""

    source: str
    reason: str
