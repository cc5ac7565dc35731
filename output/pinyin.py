"""The readings of Chinese characters, so that the page finds 国务院 by `gwy` and `guowuyuan`."""

from functools import cache
from importlib.resources import files


@cache
def _table() -> tuple[tuple[str, str], ...]:
    rows = (files("output") / "data" / "pinyin.csv").read_text(encoding="utf-8").splitlines()
    pairs = (row.split(",") for row in rows if row and not row.startswith(("#", "syllable,")))
    return tuple((syllable, characters) for syllable, characters in pairs)


def readings(text: str) -> dict[str, str]:
    """Return, by syllable, those of its characters that occur in a text; a character may have several readings."""
    used = set(text)
    found = ((syllable, "".join(c for c in characters if c in used)) for syllable, characters in _table())
    return {syllable: characters for syllable, characters in found if characters}
