"""Plots for the report and for pictures of the network, with Chinese on every machine.

Text is drawn as paths from a font that lies beside (`output/fonts`), so that a plot looks the same everywhere; the same
data gives the same bytes.
"""

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import matplotlib
import networkx as nx
import numpy as np
import pandas as pd
from matplotlib import font_manager
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from output.files import write_beside
from output.page_columns import Columns, columns, positions
from output.page_view import drawn_as

INK, SOFT, LINE, ACCENT = "#1d2328", "#5c6770", "#d9dee2", "#0b5c8a"
PICTURED, NAMED = 80, 40
"""Entities in the network's picture, and how many of them have their name beside them."""
_NAME_SIZE = 6.5
_FONTS = ("DejaVu Sans", "Droid Sans Fallback")
_STYLE: Any = {
    "font.family": list(_FONTS),
    "font.size": 9,
    "text.color": INK,
    "axes.edgecolor": LINE,
    "axes.labelcolor": SOFT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.unicode_minus": False,
    "xtick.color": SOFT,
    "ytick.color": INK,
    "svg.fonttype": "path",
    "svg.hashsalt": "gangmu",
    "path.simplify": False,
}
_METADATA = {"svg": {"Date": None, "Creator": None}, "png": {"Software": None}, "pdf": {"CreationDate": None}}


class NoPicture(ValueError):
    """A file name has an ending for which there is no picture format."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a dot plot: a name, its value, and the interval it lies in."""

    name: str
    value: float
    low: float
    high: float
    colour: str = ACCENT


@dataclass(frozen=True, slots=True)
class Trend:
    """A line over time: a value and an interval for each point."""

    name: str
    points: Sequence[str]
    values: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]
    colour: str = ACCENT


def svg(figure: Figure) -> str:
    """Return a figure as an SVG element for a page, without the XML declaration."""
    stream = io.StringIO()
    with _styled():
        figure.savefig(stream, format="svg", metadata=_METADATA["svg"], transparent=True)
    text = stream.getvalue()
    return text[text.index("<svg") :]


def png(figure: Figure, *, dpi: int = 200) -> bytes:
    """Return a figure as a PNG picture."""
    stream = io.BytesIO()
    with _styled():
        figure.savefig(stream, format="png", dpi=dpi, metadata=_METADATA["png"])
    return stream.getvalue()


def save(figure: Figure, path: Path) -> None:
    """Write a figure as .svg, .png or .pdf.

    Raises:
        NoPicture: the ending is none of these.
    """
    kind = path.suffix.lower().removeprefix(".")
    if kind not in _METADATA:
        raise NoPicture(f"{path.name}: pictures end in {', '.join(f'.{k}' for k in _METADATA)}")
    with _styled(), write_beside(path) as beside:
        figure.savefig(beside, format=kind, dpi=200, metadata=_METADATA[kind])


def dot_plot(bars: Sequence[Bar], *, label: str, log: bool = False) -> Figure:
    """Draw values with their intervals, one below the other, the first on top.

    Args:
        bars: the rows.
        label: what the axis says.
        log: whether the axis is logarithmic.
    """
    with _styled():
        figure = Figure(figsize=(7.2, 0.55 + 0.24 * len(bars)), layout="constrained")
        axes = figure.add_subplot()
        rows = np.arange(len(bars))[::-1]
        axes.hlines(rows, [b.low for b in bars], [b.high for b in bars], colors=[b.colour for b in bars], lw=2.2)
        axes.scatter([b.value for b in bars], rows, c=[b.colour for b in bars], s=26, zorder=3)
        axes.set_yticks(rows, [_short(b.name, 16) for b in bars])
        axes.tick_params(axis="y", length=0)
        axes.set_ylim(-0.7, len(bars) - 0.3)
        axes.grid(axis="x", color=LINE, lw=0.6)
        axes.set_axisbelow(True)
        axes.spines["left"].set_visible(False)
        axes.set_xlabel(label)
        if log:
            axes.set_xscale("log")
            axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
            axes.xaxis.set_minor_formatter(lambda *_: "")
    return figure


