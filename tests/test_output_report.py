"""The report and the comparison: page, Markdown and Word say the same, safely, with Chinese in the plots."""

import io
import re
from functools import cache
from pathlib import Path

import docx
import networkx as nx
import pandas as pd
import pytest
from lxml import etree

import gangmu
from corpus.document import Document
from extract.pipeline import extract, load
from extract.schema import load_schema
from gangmu.comparing import compare_groups, write
from gangmu.run import measured
from graph.build import build
from output.plots import Bar, dot_plot, png, svg
from output.report import UnknownReport, report, write_report

SAID = ["街道党工委领导社区党组织。社区党组织服务老年人。鼓励社区党组织建立党建联席会议制度。",
        "社区党组织服务老年人。社区党组织应当建立党建联席会议制度。志愿者不参加党建联席会议制度。"]  # fmt: skip


@cache
def built() -> tuple[nx.MultiDiGraph, pd.DataFrame]:
    nlp = load(model=False)
    documents = [Document(f"{2015 + i}.txt", SAID[i > 4], title=f"<b>第{i}份</b>", date=f"{2015 + i}-01-01") for i in range(10)]
    g = build(documents, [extract(d, nlp) for d in documents], load_schema())
    return g, measured(g, resamples=40)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_three_forms_say_the_same(tmp_path: Path, lang: str) -> None:
    g, measures = built()
    for ending in ("html", "md", "docx"):
        write_report(g, tmp_path / f"r.{ending}", measures=measures, lang=lang)
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    markdown = (tmp_path / "r.md").read_text(encoding="utf-8")
    word = docx.Document(str(tmp_path / "r.docx"))
    headings = re.findall(r"<h2>(.*?)</h2>", page)
    assert headings == re.findall(r"^## (.*)$", markdown, re.MULTILINE)
    assert headings == [p.text for p in word.paragraphs if p.style.name == "Heading 1"]
    assert len(headings) >= 8 and len(word.inline_shapes) == page.count("<svg") >= 3
    assert all((tmp_path / "r_files" / name).exists() for name in re.findall(r"\(r_files/(.*?)\)", markdown))
    assert "<b>" not in page.replace("<li><b>", "") and "<b>" not in markdown.replace("\\<b\\>", "")


def test_error_bars_are_in_the_report() -> None:
    g, measures = built()
    page = report(g, measures=measures, lang="en")
    assert "Rank interval" in page and "drawn anew 40 times" in page and "Stability" in page
    row = measures.sort_values("pagerank", ascending=False).iloc[0]
    assert f"{row['pagerank_low']:.0f}–{row['pagerank_high']:.0f}" in page


def test_what_is_called_for_and_nowhere_stated_is_told_apart() -> None:
    g, measures = built()
    page = report(g, measures=measures, lang="en")
    open_demands = page[page.index("Called for, not stated") : page.index("What is said to be lacking")]
    assert "党建联席会议制度" in open_demands and "服务" not in re.sub(r"<blockquote>.*?</blockquote>", "", open_demands)


def test_no_id_stands_twice_in_a_page() -> None:
    ids = re.findall(r'\bid="([^"]+)"', report(*built()[:1], measures=built()[1]))
    assert len(ids) == len(set(ids)) > 0


def test_plots_draw_chinese_as_paths_and_no_boxes() -> None:
    names = ["社区治理", "臺灣鄉鎮", "$x^2$ <b>"]
    text = svg(dot_plot([Bar(name, 2, 1, 3) for name in names], label="名次"))
    root = etree.fromstring(text.encode())
    assert not list(root.iter("{*}text"))
    glyphs = {e.get("id") for e in root.iter("{*}path") if e.get("id")}
    assert len(glyphs) > 12 and not any((g or "") == "DejaVuSans-0" for g in glyphs)
    assert svg(dot_plot([Bar("社", 2, 1, 3)], label="")) == svg(dot_plot([Bar("社", 2, 1, 3)], label=""))
    assert png(dot_plot([Bar("社", 2, 1, 3)], label="")).startswith(b"\x89PNG")


def test_a_comparison_of_two_spans_of_years(tmp_path: Path) -> None:
    found = compare_groups(built()[0], "year", only=("2015-2019", "2020-2024"))
    files = write(found, tmp_path, lang="en")
    assert [p.name for p in files] == ["compare.html", "entities.csv", "relations.csv"]
    page = files[0].read_text(encoding="utf-8")
    assert "strengthened: encouraged → must" in page and "&lt;b&gt;" in page
    relations = pd.read_csv(files[2], encoding="utf-8-sig")
    assert set(relations["change"].dropna()) >= {"strengthened", "lost"}


def test_a_comparison_of_many_groups(tmp_path: Path) -> None:
    found = compare_groups(built()[0], "year")
    files = write(found, tmp_path, lang="zh")
    shares = pd.read_csv(files[1], encoding="utf-8-sig")
    assert set(shares["group"]) == set(range(2015, 2025)) and shares["share"].between(0, 1).all()
    assert "<svg" in files[0].read_text(encoding="utf-8")


def test_a_report_in_an_unknown_form(tmp_path: Path) -> None:
    with pytest.raises(UnknownReport, match=r"no report ends in '\.doc'; known: \.html"):
        write_report(built()[0], tmp_path / "r.doc", measures=built()[1])


def test_resampling_from_python() -> None:
    bars = gangmu.resample(built()[0], ["betweenness"], resamples=20)
    assert {"betweenness_low", "betweenness_high", "betweenness_top"} == set(bars.columns)
    assert io.StringIO(bars.to_csv()).readline().startswith("entity_id")
