"""Places that share a name: 城关镇 in 内黄县 is not 城关镇 in 长垣市. The place that each lies in tells them apart."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from extract.statement import Extraction, Mention

Position = tuple[str, int, int, str]
"""Where a mention stands: document id, start, end, type."""


@dataclass(frozen=True, slots=True)
class Lying:
    """A place mentioned at a position is said to lie in another place (both by canonical name)."""

    at: Position
    place: str
    parent: str


def position(mention: Mention) -> Position:
    """Return where a mention stands."""
    return mention.doc_id, mention.start, mention.end, mention.type


def lying(extractions: Iterable[Extraction], name_of: Callable[[Mention], str]) -> list[Lying]:
    """Collect which place each mention of a place is said to lie in (LOCATED_IN between two places)."""
    return sorted(
        (
            Lying(position(s.head), name_of(s.head), name_of(s.tail))
            for extraction in extractions
            for s in extraction.statements
            if s.relation == "LOCATED_IN" and s.head.type == s.tail.type == "PLACE" and s.modality != "negated"
        ),
        key=lambda fact: (fact.at, fact.parent),
    )


def homonyms(facts: Iterable[Lying]) -> dict[str, dict[str, str]]:
    """Return, for each name that several places share, the parent that tells which: parent as stated → parent to show.

    Two parents speak of one place where one of them lies in the other (内黄县 in 安阳市), or where a higher one has a
    single candidate below it.
    """
    parents: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        if fact.place != fact.parent:
            parents[fact.place].add(fact.parent)
    above = {place: _above(place, parents) for place in sorted(parents)}
    groups = {place: _lowest(sorted(parents[place]), above) for place in sorted(parents) if len(parents[place]) > 1}
    return {place: shown for place, shown in groups.items() if len(set(shown.values())) > 1}


def _above(place: str, parents: Mapping[str, set[str]]) -> frozenset[str]:
    """Return every place that a place is said to lie in, directly or through others."""
    found: set[str] = set()
    todo = [place]
    while todo:
        new = parents.get(todo.pop(), set()) - found
        found |= new
        todo.extend(sorted(new))
    return frozenset(found - {place})


def _lowest(stated: list[str], above: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Map each stated parent to the only lower one that lies in it, if there is exactly one; else to itself."""
    shown = {}
    for parent in stated:
        lower = [p for p in stated if parent in above.get(p, ())]
        lowest = [p for p in lower if not any(p in above.get(q, ()) for q in lower)]
        shown[parent] = lowest[0] if len(lowest) == 1 else parent
    return shown


def qualify(
    mentions: Iterable[tuple[Position, str]], facts: Iterable[Lying], shared: Mapping[str, Mapping[str, str]]
) -> dict[Position, str]:
    """Return the telling parent of each mention of a shared name.

    It is the one stated for that very mention, else that of the nearest mention of the name before it in the document,
    else of the nearest behind it. Mentions in documents that state none are left out: their place stays unqualified.
    """
    stated: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for fact in facts:
        if fact.place in shared and fact.place != fact.parent:
            stated[fact.at[0], fact.place].append((fact.at[1], shared[fact.place][fact.parent]))
    result = {}
    for at, name in mentions:
        known = stated.get((at[0], name))
        if known:
            result[at] = _nearest(known, at[1])
    return result


def _nearest(known: list[tuple[int, str]], start: int) -> str:
    before = [fact for fact in known if fact[0] <= start]
    return max(before)[1] if before else min(known)[1]
