"""Aliases that hold in every document: those of the lexicons, and those that the form of official names gives."""

import csv
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from graph.normalise import clean, key

Name = tuple[str, str]
"""An entity type and a name."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A decision that a name stands for another: the name it stands for, why (a code), and in which document alone."""

    name: str
    code: str
    where: str = ""


@lru_cache(maxsize=1)
def _general() -> dict[Name, Merge]:
    """Read graph/data/aliases.csv: (type, key of the alias) → merge."""
    text = (files("graph") / "data" / "aliases.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {(row["type"], key(row["alias"])): Merge(row["name"], row["reason"]) for row in rows}


@dataclass(slots=True)
class Standing:
    """Says for which name a name stands, wherever it occurs.

    `names` are the distinct names of the corpus: a law is known by its short name, and a person by their title, only
    where the full name occurs as well.
    """

    known: Mapping[Name, str]
    names: Iterable[Name]
    _table: dict[Name, Merge] = field(init=False)
    _present: dict[Name, str] = field(init=False)

    def __post_init__(self) -> None:
        self._table = _general() | _lexicon(self.known)
        self._present = {(type, key(name)): name for type, name in self.names}

    def __call__(self, type: str, name: str) -> Merge | None:
        """Return the merge, or None where the name stands for itself.

        A name that a table gives is looked up first; a rule's result is looked up once more, so that the rule and
        the table agree on the canonical name. Nothing is followed further: no chains.
        """
        listed = self._table.get((type, key(name)))
        if listed is not None:
            return listed if key(listed.name) != key(name) else None
        made = self._by_rule(type, name)
        if made is None:
            return None
        listed = self._table.get((type, key(made.name)))
        name_of = listed.name if listed is not None else made.name
        return Merge(name_of, made.code) if key(name_of) != key(name) else None

    def _by_rule(self, type: str, name: str) -> Merge | None:
        for kind, rule, code, needs_full in _RULES:
            full = rule(name) if kind == type else None
            if full is not None and (not needs_full or (type, key(full)) in self._present):
                return Merge(full, code)
        return None


def _lexicon(known: Mapping[Name, str]) -> dict[Name, Merge]:
    """Turn the lexicons' aliases into merges; a name that has aliases of its own stays: a lexicon makes no chains."""
    heads = {(type, key(name)) for (type, _), name in known.items()}
    pairs = sorted((type, alias, name) for (type, alias), name in known.items())
    return {(t, key(a)): Merge(clean(n), "lexicon") for t, a, n in pairs if (t, key(a)) not in heads}


_NUMERAL = "一二三四五六七八九十百"
_CONGRESS = re.compile(
    rf"(?P<party>中国共产党|中共|党的|党)?第?(?P<n>[{_NUMERAL}]+)(?:次全国代表大会|大)(?P<rest>报告|党章)?"
)
_PLENUM = re.compile(
    rf"(?:中国共产党|中共|党的|党)?第?(?P<n>[{_NUMERAL}]+)届(?:中央委员会)?第?(?P<m>[{_NUMERAL}]+)(?:次全体会议|中全会)"
)
_SESSION = re.compile(
    rf"第?(?P<n>[{_NUMERAL}]+)届全国(?:人民代表大会|人大)(?:第)?(?P<m>[{_NUMERAL}]+)次会议"
)
_PLAN = re.compile(
    rf"(?:中华人民共和国)?(?:国民经济和社会发展)?第(?P<n>[{_NUMERAL}]+)个五年(?P<kind>规划|计划)(?P<rest>纲要)?"
)
_PARTY_ORGANISATION = re.compile(
    r"党的(?P<kind>基层|地方|各级|各级地方|农村基层|农村|社区|街道|城市|机关|企业|高校)组织"
)
_LAW = re.compile(r"(?!中华人民共和国|中国).{1,40}(?:法|法典|条例|办法|规定|细则)")
_TITLE = re.compile(r"(?P<who>[一-鿿·]{2,12})(?:同志|总书记|书记|主席|副主席|总理|副总理|委员长|部长|省长|市长)")


def congress(name: str) -> str | None:
    """Read a Party congress: 十九大, 中国共产党第十九次全国代表大会 → 党的十九大; 十九大报告 → 党的十九大报告.

    Without the Party's name only an eleventh and later ones count: 三大 and 十大 are more often something else.
    """
    match = _CONGRESS.fullmatch(name)
    if match is None or not (match["party"] or len(match["n"]) > 1 or "次" in name):
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


def law(name: str) -> str | None:
    """Give a law its state's name: 慈善法 → 中华人民共和国慈善法."""
    return f"中华人民共和国{name}" if _LAW.fullmatch(name) else None


def person(name: str) -> str | None:
    """Take the title off a person's name: 焦裕禄同志 → 焦裕禄."""
    match = _TITLE.fullmatch(name)
    return match["who"] if match else None


_RULES: tuple[tuple[str, Callable[[str], str | None], str, bool], ...] = (
    ("POLICY", congress, "congress", False),
    ("POLICY", plenum, "congress", False),
    ("POLICY", session, "congress", False),
    ("POLICY", five_year_plan, "plan", False),
    ("ORG", party_organisation, "spelling", False),
    ("POLICY", law, "law", True),
    ("ACTOR", person, "title", True),
)
"""(entity type, rule, reason, whether the full name must occur in the corpus)."""
