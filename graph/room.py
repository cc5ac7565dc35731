"""What one document offers for telling what its short names mean."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

Name = tuple[str, str]
"""An entity type and a name."""

LocalAlias = tuple[Name, str]
"""A short name, and the full name (of the same type) that it stands for in one document."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A decision that a name stands for another: the name it stands for, why (a code), and in which document alone."""

    name: str
    code: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """A document's own names and headers. `full` says what a name stands for everywhere (上海 → 上海市)."""

    doc_id: str
    title: str
    issuer: str
    label: str
    """What tells this document from all others: its title if no other has it, else its file's name, else its id."""
    first: dict[Name, int]
    """Each distinct name, with the offset of its first mention."""
    counts: dict[Name, int]
    """How often each is mentioned."""
    definitions: dict[Name, str]
    """Short name → full name, as 以下简称 gives it."""
    full: Callable[[Name], str]

    def of_type(self, type: str) -> list[str]:
        """Return the document's names of a type, by their first mention."""
        return [name for kind, name in sorted(self.first, key=lambda n: (self.first[n], n)) if kind == type]


Rule = Callable[[Room], Iterator[LocalAlias]]
