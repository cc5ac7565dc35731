"""Zip archives: their members' names, and their bytes one at a time, within limits."""

import io
import zipfile
from collections.abc import Callable
from functools import partial

from corpus.content import UnreadableError, why
from corpus.unpack import MAX_BYTES, is_bomb

Unpack = Callable[[], bytes]
"""Returns a member's bytes; raises UnreadableError where it is encrypted, damaged or a bomb."""


def open_archive(data: bytes) -> list[tuple[str, Unpack]]:
    """Return the members of an archive, sorted by name, folders left out.

    Raises:
        UnreadableError: it is damaged, or unpacks to more than a corpus should.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise UnreadableError(f"damaged zip archive: {error}") from error
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if sum(info.file_size for info in infos) > MAX_BYTES:
        raise UnreadableError(f"it unpacks to more than {MAX_BYTES // 1_000_000} MB; unpack it first")
    return sorted(((member_name(info), partial(_unpack, archive, info)) for info in infos), key=lambda pair: pair[0])


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.flag_bits & 1:
        raise UnreadableError("it is encrypted; unpack it first")
    if is_bomb(info):
        raise UnreadableError("it unpacks to far more than it is; not read")
    try:
        return archive.read(info)
    except Exception as error:  # zipfile raises what zlib, bz2 and lzma raise
        raise UnreadableError(f"damaged in its archive: {why(error)}") from error


def member_name(info: zipfile.ZipInfo) -> str:
    """Return a member's path, without steps upwards.

    Without the flag for UTF-8 a name is often in GBK, which zipfile takes for cp437.
    """
    name = info.filename
    if not info.flag_bits & 0x800:
        raw = name.encode("cp437", errors="replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return "/".join(part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")) or "_"
