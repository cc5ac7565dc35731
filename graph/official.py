"""Rules of official names: how congresses, plans, laws, bodies and people are named in short.

Each rule reads one name and returns the full one, or None where it has nothing to say.
"""

import re
from collections.abc import Callable

from graph.divisions import full_name

_NUMERAL = "一二三四五六七八九十百"
_CONGRESS = re.compile(
    rf"(?P<party>中国共产党|中共|党的|党)?第?(?P<n>[{_NUMERAL}]+)(?:次全国代表大会|大)(?P<rest>报告|党章)?"
)
_PLENUM = re.compile(
    rf"(?:中国共产党|中共|党的|党)?第?(?P<n>[{_NUMERAL}]+)届(?:中央委员会)?第?(?P<m>[{_NUMERAL}]+)(?:次全体会议|中全会)"
)
_SESSION = re.compile(rf"第?(?P<n>[{_NUMERAL}]+)届全国(?:人民代表大会|人大)(?:第)?(?P<m>[{_NUMERAL}]+)次会议")
_PLAN = re.compile(
    rf"(?:中华人民共和国)?(?:国民经济和社会发展)?第(?P<n>[{_NUMERAL}]+)个五年(?P<kind>规划|计划)(?P<rest>纲要)?"
)
_PARTY_ORGANISATION = re.compile(
    r"党的(?P<kind>基层|地方|各级|各级地方|农村基层|农村|社区|街道|城市|机关|企业|高校)组织"
)
_GOVERNMENT = re.compile(r"(?P<place>[一-鿿]{2,12}(?:省|市|自治区|自治州|县|区|旗|镇|乡))政府(?P<rest>办公厅|办公室)?")
_COMMITTEE = re.compile(r".{2,20}(?<![党政省市区县州旗乡镇工纪团常])委")
_LAW = re.compile(r"(?!中华人民共和国|中国).{1,40}(?:法|法典|条例|办法|规定|细则)")
_TITLE = re.compile(r"(?P<who>[一-鿿·]{2,12})(?:同志|总书记|书记|主席|副主席|总理|副总理|委员长|部长|省长|市长)")


def congress(name: str) -> str | None:
    """Read a Party congress: 十九大, 中国共产党第十九次全国代表大会 → 党的十九大; 十九大报告 → 党的十九大报告.

    Without the Party's name only 十一大 and later ones count: 三大 and 十大 are more often something else, and others
    too hold a 第十次全国代表大会.
    """
    match = _CONGRESS.fullmatch(name)
    if match is None or not (match["party"] or (len(match["n"]) > 1 and "次" not in name)):
        return None
    return f"党的{match['n']}大{match['rest'] or ''}"


def plenum(name: str) -> str | None:
    """Read a plenary session: 中共十九届四中全会, 第十九届中央委员会第四次全体会议 → 党的十九届四中全会."""
    match = _PLENUM.fullmatch(name)
    return f"党的{match['n']}届{match['m']}中全会" if match else None


def session(name: str) -> str | None:
    """Read a session of the National People's Congress: 十四届全国人大二次会议 → 第十四届全国人民代表大会第二次会议."""
    match = _SESSION.fullmatch(name)
    return f"第{match['n']}届全国人民代表大会第{match['m']}次会议" if match else None


def five_year_plan(name: str) -> str | None:
    """Read a national five-year plan: 第十四个五年规划, 国民经济和社会发展第十四个五年规划 → “十四五”规划."""
    match = _PLAN.fullmatch(name)
    return f"“{match['n']}五”{match['kind']}{match['rest'] or ''}" if match else None


def party_organisation(name: str) -> str | None:
    """Turn 党的基层组织 into 基层党组织."""
    match = _PARTY_ORGANISATION.fullmatch(name)
    return f"{match['kind']}党组织" if match else None


def government(name: str) -> str | None:
    """Give a local government its full name: 广州市政府 → 广州市人民政府."""
    match = _GOVERNMENT.fullmatch(name)
    return f"{match['place']}人民政府{match['rest'] or ''}" if match else None


def committee(name: str) -> str | None:
    """Spell out 委 at the end of a body of government: 国家发展改革委 → 国家发展改革委员会; 市委 and 工委 stay."""
    return f"{name}员会" if _COMMITTEE.fullmatch(name) else None


def law(name: str) -> str | None:
    """Give a law its state's name: 慈善法 → 中华人民共和国慈善法."""
    return f"中华人民共和国{name}" if _LAW.fullmatch(name) else None


def person(name: str) -> str | None:
    """Take the title off a person's name: 焦裕禄同志 → 焦裕禄."""
    match = _TITLE.fullmatch(name)
    return match["who"] if match else None


RULES: tuple[tuple[str, Callable[[str], str | None], str, bool], ...] = (
    ("POLICY", congress, "congress", False),
    ("POLICY", plenum, "congress", False),
    ("POLICY", session, "congress", False),
    ("POLICY", five_year_plan, "plan", False),
    ("POLICY", law, "law", True),
    ("ORG", party_organisation, "spelling", False),
    ("ORG", government, "usage", True),
    ("ORG", committee, "usage", True),
    ("ACTOR", person, "title", True),
    ("PLACE", full_name, "place", False),
)
"""(entity type, rule, reason, whether the full name must occur in the corpus)."""
