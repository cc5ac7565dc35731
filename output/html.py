"""The network page: one HTML file that needs nothing else, drawn by pyvis with a template of our own.

`page_html` fills a `pyvis.network.Network` with the most central part of the graph and renders it with pyvis; the whole
graph lies in the page as packed data (`output.page_data`), and `page/*.js` explore it. The page asks the network for
nothing: its Content Security Policy forbids all but its own two scripts, named by their hashes.
"""

import html
import os
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
from pyvis.network import Network

from extract.statement import MODALITIES
from output import page_data, page_evidence, page_view
from output.bundle import bundle, csp_hash, page_file, script, vendored
from output.files import write_beside
from output.force import Ints
from output.page_columns import Columns, clean, columns, positions

OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"borderWidth": 1, "borderWidthSelected": 1, "font": {"size": 0}},
    "edges": {"smooth": False, "arrows": {"to": {"enabled": True, "scaleFactor": 0.45}}, "selectionWidth": 0},
    "interaction": {
        "hover": True, "hoverConnectedEdges": False, "selectConnectedEdges": False, "tooltipDelay": 100_000,
        "keyboard": {"enabled": False, "bindToWindow": False}, "dragNodes": True, "zoomSpeed": 0.7,
    },
}  # fmt: skip
LANGUAGES = ("zh", "en")

_CAPS = ((None, None), (5, 10), (1, 2))
"""So many sentences for each relation and each entity; the first that fits is taken."""
_MOST_CHARACTERS = 11_000_000
"""Of sentences; more would make a page of over 20 MB."""


def write_html(g: nx.MultiDiGraph, path: str | os.PathLike[str], **options: Any) -> None:
    """Write the network page of a graph; written beside and renamed, so that no half of it is ever there.

    Args:
        g: a graph as `graph.build.build` makes it.
        path: where the page goes.
        options: those of `page_html`.
    """
    text = page_html(g, **options)
    with write_beside(Path(path)) as beside:
        beside.write_text(text, encoding="utf-8", newline="\n")


def page_html(
    g: nx.MultiDiGraph,
    *,
    measures: pd.DataFrame | None = None,
    lang: str = "zh",
    title: str = "",
    max_nodes: int | None = None,
) -> str:
    """Return the network page of a graph as text.

    Args:
        g: a graph as `graph.build.build` makes it.
        measures: the table of `graph.measures.measure`; computed where it is not given.
        lang: the language that the interface starts in, `zh` or `en`; the page has a switch.
        title: the heading; without one, the documents are named or counted.
        max_nodes: how many entities to show at first; by default all of up to 800, and 300 of more.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"unknown language {lang!r}; known: {', '.join(LANGUAGES)}")
    c = columns(g, measures)
    count = page_view.shown_at_first(len(c.ids)) if max_nodes is None else min(max(1, max_nodes), len(c.ids))
    places = positions(c, len(c.ids) if len(c.ids) <= page_view.ALL else count)
    evidence = _evidence(c)
    net = network(c, places, count)
    meta = _meta(c, evidence, lang, clean(title), count)
    return _render(net, meta, page_data.blocks(c, places, evidence))


def network(c: Columns, places: Ints, count: int) -> Network:
    """Return the pyvis network of the first view, its lists filled directly: pyvis's own adders are slow."""
    net = Network(directed=True, height="100%", width="100%", cdn_resources="in_line")
    net.nodes.extend(page_view.nodes(c, places, count))
    net.edges.extend(page_view.edges(c, count))
    net.node_ids.extend(node["id"] for node in net.nodes)
    net.node_map.update((node["id"], node) for node in net.nodes)
    net.options = OPTIONS
    return net


def notebook_html(g: nx.MultiDiGraph, *, height: int = 640, **options: Any) -> str:
    """Return the page in a sandboxed frame, for a notebook's cell.

    The frame may run the page's own scripts and save files, and cannot reach the notebook around it.
    """
    page = html.escape(page_html(g, **options), quote=True)
    style = f"width:100%;height:{int(height)}px;border:1px solid #8884;border-radius:8px"
    return f'<iframe sandbox="allow-scripts allow-downloads" title="Gangmu" style="{style}" srcdoc="{page}"></iframe>'


def _evidence(c: Columns) -> page_evidence.Evidence:
    """Gather the evidence; of a graph with very much, so much for each edge and entity that the page stays usable."""
    caps = ({"per_edge": per_edge, "per_node": per_node} for per_edge, per_node in _CAPS)
    chosen = next((cap for cap in caps if page_evidence.fits(c, **cap, room=_MOST_CHARACTERS)), None)
    last = dict(zip(("per_edge", "per_node"), _CAPS[-1], strict=True))
    return page_evidence.collect(c, **(chosen or last), room=_MOST_CHARACTERS)


def _meta(c: Columns, evidence: page_evidence.Evidence, lang: str, title: str, count: int) -> dict[str, Any]:
    """Return what the page must know before it unpacks the graph."""
    relations = [
        {"id": k.id, "zh": clean(k.zh), "en": clean(k.en), "layer": k.layer, "symmetric": k.symmetric}
        for k in c.relation_types
    ]
    return {
        "lang": lang,
        "title": title,
        "types": [
            {"id": k.id, "zh": clean(k.zh), "en": clean(k.en), "colour": k.colour, "shape": k.shape}
            for k in c.entity_types
        ],
        "relations": relations,
        "layers": list(dict.fromkeys(k["layer"] for k in relations)),
        "modalities": list(MODALITIES),
        "forces": list(page_evidence.FORCES),
        "counts": {"nodes": len(c.ids), "edges": len(c.edges), "documents": len(evidence.documents)},
        "shown": count,
        "leftOut": evidence.left_out,
        "chunk": page_data.CHUNK,
    }


def _render(net: Network, meta: dict[str, Any], blocks: dict[str, str]) -> str:
    """Render the page with pyvis and our template."""
    scripts = [script(vendored("vis-network.min.js")), script(bundle())]
    allowed = " ".join(csp_hash(text) for text in scripts)
    policy = (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    with as_file(files("output") / "page") as folder:
        net.set_template_dir(str(folder), "template.html.j2")
        net.templateEnv.autoescape = True
        net.templateEnv.globals.update(
            meta=meta, blocks=blocks, scripts=scripts, policy=policy, css=page_file("style.css"), look=net.options
        )
        return str(net.generate_html())
