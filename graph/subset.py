"""The part of a graph that some of its documents state, and the documents in groups."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from typing import Any

import networkx as nx

from corpus.document import Document
from extract.statement import MODALITIES

KEYS: dict[str, Callable[[Document], str]] = {
    "year": lambda d: d.date[:4],
    "decade": lambda d: f"{d.date[:3]}0s" if d.date[:3].isdigit() else "",
    "issuer": lambda d: d.issuer,
    "document": lambda d: d.id,
}
"""What documents can be grouped by, beside the fields of their table or header."""

_RANGE = re.compile(r"(\d{4})\s*[-–—~～至]\s*(\d{4})")


class UnknownGroup(LookupError):
    """Documents have no such field, or none of them is in such a group."""


def restrict(g: nx.MultiDiGraph, documents: Collection[str]) -> nx.MultiDiGraph:
    """Return what some documents of a graph state, with the entities that they mention, all counts taken anew.

    Entities keep their ids, names and aliases, so that parts of a graph can be compared.

    Args:
        g: a graph as `graph.build.build` makes it.
        documents: ids of documents.
    """
    wanted = frozenset(documents)
    part = nx.MultiDiGraph(schema=g.graph["schema"])
    part.graph["documents"] = tuple(d for d in g.graph["documents"] if d.id in wanted)
    part.graph["sentences"] = {id: s for id, s in g.graph["sentences"].items() if id in wanted}
    part.graph["chars"] = {id: n for id, n in g.graph.get("chars", {}).items() if id in wanted}
    mentions = {id: tuple(m for m in found if m.doc_id in wanted) for id, found in g.graph["mentions"].items()}
    dates = {d.id: d.date for d in part.graph["documents"]}
    for id, node in g.nodes(data=True):
        if mentions.get(id):
            found = {m.doc_id for m in mentions[id]}
            dated = sorted(filter(None, (dates[doc] for doc in found)))
            counts = {"mentions": len(mentions[id]), "documents": len(found)}
            span = {"first": dated[0] if dated else "", "last": dated[-1] if dated else ""}
            part.add_node(id, **(node | counts | span))
    part.graph["mentions"] = {id: mentions[id] for id in part}
    part.graph["entities"] = {id: entity for id, entity in g.graph["entities"].items() if id in part}
    for head, tail, key, edge in g.edges(keys=True, data=True):
        evidence = tuple(s for s in edge.get("evidence", ()) if s.head.doc_id in wanted)
        if evidence and head in part and tail in part:
            part.add_edge(head, tail, key=key, **(edge | _counts(evidence)))
    return part


def _counts(evidence: tuple[Any, ...]) -> dict[str, Any]:
    modalities = [s.modality for s in evidence]
    return {
        "weight": len(evidence),
        "documents": len({s.head.doc_id for s in evidence}),
        **{name: modalities.count(name) for name in MODALITIES},
        "evidence": evidence,
    }


def groups(documents: Iterable[Document], by: str, *, only: Collection[str] = ()) -> dict[str, tuple[str, ...]]:
    """Return the ids of documents in groups, the groups in order; documents that have no value are left out.

    Args:
        documents: the documents.
        by: `year`, `decade`, `issuer`, `document`, or a field of the documents.
        only: these groups alone, in this order; for years also spans, `2003-2012`.

    Raises:
        UnknownGroup: no document has such a field, or one of `only` is no group.
    """
    value = KEYS.get(by) or partial(_field, by)
    found: dict[str, list[str]] = {}
    for document in documents:
        if group := value(document):
            found.setdefault(group, []).append(document.id)
    if not found:
        fields = sorted({name for d in documents for name in dict(d.fields)})
        raise UnknownGroup(f"no document has a {by!r}; known: {', '.join([*KEYS, *fields])}")
    if not only:
        return {name: tuple(found[name]) for name in sorted(found)}
    return {name: _members(found, name) for name in only}


def _members(found: Mapping[str, list[str]], name: str) -> tuple[str, ...]:
    span = _RANGE.fullmatch(name.strip())
    if name in found:
        return tuple(found[name])
    members = tuple(id for group in sorted(found) if span and span[1] <= group <= span[2] for id in found[group])
    if not members:
        raise UnknownGroup(f"no document in the group {name!r}; there are: {', '.join(sorted(found))}")
    return members


def _field(name: str, document: Document) -> str:
    value = dict(document.fields).get(name)
    return "" if value is None else str(value)
