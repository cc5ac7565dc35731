"""From sources to documents: which files there are, and what each of them says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from corpus.document import Document, Failure


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, and the id that its document gets."""

    id: str
    path: Path


def find(sources: Iterable[Path | str]) -> list[Source]:
    """Return the files below the sources, sorted by id."""
    found = []
    for source in map(Path, sources):
        files = sorted(p for p in source.rglob("*") if p.is_file()) if source.is_dir() else [source]
        found += [Source(p.relative_to(source).as_posix() if source.is_dir() else p.name, p) for p in files]
    return sorted(found, key=lambda s: s.id)


def read_source(source: Source) -> Iterator[Document | Failure]:
    """Yield the documents of one source."""
    data = source.path.read_bytes()
    text = data.decode("utf-8-sig")
    yield Document(source.id, text, source=str(source.path), sha256=sha256(data).hexdigest())


def read(sources: Iterable[Path | str], *, text_column: str | None = None) -> Iterator[Document | Failure]:
    """Yield the documents of all sources."""
    for source in find(sources):
        yield from read_source(source)
