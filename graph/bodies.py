"""How a document names local bodies in short: 市医保局 is 广州市医疗保障局 in a document of 广州市."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from graph.divisions import is_division
from graph.places import issuing_place, speaking_place
from graph.room import LocalAlias, Room

_KINDS = "省|市|区|县|州|镇|乡"
_BODY = re.compile(
    rf"(?P<kind>{_KINDS})(?P<rest>(?!场监|场主|民(?!政|族|宗)|委.*[省市区县]|[级直属区县域内外镇乡块长辖])"
    r"[^、]{0,30}?(?:局|委|委员会|办|办公室|办公厅|厅|政府|法院|检察院|人大|人大常委会|政协|中心|总工会|妇联|工商联|残联))"
)
_ENDING = re.compile(r"(?:局|委员会|办公室|办公厅|厅|中心|院|会|.)$")
_PLACED = re.compile(rf"(?:中共|中国共产党)?(?P<place>[一-鿿]{{1,7}}?[一-鿿](?P<kind>{_KINDS}))(?P<rest>[^、]+)")


def local_body(room: Room) -> Iterator[LocalAlias]:
    """市财政局: the one 广州市财政局 of the text; where none is named, that of the place which issues the document.

    It counts only where it is plain which place is meant.
    """
    bodies = room.of_type("ORG")
    placed = [(body, match) for body in bodies if (match := _placed(body))]
    for name, match in ((body, match) for body in bodies if (match := _BODY.fullmatch(body))):
        place = _plain_place(room, match["kind"], placed)
        fitting = [body for body, full in placed if full["place"] == place and _fits(match, full)]
        issuer = issuing_place(room, match["kind"])
        if len(fitting) == 1:
            yield ("ORG", name), fitting[0]
        elif not fitting and issuer:
            yield ("ORG", name), _named(issuer, match["rest"])


def _placed(body: str) -> re.Match[str] | None:
    """Read a body that is named with its place: 广州市|财政局."""
    match = _PLACED.fullmatch(body)
    return match if match and is_division(match["place"]) else None


def _plain_place(room: Room, kind: str, placed: list[tuple[str, re.Match[str]]]) -> str | None:
    """Return the place of a kind that the document speaks for, or the only one of which it names a body."""
    named = {full["place"] for _, full in placed if full["kind"] == kind}
    return speaking_place(room, kind) or (min(named) if len(named) == 1 else None)


def _fits(short: re.Match[str], full: re.Match[str]) -> bool:
    """Tell whether a body without its place may be one with it: 市医保局, 广州市医疗保障局."""
    return short["kind"] == full["kind"] and abbreviates(short["rest"], full["rest"])


def abbreviated_bodies(names: Iterable[str]) -> dict[str, str]:
    """Return the bodies whose name abbreviates that of just one other body of the same place.

    成都市医保局 is 成都市医疗保障局 where both occur, though in different documents.
    """
    by_place: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in sorted(names):
        match = _placed(name)
        if match:
            by_place[match["place"]].append((name, match["rest"]))
    pairs = (_only_full(name, rest, bodies) for bodies in by_place.values() for name, rest in bodies)
    return dict(pair for pair in pairs if pair is not None)


def _only_full(name: str, rest: str, bodies: list[tuple[str, str]]) -> tuple[str, str] | None:
    full = {_expanded(other): body for body, other in bodies if len(other) > len(rest) and abbreviates(rest, other)}
    return (name, next(iter(full.values()))) if len(full) == 1 else None


def abbreviates(short: str, full: str) -> bool:
    """Tell whether a body's short name leaves out characters of the full one: 医保局 of 医疗保障局.

    Both begin alike and end alike; 委 may stand for 委员会, and 政府 for 人民政府. A name that is cut off is another
    body's: 教育局 is not 教育考试局, nor is 卫生局 the later 卫生健康局.
    """
    a, b = _expanded(short), _expanded(full)
    if a == b:
        return True
    rest = iter(b)
    begins_and_ends = a[0] == b[0] and a[-1] == b[-1] and len(a) < len(b)
    return begins_and_ends and all(c in rest for c in a) and not b.startswith(_ENDING.sub("", a))


def _expanded(name: str) -> str:
    return re.sub(r"委$", "委员会", re.sub(r"(?<!人民)政府", "人民政府", name))


def _named(place: str, rest: str) -> str:
    """Put a place before the rest of a body's name: 市委 is 中共广州市委, 市政府 is 广州市人民政府."""
    return f"中共{place}委" if rest == "委" else place + re.sub(r"^政府", "人民政府", rest)
