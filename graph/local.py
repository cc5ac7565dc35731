"""Aliases that hold in one document only: 本办法, 我市, 市财政局, 《条例》, and what 以下简称 defines."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from graph.normalise import key
from graph.standing import Merge, Name

_GENRES = "办法|条例|通知|意见|方案|规定|规划|纲要|决定|计划|细则|法|通报|公告|建议|报告|标准|规范|指南|要点|措施"
_SELF = re.compile(rf"本(?:实施|行动|工作|暂行)?(?P<genre>{_GENRES})")
_GENRE = re.compile(rf"(?:实施|若干|指导|行动|暂行|工作)?(?:{_GENRES})(?:[（(]?(?:草案|试行|修订)[）)]?)?")
_HERE = re.compile(r"[本我全](?P<level>省|市|区|县|州|盟|旗|镇|乡|街道|自治区|自治州|自治县|新区)")
_ISSUED = re.compile(
    rf"(?:印发|转发|发布|公布)(?:关于)?(?P<title>.{{2,80}}?(?:{_GENRES})(?:[（(].{{1,6}}[）)])?)》?的(?:通知|公告|决定|函|命令)$"
)
_PLACE_END = "省|市|自治区|特别行政区|新区|区|县|自治县|自治州|州|盟|旗|镇|乡|街道"
_PLACE_CHAIN = re.compile(
    r"(?:中共|中国共产党)?([一-鿿]{2,8}?(?:省|自治区|市|自治州|州|盟|新区|区|县|旗|镇|乡|街道)(?!场|域|块))"
)
_BODY = re.compile(
    r"(?P<level>省|市|区|县|州|镇|乡)(?P<rest>(?!场监|场主|级|直|属|区|县|域|内|外|镇|乡|块|长|民|辖|委书)"
    r".{0,30}(?:局|委|委员会|办|办公室|办公厅|厅|政府|法院|检察院|人大|政协|中心|总工会|妇联|工商联|残联))"
)
_VAGUE = re.compile(r"(?:.*(?:工作|管理|领导|责任|考核|安全))?(?:制度|机制|体制|体系)")


@dataclass(slots=True)
class Room:
    """What one document offers for telling what its short names mean."""

    doc_id: str
    title: str
    issuer: str
    names: dict[Name, int]
    """Each distinct name, with the offset of its first mention."""
    counts: dict[Name, int]
    definitions: dict[Name, Name] = field(default_factory=dict)
    """Short name → full name."""
    full: Callable[[Name], str] = field(default=lambda name: name[1])
    """What a name stands for everywhere (上海 → 上海市)."""

    def of_type(self, type: str) -> list[str]:
        """Return the document's names of a type, by their first mention."""
        return [name for kind, name in sorted(self.names, key=lambda n: (self.names[n], n)) if kind == type]


def local_aliases(room: Room) -> dict[Name, Merge]:
    """Return what each short name of the document stands for there. Definitions count for more than rules."""
    merges: dict[Name, Merge] = {}
    for rule, code in _LOCAL_RULES:
        for short, full in rule(room):
            if key(short[1]) != key(full):
                merges.setdefault(short, Merge(full, code, room.doc_id))
    return merges


def _defined(room: Room) -> Iterator[tuple[Name, str]]:
    yield from ((short, full[1]) for short, full in sorted(room.definitions.items()))


def _self_reference(room: Room) -> Iterator[tuple[Name, str]]:
    """本办法 is the document's own title, or the one that its title issues; without a title, this document's 本办法."""
    for name in room.of_type("POLICY"):
        match = _SELF.fullmatch(name)
        if match:
            yield ("POLICY", name), own_title(room, match["genre"]) or f"{name}（{room.title or room.doc_id}）"


def own_title(room: Room, genre: str) -> str | None:
    """Return the title that a document means by 本办法 (genre 办法): its own, or that of the one it issues."""
    issued = _ISSUED.search(room.title)
    titles = [room.title, *([issued["title"].strip("《》")] if issued else [])]
    return next((t for t in titles if _bare(t).endswith(genre)), None)


def _bare(title: str) -> str:
    return re.sub(r"[（(][^（）()]{1,8}[）)]$", "", title).rstrip("》")


def _is_bare_kind(name: str) -> bool:
    return bool(_GENRE.fullmatch(name) or _SELF.fullmatch(name))


def _genre(room: Room) -> Iterator[tuple[Name, str]]:
    """《条例》, 意见: the one document of that kind that the text names in full."""
    policies = room.of_type("POLICY")
    shorts = [n for n in policies if _GENRE.fullmatch(n)]
    for short in shorts:
        fuller = [n for n in policies if key(n).endswith(key(short)) and not _is_bare_kind(n)]
        if len(fuller) == 1:
            yield ("POLICY", short), fuller[0]
        elif key(room.title).endswith(key(short)):
            yield ("POLICY", short), room.title


def _here(room: Room) -> Iterator[tuple[Name, str]]:
    """我市, 本省: the place that the document speaks for, at that level; else this document's 我市."""
    for name in room.of_type("PLACE"):
        match = _HERE.fullmatch(name)
        if match:
            yield ("PLACE", name), speaking_place(room, match["level"]) or f"{name}（{room.title or room.doc_id}）"


