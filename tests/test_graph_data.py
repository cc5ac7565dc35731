"""The list of aliases in general use, and the gazetteer as the graph reads it."""

import csv
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.schema import load_schema
from graph.divisions import COUNTY, PREFECTURE, PROVINCE, TOWNSHIP, full_name, is_division, level, lies_in
from graph.normalise import clean, key
from graph.reasons import REASONS, explain

LINES = (files("graph") / "data" / "aliases.csv").read_text(encoding="utf-8").splitlines()
ROWS = list(csv.DictReader(line for line in LINES if not line.startswith("#")))


def test_the_list_of_aliases_says_where_it_is_from() -> None:
    assert LINES[0].startswith("# ") and any(line.startswith("# Sources: ") for line in LINES)


def test_each_alias_is_listed_once_with_a_known_type_and_reason_and_leads_to_no_other_alias() -> None:
    aliases = [(row["type"], key(row["alias"])) for row in ROWS]
    assert len(set(aliases)) == len(aliases)
    for row in ROWS:
        assert row["type"] in load_schema().entities and row["reason"] in REASONS
        assert clean(row["alias"]) == row["alias"] and clean(row["name"]) == row["name"]
        assert (row["type"], key(row["name"])) not in aliases


def test_reasons_are_said_in_both_languages() -> None:
    assert explain("definition", where="a.txt") == "文中以“以下简称”等方式定义（见 a.txt）"
    assert explain("definition", "en", where="a.txt") == "the text itself defines the short name (in a.txt)"
    assert explain("of my own") == "of my own"


LEVELS = [
    ("浙江省", PROVINCE),
    ("北京市", PROVINCE),
    ("安阳市", PREFECTURE),
    ("阿坝藏族羌族自治州", PREFECTURE),
    ("长垣市", COUNTY),
    ("内黄县", COUNTY),
    ("城关镇", TOWNSHIP),
    ("长三角", None),
    ("西部地区", None),
]


@pytest.mark.parametrize(("place", "expected"), LEVELS)
def test_levels(place: str, expected: int | None) -> None:
    assert level(place) == expected


def test_parents_and_full_names() -> None:
    assert lies_in("内黄县") == {"安阳市"} and len(lies_in("城关镇")) > 50
    assert is_division("内黄县") and not is_division("城关镇") and not is_division("代表省")
    assert full_name("吉林") == "吉林省" and full_name("兰州") == "兰州市"
    assert full_name("大理") is None and full_name("朝阳") is None


CLEAN = [
    ("“三会一课”", "三会一课"),
    ("无废城市”建设", "“无废城市”建设"),
    ("“三务公开", "三务公开"),
    ("《关于“两新”组织的意见》", "关于“两新”组织的意见"),
    ("“学习”与“实践”", "“学习”与“实践”"),
    ("《甲办法》和《乙办法》", "《甲办法》和《乙办法》"),
    ("智慧 党建 平台", "智慧党建平台"),
    ("AI for Good 峰会", "AI for Good峰会"),
    ("a|b", "a｜b"),
    ("\ue000", "□"),
    ("“”", "“”"),
    ("", "□"),
]


@pytest.mark.parametrize(("text", "name"), CLEAN)
def test_clean(text: str, name: str) -> None:
    assert clean(text) == name
    assert clean(name) == name


@given(st.text(alphabet="“”‘’《》〈〉\"'（）() 的党建aB|\n\u200b", max_size=12))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert key(clean(text))
