"""Lexicons: lists of known names with their type and aliases, found in a text by Aho–Corasick.

The lists that come with Gangmu are `extract/data/lexicon/*.csv`; a user's own has the same form (name, type, aliases)
and is loaded on top: where both know a name, the user's word counts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from extract.wordlists import WordListError, data_file, read_rows

CONCEPT = "CONCEPT"
BUILTIN, USER = "lexicon", "user_lexicon"


@dataclass(frozen=True, slots=True)
class Entry:
    """A known name: its type, the canonical name it stands for, and the list it is from (`lexicon`, `user_lexicon`)."""

    surface: str
    type: str
    name: str
    origin: str


@dataclass(slots=True)
class _Names:
    """Names and the automaton that finds them."""

    entries: list[Entry]
    _automaton: AhoCorasick = field(init=False)

    def __post_init__(self) -> None:
        self.entries = sorted(self.entries, key=lambda e: e.surface)
        self._automaton = AhoCorasick([e.surface for e in self.entries], matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> Iterator[tuple[int, int, Entry]]:
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            yield start, end, self.entries[index]


@dataclass(slots=True)
class Lexicon:
    """All known names by surface form, ready to be found in a text."""

    entries: dict[str, Entry]
    _named: "_Names" = field(init=False)
    _concepts: "_Names" = field(init=False)

    def __post_init__(self) -> None:
        self._named = _Names([e for e in self.entries.values() if e.type != CONCEPT])
        self._concepts = _Names([e for e in self.entries.values() if e.type == CONCEPT])

    def find(self, text: str) -> Iterator[tuple[int, int, Entry]]:
        """Yield (start, end, entry) for each known name, leftmost-longest, without overlaps; no concepts."""
        return self._named.find(text)

    def find_concepts(self, text: str) -> Iterator[tuple[int, int, Entry]]:
        """Yield (start, end, entry) for each known concept, in the same way; it may hold a name (党 in 党的领导)."""
        return self._concepts.find(text)

    def known(self) -> dict[tuple[str, str], str]:
        """Return the canonical name of each (type, alias), for entity resolution."""
        return {(e.type, e.surface): e.name for e in self.entries.values() if e.surface != e.name}


def load_lexicon(paths: Iterable[Path] = (), *, types: Iterable[str]) -> Lexicon:
    """Read Gangmu's own lists and a user's on top.

    Args:
        paths: CSV files with the columns name and type, and optionally aliases (`|`-separated).
        types: the entity types of the schema.

    Raises:
        WordListError: a user's row has an unknown type or no name.
    """
    allowed = frozenset(types)
    entries: dict[str, Entry] = {}
    own = sorted((p for p in data_file("lexicon").iterdir() if p.name.endswith(".csv")), key=lambda p: p.name)
    for source in own:
        rows = read_rows(source, ("name", "type", "aliases"))
        entries.update((e.surface, e) for row in rows if row["type"] in allowed for e in _entries(row, BUILTIN))
    for path in paths:
        for number, row in enumerate(read_rows(path, ("name", "type")), start=1):
            if not row["name"] or row["type"] not in allowed:
                known = ", ".join(sorted(allowed))
                raise WordListError(
                    f"{path}, row {number}: name {row['name']!r}, type {row['type']!r}; known types: {known}"
                )
            entries.update((e.surface, e) for e in _entries(row, USER))
    return Lexicon(entries)


def _entries(row: dict[str, str], origin: str) -> Iterator[Entry]:
    for surface in (row["name"], *filter(None, row.get("aliases", "").split("|"))):
        yield Entry(surface.strip(), row["type"], row["name"], origin)
