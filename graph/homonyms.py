"""Places that share a name: 城关镇 in 内黄县 is not 城关镇 in 兰考县. The place that each lies in tells them apart.

Counties, townships, streets and villages are told apart; provinces and prefectures have names of their own. Two
parents speak of different places only where they exclude each other: two of one level (内黄县, 兰考县), or one that is
known to lie elsewhere. 河南省 and 内黄县 do not, nor do two of which nothing is known.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from extract.statement import Extraction, Mention
from graph.divisions import COUNTY, level, lies_in

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


def lying(extractions: Iterable[Extraction], name_of: Callable[[Position], str]) -> list[Lying]:
    """Collect which division each mention of a place is said to lie in, by statements LOCATED_IN between two places."""
    facts = (
        Lying(position(s.head), name_of(position(s.head)), name_of(position(s.tail)))
        for extraction in extractions
        for s in extraction.statements
        if s.relation == "LOCATED_IN" and s.head.type == s.tail.type == "PLACE" and s.modality != "negated"
    )
    return sorted((f for f in facts if _is_below(f.place, f.parent)), key=lambda fact: (fact.at, fact.parent))


def _is_below(place: str, parent: str) -> bool:
    upper, lower = level(parent), level(place)
    return upper is not None and lower is not None and upper < lower


def homonyms(facts: Iterable[Lying]) -> dict[str, dict[str, str]]:
    """Return the names that several places share, each with: parent as stated → parent that tells which place it is."""
    parents: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        parents[fact.place].add(fact.parent)
    above = {p: _above(p, parents) for p in sorted({q for found in parents.values() for q in found})}
    return {
        place: {parent: _telling(parent, stated, above) for parent in stated}
        for place, stated in sorted((place, sorted(found)) for place, found in parents.items())
        if _may_be_shared(place) and any(_exclude(a, b, above) for a, b in combinations(stated, 2))
    }


def _may_be_shared(place: str) -> bool:
    """Tell whether several places may have that name: no province or prefecture, nor the only county of the name."""
    return (level(place) or 0) >= COUNTY and len(lies_in(place)) != 1


def _above(place: str, parents: Mapping[str, set[str]]) -> frozenset[str]:
    """Return every place that a place lies in, directly or through others, as the divisions or the texts have it."""
    found: set[str] = set()
    todo = [place]
    while todo:
        at = todo.pop()
        new = (set(lies_in(at)) or parents.get(at, set())) - found
        found |= new
        todo.extend(sorted(new))
    return frozenset(found - {place})


def _exclude(a: str, b: str, above: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether no place can lie in both a and b."""
    if a in above[b] or b in above[a]:
        return False
    higher, lower = sorted((a, b), key=lambda place: (level(place) or 0, place))
    if level(higher) == level(lower):
        return True
    return any(level(place) == level(higher) for place in above[lower])


def _telling(parent: str, stated: list[str], above: Mapping[str, frozenset[str]]) -> str:
    """Return the lowest stated parent that a stated one can only mean: for 河南省 内黄县, if no other lies there."""
    lower = [p for p in stated if parent in above[p]]
    lowest = [p for p in lower if not any(p in above[q] for q in lower)]
    return lowest[0] if len(lowest) == 1 else parent


def qualify(
    mentions: Iterable[tuple[Position, str]], facts: Iterable[Lying], shared: Mapping[str, Mapping[str, str]]
) -> dict[Position, str]:
    """Return the telling parent of each mention of a shared name.

    It is the one stated for that very mention, else that of the nearest mention of the name before it in the document,
    else of the first behind it. Mentions in documents that state none are left out: their place stays unqualified.
    """
    stated: dict[tuple[str, str], list[tuple[int, int, str]]] = defaultdict(list)
    for fact in facts:
        if fact.place in shared:
            depth = level(fact.parent) or 0
            stated[fact.at[0], fact.place].append((fact.at[1], depth, shared[fact.place][fact.parent]))
    known = ((at, stated[at[0], name]) for at, name in mentions if (at[0], name) in stated)
    return {at: _nearest(found, at[1]) for at, found in known}


def _nearest(known: list[tuple[int, int, str]], start: int) -> str:
    """Return the parent stated last at or before an offset, else the first behind; of several at one, the lowest."""
    before = [fact for fact in known if fact[0] <= start]
    return max(before)[2] if before else min(known, key=lambda fact: (fact[0], -fact[1], fact[2]))[2]
