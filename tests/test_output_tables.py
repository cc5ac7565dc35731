"""Tables, written and read back; spreadsheets and control characters; exports read by their consumers."""

import csv
import json
import shutil
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import igraph
import networkx as nx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gangmu
from graph.cooccurrence import add_cooccurrence
from output.cells import escape, unescape
from output.export import UnknownFormat, export
from output.files import write_beside
from output.graphml import write_graphml
from output.manifest import manifest
from output.report import report
from output.store import NotABuild, read_graph, read_measures
from output.tables import read_tables, write_tables

TEXTS = {
    "一.txt": "街道党工委建立党建联席会议制度。社区党组织应当落实三会一课制度，不得搞形式主义。\n宁波市鄞州区开展试点。",
    "二.txt": "=1+1社区党组织服务老年人。<script>alert(1)</script>街道党工委领导社区党组织。\n学校与企业合作。",
}


@cache
def graph() -> nx.MultiDiGraph:
    folder = Path(pytest.gangmu_folder)  # type: ignore[attr-defined]
    return gangmu.build(folder, model=False)


@pytest.fixture(autouse=True)
def _texts(tmp_path_factory: pytest.TempPathFactory) -> None:
    if not hasattr(pytest, "gangmu_folder"):
        folder = tmp_path_factory.mktemp("texts")
        for name, text in TEXTS.items():
            (folder / name).write_text(text, encoding="utf-8")
        pytest.gangmu_folder = folder  # type: ignore[attr-defined]


def test_tables_read_back_are_the_same_graph(tmp_path: Path) -> None:
    g = graph()
    write_tables(tmp_path / "tables", g, gangmu.measure(g))
    again = read_graph(tmp_path)
    assert dict(again.nodes(data=True)) == dict(g.nodes(data=True))
    assert list(again.edges(keys=True, data=True)) == list(g.edges(keys=True, data=True))
    assert again.graph["documents"] == tuple(replace(d, sections=(), furniture=()) for d in g.graph["documents"])
    for key in ("schema", "sentences", "mentions", "entities", "chars"):
        assert again.graph[key] == g.graph[key], key
    measures = read_measures(tmp_path)
    pd.testing.assert_frame_equal(
        measures, gangmu.measure(g), check_dtype=False, check_names=False, check_index_type=False, rtol=1e-8
    )


