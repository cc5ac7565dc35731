"""The evidence behind nodes and edges: which sentences, where in them the names stand, in which documents."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import networkx as nx

from extract.statement import MODALITIES, Mention, Statement
from output.page_columns import Columns, clean

FORCES = ("", "must", "encouraged", "may", "forbidden")

Place = tuple[int, int, int]
"""A document's number, and the start and end of a sentence in it."""
Row = tuple[Place, list[int]]


@dataclass(slots=True)
class Evidence:
    """Sentences, each once, in the order of documents; statements by edge and mentions by node point to them."""

    documents: tuple[Any, ...]
    sentences: list[Place] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    statements: list[list[list[int]]] = field(default_factory=list)
    """By edge: [sentence, modality, force, head start, head end, tail start, tail end, confidence in percent]; a start
    of -1: not found; a confidence of -1: not known."""
    mentions: list[list[list[int]]] = field(default_factory=list)
    """By node: [sentence, start, end]."""
    edge_documents: list[list[int]] = field(default_factory=list)
    """By edge: the documents that state it, also those whose sentences are not in the page."""
    node_documents: list[list[int]] = field(default_factory=list)
    """By node: the documents that mention it."""
    left_out: int = 0
    """How many statements and mentions are not in the page, because it would grow too large."""

    def numbers(self) -> dict[str, Any]:
        """Return the block of statements and mentions, by columns."""
        return {"statements": _columns(self.statements, 8), "mentions": _columns(self.mentions, 3)}

    def texts(self, start: int, end: int) -> dict[str, Any]:
        """Return the block of some sentences, by columns."""
        places = self.sentences[start:end]
        headings = [_heading(self.documents[doc], at) for doc, at, _ in places]
        names = sorted(set(headings))
        return {
            "text": self.text[start:end],
            "document": [doc for doc, _, _ in places],
            "start": [at for _, at, _ in places],
            "headings": [clean(name) for name in names],
            "heading": [names.index(heading) for heading in headings],
        }


def collect(
    c: Columns, *, per_edge: int | None = None, per_node: int | None = None, room: int | None = None
) -> Evidence:
    """Gather the evidence of a graph.

    Args:
        c: the graph in columns.
        per_edge: at most so many statements for each edge, from as many documents as possible.
        per_node: at most so many mentions for each entity, from as many documents as possible.
        room: stop taking sentences after so many characters; the evidence of the most central entities comes first.
    """
    documents = tuple(c.g.graph.get("documents", ()))
    number = {document.id: i for i, document in enumerate(documents)}
    texts = _Texts(c.g, number, room)
    mentions = c.g.graph.get("mentions", {})
    statements = [[s for s in edge.get("evidence", ()) if s.head.doc_id in number] for edge in c.edges]
    named = [[m for m in mentions.get(id, ()) if m.doc_id in number] for id in c.ids]
    evidence = Evidence(documents)
    evidence.edge_documents = [sorted({number[s.head.doc_id] for s in rows}) for rows in statements]
    evidence.node_documents = [sorted({number[m.doc_id] for m in rows}) for rows in named]
    by_edge = [_present(map(texts.statement, _spread(rows, per_edge))) for rows in statements]
    by_node = [_present(map(texts.mention, _spread(rows, per_node))) for rows in named]
    evidence.left_out = _size(statements) + _size(named) - _size(by_edge) - _size(by_node)
    _number_sentences(evidence, texts, by_edge, by_node)
    return evidence


def fits(c: Columns, *, per_edge: int | None, per_node: int | None, room: int) -> bool:
    """Tell whether the sentences that `collect` would take have at most so many characters, without gathering them."""
    known = {document.id for document in c.g.graph.get("documents", ())}
    sentences, mentions = c.g.graph.get("sentences", {}), c.g.graph.get("mentions", {})
    starts = {id: [s.start for s in found] for id, found in sentences.items()}
    taken: set[tuple[str, int]] = set()
    for edge in c.edges:
        for s in _spread([s for s in edge.get("evidence", ()) if s.head.doc_id in known], per_edge):
            if (s.head.doc_id, s.start) not in taken:
                taken.add((s.head.doc_id, s.start))
                room -= len(s.sentence)
        if room < 0:
            return False
    for id in c.ids:
        for m in _spread([m for m in mentions.get(id, ()) if m.doc_id in known], per_node):
            at = bisect_right(starts.get(m.doc_id, ()), m.start) - 1
            if at >= 0 and (m.doc_id, starts[m.doc_id][at]) not in taken:
                taken.add((m.doc_id, starts[m.doc_id][at]))
                room -= len(sentences[m.doc_id][at].text)
        if room < 0:
            return False
    return True


def _present(rows: Iterable[Row | None]) -> list[Row]:
    return [row for row in rows if row is not None]


