"""In a notebook, a graph that Gangmu built shows itself as its network page."""

import sys

import networkx as nx

from extract.schema import Schema


def show_graphs_in_notebooks() -> None:
    """Teach the notebook that is running, if one is, to show our graphs; all others look as before."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is not None:
        shell.display_formatter.formatters["text/html"].for_type(nx.MultiDiGraph, as_html)


def as_html(g: nx.MultiDiGraph) -> str | None:
    """Return the page of a graph in a sandboxed frame, or None for a graph that is none of ours."""
    if not isinstance(g.graph.get("schema"), Schema):
        return None
    from output.html import notebook_html

    return notebook_html(g)
