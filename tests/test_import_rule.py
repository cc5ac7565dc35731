"""The one rule: a module imports only from its own folder or from folders to its left; gangmu may import all."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("corpus", "extract", "graph", "output", "gangmu")


def imported(path: Path) -> set[str]:
    """Return the top-level names that a module imports, also inside functions."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide where a thing comes from"
            names.add((node.module or "").partition(".")[0])
    return names


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_from_its_left(room: str) -> None:
    allowed = set(ROOMS[: ROOMS.index(room) + 1])
    modules = sorted((ROOT / room).rglob("*.py"))
    assert modules
    for path in modules:
        wrong = (imported(path) & set(ROOMS)) - allowed
        assert not wrong, f"{path.relative_to(ROOT)} imports {', '.join(sorted(wrong))}, to its right"


@pytest.mark.parametrize("room", ROOMS)
def test_files_stay_short(room: str) -> None:
    for path in sorted((ROOT / room).rglob("*.py")):
        assert len(path.read_text(encoding="utf-8").splitlines()) < 300, path


def test_no_function_is_long() -> None:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef) and node.end_lineno is not None:
                    assert node.end_lineno - node.lineno <= 45, f"{path.name}: {node.name}"
