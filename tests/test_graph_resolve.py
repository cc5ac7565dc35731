"""Which names are one entity: tables of cases, and what must hold whatever the names are."""

import logging
from random import Random

import pytest
from graph_factories import d, ids, m, one, s, x
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Document
from extract.statement import Extraction
from graph.entity import entity_id
from graph.reasons import REASONS
from graph.resolve import resolve

# Names of one document, and the canonical name of all of them.
SAME_EVERYWHERE = [
    (["ORG:“两新”组织", "ORG:两新组织", 'ORG:"两新"组织', "ORG:「两新」组织"], "ORG:“两新”组织"),
    (["MECHANISM:“三会一课”", "MECHANISM:三会一课"], "MECHANISM:三会一课"),
    (["ORG:党的基层组织", "ORG:基层党组织"], "ORG:基层党组织"),
    (["POLICY:投资体制的改革", "POLICY:投资体制改革"], "POLICY:投资体制改革"),
    (["POLICY:《慈善法》", "POLICY:慈善法"], "POLICY:慈善法"),
    (["POLICY:慈善法", "POLICY:中华人民共和国慈善法"], "POLICY:中华人民共和国慈善法"),
    (["POLICY:十九大", "POLICY:党的十九大", "POLICY:中共十九大"], "POLICY:党的十九大"),
    (["POLICY:中国共产党第十九次全国代表大会", "POLICY:十九大"], "POLICY:党的十九大"),
    (["POLICY:十九大报告", "POLICY:党的十九大报告"], "POLICY:党的十九大报告"),
    (["POLICY:十九届四中全会", "POLICY:第十九届中央委员会第四次全体会议"], "POLICY:党的十九届四中全会"),
    (["POLICY:十四届全国人大二次会议"], "POLICY:第十四届全国人民代表大会第二次会议"),
    (["POLICY:第十四个五年规划", "POLICY:“十四五”规划", "POLICY:十四五规划"], "POLICY:“十四五”规划"),
    (["ORG:党", "ORG:我们党", "ORG:我党", "ORG:全党", "ORG:中共"], "ORG:中国共产党"),
    (["ORG:党中央", "ORG:中共中央"], "ORG:中共中央"),
    (["PLACE:我国", "PLACE:中国", "PLACE:中华人民共和国"], "PLACE:中国"),
    (["PLACE:福建", "PLACE:福建省", "PLACE:闽"], "PLACE:福建省"),
    (["PLACE:北京", "PLACE:首都"], "PLACE:北京市"),
    (["PLACE:广西", "PLACE:桂"], "PLACE:广西壮族自治区"),
    (["PLACE:吉林"], "PLACE:吉林省"),
    (["PLACE:萍乡"], "PLACE:萍乡市"),
    (["ACTOR:习近平总书记", "ACTOR:习近平", "ACTOR:习近平同志"], "ACTOR:习近平"),
    (["ACTOR:焦裕禄同志", "ACTOR:焦裕禄"], "ACTOR:焦裕禄"),
    (["ACTOR:群众", "ACTOR:人民群众", "ACTOR:人民"], "ACTOR:人民群众"),
    (["ORG:成都市政府", "ORG:成都市人民政府"], "ORG:成都市人民政府"),
    (["ORG:成都市医保局", "ORG:成都市医疗保障局"], "ORG:成都市医疗保障局"),
    (["ORG:成都市卫健委", "ORG:成都市卫生健康委", "ORG:成都市卫生健康委员会"], "ORG:成都市卫生健康委员会"),
    (["ORG:成都市人力资源社会保障局", "ORG:成都市人力资源和社会保障局"], "ORG:成都市人力资源和社会保障局"),
    (["PLACE:阿坝州", "PLACE:阿坝藏族羌族自治州"], "PLACE:阿坝藏族羌族自治州"),
    (["POLICY:《修改〈慈善办法〉的决定》", "POLICY:修改《慈善办法》的决定"], "POLICY:修改《慈善办法》的决定"),
    (["ORG:国家能源委", "ORG:国家能源委员会"], "ORG:国家能源委员会"),
    (["MECHANISM:网格（化）管理", "MECHANISM:网格(化)管理"], "MECHANISM:网格（化）管理"),
    (["MECHANISM:ＡＩ平台", "MECHANISM:AI平台", "MECHANISM:ai平台"], "MECHANISM:AI平台"),
    (["MECHANISM:智慧 党建\n平台", "MECHANISM:智慧党建平台"], "MECHANISM:智慧党建平台"),
]

