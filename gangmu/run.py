"""How a build is run: find the sources, read and extract each (in one process or several), reduce once, write.

Reading and extracting one source depends on nothing else, so that the result is the same whatever the number of
processes and the order they finish in. What fails is collected by name and reason, and never stops the others.
"""

import gc
import logging
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

import networkx as nx
import pandas as pd
from spacy.language import Language

from corpus.document import Document, Failure
from corpus.read import Source, find, read_source
from extract.lexicon import load_lexicon
from extract.pipeline import extract, load
from extract.schema import Schema, load_schema
from extract.statement import Extraction
from graph.build import build
from graph.cooccurrence import add_cooccurrence
from graph.measures import measure
from graph.stability import RESAMPLES, resample, with_bars
from output.graphml import write_graphml
from output.html import write_html
from output.manifest import write_manifest
from output.report import write_report
from output.tables import write_tables

logger = logging.getLogger(__name__)

Cooccurrence = Literal["", "sentence", "paragraph"]
RARELY = 50_000
"""Objects made before the garbage collector looks, instead of 700."""
SIGNIFICANT = 0.05
"""The false discovery rate of pairs that occur together."""
CHUNK = 8
"""Sources handed to a worker at a time."""
WORTH_A_WORKER = 40
"""Fewer sources than this are done sooner in one process than another can be started."""

Progress = Callable[[int, int], None]
"""Called with the number of sources done, and of all."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a build is asked for. The results depend on these and on the sources alone, not on `jobs`."""

    schema: Path | None = None
    lexicons: tuple[Path, ...] = ()
    types: tuple[str, ...] | None = None
    relations: tuple[str, ...] | None = None
    min_weight: int = 1
    confidence: float = 0.0
    """The least of a statement, where models judge."""
    text_column: str | None = None
    model: bool = True
    cooccurrence: Cooccurrence = ""
    """What counts as together: nothing, a `sentence` or a `paragraph`."""
    resamples: int = RESAMPLES
    """How often documents are drawn anew for error bars; 0 for none."""
    jobs: int = 0
    """Processes; 0 for as many as there are cores and work for."""
    lang: str = "zh"
    title: str = ""
    """The heading of the page and of the report."""


@dataclass(slots=True)
class Build:
    """A finished build: the graph, its measures, and what could not be read."""

    graph: nx.MultiDiGraph
    measures: pd.DataFrame
    failures: list[Failure] = field(default_factory=list)


Read = tuple[Document, int, Extraction] | Failure
"""A document without its text, the number of its characters, and what was extracted from it."""


class NothingRead(RuntimeError):
    """No source could be read; `failures` say why."""

    def __init__(self, failures: Sequence[Failure]) -> None:
        self.failures = list(failures)
        super().__init__("nothing could be read" if failures else "there is nothing to read")


def run(sources: Iterable[Path | str], options: Options = Options(), progress: Progress | None = None) -> Build:
    """Read and extract all sources, and build and measure their graph.

    Raises:
        NothingRead: not one document could be read.
        SchemaError, WordListError, UnknownType: an option is wrong.
    """
    schema = load_schema(options.schema)
    known = load_lexicon(options.lexicons, types=schema.entities).known()
    documents: list[Document] = []
    extractions: list[Extraction] = []
    failures: list[Failure] = []
    chars: dict[str, int] = {}
    for item in _read_all(find(sources, text_column=options.text_column), options, progress):
        if isinstance(item, Failure):
            failures.append(item)
            continue
        document, size, extraction = item
        documents.append(document)
        extractions.append(extraction)
        chars[document.id] = size
    failures.sort(key=lambda f: (f.source, f.reason))
    if not documents:
        raise NothingRead(failures)
    return Build(*_reduce(documents, extractions, chars, schema, known, options), failures)


def write_build(build: Build, out: Path, options: Options = Options()) -> None:
    """Write a build into a folder: the page, the GraphML file, the tables, the report, the manifest.

    Each file is written beside its target and renamed: what an earlier build left stays whole until it is replaced.
    """
    g, measures = build.graph, build.measures
    write_tables(out / "tables", g, measures)
    write_graphml(g, out / "graph.graphml", measures=measures)
    write_html(g, out / "graph.html", measures=measures, lang=options.lang, title=options.title)
    write_report(g, out / "report.html", measures=measures, lang=options.lang, title=options.title)
    write_manifest(out / "manifest.json", g, failures=build.failures, options=_recorded(options), measures=measures)


