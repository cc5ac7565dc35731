"""Tables with a column of texts: .csv, .tsv, .xlsx, .jsonl; each row is a document."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.encoding import decode
from corpus.formats import UnreadableError

Row = dict[str, str]

NAMES = {
    "text": (
        "text",
        "content",
        "正文",
        "内容",
        "全文",
        "文本",
        "body",
        "article",
        "fulltext",
        "full_text",
        "政策正文",
        "文章内容",
    ),
    "title": ("title", "标题", "题名", "篇名", "文件名称", "政策名称", "name", "名称"),
    "issuer": ("issuer", "发文机关", "发布机构", "发文单位", "机构", "来源单位", "发布部门", "department"),
    "number": ("number", "文号", "发文字号", "document_number"),
    "date": ("date", "日期", "发布日期", "成文日期", "发文日期", "时间", "publish_date", "year", "年份", "年"),
    "authors": ("author", "authors", "作者"),
}
"""The column names that are known, by what they hold."""


@dataclass(frozen=True, slots=True)
class Record:
    """A row: its number in the table (the first is 1), its text, and the columns that are known by name."""

    number: int
    text: str
    known: Row
    fields: tuple[tuple[str, str], ...]


def read_table(data: bytes, suffix: str, text_column: str | None) -> Iterator[Record]:
    """Yield the rows of a table that have a text.

    Raises:
        UnreadableError: the table is damaged, or no column is known to hold the text.
    """
    rows = {".csv": _csv, ".tsv": _csv, ".xlsx": _xlsx, ".jsonl": _jsonl}[suffix](data)
    columns: dict[str, str] = {}
    for number, row in enumerate(rows, start=1):
        if not columns:
            columns = _columns(list(row), text_column)
        text = row.get(columns["text"], "")
        if text.strip():
            known = {kind: row.get(column, "") for kind, column in columns.items() if kind != "text"}
            rest = tuple((k, v) for k, v in row.items() if k not in columns.values() and v)
            yield Record(number, text, known, rest)


def _columns(names: list[str], text_column: str | None) -> dict[str, str]:
    lowered = {name.strip().lower(): name for name in reversed(names)}
    found = {kind: next((lowered[n] for n in known if n in lowered), "") for kind, known in NAMES.items()}
    if text_column is not None:
        found["text"] = text_column if text_column in names else ""
    if not found["text"]:
        wanted = text_column if text_column is not None else "/".join(NAMES["text"][:6])
        raise UnreadableError(
            f"no text column {wanted}; its columns are: {', '.join(names)} (choose with --text-column)"
        )
    return {kind: column for kind, column in found.items() if column}


def _csv(data: bytes) -> Iterator[Row]:
    text = decode(data)
    csv.field_size_limit(1 << 30)
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)
    for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter):
        yield {key: value or "" for key, value in row.items() if key is not None and not isinstance(value, list)}


def _xlsx(data: bytes) -> Iterator[Row]:
    import openpyxl

    try:
        sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True).active
        rows = sheet.iter_rows(values_only=True)
        names = [str(value or "") for value in next(rows, ())]
        yield from ({n: "" if v is None else str(v) for n, v in zip(names, row, strict=False) if n} for row in rows)
    except UnreadableError:
        raise
    except Exception as error:  # openpyxl raises what its parts raise
        raise UnreadableError(f"damaged or encrypted workbook: {type(error).__name__}: {error}") from error


def _jsonl(data: bytes) -> Iterator[Row]:
    for number, line in enumerate(decode(data).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise UnreadableError(f"line {number} is no JSON: {error}") from error
        if not isinstance(row, dict):
            raise UnreadableError(f"line {number} is no JSON object")
        yield {
            str(k): v if isinstance(v, str) else json.dumps(v, ensure_ascii=False)
            for k, v in row.items()
            if v is not None
        }
