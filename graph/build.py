"""The graph: entities as nodes, and what the documents say of them as edges.

`build` returns a plain `nx.MultiDiGraph`. The same documents give the same graph, node for node and edge for edge in
the same order, whatever order they come in.

- A node is an entity; its id is `TYPE:name`. Attributes: `label`, `type`, `aliases` and beside it `reasons` (in words)
  and `reason_codes`, `mentions`, `documents`, and `first`, `last`: the earliest and latest date of those documents
  (empty where none is dated).
- An edge is a relation between two entities; its key is the relation's id. Attributes: `relation`, `layer`, `weight`
  (the number of statements), `documents`, `asserted`, `proposed`, `negated`, `evidence` (the statements, sorted).
- `g.graph["schema"]`: the `Schema`; `g.graph["documents"]`: the documents without their text, sorted by id;
  `g.graph["mentions"]`: entity id → its mentions, sorted; `g.graph["sentences"]`: document id → its sentences;
  `g.graph["entities"]`: entity id → `Entity`; `g.graph["dropped"]`: why statements became no edge → how many.
"""

import logging
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

import networkx as nx

from corpus.document import Document
from extract.schema import Schema
from extract.statement import Extraction, Mention, Statement
from graph.entity import Entity
from graph.homonyms import position
from graph.resolve import Resolution, resolve
from graph.room import Name

logger = logging.getLogger(__name__)

Edge = tuple[str, str, str]
"""Head id, tail id, relation id."""


class UnknownType(ValueError):
    """A filter names an entity or relation type that the schema does not have."""


def build(
    documents: Sequence[Document],
    extractions: Sequence[Extraction],
    schema: Schema,
    *,
    types: Collection[str] | None = None,
    relations: Collection[str] | None = None,
    min_weight: int = 1,
    known: Mapping[Name, str] | None = None,
) -> nx.MultiDiGraph:
    """Build the graph of what the documents state.

    Args:
        documents: the documents read.
        extractions: what was extracted from each.
        schema: the types; a statement that it does not allow is left out.
        types: keep only entities of these types (default: all).
        relations: keep only these relations (default: all).
        min_weight: keep only relations that are stated at least so often; entities are kept.
        known: the lexicons' aliases, (type, alias) → canonical name.

    Raises:
        UnknownType: `types` or `relations` has one that is not in the schema.
    """
    wanted = _checked(types, schema.entities, "entity"), _checked(relations, schema.relations, "relation")
    resolution = resolve(extractions, documents=documents, known=known)
    g = nx.MultiDiGraph(schema=schema)
    _describe(g, documents, extractions)
    _add_nodes(g, resolution, _mentions(resolution, extractions), wanted[0])
    edges = _evidence(g, resolution, extractions, wanted[1])
    _add_edges(g, {edge: evidence for edge, evidence in edges.items() if len(evidence) >= min_weight})
    return g


def _checked(asked: Collection[str] | None, known: Collection[str], what: str) -> frozenset[str]:
    unknown = sorted(set(asked or ()) - set(known))
    if unknown:
        raise UnknownType(f"unknown {what} type: {', '.join(unknown)}; known: {', '.join(known)}")
    return frozenset(known if asked is None else asked)


def _describe(g: nx.MultiDiGraph, documents: Iterable[Document], extractions: Iterable[Extraction]) -> None:
    g.graph["documents"] = tuple(replace(d, text="") for d in sorted(documents, key=lambda d: d.id))
    g.graph["sentences"] = {e.doc_id: e.sentences for e in sorted(extractions, key=lambda e: e.doc_id)}


def _mentions(resolution: Resolution, extractions: Iterable[Extraction]) -> dict[str, list[Mention]]:
    mentions: dict[str, list[Mention]] = {id: [] for id in resolution.entities}
    for extraction in extractions:
        for mention in extraction.mentions:
            mentions[resolution.of[position(mention)]].append(mention)
    return mentions


