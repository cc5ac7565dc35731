"""Tables with a column of texts: .csv, .tsv, .xlsx, .jsonl, .json; each row is a document."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from corpus.content import UnreadableError, why
from corpus.encoding import decode
from corpus.unpack import check_size

Row = Mapping[str, str]

_NAMES = """
text: text content 正文 内容 全文 文本 body article fulltext full_text 政策正文 政策内容 文章内容 文件正文 文件内容 摘要
title: title 标题 题名 篇名 题目 文件名称 政策名称 文件标题 政策标题 名称 name
issuer: issuer 发文机关 发布机构 发文单位 发布单位 发文机构 机构 来源单位 发布部门 制定机关 颁布单位 department
number: document_number number 文号 发文字号 文件编号 发文文号
date: date 发布日期 成文日期 发文日期 印发日期 公布日期 日期 发布时间 发文时间 时间 publish_date pubdate year 年份 年
authors: authors author 作者 第一作者
"""
NAMES = {kind: tuple(names.split()) for kind, names in (line.split(":") for line in _NAMES.strip().splitlines())}
"""The column names that are known, by what they hold; of several in a table, the first here counts."""


@dataclass(frozen=True, slots=True)
class Record:
    """A row: its number among the rows (the first is 1; behind its sheet's name, where several sheets hold texts).

    `known` are its title, issuer, number, date and authors, `fields` the other columns.
    """

    key: str
    text: str
    known: Row
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be read, and why; the others can."""

    key: str
    reason: str


def read_table(data: bytes, suffix: str, text_column: str | None) -> Iterator[Record | BadRow]:
    """Yield the rows of a table that have a text.

    Args:
        data: the file's bytes.
        suffix: the ending of its name.
        text_column: the column that holds the text; left out, it is known by its name.

    Raises:
        UnreadableError: the table is damaged, or no column is known to hold the text.
    """
    if suffix == ".xlsx":
        yield from _sheets(data, text_column)
    else:
        rows = {".csv": _csv, ".tsv": _csv, ".jsonl": _jsonl, ".json": _json}[suffix](data)
        yield from _records(rows, text_column)


def _records(rows: Iterable[Row | str], text_column: str | None, sheet: str = "") -> Iterator[Record | BadRow]:
    """Yield the records of rows; a string instead of a row is the reason why it could not be read."""
    columns: dict[str, str] = {}
    for number, row in enumerate(rows, start=1):
        key = f"{sheet}{number}"
        if isinstance(row, str):
            yield BadRow(key, row)
            continue
        if "text" not in columns or columns["text"] not in row:
            columns = _columns(list(row), text_column)
        text = row.get(columns["text"], "")
        if text.strip():
            known = {kind: row[column] for kind, column in columns.items() if kind != "text" and row.get(column)}
            rest = tuple((name, value) for name, value in row.items() if name not in columns.values() and value)
            yield Record(key, text, known, rest)


def _columns(names: list[str], text_column: str | None) -> dict[str, str]:
    """Return the columns of a table by what they hold.

    Raises:
        UnreadableError: none is known to hold the text.
    """
    lowered = {"".join(name.split()).lower(): name for name in reversed(names)}
    found = {kind: next((lowered[n] for n in known if n in lowered), "") for kind, known in NAMES.items()}
    if text_column is not None:
        found["text"] = text_column if text_column in names else ""
        found = {kind: column for kind, column in found.items() if kind == "text" or column != text_column}
    if not found["text"]:
        wanted = text_column if text_column is not None else "/".join(NAMES["text"][:6])
        raise UnreadableError(
            f"no text column {wanted}; its columns are: {', '.join(names)[:300]} (choose with --text-column)"
        )
    return {kind: column for kind, column in found.items() if column}


def _csv(data: bytes) -> Iterator[Row]:
    text = decode(data)
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))  # the limit is the module's; a text may be long
    first = text.lstrip().split("\n", 1)[0]
    delimiter = max("\t,;|", key=first.count)
    try:
        for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield {key: value or "" for key, value in row.items() if key is not None and not isinstance(value, list)}
    except csv.Error as error:
        raise UnreadableError(f"damaged table: {error}") from error


def _sheets(data: bytes, text_column: str | None) -> Iterator[Record | BadRow]:
    """Yield the rows of all sheets of a workbook that have a text column.

    Raises:
        UnreadableError: it is damaged or encrypted, or none has.
    """
    check_size(data)
    sheets = {name: list(rows) for name, rows in _workbook(data)}
    found: dict[str, list[Record | BadRow]] = {}
    reason = UnreadableError("it is empty")
    for name, rows in sheets.items():
        try:
            found[name] = list(_records(rows, text_column, f"{name}!"))
        except UnreadableError as error:
            reason = error
    found = {name: records for name, records in found.items() if records}
    if not found and any(sheets.values()):
        raise reason
    if len(found) == 1:
        found = {"": list(_records(sheets[next(iter(found))], text_column))}
    for records in found.values():
        yield from records


def _workbook(data: bytes) -> Iterator[tuple[str, list[Row]]]:
    """Yield each sheet's name and its rows."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            rows = sheet.iter_rows(values_only=True)
            names = [_cell(value) for value in next(rows, ())]
            yield (
                sheet.title,
                [{n: _cell(v) for n, v in zip(names, row, strict=False) if n} for row in rows if any(row)],
            )
    except Exception as error:  # openpyxl raises what its parts raise
        raise UnreadableError(f"damaged or encrypted workbook: {why(error)}") from error


def _cell(value: object) -> str:
    """Return a cell's value as text: a whole number without .0, a date without midnight."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).removesuffix(" 00:00:00")


def _jsonl(data: bytes) -> Iterator[Row | str]:
    """Yield the rows of a file of JSON objects, one a line; a line that is none is given by its reason."""
    for line in decode(data).split("\n"):
        if line.strip():
            yield _row(line)


def _row(line: str) -> Row | str:
    try:
        value = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        return f"it is no JSON: {why(error)}"
    return _plain(value) if isinstance(value, dict) else "it is no JSON object"


def _json(data: bytes) -> Iterator[Row | str]:
    """Yield the rows of a JSON file: an array of objects, or one object.

    Raises:
        UnreadableError: it is neither.
    """
    try:
        value = json.loads(decode(data))
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnreadableError(f"it is no JSON: {why(error)}") from error
    rows = value if isinstance(value, list) else [value]
    yield from (_plain(row) if isinstance(row, dict) else "it is no JSON object" for row in rows)


def _plain(row: Mapping[str, object]) -> Row:
    return {
        str(key): value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for key, value in row.items()
        if value is not None
    }
