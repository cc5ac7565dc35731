"""RDF: entities as SKOS concepts, relations as triples, statements with their evidence as Web Annotations and PROV.

Standards: SKOS (W3C 2009), PROV-O (W3C 2013), Web Annotation Data Model (W3C 2017), DCMI Metadata Terms. Every relation
stands twice: as a plain triple `head relation tail` where a text states it as so, for simple queries, and as an
`rdf:Statement` with modality, force, weight and the annotations that are its evidence, whatever its modality. Addresses
are `urn:gangmu:…`, from the ids of the graph, percent-encoded.
"""

import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rdflib import RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, PROV

from extract.statement import Statement
from output.files import write_beside, write_text
from output.flat import Flat
from output.values import legal

BASE = "urn:gangmu:"
VOCABULARY = Namespace(f"{BASE}vocabulary:")
ANNOTATION = Namespace("http://www.w3.org/ns/oa#")


def write_turtle(flat: Flat, path: Path) -> None:
    """Write a graph as Turtle."""
    with write_beside(path) as beside:
        rdf_graph(flat).serialize(str(beside), format="turtle", encoding="utf-8")


def write_json_ld(flat: Flat, path: Path) -> None:
    """Write a graph as JSON-LD; rdflib lists nodes in no fixed order, so they are sorted."""
    data = json.loads(rdf_graph(flat).serialize(format="json-ld"))
    write_text(path, json.dumps(_sorted(data), ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def _sorted(value: Any) -> Any:
    if isinstance(value, list):
        return sorted(map(_sorted, value), key=lambda part: json.dumps(part, ensure_ascii=False, sort_keys=True))
    return {key: _sorted(part) for key, part in value.items()} if isinstance(value, dict) else value


def rdf_graph(flat: Flat) -> Graph:
    """Return a graph as an rdflib graph."""
    rdf = Graph()
    prefixes = {"gm": VOCABULARY, "skos": SKOS, "prov": PROV, "oa": ANNOTATION, "dcterms": DCTERMS}
    for prefix, namespace in prefixes.items():
        rdf.bind(prefix, namespace)
    _add_vocabulary(rdf, flat)
    _add_documents(rdf, flat)
    _add_entities(rdf, flat)
    _add_relations(rdf, flat)
    return rdf


def address(kind: str, id: str) -> URIRef:
    """Return the address of an entity, document, relation or statement."""
    return URIRef(f"{BASE}{kind}:{quote(legal(id), safe='')}")


def _add_vocabulary(rdf: Graph, flat: Flat) -> None:
    schema = flat.g.graph["schema"]
    scheme = URIRef(f"{BASE}scheme")
    rdf.add((scheme, RDF.type, SKOS.ConceptScheme))
    for kind in schema.entities.values():
        node = VOCABULARY[kind.id]
        rdf.add((node, RDF.type, RDFS.Class))
        rdf.add((node, RDFS.subClassOf, SKOS.Concept))
        _label(rdf, node, RDFS.label, kind.zh, kind.en)
    for relation in sorted({edge.key for edge in flat.edges} | set(schema.relations)):
        node = VOCABULARY[relation]
        rdf.add((node, RDF.type, RDF.Property))
        rdf.add((node, RDFS.subPropertyOf, SKOS.related))
        if relation in schema.relations:
            _label(rdf, node, RDFS.label, schema.relations[relation].zh, schema.relations[relation].en)


def _add_documents(rdf: Graph, flat: Flat) -> None:
    for document in flat.g.graph["documents"]:
        node = address("document", document.id)
        rdf.add((node, RDF.type, PROV.Entity))
        rdf.add((node, DCTERMS.identifier, _text(document.id)))
        for predicate, value in (
            (DCTERMS.title, document.title),
            (DCTERMS.publisher, document.issuer),
            (DCTERMS.date, document.date),
            (DCTERMS.bibliographicCitation, document.number),
        ):
            if value:
                rdf.add((node, predicate, _text(value)))
        for author in document.authors:
            rdf.add((node, DCTERMS.creator, _text(author)))


def _add_entities(rdf: Graph, flat: Flat) -> None:
    scheme = URIRef(f"{BASE}scheme")
    for id, attributes in flat.nodes.items():
        node, data = address("entity", id), flat.g.nodes[id]
        rdf.add((node, RDF.type, SKOS.Concept))
        rdf.add((node, RDF.type, VOCABULARY[str(attributes["type"])]))
        rdf.add((node, SKOS.inScheme, scheme))
        rdf.add((node, SKOS.prefLabel, _text(str(attributes["label"]), "zh")))
        for alias in data.get("aliases", ()):
            rdf.add((node, SKOS.altLabel, _text(alias, "zh")))
        for name, value in attributes.items():
            if isinstance(value, (int, float)):
                rdf.add((node, VOCABULARY[name], _number(value)))


def _add_relations(rdf: Graph, flat: Flat) -> None:
    for edge in flat.edges:
        head, tail, relation = address("entity", edge.head), address("entity", edge.tail), VOCABULARY[edge.key]
        if edge.attributes.get("asserted") or edge.attributes["layer"] != "stated":
            rdf.add((head, relation, tail))
        node = address("relation", f"{edge.head} {edge.key} {edge.tail}")
        for triple in ((RDF.type, RDF.Statement), (RDF.subject, head), (RDF.predicate, relation), (RDF.object, tail)):
            rdf.add((node, *triple))
        for name in ("weight", "documents", "asserted", "proposed", "negated", "npmi", "log_likelihood", "q"):
            if name in edge.attributes:
                rdf.add((node, VOCABULARY[name], _number(edge.attributes[name])))
        rdf.add((node, VOCABULARY.layer, _text(str(edge.attributes["layer"]))))
        _add_evidence(rdf, node, flat.g.edges[edge.head, edge.tail, edge.key].get("evidence", ()))


def _add_evidence(rdf: Graph, relation: URIRef, evidence: Iterable[Statement]) -> None:
    """Add an annotation for each statement: its body is the relation, its target a place in a document."""
    for s in evidence:
        where = f"{s.head.doc_id} {s.start}-{s.end} {s.head.start} {s.tail.start}"
        node, target, source = address("statement", f"{relation} {where}"), address("passage", where), s.head.doc_id
        quoted, place = address("quote", where), address("position", where)
        rdf.add((node, RDF.type, ANNOTATION.Annotation))
        rdf.add((node, ANNOTATION.hasBody, relation))
        rdf.add((node, ANNOTATION.hasTarget, target))
        rdf.add((node, VOCABULARY.modality, _text(s.modality)))
        if s.force:
            rdf.add((node, VOCABULARY.force, _text(s.force)))
        rdf.add((node, VOCABULARY.rule, _text(s.rule)))
        rdf.add((relation, PROV.wasDerivedFrom, address("document", source)))
        rdf.add((target, RDF.type, ANNOTATION.SpecificResource))
        rdf.add((target, ANNOTATION.hasSource, address("document", source)))
        rdf.add((target, ANNOTATION.hasSelector, quoted))
        rdf.add((target, ANNOTATION.hasSelector, place))
        rdf.add((quoted, RDF.type, ANNOTATION.TextQuoteSelector))
        rdf.add((quoted, ANNOTATION.exact, _text(s.sentence, "zh")))
        rdf.add((place, RDF.type, ANNOTATION.TextPositionSelector))
        rdf.add((place, ANNOTATION.start, Literal(s.start, datatype=XSD.nonNegativeInteger)))
        rdf.add((place, ANNOTATION.end, Literal(s.end, datatype=XSD.nonNegativeInteger)))


def _label(rdf: Graph, node: URIRef, predicate: URIRef, zh: str, en: str) -> None:
    rdf.add((node, predicate, Literal(legal(zh), lang="zh")))
    rdf.add((node, predicate, Literal(legal(en), lang="en")))


def _text(value: str, lang: str | None = None) -> Literal:
    return Literal(legal(value), lang=lang)


def _number(value: str | int | float) -> Literal:
    """Return a number; fractions as decimals, since rdflib writes doubles to Turtle with six digits only."""
    if isinstance(value, int):
        return Literal(value, datatype=XSD.integer)
    digits = format(Decimal(f"{value:.9g}"), "f")
    return Literal(digits if "." in digits else f"{digits}.0", datatype=XSD.decimal)
