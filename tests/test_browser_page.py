"""The network page in Chromium, from file://: what people do with it, and what hostile text cannot do."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from page_graphs import from_rows, large, small

from output.html import notebook_html, page_html, write_html

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium")]


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        yield browser
        browser.close()


class Visit:
    """A page opened from a file, with all that it did which it should not do."""

    def __init__(self, browser: sync_api.Browser, path: Path, *, size: tuple[int, int], hash: str = "") -> None:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, accept_downloads=True)
        self.page = context.new_page()
        self.faults: list[str] = []
        self.page.on("console", lambda m: self.faults.append(f"console {m.type}: {m.text}"))
        self.page.on("pageerror", lambda e: self.faults.append(f"error: {e.message}"))
        self.page.on("dialog", lambda d: (self.faults.append(f"dialog: {d.message}"), d.dismiss()))
        self.page.on("request", lambda r: self.requested(r.url))
        self.page.goto(path.as_uri() + hash)
        self.page.wait_for_selector("html[data-ready]")

    def requested(self, url: str) -> None:
        if not url.startswith(("file:", "data:", "blob:")):
            self.faults.append(f"request: {url}")

    def names(self) -> list[str]:
        """The names of the nodes on the canvas."""
        return self.page.evaluate("gangmu.canvas.nodes.get().map((n) => n.label)")  # type: ignore[no-any-return]

    def status(self) -> str:
        return self.page.inner_text("#status")

    def download(self, item: str) -> bytes:
        self.page.click("#export-open")
        with self.page.expect_download() as info:
            self.page.get_by_role("menuitem", name=item).click()
        return Path(info.value.path()).read_bytes()


Open = Callable[..., Visit]


@pytest.fixture
def visit(browser: sync_api.Browser, tmp_path: Path) -> Iterator[Open]:
    """Open a graph; at the end nothing was asked of the network, and no error or message was written."""
    visits: list[Visit] = []

    def open_graph(g: object, *, size: tuple[int, int] = (1400, 860), hash: str = "", **options: object) -> Visit:
        path = tmp_path / f"{len(visits)}.html"
        write_html(g, path, **options)  # type: ignore[arg-type]
        visits.append(Visit(browser, path, size=size, hash=hash))
        return visits[-1]

    yield open_graph
    for opened in visits:
        opened.page.context.close()
    assert [fault for opened in visits for fault in opened.faults] == []


def test_first_view_is_the_one_that_pyvis_wrote(visit: Open) -> None:
    opened = visit(small())
    same = opened.page.evaluate(
        """() => {
          const view = JSON.parse(document.getElementById("view").textContent);
          const key = (rows, names) => JSON.stringify(rows.map((r) => names.map((n) => r[n])).sort());
          const [nodes, edges] = [gangmu.canvas.nodes.get(), gangmu.canvas.edges.get()];
          return key(view.nodes, ["id", "x", "y", "label", "shape"]) === key(nodes, ["id", "x", "y", "label", "shape"])
            && key(view.edges, ["id", "from", "to", "width"]) === key(edges, ["id", "from", "to", "width"]);
        }"""
    )
    assert same
    assert opened.status() == "显示 9 / 9 个实体 · 7 / 7 条关系"


def test_search_by_name_and_pinyin_and_keys(visit: Open) -> None:
    page = visit(small()).page
    page.keyboard.press("/")
    page.keyboard.type("xsyzd")
    page.wait_for_selector("#results .empty")
    page.fill("#search", "xiangcun")
    page.fill("#search", "xsyshi")
    page.wait_for_selector("#results li[aria-selected=true]")
    assert page.inner_text("#results li .name >> nth=0") == "协商议事制度"
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "协商议事制度"
    page.fill("#search", "没有这个名字")
    page.wait_for_selector("#results .empty")


def test_entity_panel_has_relations_and_evidence(visit: Open) -> None:
    page = visit(small()).page
    page.click("#entities button:has-text('协商议事制度')")
    page.wait_for_selector("#panel blockquote mark")
    panel = page.inner_text("#panel-body")
    for words in (
        "机制",
        "促进 →",
        "← 实施",
        "← 建立",
        "← 参与",
        "居民参与",
        "中心性排名",
        "关于推进社区治理的意见",
        "一、总体要求",
    ):
        assert words in panel, words
    marks = page.locator("#panel mark").all_inner_texts()
    assert set(marks) == {"协商议事制度"}


def test_relation_panel_has_every_statement_with_its_modality(visit: Open) -> None:
    page = visit(small()).page
    page.click("#entities button:has-text('协商议事制度')")
    page.click("#panel .group:has(h4:has-text('促进')) .weight")
    page.wait_for_selector("#panel .about-relation blockquote")
    assert page.locator(".about-relation .badge").all_inner_texts() == ["陈述", "否定"]
    assert page.locator(".about-relation .sure").all_inner_texts() == ["可信度 72%"]
    assert page.locator(".about-relation mark").all_inner_texts() == ["协商议事制度", "居民参与"] * 2


def test_clicking_the_canvas_chooses_and_double_click_opens(visit: Open) -> None:
    page = visit(small()).page
    at = page.evaluate(
        """() => {
          const i = gangmu.graph.name.indexOf("协商议事制度");
          const box = document.getElementById("network").getBoundingClientRect();
          const p = gangmu.canvas.network.canvasToDOM(gangmu.canvas.network.getPosition(i));
          return [box.x + p.x, box.y + p.y];
        }"""
    )
    page.mouse.click(*at)
    assert page.inner_text("#panel h2") == "协商议事制度"
    page.wait_for_timeout(500)
    page.mouse.dblclick(*at)
    assert page.inner_text("#status") == "“协商议事制度”的邻居 4 / 4"
    page.keyboard.press("Escape")
    assert "9 / 9" in page.inner_text("#status")


def test_only_the_neighbours_of_the_chosen_are_lit(visit: Open) -> None:
    page = visit(small()).page
    page.click("#entities button:has-text('居民委员会')")
    page.wait_for_timeout(200)
    assert sorted(page.evaluate("gangmu.canvas.labels.map((l) => l.text)")) == ["居民委员会", "社区党组织", "领导"]


def test_legend_filters_with_counts_and_chips(visit: Open) -> None:
    opened = visit(small())
    page = opened.page
    row = page.locator("#rail .toggle", has_text="组织")
    assert row.locator(".count").inner_text() == "4"
    row.click()
    assert "国务院" not in opened.names()
    assert page.locator(".chip").all_inner_texts() == ["− 组织\n×"]
    page.click(".chip")
    assert "国务院" in opened.names()
    page.hover("#rail li:has-text('概念')")
    page.click("#rail li:has-text('概念') .only")
    assert sorted(opened.names()) == ["居民参与", "形式主义"]
    page.click("#rail li:has-text('概念') .only")
    assert len(opened.names()) == 9


def test_filters_by_modality_document_weight_and_confidence(visit: Open) -> None:
    opened = visit(small())
    page = opened.page
    page.click("#rail .toggle:has-text('倡导')")
    page.click("#rail .toggle:has-text('陈述')")
    assert sorted(opened.names()) == ["协商议事制度", "居民参与"]
    page.click(".chip.reset")
    page.click("#rail summary:has-text('文档')")
    page.click("#rail label:has-text('本市实施方案')")
    assert sorted(opened.names()) == sorted(["协商议事制度", "居民参与", "形式主义", "志愿者", "杭州市", "杭州市政府"])
    page.locator("input[data-facet=min]").fill("2")
    assert sorted(opened.names()) == ["协商议事制度", "居民参与"]
    page.click(".chip.reset")
    page.locator("input[data-facet=sure]").fill("75")
    assert sorted(opened.names()) == ["协商议事制度", "居民参与"], "of the others each statement is sure to 72 in 100"
    page.click(".chip:has-text('可信度不低于 75%')")
    assert len(opened.names()) == 9


def test_path_with_the_evidence_of_each_step_and_none(visit: Open) -> None:
    page = visit(small()).page
    page.click("#path-open")
    for field, name in (("from", "国务院"), ("to", "居民参与")):
        page.fill(f"#path-{field}", name)
        page.wait_for_selector(f".picker:has(#path-{field}) .results li")
        page.press(f"#path-{field}", "Enter")
    page.wait_for_selector(".route blockquote")
    assert page.locator(".route .entity").all_inner_texts() == ["国务院", "协商议事制度", "居民参与"]
    page.wait_for_function("document.querySelectorAll('.route blockquote').length === 2")
    assert page.inner_text("#status") == "国务院 → 居民参与：2 步 · 1 条最短路径"
    page.click("text=对调")
    assert "没有路径" in page.inner_text("#panel [role=alert]")
    page.click("text=按关系方向")
    page.wait_for_selector(".route blockquote")


def test_view_is_in_the_address_and_history(visit: Open) -> None:
    g = small()
    opened = visit(g)
    page = opened.page
    page.click("#entities button:has-text('国务院')")
    page.click("text=看邻居")
    page.click("#rail .toggle:has-text('概念')")
    address = page.evaluate("location.hash")
    again = visit(g, hash=address).page
    assert again.inner_text("#status") == page.inner_text("#status")
    assert again.inner_text("#panel h2") == "国务院"
    page.click("#back")
    page.wait_for_function("!gangmu.state.types.size")
    page.click("#back")
    page.wait_for_function("gangmu.state.mode === 'overview'")
    page.click("#forward")
    page.wait_for_function("gangmu.state.mode === 'ego'")


def test_language_and_theme(visit: Open) -> None:
    page = visit(small(), title="测试图").page
    assert page.get_attribute("html", "lang") == "zh-Hans"
    page.click("#language")
    assert page.get_attribute("html", "lang") == "en"
    assert page.inner_text("#status") == "Showing 9 of 9 entities · 7 of 7 relations"
    assert page.title() == "测试图 · Gangmu"
    rest = page.inner_text("body")
    assert "图例" not in rest and "Legend" in rest
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("#theme")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert page.get_attribute("html", "lang") == "en", "the choice is remembered"


def test_large_graph_says_how_much_it_shows(visit: Open) -> None:
    opened = visit(large(1500, documents=20))
    page = opened.page
    assert opened.status().startswith("显示 300 / 1,500 个实体")
    page.locator("input[data-facet=limit]").fill("500")
    assert len(opened.names()) == 500
    hidden = page.evaluate("gangmu.graph.name[1400]")
    page.fill("#search", hidden)
    page.wait_for_selector("#results li")
    page.press("#search", "Enter")
    assert page.inner_text("#panel h2") == hidden, "entities that are not on the canvas are found too"
    assert hidden in opened.names()


def test_labels_do_not_overlap(visit: Open) -> None:
    page = visit(large(700, documents=5)).page
    overlaps = page.evaluate(
        """() => {
          const labels = gangmu.canvas.labels.filter((l) => !l.must);
          const hit = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
          return [labels.length, labels.filter((a, k) => labels.some((b, m) => m > k && hit(a, b))).length];
        }"""
    )
    assert overlaps[0] > 20
    assert overlaps[1] == 0


def test_phone_has_canvas_sheet_and_drawer(visit: Open) -> None:
    page = visit(small(), size=(390, 844)).page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not page.is_visible("#rail")
    page.click("#rail-open")
    page.click("#rail .toggle:has-text('概念')")
    page.click(".rail-close")
    page.wait_for_selector("#rail", state="hidden")
    page.click(".sheet-button")
    page.click("#entities button:has-text('国务院')")
    page.wait_for_selector("#panel blockquote")
    assert page.evaluate("document.querySelector('#network canvas').clientHeight") > 200


def test_everything_by_keyboard(visit: Open) -> None:
    page = visit(small()).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('#entities') !== null")
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").count() == 1
    page.focus("#network")
    page.keyboard.press("Enter")
    assert "邻居" in page.inner_text("#status")
    scale = "gangmu.canvas.network.getScale()"
    page.wait_for_timeout(500)
    before = page.evaluate(scale)
    page.keyboard.press("+")
    page.wait_for_function(f"{scale} > {before}")
    page.keyboard.press("?")
    assert page.is_visible("#help")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert "9 / 9" in page.inner_text("#status")


def test_exports(visit: Open) -> None:
    opened = visit(small())
    nodes = opened.download("实体表 CSV").decode("utf-8-sig").splitlines()
    assert nodes[0].startswith("entity_id,type,name,aliases,mentions,documents,community")
    assert len(nodes) == 10
    edges = opened.download("关系表 CSV").decode("utf-8-sig").splitlines()
    assert "MECHANISM:协商议事制度,PROMOTES,CONCEPT:居民参与,stated,2,1,0,1" in edges
    svg = opened.download("矢量图 SVG").decode("utf-8")
    assert "协商议事制度</text>" in svg
    assert opened.download("图片 PNG").startswith(b"\x89PNG")
    assert b'"name": "\xe5\x9b\xbd' in opened.download("数据 JSON")


def test_picture_has_twice_the_dots(visit: Open) -> None:
    data = visit(small()).download("图片 PNG")
    width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    assert (width, height) == (2 * (1400 - 248 - 348), 2 * (height // 2))


def test_notebook_frame_works_without_storage_or_address(browser: sync_api.Browser, tmp_path: Path) -> None:
    path = tmp_path / "notebook.html"
    path.write_text(f"<!doctype html><meta charset=utf-8>{notebook_html(small())}", encoding="utf-8")
    page = browser.new_page(viewport={"width": 1400, "height": 800})
    errors: list[str] = []
    page.on("pageerror", lambda e: errors.append(e.message))
    page.goto(path.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("#entities button").first.click()
    frame.locator("#panel blockquote").first.wait_for()
    frame.locator("#language").click()
    assert "Showing" in frame.locator("#status").inner_text()
    assert errors == []
    page.close()


SCRIPT = "window.__ran = (window.__ran || 0) + 1"
HOSTILE = (
    f"<script>{SCRIPT}</script>", f"</script><script>{SCRIPT}</script>", f'<img src=x onerror="{SCRIPT}">',
    f"<svg onload='{SCRIPT}'>", f"<svg><script>{SCRIPT}</script></svg>", f'"><img src=x onerror="{SCRIPT}">',
    f"' onmouseover='{SCRIPT}", f"<a href='javascript:{SCRIPT}'>href</a>", f"javascript:{SCRIPT}",
    f"<iframe srcdoc='<script>{SCRIPT}</script>'>", f"<body onload={SCRIPT}>",
    f"<style>*{{x:expression({SCRIPT})}}</style>", "</style><script>window.__ran=1</script>",
    "{{ 7 * 7 }}{% raw %}", "{# comment #}", "${window.__ran=1}", "`${window.__ran=1}`", "<!--<script>",
    "]]><script>", "&lt;script&gt;window.__ran=1&lt;/script&gt;", "\\u003cscript\\u003e", "%3Cscript%3E",
    "\u2028window.__ran=1\u2029", "名\u202e倒\u2066写", "名\x00\x1b[31m字", "名\ud800字", "长" * 3000,
    "=HYPERLINK(\"javascript:alert(1)\")", "+cmd|' /C calc'!A0", "@SUM(1)", "__proto__", "constructor",
    "toString", "a|b\nc", "<math><mtext><script>window.__ran=1</script>", "</title>", "</textarea>",
    "<template>", "<meta http-equiv=refresh content=0>", "NaN", "&amp;",
)  # fmt: skip


@pytest.fixture(scope="module")
def hostile() -> object:
    """A graph in which every text is hostile: names, aliases, sentences, titles, issuers, ids, headings, sections."""
    rows = [
        (name, "ORG", "LEADS", HOSTILE[(k + 1) % len(HOSTILE)] + "尾", "POLICY",
         f"{name}领导{HOSTILE[(k + 1) % len(HOSTILE)]}尾。{name}", "proposed")
        for k, name in enumerate(HOSTILE)
    ]  # fmt: skip
    g = from_rows([(HOSTILE[k % 5] + str(k), HOSTILE[k], HOSTILE[-k], HOSTILE[k], rows) for k in range(1, 7)])
    for k, (_, node) in enumerate(sorted(g.nodes(data=True))):
        node["aliases"], node["reasons"] = (HOSTILE[k % len(HOSTILE)],), (HOSTILE[(k + 5) % len(HOSTILE)],)
    return g


def test_hostile_text_runs_nowhere(visit: Open, hostile: object) -> None:
    opened = visit(hostile, title=HOSTILE[1])
    page = opened.page
    total = page.evaluate("gangmu.graph.n")
    assert total > 60
    for i in range(total):
        page.evaluate(f"gangmu.openEgo({i})")
        if i % 9 == 0:
            page.wait_for_selector("#panel blockquote")
    for text in HOSTILE:
        page.fill("#search", text.replace("\x00", "").replace("\ud800", "")[:200])
        page.wait_for_timeout(40)
    page.fill("#search", "")
    page.evaluate("gangmu.overview()")
    for x in range(300, 1000, 70):
        page.mouse.move(x, 400)
    page.evaluate("for (let j = 0; j < gangmu.graph.m; j += 7) gangmu.chooseEdge(j)")
    page.evaluate("gangmu.go({ docs: new Set([0, 1, 2]), mode: 'path', from: 0, to: 5, tab: 'path' })")
    page.click("#language")
    page.wait_for_timeout(300)
    assert page.evaluate("window.__ran") is None
    assert page.locator("iframe, img, body script ~ svg script, #panel script, #panel style").count() == 0


def test_hostile_text_survives_the_address(visit: Open, hostile: object) -> None:
    page = visit(hostile).page
    lost = page.evaluate(
        """async () => {
          const lost = [];
          for (let i = 0; i < gangmu.graph.n; i++) {
            gangmu.openEgo(i);
            const hash = location.hash;
            gangmu.overview();
            const restored = new Promise((done) => addEventListener("hashchange", done, { once: true }));
            await new Promise((done) => setTimeout(done, 5));
            location.hash = hash;
            await restored;
            await new Promise((done) => setTimeout(done, 5));
            const { focus } = gangmu.state;
            const name = (k) => gangmu.graph.name[k];
            if (focus < 0 || name(focus) !== name(i)) lost.push(name(i).slice(0, 40));
          }
          return lost;
        }"""
    )
    assert lost == []
    assert page.evaluate("window.__ran") is None


def test_exports_of_hostile_text_are_safe(visit: Open, hostile: object) -> None:
    from lxml import etree

    opened = visit(hostile)
    svg = opened.download("矢量图 SVG")
    root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True))
    tags = {etree.QName(e).localname for e in root.iter() if isinstance(e.tag, str)}
    assert tags <= {"svg", "rect", "defs", "marker", "path", "g", "polygon", "circle", "text", "title"}
    assert not any(name.lower().startswith("on") for e in root.iter() for name in e.attrib)
    table = opened.download("实体表 CSV").decode("utf-8-sig")
    assert not re.search(r'(?:^|,)"?[=+@]', table, re.M)


def test_page_html_of_hostile_title_is_one_document() -> None:
    page = page_html(small(), title="</title><script>1</script>{{ 7*7 }}")
    assert page.count("<script>") == 2
    assert "49" not in page.split("</title>")[0]
