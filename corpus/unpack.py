"""Limits on what an archive may unpack to: zip archives, and the formats that are zip archives inside."""

import io
import zipfile

from corpus.content import UnreadableError

MAX_BYTES = 500_000_000
"""Of an archive, unpacked: more is a bomb, or a corpus that is better unpacked first."""
MAX_RATIO = 300
"""Text packs to a tenth; more than this is a bomb."""
SMALL = 1_000_000
"""Smaller than this, no ratio matters."""


def is_bomb(info: zipfile.ZipInfo) -> bool:
    """Tell whether a member of an archive unpacks to far more than it is."""
    return info.file_size > SMALL and info.file_size > MAX_RATIO * max(info.compress_size, 1)


def check_size(data: bytes) -> None:
    """Check a document that is a zip archive inside, before a library unpacks it; other data passes.

    Raises:
        UnreadableError: it unpacks to far more than it is.
    """
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return
    if any(map(is_bomb, members)) or sum(info.file_size for info in members) > MAX_BYTES:
        raise UnreadableError("it unpacks to far more than it is; not read")