def trends(lines: Sequence[Trend], *, label: str) -> Figure:
    """Draw small plots side by side, one for each line, on one scale, with the interval as a band."""
    across = min(3, max(1, len(lines)))
    down = -(-len(lines) // across)
    with _styled():
        figure = Figure(figsize=(7.2, 0.3 + 1.75 * down), layout="constrained")
        for number, line in enumerate(lines):
            axes = figure.add_subplot(down, across, number + 1)
            at = np.arange(len(line.points))
            if len(at) > 1:
                axes.fill_between(at, line.low, line.high, color=line.colour, alpha=0.18, lw=0)
            else:
                axes.vlines(at, line.low, line.high, colors=line.colour, lw=2, alpha=0.4)
            axes.plot(at, line.values, color=line.colour, marker="o", ms=3.2, lw=1.6)
            axes.set_title(_short(line.name, 14), loc="left", fontsize=9)
            step = max(1, -(-len(at) // 5))
            axes.set_xticks(at[::step], [_short(point, 8) for point in line.points[::step]], fontsize=7)
            axes.set_ylim(0, None)
            axes.yaxis.set_major_formatter(lambda value, _: f"{100 * value:.3g}%")
            axes.tick_params(axis="y", labelsize=7, length=0)
            axes.grid(axis="y", color=LINE, lw=0.6)
            if number % across == 0:
                axes.set_ylabel(label, fontsize=7)
    return figure


def network_plot(g: nx.MultiDiGraph, measures: pd.DataFrame, *, most: int = PICTURED, named: int = NAMED) -> Figure:
    """Draw the most central entities and the stated relations between them, coloured by type.

    Solid lines: stated; dashed: called for; dotted: absent. The positions are those of the network page.
    """
    c = columns(_core(g, measures, most), measures)
    with _styled():
        figure = Figure(figsize=(7.2, 5.2), layout="constrained")
        axes = figure.add_subplot()
        axes.set_axis_off()
        if c.ids:
            points = positions(c, len(c.ids)).astype(float) * (1, -1)
            _draw(axes, c, points)
            figure.draw_without_rendering()
            _name(axes, c, points, named)
    return figure


def _draw(axes, c: Columns, points: np.ndarray) -> None:  # type: ignore[no-untyped-def]
    looks = {"asserted": "solid", "proposed": (0, (4, 2)), "negated": (0, (1, 2))}
    for modality, style in looks.items():
        chosen = [i for i, edge in enumerate(c.edges) if drawn_as(edge) == modality]
        ends = [(points[c.heads[i]], points[c.tails[i]]) for i in chosen]
        axes.add_collection(LineCollection(ends, colors="#9aa5ad", linewidths=0.7, linestyles=[style], zorder=1))
    colours = {kind.id: kind.colour for kind in c.entity_types}
    nodes = [c.g.nodes[id] for id in c.ids]
    filled = [colours[node["type"]] for node in nodes]
    axes.scatter(*points.T, s=_size(c), c=filled, edgecolors="white", linewidths=0.6, zorder=2)
    axes.autoscale_view()
    axes.margins(0.06)
    axes.set_aspect("equal", adjustable="datalim")
    for kind in c.entity_types:
        if any(node["type"] == kind.id for node in nodes):
            axes.scatter([], [], c=kind.colour, s=30, label=f"{kind.zh} {kind.en}")
    axes.legend(loc="upper left", fontsize=6.5, frameon=False, ncols=6, bbox_to_anchor=(0, 1.04), handletextpad=0.2)


def _name(axes, c: Columns, points: np.ndarray, most: int) -> None:  # type: ignore[no-untyped-def]
    """Write the names of the most central entities below them, where no other name stands already."""
    places = axes.transData.transform(points) * 72 / axes.figure.dpi
    taken: list[tuple[float, float, float]] = []
    for at, (x, y) in enumerate(places.tolist()):
        name = _short(c.g.nodes[c.ids[at]]["label"], 12)
        drop = 2 + _size(c)[at] ** 0.5 / 2
        half = _NAME_SIZE * sum(1 if ord(sign) > 0x2E80 else 0.6 for sign in name) / 2
        clear = all(abs(x - x2) > half + half2 or abs(y - drop - y2) > _NAME_SIZE * 1.3 for x2, y2, half2 in taken)
        if clear and len(taken) < most:
            taken.append((x, y - drop, half))
            style = {"ha": "center", "va": "top", "fontsize": _NAME_SIZE, "zorder": 3}
            text = axes.annotate(name, points[at], (0, -drop), textcoords="offset points", **style)
            text.set_bbox({"facecolor": "white", "alpha": 0.72, "edgecolor": "none", "pad": 0.4})


def _size(c: Columns) -> np.ndarray:
    size: np.ndarray = (c.radii / c.radii.max() * 13) ** 2
    return size


def _core(g: nx.MultiDiGraph, measures: pd.DataFrame, most: int) -> nx.MultiDiGraph:
    """Return the graph of the strongest entities and the stated relations between them, without loose ones."""
    ranked = measures.sort_index().sort_values("weighted_degree", ascending=False, kind="stable").index[:most]
    part = nx.MultiDiGraph(**g.graph)
    kept = set(ranked)
    edges = [
        (h, t, key, d)
        for h, t, key, d in g.edges(keys=True, data=True)
        if d["layer"] == "stated" and h in kept and t in kept
    ]
    linked = {end for h, t, *_ in edges for end in (h, t)}
    part.add_nodes_from((id, g.nodes[id]) for id in ranked if id in linked)
    part.add_edges_from(edges)
    return part


def _short(text: str, most: int) -> str:
    """Shorten a name, and take the signs out that matplotlib would read as mathematics."""
    text = "".join(c if c.isprintable() else " " for c in text).replace("$", "＄")
    return text if len(text) <= most else f"{text[: most - 1]}…"


@contextmanager
def _styled() -> Iterator[None]:
    _load_font()
    with matplotlib.rc_context(_STYLE), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        yield


@cache
def _load_font() -> None:
    """Make our font known to matplotlib, and forget a copy on the machine, which may have other characters."""
    known = font_manager.fontManager
    known.ttflist = [font for font in known.ttflist if font.name != _FONTS[1]]
    with as_file(files("output") / "fonts" / "droid-sans-fallback.ttf") as path:
        known.addfont(path)
