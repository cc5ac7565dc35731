"""The functions that `import gangmu` gives."""

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd

from corpus.document import Document, Failure
from corpus.read import read as read_sources
from extract.pipeline import extract as extract_one
from extract.pipeline import load as load_pipeline
from extract.statement import Extraction
from gangmu.comparing import Compared, compare_builds, compare_groups
from gangmu.notebook import show_graphs_in_notebooks
from gangmu.run import Build, Cooccurrence, Options, measured, run, write_build
from graph.measures import measure as measure_graph
from graph.projection import Weight
from graph.stability import resample as resample_graph
from output.export import export as export_graph
from output.report import write_report
from output.store import read_graph
from output.tables import read_tables

logger = logging.getLogger(__name__)

Sources = str | Path | Iterable[str | Path]

show_graphs_in_notebooks()


def read(sources: Sources, *, text_column: str | None = None) -> list[Document]:
    """Read documents from files, folders, archives or tables; what cannot be read is logged as a warning.

    Args:
        sources: a path, or several.
        text_column: the column of a table that holds the text; left out, it is found by its name.
    """
    documents = []
    for item in read_sources(_listed(sources), text_column=text_column):
        if isinstance(item, Failure):
            logger.warning("%s: %s", item.source, item.reason)
        else:
            documents.append(item)
    return documents


def extract(
    documents: Document | Sequence[Document], *, lexicons: Sources = (), model: bool = True
) -> list[Extraction]:
    """Extract mentions and statements from documents.

    Args:
        documents: one, or several.
        lexicons: CSV files of your own names (name, type, aliases).
        model: whether the statistical tagger helps the rules.
    """
    nlp = load_pipeline(lexicons=map(Path, _listed(lexicons)), model=model)
    return [extract_one(d, nlp) for d in ([documents] if isinstance(documents, Document) else documents)]


def build(
    sources: Sources,
    *,
    schema: str | Path | None = None,
    lexicons: Sources = (),
    types: Iterable[str] | None = None,
    relations: Iterable[str] | None = None,
    min_weight: int = 1,
    confidence: float = 0.0,
    model: bool = True,
    cooccurrence: Cooccurrence = "",
    jobs: int = 1,
) -> nx.MultiDiGraph:
    """Build the knowledge graph of texts.

    Args:
        sources: a path of a file, folder, archive or table, or several.
        schema: your own entity and relation types, a TOML file.
        lexicons: CSV files of your own names (name, type, aliases).
        types, relations: keep only these types of entities and of relations.
        min_weight: keep only relations stated at least so often.
        confidence: keep only statements at least so sure, from 0 to 1, where models judge.
        model: whether the statistical tagger helps the rules.
        cooccurrence: add a layer of what is mentioned together in a `sentence` or a `paragraph`.
        jobs: processes. With more than one, the calling script needs `if __name__ == "__main__":`.

    Returns:
        A graph as `graph.build` describes it; `g.graph["failures"]` lists what could not be read.

    Raises:
        NothingRead: not one document could be read.
    """
    options = Options(
        schema=None if schema is None else Path(schema),
        lexicons=tuple(map(Path, _listed(lexicons))),
        types=None if types is None else tuple(types),
        relations=None if relations is None else tuple(relations),
        min_weight=min_weight,
        confidence=confidence,
        model=model,
        cooccurrence=cooccurrence,
        jobs=jobs,
    )
    built = run(_listed(sources), options)
    built.graph.graph["failures"] = built.failures
    return built.graph


def measure(
    g: nx.MultiDiGraph,
    *,
    layer: str | None = "stated",
    types: Iterable[str] | None = None,
    directed: bool = True,
    weight: Weight = "statements",
) -> pd.DataFrame:
    """Measure how central each entity is; a measure a column (see `graph.measures`).

    Args:
        g: a graph.
        layer: `stated`, `structure`, `cooccurrence`, or None for all together.
        types: measure the network of these types of entities alone.
        directed: whether edges keep their direction.
        weight: what makes an edge strong: the number of `statements`, or of `documents`.
    """
    chosen = None if types is None else tuple(types)
    return measure_graph(g, layer=layer, types=chosen, directed=directed, weight=weight)


def resample(g: nx.MultiDiGraph, measures: Iterable[str] = ("pagerank",), **options: Any) -> pd.DataFrame:
    """Return error bars of measures: each entity's rank interval, and how often it stays among the first 20.

    Args:
        g: a graph.
        measures: columns of `measure`.
        options: those of `graph.stability.resample`.
    """
    return resample_graph(g, tuple(measures), **options)


def compare(
    g: nx.MultiDiGraph,
    other: nx.MultiDiGraph | None = None,
    *,
    by: str = "",
    only: Sequence[str] = (),
    measure: str = "pagerank",
) -> Compared:
    """Compare two graphs, or groups of the documents of one.

    Args:
        g: a graph.
        other: another; without it the documents of `g` are grouped.
        by: `year`, `decade`, `issuer`, `document`, or a field of the documents.
        only: these groups alone; for years also spans such as `2003-2012`.
        measure: the measure whose ranks are compared.

    Returns:
        What was found: `pair` for two (see `graph.compare`), `shares` for more (see `graph.shares`).

    Raises:
        ValueError: neither `other` nor `by` is given, or both.
        UnknownGroup: no document has such a field, or is in such a group.
    """
    if (other is None) == (not by):
        raise ValueError("compare needs either another graph or `by`")
    if other is not None:
        return compare_builds(g, other, measure=measure)
    return compare_groups(g, by, only=only, measure=measure)


def export(g: nx.MultiDiGraph, path: str | Path) -> list[Path]:
    """Write a graph with its measures in the format of the file's ending (see `output.export`); return the files."""
    return export_graph(g, Path(path), measures=measure_graph(g))


def report(g: nx.MultiDiGraph, path: str | Path, *, lang: str = "zh", title: str = "") -> None:
    """Write the report of a graph as .html, .md or .docx."""
    write_report(g, Path(path), measures=measured(g), lang=lang, title=title)


def write(g: nx.MultiDiGraph, out: str | Path, *, lang: str = "zh") -> None:
    """Write the page, GraphML, tables, report and manifest of a graph into a folder."""
    write_build(Build(g, measured(g), g.graph.get("failures", [])), Path(out), Options(lang=lang))


def load(out: str | Path) -> nx.MultiDiGraph:
    """Read the graph back from a folder that `write` or `gangmu build` wrote."""
    return read_graph(Path(out))


def tables(out: str | Path) -> dict[str, pd.DataFrame]:
    """Read the tables of such a folder as DataFrames, by name."""
    return read_tables(Path(out))


def _listed(sources: Sources) -> list[str | Path]:
    return [sources] if isinstance(sources, (str, Path)) else list(sources)
