"""An entity in context: its relations and how they are meant, and the lines that name it."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import networkx as nx
import pandas as pd

from extract.statement import MODALITIES
from graph.frames import table
from graph.projection import is_symmetric
from graph.query import UnknownEntity, suggestions


@dataclass(frozen=True, slots=True)
class Line:
    """A keyword in context: what stands before and after a mention in its sentence."""

    doc_id: str
    start: int
    left: str
    text: str
    right: str


def relation_profile(g: nx.MultiDiGraph, id: str, *, top: int = 5) -> pd.DataFrame:
    """Return a row for each relation and direction of an entity: what leads it, what it serves, what hinders it.

    Columns: `relation`, `direction` (`out`: the entity is head; `in`; `both`), `statements`, `asserted`, `proposed`,
    `negated`, `entities` (how many others) and `others` (the names of the `top` strongest). In the order of the schema.

    Raises:
        UnknownEntity: the id is not in the graph.
    """
    _check(g, id)
    rows: dict[tuple[str, str], Counter[str]] = {}
    tally: dict[tuple[str, str], Counter[str]] = {}
    for head, tail, edge in (*g.out_edges(id, data=True), *g.in_edges(id, data=True)):
        way = "both" if is_symmetric(g, edge["relation"]) else "out" if head == id else "in"
        key = edge["relation"], way
        rows.setdefault(key, Counter())[tail if head == id else head] += edge["weight"]
        tally.setdefault(key, Counter()).update({str(m): edge.get(m, 0) for m in MODALITIES})
    order = {relation: i for i, relation in enumerate(g.graph["schema"].relations)}
    found = []
    for relation, way in sorted(rows, key=lambda key: (order.get(key[0], len(order)), key)):
        others, counts = rows[relation, way], tally[relation, way]
        strongest = sorted(others, key=lambda other: (-others[other], other))[:top]
        found.append(
            {
                "relation": relation,
                "direction": way,
                "statements": others.total(),
                **{str(m): counts[m] for m in MODALITIES},
                "entities": len(others),
                "others": tuple(g.nodes[other]["label"] for other in strongest),
            }
        )
    columns = ["relation", "direction", "statements", *MODALITIES, "entities", "others"]
    return table(found, columns)


def modality_profile(g: nx.MultiDiGraph, id: str) -> pd.DataFrame:
    """Return how what is said of an entity is meant: a row for each modality and force, with number and share.

    Raises:
        UnknownEntity: the id is not in the graph.
    """
    _check(g, id)
    seen: Counter[tuple[str, str]] = Counter()
    for *_, edge in (*g.out_edges(id, data=True), *g.in_edges(id, data=True)):
        seen.update((s.modality, s.force) for s in edge.get("evidence", ()))
    total = max(1, seen.total())
    rows = sorted(seen, key=lambda key: (MODALITIES.index(key[0]), -seen[key], key))
    columns = ["modality", "force", "statements", "share"]
    return table([dict(zip(columns, (*key, seen[key], seen[key] / total), strict=True)) for key in rows], columns)


def concordance(g: nx.MultiDiGraph, id: str, *, width: int = 24) -> Iterator[Line]:
    """Yield a line for each mention of an entity, in the order of the documents, with `width` characters either side.

    White space inside a sentence is not in its text, so a mention is found at its offset or somewhat before it.

    Raises:
        UnknownEntity: the id is not in the graph.
    """
    _check(g, id)
    starts = {doc_id: [s.start for s in sentences] for doc_id, sentences in g.graph["sentences"].items()}
    for mention in g.graph["mentions"].get(id, ()):
        at = bisect_right(starts.get(mention.doc_id, []), mention.start) - 1
        if at < 0:
            continue
        sentence = g.graph["sentences"][mention.doc_id][at]
        place = sentence.text.rfind(mention.text, 0, mention.start - sentence.start + len(mention.text))
        if place >= 0:
            left, right = sentence.text[:place], sentence.text[place + len(mention.text) :]
            yield Line(mention.doc_id, mention.start, left[-width:], mention.text, right[:width])


def _check(g: nx.MultiDiGraph, id: str) -> None:
    if id not in g:
        raise UnknownEntity(id, suggestions(g, id))
