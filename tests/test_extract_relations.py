"""Relations and their modality: tables of cases. Notation: `head RELATION tail modality force`."""

from functools import cache

import pytest

from corpus.document import Document
from extract.analysis import Link, Span
from extract.pipeline import extract, load
from extract.relations import allowed_links
from extract.schema import load_schema
from extract.statement import MODALITIES, Statement


@cache
def pipeline():  # type: ignore[no-untyped-def]
    return load(model=False)


def statements(text: str, **fields: object) -> list[Statement]:
    return list(extract(Document("a", text, **fields), pipeline()).statements)  # type: ignore[arg-type]


def triples(text: str) -> set[str]:
    return {f"{s.head.text} {s.relation} {s.tail.text}" for s in statements(text)}


RELATIONS = [
    # LEADS
    ("街道党工委领导社区党组织。", "街道党工委 LEADS 社区党组织"),
    ("市民政局牵头居家养老服务。", "市民政局 LEADS 居家养老服务"),
    ("党建引领基层治理。", "党建 LEADS 基层治理"),
    # ESTABLISHES
    ("街道党工委建立党建联席会议制度。", "街道党工委 ESTABLISHES 党建联席会议制度"),
    ("社区党组织成立居民议事会。", "社区党组织 ESTABLISHES 居民议事会"),
    ("市人民政府设立养老服务专项资金管理委员会。", "市人民政府 ESTABLISHES 养老服务专项资金管理委员会"),
    ("国家建立长期护理保险制度。", "国家 ESTABLISHES 长期护理保险制度"),
    # IMPLEMENTS
    ("党员落实三会一课制度。", "党员 IMPLEMENTS 三会一课制度"),
    ("企业执行最低工资标准。", "企业 IMPLEMENTS 最低工资标准"),
    ("乡镇人民政府实施乡村振兴战略。", "乡镇人民政府 IMPLEMENTS 乡村振兴战略"),
    # PROPOSES
    ("党的十九大提出乡村振兴战略。", "党的十九大 PROPOSES 乡村振兴战略"),
    # PROMOTES
    ("网格化管理提升治理效能。", "网格化管理 PROMOTES 治理效能"),
    ("居民议事会激发内生动力。", "居民议事会 PROMOTES 内生动力"),
    ("国务院推进机构改革。", "国务院 PROMOTES 机构改革"),
    # HINDERS
    ("形式主义削弱组织力。", "形式主义 HINDERS 组织力"),
    ("人口老龄化制约经济增长。", "人口老龄化 HINDERS 经济增长"),
    # ADDRESSES
    ("人民调解委员会化解矛盾纠纷。", "人民调解委员会 ADDRESSES 矛盾纠纷"),
    ("数字平台破解信息孤岛。", "数字平台 ADDRESSES 信息孤岛"),
    # SERVES
    ("社区卫生服务中心服务老年人。", "社区卫生服务中心 SERVES 老年人"),
    ("党员联系群众。", "党员 SERVES 群众"),
    # SUPERVISES
    ("民政部门监督养老机构。", "民政部门 SUPERVISES 养老机构"),
    ("党支部教育党员。", "党支部 SUPERVISES 党员"),
    # COOPERATES, in either direction
    ("学校与企业合作。", "学校 COOPERATES 企业"),
    # BASED_ON
    ("社区党组织以网格化管理为抓手提升服务水平。", "社区党组织 BASED_ON 网格化管理"),
    ("民政部门按照社会救助制度发放补贴。", "民政部门 BASED_ON 社会救助制度"),
    # PARTICIPATES_IN
    ("志愿者参与社区治理。", "志愿者 PARTICIPATES_IN 社区治理"),
    ("居民参加居民议事会。", "居民 PARTICIPATES_IN 居民议事会"),
    # PART_OF
    ("支持工会、妇联等人民团体开展工作。", "妇联 PART_OF 人民团体"),
    ("社会救助体系包括医疗救助和临时救助。", "临时救助 PART_OF 社会救助体系"),
    # AFFILIATED_WITH
    ("社区党委的党务工作者很负责。", "党务工作者 AFFILIATED_WITH 社区党委"),
    # LOCATED_IN, from names and chains
    ("宁波市民政局发布公告。", "宁波市民政局 LOCATED_IN 宁波市"),
    ("宁波市鄞州区开展试点。", "鄞州区 LOCATED_IN 宁波市"),
    # An omitted subject is that of the clause before.
    ("街道办事处整合资源，成立志愿服务组织。", "街道办事处 ESTABLISHES 志愿服务组织"),
    # Lists distribute, on both sides.
    ("街道、社区建立网格化管理和居民议事会。", "社区 ESTABLISHES 居民议事会"),
    ("民政部门、财政部门落实最低生活保障制度。", "财政部门 IMPLEMENTS 最低生活保障制度"),
]


@pytest.mark.parametrize(("text", "expected"), RELATIONS)
def test_relations(text: str, expected: str) -> None:
    assert expected in triples(text)


