"""Relations that the form of a text states: places in names and chains, documents that issue, cite, amend, repeal."""

import re
from collections.abc import Iterator

from extract.analysis import Analysis, Link, Span
from extract.clauses import sentence_index
from extract.definitions import definitions

_REPEALS = re.compile("废止|停止执行|失效")
_AMENDS = re.compile("作如下修改|作出修改|修改为|予以修改|作相应修改|关于修改")
_BODY = re.compile(
    "[\u4e00-\u9fff、（）]{0,40}?(?:国务院|人民政府|委员会|办公厅|办公室|常委会|部|总局|局|厅|委|院|会|组)(?=关于|印发|转发|批转)"
)


def structural_links(analysis: Analysis) -> list[Link]:
    """Return the structural relations of a text."""
    return [*_places(analysis), *_documents(analysis), *_definitions(analysis)]


def _places(analysis: Analysis) -> Iterator[Link]:
    """A place inside a name says where that lies (宁波市民政局 in 宁波市); in a chain the latter lies in the former."""
    spans = analysis.spans
    for i, outer in enumerate(spans):
        if outer.type in ("ORG", "POLICY", "MECHANISM"):
            for inner in spans[max(0, i - 3) : i + 6]:
                if inner.type == "PLACE" and outer.start <= inner.start and inner.end <= outer.end:
                    yield _link(analysis, outer, "LOCATED_IN", inner, "nested_place")
    for left, right in zip(spans, spans[1:], strict=False):
        if left.type == right.type == "PLACE" and left.end == right.start:
            yield _link(analysis, right, "LOCATED_IN", left, "place_chain")


def _documents(analysis: Analysis) -> Iterator[Link]:
    """The document at hand cites what it names in 《》, amends or repeals it, and is issued by a body."""
    own = next((s for s in analysis.spans if s.rule == "own_title"), None)
    if own is None:
        return
    title = analysis.text[own.start : own.end]
    if (issuer := _issuer(analysis, own)) is not None:
        yield _link(analysis, issuer, "ISSUES", own, "issuer_in_title")
    for span in analysis.spans:
        if span.rule == "title_in_marks" and not own.start <= span.start < own.end:
            sentence = analysis.sentences[sentence_index(analysis, span.start)]
            name, text = analysis.text[span.start : span.end], analysis.text[sentence[0] : sentence[1]]
            if name != title and not _issues(title, name):
                yield _link(analysis, own, _act(text, span.end - sentence[0], title, name), span, "cited_title")


def _act(sentence: str, end: int, title: str, name: str) -> str:
    """Return what a document does to another that its sentence names: the verb stands behind the name."""
    if _REPEALS.search(sentence, end):
        return "REPEALS"
    amends = _AMENDS.search(sentence, end) or (name in title and "修改" in title)
    return "AMENDS" if amends else "CITES"


def _issues(title: str, name: str) -> bool:
    """Tell whether a document only passes on another (关于印发《…》的通知), which is then no citation."""
    return name in title and "印发" in title


def _issuer(analysis: Analysis, own: Span) -> Span | None:
    match = _BODY.match(analysis.text, own.start, own.end)
    if match is None:
        return None
    known = next((s for s in analysis.spans if s.type == "ORG" and analysis.text[s.start : s.end] == match[0]), None)
    return known or Span(match.start(), match.end(), "ORG", "issuer_in_title")


def _definitions(analysis: Analysis) -> Iterator[Link]:
    """以下简称 makes two names one: SAME_AS, from the full name to the short one."""
    for full, short in definitions(analysis.text, analysis.spans):
        yield _link(analysis, full, "SAME_AS", short, "short_name")


def _link(analysis: Analysis, head: Span, relation: str, tail: Span, rule: str) -> Link:
    start, _ = analysis.sentences[sentence_index(analysis, tail.start)]
    _, end = analysis.sentences[sentence_index(analysis, tail.end - 1)]
    return Link(head, relation, tail, start, end, "asserted", "", rule)
