"""Entity resolution on the annotated documents: their mentions in, their clusters out."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from corpus.document import Document
from extract.statement import Extraction, Mention
from graph.homonyms import Position, position
from graph.resolve import resolve

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"
needs_gold = pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated documents (../shared/gold) are not here")


def title_of(text: str) -> str:
    """The first line, where it is short and no sentence; the reader of documents does it better."""
    line = next(line.strip() for line in text.splitlines() if line.strip())
    return line if len(line) < 60 and not line.endswith("。") else ""


def read(path: Path) -> tuple[Document, Extraction, dict[Position, str]]:
    gold = json.loads(path.read_text(encoding="utf-8"))
    (text,) = (GOLD / "texts").glob(f"{gold['doc']}.*")
    document = Document(gold["doc"], "", title=title_of(text.read_text(encoding="utf-8")))
    rows = gold["mentions"]
    mentions = tuple(Mention(gold["doc"], r["start"], r["end"], r["text"], r["type"], "gold") for r in rows)
    clusters = {position(m): f"{r['type']}:{r['entity']}" for m, r in zip(mentions, rows, strict=True)}
    return document, Extraction(gold["doc"], mentions, (), ()), clusters


def b_cubed(found: dict[Position, str], gold: dict[Position, str]) -> tuple[float, float]:
    """Return B³ precision and recall, within documents (Bagga and Baldwin, 1998)."""
    ours, theirs = defaultdict(set), defaultdict(set)
    for at in gold:
        ours[at[0], found[at]].add(at)
        theirs[at[0], gold[at]].add(at)
    shared = {at: len(ours[at[0], found[at]] & theirs[at[0], gold[at]]) for at in gold}
    precision = sum(n / len(ours[at[0], found[at]]) for at, n in shared.items()) / len(gold)
    return precision, sum(n / len(theirs[at[0], gold[at]]) for at, n in shared.items()) / len(gold)


@needs_gold
def test_resolution_of_the_annotated_mentions() -> None:
    read_all = [read(path) for path in sorted(GOLD.glob("*.gold.json"))]
    gold = {at: name for _, _, clusters in read_all for at, name in clusters.items()}
    resolution = resolve([e for _, e, _ in read_all], documents=[document for document, _, _ in read_all])
    precision, recall = b_cubed(resolution.of, gold)
    assert precision > 0.995
    assert 2 * precision * recall / (precision + recall) > 0.975
