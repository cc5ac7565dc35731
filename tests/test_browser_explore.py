"""The page in Chromium: time, issuers, communities, comparison, what can be taken away, undo, and axe-core."""

import csv
import io
import re
import shutil
import subprocess
from pathlib import Path

import networkx as nx
import pytest
from page_graphs import large, small
from test_browser_page import CHROMIUM, Open, browser, visit  # noqa: F401  (fixtures)

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium")]
FIRST_ONLY, SECOND_ONLY = {"国务院", "社区党组织", "居民委员会"}, {"形式主义", "志愿者", "杭州市", "杭州市政府"}


def test_time_chooses_the_documents_of_years(visit: Open) -> None:  # noqa: F811
    opened = visit(small())
    page = opened.page
    page.locator("input[data-facet='year from']").fill("1")
    assert set(opened.names()) == SECOND_ONLY | {"协商议事制度", "居民参与"}
    assert page.locator("input[data-facet='year from']").get_attribute("aria-valuetext") == "2020"
    page.locator("input[data-facet='year from']").fill("0")
    assert len(opened.names()) == 9 and page.evaluate("gangmu.state.docs.size") == 0


def test_issuers_and_communities_filter_with_counts(visit: Open) -> None:  # noqa: F811
    opened = visit(small())
    page = opened.page
    page.click("#rail summary:has-text('发文机关')")
    page.check("#rail label:has-text('国务院') input")
    assert set(opened.names()) == FIRST_ONLY | {"协商议事制度", "居民参与"}
    page.click(".chip")
    page.click("#rail summary:has-text('社群')")
    row = page.locator("[data-facet^='community ']").first
    count = int(row.locator("xpath=../span[@class='count']").inner_text())
    row.check()
    assert 0 < len(opened.names()) == count < 9
    assert "communities=1" in page.evaluate("location.hash")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_two_years_compared_in_three_colours(visit: Open, lang: str) -> None:  # noqa: F811
    opened = visit(small(), lang=lang)
    page = opened.page
    page.click(f"#rail summary:has-text('{'比较' if lang == 'zh' else 'Compare'}')")
    page.select_option("[data-facet='compare a']", "year:2018")
    page.select_option("[data-facet='compare b']", "year:2020")
    colours = page.evaluate(
        "Object.fromEntries(gangmu.canvas.nodes.get().map((n) => [n.label, n.color.background]))"
    )
    of = {c: {name for name, colour in colours.items() if colour == c} for c in colours.values()}
    assert sorted(map(sorted, of.values())) == sorted(
        map(sorted, (FIRST_ONLY, SECOND_ONLY, {"协商议事制度", "居民参与"}))
    )
    lines = page.evaluate("gangmu.canvas.edges.get().map((e) => e.color.color)")
    assert len(set(lines)) == 3
    counts = [re.findall(r"\d+", row) for row in page.locator(".sides li .count").all_inner_texts()]
    assert [int(n) for n, _ in counts] == [3, 2, 4]
    marks = page.locator("#entities .side").all_inner_texts()
    assert len(marks) == 9 and len(set(marks)) == 3
    again = visit(small(), hash=page.evaluate("location.hash")).page
    assert again.evaluate("gangmu.filter.compares")
    page.click(".chip:has-text('↔')")
    assert not page.evaluate("gangmu.filter.compares") and len(opened.names()) == 9


def test_undo_takes_the_last_step_back(visit: Open) -> None:  # noqa: F811
    opened = visit(small())
    page = opened.page
    page.click("#rail .toggle:has-text('概念')")
    assert len(opened.names()) == 7
    page.keyboard.press("Control+z")
    page.wait_for_selector(".chip", state="detached")
    assert len(opened.names()) == 9


def test_graphml_and_evidence_are_taken_away(visit: Open, tmp_path: Path) -> None:  # noqa: F811
    opened = visit(small())
    path = tmp_path / "g.graphml"
    path.write_bytes(opened.download("GraphML"))
    read = nx.read_graphml(path)
    assert len(read) == 9 and read.number_of_edges() == small().number_of_edges()
    assert read.nodes["ORG:国务院"]["label"] == "国务院" and isinstance(read.nodes["ORG:国务院"]["pagerank"], float)
    rows = list(csv.DictReader(io.StringIO(opened.download("证据句").decode("utf-8-sig"))))
    assert len(rows) == sum(len(d["evidence"]) for *_, d in small().edges(data=True))
    opened.page.click("#entities button:has-text('志愿者')")
    rows = list(csv.DictReader(io.StringIO(opened.download("证据句").decode("utf-8-sig"))))
    assert [(r["head"], r["modality"], r["force"], r["document"]) for r in rows] == [
        ("志愿者", "proposed", "must", "二号.txt")
    ]
    assert rows[0]["sentence"] == "鼓励志愿者参加协商议事制度。"


@pytest.mark.node
@pytest.mark.skipif(shutil.which("npm") is None, reason="needs npm")
@pytest.mark.parametrize(("theme", "size"), [("light", (1400, 860)), ("dark", (390, 844))])
def test_axe_finds_no_serious_fault(visit: Open, tmp_path: Path, theme: str, size: tuple[int, int]) -> None:  # noqa: F811
    packed = subprocess.run(
        ["npm", "pack", "--silent", "--ignore-scripts", "axe-core@4.11"], cwd=tmp_path, capture_output=True, check=True, text=True
    ).stdout.split()[-1]
    shutil.unpack_archive(tmp_path / packed, tmp_path)
    axe = (tmp_path / "package/axe.min.js").read_text(encoding="utf-8")
    opened = visit(small(), size=size)
    page = opened.page
    page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
    for step in ("list", "compare", "entity", "path", "help"):
        if step == "compare":
            page.evaluate("gangmu.go({a: 'year:2018', b: 'year:2020'})")
        elif step == "entity":
            page.evaluate("gangmu.go({a: '', b: ''}); gangmu.choose(0)")
            page.wait_for_selector("#panel-body blockquote", state="attached")
        elif step == "path":
            page.evaluate("gangmu.go({mode: 'path', from: 0, to: 1, tab: 'path'})")
        elif step == "help":
            page.evaluate("document.getElementById('help-open').click()")
        page.wait_for_timeout(350)
        # Through the debugger, which the page's policy does not bind.
        page.evaluate(axe)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then((r) => r.violations)")
        bad = [
            (v["id"], v["impact"], [n["html"][:120] for n in v["nodes"][:3]])
            for v in found
            if v["impact"] in ("serious", "critical")
        ]
        assert not bad, (step, bad)


def test_a_large_graph_is_compared_as_well(visit: Open) -> None:  # noqa: F811
    opened = visit(large(3000, documents=20), max_nodes=300)
    documents = opened.page.evaluate("gangmu.graph.texts.map((text) => `doc:${text.id}`)")
    opened.page.evaluate("([a, b]) => gangmu.go({a, b})", documents[:2])
    assert opened.page.evaluate("gangmu.view.nodes.every(({i}) => gangmu.filter.side(i) > 0)")