# Names of one document that must stay apart.
APART = [
    ["ORG:党支部", "ORG:农村党支部"],
    ["ORG:党组织", "ORG:农村党组织"],
    ["ORG:市委", "ORG:县委"],
    ["ORG:民政部", "ORG:民政部门"],
    ["ORG:杭州市民政局", "ORG:宁波市民政局"],
    ["ORG:市民政局", "ORG:杭州市民政局", "ORG:宁波市民政局"],
    ["ORG:市场监管局", "ORG:杭州市监管局"],
    ["ORG:杭州市教育局", "ORG:杭州市教育考试局"],
    ["ORG:杭州市卫生局", "ORG:杭州市卫生健康局"],
    ["ORG:杭州市医保局", "ORG:宁波市医疗保障局"],
    ["ORG:杭州市医保局", "ORG:杭州市医疗保险局", "ORG:杭州市医疗保障局"],
    ["MECHANISM:临时缴费账户", "MECHANISM:非临时缴费账户"],
    ["MECHANISM:工伤救助基金", "MECHANISM:医疗、工伤救助基金"],
    ["MECHANISM:养老保险", "MECHANISM:商业养老保险"],
    ["PLACE:兰州", "PLACE:兰州新区"],
    ["ORG:企业", "ORG:国有企业"],
    ["ORG:党委", "ORG:党委会"],
    ["POLICY:三大", "POLICY:党的三大报告"],
    ["POLICY:第十次全国代表大会", "POLICY:党的第十次全国代表大会"],
    ["POLICY:十八大", "POLICY:十九大", "POLICY:二十大"],
    ["POLICY:十九届三中全会", "POLICY:十九届四中全会"],
    ["POLICY:“十三五”规划", "POLICY:“十四五”规划"],
    ["POLICY:慈善法", "POLICY:慈善法实施条例"],
    ["POLICY:条例", "POLICY:扶贫条例", "POLICY:慈善条例"],
    ["MECHANISM:管理制度", "MECHANISM:安全管理制度"],
    ["MECHANISM:河长制", "MECHANISM:湖长制"],
    ["ACTOR:老同志", "ACTOR:老"],
    ["ACTOR:党员", "ACTOR:流动党员"],
    ["PLACE:海南藏族自治州", "PLACE:海南省"],
    ["PLACE:朝阳区", "PLACE:朝阳市"],
    ["PLACE:目的地", "PLACE:目地"],
    ["ORG:联席会议", "MECHANISM:联席会议"],
]


@pytest.mark.parametrize(("names", "expected"), SAME_EVERYWHERE)
def test_names_of_one_thing_are_one_entity(names: list[str], expected: str) -> None:
    assert set(one(names)) == {expected}


@pytest.mark.parametrize("names", APART)
def test_names_of_different_things_stay_apart(names: list[str]) -> None:
    assert len(set(one(names))) == len(names)