NO_RELATION = [
    "街道党工委和社区党组织。",
    "建立党建联席会议制度。",
    "社区党组织很重要。",
    "",
]


@pytest.mark.parametrize("text", NO_RELATION)
def test_nothing_is_stated(text: str) -> None:
    assert not [t for t in triples(text) if " ESTABLISHES " in t or " LEADS " in t]


MODALITY = [
    ("街道党工委建立了党建联席会议制度。", "asserted", ""),
    ("街道党工委已经建立党建联席会议制度。", "asserted", ""),
    ("街道党工委建立党建联席会议制度。", "asserted", ""),
    ("街道党工委应当建立党建联席会议制度。", "proposed", "must"),
    ("街道党工委必须建立党建联席会议制度。", "proposed", "must"),
    ("街道党工委要建立党建联席会议制度。", "proposed", "must"),
    ("街道党工委须建立党建联席会议制度。", "proposed", "must"),
    ("街道党工委应建立党建联席会议制度。", "proposed", "must"),
    ("街道党工委需要建立党建联席会议制度。", "proposed", "must"),
    ("街道党工委可以建立党建联席会议制度。", "proposed", "may"),
    ("街道党工委有权建立党建联席会议制度。", "proposed", "may"),
    ("鼓励街道党工委建立党建联席会议制度。", "proposed", "encouraged"),
    ("支持街道党工委建立党建联席会议制度。", "proposed", "encouraged"),
    ("允许街道党工委建立党建联席会议制度。", "proposed", "encouraged"),
    ("街道党工委不得建立党建联席会议制度。", "negated", "forbidden"),
    ("严禁街道党工委建立党建联席会议制度。", "negated", "forbidden"),
    ("禁止街道党工委建立党建联席会议制度。", "negated", "forbidden"),
    ("街道党工委不应当建立党建联席会议制度。", "negated", "forbidden"),
    ("街道党工委未建立党建联席会议制度。", "negated", ""),
    ("街道党工委没有建立党建联席会议制度。", "negated", ""),
    ("街道党工委尚未建立党建联席会议制度。", "negated", ""),
    ("街道党工委难以建立党建联席会议制度。", "negated", ""),
    ("街道党工委无法建立党建联席会议制度。", "negated", ""),
    ("街道党工委未能建立党建联席会议制度。", "negated", ""),
    ("街道党工委很少建立党建联席会议制度。", "negated", ""),
    ("去年街道党工委建立党建联席会议制度。", "asserted", ""),
    ("近年来街道党工委建立党建联席会议制度。", "asserted", ""),
    ("街道党工委先后建立党建联席会议制度。", "asserted", ""),
    ("街道党工委应当整合资源，建立党建联席会议制度。", "proposed", "must"),
    ("街道党工委不得推诿，应当建立党建联席会议制度。", "proposed", "must"),
    ("街道党工委不得拒绝建立党建联席会议制度。", "proposed", "must"),
    ("街道党工委不得以经费不足为由拖延建立党建联席会议制度。", "proposed", "must"),
    ("街道党工委可以整合资源，建立党建联席会议制度。", "proposed", "may"),
]


@pytest.mark.parametrize(("text", "modality", "force"), MODALITY)
def test_modality(text: str, modality: str, force: str) -> None:
    found = [s for s in statements(text) if s.relation == "ESTABLISHES" and s.tail.text.endswith("联席会议制度")]
    assert [(s.modality, s.force) for s in found] == [(modality, force)]


def test_what_a_list_is_of_stands_right_behind_it() -> None:
    assert "工会 PART_OF 人民团体" in triples("发挥工会、妇联等人民团体的桥梁作用。")


def test_links_that_differ_in_modality_alone_come_in_one_order() -> None:
    """The order of a set of strings changes from run to run; the tables must not."""
    head, tail = Span(0, 2, "ORG", "a"), Span(4, 6, "MECHANISM", "a")
    links = [Link(head, "ESTABLISHES", tail, 0, 9, m, f, "verb") for m in MODALITIES for f in ("", "must", "may")]
    assert allowed_links(reversed(links), load_schema()) == sorted(links)


@pytest.mark.parametrize("text", ["坚定不移推进基层治理。", "全力以赴推进基层治理。", "行稳致远，推进基层治理。"])
def test_set_adverbs_are_no_concepts(text: str) -> None:
    found = {s.text for s in extract(Document("a", text), pipeline()).mentions}
    assert found <= {"基层治理"}


def test_a_statement_quotes_its_document_across_line_breaks() -> None:
    text = "街道党工委统筹辖区内的各类资源，建立党建联席会\n议制度。\n其他。"
    (statement,) = [s for s in statements(text) if s.relation == "ESTABLISHES"]
    assert statement.sentence == "街道党工委统筹辖区内的各类资源，建立党建联席会议制度。"
    assert "".join(text[statement.start : statement.end].split()) == statement.sentence
    assert statement.rule


def test_a_sentence_of_a_hundred_thousand_characters_is_linear() -> None:
    text = "街道党工委建立党建联席会议制度，" * 6000
    assert len(statements(text)) > 10
