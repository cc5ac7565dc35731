"""The page in Chromium on 100,000 entities, 300,000 relations and as many sentences: what people do with a small one."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest
from page_graphs import large, measures
from test_browser_page import CHROMIUM, Visit, browser  # noqa: F401  (fixture)

from output.html import write_html

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium")]
NODES = 100_000


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    g = large(NODES)
    assert g.number_of_edges() > 299_000
    path = tmp_path_factory.mktemp("large") / "page.html"
    write_html(g, path, measures=measures(g))
    return path


@pytest.fixture
def opened(browser: object, path: Path) -> Iterator[Visit]:  # noqa: F811
    visit = Visit(browser, path, size=(1400, 860))
    yield visit
    visit.page.context.close()
    assert visit.faults == []


def test_one_file_that_says_how_much_it_shows(opened: Visit, path: Path) -> None:
    assert path.stat().st_size < 20e6
    assert opened.status().startswith("显示 300 / 100,000 个实体")
    opened.page.locator("input[data-facet=limit]").fill("500")
    assert len(opened.names()) == 500


def test_what_is_not_on_the_canvas_is_found_with_its_evidence(opened: Visit) -> None:
    page = opened.page
    hidden = page.evaluate("gangmu.graph.name[gangmu.graph.n - 5]")
    assert hidden not in opened.names()
    page.fill("#search", hidden)
    page.wait_for_selector("#results li")
    page.press("#search", "Enter")
    assert page.inner_text("#panel h2") == hidden and hidden in opened.names()
    page.wait_for_selector("#panel blockquote mark")
    assert hidden in page.locator("#panel mark").all_inner_texts()


def test_relation_has_its_sentences_or_says_that_the_page_has_none(opened: Visit) -> None:
    page = opened.page
    seen = set()
    for entity in ("0", "gangmu.graph.n - 5"):
        page.evaluate(f"gangmu.choose({entity})")
        page.click("#panel .group .weight >> nth=0")
        page.wait_for_selector("#panel .about-relation")
        page.wait_for_function("/没有句子/.test(document.querySelector('#panel').innerText)"
                               " || document.querySelector('.about-relation blockquote mark')")
        seen.add(page.locator(".about-relation blockquote").count() > 0)
    assert seen == {True, False}, "sentences of the least entities' relations are left out, and the page says so"


PAN = """async () => {
  const { network, element } = gangmu.canvas;
  const canvas = element.querySelector('canvas');
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
  copy.globalCompositeOperation = 'copy';
  let strokes = 0;
  const { stroke } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.stroke = function (...path) { strokes++; return stroke.apply(this, path); };
  const frame = async (draw) => {
    strokes = 0;
    draw();
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    copy.drawImage(canvas, 0, 0);
    return { strokes, pixels: copy.getImageData(0, 0, canvas.width, canvas.height).data };
  };
  const differing = (one, other) => {
    let count = 0;
    for (let x = 0; x < canvas.width; x++) for (let y = 0; y < canvas.height; y++) {
      if (x >= 80 && y < canvas.height - 40) continue; // what came into sight from the left and from below
      const at = 4 * (y * canvas.width + x);
      if ([0, 1, 2, 3].some((k) => Math.abs(one[at + k] - other[at + k]) > 40)) count++;
    }
    return count;
  };
  await frame(() => network.moveTo({ position: { x: 200, y: 0 }, scale: 2 }));
  const first = await frame(() => network.moveTo({ position: { x: 199, y: 0 } }));
  const moved = await frame(() => network.moveTo({ position: { x: 159, y: 20 } }));
  const whole = await frame(() => network.redraw());
  strokes = 0;
  network.moveTo({ position: { x: 160, y: 20 } });
  await new Promise((done) => setTimeout(done, 600));
  const at = strokes;
  CanvasRenderingContext2D.prototype.stroke = stroke;
  return {
    strokes: [first.strokes, moved.strokes, whole.strokes, at],
    bare: differing(first.pixels, whole.pixels), kept: differing(moved.pixels, whole.pixels),
  };
}"""


def test_panning_draws_only_what_comes_into_sight_and_draws_it_right(opened: Visit) -> None:
    """The rest of the picture is shifted; a full drawing follows when the hand rests."""
    found = opened.page.evaluate(PAN)
    first, moved, whole, rested = found["strokes"]
    assert 0 < moved < whole / 2 and first > whole / 2 and rested > whole / 2
    assert found["kept"] < found["bare"] / 3, "the strip is as a full drawing has it, but for labels"


def test_neighbours_and_the_way_back(opened: Visit) -> None:
    page = opened.page
    page.evaluate("gangmu.choose(0)")
    page.click("text=看邻居")
    assert "邻居 25 /" in opened.status()
    assert 25 <= len(opened.names()) <= 26
    page.click("#back")
    page.wait_for_function("gangmu.state.mode === 'overview'")
    assert opened.status().startswith("显示 300 / 100,000")


def test_filters_years_and_undo(opened: Visit) -> None:
    page = opened.page
    page.click("#rail .toggle:has-text('概念')")
    kinds = "new Set(gangmu.view.nodes.map(({i}) => gangmu.graph.type[i])).size"
    assert page.evaluate(kinds) == 5 and len(opened.names()) == 300
    page.keyboard.press("Control+z")
    page.wait_for_selector(".chip", state="detached")
    assert page.evaluate(kinds) == 6
    page.locator("input[data-facet='year from']").fill("20")
    assert 0 < page.evaluate("gangmu.state.docs.size") < page.evaluate("gangmu.graph.texts.length")
    assert page.locator(".chip").count() == 1


def test_path_with_the_evidence_of_each_step(opened: Visit) -> None:
    page = opened.page
    page.evaluate("gangmu.go({mode: 'path', from: 0, to: gangmu.graph.n - 9, tab: 'path'})")
    page.wait_for_selector(".route blockquote")
    names = page.locator(".route >> nth=0").locator(".entity").all_inner_texts()
    ends = page.evaluate("[gangmu.graph.name[0], gangmu.graph.name[gangmu.graph.n - 9]]")
    assert [names[0], names[len(names) - 1]] == ends
    assert len(names) > 2 and set(names) <= set(opened.names())


def test_two_documents_compared(opened: Visit) -> None:
    page = opened.page
    page.evaluate("gangmu.go({a: `doc:${gangmu.graph.texts[0].id}`, b: `doc:${gangmu.graph.texts[1].id}`})")
    assert page.evaluate("gangmu.view.nodes.length > 0 && gangmu.view.nodes.every(({i}) => gangmu.filter.side(i) > 0)")
    assert page.evaluate("new Set(gangmu.canvas.nodes.get().map((n) => n.color.background)).size") >= 2


def test_what_is_shown_is_taken_away_and_the_address_restores_it(opened: Visit, browser: object, path: Path) -> None:  # noqa: F811
    rows = list(csv.DictReader(io.StringIO(opened.download("实体表 CSV").decode("utf-8-sig"))))
    assert {row["name"] for row in rows} == set(opened.names()) and len(rows) == 300
    assert len(nx.parse_graphml(opened.download("GraphML").decode("utf-8"))) == 300
    opened.page.evaluate("gangmu.choose(3)")
    opened.page.click("text=看邻居")
    again = Visit(browser, path, size=(390, 844), hash=opened.page.evaluate("location.hash"))
    assert again.status() == opened.status() and sorted(again.names()) == sorted(opened.names())
    again.page.click("#language")
    assert again.page.get_attribute("html", "lang") == "en"
    again.page.context.close()
    assert again.faults == []
