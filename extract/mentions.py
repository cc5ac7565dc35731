"""From all candidate names of a text to its mentions: who wins where two overlap, and what nests in what."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.analysis import Analysis, Span
from extract.chooser import Chooser
from extract.definitions import short_names
from extract.grammar import Grammar, find_names, load_grammar
from extract.lexicon import CONCEPT, USER, Lexicon
from extract.overlaps import resolve_overlaps
from extract.patterns import RULES, is_official_title
from extract.places import Gazetteer, load_gazetteer
from extract.tagger import Tagger

CERTAIN = frozenset({USER, "own_title", "title_in_marks", "local_department"})
HOSTS = frozenset({"ORG", "POLICY", "MECHANISM"})
NEVER_NESTED = frozenset({"中国", "我国"})


def nest_places(spans: list[Span], places: Iterable[Span], text: str) -> list[Span]:
    """Add the places that stand inside a longer organisation, policy or mechanism (萍乡市 in 中共萍乡市委党校).

    中国 inside a longer name is no place by itself (中国特色社会主义).
    """
    hosts = [s for s in spans if s.type in HOSTS]
    starts = [s.start for s in hosts]
    nested = []
    for place in places:
        at = bisect_right(starts, place.start) - 1
        inside = at >= 0 and place.end <= hosts[at].end and place.end - place.start < hosts[at].end - hosts[at].start
        if inside and text[place.start : place.end] not in NEVER_NESTED:
            nested.append(place)
    return sorted(dict.fromkeys([*spans, *nested]))


@dataclass(frozen=True, slots=True)
class MentionFinder:
    """All that is needed to find the mentions of a text."""

    lexicon: Lexicon
    grammar: Grammar
    gazetteer: Gazetteer
    tagger: Tagger | None = None
    chooser: Chooser | None = None
    """Tagger and chooser work together; without them the rules decide alone."""

    def candidates(self, analysis: Analysis) -> list[Span]:
        """Return all that the rules and lists find, overlaps and all."""
        candidates = [span for rule in RULES for span in rule(analysis.text)]
        known = [*_known_names(analysis, self.lexicon), *self.gazetteer.find(analysis)]
        candidates += find_names(analysis, self.grammar, ((s.start, s.end) for s in known))
        return [*candidates, *known, *_authors(analysis), *_own_title(analysis)]

    def find(self, analysis: Analysis) -> list[Span]:
        """Return the mentions of the five named types and of known concepts, sorted, nested places included."""
        candidates = self.candidates(analysis)
        if self.tagger is not None and self.chooser is not None:
            tagged, odds = self.tagger.find(analysis, candidates)
            chosen = self.chooser.choose(analysis, [*candidates, *tagged], odds)
        else:
            chosen = resolve_overlaps(candidates)
        return self.complete(analysis, chosen, candidates)

    def complete(self, analysis: Analysis, chosen: list[Span], candidates: list[Span]) -> list[Span]:
        """Return the chosen names with what goes with them: short names, nested places, known concepts.

        A user's names and the titles in 《》 are certain, whatever else was chosen.

        Args:
            analysis: the text.
            chosen: names, sorted, without overlaps.
            candidates: all that the rules and lists found.
        """
        certain = {span for span in candidates if span.rule in CERTAIN}.difference(chosen)
        chosen = resolve_overlaps([*chosen, *certain]) if certain else chosen
        short = short_names(analysis.text, chosen)
        chosen = resolve_overlaps([*chosen, *short]) if short else chosen
        named = nest_places(chosen, (s for s in candidates if s.type == "PLACE"), analysis.text)
        return sorted([*named, *_known_concepts(analysis, self.lexicon, named)])


def load_finder(lexicon: Lexicon, *, model: bool = True) -> MentionFinder:
    """Read all word lists, and the tagger's model if it is wanted, and make the mention finder."""
    grammar = load_grammar(frozenset(e.surface for e in lexicon.entries.values() if e.type != CONCEPT))
    models = (Tagger(grammar), Chooser(grammar)) if model else (None, None)
    return MentionFinder(lexicon, grammar, load_gazetteer(), *models)


def _known_names(analysis: Analysis, lexicon: Lexicon) -> Iterator[Span]:
    """Yield the lexicon's names; one of two characters or less must not cut a word in two."""
    for start, end, entry in lexicon.find(analysis.text):
        if end - start > 2 or entry.origin == USER or (analysis.is_edge(start) and analysis.is_edge(end)):
            yield Span(start, end, entry.type, entry.origin)


def _known_concepts(analysis: Analysis, lexicon: Lexicon, named: list[Span]) -> Iterator[Span]:
    """Yield the lexicon's concepts, but for those inside a name or across the edge of one."""
    starts = [span.start for span in named]
    for start, end, entry in lexicon.find_concepts(analysis.text):
        for a, b, _, _ in named[max(0, bisect_left(starts, start) - 2) : bisect_left(starts, end)]:
            if b > start and (a < start or b > end):
                break
        else:
            yield Span(start, end, entry.type, entry.origin)


def _own_title(analysis: Analysis) -> Iterator[Span]:
    """Yield the title of a document of state or Party at its head: a POLICY."""
    start = analysis.text.find(analysis.title) if analysis.title else -1
    if start >= 0 and is_official_title(analysis.title):
        yield Span(start, start + len(analysis.title), "POLICY", "own_title")


def _authors(analysis: Analysis) -> Iterator[Span]:
    """Yield the authors of the text, whom its author line names, wherever they stand."""
    for author in analysis.authors:
        for match in re.finditer(re.escape(author), analysis.text):
            yield Span(match.start(), match.end(), "ACTOR", "author")
