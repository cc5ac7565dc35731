"""Cells of a table: corpus text made harmless for spreadsheets, and back.

A cell that begins with = + - @ or a tab is a formula to a spreadsheet (OWASP, CSV injection). Such a cell gets an
apostrophe before it, and so does one that begins with apostrophes and then such a character, so that taking one
apostrophe off undoes it exactly. Control characters, which no table holds, are dropped.
"""

import math
import re
from collections.abc import Callable
from typing import Any

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DANGEROUS = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r＝＋－＠]")


def escape(text: str) -> str:
    """Make a text safe as a cell."""
    text = _CONTROL.sub("", text)
    return f"'{text}" if _DANGEROUS.match(text) else text


def unescape(cell: str) -> str:
    """Undo `escape`."""
    return cell[1:] if _ESCAPED.match(cell) else cell


def cell(value: Any) -> str:
    """Return a value as a cell: text escaped, numbers in a form that is the same on every machine, None empty."""
    if isinstance(value, str):
        return escape(value)
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, (tuple, list)):
        return escape("|".join(map(str, value)))
    if isinstance(value, float):
        return f"{value:.9g}"
    return str(int(value)) if hasattr(value, "__int__") else escape(str(value))


Reader = Callable[[str], Any]
