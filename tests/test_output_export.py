"""Each export opened by its real consumer, or by the reference parser of its format."""

import csv
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path

import igraph
import networkx as nx
import openpyxl
import pandas as pd
import pytest
import rdflib
from lxml import etree

import gangmu
from output.export import PICTURES, WRITERS, UnknownFormat, export
from output.graphml import YED

SAID = """街道党工委建立党建联席会议制度。社区党组织应当落实三会一课制度，不得搞形式主义。
社区党组织服务老年人。街道党工委领导社区党组织。社区党组织鼓励志愿者参加“红色物业”联动机制。学校与企业合作。"""
HOSTILE = ('=cmd|"/c calc"!A1', "</data><script>alert(1)</script>", "a\x00b\x1b\ud800c", '"quoted"\n*Arcs', "1|2`3", "{{x}}")


@cache
def graph() -> nx.MultiDiGraph:
    from corpus.document import Document
    from extract.pipeline import extract, load
    from extract.schema import load_schema
    from graph.build import build

    nlp = load(model=False)
    documents = [Document(f"{year}.txt", SAID, title=f"{year}年讲话", date=f"{year}-0{i}-11") for i, year in
                 enumerate(("2019", "2021", "2023"), start=1)]  # fmt: skip
    return build(documents, [extract(d, nlp) for d in documents], load_schema())


def hostile() -> nx.MultiDiGraph:
    """The graph with names, aliases and sentences that mean harm."""
    g = graph().copy()
    for node, name in zip(list(g), HOSTILE, strict=False):
        g.nodes[node]["label"] = name
        g.nodes[node]["aliases"], g.nodes[node]["reasons"] = (name, name[::-1]), ("", "")
    return g


def written(tmp_path: Path, ending: str, g: nx.MultiDiGraph | None = None) -> list[Path]:
    g = graph() if g is None else g
    return export(g, tmp_path / f"g{ending}", measures=gangmu.measure(g))


def test_gephi_finds_places_colours_and_sizes_in_graphml(tmp_path: Path) -> None:
    read = nx.read_graphml(written(tmp_path, ".graphml")[0])
    node = read.nodes["ORG:街道党工委"]
    assert {"x", "y", "size", "r", "g", "b", "label", "pagerank"} <= set(node)
    assert all(0 <= node[channel] <= 255 for channel in "rgb") and node["size"] > 0
    assert len({(d["x"], d["y"]) for _, d in read.nodes(data=True)}) == len(read)


def test_yed_finds_shapes_and_labels(tmp_path: Path) -> None:
    path = written(tmp_path, ".yed.graphml")[0]
    root = etree.parse(str(path)).getroot()
    labels = [e.text for e in root.iter(f"{{{YED}}}NodeLabel")]
    assert sorted(labels) == sorted(d["label"] for _, d in graph().nodes(data=True))
    assert len(list(root.iter(f"{{{YED}}}EdgeLabel"))) == graph().number_of_edges()
    styles = {e.get("type") for e in root.iter(f"{{{YED}}}LineStyle")}
    assert styles <= {"line", "dashed", "dotted"} and len(styles) >= 2
    keys = {k.get("yfiles.type") for k in root.iter("{*}key")}
    assert {"nodegraphics", "edgegraphics"} <= keys
    assert nx.read_graphml(path).number_of_edges() == graph().number_of_edges()


def test_gexf_is_read_with_time_and_looks(tmp_path: Path) -> None:
    read = nx.read_gexf(written(tmp_path, ".gexf")[0])
    node = read.nodes["ORG:街道党工委"]
    assert (node["start"], node["end"]) == ("2019-01-11", "2023-03-11")
    assert node["viz"]["color"].keys() == {"r", "g", "b", "a"} and node["viz"]["position"]["z"] == 0
    assert read.number_of_edges() == graph().number_of_edges()


