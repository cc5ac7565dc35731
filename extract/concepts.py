"""Concepts: the terms that relations need, and those that a document keeps coming back to."""

from extract.analysis import Analysis, Span


def find_concepts(analysis: Analysis) -> list[Span]:
    """Return all mentions of a text: its named spans, and the terms that serve as an argument of a relation."""
    needed = {span for link in analysis.links for span in (link.head, link.tail)}
    return sorted({*analysis.spans, *needed})