LOCAL = [
    # 本办法 and 本通知 in a notice that issues a regulation
    (
        "成都市人民政府关于印发成都市社区养老办法的通知",
        "",
        ["POLICY:本办法", "POLICY:本通知"],
        ["POLICY:成都市社区养老办法", "POLICY:成都市人民政府关于印发成都市社区养老办法的通知"],
    ),
    ("成都市养老条例", "", ["POLICY:本条例", "POLICY:条例"], ["POLICY:成都市养老条例"] * 2),
    ("成都市养老条例（草案）", "", ["POLICY:本条例"], ["POLICY:成都市养老条例（草案）"]),
    ("成都市养老条例", "", ["POLICY:本规划"], ["POLICY:本规划（成都市养老条例）"]),
    ("", "", ["POLICY:本办法"], ["POLICY:本办法（a）"]),
    ("", "", ["POLICY:纲要（草案）", "POLICY:浙江省海洋规划纲要（草案）"], ["POLICY:浙江省海洋规划纲要（草案）"] * 2),
    # 我市, by the issuer, the title, or the text
    ("", "成都市人民政府办公厅", ["PLACE:我市", "PLACE:本市", "PLACE:全市"], ["PLACE:成都市"] * 3),
    ("成都市养老条例", "", ["PLACE:本市", "PLACE:绵阳市"], ["PLACE:成都市", "PLACE:绵阳市"]),
    ("", "", ["PLACE:全省", "PLACE:浙江", "PLACE:浙江省"], ["PLACE:浙江省"] * 3),
    ("", "", ["PLACE:全省", "PLACE:浙江"], ["PLACE:全省（a）", "PLACE:浙江省"]),
    ("", "", ["PLACE:我市", "PLACE:成都市", "PLACE:绵阳市"], ["PLACE:我市（a）", "PLACE:成都市", "PLACE:绵阳市"]),
    ("", "国务院", ["PLACE:我省"], ["PLACE:我省（a）"]),
    ("", "北京市东城区人民政府", ["PLACE:我区", "PLACE:本市"], ["PLACE:东城区", "PLACE:北京市"]),
    ("", "", ["PLACE:我区", "PLACE:新疆", "PLACE:新疆"], ["PLACE:新疆维吾尔自治区"] * 3),
    ("", "", ["PLACE:本区", "PLACE:西部地区"], ["PLACE:本区（a）", "PLACE:西部地区"]),
    # bodies of the place
    ("", "", ["ORG:成都市财政局", "ORG:市财政局"], ["ORG:成都市财政局"] * 2),
    (
        "",
        "",
        ["ORG:绵阳市民政局", "ORG:成都市财政局", "ORG:市财政局"],
        ["ORG:绵阳市民政局", "ORG:成都市财政局", "ORG:市财政局"],
    ),
    ("", "", ["ORG:代表省人民政府", "ORG:省人民政府"], ["ORG:代表省人民政府", "ORG:省人民政府"]),
    ("", "", ["ORG:成都市医疗保障局", "ORG:市医保局"], ["ORG:成都市医疗保障局"] * 2),
    ("", "", ["ORG:成都市卫生健康委员会", "ORG:市卫生健康委"], ["ORG:成都市卫生健康委员会"] * 2),
    ("", "成都市人民政府", ["ORG:市医保局", "ORG:成都市医疗保障局"], ["ORG:成都市医疗保障局"] * 2),
    ("", "成都市人民政府", ["ORG:绵阳市民政局", "ORG:市民政局"], ["ORG:绵阳市民政局", "ORG:成都市民政局"]),
    (
        "",
        "成都市人民政府",
        ["ORG:市民政局", "ORG:市政府", "ORG:市委"],
        ["ORG:成都市民政局", "ORG:成都市人民政府", "ORG:中共成都市委"],
    ),
    (
        "",
        "成都市人民政府",
        ["ORG:市级部门", "ORG:市场主体", "ORG:市民", "ORG:区教育局"],
        ["ORG:市级部门", "ORG:市场主体", "ORG:市民", "ORG:区教育局"],
    ),
    ("", "", ["ORG:市民政局"], ["ORG:市民政局"]),
    ("", "", ["ORG:市教育局", "ORG:成都市体育局"], ["ORG:市教育局", "ORG:成都市体育局"]),
    # shorter names of mechanisms and places
    ("成都市社区养老办法", "", ["MECHANISM:养老服务", "MECHANISM:社区养老服务"], ["MECHANISM:社区养老服务"] * 2),
    ("", "", ["MECHANISM:社区养老服务", "MECHANISM:养老服务"], ["MECHANISM:社区养老服务", "MECHANISM:养老服务"]),
    ("政务服务一体化方案", "", ["MECHANISM:服务平台", "MECHANISM:政务服务平台"], ["MECHANISM:政务服务平台"] * 2),
    ("养老办法", "", ["MECHANISM:巡视工作", "MECHANISM:巡视"], ["MECHANISM:巡视工作"] * 2),
    ("", "", ["PLACE:浦东", "PLACE:浦东新区"], ["PLACE:浦东新区"] * 2),
    ("", "", ["PLACE:东湖", "PLACE:东湖区", "PLACE:东湖街道"], ["PLACE:东湖", "PLACE:东湖区", "PLACE:东湖街道"]),
]