def test_rdf_answers_sparql_and_holds_the_evidence(tmp_path: Path) -> None:
    turtle = rdflib.Graph().parse(written(tmp_path, ".ttl")[0])
    json_ld = rdflib.Graph().parse(written(tmp_path, ".jsonld")[0])
    assert set(turtle) == set(json_ld)
    found = turtle.query(
        """SELECT ?sentence ?modality WHERE {
          ?relation rdf:subject/skos:prefLabel "社区党组织"@zh ; rdf:object/skos:prefLabel "老年人"@zh .
          ?statement oa:hasBody ?relation ; gm:modality ?modality ; oa:hasTarget/oa:hasSelector/oa:exact ?sentence ;
            oa:hasTarget/oa:hasSource/dcterms:date "2019-01-11" . }"""
    )
    assert {(str(s), str(m)) for s, m in found} == {("社区党组织服务老年人。", "asserted")}
    plain = turtle.query("SELECT ?a ?b WHERE { ?a gm:SERVES ?b }")
    assert len(plain) == sum(d["relation"] == "SERVES" and d["asserted"] > 0 for *_, d in graph().edges(data=True))
    absent = turtle.query("SELECT ?r WHERE { ?r gm:negated ?n ; gm:asserted 0 ; gm:proposed 0 . FILTER(?n > 0) "
                          "?r rdf:subject ?a ; rdf:predicate ?p ; rdf:object ?b . ?a ?p ?b }")  # fmt: skip
    assert len(absent) == 0


def test_the_workbook_has_filters_a_frozen_head_and_no_formula(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(tmp_path, ".xlsx", hostile())[0])
    assert book.sheetnames == ["entities", "relations", "statements", "documents"]
    for sheet in book:
        assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref.startswith("A1:")
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    names = [row[2] for row in book["entities"].iter_rows(min_row=2, values_only=True)]
    assert HOSTILE[0] in [v for row in book["entities"].iter_rows(values_only=True) for v in row]
    assert len(names) == len(graph())
    assert book["statements"].max_row - 1 == sum(len(d["evidence"]) for *_, d in graph().edges(data=True))


def test_rows_that_excel_has_no_room_for_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("output.sheets.MOST_ROWS", 4)
    book = openpyxl.load_workbook(written(tmp_path, ".xlsx")[0])
    assert [sheet.max_row <= 4 for sheet in book] == [True] * 4
    assert f"no room in a sheet for {len(graph()) - 3} of {len(graph())} rows of 'entities'" in caplog.text


def test_parquet_is_read_by_pandas(tmp_path: Path) -> None:
    nodes, edges, statements = map(pd.read_parquet, written(tmp_path, ".parquet", hostile()))
    assert len(nodes) == len(graph()) and len(edges) == graph().number_of_edges()
    assert set(statements["modality"]) <= {"asserted", "proposed", "negated"} and statements["start"].dtype == "int64"


def test_pajek_is_read_by_networkx_and_igraph(tmp_path: Path) -> None:
    path = written(tmp_path, ".net", hostile())[0]
    assert igraph.Graph.Read_Pajek(str(path)).vcount() == len(graph())
    plain = written(tmp_path, ".net")[0]
    read = nx.read_pajek(plain)
    assert {"街道党工委", "社区党组织"} <= set(read) and read.number_of_edges() == graph().number_of_edges()


def test_vosviewer_files_fit_each_other(tmp_path: Path) -> None:
    map_path, network_path = written(tmp_path, ".vosviewer.txt")
    assert (map_path.name, network_path.name) == ("g_map.txt", "g_network.txt")
    rows = list(csv.DictReader(io.StringIO(map_path.read_text(encoding="utf-8")), delimiter="\t"))
    assert {"id", "label", "x", "y", "cluster", "weight<Mentions>"} <= set(rows[0]) and len(rows) == len(graph())
    ids = {row["id"] for row in rows}
    links = [line.split("\t") for line in network_path.read_text(encoding="utf-8").splitlines()]
    assert links and all(a in ids and b in ids and a != b and float(w) > 0 for a, b, w in links)