def test_the_bytes_of_tables(tmp_path: Path) -> None:
    write_tables(tmp_path / "tables", graph())
    for path in (tmp_path / "tables").glob("*.csv"):
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf"), "a byte order mark, for spreadsheets"
        assert b"\r" not in data
    header = (tmp_path / "tables" / "statements.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert header.startswith("doc_id,start,end,head_id,relation,tail_id,modality,force,sentence,rule")
    assert header.rstrip().endswith("tail_start,tail_end,confidence")


def test_evidence_is_in_the_document(tmp_path: Path) -> None:
    for *_, data in graph().edges(data=True):
        assert data["evidence"]
        for s in data["evidence"]:
            text = TEXTS[s.head.doc_id]
            assert "".join(text[s.start : s.end].split()) == "".join(s.sentence.split())
            assert "".join(text[s.head.start : s.head.end].split()) == s.head.text


def test_tables_as_dataframes(tmp_path: Path) -> None:
    write_tables(tmp_path / "tables", graph())
    tables = read_tables(tmp_path)
    assert len(tables["entities"]) == graph().number_of_nodes()
    assert tables["mentions"]["start"].dtype.kind == "i"


def test_a_folder_that_is_no_build(tmp_path: Path) -> None:
    with pytest.raises(NotABuild, match=r"documents\.csv"):
        read_graph(tmp_path)


CELLS = ["=1+1", "+86", "-1", "@x", "\t=1", "'=1", "''=1", "普通", "", "'", "＝1", '"引号",逗号', "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("text", CELLS)
def test_no_cell_is_a_formula(text: str) -> None:
    assert not escape(text).startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
    assert unescape(escape(text)) == text


@given(st.text(alphabet="=+-@'\tab社", max_size=6))
def test_escapes_are_undone(text: str) -> None:
    assert unescape(escape(text)) == text


def test_control_characters_are_dropped_from_cells() -> None:
    assert escape("社\x00区\x1b[31m\ud800") == "社区[31m"


def test_graphml_is_read_back_by_networkx_and_igraph(tmp_path: Path) -> None:
    g = graph()
    write_graphml(g, tmp_path / "g.graphml", measures=gangmu.measure(g))
    n = nx.read_graphml(tmp_path / "g.graphml", force_multigraph=True)
    i = igraph.Graph.Read_GraphML(str(tmp_path / "g.graphml"))
    assert (len(n), n.number_of_edges()) == (i.vcount(), i.ecount()) == (len(g), g.number_of_edges())
    assert (
        {d["label"] for _, d in n.nodes(data=True)} == set(i.vs["label"]) == {d["label"] for _, d in g.nodes(data=True)}
    )
    assert {d["relation"] for *_, d in n.edges(data=True)} == set(i.es["relation"])
    assert n.nodes["ORG:街道党工委"]["type_zh"] == "组织"


@pytest.mark.node
@pytest.mark.skipif(shutil.which("npm") is None, reason="needs npm")
def test_graphml_is_read_back_by_graphology(tmp_path: Path) -> None:
    g = graph()
    write_graphml(g, tmp_path / "g.graphml")
    packages = ["graphology@0.26", "graphology-graphml@0.5", "@xmldom/xmldom@0.8"]
    subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--silent", *packages], cwd=tmp_path, check=True)
    script = """
    const Graph = require('graphology'); const {parse} = require('graphology-graphml');
    const text = require('fs').readFileSync('g.graphml', 'utf8');
    const g = parse(Graph.MultiDirectedGraph || Graph, text);
    console.log(JSON.stringify([g.order, g.size, g.getNodeAttribute('ORG:街道党工委', 'label')]));
    """
    run = subprocess.run(
        ["node", "-e", script], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == [len(g), g.number_of_edges(), "街道党工委"]


def test_other_formats(tmp_path: Path) -> None:
    g = graph()
    for name in ("g.gexf", "g.json", "g.csv"):
        export(g, tmp_path / name, measures=gangmu.measure(g))
    assert nx.read_gexf(tmp_path / "g.gexf").number_of_edges() == g.number_of_edges()
    data = json.loads((tmp_path / "g.json").read_text(encoding="utf-8"))
    assert nx.node_link_graph(data, edges="links").number_of_edges() == g.number_of_edges()
    with (tmp_path / "g.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == g.number_of_edges()
    with (tmp_path / "g.nodes.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["Id"] for row in csv.DictReader(file)} == set(g)


def test_an_unknown_format_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat, match=r"\.graphml, \.gexf, \.csv, \.json"):
        export(graph(), tmp_path / "g.xyz")


def hostile() -> nx.MultiDiGraph:
    """A graph whose names are hostile: control characters, markup, formulas, a lone surrogate."""
    g = graph().copy()
    for node in list(g)[:3]:
        g.nodes[node]["label"] = "<script>alert(1)</script>\x00\x0b\ud800]]>&"
        g.nodes[node]["aliases"] = ("=1+1", "]]>")
    return g


@pytest.mark.parametrize("name", ["g.graphml", "g.gexf", "g.json", "g.csv"])
def test_hostile_names_do_not_break_a_format(tmp_path: Path, name: str) -> None:
    g = hostile()
    export(g, tmp_path / name)
    reader = {".graphml": nx.read_graphml, ".gexf": nx.read_gexf}.get(Path(name).suffix)
    if reader is not None:
        assert len(reader(tmp_path / name)) == len(g)


def test_a_failed_write_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(RuntimeError), write_beside(target) as beside:
        beside.write_text("half", encoding="utf-8")
        raise RuntimeError
    assert target.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_the_report_escapes_what_the_corpus_says() -> None:
    g = hostile()
    for lang in ("zh", "en"):
        page = report(g, measures=gangmu.measure(g), lang=lang)
        assert "<script" not in page
        assert "default-src 'none'" in page
        assert "http" not in page.replace("http-equiv", "")


def test_the_manifest_has_no_time_and_no_path() -> None:
    data = manifest(graph(), options={"lexicons": []})
    assert data["counts"]["documents"] == 2
    assert [row["id"] for row in data["inputs"]] == ["一.txt", "二.txt"]
    assert str(pytest.gangmu_folder) not in json.dumps(data)  # type: ignore[attr-defined]


def test_a_symmetric_relation_is_read_back_as_it_was_said(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("居民议事会与业主委员会合作。学校与企业合作。", encoding="utf-8")
    g = gangmu.build(tmp_path / "texts", model=False)
    assert {d["relation"] for *_, d in g.edges(data=True)} == {"COOPERATES"}
    write_tables(tmp_path / "tables", g)
    assert list(read_graph(tmp_path).edges(keys=True, data=True)) == list(g.edges(keys=True, data=True))


def test_cooccurrence_is_kept_apart_and_read_back(tmp_path: Path) -> None:
    g = graph().copy()
    write_tables(tmp_path / "tables", g)
    assert not (tmp_path / "tables/cooccurrence.csv").exists()
    added = add_cooccurrence(g, min_count=1, min_npmi=-1)
    write_tables(tmp_path / "tables", g)
    read = read_graph(tmp_path)
    assert list(read.edges(keys=True, data=True)) == list(g.edges(keys=True, data=True)) and added > 0
    relations = pd.read_csv(tmp_path / "tables/relations.csv", encoding="utf-8-sig")
    assert "COOCCURS" not in set(relations["relation"])
    write_tables(tmp_path / "tables", graph())
    assert not (tmp_path / "tables/cooccurrence.csv").exists()
