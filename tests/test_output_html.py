"""The network page as text: what is in it, that it is one file, and that it is the same every time."""

import base64
import gzip
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_graphs import from_rows, large, small
from pyvis.network import Network

from output import page_view
from output.bundle import BundleError, bundle, script, vendored
from output.force import separate
from output.html import network, notebook_html, page_html, write_html
from output.layout import layout, lines
from output.page_columns import clean, columns, positions
from output.page_data import pack
from output.page_evidence import collect, fits
from output.pinyin import readings

ROOT = Path(__file__).parent.parent


def block(page: str, name: str) -> Any:
    packed, encoding = re.search(rf'id="block-{name}" data-encoding="([\w-]+)">([^<]*)<', page).group(2, 1)  # type: ignore[union-attr]
    return json.loads(gzip.decompress(base64.b64decode(packed)).decode(encoding.replace("utf-16le", "utf-16-le")))


def embedded(page: str, name: str) -> Any:
    return json.loads(re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', page, re.S).group(1))  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def page() -> str:
    return page_html(small(), title="社区治理")


def test_first_view_is_what_pyvis_has() -> None:
    c = columns(small())
    places = positions(c, len(c.ids))
    net = network(c, places, len(c.ids))
    assert isinstance(net, Network)
    assert net.num_nodes() == len(net.nodes) == small().number_of_nodes()
    assert len(net.edges) == small().number_of_edges()
    view = embedded(page_html(small()), "view")
    assert view["nodes"] == net.nodes
    assert view["edges"] == net.edges


def test_index_holds_the_whole_graph(page: str) -> None:
    g, index = small(), block(page, "index")
    assert sorted(index["nodes"]["name"]) == sorted(label for _, label in g.nodes(data="label"))
    heads = np.cumsum(index["edges"]["head"])
    names, meta = index["nodes"]["name"], embedded(page, "meta")
    triples = {
        (names[h], meta["relations"][r]["id"], names[t])
        for h, t, r in zip(heads, index["edges"]["tail"], index["edges"]["relation"], strict=True)
    }
    assert triples == {(g.nodes[h]["label"], key, g.nodes[t]["label"]) for h, t, key in g.edges(keys=True)}
    assert [d[1] for d in index["documents"]] == ["关于推进社区治理的意见", "本市实施方案"]
    # What both documents say of 协商议事制度 and 居民参与 is 72 in one, in the other nobody judged it; so of the structure.
    assert sorted(set(index["edges"]["sure"])) == [72, 100]
    assert index["edges"]["sure"].count(72) == 6


def test_evidence_marks_head_and_tail_in_the_sentence(page: str) -> None:
    statements, sentences = block(page, "evidence")["statements"], block(page, "s0")
    index = block(page, "index")
    heads, at = np.cumsum(index["edges"]["head"]), 0
    for head, tail, count in zip(heads, index["edges"]["tail"], statements["lengths"], strict=True):
        for k in range(at, at + count):
            sentence, _, _, h0, h1, t0, t1, _ = (column[k] for column in statements["columns"])
            text = sentences["text"][sentence]
            assert text[h0:h1] == index["nodes"]["name"][head]
            assert text[t0:t1] == index["nodes"]["name"][tail]
        at += count
    assert at == sum(len(e["evidence"]) for _, _, e in small().edges(data=True))
    assert set(sentences["headings"]) == {"一、总体要求"}


def test_offsets_count_as_javascript_does() -> None:
    rows = [("𠮷野家", "ORG", "LEADS", "𪚥组织", "ORG", "㐂𠮷野家与𪚥组织。", "asserted")]
    page = page_html(from_rows([("a", "", "", "", rows)]))
    text = block(page, "s0")["text"][0].encode("utf-16-le")
    _, _, _, h0, h1, t0, t1, sure = (column[0] for column in block(page, "evidence")["statements"]["columns"])
    assert text[2 * h0 : 2 * h1].decode("utf-16-le") == "𠮷野家"
    assert text[2 * t0 : 2 * t1].decode("utf-16-le") == "𪚥组织"
    assert sure == 72


def test_page_is_one_file_that_names_its_two_scripts(page: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page).group(1)  # type: ignore[union-attr]
    policy = policy.replace("&#39;", "'")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.S)
    assert len(scripts) == 2
    for text in scripts:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe-eval" not in policy
    assert not re.search(r"<(?:link|script|img|iframe)[^>]+(?:src|href)=[\"'](?!data:)", page)
    assert "sourceMappingURL" not in page


