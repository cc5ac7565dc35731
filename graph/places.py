"""How a document names places in short: 我市 is the place that it speaks for, 萍乡 the 萍乡市 that it also names."""

import re
from collections.abc import Iterator

from graph.divisions import level
from graph.room import LocalAlias, Room

_HERE = re.compile(r"[本我全](?P<ending>省|市|区|县|州|盟|旗|镇|乡|街道|自治区|自治州|自治县|新区)")
_ENDINGS = {"省": "省", "州": "自治州"}
_GENERIC = "省|市|自治区|特别行政区|新区|区|县|自治县|自治州|州|盟|旗|镇|乡|街道"
_CHAIN = re.compile(
    r"(?:中共|中国共产党)?([一-鿿]{2,8}?(?:省|自治区|市|自治州|州|盟|新区|区|县|旗|镇|乡|街道)(?!场|域|块))"
)


def here(room: Room) -> Iterator[LocalAlias]:
    """我市, 本省: the place of that kind that the document speaks for; where none is plain, its own 我市（…）."""
    for name in room.of_type("PLACE"):
        match = _HERE.fullmatch(name)
        if match:
            yield ("PLACE", name), speaking_place(room, match["ending"]) or f"{name}（{room.label}）"


def speaking_place(room: Room, ending: str) -> str | None:
    """Return the place of a kind (市) that issues the document, that its title names, or that it is clearly about."""
    return issuing_place(room, ending) or _main_place(room, ending)


def issuing_place(room: Room, ending: str) -> str | None:
    """Return the one place of a kind that the issuer's name, else the title, contains."""
    for source in (room.issuer, room.title):
        found = {place for place in _places_in(room, source) if _is_kind(place, ending)}
        if found:
            return min(found) if len(found) == 1 else None
    return None


def _is_kind(place: str, ending: str) -> bool:
    return place.endswith(_ENDINGS.get(ending, ending)) and level(place) is not None and not _HERE.fullmatch(place)


def _places_in(room: Room, text: str) -> list[str]:
    """Return the places that a title or issuer contains: those that the text mentions, and the chain at its start."""
    mentioned = [room.full(("PLACE", n)) for n in room.of_type("PLACE") if len(n) > 1 and n in text]
    chain, at = [], 0
    while match := _CHAIN.match(text, at):
        chain.append(match[1])
        at = match.end()
    return mentioned + [room.full(("PLACE", place)) for place in chain if not place.startswith("国家")]


def _main_place(room: Room, ending: str) -> str | None:
    """Return the place of a kind that the text is about: named twice or more, in two thirds of all mentions of one."""
    counts: dict[str, int] = {}
    for name in room.of_type("PLACE"):
        full = room.full(("PLACE", name))
        if _is_kind(full, ending):
            counts[full] = counts.get(full, 0) + room.counts["PLACE", name]
    best = max(sorted(counts), key=lambda place: counts[place], default="")
    is_clear = counts.get(best, 0) >= 2 and 3 * counts[best] >= 2 * sum(counts.values())
    return best if is_clear else None


def generic_part(room: Room) -> Iterator[LocalAlias]:
    """东湖: the one 东湖区 of the text. Provinces and prefectures are known without it (`graph.divisions`)."""
    places = room.of_type("PLACE")
    for name in places:
        fuller = [n for n in places if n.startswith(name) and re.fullmatch(_GENERIC, n[len(name) :])]
        if len(name) > 1 and len(fuller) == 1:
            yield ("PLACE", name), fuller[0]
