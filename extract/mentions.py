"""From all candidate names of a text to its mentions: who wins where two overlap, and what nests in what."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.analysis import Analysis, Span
from extract.grammar import Grammar, find_names, load_grammar
from extract.lexicon import USER, Lexicon
from extract.patterns import RULES
from extract.places import Gazetteer, load_gazetteer

PRIORITY = {
    "user_lexicon": 0,
    "title_in_marks": 1,
    "title_without_marks": 1,
    "leaders_words": 2,
    "meeting": 2,
    "person": 2,
    "self_reference": 2,
    "deictic_place": 2,
}
"""Rules that are certain of what they find, first to last; the others count by length alone."""
OTHERS = 5


def resolve_overlaps(candidates: Iterable[Span]) -> list[Span]:
    """Choose among overlapping candidates: certain rules first, then the longest, then the leftmost.

    Returns:
        Spans that do not overlap, sorted.
    """
    chosen: list[Span] = []
    order = sorted(
        set(candidates), key=lambda s: (PRIORITY.get(s.rule, OTHERS), s.start - s.end, s.start, s.rule, s.type)
    )
    for span in order:
        at = bisect_left(chosen, span)
        before_clear = at == 0 or chosen[at - 1].end <= span.start
        after_clear = at == len(chosen) or span.end <= chosen[at].start
        if before_clear and after_clear:
            chosen.insert(at, span)
    return chosen


def nest_places(spans: list[Span], places: Iterable[Span]) -> list[Span]:
    """Add the places that stand inside a longer organisation, policy or mechanism (萍乡市 in 中共萍乡市委党校)."""
    hosts = [s for s in spans if s.type in ("ORG", "POLICY", "MECHANISM")]
    starts = [s.start for s in hosts]
    nested = []
    for place in places:
        at = bisect_left(starts, place.start + 1) - 1
        if at >= 0 and place.end <= hosts[at].end and place.end - place.start < hosts[at].end - hosts[at].start:
            nested.append(place)
    return sorted({*spans, *nested})


@dataclass(frozen=True, slots=True)
class MentionFinder:
    """All that is needed to find the mentions of a text."""

    lexicon: Lexicon
    grammar: Grammar
    gazetteer: Gazetteer

    def find(self, analysis: Analysis) -> list[Span]:
        """Return the mentions of the five named types and of known concepts, sorted, nested places included."""
        places = self.gazetteer.find(analysis.text)
        candidates = [span for rule in RULES for span in rule(analysis.text)]
        candidates += find_names(analysis, self.grammar)
        candidates += _known_names(analysis, self.lexicon)
        spans = resolve_overlaps([*candidates, *places])
        return nest_places(spans, places)


def load_finder(lexicon: Lexicon) -> MentionFinder:
    """Read all word lists and make the mention finder."""
    return MentionFinder(lexicon, load_grammar(), load_gazetteer())


def _known_names(analysis: Analysis, lexicon: Lexicon) -> Iterator[Span]:
    """Yield the lexicon's names; one of two characters or less must not cut a word in two."""
    edges = {*analysis.starts, len(analysis.text)}
    for start, end, entry in lexicon.find(analysis.text):
        if end - start > 2 or entry.origin == USER or (start in edges and end in edges):
            yield Span(start, end, entry.type, entry.origin)
