"""Traditional characters: a text written in them is read as if it were in simplified ones, one for one.

Word lists and models know simplified characters. Offsets stay true, since each character has one counterpart; names and
evidence keep the characters of the text.
"""

import re
import sys
from functools import cache

import numpy as np
from numpy.typing import NDArray

from extract.wordlists import data_file, read_rows

SHARE = 0.1
"""Of a text's characters, from which on it is traditional: some (著, 乾) stand in simplified text as well, but few."""


_SURROGATE = re.compile("[\ud800-\udfff]")


def readable(text: str) -> str:
    """Return a text as word lists and models can read it, of the same length.

    Traditional characters become simplified ones, and halves of surrogate pairs, which are no characters, U+FFFD.
    """
    return _SURROGATE.sub("\ufffd", simplified(text))


def simplified(text: str) -> str:
    """Return a traditional text in simplified characters, of the same length; another as it is."""
    characters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return text.translate(_table()) if np.count_nonzero(_is_traditional()[characters]) > SHARE * len(text) else text


@cache
def _is_traditional() -> NDArray[np.bool_]:
    known = np.zeros(sys.maxunicode + 1, dtype=bool)
    known[list(_table())] = True
    return known


@cache
def _table() -> dict[int, str]:
    rows = read_rows(data_file("traditional.csv"), ("traditional", "simplified"))
    return {ord(row["traditional"]): row["simplified"] for row in rows}