@pytest.mark.parametrize(("title", "issuer", "names", "expected"), LOCAL)
def test_short_names_mean_what_their_document_makes_plain(
    title: str, issuer: str, names: list[str], expected: list[str]
) -> None:
    assert one(names, title=title, issuer=issuer) == expected


def test_a_definition_holds_in_its_document_alone() -> None:
    a = x(["MECHANISM:新型农村合作医疗", "MECHANISM:新农合"], says=[(0, "SAME_AS", 1)])
    b = x(["MECHANISM:新农合"], doc_id="b.txt")
    resolution = resolve([a, b])
    assert ids(a, resolution) == ["MECHANISM:新型农村合作医疗"] * 2
    assert ids(b, resolution) == ["MECHANISM:新农合"]


def test_two_full_names_that_share_a_short_one_are_never_merged() -> None:
    a = x(["ORG:青山养老院", "ORG:养老院"], says=[(0, "SAME_AS", 1)])
    b = x(["ORG:绿水养老院", "ORG:养老院"], doc_id="b.txt", says=[(0, "SAME_AS", 1)])
    resolution = resolve([a, b])
    assert ids(a, resolution) == ["ORG:青山养老院"] * 2
    assert ids(b, resolution) == ["ORG:绿水养老院"] * 2


def test_a_short_name_defined_twice_in_one_document_stands_for_neither(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    a = x(["ORG:青山公司", "ORG:绿水公司", "ORG:甲方"], says=[(0, "SAME_AS", 2), (1, "SAME_AS", 2)])
    assert ids(a, resolve([a])) == ["ORG:青山公司", "ORG:绿水公司", "ORG:甲方"]
    assert "甲方 is defined in 2 ways" in caplog.text


def test_a_definition_leads_to_the_canonical_name_of_the_full_name() -> None:
    a = x(["POLICY:中国共产党第十九次全国代表大会", "POLICY:大会"], says=[(0, "SAME_AS", 1)])
    assert ids(a, resolve([a])) == ["POLICY:党的十九大"] * 2


def test_a_short_name_and_its_full_name_are_one_entity_however_the_full_name_is_resolved() -> None:
    names = [
        "ORG:成都市民政局",
        "ORG:市民政局",
        "ORG:民政局",
        "ORG:该局",
        "POLICY:慈善法",
        "POLICY:本法",
        "POLICY:中华人民共和国慈善法",
    ]
    a = x(names, says=[(1, "SAME_AS", 2), (2, "SAME_AS", 3), (4, "SAME_AS", 5)])
    found = ids(a, resolve([a]))
    assert set(found[:4]) == {"ORG:成都市民政局"}
    assert set(found[4:]) == {"POLICY:中华人民共和国慈善法"}


def test_definitions_in_a_circle_end() -> None:
    a = x(["ORG:甲社", "ORG:乙社"], says=[(0, "SAME_AS", 1), (1, "SAME_AS", 0)])
    assert ids(a, resolve([a])) == ["ORG:甲社", "ORG:乙社"]


def test_a_definition_between_two_types_merges_nothing() -> None:
    a = x(["ORG:青山养老院", "MECHANISM:青山模式"], says=[(0, "SAME_AS", 1)])
    assert ids(a, resolve([a])) == ["ORG:青山养老院", "MECHANISM:青山模式"]


def test_lexicon_aliases_count_for_more_than_general_use_and_rules() -> None:
    known = {("ORG", "发改委"): "国家发展和改革委员会", ("POLICY", "党的十九大"): "中国共产党第十九次全国代表大会"}
    names = ["ORG:发改委", "ORG:国家发展和改革委员会", "POLICY:十九大"]
    assert one(names, known=known) == [
        "ORG:国家发展和改革委员会",
        "ORG:国家发展和改革委员会",
        "POLICY:中国共产党第十九次全国代表大会",
    ]


def test_a_lexicon_makes_no_chains() -> None:
    known = {("ORG", "甲"): "乙局", ("ORG", "乙局"): "丙部"}
    assert one(["ORG:甲", "ORG:乙局", "ORG:丙部"], known=known) == ["ORG:乙局", "ORG:乙局", "ORG:丙部"]


def lying(doc_id: str, place: str, *parents: str) -> Extraction:
    """A document that mentions a place twice, first as lying in its parents."""
    names = [f"PLACE:{place}", *(f"PLACE:{p}" for p in parents), f"PLACE:{place}"]
    return x(names, doc_id=doc_id, says=[(0, "LOCATED_IN", i) for i in range(1, len(parents) + 1)])


HOMONYMS = [
    (["内黄县"], ["兰考县"], "城关镇（内黄县）", "城关镇（兰考县）"),
    (["内黄县"], ["内黄县"], "城关镇", "城关镇"),
    (["内黄县"], ["安阳市"], "城关镇", "城关镇"),
    (["内黄县"], ["河南省"], "城关镇", "城关镇"),
    (["内黄县"], ["河北省"], "城关镇（内黄县）", "城关镇（河北省）"),
    (["内黄县", "安阳市"], ["兰考县", "河南省"], "城关镇（内黄县）", "城关镇（兰考县）"),
    (["内黄县"], [], "城关镇", "城关镇"),
    (["内黄县"], ["中部地区"], "城关镇", "城关镇"),
]


@pytest.mark.parametrize(("left", "right", "first", "second"), HOMONYMS)
def test_places_of_one_name_are_told_apart_by_what_excludes_each_other(
    left: list[str], right: list[str], first: str, second: str
) -> None:
    a, b = lying("a.txt", "城关镇", *left), lying("b.txt", "城关镇", *right)
    resolution = resolve([a, b])
    assert [ids(a, resolution)[i] for i in (0, -1)] == [f"PLACE:{first}"] * 2
    assert [ids(b, resolution)[i] for i in (0, -1)] == [f"PLACE:{second}"] * 2


def test_two_places_of_one_name_in_one_document() -> None:
    a = x(
        ["PLACE:城关镇", "PLACE:内黄县", "PLACE:城关镇", "PLACE:兰考县", "PLACE:城关镇"],
        says=[(0, "LOCATED_IN", 1), (2, "LOCATED_IN", 3)],
    )
    found = ids(a, resolve([a]))
    first, second = "PLACE:城关镇（内黄县）", "PLACE:城关镇（兰考县）"
    assert [found[0], found[2], found[4]] == [first, second, second]


def test_a_document_that_tells_no_parent_leaves_the_place_unqualified() -> None:
    a, b, c = lying("a.txt", "城关镇", "内黄县"), lying("b.txt", "城关镇", "兰考县"), lying("c.txt", "城关镇")
    assert set(ids(c, resolve([a, b, c]))) == {"PLACE:城关镇"}


@pytest.mark.parametrize("place", ["北京市", "福建省", "长三角", "高新技术开发区"])
def test_provinces_and_regions_are_never_split(place: str) -> None:
    a, b = lying("a.txt", place, "河北省"), lying("b.txt", place, "广东省")
    assert ids(a, resolve([a, b]))[0] == ids(b, resolve([a, b]))[0] == f"PLACE:{place}"


def test_a_title_that_several_documents_have_names_none_of_them() -> None:
    a, b = x(["POLICY:本报告"]), x(["POLICY:本报告"], doc_id="b.txt")
    headers = [d(title="政府工作报告"), d("b.txt", title="政府工作报告")]
    resolution = resolve([a, b], documents=headers)
    assert list(resolution.entities) == ["POLICY:政府工作报告（a）", "POLICY:政府工作报告（b）"]


def test_every_alias_has_a_reason_in_words() -> None:
    a = x(["ORG:党", "ORG:市民政局", "POLICY:十九大", "MECHANISM:“河长制”", "MECHANISM:河长制"])
    resolution = resolve([a], documents=[d(issuer="成都市人民政府")])
    aliases = {alias.name: alias for entity in resolution.entities.values() for alias in entity.aliases}
    assert set(aliases) == {"党", "市民政局", "十九大"}
    assert aliases["市民政局"].where == "a.txt" and "a.txt" in aliases["市民政局"].reason
    for alias in aliases.values():
        assert alias.code in REASONS and alias.reason.startswith(REASONS[alias.code].zh)


HOSTILE = ["", " ", "“”", "\x00", "a|b", "甲|乙", "甲\u202e乙", "\ud800", "<script>", "=1+1", "《", "”“", "\u200b党"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_become_names_that_can_be_written(text: str) -> None:
    (id,) = one([f"ORG:{text}"])
    name = id.partition(":")[2]
    assert name and "|" not in name and name.isprintable()
    assert name.encode("utf-8")


def test_a_hostile_file_name_gets_into_no_name_and_no_reason() -> None:
    a = x(["POLICY:本办法", "PLACE:我市"], doc_id="a|\x00“b\n.txt")
    (policy, place) = resolve([a], documents=[d(a.doc_id, issuer="成都市人民政府")]).entities.values()
    for text in (policy.name, place.name, policy.id, *(n.reason for n in (*policy.aliases, *place.aliases))):
        assert "|" not in text
    assert policy.name.isprintable()


NAMES = st.sampled_from(
    [
        *("ORG:党", "ORG:市民政局", "ORG:成都市民政局", "ORG:“两新”组织", "ORG:两新组织", "ORG:新办", "ORG:新区办公室"),
        *("PLACE:城关镇", "PLACE:内黄县", "PLACE:兰考县", "PLACE:我市", "PLACE:成都", "PLACE:成都市", "PLACE:河南省"),
        *("POLICY:本办法", "POLICY:十九大", "POLICY:慈善法", "POLICY:中华人民共和国慈善法", "CONCEPT:组织力"),
        *("MECHANISM:养老服务", "MECHANISM:社区养老服务", "ACTOR:习近平", "ACTOR:习近平总书记"),
    ]
)
INDEX = st.integers(0, 5)
STATEMENT = st.tuples(INDEX, st.sampled_from(["SAME_AS", "LOCATED_IN", "LEADS"]), INDEX)
DOCUMENT = st.tuples(st.lists(NAMES, min_size=6, max_size=9), st.lists(STATEMENT, max_size=4), st.booleans())


@st.composite
def corpora(draw: st.DrawFn) -> list[tuple[Extraction, Document]]:
    made = []
    for number, (names, says, issued) in enumerate(draw(st.lists(DOCUMENT, min_size=1, max_size=4))):
        id = f"{number}.txt"
        made.append((x(names, doc_id=id, says=says), d(id, issuer="成都市人民政府" if issued else "")))
    return made


def reverse(extraction: Extraction) -> Extraction:
    return Extraction(
        extraction.doc_id, extraction.mentions[::-1], extraction.statements[::-1], extraction.sentences[::-1]
    )


@settings(max_examples=150, deadline=None)
@given(corpora(), st.randoms(use_true_random=False))
def test_the_result_does_not_depend_on_the_order_of_documents_or_mentions(
    corpus: list[tuple[Extraction, Document]], random: Random
) -> None:
    expected = resolve([e for e, _ in corpus], documents=[h for _, h in corpus])
    shuffled = list(corpus)
    random.shuffle(shuffled)
    found = resolve([reverse(e) for e, _ in shuffled], documents=[h for _, h in shuffled])
    assert found.entities == expected.entities
    assert list(found.entities) == sorted(found.entities)
    assert found.of == expected.of


@settings(max_examples=100, deadline=None)
@given(corpora())
def test_each_mention_has_an_entity_of_its_type_that_knows_its_name(corpus: list[tuple[Extraction, Document]]) -> None:
    resolution = resolve([e for e, _ in corpus], documents=[h for _, h in corpus])
    for (_, _, _, type), id in resolution.of.items():
        entity = resolution.entities[id]
        assert entity.type == type
        assert entity.id == id == entity_id(entity.type, entity.name)
        assert entity.name not in {alias.name for alias in entity.aliases}
        assert len({alias.name for alias in entity.aliases}) == len(entity.aliases)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=12), st.sampled_from(["ORG", "POLICY", "MECHANISM", "PLACE", "ACTOR", "CONCEPT"]))
def test_any_text_is_a_name(text: str, type: str) -> None:
    mention = m(type, text)
    resolution = resolve([Extraction("a.txt", (mention,), (), ())])
    (entity,) = resolution.entities.values()
    assert entity.name.isprintable() and "|" not in entity.name


def test_arguments_of_statements_are_resolved_even_if_not_listed_as_mentions() -> None:
    head, tail = m("ORG", "党", 0), m("CONCEPT", "组织力", 5)
    resolution = resolve([Extraction("a.txt", (), (s(head, "PROMOTES", tail),), ())])
    assert list(resolution.entities) == ["CONCEPT:组织力", "ORG:中国共产党"]
