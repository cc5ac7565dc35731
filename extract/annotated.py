"""Annotated documents, as training and evaluation see them: the text analysed, the annotation in its offsets.

A folder holds annotations `<doc>.gold.json` and texts `texts/<doc>*.txt`. An annotation is JSON: `{"doc": …,
"excluded": [[start, end]…], "mentions": [{"start", "end", "type", "entity", "nested"}…], "entities": [{"canonical",
"type", "aliases"}…], "concepts": [name…], "relations": [{"head", "type", "tail", "modality", "start", "end"}…]}`; its
offsets count the characters of the text without white space. Entities, concepts and relations may be missing.

One that is to hold no text gives offsets instead of names: `"mentions": [[start, end, type]…], "same": [[start, end,
start, end]…]` (what the first names is what the second names), `"concepts": [[start, end]…], "relations": [[start, end,
type, start, end, modality, start, end]…]` (head, type, tail, modality, evidence). Where the text may not be passed on,
it says where its pieces are: `"pieces": [[path, start, end]…]`, paths below a folder of corpora, offsets in the
decoded file. Where it has no mentions, it completes the annotation of the same `doc` in another folder.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spacy.language import Language

from corpus.document import Document, Failure
from corpus.read import read
from extract.analysis import Analysis, Span
from extract.pipeline import analyse

_MARKS = "“”‘’\"'《》"


@dataclass(frozen=True, slots=True)
class Relation:
    """An annotated relation between two entities by name; `start:end` is its evidence in the annotation's offsets."""

    head: str
    type: str
    tail: str
    modality: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotation."""

    name: str
    excluded: list[tuple[int, int]]
    mentions: list[dict[str, Any]]
    names: dict[str, str]
    """The entity of each name, quotation marks at its ends left out."""
    concepts: frozenset[str]
    """The names of concepts, aliases included."""
    keys: frozenset[str]
    """The names of the key concepts."""
    relations: list[Relation]
    pieces: list[tuple[str, int, int]]


def to_gold(data: Mapping[str, Any], tight: str) -> Gold:
    """Return an annotation, given its text without white space."""
    named = _named(data, tight) if "same" in data else data
    entities, relations = named.get("entities") or [], named.get("relations") or []
    names = {_plain(a): e["canonical"] for e in entities for a in (e["canonical"], *e["aliases"])}
    canonical = {e["canonical"] for e in entities}
    concepts = {a for e in entities if e["type"] == "CONCEPT" for a in (e["canonical"], *e["aliases"])}
    loose = {r[side] for r in relations for side in ("head", "tail")} | set(named.get("concepts") or ())
    return Gold(
        named["doc"],
        [(start, end) for start, end in named["excluded"]],
        named["mentions"],
        names,
        frozenset(concepts | (loose - canonical)),
        frozenset(map(_plain, named.get("concepts") or ())),
        [Relation(r["head"], r["type"], r["tail"], r["modality"], r["start"], r["end"]) for r in relations],
        [(path, start, end) for path, start, end in named.get("pieces") or ()],
    )


def _named(data: Mapping[str, Any], tight: str) -> dict[str, Any]:
    """Return an annotation that gives offsets with the names that stand there."""
    rows = [m if isinstance(m, list) else [m["start"], m["end"], m["type"]] for m in data["mentions"]]
    same = {tight[a:b]: tight[c:d] for a, b, c, d in data["same"]}

    def name(start: int, end: int) -> str:
        return same.get(tight[start:end], tight[start:end])

    types: dict[str, str] = {}
    for start, end, type_ in rows:
        types.setdefault(name(start, end), type_)
    aliases = {c: [alias for alias, other in same.items() if other == c] for c in set(same.values())}
    return {
        **data,
        "mentions": [{"start": a, "end": b, "type": type_, "entity": name(a, b)} for a, b, type_ in rows],
        "entities": [{"canonical": c, "type": t, "aliases": aliases.get(c, [])} for c, t in types.items()],
        "concepts": [name(start, end) for start, end in data["concepts"]],
        "relations": [
            {"head": name(a, b), "type": type_, "tail": name(c, d), "modality": modality, "start": start, "end": end}
            for a, b, type_, c, d, modality, start, end in data["relations"]
        ],
    }


@dataclass(slots=True)
class Annotated:
    """An annotated document. `position[i]` is the annotation's offset of character i of the running text."""

    gold: Gold
    analysis: Analysis
    position: list[int]
    _entities: dict[tuple[int, int], str] = field(init=False)

    def __post_init__(self) -> None:
        self._entities = {(s.start, s.end): entity for s, entity in self._mentions()}

    @property
    def name(self) -> str:
        """The name of the document."""
        return self.gold.name

    def is_scored(self, offset: int) -> bool:
        """Tell whether a character of the running text is in the annotated part."""
        return not any(start <= self.position[offset] < end for start, end in self.gold.excluded)

    def is_evidence(self, relation: Relation, sentence: tuple[int, int]) -> bool:
        """Tell whether a sentence is part of what states a relation."""
        return relation.start <= self.position[sentence[1] - 1] and self.position[sentence[0]] < relation.end

    def _mentions(self) -> Iterator[tuple[Span, str]]:
        inverse = {position: i for i, position in enumerate(self.position)}
        for m in self.gold.mentions:
            start, last = inverse.get(m["start"]), inverse.get(m["end"] - 1)
            if start is not None and last is not None:
                yield Span(start, last + 1, m["type"], "annotated"), m.get("entity", m.get("text", ""))

    def spans(self) -> list[Span]:
        """Return the annotated mentions as spans of the running text, sorted, nested ones included."""
        return sorted(span for span, _ in self._mentions())

    def outer_spans(self) -> list[Span]:
        """Return the annotated mentions that are inside no other."""
        outer: list[Span] = []
        for span in sorted(self.spans(), key=lambda s: (s.start, -s.end)):
            if not outer or span.start >= outer[-1].end:
                outer.append(span)
        return outer

    def terms(self) -> list[Span]:
        """Return where the concepts stand that are annotated as such or that relations need, longer ones first."""
        text, taken = self.analysis.text, set[int]()
        outer = [(s.start, s.end) for s in self.outer_spans()]
        found = []
        for name in sorted(self.gold.concepts, key=lambda name: (-len(name), name)):
            for match in re.finditer(re.escape(name), text) if len(name) > 1 else ():
                start, end = match.span()
                crossed = any(a < end and start < b and not (start <= a and b <= end) for a, b in outer)
                if not crossed and self.is_scored(start) and taken.isdisjoint(range(start, end)):
                    taken.update(range(start, end))
                    found.append(Span(start, end, "CONCEPT", "annotated"))
        return sorted(found)

    def terms_apart(self) -> list[Span]:
        """Return those of `terms` that hold no mention."""
        outer = self.outer_spans()
        return [t for t in self.terms() if not any(s.start < t.end and t.start < s.end for s in outer)]

    def entity(self, span: Span) -> str:
        """Return the entity that a span names by the annotation; its own text where that knows none."""
        text = _plain(self.analysis.text[span.start : span.end])
        return self._entities.get((span.start, span.end)) or self.gold.names.get(text, text)

    def relations_by_arguments(self) -> dict[tuple[str, str], list[Relation]]:
        """Return the annotated relations by head and tail."""
        found: dict[tuple[str, str], list[Relation]] = {}
        for relation in self.gold.relations:
            found.setdefault((relation.head, relation.tail), []).append(relation)
        return found


