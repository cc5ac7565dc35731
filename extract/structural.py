"""Relations that the form of a text states: places in names and chains, titles that issue and cite, 以下简称."""

from extract.analysis import Analysis, Link, Span
from extract.clauses import sentence_index


def structural_links(analysis: Analysis) -> list[Link]:
    """Return the structural relations of a text."""
    return _nested_places(analysis)


def _nested_places(analysis: Analysis) -> list[Link]:
    """A place inside the name of a body or policy says where that lies: 中共萍乡市委党校 LOCATED_IN 萍乡市."""
    links = []
    spans = analysis.spans
    for i, outer in enumerate(spans):
        if outer.type not in ("ORG", "POLICY", "MECHANISM"):
            continue
        for inner in spans[max(0, i - 3) : i + 6]:
            if inner.type == "PLACE" and outer.start <= inner.start and inner.end <= outer.end:
                links.append(_structural(analysis, outer, inner, "nested_place"))
    for left, right in zip(spans, spans[1:], strict=False):
        if left.type == right.type == "PLACE" and left.end == right.start:
            links.append(_structural(analysis, right, left, "place_chain"))
    return links


def _structural(analysis: Analysis, head: Span, tail: Span, rule: str) -> Link:
    sentence = analysis.sentences[sentence_index(analysis, head.start)]
    return Link(head, "LOCATED_IN", tail, *sentence, "asserted", "", rule)
