"""The command line, the Python functions, and how a build is run."""

import csv
import filecmp
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from typer.testing import CliRunner

import gangmu
from gangmu.cli import EXAMPLES, app
from gangmu.messages import MESSAGES, language
from gangmu.notebook import as_html
from gangmu.run import Options, run, write_build
from output.cells import escape

TEXTS = {
    "甲/一.txt": "街道党工委建立党建联席会议制度。社区党组织应当落实三会一课制度。",
    "甲/二.txt": "国家发展和改革委员会（以下简称国家发展改革委）印发规划。国家发展改革委支持企业。",
    "三.md": "# 关于社区养老的实施意见\n\n社区党组织领导居民议事会。居民议事会服务居民。\n",
}


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        path = tmp_path / "texts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "texts"


@pytest.fixture
def built(texts: Path) -> Path:
    result = invoke("build", texts, "-o", texts.parent / "out", "--no-model")
    assert result.exit_code == 0, result.output
    return texts.parent / "out"


def invoke(*arguments: object, lang: str = "en"):  # type: ignore[no-untyped-def]
    return CliRunner().invoke(app(lang), [str(a) for a in arguments])


def test_build_writes_what_the_contract_says(built: Path) -> None:
    names = {p.relative_to(built).as_posix() for p in built.rglob("*") if p.is_file()}
    tables = ("documents", "mentions", "entities", "statements", "relations", "centrality", "sentences", "communities")
    assert names == {
        "graph.html", "graph.graphml", "report.html", "manifest.json", "tables/schema.json",
        *(f"tables/{name}.csv" for name in tables),
    }  # fmt: skip


def same_bytes(a: Path, b: Path) -> None:
    names = sorted(p.relative_to(a) for p in a.rglob("*") if p.is_file())
    assert names == sorted(p.relative_to(b) for p in b.rglob("*") if p.is_file())
    for name in names:
        assert filecmp.cmp(a / name, b / name, shallow=False), name


def test_jobs_and_order_do_not_change_a_byte(texts: Path, tmp_path: Path) -> None:
    files = sorted(p for p in texts.rglob("*") if p.is_file())
    for number in range(30):
        (texts / f"{number}.txt").write_text(f"社区{number}党组织落实三会一课制度。", encoding="utf-8")
    files = sorted(p for p in texts.rglob("*") if p.is_file())
    for out, sources, jobs in (("a", files, 1), ("b", files[::-1], 2)):
        options = Options(model=False, jobs=jobs)
        write_build(run(sources, options), tmp_path / out, options)
    same_bytes(tmp_path / "a", tmp_path / "b")


def test_hash_seeds_do_not_change_a_byte(texts: Path, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        command = [
            sys.executable,
            "-c",
            "from gangmu.cli import main; main()",
            "build",
            str(texts),
            "-o",
            str(tmp_path / seed),
        ]
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed})
    same_bytes(tmp_path / "1", tmp_path / "2")


def test_a_file_that_cannot_be_read_is_reported_and_the_others_survive(texts: Path, tmp_path: Path) -> None:
    (texts / "坏.docx").write_bytes(b"no")
    result = invoke("build", texts, "-o", tmp_path / "out", "--no-model")
    assert result.exit_code == 0
    assert "1 files could not be read" in result.stderr
    assert "坏.docx: damaged" in result.stderr
    assert "坏.docx" in (tmp_path / "out" / "manifest.json").read_text(encoding="utf-8")


