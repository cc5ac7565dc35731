"""Why two names were taken for one entity: a short code that stays, and a sentence for people in two languages."""

from typing import NamedTuple


class Reason(NamedTuple):
    """A kind of reason for a merge, in words."""

    zh: str
    en: str


REASONS: dict[str, Reason] = {
    "definition": Reason("文中以“以下简称”等方式定义", "the text itself defines the short name"),
    "lexicon": Reason("词表所列别名", "the lexicon lists it as an alias"),
    "usage": Reason("通行的简称或代称", "a short name in general use"),
    "congress": Reason("党代会、全会和人大会议的简称", "a short name of a congress or plenary session"),
    "plan": Reason("五年规划（计划）的简称", "a short name of a five-year plan"),
    "law": Reason("法律法规名称省去“中华人民共和国”", "the name of a law without “of the People's Republic of China”"),
    "title": Reason("人名后加职务或称呼", "a person's name with a title behind it"),
    "place": Reason("地名省去通名", "a place name without its generic part (省, 市, 县 …)"),
    "self": Reason("文中自称，指本文件", "“this document”, said in the document itself"),
    "here": Reason("文中指发文地", "“this city”, “our province”: the place that the document speaks for"),
    "genre": Reason("文中以文种代称该文件", "the document named by its kind alone (条例, 意见 …)"),
    "body": Reason("文中省去地名的本地机构", "a local body named without its place, or shortened"),
    "abbreviation": Reason("同地机构名称的缩略", "an abbreviated name of a body of the same place"),
    "short": Reason("文中较全名称的省称", "short for the one fuller name in the same document"),
    "homonym": Reason("同名异地，以上级地名区分", "one of several places of that name, told apart by where it lies"),
    "spelling": Reason("写法不同（引号、括号、空格、全半角、“的”）", "another spelling (quotes, brackets, space, 的)"),
}
"""In the order of their strength: of two reasons for one alias, the earlier is kept."""

_RANK = {code: rank for rank, code in enumerate(REASONS)}


def rank(code: str) -> int:
    """Return the place of a reason in the order of strength; an unknown one comes last."""
    return _RANK.get(code, len(_RANK))


def explain(code: str, lang: str = "zh", *, where: str = "") -> str:
    """Say a reason in words.

    Args:
        code: a key of `REASONS`; any other is returned as it is.
        lang: `zh` or `en`.
        where: the document in which alone the reason holds, if any; a `|` in its id, which separates reasons in tables,
            becomes `｜`.
    """
    if code not in REASONS:
        return code
    words = REASONS[code].zh if lang == "zh" else REASONS[code].en
    if not where:
        return words
    where = where.replace("|", "｜")
    return f"{words}（见 {where}）" if lang == "zh" else f"{words} (in {where})"
