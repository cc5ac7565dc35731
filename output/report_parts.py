"""What a report is made of: sections of tables, plots and quotations, as data for `output.report` to render."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

import networkx as nx
import pandas as pd
from matplotlib.figure import Figure

from extract.schema import Schema
from extract.statement import Statement
from output.report_words import WORDS

LONGEST = 160
"""Characters of a sentence that are quoted."""
_QUOTED = ("head", "label", "tail", "modality", "counts", "sentence", "document")
"""What the table of quotations holds."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; a column is its label and whether it holds numbers."""

    columns: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    colour: str = ""
    heat: bool = False
    """Whether the numbers are a matrix to be coloured by size."""


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture, drawn when it is asked for; `says` describes it for those who cannot see it."""

    name: str
    says: str
    draw: Callable[[], Figure]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A relation with a sentence that states it; `mood` is its modality as an id, `modality` in words."""

    head: str
    label: str
    tail: str
    mood: str
    modality: str
    counts: str
    sentence: str
    document: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report."""

    title: str
    notes: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    plots: tuple[Plot, ...] = ()
    quotations: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """The report: title, one line on what it is, the corpus in figures, sections."""

    lang: str
    title: str
    lead: str
    figures: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...] = ()
    foot: str = ""

    def as_data(self) -> dict[str, Any]:
        """Return the report as plain data, plots left out."""
        sections = [asdict(replace(section, plots=())) for section in self.sections]
        return {"title": self.title, "lead": self.lead, "figures": dict(self.figures), "sections": sections}

    def as_frame(self) -> pd.DataFrame:
        """Return all cells of all tables, one in each row: `section`, `table`, `row` (from 1), `column`, `value`.

        The figures of the corpus stand first, without a section; quotations are tables with the columns of a relation.
        """
        cells = [("", "", 1, name, value) for name, value in self.figures]
        for section in self.sections:
            tables = [(t.title, tuple(label for label, _ in t.columns), t.rows) for t in section.tables]
            if section.quotations:
                tables.append(("", _QUOTED, tuple(tuple(getattr(q, n) for n in _QUOTED) for q in section.quotations)))
            for title, columns, rows in tables:
                for number, row in enumerate(rows, 1):
                    cells += [(section.title, title, number, *pair) for pair in zip(columns, row, strict=True)]
        return pd.DataFrame(cells, columns=["section", "table", "row", "column", "value"])


class Words:
    """Says things in the language of a report."""

    def __init__(self, lang: str, schema: Schema) -> None:
        self.lang = lang
        self._schema = schema

    def __call__(self, zh: str, en: str) -> str:
        """Return the one that is in the language."""
        return zh if self.lang == "zh" else en

    def text(self, key: str, **values: object) -> str:
        """Return a longer text of `WORDS`, filled in."""
        return self(*WORDS[key]).format(**values)

    def type(self, id: str) -> str:
        """Return the name of an entity type."""
        kind = self._schema.entities.get(id)
        return getattr(kind, self.lang) if kind else id

    def relation(self, id: str) -> str:
        """Return the name of a relation."""
        kind = self._schema.relations.get(id)
        return getattr(kind, self.lang) if kind else id

    def quotation(self, g: nx.MultiDiGraph, said: tuple[str, str, str], s: Statement, counts: str) -> Quotation:
        """Quote a statement of a relation, `said` as head's name, relation, tail's name; a long sentence is cut."""
        head, relation, tail = said
        sentence = s.sentence if len(s.sentence) <= LONGEST else f"{s.sentence[: LONGEST - 1]}…"
        title = next(d.title or d.id for d in g.graph["documents"] if d.id == s.head.doc_id)
        modality = self.modality(s.modality)
        return Quotation(head, self.relation(relation), tail, s.modality, modality, counts, sentence, title)

    def force(self, id: str) -> str:
        """Return the name of a force."""
        names = {
            "may": ("可以", "may"),
            "encouraged": ("鼓励", "encouraged"),
            "must": ("必须", "must"),
            "forbidden": ("禁止", "forbidden"),
        }
        return self(*names.get(id, ("一般倡议", "called for")))

    def modality(self, id: str) -> str:
        """Return the name of a modality."""
        names = {"asserted": ("陈述", "stated"), "proposed": ("倡议", "called for"), "negated": ("否定", "absent")}
        return self(*names[id])
