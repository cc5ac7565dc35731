"""A graph in the format that a file name asks for."""

import json
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pandas as pd

from graph.measures import measure
from output import gexf, graphml, mapping, neo4j, plots, rdf, sheets
from output.files import write_text
from output.flat import Flat, flat_graph
from output.sheets import MissingLibrary

__all__ = ["WRITERS", "MissingLibrary", "UnknownFormat", "export"]

Writer = Callable[[Flat, Path], list[Path] | None]
"""Writes a graph; returns the files, where they are not just the one that was asked for."""


class UnknownFormat(ValueError):
    """A file name has an ending for which there is no format."""


def export(g: nx.MultiDiGraph, path: Path, *, measures: pd.DataFrame | None = None) -> list[Path]:
    """Write a graph in the format of the file's ending, one of `WRITERS` or of `output.plots`; return the files.

    Raises:
        UnknownFormat: the ending is none of these.
        MissingLibrary: the format needs a library that is not installed.
    """
    name = path.name.lower()
    if path.suffix.lower() in PICTURES:
        plots.save(plots.network_plot(g, measure(g) if measures is None else measures), path)
        return [path]
    ending = max((known for known in WRITERS if name.endswith(known)), key=len, default=None)
    if ending is None:
        known = ", ".join((*WRITERS, *PICTURES))
        raise UnknownFormat(f"{path.name}: no format ends in {path.suffix or 'nothing'!r}; known: {known}")
    return WRITERS[ending](flat_graph(g, measures), path) or [path]


def write_json(flat: Flat, path: Path) -> None:
    """Write a graph as node-link JSON, which `networkx.node_link_graph(…, edges="links")` and d3 read."""
    data = {
        "directed": True,
        "multigraph": True,
        "graph": {},
        "nodes": [{"id": id, **attributes} for id, attributes in flat.nodes.items()],
        "links": [{"source": e.head, "target": e.tail, "key": e.key, **e.attributes} for e in flat.edges],
    }
    write_text(path, json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def write_cytoscape(flat: Flat, path: Path) -> None:
    """Write a graph as Cytoscape JSON (cytoscape.js 3 and Cytoscape 3): elements with data and positions."""
    nodes = [
        {
            "data": {"id": id, "name": attributes["label"], **attributes, "size": flat.looks[id].size},
            "position": {"x": flat.looks[id].x, "y": -flat.looks[id].y},
        }
        for id, attributes in flat.nodes.items()
    ]
    edges = [
        {"data": {"id": f"e{n}", "source": e.head, "target": e.tail, "interaction": e.key, **e.attributes}}
        for n, e in enumerate(flat.edges)
    ]
    data = {"format_version": "1.0", "data": {"name": "Gangmu"}, "elements": {"nodes": nodes, "edges": edges}}
    write_text(path, json.dumps(data, ensure_ascii=False, indent=1) + "\n")


PICTURES = (".svg", ".png", ".pdf")
WRITERS: dict[str, Writer] = {
    ".graphml": graphml.write_flat,
    ".yed.graphml": graphml.write_yed,
    ".gexf": gexf.write_gexf,
    ".csv": sheets.write_gephi,
    ".json": write_json,
    ".cyjs": write_cytoscape,
    ".ttl": rdf.write_turtle,
    ".jsonld": rdf.write_json_ld,
    ".cypher": neo4j.write_cypher,
    ".neo4j.csv": neo4j.write_import,
    ".xlsx": sheets.write_workbook,
    ".parquet": sheets.write_parquet,
    ".net": mapping.write_pajek,
    ".vosviewer.txt": mapping.write_vosviewer,
}
"""The format of each file ending; the longest that fits is taken."""
