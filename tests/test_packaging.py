"""The wheel works by itself: data, models, page and vendored code are inside."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True)
    return next(folder.glob("gangmu-*.whl"))


def test_the_wheel_holds_all_that_is_needed(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for needed in (
        "extract/schema.toml", "extract/data/heads.csv", "extract/data/lexicon/organisations.csv",
        "extract/data/mentions.npz", "extract/data/modality.npz", "extract/data/chooser.npz",
        "extract/data/terms.npz", "extract/data/heads.npz", "extract/data/relations.npz", "extract/data/standing.npz",
        "graph/data/aliases.csv", "output/report.html.j2", "output/page/template.html.j2", "output/page/main.js",
        "output/page/style.css", "output/vendor/vis-network.min.js", "gangmu/cli.py",
    ):  # fmt: skip
        assert needed in names, needed
    assert any("LICENSE" in name and "output/vendor" in name for name in names)
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/", "docs/"))]


def test_the_wheel_builds_a_graph_away_from_the_source(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(site), str(wheel)]
    subprocess.run(install, check=True)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("社区党组织应当领导居民议事会。", encoding="utf-8")
    code = "import extract, gangmu; print(extract.__file__); from gangmu.cli import main; main()"
    run = subprocess.run(
        [sys.executable, "-P", "-c", code, "build", "texts", "-o", "out"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(site)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert run.stdout.startswith(str(site))
    assert (tmp_path / "out" / "graph.html").is_file()
