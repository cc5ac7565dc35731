"""The head that a Markdown file may have between two lines of dashes: `title: …`, `date: …`."""

import re

from corpus.document import Span

_BLOCK = re.compile(r"\s*---[ \t]*\r?\n(?P<body>.{0,4000}?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
_ENTRY = re.compile(r"^([\w\u4e00-\u9fff-]+)\s*[:：][ \t]*(.+?)\s*$", re.MULTILINE)
_KEYS = {
    **dict.fromkeys(("title", "标题", "题名"), "title"),
    **dict.fromkeys(("issuer", "发文机关", "发布机构"), "issuer"),
    **dict.fromkeys(("number", "文号", "发文字号"), "number"),
    **dict.fromkeys(("date", "日期", "发布日期", "成文日期"), "date"),
    **dict.fromkeys(("author", "authors", "作者"), "authors"),
}


def read_front_matter(text: str) -> tuple[dict[str, str], tuple[Span, ...]]:
    """Return what the head says (title, issuer, number, date, authors), and its range; nothing where there is none."""
    match = _BLOCK.match(text)
    entries = _ENTRY.findall(match["body"]) if match else []
    if match is None or (match["body"].strip() and not entries):
        return {}, ()
    known = {_KEYS[key.lower()]: value.strip("\"'[] ") for key, value in reversed(entries) if key.lower() in _KEYS}
    return known, (match.span(),)
