"""The READMEs are true: their commands run, their Python runs, both say the same."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
READMES = {"en": ROOT / "README.md", "zh": ROOT / "README.zh.md"}


def outputs() -> ModuleType:
    """Load docs/outputs.py, which renews the outputs that the READMEs show."""
    spec = importlib.util.spec_from_file_location("outputs", ROOT / "docs" / "outputs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def python_of(path: Path) -> str:
    (block,) = re.findall(r"```python\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)
    return block


@pytest.mark.parametrize("lang", READMES)
def test_the_commands_print_what_is_shown(lang: str, tmp_path: Path) -> None:
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    text = READMES[lang].read_text(encoding="utf-8")
    assert outputs().refreshed(text, lang, tmp_path) == text, "run `make docs`"


@pytest.mark.parametrize("lang", READMES)
def test_the_python_runs(
    lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    monkeypatch.chdir(tmp_path)
    exec(compile(python_of(READMES[lang]), READMES[lang].name, "exec"), {})
    assert (tmp_path / "results" / "graph.html").is_file()
    assert "pagerank" in capsys.readouterr().out


def test_both_say_the_same() -> None:
    commands = [outputs().commands(path.read_text(encoding="utf-8")) for path in READMES.values()]
    assert commands[0] == commands[1]
    assert len(commands[0]) == 7
    blocks = [re.sub(r"#.*", "", python_of(path)) for path in READMES.values()]
    assert blocks[0] == blocks[1]


@pytest.mark.parametrize("path", READMES.values(), ids=lambda p: p.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
        assert (ROOT / target).exists(), target
