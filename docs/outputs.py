"""Put the real output of each command into the READMEs: `make docs` after a change of what the commands print.

In a block marked `console`, a line that begins with `$ gangmu` is a command; what follows it up to the next is replaced
by what it prints on the sample corpus, at most `LINES` lines of it.
"""

import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
READMES = {"README.md": "en", "README.zh.md": "zh"}
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
LINES, WIDTH = 12, 110


def commands(readme: str) -> list[str]:
    """Return the gangmu commands that a README shows, in order."""
    return re.findall(r"^\$ (gangmu .*)$", readme, re.MULTILINE)


def run(command: str, lang: str, folder: Path) -> str:
    """Run a command in a folder and return what it prints, shortened."""
    arguments = [sys.executable, "-m", "gangmu", *shlex.split(command)[1:], "--lang", lang]
    done = subprocess.run(arguments, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=True)
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    lines = [line if len(line) <= WIDTH else f"{line[:WIDTH]}…" for line in lines if line]
    return "\n".join([*lines[:LINES], *(["…"] if len(lines) > LINES else [])])


def refreshed(readme: str, lang: str, folder: Path) -> str:
    """Return a README with its commands' output renewed."""

    def block(match: re.Match[str]) -> str:
        shown = [f"$ {command}\n{run(command, lang, folder)}" for command in commands(match[1])]
        return "```console\n" + "\n\n".join(shown) + "\n```"

    return BLOCK.sub(block, readme)


def main() -> None:
    """Refresh both READMEs."""
    for name, lang in READMES.items():
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "corpus").symlink_to(ROOT / "corpus")
            path = ROOT / name
            path.write_text(refreshed(path.read_text(encoding="utf-8"), lang, Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