def _reduce(
    documents: list[Document],
    extractions: list[Extraction],
    chars: Mapping[str, int],
    schema: Schema,
    known: Mapping[tuple[str, str], str],
    options: Options,
) -> tuple[nx.MultiDiGraph, pd.DataFrame]:
    filters: dict[str, Collection[str] | None] = {"types": options.types, "relations": options.relations}
    g = build(documents, extractions, schema, known=known, min_weight=options.min_weight, **filters)
    g.graph["chars"] = dict(sorted(chars.items()))
    if options.cooccurrence:
        add_cooccurrence(g, window=1 if options.cooccurrence == "sentence" else "paragraph", max_q=SIGNIFICANT)
    return g, measured(g, resamples=options.resamples)


def measured(g: nx.MultiDiGraph, *, resamples: int = RESAMPLES) -> pd.DataFrame:
    """Return the measures of a graph, with error bars for those that are cheap to take again."""
    frame = measure(g)
    return with_bars(frame, resample(g, resamples=resamples)) if resamples else frame


def _recorded(options: Options) -> dict[str, object]:
    """Return the options that a result depends on, without paths of this machine."""
    return {
        "schema": options.schema.name if options.schema else "",
        "lexicons": [path.name for path in options.lexicons],
        "types": list(options.types or ()),
        "relations": list(options.relations or ()),
        "min_weight": options.min_weight,
        "confidence": options.confidence,
        "text_column": options.text_column or "",
        "model": options.model,
        "cooccurrence": options.cooccurrence,
        "resamples": options.resamples,
    }


def _read_all(sources: Sequence[Source], options: Options, progress: Progress | None) -> Iterator[Read]:
    jobs = options.jobs or (min(os.cpu_count() or 1, 8) if len(sources) >= WORTH_A_WORKER else 1)
    for done, items in enumerate(_mapped(sources, options, jobs), start=1):
        yield from items
        if progress is not None:
            progress(done, len(sources))


def _mapped(sources: Sequence[Source], options: Options, jobs: int) -> Iterator[list[Read]]:
    """Yield what each source gave, in the order of the sources."""
    if jobs <= 1:
        nlp = _pipeline(options)
        with collecting_rarely():
            yield from (_read_one(source, nlp) for source in sources)
        return
    # A fresh interpreter for each worker: forking one that has threads (progress bars, numpy's) can hang.
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_start_worker, initargs=(options,))
    with pool:
        yield from pool.map(_work, sources, chunksize=CHUNK)


def collect_rarely() -> None:
    """Let the garbage collector pass over word lists and models, and look seldom: that saves a tenth of the time.

    An extraction makes many small tuples, and no cycles that would have to be found.
    """
    gc.freeze()
    gc.set_threshold(RARELY, *gc.get_threshold()[1:])


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """Do so for a while."""
    before = gc.get_threshold()
    collect_rarely()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _pipeline(options: Options) -> Language:
    return load(schema=options.schema, lexicons=options.lexicons, model=options.model, confidence=options.confidence)


_worker: dict[str, Language] = {}
"""The pipeline of a worker process: loaded once, since it cannot be pickled."""


def _start_worker(options: Options) -> None:
    _worker["nlp"] = _pipeline(options)
    collect_rarely()


def _work(source: Source) -> list[Read]:
    return _read_one(source, _worker["nlp"])


def _read_one(source: Source, nlp: Language) -> list[Read]:
    """Read and extract the documents of one source; an error in one of them is its failure alone."""
    found: list[Read] = []
    for item in read_source(source):
        found.append(item if isinstance(item, Failure) else _extracted(item, nlp))
    return found


def _extracted(document: Document, nlp: Language) -> Read:
    try:
        extraction = extract(document, nlp)
    except Exception as error:  # a text that breaks a rule must not lose the work on all others
        logger.exception("%s: extraction failed", document.id)
        return Failure(document.id, f"extraction failed: {type(error).__name__}: {error}")
    return replace(document, text=""), len(document.text), extraction
