"""Places by gazetteer: administrative divisions by their full names, vetted short names, countries and regions.

Short names are the trap: 建工, 发展 and 创新 are townships. So a division counts by its full name (发展镇), and a short
name only where the list has it. Names that are ordinary words besides, or of two characters (城区, 云县), count behind
another place alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ahocorasick_rs import AhoCorasick, MatchKind

from extract.analysis import Analysis, Span
from extract.wordlists import data_file, read_rows

RULE = "gazetteer"
_NO_PLACE_BEHIND = "人民族军队党企话语货菜"
"""中国人民, 藏族: behind a short name or a country these make another word of it."""


@dataclass(slots=True)
class Gazetteer:
    """All known places, ready to be found in a text; `short` are those that stand without their level."""

    names: list[str]
    short: frozenset[str]
    _automaton: AhoCorasick = field(init=False)

    def __post_init__(self) -> None:
        self._automaton = AhoCorasick(self.names, matchkind=MatchKind.LeftmostLongest)

    def find(self, analysis: Analysis) -> list[Span]:
        """Return the places of a text, each level of a chain by itself (萍乡市|东大街); sorted, no overlaps."""
        return list(self._find(analysis))

    def _find(self, analysis: Analysis) -> Iterator[Span]:
        text, before = analysis.text, -1
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            name = self.names[index]
            follows = start == before
            if len(name) == 2 and name not in self.short and not follows:
                continue
            # A name that begins or ends inside a word is a chance meeting (上海口岸|海口), a chain of places excepted.
            if not follows and not analysis.is_edge(start) and not analysis.is_edge(end):
                continue
            if name in self.short and not follows and (not analysis.is_edge(start) or _is_longer_word(text, end)):
                continue
            before = end
            yield Span(start, end, "PLACE", RULE)


def load_gazetteer() -> Gazetteer:
    """Read the places that come with Gangmu."""
    divisions = {row["name"] for row in read_rows(data_file("places.csv"), ("name", "level"))}
    own = {row["name"] for row in read_rows(data_file("places_own.csv"), ("name", "level"))}
    return Gazetteer(sorted(divisions | own), frozenset(own))


def _is_longer_word(text: str, end: int) -> bool:
    return text[end : end + 1] in ("族", "话", "菜", "语")
