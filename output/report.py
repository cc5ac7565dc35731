"""The report, to read and to print: one offline page, Markdown, or a Word document, by the file's ending."""

import io
import re
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path

import docx
import jinja2
import networkx as nx
import pandas as pd
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from output.files import undate, write_beside, write_text
from output.plots import png, svg
from output.report_content import content
from output.report_parts import Content, Plot, Quotation, Section, Table
from output.values import legal

Renderer = Callable[[Content, Path], None]


class UnknownReport(ValueError):
    """A file name has an ending in which no report is written."""


def write_report(
    g: nx.MultiDiGraph,
    path: Path,
    *,
    measures: pd.DataFrame,
    lang: str = "zh",
    title: str = "",
    more: Sequence[Section] = (),
) -> None:
    """Write the report of a graph as .html, .md (with its plots in a folder beside it) or .docx.

    Args:
        g: a graph made by `graph.build`.
        path: where to.
        measures: entities by id.
        lang: `zh` or `en`.
        title: the heading.
        more: further sections, as `output.comparison.sections` makes them.

    Raises:
        UnknownReport: the ending is none of these.
    """
    write_content(content(g, measures, lang=lang, title=title, more=more), path)


def write_content(said: Content, path: Path) -> None:
    """Write a report, or a page of a comparison, by the file's ending.

    Raises:
        UnknownReport: the ending is none of .html, .md, .docx.
    """
    renderer = RENDERERS.get(path.suffix.lower())
    if renderer is None:
        raise UnknownReport(f"{path.name}: no report ends in {path.suffix!r}; known: {', '.join(RENDERERS)}")
    renderer(said, path)


def report(g: nx.MultiDiGraph, *, measures: pd.DataFrame, lang: str = "zh") -> str:
    """Return the report of a graph as HTML; everything that the corpus says is escaped."""
    return as_html(content(g, measures, lang=lang))


def as_html(said: Content) -> str:
    """Return a report as one page that needs nothing else."""
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    environment.filters["picture"] = _inline
    template = environment.from_string((files("output") / "report.html.j2").read_text(encoding="utf-8"))
    return template.render(report=said)


def _inline(plot: Plot) -> str:
    """Return a plot as SVG for inside a page: its ids are its own, since several stand there; no name spaces."""
    text = re.sub(r'<metadata>.*?</metadata>|\s+xmlns(?::\w+)?="[^"]*"', "", svg(plot.draw()), flags=re.DOTALL)
    ids = set(re.findall(r'\bid="([^"]+)"', text))
    return re.sub(
        r'(\bid="|href="#|url\(#)([^")]+)',
        lambda found: f"{found[1]}{plot.name}-{found[2]}" if found[2] in ids else found[0],
        text,
    )


def _write_html(said: Content, path: Path) -> None:
    write_text(path, as_html(said))


def _write_markdown(said: Content, path: Path) -> None:
    """Write Markdown (CommonMark with tables); plots become SVG files in `<name>_files/`."""
    folder = path.with_name(f"{path.stem}_files")
    lines = [f"# {_md(said.title)}", "", _md(said.lead), ""]
    lines += [f"- {_md(label)}: {count}" for label, count in said.figures]
    for section in said.sections:
        lines += ["", f"## {_md(section.title)}", ""]
        for note in section.notes:
            lines += [_md(note), ""]
        for plot in section.plots:
            write_text(folder / f"{plot.name}.svg", svg(plot.draw()))
            lines += [f"![{_md(plot.says)}]({folder.name.replace(' ', '%20')}/{plot.name}.svg)", ""]
        for table in section.tables:
            lines += [*_md_table(table), ""]
        lines += [_md_quotation(quotation) for quotation in section.quotations]
    write_text(path, "\n".join([*lines, "", said.foot, ""]))


def _md(text: str) -> str:
    """Escape what Markdown or HTML inside it would read as a sign."""
    return re.sub(r"([\\`*_{}\[\]<>#|~&!])", r"\\\1", " ".join(text.split()))


def _md_table(table: Table) -> list[str]:
    head = [f"### {_md(table.title)}", ""] if table.title else []
    sides = ["--:" if number else "---" for _, number in table.columns]
    rows = [[_md(label) or " " for label, _ in table.columns], sides, *([_md(c) for c in row] for row in table.rows)]
    return [*head, *(f"| {' | '.join(row)} |" for row in rows)]


def _md_quotation(q: Quotation) -> str:
    fact = f"**{_md(q.head)}** — {_md(q.label)} → **{_md(q.tail)}**"
    return f"- {fact} ({_md(q.modality)}, {_md(q.counts)})  \n  “{_md(q.sentence)}” — {_md(q.document)}"


def _write_docx(said: Content, path: Path) -> None:
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(10.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Microsoft YaHei")
    document.core_properties.title = legal(said.title)
    document.core_properties.author = "Gangmu"
    document.add_heading(legal(said.title), 0)
    document.add_paragraph(legal(said.lead))
    figures = Table(tuple((label, True) for label, _ in said.figures), (tuple(n for _, n in said.figures),))
    _docx_table(document, figures)
    for section in said.sections:
        document.add_heading(legal(section.title), 1)
        for note in section.notes:
            document.add_paragraph(legal(note))
        for plot in section.plots:
            document.add_picture(io.BytesIO(png(plot.draw())), width=Cm(15.5))
        for table in section.tables:
            if table.title:
                document.add_heading(legal(table.title), 2)
            _docx_table(document, table)
        for q in section.quotations:
            paragraph = document.add_paragraph(style="List Bullet")
            paragraph.add_run(legal(q.head)).bold = True
            paragraph.add_run(legal(f" — {q.label} → "))
            paragraph.add_run(legal(q.tail)).bold = True
            paragraph.add_run(legal(f" ({q.modality}, {q.counts})\n“{q.sentence}” — {q.document}"))
    document.add_paragraph(legal(said.foot))
    with write_beside(path) as beside:
        document.save(str(beside))
        undate(beside)


def _docx_table(document, table: Table) -> None:  # type: ignore[no-untyped-def]
    made = document.add_table(rows=1, cols=len(table.columns), style="Light List Accent 1")
    cells = made.rows[0].cells
    for row in ([label for label, _ in table.columns], *table.rows):
        for cell, text in zip(cells or made.add_row().cells, row, strict=True):
            cell.text = legal(text)
        cells = ()
    document.add_paragraph()


RENDERERS: dict[str, Renderer] = {".html": _write_html, ".md": _write_markdown, ".docx": _write_docx}
"""How a report is written for each file ending."""
