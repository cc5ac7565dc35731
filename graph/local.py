"""Aliases that hold in one document only, each rule with its reason."""

import re
from collections.abc import Iterator
from itertools import pairwise

from graph.bodies import local_body
from graph.normalise import key
from graph.places import generic_part, here
from graph.room import LocalAlias, Merge, Name, Room, Rule
from graph.titles import bare_kind, self_reference

_OTHER = re.compile(r"[、和与及或]")
"""What makes a longer name another thing: it lists several."""


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
    """集约化平台: the one fuller name of it in the text (政府网站集约化平台), if the title has what is left out.

    What a document is about it need not repeat. Elsewhere a longer name is more often a kind of its own: 安全管理制度
    is not the 管理制度 of the same report.
    """
    mechanisms = room.of_type("MECHANISM")
    full = [name for name in mechanisms if any(name.startswith(start) for start in _starts(room.title))]
    for short in mechanisms:
        fuller = [name for name in full if name != short and name.endswith(short)]
        if len(short) >= 4 and len(fuller) == 1 and _is_left_out(room.title, fuller[0].removesuffix(short)):
            yield ("MECHANISM", short), fuller[0]


def _starts(title: str) -> frozenset[str]:
    return frozenset(a + b for a, b in pairwise(title))


def _is_left_out(title: str, start: str) -> bool:
    return len(start) > 1 and start in title and not _OTHER.search(start)


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
