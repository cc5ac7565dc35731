"""Writing files: beside the target first, then renamed, so that nothing half-written is ever left behind."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


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


def undate(path: Path) -> None:
    """Give an Office file, and all parts of it, one date, so that the same data gives the same bytes."""
    with ZipFile(path) as archive:
        parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    with ZipFile(path, "w") as archive:
        for name, data in parts:
            if name == "docProps/core.xml":
                data = re.sub(rb">\d{4}-\d\d-\d\dT[\d:]{8}Z<", b">2000-01-01T00:00:00Z<", data)
            info = ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, data)


def write_text(path: Path, text: str) -> None:
    """Write a text file in UTF-8 with line feeds; a lone surrogate becomes U+FFFD, since no encoding holds it."""
    with write_beside(path) as beside:
        beside.write_bytes(
            text.encode("utf-8", errors="surrogatepass").decode("utf-8", errors="replace").encode("utf-8")
        )
