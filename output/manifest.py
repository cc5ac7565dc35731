"""The manifest of a build: what went in, by which versions and options, and what came out. No time, no path."""

import json
import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd

from corpus.document import Failure
from output.files import write_text

LIBRARIES = ("graspologic-native", "matplotlib", "networkx", "numpy", "pandas", "pyvis", "rjieba", "spacy")


def write_manifest(
    path: Path, g: nx.MultiDiGraph, *, failures: Sequence[Failure] = (), options: Mapping[str, object] | None = None,
    measures: pd.DataFrame | None = None,
) -> None:
    """Write the manifest of a build as JSON; the same build gives the same bytes."""
    data = manifest(g, failures=failures, options=options, measures=measures)
    write_text(path, json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def manifest(
    g: nx.MultiDiGraph, *, failures: Sequence[Failure] = (), options: Mapping[str, object] | None = None,
    measures: pd.DataFrame | None = None,
) -> dict[str, Any]:
    """Return the manifest as plain data."""
    return {
        "gangmu": version("gangmu"),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
        "options": dict(options or {}),
        "counts": _counts(g),
        "measures": {} if measures is None else _rounded(measures.attrs),
        "inputs": [{"id": d.id, "sha256": d.sha256} for d in g.graph["documents"]],
        "failures": [{"source": f.source, "reason": f.reason} for f in failures],
    }


def _rounded(value: Any) -> Any:
    """Keep of numbers what is the same on every machine."""
    if isinstance(value, dict):
        return {key: _rounded(part) for key, part in value.items()}
    return float(f"{value:.9g}") if isinstance(value, float) else value


def _counts(g: nx.MultiDiGraph) -> dict[str, Any]:
    return {
        "documents": len(g.graph["documents"]),
        "characters": sum(g.graph.get("chars", {}).values()),
        "mentions": sum(map(len, g.graph["mentions"].values())),
        "entities": g.number_of_nodes(),
        "relations": g.number_of_edges(),
        "statements": sum(d["weight"] for *_, d in g.edges(data=True) if d.get("evidence")),
        "entities by type": dict(Counter(d["type"] for _, d in g.nodes(data=True))),
        "relations by type": dict(Counter(d["relation"] for *_, d in g.edges(data=True))),
        "statements left out": g.graph.get("dropped", {}),
    }
