"""Encodings, running text, sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document, Section
from corpus.encoding import UndecodableError, decode
from corpus.flow import flow
from corpus.sentences import split_clauses, split_sentences

PROSE = "各级党组织要加强社区治理，推动服务资源下沉。居民的事情由居民商量着办，这是我们的经验。" * 3
TRADITIONAL = "各級黨組織要加強社區治理，推動服務資源下沉。居民的事情由居民商量著辦，這是我們的經驗。" * 3


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_encodings_of_simplified_text(encoding: str) -> None:
    assert decode(PROSE.encode(encoding)) == PROSE


@pytest.mark.parametrize("encoding", ["big5", "utf-8", "utf-16-le", "gb18030"])
def test_encodings_of_traditional_text(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)) == TRADITIONAL


def test_line_breaks_stay_as_they_are() -> None:
    assert decode("一行\r\n二行\r三行\n".encode()) == "一行\r\n二行\r三行\n"


def test_a_declared_charset_counts_in_web_pages() -> None:
    page = f'<meta charset="gb2312"><p>{PROSE}</p>'
    assert decode(page.encode("gbk"), html=True) == page


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"\x00\x01\x02\x03" * 400, b"\xff\xfe\x00"])
def test_binary_data_is_no_text(data: bytes) -> None:
    with pytest.raises(UndecodableError):
        decode(data)


def running(text: str, **fields: object) -> str:
    return flow(Document("a", text, **fields)).text  # type: ignore[arg-type]


HEALED = [
    # A line break inside a sentence, inside a word, and a page break with blank lines.
    ("街道党工委牵头建立了共驻共建机制，辖区内的单位一同参与社区治\n理工作。", "街道党工委牵头建立了共驻共建机制，辖区内的单位一同参与社区治理工作。"),
    ("社区党组织走访了辖区内的一百二十户老人，梳理出需求清单，共\n\n  驻共建单位逐一认领。", "社区党组织走访了辖区内的一百二十户老人，梳理出需求清单，共驻共建单位逐一认领。"),
    # Paragraphs, headings and signatures stay by themselves.
    ("居民议事会每月召开一次，讨论公共事务。\n物业公司列席。", "居民议事会每月召开一次，讨论公共事务。\n物业公司列席。"),
    ("关于加强社区养老服务的实施意见\n各镇人民政府：", "关于加强社区养老服务的实施意见\n各镇人民政府："),
    ("社区要发挥好党群服务中心的作用，做到有人管事、有钱办事、有章理\n（二）完善保障措施", "社区要发挥好党群服务中心的作用，做到有人管事、有钱办事、有章理\n（二）完善保障措施"),
    # White space that layout left between Chinese characters goes; between Latin words it stays.
    ("党 建 引 领 基层治理 。", "党建引领基层治理。"),
    ("使用 Open Data 平台", "使用Open Data平台"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), HEALED)
def test_layout_is_healed(text: str, expected: str) -> None:
    assert running(text) == expected


def test_furniture_is_left_out() -> None:
    text = "首页 > 通知\n正文在这里。"
    assert running(text, furniture=((0, 7),)) == "正文在这里。"


def test_a_section_begins_a_paragraph() -> None:
    text = "本节讲述党建引领社区治理的做法，以及由此而来的经验与不足之处\n总体要求\n坚持党的领导。"
    start = text.index("总体要求")
    assert "\n总体要求\n" in running(text, sections=(Section(start, len(text), 1, "总体要求"),))


@given(st.text(alphabet="党建，。；\n \t一（）ab12\u3000", max_size=300))
def test_offsets_stay_true(text: str) -> None:
    aligned = flow(Document("a", text))
    assert len(aligned.text) == len(aligned.offsets)
    assert all(text[o] == c for o, c in zip(aligned.offsets, aligned.text, strict=True) if not c.isspace())
    assert list(aligned.offsets) == sorted(aligned.offsets)
    assert "".join(text.split()) == "".join(aligned.text.split())


SENTENCES = [
    ("第一句。第二句！第三句？", ["第一句。", "第二句！", "第三句？"]),
    ("他说：“要办好。”大家同意。", ["他说：“要办好。”", "大家同意。"]),
    ("标题\n正文。", ["标题", "正文。"]),
    ("一是学习；二是落实。", ["一是学习；二是落实。"]),
    ("没有句号", ["没有句号"]),
    ("……。", ["……。"]),
    ("分析了影响.本文研究1.5倍的情况.然后办理.", ["分析了影响.", "本文研究1.5倍的情况.", "然后办理."]),
    ("一.总则\n3.加强党建.", ["一.总则", "3.加强党建."]),
    ("", []),
    (" \n ", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in split_sentences(text)] == expected


@given(st.text(alphabet="党建，。；！？”“\n ", max_size=200))
def test_sentences_cover_all_but_white_space(text: str) -> None:
    assert "".join("".join(text[a:b] for a, b in split_sentences(text)).split()) == "".join(text.split())


def test_clauses() -> None:
    text = "以党建为引领，完善机制；建立平台：做好服务。"
    assert [text[a:b] for a, b in split_clauses(text, 0, len(text))] == [
        "以党建为引领，",
        "完善机制；",
        "建立平台：",
        "做好服务。",
    ]