def test_neo4j_tables_have_its_headers(tmp_path: Path) -> None:
    nodes, relations = written(tmp_path, ".neo4j.csv", hostile())
    rows = list(csv.reader(nodes.open(encoding="utf-8", newline="")))
    assert rows[0][:2] == ["entity_id:ID", ":LABEL"] and "aliases:string[]" in rows[0]
    assert all(row[1].startswith("Entity|") for row in rows[1:]) and len(rows) - 1 == len(graph())
    ids = {row[0] for row in rows[1:]}
    edges = list(csv.reader(relations.open(encoding="utf-8", newline="")))
    assert edges[0][:3] == [":START_ID", ":END_ID", ":TYPE"]
    assert all(row[0] in ids and row[1] in ids for row in edges[1:])


@pytest.mark.parametrize("ending", PICTURES)
def test_pictures_are_pictures(tmp_path: Path, ending: str) -> None:
    (path,) = written(tmp_path, ending, hostile())
    data = path.read_bytes()
    assert data.startswith({".svg": b"<?xml", ".png": b"\x89PNG", ".pdf": b"%PDF"}[ending])
    if ending == ".svg":
        root = etree.fromstring(data)
        assert not list(root.iter("{*}text")) and not list(root.iter("{*}script"))


@pytest.mark.node
@pytest.mark.skipif(shutil.which("npm") is None, reason="needs npm")
def test_cytoscape_and_the_cypher_parser_read_it(tmp_path: Path) -> None:
    """Cytoscape.js builds the graph; Neo4j's own language support finds no fault in the script, hostile names and all."""
    written(tmp_path, ".cyjs")
    written(tmp_path, ".cypher", hostile())
    packages = ["cytoscape@3.33", "@neo4j-cypher/language-support@2.0.0-next.38"]
    subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--silent", *packages], cwd=tmp_path, check=True)
    script = """
    const fs = require('fs'); const cytoscape = require('cytoscape');
    const cy = cytoscape({headless: true, ...JSON.parse(fs.readFileSync('g.cyjs', 'utf8'))});
    const {lintCypherQuery} = require('@neo4j-cypher/language-support');
    const faults = (text) => lintCypherQuery(text, {}).diagnostics.filter((d) => d.severity === 1).length;
    console.log(JSON.stringify([cy.nodes().length, cy.edges().length, cy.getElementById('ORG:街道党工委').data('name'),
      faults(fs.readFileSync('g.cypher', 'utf8')), faults('MATCH (n RETURN n') > 0]));
    """
    run = subprocess.run(["node", "-e", script], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == [len(graph()), graph().number_of_edges(), "街道党工委", 0, True]


@pytest.mark.parametrize("ending", [e for e in WRITERS if e != ".parquet"])
def test_no_format_breaks_on_hostile_names_or_on_nothing(tmp_path: Path, ending: str) -> None:
    for path in written(tmp_path, ending, hostile()):
        assert b"\x00" not in path.read_bytes() or zipfile.is_zipfile(path)
    empty = graph().copy()
    empty.remove_nodes_from(list(empty))
    assert all(path.exists() for path in written(tmp_path / "empty", ending, empty))


def test_an_unknown_ending_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat, match=r"'\.doc'; known: \.graphml"):
        export(graph(), tmp_path / "g.doc")


def test_the_bytes_do_not_depend_on_hashes(tmp_path: Path) -> None:
    """Two processes with other hash seeds write the same files."""
    out = tmp_path / "out"
    gangmu.write(graph(), out)
    script = f"""
import sys; from pathlib import Path; from output.export import WRITERS, PICTURES, export; from output.store import *; from output.report import *
g, m = read_graph(Path({str(out)!r})), read_measures(Path({str(out)!r}))
for ending in (*WRITERS, *PICTURES): export(g, Path(sys.argv[1]) / f"g{{ending}}", measures=m)
for ending in RENDERERS: write_report(g, Path(sys.argv[1]) / f"r{{ending}}", measures=m)
"""
    digests = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        run = subprocess.run([sys.executable, "-c", script, str(folder)], env=os.environ | {"PYTHONHASHSEED": seed},
                             capture_output=True, text=True, check=False)  # fmt: skip
        assert run.returncode == 0, run.stderr
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        digests.append({p.relative_to(folder): hashlib.sha256(p.read_bytes()).hexdigest() for p in files})
    assert digests[0] == digests[1] and len(digests[0]) > 20