def test_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, 'tests'); from page_graphs import large, small; "
        "from output.html import page_html; import hashlib; "
        "print(hashlib.sha256((page_html(small()) + page_html(large(900, documents=9))).encode()).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env={"PYTHONHASHSEED": seed, "PATH": ""}, check=True,
            capture_output=True, text=True,
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert runs[0] == runs[1]
    assert len(runs[0].strip()) == 64


def test_writing_leaves_nothing_behind(tmp_path: Path) -> None:
    write_html(small(), tmp_path / "图.html", title="图")
    assert [p.name for p in tmp_path.iterdir()] == ["图.html"]
    assert (tmp_path / "图.html").read_text(encoding="utf-8") == page_html(small(), title="图")


def test_a_large_graph_shows_its_most_central_part() -> None:
    g = large(900, documents=9)
    view, meta = embedded(page := page_html(g), "view"), embedded(page_html(g), "meta")
    assert (len(view["nodes"]), meta["shown"], meta["counts"]["nodes"]) == (300, 300, 900)
    assert len(block(page, "index")["nodes"]["name"]) == 900
    assert len(embedded(page_html(g, max_nodes=50), "view")["nodes"]) == 50
    assert page_view.shown_at_first(800) == 800


def test_graphs_with_nothing_in_them() -> None:
    for g in (nx.MultiDiGraph(), from_rows([]), from_rows([("a", "题", "", "", [])])):
        assert embedded(page_html(g), "view")["nodes"] == []


def test_unknown_language_lists_the_known() -> None:
    with pytest.raises(ValueError, match="'fr'; known: zh, en"):
        page_html(small(), lang="fr")


def test_measures_that_are_not_numbers_count_as_nothing() -> None:
    g = small()
    measures = pd.DataFrame(
        {"weighted_degree": [np.nan] * len(g), "pagerank": [np.inf] * len(g)}, index=pd.Index(sorted(g))
    )
    index = block(page_html(g, measures=measures), "index")
    assert set(index["measures"]["weighted_degree"]) == set(index["measures"]["pagerank"]) == {0}


def test_notebook_frame_is_sandboxed() -> None:
    frame = notebook_html(small(), height=400)
    assert re.match(r'<iframe sandbox="allow-scripts allow-downloads" [^<>]*>', frame)
    assert frame.count("<") == 2, "the page is escaped inside the attribute"


def test_evidence_is_capped_fairly_and_counted() -> None:
    rows = [("甲局", "ORG", "LEADS", "乙处", "ORG", f"甲局领导乙处，第{i}次。", "asserted") for i in range(6)]
    c = columns(from_rows([("a", "", "", "", rows), ("b", "", "", "", rows[:1])]))
    evidence = collect(c, per_edge=2, per_node=2)
    assert {evidence.sentences[row[0]][0] for row in evidence.statements[0]} == {0, 1}, "one from each document"
    assert evidence.left_out == 7 - 2 + 14 - 4
    assert evidence.edge_documents == [[0, 1]]
    full = collect(c, room=30)
    assert full.left_out > 0 and sum(map(len, full.text)) <= 30
    everything = sum(map(len, collect(c).text))
    assert fits(c, per_edge=None, per_node=None, room=everything)
    assert not fits(c, per_edge=None, per_node=None, room=everything - 1)
    assert fits(c, per_edge=2, per_node=2, room=sum(map(len, evidence.text)))
    assert not fits(c, per_edge=2, per_node=2, room=sum(map(len, evidence.text)) - 1)


def test_layout_keeps_nodes_apart() -> None:
    c = columns(large(400, documents=4))
    places = positions(c, 400).astype(float)
    distance = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    distance[np.diag_indices(400)] = np.inf
    assert (distance > c.radii[:, None] + c.radii[None] - 2).mean() > 0.9995


def test_layout_of_odd_graphs() -> None:
    nothing = lines(np.empty(0, int), np.empty(0, int), np.empty(0))
    assert layout(nothing, np.zeros(0, int), np.zeros(0), 10).shape == (0, 2)
    lonely = layout(nothing, np.zeros(5, int), np.full(5, 6.0), 3)
    assert len(np.unique(lonely.round(3), axis=0)) == 5
    loop = lines(np.array([0, 0]), np.array([0, 1]), np.array([1.0, 1.0]))
    assert loop.pairs.tolist() == [[0, 1]]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=2, max_size=40))