def _size(groups: Iterable[Sequence[Any]]) -> int:
    return sum(len(group) for group in groups)


class _Texts:
    """The sentences of the documents, and the places of names in them."""

    def __init__(self, g: nx.MultiDiGraph, number: dict[str, int], room: int | None) -> None:
        self._number = number
        self._sentences = g.graph.get("sentences", {})
        self._starts = {id: [s.start for s in sentences] for id, sentences in self._sentences.items()}
        self._room = room
        self.text: dict[Place, str] = {}

    def statement(self, s: Statement) -> Row | None:
        """Return a statement's sentence, and modality, force, the places of head and tail in it and its confidence;
        nothing if full."""
        place = (self._number[s.head.doc_id], s.start, s.end)
        text = self._taken(place, s.sentence)
        if text is None:
            return None
        force = FORCES.index(s.force) if s.force in FORCES else 0
        spans = [*_find(text, s.head, s.start), *_find(text, s.tail, s.start)]
        sure = -1 if s.confidence is None else round(100 * s.confidence)
        return place, [MODALITIES.index(s.modality), force, *spans, sure]

    def mention(self, m: Mention) -> Row | None:
        """Return the sentence that a mention stands in, and where; nothing if none is known there, or if full."""
        at = bisect_right(self._starts.get(m.doc_id, ()), m.start) - 1
        if at < 0 or self._sentences[m.doc_id][at].end < m.end:
            return None
        sentence = self._sentences[m.doc_id][at]
        place = (self._number[m.doc_id], sentence.start, sentence.end)
        text = self._taken(place, sentence.text)
        return None if text is None else (place, _find(text, m, sentence.start))

    def _taken(self, place: Place, sentence: str) -> str | None:
        """Return a sentence that is in the page, or put it there while there is room."""
        if place in self.text:
            return self.text[place]
        if self._room is not None:
            if self._room < len(sentence):
                return None
            self._room -= len(sentence)
        return self.text.setdefault(place, clean(sentence))


def _find(text: str, mention: Mention, start: int) -> list[int]:
    """Return where in a sentence a mention stands, in UTF-16 units; [-1, -1] if it is not in it.

    White space is left out of running text, so a name stands where its offset says or somewhat before: the nearest
    occurrence is taken.
    """
    name, wanted = clean(mention.text), max(0, mention.start - start)
    if name and text.startswith(name, wanted):
        return [_utf16(text, wanted), _utf16(text, wanted + len(name))]
    after, before = text.find(name, wanted), text.rfind(name, 0, wanted + len(name))
    found = [at for at in (before, after) if at >= 0]
    if not found or not name:
        return [-1, -1]
    at = min(found, key=lambda at: abs(at - wanted))
    return [_utf16(text, at), _utf16(text, at + len(name))]


def _utf16(text: str, offset: int) -> int:
    """Count UTF-16 units up to an offset: characters outside the basic plane are two."""
    if _is_basic(text):
        return offset
    return offset + sum(char > "\uffff" for char in text[:offset])


@lru_cache(maxsize=1024)
def _is_basic(text: str) -> bool:
    return max(text) <= "\uffff"


def _spread(rows: Sequence[Any], most: int | None) -> Sequence[Any]:
    """Keep the first rows of every document, then the second ones, until there are enough; in the old order."""
    if most is None or len(rows) <= most:
        return rows
    seen: dict[str, int] = {}
    turn = []
    for i, row in enumerate(rows):
        doc_id = row.head.doc_id if isinstance(row, Statement) else row.doc_id
        seen[doc_id] = seen.get(doc_id, 0) + 1
        turn.append((seen[doc_id], i))
    return [rows[i] for i in sorted(i for _, i in sorted(turn)[:most])]


def _number_sentences(evidence: Evidence, texts: _Texts, by_edge: list[list[Row]], by_node: list[list[Row]]) -> None:
    evidence.sentences = sorted(texts.text)
    evidence.text = [texts.text[place] for place in evidence.sentences]
    number = {place: i for i, place in enumerate(evidence.sentences)}
    evidence.statements, evidence.mentions = (
        [[[number[place], *rest] for place, rest in rows] for rows in table] for table in (by_edge, by_node)
    )


def _columns(table: Iterable[list[list[int]]], width: int) -> dict[str, Any]:
    """Write rows grouped by owner as the groups' sizes and one list for each column."""
    groups = list(table)
    rows = [row for group in groups for row in group]
    return {"lengths": [len(group) for group in groups], "columns": [[row[i] for row in rows] for i in range(width)]}


def _heading(document: Any, at: int) -> str:
    """Return the innermost heading that a place in a document stands under."""
    above = [s for s in getattr(document, "sections", ()) if s.start <= at < s.end]
    return str(max(above, key=lambda s: (s.level, s.start)).heading) if above else ""
