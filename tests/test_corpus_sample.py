"""The sample corpus: twelve documents of our own, as the reader sees them."""

import re
from functools import cache
from pathlib import Path

import pytest

import gangmu
from corpus.document import Document
from corpus.read import read

SAMPLE = Path(__file__).parent.parent / "corpus" / "sample"
SHARED = Path(__file__).parent.parent.parent / "shared"


@cache
def documents() -> list[Document]:
    found = list(read([SAMPLE]))
    assert all(isinstance(d, Document) for d in found)
    return found  # type: ignore[return-value]


def test_twelve_documents_of_some_length() -> None:
    assert len(documents()) == 12
    assert all(800 <= len("".join(d.text.split())) <= 2000 for d in documents())


def test_formats_and_encodings() -> None:
    assert {Path(d.id).suffix for d in documents()} == {".txt", ".md", ".html"}
    with pytest.raises(UnicodeDecodeError):
        (SAMPLE / "2022_宁波市政府工作报告摘录.txt").read_bytes().decode("utf-8")


HEADS = [
    (
        "2017_国务院",
        "国务院办公厅关于推进城乡社区治理创新的指导意见",
        "国务院办公厅",
        "国办发〔2017〕198号",
        "2017-10-30",
    ),
    (
        "2018_中共浙江",
        "中共浙江省委办公厅关于加强城市基层党建工作的实施意见",
        "中共浙江省委办公厅",
        "浙委办发〔2018〕76号",
        "2018-09-12",
    ),
    (
        "2019_宁波市",
        "宁波市人民政府办公厅关于印发宁波市居家养老服务三年行动计划（2019—2021年）的通知",
        "宁波市人民政府办公厅",
        "甬政办发〔2019〕41号",
        "2019-04-18",
    ),
    ("2020_鄞州区", "鄞州区社区网格化服务管理办法", "鄞州区人民政府", "鄞政发〔2020〕22号", "2020-05-20"),
    ("2021_党建", "党建引领社区治理的协同机制研究", "", "", "2021"),
    ("2021_数字", "数字赋能基层治理的机遇与限度", "", "", "2021-11"),
    ("2022_宁波市", "政府工作报告（摘录）", "宁波市人民政府", "", "2022-04"),
    ("2023_在基层", "把组织优势转化为治理效能", "", "", "2023-03-15"),
    (
        "2023_宁波市",
        "宁波市人民政府关于修改《宁波市社区养老服务设施管理规定》的通知",
        "宁波市人民政府",
        "甬政发〔2023〕18号",
        "2023-06-25",
    ),
    ("2024_宁波发布", "宁波发布居家养老服务促进办法 老年人在家门口享受专业照护", "", "", "2024-04-02"),
    (
        "2024_宁波市",
        "宁波市人民政府关于公布居家养老服务促进办法并废止有关文件的通知",
        "宁波市人民政府",
        "甬政发〔2024〕7号",
        "2024-03-28",
    ),
    ("2024_白鹤", "“一核多元”解难题 “五步工作法”暖民心", "", "", "2024"),
]
"""How the name begins; title, issuer, number and date, as a reader of the document would give them."""

NOT_YET_ISSUER = {"2022_宁波市"}
"""Documents whose issuer a person reads from the text (“我代表宁波市人民政府”)."""


def _without_space(text: str) -> str:
    return "".join(text.split())


def _named(begins: str) -> Document:
    (document,) = [d for d in documents() if d.id.startswith(begins)]
    return document


def test_the_table_of_heads_is_complete() -> None:
    assert len(HEADS) == len({_named(begins).id for begins, *_ in HEADS}) == len(documents())


@pytest.mark.parametrize(("begins", "title", "issuer", "number", "date"), HEADS)
def test_what_stands_at_the_head(begins: str, title: str, issuer: str, number: str, date: str) -> None:
    document = _named(begins)
    assert _without_space(document.title) == _without_space(title)
    assert (document.number, document.date) == (number, date)
    if begins not in NOT_YET_ISSUER:
        assert document.issuer == issuer


@pytest.mark.parametrize(("begins", "author"), [("2021_党建", "沈亦舟"), ("2021_数字", "叶青禾")])
def test_the_authors_of_the_articles(begins: str, author: str) -> None:
    assert _named(begins).authors == (author,)


def test_bibliographies_and_page_furniture_are_set_apart() -> None:
    for begins, word in [("2021_党建", "顾明川"), ("2021_数字", "数字治理评论"), ("2024_宁波发布", "责任编辑")]:
        document = _named(begins)
        at = document.text.index(word)
        assert any(start <= at < end for start, end in document.furniture), (document.id, word)
    assert "ICP" not in _named("2024_宁波发布").text


OUTSIDE = {"鄞州区网格员管理暂行规定", "宁波市社区养老服务设施管理规定", "宁波市居家养老服务促进办法", "促进办法"}
"""Documents that the sample names but does not hold."""


def test_every_cited_title_is_a_document_of_the_sample() -> None:
    held = {_without_space(d.title) for d in documents()}
    held |= {match for title in held for match in re.findall("关于印发(.+)的通知$", title)}
    cited = {title for d in documents() for title in re.findall("《([^《》]+)》", d.text)}
    assert len(cited - OUTSIDE) == 4
    assert cited - OUTSIDE <= held


def test_a_cited_number_is_the_number_of_the_cited_document() -> None:
    numbers = {_without_space(d.title): d.number for d in documents()}
    numbers |= {m: n for title, n in numbers.items() for m in re.findall("关于印发(.+)的通知$", title)}
    pairs = {pair for d in documents() for pair in re.findall("《([^《》]+)》（([^（）]+号)）", d.text)}
    assert len(pairs) == 6
    assert all(number == numbers[title] for title, number in pairs if title not in OUTSIDE)


def test_every_feature_shows() -> None:
    g = gangmu.build(SAMPLE)
    relations = {k for *_, k in g.edges(keys=True)}
    assert {"ISSUES", "CITES", "AMENDS", "REPEALS", "LOCATED_IN", "LEADS", "ESTABLISHES", "PROMOTES"} <= relations
    statements = [s for *_, d in g.edges(data=True) for s in d["evidence"]]
    assert {s.modality for s in statements} == {"asserted", "proposed", "negated"}
    assert {"must", "encouraged", "may", ""} <= {s.force for s in statements}
    aliases = {a for _, d in g.nodes(data=True) for a in d["aliases"]}
    assert {"国家发展改革委", "市民政局", "本办法"} <= aliases
    assert {d["type"] for _, d in g.nodes(data=True)} == {"ORG", "POLICY", "MECHANISM", "PLACE", "ACTOR", "CONCEPT"}


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="needs ../shared/gold")
def test_no_passage_is_other_peoples() -> None:
    def grams(text: str) -> set[str]:
        han = re.sub("[^\u4e00-\u9fff]", "", text)
        return {han[i : i + 18] for i in range(len(han) - 17)}

    ours = set().union(*(grams(d.text) for d in documents()))
    for path in [*(SHARED / "gold" / "texts").iterdir(), *(SHARED / "gold" / "mentions" / "texts").iterdir()]:
        assert not ours & grams(path.read_text(encoding="utf-8")), path.name