@settings(max_examples=40, deadline=None)
def test_separate_moves_all_discs_apart(points: list[tuple[int, int]]) -> None:
    radii = np.full(len(points), 4.0)
    apart = separate(np.array(points, dtype=float), radii, rounds=2000)
    distance = np.hypot(*(apart[:, None] - apart[None]).transpose(2, 0, 1))
    assert (distance[np.triu_indices(len(points), 1)] > 7.9).all()


@given(st.text(max_size=40))
def test_clean_keeps_every_offset(text: str) -> None:
    assert len(clean(text)) == len(text)
    clean(text).encode("utf-8")


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\u202e", "\u2066", "\ud800", "\ufeff", "\u200b", "\x85"])
def test_clean_shows_what_would_hide(char: str) -> None:
    assert clean(f"国{char}务") == "国\ufffd务"


def test_packing_is_gzip_without_a_time() -> None:
    raw = base64.b64decode(pack({"名": [1]}))
    assert raw[4:8] == b"\0\0\0\0"
    assert json.loads(gzip.decompress(raw)) == {"名": [1]}


def test_readings_are_those_of_the_characters_used() -> None:
    assert readings("重庆") == {"chong": "重", "qing": "庆", "zhong": "重"}


@pytest.mark.parametrize(
    ("modules", "wanted"),
    [
        ({"main.js": 'import { a } from "./b.js";\n', "b.js": 'import { m } from "./main.js";\n'}, "ring"),
        ({"main.js": "export default 1;\n"}, "export default"),
        ({"main.js": 'import x from "./b.js";\n'}, "import x"),
    ],
)
def test_bundle_refuses_what_it_cannot_do(modules: dict[str, str], wanted: str) -> None:
    with pytest.raises(BundleError, match=wanted):
        bundle(read=modules.__getitem__)


def test_bundle_puts_modules_after_those_they_need() -> None:
    modules = {
        "main.js": 'import { b } from "./b.js";\nimport { c } from "./c.js";\nout(b() + c);\n',
        "b.js": 'import { c } from "./c.js";\nexport function b() {\n  return c;\n}\n',
        "c.js": "export const c = 1;\n",
    }
    text = bundle(read=modules.__getitem__)
    assert text.index('modules["c.js"] =') < text.index('modules["b.js"] =') < text.index('modules["main.js"] =')
    assert not re.search(r"^(import|export)\b", text, re.M)


def test_no_script_ends_its_element() -> None:
    for text in (script(bundle()), script(vendored("vis-network.min.js"))):
        assert not re.search(r"</script|<!--", text, re.I)


def test_vendored_files_are_the_recorded_ones() -> None:
    folder = ROOT / "output" / "vendor"
    for name, row in tomllib.loads((folder / "VENDOR.toml").read_text(encoding="utf-8")).items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == row["sha256"]
        assert row["version"] in (folder / name).read_text(encoding="utf-8")[:300]


def test_page_scripts_parse_no_html() -> None:
    """What corpus text says becomes text nodes: the sources use none of the ways to make HTML or code out of text."""
    for path in sorted((ROOT / "output" / "page").glob("*.js")):
        found = re.findall(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc",
            path.read_text("utf-8"),
        )
        assert not found, f"{path.name}: {found}"
        assert len(path.read_text(encoding="utf-8").splitlines()) < 300


@pytest.mark.node
@pytest.mark.skipif(shutil.which("npm") is None, reason="needs npm")
def test_page_scripts_pass_the_linter(tmp_path: Path) -> None:
    """oxlint, by the rules of tests/js/oxlint.json."""
    subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--silent", "oxlint@1.94"], cwd=tmp_path, check=True)
    command = [tmp_path / "node_modules/.bin/oxlint", "-c", "tests/js/oxlint.json", "output/page", "tests/js"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    fault = tmp_path / "fault.js"
    fault.write_text("export const f = () => undeclared;\n", encoding="utf-8")
    found = subprocess.run([*command[:3], fault], cwd=ROOT, capture_output=True, text=True)
    assert found.returncode == 1 and "no-undef" in found.stdout


@pytest.mark.node
@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
def test_page_scripts_pass_their_own_tests() -> None:
    done = subprocess.run(["node", "--test", "tests/js"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
