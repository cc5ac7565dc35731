"""Mentions, by rule: tables of cases that a linguist could extend. Notation: `TYPE:name` in the order of the text."""

from functools import cache
from pathlib import Path

import pytest

from corpus.document import Document
from extract.pipeline import analyse, extract, load
from extract.statement import Mention


@cache
def pipeline(model: bool):  # type: ignore[no-untyped-def]
    return load(model=model)


def mentions(text: str, *, model: bool = False, **fields: object) -> list[Mention]:
    document = Document("a", text, **fields)  # type: ignore[arg-type]
    return [m for m in extract(document, pipeline(model)).mentions if m.type != "CONCEPT"]


def found(text: str, **options: object) -> list[str]:
    return [f"{m.type}:{m.text}" for m in mentions(text, **options)]  # type: ignore[arg-type]


CERTAIN = [
    # Titles in book-title marks, without the marks; newspapers and forms are none.
    ("根据《社区养老服务条例（试行）》办理。", ["POLICY:社区养老服务条例（试行）"]),
    ("据《晨报》报道。", []),
    ("填写《入住申请表》。", []),
    # A title without marks, alone in its line.
    ("市民政局关于做好社区养老工作的通知\n各单位：", ["POLICY:市民政局关于做好社区养老工作的通知"]),
    # Meetings.
    ("党的十九届四中全会作出部署。", ["POLICY:党的十九届四中全会"]),
    ("深入贯彻党的二十大精神。", ["POLICY:党的二十大"]),
    ("十九大报告指出，要坚持党的领导。", ["POLICY:十九大报告", "ORG:党"]),
    ("中央经济工作会议提出要求。", ["POLICY:中央经济工作会议"]),
    ("推出二十大举措。", []),
    # 本 + a kind of document; 基本法 is none of these.
    ("本办法自公布之日起施行。", ["POLICY:本办法"]),
    ("本条例由市民政局解释。", ["POLICY:本条例", "ORG:市民政局"]),
    # Places: full names, vetted short names, deictic ones; not inside other words.
    ("在本市行政区域内适用。", ["PLACE:本市"]),
    ("我国坚持对外开放。", ["PLACE:我国", "POLICY:对外开放"]),
    ("全市推进发展创新。", []),
    ("浙江省宁波市鄞州区", ["PLACE:浙江省", "PLACE:宁波市", "PLACE:鄞州区"]),
    ("浙江和宁波都在探索。", ["PLACE:浙江", "PLACE:宁波"]),
    # Leaders with their title.
    ("习近平总书记强调", ["ACTOR:习近平总书记"]),
    ("习近平新时代中国特色社会主义思想", ["POLICY:习近平新时代中国特色社会主义思想"]),
]


@pytest.mark.parametrize(("text", "expected"), CERTAIN)
def test_rules_that_are_certain(text: str, expected: list[str]) -> None:
    assert found(text) == expected


GRAMMAR = [
    # The left boundary: a verb that governs, a determiner, punctuation.
    ("建立健全党员积分管理制度。", ["MECHANISM:党员积分管理制度"]),
    ("完善矛盾纠纷多元化解机制。", ["MECHANISM:矛盾纠纷多元化解机制"]),
    ("各级党组织和广大党员干部", ["ORG:党组织", "ACTOR:党员干部"]),
    ("有关部门应当配合。", []),
    ("创新社会治理体系。", ["MECHANISM:社会治理体系"]),
    ("健全激励机制。", ["MECHANISM:激励机制"]),
    # A word that is both verb and noun governs a noun that stands by itself.
    ("支持企业发展。", ["ORG:企业"]),
    ("委托培训机构开展工作。", ["ORG:培训机构"]),
    # The last head counts.
    ("召开党建工作联席会议。", ["MECHANISM:党建工作联席会议"]),
    # A verb that the dictionary fuses with its object.
    ("密切联系群众。", ["ACTOR:群众"]),
    # Quoted coinages.
    ("开展“三微服务”行动。", ["MECHANISM:“三微服务”行动"]),
    # Heads alone are too generic.
    ("这项制度和机制很重要。", []),
    ("加强组织建设。", []),
    # Nested places.
    ("宁波市民政局牵头。", ["PLACE:宁波市", "ORG:宁波市民政局"]),
    # A bare level of administration belongs to the department behind it.
    ("省发展改革委会同省财政厅研究。", ["ORG:省发展改革委", "ORG:省财政厅"]),
    ("县卫生健康局负责。", ["ORG:县卫生健康局"]),
    ("中国特色社会主义制度", ["MECHANISM:中国特色社会主义制度"]),
]


