"""The text of a web page, a block a line, without scripts, menus and footers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree, html

from corpus.content import Content, UnreadableError, content_of, why
from corpus.encoding import decode

_BLOCKS = frozenset(
    """
    address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4
    h5 h6 header hr html li main nav ol p pre section summary table tbody tfoot thead tr ul br
    """.split()
)
_SILENT = (
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "svg",
    "object",
    "select",
    "button",
    "textarea",
    "input",
)
_CHROME_TAGS = frozenset(("nav", "footer", "aside"))
_LISTS = frozenset("ul ol dl div table tr td section header p span".split())
_CHROME = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|navigation|menu|breadcrumb|crumb|footer|foot|copyright|share|sidebar|toolbar|pager"
    r"|pagination|related|search|login|qrcode)(?:$|[-_ ])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_MOST_CHROME = 0.3
"""A part of more than this share of a page's text is no menu, whatever its class says."""
_LINKED = 0.6
"""A list of links: of at least three, which hold more than this share of its text."""
_FOLD = re.compile(r"[ \t\r\n\f\xa0]+")
_TITLE_LIKE = 6
_SITE = re.compile("(?:网|政府|首页|主页|门户|平台)$")
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*>")
_META = {"articletitle": "title", "pubdate": "date"}
"""The metadata that the guidelines for government sites ask of every page."""

Element = Any
"""lxml has no types."""


def read_html(data: bytes) -> Content:
    """Return the text of a web page.

    Raises:
        UndecodableError: no encoding reads it.
        UnreadableError: it is no web page.
    """
    text = _XML_HEAD.sub("", decode(data, html=True)).replace("\x00", "")
    if not text.strip():
        return Content("")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = html.document_fromstring(text.encode(), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableError(f"no web page: {why(error)}") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableError("its elements are nested more than 2,048 deep; save it as .txt")
    known = _metadata(root)
    title = (root.findtext(".//title") or "").strip()
    etree.strip_elements(root, *_SILENT, "head", etree.Comment, etree.ProcessingInstruction, with_tail=False)
    _drop_chrome(root)
    lines = list(_lines(root))
    name = _page_name(title)
    if name and not any(name in line for line, _ in lines):
        lines.insert(0, (name, 0))
    elif len(name) >= _TITLE_LIKE and not _SITE.search(name) and any(name == line for line, _ in lines):
        known = {"title": name, **known}
    return content_of(lines, known)


def _metadata(root: Element) -> dict[str, str]:
    named = {(meta.get("name") or "").lower(): (meta.get("content") or "").strip() for meta in root.iter("meta")}
    return {kind: named[name] for name, kind in _META.items() if named.get(name)}


def _page_name(title: str) -> str:
    """Return the page's own name, without that of its site: 通知_某市人民政府 is 通知."""
    pieces = [piece.strip() for piece in re.split(r"\s[-|–—]\s|[_|]|-(?=[^-]*(?:网|政府|门户)[^-]*$)", title)]
    return next((piece for piece in pieces if len(piece) >= 4), title)


@dataclass(slots=True)
class _Size:
    """How much text is in an element, how much of it in links, and in how many."""

    text: int = 0
    linked: int = 0
    links: int = 0
    stops: int = 0

    def add(self, other: "_Size") -> None:
        self.text += other.text
        self.linked += other.linked
        self.links += other.links
        self.stops += other.stops


def _drop_chrome(root: Element) -> None:
    """Take menus, footers, hidden parts and lists of links out of a page; never most of its text."""
    sizes = _sizes(root)
    most = sizes[root].text * _MOST_CHROME
    gone: set[Element] = set()
    outer: list[Element] = []
    for element in root.iter(etree.Element):
        if element.getparent() in gone:
            gone.add(element)
        elif sizes[element].text < most and (_is_chrome(element) or _is_menu(element, sizes[element])):
            gone.add(element)
            outer.append(element)
    if sum(sizes[element].text for element in outer) < sizes[root].text:
        for element in outer:
            element.drop_tree()


def _sizes(root: Element) -> dict[Element, _Size]:
    """Measure every element, the inner ones first."""
    sizes: dict[Element, _Size] = {}
    for _, element in etree.iterwalk(root, events=("end",), tag=etree.Element):
        size = _Size()
        _count(size, element.text)
        for child in element:
            if child in sizes:
                size.add(sizes[child])
            _count(size, child.tail)
        if element.tag == "a":
            size.linked, size.links = size.text, 1
        sizes[element] = size
    return sizes


def _count(size: _Size, text: str | None) -> None:
    if text:
        size.text += len("".join(text.split()))
        size.stops += text.count("。")


def _is_chrome(element: Element) -> bool:
    if element.tag in _CHROME_TAGS or _HIDDEN.search(element.get("style") or ""):
        return True
    return _CHROME.search(f"{element.get('class') or ''} {element.get('id') or ''}") is not None


def _is_menu(element: Element, size: _Size) -> bool:
    """Tell whether an element is a list of links and no text: at least three of them, and no full stop."""
    return element.tag in _LISTS and size.links >= 3 and size.linked > size.text * _LINKED and not size.stops


def _lines(root: Element) -> Iterator[tuple[str, int]]:
    """Yield the lines of a page with their levels as headings: what stands between two block tags."""
    line: list[str] = []
    level = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _BLOCKS:
            yield from _closed(line, level)
            line, level = [], 0
        if event == "start":
            level = int(tag[1]) if re.fullmatch("h[1-6]", tag) else level
            piece = element.text
        else:
            line += ["\t"] if tag in ("td", "th") else []
            piece = element.tail
        if piece:
            line.append(piece if _is_preformatted(element, event) else _FOLD.sub(" ", piece))
    yield from _closed(line, level)


def _closed(line: list[str], level: int) -> Iterator[tuple[str, int]]:
    for text in re.split("[\r\n]+", "".join(line)):
        if text := re.sub(" *\t *", "\t", text).strip():
            yield text, level


def _is_preformatted(element: Element, event: str) -> bool:
    inner = element if event == "start" else element.getparent()
    return inner is not None and inner.tag == "pre"
