"""GraphML: the graph for Gephi, yEd, igraph, graphology and networkx.

U. Brandes, M. Eiglsperger, J. Lerner, C. Pich, Graph Markup Language (GraphML), 2013. Nodes and edges carry `label`
and `weight`, which Gephi shows, and `colour`; lists are joined by ` | `; what is missing is left out.
"""

from collections.abc import Iterable
from pathlib import Path

import networkx as nx
import pandas as pd
from lxml import etree

from output.files import write_beside
from output.values import Attributes, edge_attributes, legal, node_attributes

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_TYPES = {str: "string", int: "long", float: "double"}


def write_graphml(g: nx.MultiDiGraph, path: Path, *, measures: pd.DataFrame | None = None) -> None:
    """Write a graph as GraphML; edge ids are e0, e1, … in the order of the graph.

    Args:
        g: a graph made by `graph.build`.
        path: where to.
        measures: entities by id; each column becomes an attribute of the nodes.
    """
    nodes = node_attributes(g, measures)
    edges = [(head, tail, edge_attributes(g, data)) for head, tail, data in g.edges(data=True)]
    node_keys, edge_keys = _keys("n", nodes.values()), _keys("a", (attributes for *_, attributes in edges))
    with write_beside(path) as beside, etree.xmlfile(str(beside), encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("graphml", nsmap={None: NAMESPACE}):
            for domain, keys in (("node", node_keys), ("edge", edge_keys)):
                for name, (id, kind) in keys.items():
                    xml.write(
                        etree.Element("key", {"id": id, "for": domain, "attr.name": name, "attr.type": kind}),
                        pretty_print=True,
                    )
            with xml.element("graph", edgedefault="directed", id="G"):
                for id, attributes in nodes.items():
                    _write(xml, etree.Element("node", id=legal(id)), attributes, node_keys)
                for number, (head, tail, attributes) in enumerate(edges):
                    element = etree.Element("edge", id=f"e{number}", source=legal(head), target=legal(tail))
                    _write(xml, element, attributes, edge_keys)


def _keys(prefix: str, rows: Iterable[Attributes]) -> dict[str, tuple[str, str]]:
    """Return (id, type) for each attribute, in order of appearance; where types differ, the wider one."""
    kinds: dict[str, type] = {}
    for row in rows:
        for name, value in row.items():
            known = kinds.setdefault(name, type(value))
            if known is not type(value):
                kinds[name] = str if str in (known, type(value)) else float
    return {name: (f"{prefix}{number}", _TYPES[kind]) for number, (name, kind) in enumerate(kinds.items())}


def _write(
    xml: "etree.xmlfile", element: "etree._Element", attributes: Attributes, keys: dict[str, tuple[str, str]]
) -> None:
    for name, value in attributes.items():
        etree.SubElement(element, "data", key=keys[name][0]).text = str(value)
    xml.write(element, pretty_print=True)
