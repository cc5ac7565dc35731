"""How a document names documents in short: 本办法 is itself, 《条例》 the one that it named in full."""

import re
from collections.abc import Iterator

from graph.normalise import key
from graph.room import LocalAlias, Room

_SPOKEN = "办法|条例|通知|意见|方案|规定|纲要|决定|细则|通报|公告|通告|建议|章程"
"""Kinds that a text uses by themselves as a name; 规划, 报告 or 措施 alone are common nouns."""
_KINDS = f"{_SPOKEN}|规划|计划|法|报告|标准|规范|指南|要点|措施|制度"
_DRAFT = r"(?:[（(]?(?:草案|试行|修订|暂行|征求意见稿)[）)]?)?"
_SELF = re.compile(rf"本(?:实施|行动|工作|暂行|指导)?(?P<kind>{_KINDS})")
_BARE = re.compile(rf"(?:实施|若干|指导|行动|暂行|工作)?(?:{_SPOKEN}){_DRAFT}")
_ISSUED = re.compile(
    rf"(?:印发|转发|发布|公布)(?P<title>.{{2,80}}?(?:{_KINDS})(?:[（(].{{1,6}}[）)])?》?)的(?:通知|公告|决定|函|命令)$"
)
_NOTE = re.compile(r"(?:[（(][^（）()]{1,8}[）)]|》)+$")


def self_reference(room: Room) -> Iterator[LocalAlias]:
    """本办法 is the document's own title, or the one that it issues; where neither fits, its own 本办法（…）.

    A title that several documents have (政府工作报告) names none of them, so it gets the document's id.
    """
    for name in room.of_type("POLICY"):
        match = _SELF.fullmatch(name)
        title = own_title(room.title, match["kind"]) if match else None
        if match and title is not None and room.label == room.title:
            yield ("POLICY", name), title
        elif match:
            yield ("POLICY", name), f"{title or name}（{room.label}）"


def own_title(title: str, kind: str) -> str | None:
    """Return the title that 本办法 (kind 办法) means in a document with this title.

    关于印发《养老服务管理办法》的通知: 本通知 is the whole, 本办法 is 养老服务管理办法.
    """
    issued = _ISSUED.search(title)
    candidates = (title, issued["title"].strip("《》") if issued else "")
    return next((c for c in candidates if _NOTE.sub("", c).endswith(kind)), None)


def bare_kind(room: Room) -> Iterator[LocalAlias]:
    """《条例》, 纲要（草案）: the one document of that kind that the text names in full, else the document itself."""
    policies = room.of_type("POLICY")
    full = [name for name in policies if not (_BARE.fullmatch(name) or _SELF.fullmatch(name))]
    for short in filter(_BARE.fullmatch, policies):
        fitting = [name for name in full if key(name).endswith(key(short))]
        itself = own_title(room.title, short)
        if len(fitting) == 1:
            yield ("POLICY", short), fitting[0]
        elif itself is not None:
            yield ("POLICY", short), itself
