"""From bytes to text: the encodings that Chinese files come in, none of them read with losses.

A byte order mark or strict UTF-8 decides at once. UTF-16 without a mark shows in where its zero bytes or its common
characters stand. Of GB18030 and Big5, which decode each other's bytes to nonsense, the better is the one whose text has
more of the characters that Chinese prose cannot do without. charset-normalizer decides what is left.
"""

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]+)""")
# The most frequent characters of Chinese prose, simplified and traditional, and its punctuation.
_COMMON = frozenset(
    "的一是不了在人有我他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生，。、；：“”（）《》！？"
    "這為來個們說國時於會發對學經過與後從還這關開長應實現當點電間問題務動種產機業務黨委員"
    "会发对学经过与后从还关开长应实现当点电间问题务动种产机业党委员"
)
_SAMPLE = 20_000
_BINARY = re.compile("[\x00-\x08\x0e-\x1f]")


class UndecodableError(ValueError):
    """No encoding reads these bytes without loss."""


def decode(data: bytes, *, html: bool = False) -> str:
    """Return the text that the bytes encode; line breaks stay as they are, a byte order mark goes.

    Args:
        data: a file's bytes.
        html: whether a charset declared in the first kilobytes counts.

    Raises:
        UndecodableError: no encoding fits, or the file is binary.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding)
    for text in _attempts(data, html):
        if text is not None:
            return _checked(text)
    raise UndecodableError("no known encoding reads it without loss (tried UTF-8, UTF-16, GB18030, Big5)")


def _attempts(data: bytes, html: bool):  # type: ignore[no-untyped-def]
    if html and (declared := _DECLARED.search(data[:4096])):
        name = declared[1].decode("ascii").lower()
        if name not in ("utf-16", "utf16", "ucs-2"):  # a declaration that could be read is not in UTF-16
            yield _try(data, "gb18030" if name in ("gb2312", "gbk", "x-gbk") else name)
    yield _utf16(data)
    yield _try(data, "utf-8")
    yield _chinese(data)
    best = from_bytes(data[:_SAMPLE]).best()
    yield _try(data, best.encoding) if best is not None else None


def _strict(data: bytes, encoding: str) -> str:
    text = _try(data, encoding)
    if text is None:
        raise UndecodableError(f"its byte order mark says {encoding.removesuffix('-sig')}, but its bytes are none")
    return text


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _utf16(data: bytes) -> str | None:
    """Read UTF-16 without a mark: one of its two readings has far more common characters or plain ASCII."""
    sample = data[: _SAMPLE // 2 * 2]
    if len(data) % 2 or len(data) < 4:
        return None
    zeros = sample[1::2].count(0), sample[::2].count(0)
    for encoding, mine, other in (("utf-16-le", zeros[0], zeros[1]), ("utf-16-be", zeros[1], zeros[0])):
        if mine * 10 < len(sample) // 2 and _share(sample.decode(encoding, "replace")) < 0.2:
            continue
        if other * 20 < mine + 1 or _share(sample.decode(encoding, "replace")) >= 0.2:
            text = _try(data, encoding)
            if text is not None and _share(text[:_SAMPLE]) + _ascii(text[:_SAMPLE]) > 0.3:
                return text
    return None


def _chinese(data: bytes) -> str | None:
    """Read GB18030 or Big5, whichever gives more common characters."""
    read = [text for encoding in ("gb18030", "big5hkscs", "euc_tw") if (text := _try(data, encoding)) is not None]
    best = max(read, key=lambda text: _share(text[:_SAMPLE]), default=None)
    return best if best is not None and (_share(best[:_SAMPLE]) > 0.05 or len(best) < 40) else None


def _share(text: str) -> float:
    """Return the share of common characters among those beyond ASCII."""
    wide = [c for c in text if c > "\x7f"]
    return sum(c in _COMMON for c in wide) / len(wide) if wide else 0.0


def _ascii(text: str) -> float:
    return sum(" " <= c <= "~" or c in "\r\n\t" for c in text) / len(text) if text else 0.0


def _checked(text: str) -> str:
    if len(_BINARY.findall(text[:_SAMPLE])) > len(text[:_SAMPLE]) / 50:
        raise UndecodableError("it is no text but binary data")
    return text
