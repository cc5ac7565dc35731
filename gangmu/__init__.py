"""Gangmu 纲目: Chinese policy texts as a knowledge graph.

    import gangmu

    g = gangmu.build("texts/")          # an nx.MultiDiGraph
    gangmu.measure(g).head()            # a pandas DataFrame
    gangmu.write(g, "out/")             # page, GraphML, tables, report

Everything is loaded when it is first used, so that importing is fast.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpus.document import Document, Failure, Section
    from extract.schema import Schema, load_schema
    from extract.statement import Extraction, Mention, Sentence, Statement
    from gangmu.api import build, compare, export, extract, load, measure, read, report, resample, tables, write
    from graph.entity import Alias, Entity

_WHERE = {
    **dict.fromkeys(("build", "compare", "export", "extract", "load", "measure", "read", "report"), "gangmu.api"),
    **dict.fromkeys(("resample", "tables", "write"), "gangmu.api"),
    **dict.fromkeys(("Document", "Failure", "Section"), "corpus.document"),
    **dict.fromkeys(("Extraction", "Mention", "Sentence", "Statement"), "extract.statement"),
    **dict.fromkeys(("Schema", "load_schema"), "extract.schema"),
    **dict.fromkeys(("Alias", "Entity"), "graph.entity"),
}

__all__ = [
    "Alias", "Document", "Entity", "Extraction", "Failure", "Mention", "Schema", "Section", "Sentence", "Statement",
    "build", "compare", "export", "extract", "load", "load_schema", "measure", "read", "report", "resample", "tables",
    "write",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'gangmu' has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(_WHERE[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
