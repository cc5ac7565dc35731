"""Tables of the graph for other programs: a workbook for Excel, columns for Parquet, node and edge lists for Gephi."""

import csv
import logging
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from output.cells import cell
from output.files import undate, write_beside
from output.flat import Flat
from output.values import legal

logger = logging.getLogger(__name__)

_HEAD = {"font": Font(bold=True, color="FFFFFF"), "fill": PatternFill("solid", fgColor="0B5C8A")}
_WIDTHS = {"sentence": 80, "label": 28, "name": 28, "head": 28, "tail": 28, "aliases": 30, "reasons": 40, "title": 50}
MOST_CHARACTERS, MOST_ROWS = 32_767, 1_048_576
"""What a cell and a sheet of Excel can hold."""


class MissingLibrary(ImportError):
    """A format needs a library that is not installed."""


def write_workbook(flat: Flat, path: Path) -> None:
    """Write an Excel workbook: sheets for entities, relations, statements with their sentences, and documents.

    Headers are frozen and filtered. Texts are cells of text, so that none is run as a formula; what is longer than a
    cell holds is cut; rows beyond what a sheet holds are left out, with a warning.
    """
    book = Workbook(write_only=True)
    book.properties.creator = "Gangmu"
    for name, rows in _sheets(flat).items():
        columns = list(dict.fromkeys(key for row in rows for key in row))
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "B2"
        for number, column in enumerate(columns, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(column, 14)
        shown = rows[: MOST_ROWS - 1]
        if len(shown) < len(rows):
            left = f"{len(rows) - len(shown)} of {len(rows)} rows"
            logger.warning("%s: no room in a sheet for %s of %r; .csv and .parquet hold all", path, left, name)
        sheet.auto_filter.ref = f"A1:{get_column_letter(max(1, len(columns)))}{len(shown) + 1}"
        sheet.append([_excel(sheet, column, head=True) for column in columns])
        for row in shown:
            sheet.append([_excel(sheet, row.get(column)) for column in columns])
    with write_beside(path) as beside:
        book.save(beside)
        undate(beside)


def write_parquet(flat: Flat, path: Path) -> list[Path]:
    """Write `<name>.nodes.parquet`, `<name>.edges.parquet` and `<name>.statements.parquet`; return them.

    Raises:
        MissingLibrary: pyarrow is not installed.
    """
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise MissingLibrary("Parquet needs pyarrow: pip install 'gangmu[parquet]'") from None
    sheets = _sheets(flat)
    written = []
    for kind, sheet in (("nodes", "entities"), ("edges", "relations"), ("statements", "statements")):
        target = path.with_name(f"{path.stem}.{kind}.parquet")
        with write_beside(target) as beside:
            pd.DataFrame(sheets[sheet]).to_parquet(beside, engine="pyarrow", index=False)
        written.append(target)
    return written


def write_gephi(flat: Flat, path: Path) -> list[Path]:
    """Write the edges as a table that Gephi imports, and the nodes as `<name>.nodes.csv`; return both."""
    edges = [{"Source": e.head, "Target": e.tail, "Type": "Directed", **e.attributes} for e in flat.edges]
    nodes = [{"Id": id, **attributes} for id, attributes in flat.nodes.items()]
    beside = path.with_suffix(".nodes.csv")
    _write_records(path, edges, ("Source", "Target", "Type"))
    _write_records(beside, nodes, ("Id",))
    return [path, beside]


def _sheets(flat: Flat) -> dict[str, list[dict[str, Any]]]:
    label = {id: attributes["label"] for id, attributes in flat.nodes.items()}
    relations: list[dict[str, Any]] = []
    statements: list[dict[str, Any]] = []
    for edge in flat.edges:
        ends = {"head_id": edge.head, "tail_id": edge.tail, "head": label[edge.head], "tail": label[edge.tail]}
        relations.append(ends | edge.attributes)
        for s in flat.g.edges[edge.head, edge.tail, edge.key].get("evidence", ()):
            said = {"modality": s.modality, "force": s.force, "sentence": legal(s.sentence), "doc_id": s.head.doc_id}
            made = {"start": s.start, "end": s.end, "rule": s.rule, "confidence": s.confidence}
            statements.append({**ends, "relation": edge.key, **said, **made})
    documents = [
        {"doc_id": d.id, "title": legal(d.title), "issuer": d.issuer, "number": d.number, "date": d.date}
        for d in flat.g.graph["documents"]
    ]
    entities = [{"entity_id": id, **attributes} for id, attributes in flat.nodes.items()]
    return {"entities": entities, "relations": relations, "statements": statements, "documents": documents}


def _excel(sheet: Any, value: Any, *, head: bool = False) -> WriteOnlyCell:
    text = isinstance(value, str)
    made = WriteOnlyCell(sheet, legal(value)[:MOST_CHARACTERS] if text else value)
    if text:
        made.data_type = "s"
    if head:
        made.font, made.fill = _HEAD["font"], _HEAD["fill"]
    return made


def _write_records(path: Path, records: Sequence[dict[str, Any]], first: Iterable[str]) -> None:
    columns = list(dict.fromkeys([*first, *(key for record in records for key in record)]))
    named = {"label": "Label", "weight": "Weight"}
    with write_beside(path) as beside, beside.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([named.get(column, column) for column in columns])
        writer.writerows([cell(record.get(column)) for column in columns] for record in records)
