"""GEXF 1.3 for Gephi: attributes, looks (`viz`) and, where documents have dates, the time of nodes and edges.

The format's definition: https://gexf.net/schema.html. No date of writing, so that the same graph gives the same bytes.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from output.files import write_beside
from output.flat import Flat, Look
from output.values import Attributes, kinds, legal

GEXF = "http://gexf.net/1.3"
VIZ = "http://gexf.net/1.3/viz"
_TYPES = {str: "string", int: "long", float: "double"}


def write_gexf(flat: Flat, path: Path) -> None:
    """Write a flattened graph as GEXF."""
    dates = {d.id: d.date for d in flat.g.graph["documents"] if d.date}
    root = etree.Element(f"{{{GEXF}}}gexf", {"version": "1.3"}, nsmap={None: GEXF, "viz": VIZ})
    kind = {"mode": "dynamic", "timeformat": "date"} if dates else {"mode": "static"}
    graph = etree.SubElement(root, f"{{{GEXF}}}graph", {"defaultedgetype": "directed", **kind})
    node_keys = _declare(graph, "node", list(flat.nodes.values()))
    edge_keys = _declare(graph, "edge", [edge.attributes for edge in flat.edges])
    listed = etree.SubElement(graph, f"{{{GEXF}}}nodes")
    for id, attributes in flat.nodes.items():
        known = [dates[doc] for doc in {m.doc_id for m in flat.g.graph["mentions"].get(id, ())} if doc in dates]
        names = {"id": legal(id), "label": str(attributes["label"]), **_span(known)}
        element = etree.SubElement(listed, f"{{{GEXF}}}node", names)
        _values(element, attributes, node_keys)
        _draw(element, flat.looks[id])
    listed = etree.SubElement(graph, f"{{{GEXF}}}edges")
    for number, edge in enumerate(flat.edges):
        attributes = edge.attributes
        ends = {"id": str(number), "source": legal(edge.head), "target": legal(edge.tail)}
        shown = {"weight": str(attributes["weight"]), "kind": edge.key, "label": str(attributes["label"])}
        evidence: Sequence[Any] = flat.g.edges[edge.head, edge.tail, edge.key].get("evidence", ())
        known = [dates[s.head.doc_id] for s in evidence if s.head.doc_id in dates]
        _values(etree.SubElement(listed, f"{{{GEXF}}}edge", ends | shown | _span(known)), attributes, edge_keys)
    with write_beside(path) as beside:
        etree.ElementTree(root).write(str(beside), encoding="utf-8", xml_declaration=True, pretty_print=True)


def _span(dates: Iterable[str]) -> dict[str, str]:
    """Return from when to when: the dates of the documents, filled up to whole days."""
    full = sorted((f"{date}-01-01"[:10] if len(date) == 4 else f"{date}-01"[:10]) for date in dates)
    return {"start": full[0], "end": full[-1]} if full else {}


def _draw(element: "etree._Element", look: Look) -> None:
    colour = {"r": str(look.red), "g": str(look.green), "b": str(look.blue)}
    etree.SubElement(element, f"{{{VIZ}}}color", colour)
    etree.SubElement(element, f"{{{VIZ}}}position", {"x": str(look.x), "y": str(look.y), "z": "0"})
    etree.SubElement(element, f"{{{VIZ}}}size", {"value": str(look.size)})


def _declare(graph: "etree._Element", domain: str, rows: list[Attributes]) -> dict[str, str]:
    """Declare the attributes of nodes or edges; return the id of each."""
    declared = etree.SubElement(graph, f"{{{GEXF}}}attributes", {"class": domain})
    keys: dict[str, str] = {}
    for name, kind in kinds(rows).items():
        keys[name] = f"{domain[0]}{len(keys)}"
        etree.SubElement(declared, f"{{{GEXF}}}attribute", {"id": keys[name], "title": name, "type": _TYPES[kind]})
    return keys


def _values(element: "etree._Element", attributes: Attributes, keys: dict[str, str]) -> None:
    listed = etree.SubElement(element, f"{{{GEXF}}}attvalues")
    for name, value in attributes.items():
        etree.SubElement(listed, f"{{{GEXF}}}attvalue", {"for": keys[name], "value": str(value)})
