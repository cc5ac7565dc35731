"""Aliases that hold in one document only, each rule with its reason."""

import re
from collections.abc import Iterator

from graph.bodies import local_body
from graph.normalise import key
from graph.places import generic_part, here
from graph.room import LocalAlias, Merge, Name, Room, Rule
from graph.titles import bare_kind, self_reference

_OTHER = re.compile(r"[、和与及或]|^[非不无]$")
"""What makes a longer name another thing: it lists several, or denies."""
_VAGUE = re.compile(r"(?:.*(?:工作|管理|领导|责任|考核|安全|保障|评价|监督))?(?:制度|机制|体制|体系)|.*保险[费金]?")


def local_aliases(room: Room) -> dict[Name, Merge]:
    """Return what each short name of the document stands for there, by the first rule that knows it."""
    merges: dict[Name, Merge] = {}
    for rule, code in _RULES:
        for short, full in rule(room):
            if key(short[1]) != key(full):
                merges.setdefault(short, Merge(full, code, room.doc_id))
    return merges


def _defined(room: Room) -> Iterator[LocalAlias]:
    """What the text itself defines: 新型农村合作医疗（以下简称新农合）."""
    yield from sorted(room.definitions.items())


def _short_mechanism(room: Room) -> Iterator[LocalAlias]:
    """集约化平台: the one fuller name of a mechanism in the text that ends in it (政府网站集约化平台).

    A name of four characters needs the full one before it: 签约服务 after 家庭医生签约服务. One that says too little
    (管理制度) is left alone.
    """
    mechanisms = room.of_type("MECHANISM")
    for at, short in enumerate(mechanisms):
        if len(short) < 4 or _VAGUE.fullmatch(short):
            continue
        fuller = [i for i, name in enumerate(mechanisms) if name != short and name.endswith(short)]
        fuller = [i for i in fuller if not _OTHER.search(mechanisms[i].removesuffix(short))]
        if len(fuller) == 1 and (len(short) > 4 or fuller[0] < at):
            yield ("MECHANISM", short), mechanisms[fuller[0]]


def _without_work(room: Room) -> Iterator[LocalAlias]:
    """清理整顿 and 清理整顿工作 are one mechanism where a text has both."""
    mechanisms = room.of_type("MECHANISM")
    present = frozenset(mechanisms)
    yield from ((("MECHANISM", name), f"{name}工作") for name in mechanisms if f"{name}工作" in present)


_RULES: tuple[tuple[Rule, str], ...] = (
    (_defined, "definition"),
    (self_reference, "self"),
    (here, "here"),
    (bare_kind, "genre"),
    (local_body, "body"),
    (generic_part, "place"),
    (_without_work, "short"),
    (_short_mechanism, "short"),
)
