"""Short names that a text defines: 国家发展和改革委员会（以下简称国家发展改革委）."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extract.analysis import Span

_NUMBER = "〔[^〕]*〕[^（(]{0,6}"
# Each way to begin has a literal first, which `re` looks for at full speed.
_BEGIN = rf"(?:》(?:{_NUMBER})?[（(]|”(?:{_NUMBER})?[（(]|{_NUMBER}[（(]|（|\()"
_DEFINITION = re.compile(
    rf"{_BEGIN}(?:[^（）()]{{0,20}}[，、])?(?:以下)?(?:统称|简称)(?:为)?[“《\"]?"
    r"(?P<short>[^“”《》\"（）()，。；]{1,20})[”》\"]?[）)]"
)


def definitions(text: str, spans: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """Yield (full name, short name): a name right before a bracket that gives it a short one, of the same type.

    Args:
        text: the running text.
        spans: its mentions, sorted.
    """
    matches = list(_DEFINITION.finditer(text))
    by_end = {span.end: span for span in sorted(spans, key=lambda s: s.start, reverse=True)} if matches else {}
    for match in matches:
        full = by_end.get(match.start())
        if full is not None and match["short"] != text[full.start : full.end]:
            yield full, Span(match.start("short"), match.end("short"), full.type, "short_name")


def short_names(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return each place where a short name stands that the text defines, of the type of the full name."""
    found = []
    for _, short in list(definitions(text, spans)):
        name = text[short.start : short.end]
        if len(name) > 1:
            found += [Span(m.start(), m.end(), short.type, "short_name") for m in re.finditer(re.escape(name), text)]
    return [span for span in found if not _inside(span, spans)]


def _inside(span: Span, spans: Sequence[Span]) -> bool:
    """Tell whether a span lies inside a longer one."""
    at = bisect_left(spans, span)
    near = spans[max(0, at - 2) : at + 1]
    return any(s.start <= span.start and span.end <= s.end and s.end - s.start > span.end - span.start for s in near)
