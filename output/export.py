"""A graph in the format that a file name asks for."""

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
from lxml import etree

from output.cells import cell
from output.files import write_beside, write_text
from output.graphml import write_graphml
from output.values import Attributes, edge_attributes, legal, node_attributes

GEXF = "http://gexf.net/1.3"
VIZ = "http://gexf.net/1.3/viz"
_TYPES = {str: "string", int: "long", float: "double"}

Writer = Callable[..., None]


class UnknownFormat(ValueError):
    """A file name has an ending for which there is no format."""


def export(g: nx.MultiDiGraph, path: Path, *, measures: pd.DataFrame | None = None) -> None:
    """Write a graph in the format of the file's ending: .graphml, .gexf, .csv or .json.

    Raises:
        UnknownFormat: the ending is none of these.
    """
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise UnknownFormat(f"{path.name}: no format ends in {path.suffix or 'nothing'!r}; known: {', '.join(WRITERS)}")
    writer(g, path, measures=measures)


def write_gexf(g: nx.MultiDiGraph, path: Path, *, measures: pd.DataFrame | None = None) -> None:
    """Write a graph as GEXF 1.3 for Gephi, with colours and no date of writing: the same graph, the same bytes."""
    nodes = node_attributes(g, measures)
    edges = [(h, t, edge_attributes(g, d)) for h, t, d in g.edges(data=True)]
    root = etree.Element(f"{{{GEXF}}}gexf", {"version": "1.3"}, nsmap={None: GEXF, "viz": VIZ})
    graph = etree.SubElement(root, f"{{{GEXF}}}graph", {"defaultedgetype": "directed", "mode": "static"})
    node_keys = _declare(graph, "node", list(nodes.values()))
    edge_keys = _declare(graph, "edge", [attributes for *_, attributes in edges])
    listed = etree.SubElement(graph, f"{{{GEXF}}}nodes")
    for id, attributes in nodes.items():
        element = etree.SubElement(listed, f"{{{GEXF}}}node", {"id": legal(id), "label": str(attributes["label"])})
        _values(element, attributes, node_keys)
        if "colour" in attributes:
            etree.SubElement(element, f"{{{VIZ}}}color", _rgb(str(attributes["colour"])))
    listed = etree.SubElement(graph, f"{{{GEXF}}}edges")
    for number, (head, tail, attributes) in enumerate(edges):
        ends = {"id": str(number), "source": legal(head), "target": legal(tail), "weight": str(attributes["weight"])}
        kind = {"kind": str(attributes["relation"]), "label": str(attributes["label"])}
        _values(etree.SubElement(listed, f"{{{GEXF}}}edge", ends | kind), attributes, edge_keys)
    with write_beside(path) as beside:
        etree.ElementTree(root).write(str(beside), encoding="utf-8", xml_declaration=True, pretty_print=True)


def write_json(g: nx.MultiDiGraph, path: Path, *, measures: pd.DataFrame | None = None) -> None:
    """Write a graph as node-link JSON, which `networkx.node_link_graph(…, edges="links")` and d3 read."""
    data = {
        "directed": True,
        "multigraph": True,
        "graph": {},
        "nodes": [{"id": id, **attributes} for id, attributes in node_attributes(g, measures).items()],
        "links": [
            {"source": h, "target": t, "key": k, **edge_attributes(g, d)}
            for h, t, k, d in g.edges(keys=True, data=True)
        ],
    }
    write_text(path, json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def write_csv(g: nx.MultiDiGraph, path: Path, *, measures: pd.DataFrame | None = None) -> None:
    """Write the edges as a table that Gephi imports, and the nodes as `<name>.nodes.csv` beside it."""
    edges = [{"Source": h, "Target": t, "Type": "Directed", **edge_attributes(g, d)} for h, t, d in g.edges(data=True)]
    nodes = [{"Id": id, **attributes} for id, attributes in node_attributes(g, measures).items()]
    _write_records(path.with_suffix(".nodes.csv"), nodes, ("Id",))
    _write_records(path, edges, ("Source", "Target", "Type"))


WRITERS: dict[str, Writer] = {".graphml": write_graphml, ".gexf": write_gexf, ".csv": write_csv, ".json": write_json}
"""The format of each file ending."""


def _write_records(path: Path, records: list[dict[str, Any]], first: tuple[str, ...]) -> None:
    columns = list(dict.fromkeys([*first, *(key for record in records for key in record)]))
    named = {"label": "Label", "weight": "Weight"}
    with write_beside(path) as beside, beside.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([named.get(column, column) for column in columns])
        writer.writerows([cell(record.get(column)) for column in columns] for record in records)


def _declare(graph: "etree._Element", domain: str, rows: list[Attributes]) -> dict[str, str]:
    """Declare the attributes of nodes or edges; return the id of each."""
    declared = etree.SubElement(graph, f"{{{GEXF}}}attributes", {"class": domain})
    keys: dict[str, str] = {}
    for name, kind in _kinds(rows):
        keys[name] = f"{domain[0]}{len(keys)}"
        etree.SubElement(declared, f"{{{GEXF}}}attribute", {"id": keys[name], "title": name, "type": _TYPES[kind]})
    return keys


def _kinds(rows: list[Attributes]) -> Iterator[tuple[str, type]]:
    kinds: dict[str, set[type]] = {}
    for row in rows:
        for name, value in row.items():
            kinds.setdefault(name, set()).add(type(value))
    for name, found in kinds.items():
        yield name, next(iter(found)) if len(found) == 1 else (str if str in found else float)


def _values(element: "etree._Element", attributes: Attributes, keys: dict[str, str]) -> None:
    listed = etree.SubElement(element, f"{{{GEXF}}}attvalues")
    for name, value in attributes.items():
        etree.SubElement(listed, f"{{{GEXF}}}attvalue", {"for": keys[name], "value": str(value)})


def _rgb(colour: str) -> dict[str, str]:
    return {channel: str(int(colour[at : at + 2], 16)) for channel, at in (("r", 1), ("g", 3), ("b", 5))}
