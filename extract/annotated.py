"""Annotated documents, as training and evaluation see them: the text analysed, the annotation in its offsets.

A folder holds annotations `<doc>.gold.json` and texts `texts/<doc>*.txt`. An annotation is JSON: `{"doc": …,
"excluded": [[start, end]…], "mentions": [{"start", "end", "type", "entity", "nested"}…], "entities": [{"canonical",
"type", "aliases"}…], "relations": [{"head", "type", "tail", "modality"}…]}`; its offsets count the characters of the
text without white space. Entities and relations may be missing.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language

from corpus.document import Document, Failure
from corpus.read import read
from extract.analysis import Analysis, Span
from extract.pipeline import analyse


@dataclass(frozen=True, slots=True)
class Annotated:
    """An annotated document. `position[i]` is the annotation's offset of character i of the running text."""

    name: str
    gold: dict[str, Any]
    analysis: Analysis
    position: list[int]

    def is_scored(self, offset: int) -> bool:
        """Tell whether a character of the running text is in the annotated part."""
        return not any(start <= self.position[offset] < end for start, end in self.gold["excluded"])

    def spans(self) -> dict[Span, str]:
        """Return the annotated mentions as spans of the running text, nested ones included, with their entity."""
        inverse = {position: i for i, position in enumerate(self.position)}
        found = {}
        for m in self.gold["mentions"]:
            start, last = inverse.get(m["start"]), inverse.get(m["end"] - 1)
            if start is not None and last is not None:
                found[Span(start, last + 1, m["type"], "annotated")] = m.get("entity", m.get("text", ""))
        return found


def read_annotated(folders: Iterable[Path], nlp: Language) -> Iterator[Annotated]:
    """Read annotated documents and analyse their texts as the pipeline does."""
    for folder in folders:
        for path in sorted(folder.glob("*.gold.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            document = _text(folder / "texts", gold["doc"])
            analysis, aligned = analyse(document, nlp)
            tight = _tight_offsets(document.text)
            yield Annotated(gold["doc"], gold, analysis, [tight[offset] for offset in aligned.offsets])


def _text(folder: Path, name: str) -> Document:
    paths = sorted(folder.glob(f"{name}*.txt"))
    if not paths:
        raise FileNotFoundError(f"no text {name}*.txt in {folder}")
    found = next(read(paths[:1]))
    if isinstance(found, Failure):
        raise ValueError(f"{found.source}: {found.reason}")
    return found


def _tight_offsets(text: str) -> list[int]:
    """Return for each character the number of characters before it that are no white space."""
    offsets, count = [], 0
    for character in text:
        offsets.append(count)
        count += not character.isspace()
    return offsets
