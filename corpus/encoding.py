"""From bytes to text: the encodings that Chinese files come in, none of them read with losses.

A byte order mark or strict UTF-8 decides at once. UTF-16 without a mark has zero bytes and reads as common characters.
GB18030 and Big5 decode each other's bytes to nonsense: the right one gives characters of the first, the everyday level
of its standard. What a web page declares breaks a tie. charset-normalizer decides what is not Chinese.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]+)""")
_CHINESE = {"gb18030": "gb18030", "gbk": "gb18030", "gb2312": "gb18030", "big5": "big5hkscs", "big5hkscs": "big5hkscs"}
_FOREIGN = frozenset(
    "shift_jis cp932 euc_jp iso2022_jp euc_kr cp949 cp1250 cp1251 cp1252 iso8859-1 koi8-r hz ascii utf-8".split()
)
"""What else a declaration may name: not the codecs that are no character sets (unicode_escape, idna)."""
_SAMPLE = 4000
_SURE = 0.85
"""A text has at least this share of everyday characters where its encoding is found right; measured: 0.9 and more
where it is, 0.83 and less where it is not, from 30 characters on."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


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
    text = next((text for text in _attempts(data, html) if text is not None), None)
    if text is None:
        raise UndecodableError(_reason(data))
    if len(_CONTROL.findall(text[:_SAMPLE])) > len(text[:_SAMPLE]) / 50:
        raise UndecodableError("it is no text but binary data")
    return text


def _attempts(data: bytes, html: bool) -> Iterator[str | None]:
    """Yield the readings of the bytes, the surest first."""
    declared = _declared(data) if html else ""
    if b"\x00" in data:
        yield _utf16(data)
    text = _try(data, "utf-8")
    if text is not None and _may_be_gb(data, text):
        yield _chinese(data, "")
    yield text
    yield _chinese(data, declared)
    if declared in _FOREIGN:
        yield _try(data, declared)
    yield None if _likely(data) else _foreign(data)


def _declared(data: bytes) -> str:
    match = _DECLARED.search(data[:4096])
    try:
        return codecs.lookup(match[1].decode("ascii")).name if match else ""
    except LookupError:
        return ""


def _strict(data: bytes, encoding: str) -> str:
    text = _try(data, encoding)
    if text is None:
        raise UndecodableError(f"its byte order mark says {encoding.removesuffix('-sig')}, but its bytes are none")
    return text


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _utf16(data: bytes) -> str | None:
    """Read UTF-16 without a mark: the reading whose characters are everyday ones."""
    for encoding in ("utf-16-le", "utf-16-be"):
        sample = data[:_SAMPLE].decode(encoding, "ignore")
        if _everyday(sample, _common("gb18030") | _ASCII, len(sample)) >= _SURE:
            return _try(data, encoding)
    return None


def _may_be_gb(data: bytes, text: str) -> bool:
    """Tell whether bytes that are UTF-8 by accident may be a few characters in GBK: 铝 looks like a Latin letter."""
    return len(data) < 100 and not text.isascii() and max(text) < "\u0800" and not re.search(rb"[A-Za-z]", data)


def _chinese(data: bytes, declared: str) -> str | None:
    """Read GB18030 or Big5, whichever gives more everyday characters; what is declared counts a little more."""
    scored = []
    for encoding in ("gb18030", "big5hkscs", "cp950"):
        text = _try(data, encoding)
        if text is not None:
            bonus = 0.2 if _CHINESE.get(declared) == encoding else 0.0
            scored.append((plausibility(text, encoding) + bonus, text))
    score, text = max(scored, key=lambda pair: pair[0], default=(0.0, ""))
    return text if score >= (_SURE if len(data) > 60 else 0.6) else None


def plausibility(text: str, encoding: str) -> float:
    """Return the share of everyday characters among those beyond ASCII, for a text read in a Chinese encoding."""
    wide = [c for c in text[:_SAMPLE] if c > "\x7f"]
    return _everyday(wide, _common(encoding), len(wide)) if wide else 0.0


def _everyday(chars: "str | list[str]", common: frozenset[str], size: int) -> float:
    return sum(c in common for c in chars) / size if size else 0.0


_ASCII = frozenset(map(chr, (9, 10, 13, *range(32, 127))))


@cache
def _common(encoding: str) -> frozenset[str]:
    """Return the characters that everyday text in an encoding is made of: the first levels of GB 2312 and Big5.

    GB18030 holds texts in simplified and in traditional characters, Big5 the latter alone.
    """
    traditional = _level((*range(0xA4, 0xC7), 0xA1, 0xA2), (*range(0x40, 0x7F), *range(0xA1, 0xFF)), "big5")
    if encoding != "gb18030":
        return traditional
    return traditional | _level((*range(0xB0, 0xD8), 0xA1, 0xA3), range(0xA1, 0xFF), "gb2312")


def _level(leads: Iterable[int], trails: Iterable[int], encoding: str) -> frozenset[str]:
    codes = b"".join(bytes(pair) for pair in product(leads, trails))
    return frozenset(codes.decode(encoding, "ignore"))


def _likely(data: bytes) -> str:
    """Return the Chinese encoding that a damaged file is in, or nothing."""
    for encoding in ("utf-8", "gb18030", "big5hkscs"):
        text = data[: _SAMPLE * 4].decode(encoding, "ignore")
        table = "gb18030" if encoding == "utf-8" else encoding
        if len(text.encode(encoding)) > len(data[: _SAMPLE * 4]) * 0.9 and plausibility(text, table) >= _SURE:
            return encoding
    return ""


def _foreign(data: bytes) -> str | None:
    best = from_bytes(data[: _SAMPLE * 4]).best()
    return _try(data, best.encoding) if best is not None else None


def _reason(data: bytes) -> str:
    """Say why the bytes are no text, and where the likeliest encoding breaks off."""
    encoding = _likely(data)
    if not encoding:
        return "no known encoding reads it without loss (tried UTF-8, UTF-16, GB18030, Big5)"
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return f"it looks like {encoding}, but is damaged at byte {error.start}; save it again as UTF-8"
    return f"it looks like {encoding}, but reads as nonsense in it"