def _add_nodes(
    g: nx.MultiDiGraph, resolution: Resolution, mentions: Mapping[str, list[Mention]], types: Collection[str]
) -> None:
    dates = {d.id: d.date for d in g.graph["documents"]}
    kept = {id: entity for id, entity in resolution.entities.items() if entity.type in types}
    for id, entity in kept.items():
        g.add_node(id, **_node(entity, mentions[id], dates))
    g.graph["entities"] = kept
    g.graph["mentions"] = {id: tuple(sorted(mentions[id], key=_mention_order)) for id in kept}


def _mention_order(mention: Mention) -> tuple[str, int, int, str]:
    return mention.doc_id, mention.start, mention.end, mention.text


def _node(entity: Entity, mentions: Sequence[Mention], dates: Mapping[str, str]) -> dict[str, object]:
    documents = {m.doc_id for m in mentions}
    dated = sorted(filter(None, (dates.get(id, "") for id in documents)))
    return {
        "label": entity.name,
        "type": entity.type,
        "aliases": tuple(a.name for a in entity.aliases),
        "reasons": tuple(a.reason for a in entity.aliases),
        "reason_codes": tuple(a.code for a in entity.aliases),
        "mentions": len(mentions),
        "documents": len(documents),
        "first": dated[0] if dated else "",
        "last": dated[-1] if dated else "",
    }


def _evidence(
    g: nx.MultiDiGraph, resolution: Resolution, extractions: Iterable[Extraction], relations: Collection[str]
) -> dict[Edge, list[Statement]]:
    """Sort the statements by the edge that they support, and count those that support none."""
    schema: Schema = g.graph["schema"]
    evidence: dict[Edge, list[Statement]] = defaultdict(list)
    dropped: Counter[str] = Counter()
    for extraction in extractions:
        for statement in extraction.statements:
            head, tail = (resolution.of[position(m)] for m in (statement.head, statement.tail))
            why = _refusal(g, schema, relations, (head, tail, statement.relation))
            if why:
                dropped[why] += 1
            else:
                evidence[_directed(schema, (head, tail, statement.relation))].append(statement)
    g.graph["dropped"] = dict(sorted(dropped.items()))
    for why, count in g.graph["dropped"].items():
        logger.info("%d statements became no edge: %s", count, why)
    return evidence


def _add_edges(g: nx.MultiDiGraph, edges: Mapping[Edge, list[Statement]]) -> None:
    for head, tail, relation in sorted(edges):
        evidence = edges[head, tail, relation]
        g.add_edge(head, tail, key=relation, **_edge(g.graph["schema"], relation, evidence))


def _refusal(g: nx.MultiDiGraph, schema: Schema, relations: Collection[str], edge: Edge) -> str:
    """Return why a statement becomes no edge, or nothing."""
    head, tail, relation = edge
    if relation == "SAME_AS":
        return "defines a short name"
    if relation not in schema.relations:
        return "relation not in the schema"
    if relation not in relations or head not in g or tail not in g:
        return "filtered out"
    if head == tail:
        return "head and tail are one entity"
    if not schema.relations[relation].allows(g.nodes[head]["type"], g.nodes[tail]["type"]):
        return "types not allowed by the schema"
    return ""


def _directed(schema: Schema, edge: Edge) -> Edge:
    """Give a symmetric relation one direction: from the smaller id to the greater."""
    head, tail, relation = edge
    return (tail, head, relation) if schema.relations[relation].symmetric and head > tail else edge


def _edge(schema: Schema, relation: str, evidence: Sequence[Statement]) -> dict[str, object]:
    modality = Counter(s.modality for s in evidence)
    return {
        "relation": relation,
        "layer": schema.relations[relation].layer,
        "weight": len(evidence),
        "documents": len({s.head.doc_id for s in evidence}),
        "asserted": modality["asserted"],
        "proposed": modality["proposed"],
        "negated": modality["negated"],
        "evidence": tuple(sorted(evidence, key=_statement_order)),
    }


def _statement_order(s: Statement) -> tuple[object, ...]:
    return s.head.doc_id, s.start, s.end, _mention_order(s.head), _mention_order(s.tail), s.modality, s.force, s.rule