def speaking_place(room: Room, level: str) -> str | None:
    """Return the place of a level (市) that issues the document, that its title names, or that it is clearly about."""
    for source in (room.issuer, room.title):
        found = [place for place in _places_in(room, source) if place.endswith(level)]
        if found:
            return found[-1]
    return _main_place(room, level)


def _places_in(room: Room, text: str) -> list[str]:
    """Return the places of a title or issuer as they come: those mentioned, else the chain at its start."""
    places = [n for n in room.of_type("PLACE") if len(n) > 1 and n in text]
    mentioned = [(text.find(n), -len(n), room.full(("PLACE", n))) for n in places]
    if mentioned:
        return [full for _, _, full in sorted(mentioned)]
    chain, at = [], 0
    while match := _PLACE_CHAIN.match(text, at):
        chain.append(match[1])
        at = match.end()
    return [place for place in chain if not place.startswith("国家")]


def _main_place(room: Room, level: str) -> str | None:
    """Return the one place of that level, or the one with two thirds of three or more mentions."""
    counts: dict[str, int] = {}
    for kind, name in sorted(room.names):
        full = room.full((kind, name)) if kind == "PLACE" and not _HERE.fullmatch(name) else ""
        if full.endswith(level):
            counts[full] = counts.get(full, 0) + room.counts[kind, name]
    best = max(sorted(counts), key=lambda place: counts[place], default=None)
    total = sum(counts.values())
    clear = best is not None and (len(counts) == 1 or (total >= 3 and 3 * counts[best] >= 2 * total))
    return best if clear else None


def _body(room: Room) -> Iterator[tuple[Name, str]]:
    """市财政局: the one 广州市财政局 of the text; where none is named, the one of the place that issues it."""
    bodies = room.of_type("ORG")
    for name in bodies:
        match = _BODY.fullmatch(name)
        if match is None:
            continue
        fuller = [n for n in bodies if _is_body_of(match["level"], match["rest"], n)]
        if len(fuller) == 1:
            yield ("ORG", name), fuller[0]
        elif not fuller and (place := _issuing_place(room, match["level"])):
            yield ("ORG", name), _body_name(place, match["rest"])


def _is_body_of(level: str, rest: str, full: str) -> bool:
    """Tell whether 市+财政局 abbreviates 广州市财政局: same level, and the rest alike or abbreviated."""
    match = re.fullmatch(rf"(?:中共|中国共产党)?[一-鿿]{{2,8}}?{level}(?P<rest>.+)", full)
    return match is not None and abbreviates(rest, match["rest"])


def abbreviates(short: str, full: str) -> bool:
    """Tell whether a body's short name leaves out characters of the full one: 医保局 of 医疗保障局.

    Both begin alike and end alike (委 may end 委员会); 政府 is 人民政府.
    """
    a, b = (_expanded(name) for name in (short, full))
    if a == b:
        return True
    if a[0] != b[0] or a[-1] != b[-1] or len(a) >= len(b):
        return False
    rest = iter(b)
    return all(c in rest for c in a)


def _expanded(name: str) -> str:
    return re.sub(r"委$", "委员会", re.sub(r"(?<!人民)政府", "人民政府", name))


def _issuing_place(room: Room, level: str) -> str | None:
    found = [p for source in (room.issuer, room.title) for p in _places_in(room, source) if p.endswith(level)]
    return found[0] if found and len(set(found)) == 1 else None


def _body_name(place: str, rest: str) -> str:
    return f"中共{place}委" if rest == "委" else place + re.sub(r"^政府", "人民政府", rest)


def _place_suffix(room: Room) -> Iterator[tuple[Name, str]]:
    """萍乡: the one 萍乡市 of the text."""
    places = room.of_type("PLACE")
    for name in places:
        fuller = [n for n in places if re.fullmatch(rf"{re.escape(name)}(?:{_PLACE_END})", n)]
        if len(name) > 1 and len(fuller) == 1:
            yield ("PLACE", name), fuller[0]


def _short_mechanism(room: Room) -> Iterator[tuple[Name, str]]:
    """集约化平台: the one fuller name of a mechanism that ends in it (政府网站集约化平台).

    Four characters need the full name first in the text: 签约服务 after 家庭医生签约服务; 管理制度 says too little.
    """
    mechanisms = room.of_type("MECHANISM")
    for short in mechanisms:
        if len(short) < 4 or _VAGUE.fullmatch(short):
            continue
        fuller = [n for n in mechanisms if n != short and n.endswith(short)]
        if len(fuller) == 1 and (len(short) > 4 or _first(room, fuller[0]) < _first(room, short)):
            yield ("MECHANISM", short), fuller[0]


def _first(room: Room, name: str) -> int:
    return room.names["MECHANISM", name]


_LOCAL_RULES: tuple[tuple[Callable[[Room], Iterator[tuple[Name, str]]], str], ...] = (
    (_defined, "definition"),
    (_self_reference, "self"),
    (_here, "here"),
    (_genre, "genre"),
    (_body, "body"),
    (_place_suffix, "place"),
    (_short_mechanism, "short"),
)