@pytest.mark.parametrize(("text", "expected"), GRAMMAR)
def test_names_by_grammar(text: str, expected: list[str]) -> None:
    assert sorted(found(text)) == sorted(expected)


def test_authors_are_persons() -> None:
    text = "社区治理研究\n李文远\n李文远认为要坚持党建引领。"
    assert found(text, authors=("李文远",)).count("ACTOR:李文远") == 2


def test_offsets_point_into_the_document_across_line_breaks() -> None:
    text = "街道党工委牵头建立了共驻共建机制，辖区单位都参加，社区\n\n 党组织负责。"
    for mention in mentions(text):
        assert "".join(text[mention.start : mention.end].split()) == mention.text
    assert "ORG:社区党组织" in found(text)


def test_a_users_lexicon_wins(tmp_path: Path) -> None:
    lexicon = tmp_path / "mine.csv"
    lexicon.write_text("name,type,aliases\n邻里驿站联盟,ORG,驿联\n", encoding="utf-8")
    extraction = extract(Document("a", "驿联参加邻里驿站联盟大会。"), load(lexicons=[lexicon], model=False))
    assert [(m.text, m.type, m.rule) for m in extraction.mentions][:2] == [
        ("驿联", "ORG", "user_lexicon"),
        ("邻里驿站联盟", "ORG", "user_lexicon"),
    ]


HOSTILE_TEXTS = [
    "",
    "\n \t",
    "English text only, with Numbers 123.",
    "党" * 5000,
    "社区治理" * 25_000,
    "《" * 500,
    "“" * 500 + "制度",
    "各、" * 2000 + "人民政府",
    "\x00\x01社区党组织\x7f",
    "😀社区党组织😀",
]


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
@pytest.mark.parametrize("model", [False, True])
def test_bad_input_does_no_harm(text: str, model: bool) -> None:
    for mention in mentions(text, model=model):
        assert text[mention.start : mention.end] == mention.text


def test_the_model_finds_what_the_rules_do_not_know() -> None:
    names = {m.rule for m in mentions("市委推行“一网通管”，街道探索“红云夜话”，群众满意。", model=True)}
    assert "model" in names


def test_the_rules_see_one_comma_and_the_text_keeps_its_own() -> None:
    analysis, _ = analyse(Document("a", "加强党建,推进治理;"), pipeline(False))
    assert [word for word in analysis.words if not word.isalnum()] == ["，", "；"]
    assert analysis.text == "加强党建,推进治理;"


def test_the_components_do_the_same_in_a_pipeline_of_spacys() -> None:
    document = Document("a", "市民政局制定《社区养老服务条例》,各级党委和政府要联系群众。", title="养老服务")
    nlp = load(model=False)
    nlp.add_pipe("sentencizer")
    assert extract(document, nlp) == extract(document, pipeline(False))
    doc = nlp(document.text)
    assert doc.text == document.text
    named = {(span.text, span.label_) for span in doc.spans["gangmu"]}
    assert {("市民政局", "ORG"), ("社区养老服务条例", "POLICY")} <= named
    assert doc._.gangmu.links


def test_tokens_are_the_text() -> None:
    text = "各级党委和政府要联系群众，建立健全三会一课制度。"
    analysis, _ = analyse(Document("a", text), pipeline(False))
    assert "".join(analysis.words) == text
    assert [text[s : s + len(w)] for s, w in zip(analysis.starts, analysis.words, strict=True)] == analysis.words


@pytest.mark.parametrize(
    ("text", "word", "tag"), [("他没能完成任务。", "没能", "v"), ("情节不轻的，要处理。", "不轻", "a")]
)
def test_a_word_has_the_tag_that_it_has_where_it_stands(text: str, word: str, tag: str) -> None:
    tokenizer = load(model=False).tokenizer
    for _ in range(2):
        words, tags, _ = tokenizer.tokens(text)
        assert (word, tag) in zip(words, tags, strict=True)
