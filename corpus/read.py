"""From sources to documents: which files there are, and what each of them says."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath

from corpus.archive import open_archive
from corpus.content import Content, UnreadableError
from corpus.document import Document, Failure
from corpus.encoding import UndecodableError
from corpus.formats import ADVICE, READERS
from corpus.structure import describe
from corpus.tabular import BadRow, Record, read_table

TABLES = frozenset({".csv", ".tsv", ".xlsx", ".jsonl", ".json"})
ARCHIVES = frozenset({".zip"})
KNOWN = (*READERS, *sorted(TABLES), *sorted(ARCHIVES))
"""The endings of files that are read."""
_LISTED = frozenset({*KNOWN, *ADVICE})
_MOST_NESTED = 3
"""Archives inside archives, counted from the outermost: deeper is a bomb."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, the id that its document gets, and the column of a table that holds the text."""

    id: str
    path: Path
    text_column: str | None = None


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where bytes come from: the id of their document, the name to report, how many archives they are in."""

    id: str
    source: str
    text_column: str | None
    depth: int = 0


def find(sources: Iterable[Path | str], *, text_column: str | None = None) -> list[Source]:
    """Return the files that the sources name or hold, sorted by id.

    An id is the path below the folder that was given; where two folders hold the same path, the folder's name goes
    before it. In folders, hidden files and files that are no documents (pictures, programs) are passed over; documents
    in a format that is not read are kept, so that their owner is told. So is a path where there is nothing.

    Args:
        sources: files, folders, zip archives, tables.
        text_column: the column of tables that holds the text; left out, it is known by its name.
    """
    found = [item for source in map(Path, sources) for item in _below(source)]
    once = {path.resolve(): (id, folder, path) for id, folder, path in reversed(found)}
    times = Counter(id for id, _, _ in once.values())
    named = sorted((id if times[id] == 1 else f"{folder}/{id}", path) for id, folder, path in once.values())
    ids = distinct(id for id, _ in named)
    return sorted((Source(id, path, text_column) for id, (_, path) in zip(ids, named, strict=True)), key=lambda s: s.id)


def read_source(source: Source) -> Iterator[Document | Failure]:
    """Yield the documents of one source; what cannot be read is a Failure with its reason."""
    try:
        if source.path.is_dir():
            raise IsADirectoryError("this folder cannot be listed; check its permissions")
        data = source.path.read_bytes()
    except FileNotFoundError:
        yield Failure(source.id, "there is no such file or folder")
    except OSError as error:
        yield Failure(source.id, error.strerror or str(error))
    else:
        yield from _documents(_Origin(source.id, source.id, source.text_column), data)


def read(sources: Iterable[Path | str], *, text_column: str | None = None) -> Iterator[Document | Failure]:
    """Yield the documents of all sources, in the order of their ids.

    Args:
        sources: files, folders, zip archives, tables.
        text_column: the column of tables that holds the text; left out, it is known by its name.
    """
    for source in find(sources, text_column=text_column):
        yield from read_source(source)


def distinct(ids: Iterable[str]) -> list[str]:
    """Return ids with those that stand again numbered: a, a~2."""
    seen: Counter[str] = Counter()
    taken: set[str] = set()
    result = []
    for id in ids:
        seen[id] += 1
        while (name := id if seen[id] == 1 else f"{id}~{seen[id]}") in taken:
            seen[id] += 1
        taken.add(name)
        result.append(name)
    return result


def _below(source: Path) -> Iterator[tuple[str, str, Path]]:
    """Yield (path below the source, name of the source, file); a folder that cannot be listed stands for itself."""
    if not source.is_dir():
        yield source.name, source.resolve().parent.name, source
        return
    name = source.resolve().name
    barred: list[Path] = []
    for folder, folders, files in os.walk(source, onerror=lambda error: barred.append(Path(error.filename))):
        folders[:] = [f for f in folders if not _is_hidden(f)]
        for file in files:
            path = Path(folder, file)
            if path.suffix.lower() in _LISTED and not _is_hidden(file) and path.is_file():
                yield path.relative_to(source).as_posix(), name, path
    for path in barred:
        yield path.relative_to(source).as_posix(), name, path


def _is_hidden(name: str) -> bool:
    """Tell whether a file or folder is one that a system or an office program keeps for itself."""
    return name.startswith((".", "~$", "__MACOSX"))


def _documents(origin: _Origin, data: bytes) -> Iterator[Document | Failure]:
    suffix = PurePosixPath(origin.id).suffix.lower()
    try:
        if suffix in ARCHIVES:
            yield from _members(origin, data)
        elif suffix in TABLES:
            for record in read_table(data, suffix, origin.text_column):
                yield _row(origin, record)
        elif suffix in READERS:
            yield _document(origin, data, READERS[suffix](data))
        else:
            yield Failure(origin.source, _not_read(suffix))
    except (UnreadableError, UndecodableError) as error:
        yield Failure(origin.source, str(error))
    except MemoryError:
        yield Failure(origin.source, "it needs more memory than there is")


def _not_read(suffix: str) -> str:
    advice = f"; {ADVICE[suffix]}" if suffix in ADVICE else ""
    return f"files ending in {suffix or 'nothing'!r} are not read{advice}; read are {', '.join(KNOWN)}"


def _document(origin: _Origin, data: bytes, content: Content) -> Document:
    if not content.text.strip():
        raise UnreadableError("it holds no text")
    document = Document(origin.id, content.text, source=origin.source, sha256=sha256(data).hexdigest())
    return describe(document, known=content.known, headings=content.headings)


def _row(origin: _Origin, record: Record | BadRow) -> Document | Failure:
    if isinstance(record, BadRow):
        return Failure(f"{origin.source}#{record.key}", record.reason)
    digest = sha256(record.text.encode("utf-8", "surrogatepass")).hexdigest()
    text = record.text.encode("utf-8", "replace").decode()  # JSON can hold halves of characters
    document = Document(f"{origin.id}#{record.key}", text, source=origin.source, sha256=digest)
    return replace(describe(document, known=record.known), fields=record.fields)


def _members(origin: _Origin, data: bytes) -> Iterator[Document | Failure]:
    """Yield the documents of a zip archive; paths in it are names only, nothing is unpacked to disk."""
    if origin.depth >= _MOST_NESTED:
        raise UnreadableError(f"it is an archive inside {_MOST_NESTED} others; unpack them first")
    members = [
        (name, content)
        for name, content in open_archive(data)
        if PurePosixPath(name).suffix.lower() in _LISTED and not any(map(_is_hidden, PurePosixPath(name).parts))
    ]
    for name, (_, unpack) in zip(distinct(name for name, _ in members), members, strict=True):
        inner = _Origin(f"{origin.id}/{name}", f"{origin.source}!{name}", origin.text_column, origin.depth + 1)
        try:
            content = unpack()
        except UnreadableError as error:
            yield Failure(inner.source, str(error))
        else:
            yield from _documents(inner, content)
