"""Comparing builds, or groups of the documents of one: what the command, the report and Python users ask for."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import networkx as nx
import pandas as pd

from graph.compare import Comparison, compare
from graph.shares import shares
from graph.subset import groups, restrict
from output.comparison import group_sections, page, pair_sections, write_frames
from output.report import write_content
from output.report_parts import Section


@dataclass(frozen=True, slots=True)
class Compared:
    """Texts in groups, compared: two of them closely (`pair`), more by how often each names what (`shares`)."""

    parts: Mapping[str, nx.MultiDiGraph]
    by: str
    pair: Comparison | None
    shares: pd.DataFrame | None

    @property
    def main(self) -> pd.DataFrame:
        """The table of entities."""
        if self.pair is not None:
            return self.pair.entities
        assert self.shares is not None
        return self.shares

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """All tables, by name."""
        if self.pair is not None:
            return {"entities": self.pair.entities, "relations": self.pair.relations}
        return {"shares": self.main}

    def sections(self, lang: str) -> tuple[Section, ...]:
        """Return what was found, as sections of a report."""
        if self.pair is not None:
            a, b = self.parts.values()
            return pair_sections(self.pair, a, b, lang=lang)
        return group_sections(self.main, self.parts, by=self.by, lang=lang)


def compare_builds(
    a: nx.MultiDiGraph, b: nx.MultiDiGraph, *, names: tuple[str, str] = ("A", "B"), measure: str = "pagerank"
) -> Compared:
    """Compare two graphs closely (see `graph.compare`)."""
    return Compared(dict(zip(names, (a, b), strict=True)), "", compare(a, b, names=names, by=measure), None)


def compare_groups(g: nx.MultiDiGraph, by: str, *, only: Collection[str] = (), measure: str = "pagerank") -> Compared:
    """Compare groups of the documents of a graph: two closely, more by their shares (see `graph.shares`).

    Args:
        g: a graph as `graph.build.build` makes it.
        by: `year`, `decade`, `issuer`, `document`, or a field of the documents.
        only: these groups alone; for years also spans such as `2003-2012`.
        measure: the measure whose ranks are compared.

    Raises:
        UnknownGroup: no document has such a field, or is in such a group.
    """
    parts = {name: restrict(g, ids) for name, ids in groups(g.graph["documents"], by, only=only).items()}
    if len(parts) == 2:
        first, second = parts
        return Compared(parts, by, compare(*parts.values(), names=(first, second), by=measure), None)
    return Compared(parts, by, None, shares(parts))


def write(found: Compared, folder: Path, *, lang: str = "zh") -> list[Path]:
    """Write a comparison into a folder: `compare.html` and its tables; return the files."""
    title = " — ".join(found.parts) if len(found.parts) <= 4 else f"{len(found.parts)} × {found.by}"
    path = folder / "compare.html"
    write_content(page(found.sections(lang), title=title, lang=lang), path)
    write_frames(folder, found.frames)
    return [path, *(folder / f"{name}.csv" for name in found.frames)]
