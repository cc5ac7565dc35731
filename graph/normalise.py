"""Names as they are shown, and the keys by which two spellings of one name meet.

Nothing here knows what a name means: `clean` makes a name safe and tidy to show, `key` says which names differ in
spelling alone.
"""

import re
import unicodedata
from functools import lru_cache

NAMELESS = "□"
"""The name of a mention that has no character which can be shown."""

_PAIRS = (("“", "”"), ("‘", "’"), ("《", "》"), ("〈", "〉"), ("「", "」"), ("『", "』"))
_EDGE = "".join(a + b for a, b in _PAIRS) + "\"'"
_SPACE = re.compile(r"\s+")
_LATIN_SPACE = re.compile(r"(?<=[0-9A-Za-z.,:;&]) (?=[0-9A-Za-z&(])")
_DROPPED = re.compile(r"[\s\"'“”‘’«»《》〈〉「」『』()\[\]{}【】〔〕·•・‧]")
_HAN = re.compile(r"[一-鿿]")
_DASH = re.compile(r"[-‐-―−—–－]+")
_DE = re.compile(r"(?<=[一-鿿])(?<!目)的(?![确士])(?=[一-鿿])")
# Control characters and the like, which no name needs and which break files, pages or the lines of a terminal.
_UNWANTED = frozenset({"Cc", "Cf", "Cs", "Cn"})


@lru_cache(maxsize=1 << 18)
def clean(text: str) -> str:
    """Return a name fit to be shown: no control characters, no layout white space, no quotation marks round the whole.

    Examples: `“三会一课”` → `三会一课`; `“两新”组织` stays; `无废城市”建设` → `“无废城市”建设` (the span began behind
    the mark); `|`, which separates names in tables, becomes `｜`; a character of private use, which has no
    glyph, becomes `□`.
    """
    visible = _tight(_wide_brackets("".join(map(_printable, _SPACE.sub(" ", text)))))
    name = _unwrap(_balance(_curl(visible)))
    return _outer_titles(name) or visible or NAMELESS


@lru_cache(maxsize=1 << 18)
def key(name: str) -> str:
    """Return what is left of a cleaned name without quotation marks, brackets, width, case and 的.

    Two names with the same key are two spellings of one: “两新”组织 = 两新组织, 体制的改革 = 体制改革.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    bare = _DE.sub("", _DASH.sub("-", _DROPPED.sub("", folded)))
    return bare or name


def fullness(name: str) -> tuple[int, int, str]:
    """Rank spellings of one name, the fullest first: with its quotation marks, without 的, then by code point."""
    return -len(name.replace("的", "")), name.count("的"), name


def _printable(c: str) -> str:
    if c == "|":
        return "｜"
    category = unicodedata.category(c)
    return "" if category in _UNWANTED else NAMELESS if category == "Co" else c


def _outer_titles(text: str) -> str:
    """Write a title inside a title as one by itself, once the outer marks are gone: 关于修改〈…〉的决定 with 《…》."""
    return text if "《" in text else text.replace("〈", "《").replace("〉", "》")


def _wide_brackets(text: str) -> str:
    """Give a Chinese name Chinese brackets."""
    return text.replace("(", "（").replace(")", "）") if _HAN.search(text) else text


def _tight(text: str) -> str:
    """Drop white space except between Latin words: Chinese has none, so it is layout."""
    kept = _LATIN_SPACE.sub("\0", text.strip())
    return kept.replace(" ", "").replace("\0", " ")


def _curl(text: str) -> str:
    """Turn straight double quotation marks into curly ones, opening and closing in turn."""
    if '"' not in text:
        return text
    out, depth = [], 0
    for c in text:
        if c in "“”":
            depth = int(c == "“")
        elif c == '"':
            c, depth = ("”", 0) if depth else ("“", 1)
        out.append(c)
    return "".join(out)


def _balance(text: str) -> str:
    """Give a mark that lost its partner to the edge of a span its partner back; drop a lone mark at the edge itself."""
    for left, right in (pair for pair in _PAIRS if pair[0] in text or pair[1] in text):
        depth = lowest = 0
        for c in text:
            depth += (c == left) - (c == right)
            lowest = min(lowest, depth)
        text = left * -lowest + text + right * (depth - lowest)
    return text


def _unwrap(text: str) -> str:
    """Take off the marks that enclose the whole name, again and again, and empty pairs."""
    while len(text) > 1:
        inner = next((_inside(text, a, b) for a, b in _PAIRS if text[0] == a and text[-1] == b), None)
        if inner is None:
            break
        text = inner
    return text if text.strip(_EDGE) else ""


def _inside(text: str, left: str, right: str) -> str | None:
    """Return what the first and last mark enclose, or None where they belong to two different pairs."""
    depth = 0
    for c in text[:-1]:
        depth += (c == left) - (c == right)
        if depth == 0:
            return None
    return text[1:-1]
