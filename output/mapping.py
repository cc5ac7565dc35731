"""Formats of programs that map science: Pajek's .net, and the map and network files of VOSviewer.

Sources: V. Batagelj and A. Mrvar, Pajek reference manual; N. J. van Eck and L. Waltman, VOSviewer manual 1.6, "Map and
network files".
"""

from collections import defaultdict
from pathlib import Path

from output.files import write_text
from output.flat import Flat
from output.values import legal


def write_pajek(flat: Flat, path: Path) -> None:
    """Write vertices with their places and colours, and arcs weighted by statements and labelled with the relation."""
    number = {id: at for at, id in enumerate(flat.nodes, start=1)}
    lines = [f"*Vertices {len(number)}"]
    xs, ys = ([getattr(look, axis) for look in flat.looks.values()] or [0] for axis in "xy")
    for id, at in number.items():
        look = flat.looks[id]
        x, y = (_unit(value, values) for value, values in ((look.x, xs), (-look.y, [-v for v in ys])))
        lines.append(f"{at} {_quoted(str(flat.nodes[id]['label']))} {x} {y} 0.5000 ic RGB{look.colour[1:].upper()}")
    lines.append("*Arcs")
    for edge in flat.edges:
        label = _quoted(str(edge.attributes["label"]))
        lines.append(f"{number[edge.head]} {number[edge.tail]} {edge.attributes['weight']} l {label}")
    write_text(path, "\n".join([*lines, ""]))


def write_vosviewer(flat: Flat, path: Path) -> list[Path]:
    """Write `<name>_map.txt` and `<name>_network.txt`; return both.

    The map has id, label, place, cluster (the community), weights and scores (dates as years); the network has the
    pairs of linked entities and their strength, relations of both directions added.
    """
    stem = path.name.removesuffix(".vosviewer.txt")
    map_path, network_path = (path.with_name(f"{stem}_{kind}.txt") for kind in ("map", "network"))
    number = {id: at for at, id in enumerate(flat.nodes, start=1)}
    columns = {"mentions": "weight<Mentions>", "documents": "weight<Documents>", "pagerank": "score<PageRank>"}
    has_groups = any(attributes.get("community") for attributes in flat.nodes.values())
    used = {name: head for name, head in columns.items() if any(name in a for a in flat.nodes.values())}
    header = ["id", "label", "x", "y", *(["cluster"] if has_groups else []), *used.values()]
    rows = ["\t".join(header)]
    for id, attributes in flat.nodes.items():
        look = flat.looks[id]
        group = [str(attributes.get("community") or "")] if has_groups else []
        values = (str(attributes.get(name, "")) for name in used)
        place = (f"{look.x / 100:g}", f"{look.y / 100:g}")
        rows.append("\t".join([str(number[id]), _cell(str(attributes["label"])), *place, *group, *values]))
    write_text(map_path, "\n".join([*rows, ""]))
    strength: dict[tuple[int, int], int] = defaultdict(int)
    for edge in flat.edges:
        a, b = sorted((number[edge.head], number[edge.tail]))
        strength[a, b] += int(edge.attributes["weight"]) if a != b else 0
    links = (f"{a}\t{b}\t{weight}" for (a, b), weight in sorted(strength.items()) if weight)
    write_text(network_path, "\n".join([*links, ""]))
    return [map_path, network_path]


def _unit(value: float, values: list[int]) -> str:
    low, high = min(values), max(values)
    return f"{0.05 + 0.9 * (value - low) / (high - low) if high > low else 0.5:.4f}"


def _quoted(text: str) -> str:
    """Pajek knows no escape for a double quote: it becomes a Chinese one; lines stay lines."""
    return '"' + " ".join(legal(text).replace('"', "＂").split()) + '"'


def _cell(text: str) -> str:
    return " ".join(legal(text).split())
