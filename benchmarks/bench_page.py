"""The network page in Chromium: how large, how soon, how smooth; beside it pyvis's own page and sigma.js.

From file://, without a graphics card, on a made-up graph with one sentence for each edge. Needs Debian's chromium, and
npm for sigma.js. The peers draw the same 1,000 nodes (sigma.js the large graph too), without evidence and search.
sigma.js needs WebGL, which is emulated here and slow: its frames say little about a machine with a graphics card.

usage: python benchmarks/bench_page.py [--nodes 100000] [--patience 200]
"""

import argparse
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path
from typing import Any

import pandas as pd
from playwright.sync_api import Browser, Page, sync_playwright
from pyvis.network import Network

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from page_graphs import large, measures

from output.html import write_html

FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking".split()
WEBGL = "--no-sandbox --enable-unsafe-swiftshader --disable-quic --no-first-run --disable-background-networking".split()
"""Without a graphics card WebGL, which sigma.js needs, is emulated."""
FRAMES = """async (move) => {
  const step = eval(move); let last = performance.now(), longest = 0, frames = 0; const start = last;
  while (performance.now() - start < 2000) {
    step(frames); await new Promise(requestAnimationFrame);
    const now = performance.now(); longest = Math.max(longest, now - last); last = now; frames++;
  }
  return [frames / ((performance.now() - start) / 1000), longest];
}"""


def opened(browser: Browser, path: Path, ready: str, patience: float) -> tuple[Page, float]:
    """Open a page; return it, and the seconds until an expression is true in it (or until patience ends)."""
    page = browser.new_context(viewport={"width": 1400, "height": 860}, bypass_csp=True).new_page()
    start = time.perf_counter()
    page.goto(path.as_uri(), wait_until="commit", timeout=1000 * patience)
    while time.perf_counter() - start < patience:
        try:
            if page.evaluate(ready):
                break
        except Exception:
            pass
        time.sleep(0.02)
    return page, time.perf_counter() - start


def heap(page: Page) -> float:
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    found = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
    return float(found["JSHeapUsedSize"]) / 1e6


def timed(page: Page, script: str) -> float:
    """Milliseconds of a script until the frame after it."""
    frame = "await new Promise(requestAnimationFrame); return performance.now() - t;"
    wrapped = f"async () => {{ const t = performance.now(); await (async () => {{ {script} }})(); {frame} }}"
    return float(page.evaluate(wrapped))


def ours(browser: Browser, folder: Path, nodes: int) -> dict[str, Any]:
    path = folder / f"gangmu{nodes}.html"
    g = large(nodes)
    table = measures(g)
    start = time.perf_counter()
    write_html(g, path, measures=table)
    written = time.perf_counter() - start
    first, visible = opened(browser, path, "!!document.querySelector('#network canvas')", 60)
    first.context.close()
    page, ready = opened(browser, path, "document.documentElement.dataset.ready === 'true'", 60)
    page.wait_for_timeout(500)
    pan = page.evaluate(FRAMES, "(k) => gangmu.canvas.network.moveTo({position: {x: 6 * (k % 60), y: 3 * (k % 40)}})")
    zoom = page.evaluate(FRAMES, "(k) => gangmu.canvas.network.moveTo({scale: 0.4 + 0.01 * (k % 60)})")
    name = page.evaluate("gangmu.graph.name[gangmu.graph.n - 5]")
    keys = [timed(page, f"gangmu.search({json.dumps(name[:k])})") for k in range(1, len(name) + 1)]
    return {
        "page": f"Gangmu {nodes:,}",
        "written s": written,
        "MB": path.stat().st_size / 1e6,
        "visible s": visible,
        "search s": ready,
        "pan fps": pan[0],
        "zoom fps": zoom[0],
        "longest ms": max(pan[1], zoom[1]),
        "keystroke ms": max(keys),
        "expand ms": timed(page, "gangmu.go({mode: 'ego', focus: 0, node: 0, count: 25, tab: 'list'})"),
        "path ms": timed(page, "gangmu.go({mode: 'path', from: 0, to: gangmu.graph.n - 9, tab: 'path', node: -1})"),
        "panel ms": timed(
            page,
            "gangmu.go({mode: 'overview', focus: -1, node: 3, tab: 'entity'});"
            "while (!document.querySelector('#panel-body blockquote')) await new Promise(requestAnimationFrame);",
        ),
        "heap MB": heap(page),
    }


