"""Writing files: beside the target first, then renamed, so that nothing half-written is ever left behind."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def write_beside(path: Path) -> Iterator[Path]:
    """Give a path beside `path` to write to; on success it takes the place of `path`, on an error it is removed.

    Folders that are missing are made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield beside
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a text file in UTF-8 with line feeds; a lone surrogate becomes U+FFFD, since no encoding holds it."""
    with write_beside(path) as beside:
        beside.write_bytes(
            text.encode("utf-8", errors="surrogatepass").decode("utf-8", errors="replace").encode("utf-8")
        )
