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
    ("2017_", "国务院办公厅关于推进城乡社区治理创新的指导意见", "国务院办公厅", "国办发〔2017〕198号", "2017-10-30"),
    ("2018_", "中共浙江省委办公厅关于加强城市基层党建工作的实施意见", "中共浙江省委办公厅", "浙委办发〔2018〕76号", "2018-09-12"),
    ("2020_", "鄞州区社区网格化服务管理办法", None, "鄞政发〔2020〕22号", "2020-05-20"),
    ("2021_党建", "党建引领社区治理的协同机制研究", None, "", "2021"),
    ("2024_宁波市", "宁波市人民政府关于公布居家养老服务促进办法并废止有关文件的通知", "宁波市人民政府", "甬政发〔2024〕7号", "2024-03-28"),
]


@pytest.mark.parametrize(("begins", "title", "issuer", "number", "date"), HEADS)
def test_what_stands_at_the_head(begins: str, title: str, issuer: str | None, number: str, date: str) -> None:
    (document,) = [d for d in documents() if d.id.startswith(begins)]
    assert (document.title, document.number, document.date) == (title, number, date)
    assert issuer is None or document.issuer == issuer


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