def pyvis_page(browser: Browser, folder: Path, nodes: int, patience: float) -> dict[str, Any]:
    g, path = large(nodes), folder / "pyvis.html"
    net = Network(directed=True, cdn_resources="in_line")
    for id, data in g.nodes(data=True):
        net.add_node(id, label=data["label"])
    for head, tail in g.edges():
        net.add_edge(head, tail)
    path.write_text(net.generate_html(), encoding="utf-8")
    still = "typeof network !== 'undefined' && network.physics.stabilized === true"
    page, visible = opened(browser, path, still, patience)
    row = {"page": f"pyvis's own {nodes:,}", "MB": path.stat().st_size / 1e6, "visible s": visible}
    if visible < patience:
        pan = page.evaluate(FRAMES, "(k) => network.moveTo({position: {x: 6 * (k % 60), y: 3 * (k % 40)}})")
        row |= {"pan fps": pan[0], "longest ms": pan[1], "heap MB": heap(page)}
    return row


def sigma_page(browser: Browser, folder: Path, nodes: int) -> dict[str, Any]:
    packages = (("graphology@0.26", "dist/graphology.umd.min.js"), ("sigma@3", "dist/sigma.min.js"))
    scripts = [npm(folder, package, member) for package, member in packages]
    g, path = large(nodes), folder / f"sigma{nodes}.html"
    number = {id: i for i, id in enumerate(g)}
    data = {"n": [d["label"] for _, d in g.nodes(data=True)], "e": [(number[a], number[b]) for a, b in g.edges()]}
    path.write_text(
        "<!doctype html><meta charset=utf-8><div id=c style='width:1400px;height:860px'></div>"
        + "".join(f"<script>{s}</script>" for s in scripts)
        + f"<script>const d = {json.dumps(data, ensure_ascii=False)}; const g = new graphology.MultiDirectedGraph();"
        "const at = (i) => ({x: Math.sqrt(i) * Math.cos(i * 2.4), y: Math.sqrt(i) * Math.sin(i * 2.4)});"
        "d.n.forEach((label, i) => g.addNode(i, {label, size: 2, ...at(i)}));"
        "d.e.forEach(([a, b]) => g.addEdge(a, b));"
        "const s = new Sigma(g, document.getElementById('c'));"
        "requestAnimationFrame(() => requestAnimationFrame(() => (window.ready = true)));"
        "</script>",
        encoding="utf-8",
    )
    page, visible = opened(browser, path, "window.ready === true", 120)
    move = "(k) => s.getCamera().setState({x: 0.5 + 0.002 * (k % 60), y: 0.5 + 0.001 * (k % 40)})"
    pan = page.evaluate(FRAMES, move)
    size = path.stat().st_size / 1e6
    figures = {"pan fps": pan[0], "longest ms": pan[1], "heap MB": heap(page)}
    return {"page": f"sigma.js {nodes:,}", "MB": size, "visible s": visible, **figures}


def npm(folder: Path, package: str, member: str) -> str:
    command = ["npm", "pack", "--silent", "--ignore-scripts", package]
    name = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.split()[-1]
    with tarfile.open(folder / name) as tar:
        file = tar.extractfile(f"package/{member}")
        assert file is not None
        return file.read().decode("utf-8").replace("</script", "<\\/script")


def said(browser: Browser, row: dict[str, Any]) -> dict[str, Any]:
    """Print a row as soon as it is known, since some pages take minutes, and close its page, which would draw on."""
    for context in browser.contexts:
        context.close()
    print({key: value if isinstance(value, str) else round(value, 3) for key, value in row.items()}, flush=True)
    return row


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, default=100_000)
    parser.add_argument("--patience", type=float, default=200, help="seconds to wait for pyvis's own page")
    asked = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        emulating = playwright.chromium.launch(executable_path=chromium, args=WEBGL)
        for nodes in (1000, asked.nodes):
            rows.append(said(browser, ours(browser, folder, nodes)))
            if shutil.which("npm"):
                rows.append(said(emulating, sigma_page(emulating, folder, nodes)))
        rows.append(said(browser, pyvis_page(browser, folder, 1000, asked.patience)))
        browser.close()
        emulating.close()
    frame = pd.DataFrame(rows).set_index("page")
    print(frame.T.map(lambda v: "" if pd.isna(v) else f"{v:.3g}").to_string())


if __name__ == "__main__":
    main()
