"""From sources to documents: which files there are, and what each of them says."""

import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from corpus.document import Document, Failure
from corpus.encoding import UndecodableError
from corpus.formats import ADVICE, READERS, UnreadableError
from corpus.structure import describe
from corpus.tabular import Record, read_table

TABLES = frozenset({".csv", ".tsv", ".xlsx", ".jsonl"})
ARCHIVES = frozenset({".zip"})
KNOWN = (*READERS, *sorted(TABLES), *sorted(ARCHIVES))
"""The endings of files that are read."""

_MAX_BYTES = 500_000_000
"""Of an archive, unpacked: more is a bomb, or a corpus that is better unpacked first."""
_MAX_RATIO = 300


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, the id that its document gets, and the column of a table that holds the text."""

    id: str
    path: Path
    text_column: str | None = None


def find(sources: Iterable[Path | str], *, text_column: str | None = None) -> list[Source]:
    """Return the files that the sources name or hold, sorted by id.

    An id is the path below the folder that was given; where two folders hold the same path, the folder's name goes
    before it. In folders, hidden files and files that are no documents (pictures, programs) are passed over; documents
    in a format that is not read are kept, so that their owner is told.
    """
    found = [item for source in map(Path, sources) for item in _below(source)]
    times = Counter(id for id, _, _ in found)
    named = [(id if times[id] == 1 else f"{folder}/{id}", path) for id, folder, path in found]
    unique = dict(sorted({path.resolve(): (id, path) for id, path in reversed(named)}.items()))
    return sorted((Source(id, path, text_column) for id, path in _distinct(unique.values())), key=lambda s: s.id)


def read_source(source: Source) -> Iterator[Document | Failure]:
    """Yield the documents of one source; what cannot be read is a Failure with its reason."""
    try:
        data = source.path.read_bytes()
    except OSError as error:
        yield Failure(source.id, error.strerror or str(error))
        return
    yield from _documents(source.id, data, source.text_column, source.id)


def read(sources: Iterable[Path | str], *, text_column: str | None = None) -> Iterator[Document | Failure]:
    """Yield the documents of all sources, in the order of their ids.

    Args:
        sources: files, folders, zip archives, tables.
        text_column: the column of tables that holds the text; left out, it is known by its name.
    """
    for source in find(sources, text_column=text_column):
        yield from read_source(source)


def _below(source: Path) -> Iterator[tuple[str, str, Path]]:
    """Yield (path below the source, name of the source, file)."""
    if not source.is_dir():
        yield source.name, source.resolve().parent.name, source
        return
    for path in sorted(source.rglob("*")):
        below = path.relative_to(source)
        hidden = any(part.startswith((".", "~$")) for part in below.parts)
        if path.is_file() and not hidden and path.suffix.lower() in {*KNOWN, *ADVICE}:
            yield below.as_posix(), source.resolve().name, path


def _distinct(named: Iterable[tuple[str, Path]]) -> Iterator[tuple[str, Path]]:
    """Number the ids that are still the same: two folders of one name that hold the same path."""
    seen: Counter[str] = Counter()
    for id, path in named:
        seen[id] += 1
        yield (id if seen[id] == 1 else f"{id}~{seen[id]}"), path


def _documents(id: str, data: bytes, text_column: str | None, source: str) -> Iterator[Document | Failure]:
    suffix = PurePosixPath(id).suffix.lower()
    try:
        if suffix in ARCHIVES:
            yield from _archive(id, data, text_column)
        elif suffix in TABLES:
            for record in read_table(data, suffix, text_column):
                yield _row(id, record, source)
        elif suffix in READERS:
            text = READERS[suffix](data)
            if not text.strip():
                raise UnreadableError("it holds no text")
            yield describe(Document(id, text, source=source, sha256=sha256(data).hexdigest()))
        else:
            advice = f"; {ADVICE[suffix]}" if suffix in ADVICE else ""
            raise UnreadableError(
                f"files ending in {suffix or 'nothing'!r} are not read{advice}; read are {', '.join(KNOWN)}"
            )
    except (UnreadableError, UndecodableError) as error:
        yield Failure(source, str(error))


def _row(id: str, record: Record, source: str) -> Document:
    known = record.known
    document = describe(
        Document(f"{id}#{record.number}", record.text, source=source, sha256=sha256(record.text.encode()).hexdigest())
    )
    return Document(
        id=document.id,
        text=document.text,
        title=known.get("title") or document.title,
        authors=tuple(known["authors"].replace("；", ";").split(";")) if known.get("authors") else document.authors,
        issuer=known.get("issuer") or document.issuer,
        number=known.get("number") or document.number,
        date=known.get("date") or document.date,
        source=source,
        sha256=document.sha256,
        sections=document.sections,
        furniture=document.furniture,
        fields=record.fields,
    )


def _archive(id: str, data: bytes, text_column: str | None) -> Iterator[Document | Failure]:
    """Yield the documents of a zip archive; paths in it are names only, nothing is unpacked to disk."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = sorted(((_member_name(info), info) for info in archive.infolist()), key=lambda pair: pair[0])
    except (zipfile.BadZipFile, NotImplementedError, OSError) as error:
        raise UnreadableError(f"damaged zip archive: {error}") from error
    if sum(info.file_size for _, info in members) > _MAX_BYTES:
        raise UnreadableError(f"it unpacks to more than {_MAX_BYTES // 1_000_000} MB; unpack it first")
    for name, info in members:
        hidden = any(part.startswith((".", "__MACOSX", "~$")) for part in PurePosixPath(name).parts)
        if info.is_dir() or hidden or PurePosixPath(name).suffix.lower() not in {*KNOWN, *ADVICE}:
            continue
        yield from _member(archive, info, f"{id}/{name}", f"{id}!{name}", text_column)


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, id: str, source: str, text_column: str | None
) -> Iterator[Document | Failure]:
    if info.flag_bits & 1:
        yield Failure(source, "it is encrypted")
    elif info.file_size > _MAX_RATIO * max(info.compress_size, 1000):
        yield Failure(source, "it unpacks to far more than it is; not read")
    else:
        try:
            data = archive.read(info)
        except Exception as error:  # zipfile raises what zlib, bz2 and lzma raise
            yield Failure(source, f"damaged in its archive: {error}")
            return
        yield from _documents(id, data, text_column, source)


def _member_name(info: zipfile.ZipInfo) -> str:
    """Return a member's name: without the flag for UTF-8 it is often in GBK, which zipfile takes for cp437."""
    name = info.filename
    if not info.flag_bits & 0x800:
        raw = name.encode("cp437", errors="replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return "/".join(part for part in name.replace("\\", "/").split("/") if part not in ("", ".", ".."))