def read_annotated(folders: Iterable[Path], nlp: Language, corpora: Path | None = None) -> Iterator[Annotated]:
    """Read annotated documents and analyse their texts as the pipeline does.

    Args:
        folders: hold annotations.
        nlp: the pipeline.
        corpora: holds the texts of the annotations that have pieces; left out, these are passed over.
    """
    paths = [path for folder in folders for path in sorted(folder.glob("*.gold.json"))]
    for data, folder in _whole([(json.loads(path.read_text(encoding="utf-8")), path.parent) for path in paths]):
        if data.get("pieces") and corpora is None:
            continue
        document = _pieces(data, corpora) if corpora and data.get("pieces") else _text(folder / "texts", data["doc"])
        analysis, aligned = analyse(document, nlp)
        tight = _tight_offsets(document.text)
        gold = to_gold(data, "".join(document.text.split()))
        yield Annotated(gold, analysis, [tight[offset] for offset in aligned.offsets])


def _whole(found: Sequence[tuple[dict[str, Any], Path]]) -> Iterator[tuple[dict[str, Any], Path]]:
    """Yield the annotations that have mentions, completed by those of the same document that have none."""
    more = {data["doc"]: data for data, _ in found if not data["mentions"]}
    for data, folder in found:
        if data["mentions"]:
            other = more.get(data["doc"], {})
            yield data | {key: value for key, value in other.items() if key not in ("mentions", "excluded")}, folder


def _plain(name: str) -> str:
    return name.strip(_MARKS)


def _text(folder: Path, name: str) -> Document:
    paths = sorted(folder.glob(f"{name}*.txt"))
    if not paths:
        raise FileNotFoundError(f"no text {name}*.txt in {folder}")
    found = next(read(paths[:1]))
    if isinstance(found, Failure):
        raise ValueError(f"{found.source}: {found.reason}")
    return found


def _pieces(data: Mapping[str, Any], corpora: Path) -> Document:
    """Return the text of an annotation that has pieces; it has no title or headings of its own."""
    texts = []
    for path, start, end in data["pieces"]:
        with (corpora / path).open(encoding="utf-8", newline="") as file:
            texts.append(file.read()[start:end])
    return Document(data["doc"], "\n".join(texts))


def _tight_offsets(text: str) -> list[int]:
    """Return for each character the number of characters before it that are no white space."""
    offsets, count = [], 0
    for character in text:
        offsets.append(count)
        count += not character.isspace()
    return offsets
