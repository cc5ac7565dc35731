"""GraphML: the graph for Gephi, igraph, graphology and networkx; and, with its looks, for yEd.

U. Brandes, M. Eiglsperger, J. Lerner, C. Pich, Graph Markup Language (GraphML), 2013. Nodes and edges carry `label`
and `weight`, and nodes `x`, `y`, `size`, `r`, `g`, `b`, all of which Gephi shows; lists are joined by ` | `; what is
missing is left out.
"""

from collections.abc import Iterable
from pathlib import Path

import networkx as nx
import pandas as pd
from lxml import etree

from output.files import write_beside
from output.flat import Flat, Look, flat_graph, look_attributes
from output.page_view import drawn_as
from output.values import Attributes, kinds, legal

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
YED = "http://www.yworks.com/xml/graphml"
_TYPES = {str: "string", int: "long", float: "double"}
_SHAPES = {
    "dot": "ellipse", "square": "rectangle", "diamond": "diamond", "triangle": "triangle",
    "triangleDown": "triangle2", "hexagon": "hexagon", "star": "star8",
}  # fmt: skip


def write_graphml(g: nx.MultiDiGraph, path: Path, *, measures: pd.DataFrame | None = None) -> None:
    """Write a graph as GraphML; edge ids are e0, e1, … in the order of the graph.

    Args:
        g: a graph made by `graph.build`.
        path: where to.
        measures: entities by id; each column becomes an attribute of the nodes.
    """
    write_flat(flat_graph(g, measures), path)


def write_yed(flat: Flat, path: Path) -> None:
    """Write a graph as GraphML with the shapes, colours, labels and lines that yEd draws."""
    write_flat(flat, path, yed=True)


def write_flat(flat: Flat, path: Path, *, yed: bool = False) -> None:
    """Write a flattened graph as GraphML, for yEd with its own elements for looks."""
    nodes = {id: attributes | look_attributes(flat.looks[id]) for id, attributes in flat.nodes.items()}
    node_keys = _keys("n", nodes.values())
    edge_keys = _keys("a", (edge.attributes for edge in flat.edges))
    shapes = {kind.id: kind.shape for kind in flat.g.graph["schema"].entities.values()}
    spaces = {None: NAMESPACE} | ({"y": YED} if yed else {})
    with write_beside(path) as beside, etree.xmlfile(str(beside), encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("graphml", nsmap=spaces):
            for domain, keys in (("node", node_keys), ("edge", edge_keys)):
                for name, (id, kind) in keys.items():
                    declared = {"id": id, "for": domain, "attr.name": name, "attr.type": kind}
                    xml.write(etree.Element("key", declared), pretty_print=True)
                if yed:
                    looks = {"id": f"y{domain}", "for": domain, "yfiles.type": f"{domain}graphics"}
                    xml.write(etree.Element("key", looks), pretty_print=True)
            with xml.element("graph", edgedefault="directed", id="G"):
                for id, attributes in nodes.items():
                    element = _element("node", {"id": legal(id)}, attributes, node_keys)
                    if yed:
                        _draw_node(element, attributes, flat.looks[id], shapes.get(str(attributes["type"]), "dot"))
                    xml.write(element, pretty_print=True)
                for number, edge in enumerate(flat.edges):
                    ends = {"id": f"e{number}", "source": legal(edge.head), "target": legal(edge.tail)}
                    element = _element("edge", ends, edge.attributes, edge_keys)
                    if yed:
                        _draw_edge(element, edge.attributes)
                    xml.write(element, pretty_print=True)


def _keys(prefix: str, rows: Iterable[Attributes]) -> dict[str, tuple[str, str]]:
    """Return (id, type) for each attribute, in order of appearance."""
    return {name: (f"{prefix}{number}", _TYPES[kind]) for number, (name, kind) in enumerate(kinds(rows).items())}


def _element(
    tag: str, attributes: dict[str, str], data: Attributes, keys: dict[str, tuple[str, str]]
) -> "etree._Element":
    element = etree.Element(tag, attributes)
    for name, value in data.items():
        etree.SubElement(element, "data", key=keys[name][0]).text = str(value)
    return element


def _draw_node(element: "etree._Element", attributes: Attributes, look: Look, shape: str) -> None:
    drawn = etree.SubElement(etree.SubElement(element, "data", key="ynode"), f"{{{YED}}}ShapeNode")
    size = str(look.size)
    place = {"x": str(look.x), "y": str(-look.y), "width": size, "height": size}
    etree.SubElement(drawn, f"{{{YED}}}Geometry", place)
    etree.SubElement(drawn, f"{{{YED}}}Fill", color=look.colour, transparent="false")
    etree.SubElement(drawn, f"{{{YED}}}BorderStyle", color="#FFFFFF", type="line", width="1.0")
    label = etree.SubElement(drawn, f"{{{YED}}}NodeLabel", modelName="sides", modelPosition="s")
    label.text = str(attributes["label"])
    etree.SubElement(drawn, f"{{{YED}}}Shape", type=_SHAPES.get(shape, "ellipse"))


def _draw_edge(element: "etree._Element", attributes: Attributes) -> None:
    """Draw what is called for dashed and what is absent dotted, as on the page."""
    style = {"asserted": "line", "proposed": "dashed", "negated": "dotted"}[drawn_as(attributes)]
    drawn = etree.SubElement(etree.SubElement(element, "data", key="yedge"), f"{{{YED}}}PolyLineEdge")
    etree.SubElement(drawn, f"{{{YED}}}LineStyle", color="#7F8C95", type=style, width="1.0")
    etree.SubElement(drawn, f"{{{YED}}}Arrows", source="none", target="standard")
    etree.SubElement(drawn, f"{{{YED}}}EdgeLabel").text = str(attributes["label"])