def test_nothing_read_is_exit_code_1(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"no")
    result = invoke("build", tmp_path, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert not (tmp_path / "out").exists()


WRONG = [
    ("build", "/no/such/place", "-o", "x"),
    ("build",),
    ("build", ".", "-o", "x", "--types", "NOPE"),
    ("central", "/no/such/place"),
    ("nope",),
]


@pytest.mark.parametrize("arguments", WRONG)
def test_wrong_usage_is_exit_code_2(arguments: tuple[str, ...], texts: Path) -> None:
    fixed = [str(texts) if a == "." else a for a in arguments]
    assert invoke(*fixed).exit_code == 2


def test_a_wrong_schema_says_what_is_allowed(texts: Path, tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text('[entities]\nORG = { zh = "组织" }\n', encoding="utf-8")
    result = invoke("build", texts, "-o", tmp_path / "out", "--schema", tmp_path / "s.toml")
    assert result.exit_code == 2
    assert "allowed keys" in result.stderr


def test_filters(texts: Path) -> None:
    g = gangmu.build(texts, types=["ORG"], model=False)
    assert {d["type"] for _, d in g.nodes(data=True)} == {"ORG"}
    g = gangmu.build(texts, relations=["ESTABLISHES"], model=False)
    assert {k for *_, k in g.edges(keys=True)} == {"ESTABLISHES"}


def test_central(built: Path) -> None:
    result = invoke("central", built, "--by", "degree", "--type", "ORG", "--top", 2)
    assert result.exit_code == 0
    assert "社区党组织" in result.stdout
    wrong = invoke("central", built, "--by", "fame")
    assert wrong.exit_code == 2
    assert "pagerank" in wrong.stderr


def test_show(built: Path) -> None:
    result = invoke("show", built, "国家发展改革委")
    assert result.exit_code == 0
    assert result.stdout.startswith("国家发展和改革委员会")
    result = invoke("show", built, "社区党组织", lang="zh")
    assert "实施" in result.stdout
    assert "倡议·必须" in result.stdout
    assert "甲/一.txt:16-" in result.stdout


def test_unknown_names_list_the_nearest(built: Path) -> None:
    result = invoke("show", built, "社区党组")
    assert result.exit_code == 2
    assert "社区党组织" in result.stderr


def test_path(built: Path) -> None:
    result = invoke("path", built, "社区党组织", "居民")
    assert result.exit_code == 0
    assert "1. 社区党组织 — 居民议事会" in result.stdout
    assert "“居民议事会服务居民。”" in result.stdout
    assert "no path" in invoke("path", built, "企业", "居民").stdout


def test_export(built: Path, tmp_path: Path) -> None:
    assert invoke("export", built, "--to", tmp_path / "g.gexf").exit_code == 0
    assert nx.read_gexf(tmp_path / "g.gexf").number_of_nodes() > 3
    assert invoke("export", built, "--to", tmp_path / "g.docx").exit_code == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_help_of_each_command_has_an_example(name: str, lang: str) -> None:
    result = invoke(name, "--help", lang=lang)
    assert result.exit_code == 0
    assert f"gangmu {name}" in result.stdout
    assert MESSAGES["example"][lang] in result.stdout


def test_the_language_is_asked_for_or_the_locales(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert language([]) == "zh"
    assert language(["build", "--lang", "en"]) == "en"
    assert language(["--lang=en"]) == "en"
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert language([]) == "en"


def test_messages_say_the_same_in_both_languages() -> None:
    for key, texts in MESSAGES.items():
        assert set(texts) == {"zh", "en"}, key
        fields = [sorted(part.split("}")[0] for part in text.split("{")[1:]) for text in texts.values()]
        assert fields[0] == fields[1], key


def test_output_survives_a_locale_without_chinese(built: Path) -> None:
    command = [sys.executable, "-m", "gangmu", "central", str(built)]
    env = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    assert subprocess.run(command, capture_output=True, env=env, check=False).returncode == 0


def test_python_in_ten_lines(texts: Path, tmp_path: Path) -> None:
    documents = gangmu.read(texts)
    assert [d.id for d in documents] == sorted(TEXTS)
    (extraction,) = gangmu.extract(documents[0], model=False)
    assert extraction.mentions
    g = gangmu.build(texts, model=False)
    assert isinstance(g, nx.MultiDiGraph)
    assert gangmu.measure(g).loc["ORG:社区党组织", "degree"] >= 2
    gangmu.write(g, tmp_path / "out")
    assert set(gangmu.load(tmp_path / "out")) == set(g)
    assert "居民议事会" in set(gangmu.tables(tmp_path / "out")["entities"]["name"])


def test_all_public_names_are_there() -> None:
    for name in gangmu.__all__:
        assert getattr(gangmu, name) is not None
    with pytest.raises(AttributeError, match="build"):
        gangmu.nope  # noqa: B018


def test_a_notebook_shows_our_graphs_alone(texts: Path) -> None:
    page = as_html(gangmu.build(texts, model=False))
    assert page is not None
    assert "sandbox" in page
    assert as_html(nx.MultiDiGraph()) is None


def test_the_command_line_starts_without_heavy_libraries() -> None:
    code = "import sys, gangmu.cli; gangmu.cli.app('en'); print([m for m in ('spacy', 'pandas', 'networkx') if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


def test_the_text_column_of_a_table_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("编号,陈述\n1,社区党组织领导居民议事会。\n", encoding="utf-8")
    assert invoke("build", tmp_path / "t.csv", "-o", tmp_path / "a", "--no-model").exit_code == 1
    result = invoke("build", tmp_path / "t.csv", "-o", tmp_path / "b", "--no-model", "--text-column", "陈述")
    assert result.exit_code == 0, result.output
    assert "ORG:社区党组织" in gangmu.load(tmp_path / "b")


def test_central_for_scripts_and_on_other_networks(built: Path) -> None:
    rows = json.loads(invoke("central", built, "--json", "--top", "3").stdout)
    assert len(rows) == 3 and {"entity_id", "pagerank", "pagerank_low", "pagerank_high", "pagerank_top"} <= set(rows[0])
    lines = invoke("central", built, "--csv", "--top", "2").stdout.splitlines()
    assert lines[0].startswith("entity_id,type,name") and len(lines) == 3
    table = invoke("central", built, "--by", "constraint", "--undirected", "--resamples", "20").stdout
    assert "95 % of ranks" in table and "drawn anew 20 times" in table
    assert invoke("central", built, "--layer", "said").exit_code == 2
    assert invoke("central", built, "--weight", "pages").exit_code == 2


def test_show_for_scripts_and_in_context(built: Path) -> None:
    name = json.loads(invoke("central", built, "--json", "--top", "1").stdout)[0]["name"]
    record = json.loads(invoke("show", built, name, "--json").stdout)
    assert record["label"] == name and record["concordance"][0]["text"] and record["relations"]
    assert "Lines that name it" in invoke("show", built, name).stdout


def test_compare_report_and_export(built: Path, tmp_path: Path) -> None:
    assert invoke("compare", built).exit_code == 2
    rows = json.loads(invoke("compare", built, built, "--json").stdout)
    assert {row["status"] for row in rows} == {"both"} and {row["moved"] for row in rows} == {0}
    shares = invoke("compare", built, "--by", "document", "--csv").stdout.splitlines()
    assert shares[0].startswith("entity_id,type,name,group")
    assert "no document has" in invoke("compare", built, "--by", "shoe").output
    assert invoke("report", built, "--to", tmp_path / "r.md", "--by", "document").exit_code == 0
    assert "What distinguishes the groups" in (tmp_path / "r.md").read_text(encoding="utf-8")
    data = json.loads(invoke("report", built, "--json").stdout)
    assert data["sections"][0]["title"] == "The network"
    cells = list(csv.DictReader(io.StringIO(invoke("report", built, "--csv").stdout)))
    assert {c["column"]: c["value"] for c in cells if not c["section"]} == data["figures"]
    for section in data["sections"]:
        values = [value for table in section["tables"] for row in table["rows"] for value in row]
        shown = [c["value"] for c in cells if c["section"] == section["title"]]
        assert shown[: len(values)] == [escape(value) for value in values]
    files = invoke("export", built, "--to", tmp_path / "g.gexf", "--csv").stdout.splitlines()
    assert files == ["file", str(tmp_path / "g.gexf")]
    made = json.loads(invoke("export", built, "--to", tmp_path / "g.vosviewer.txt", "--json").stdout)
    assert [Path(p).name for p in made["files"]] == ["g_map.txt", "g_network.txt"]


def test_cooccurrence_on_demand(texts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert invoke("build", texts, "-o", out, "--cooccurrence", "page", "--no-model").exit_code == 2
    arguments = ("--cooccurrence", "paragraph", "--no-model", "--resamples", "0", "--title", "试验")
    assert invoke("build", texts, "-o", out, *arguments).exit_code == 0
    assert "试验" in (out / "report.html").read_text(encoding="utf-8")
    assert "pagerank_low" not in (out / "tables/centrality.csv").read_text(encoding="utf-8-sig")


def test_what_cannot_be_ranked_is_refused_in_the_language_of_the_user(built: Path) -> None:
    for arguments in (("--by", "fame"), ("--type", "SHIP")):
        assert "没有这个" in invoke("central", built, *arguments, lang="zh").output
        assert "No such" in invoke("central", built, *arguments, lang="en").output
