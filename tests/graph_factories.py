"""Documents made of names: m() a mention, x() what one document says, d() its header."""

from collections.abc import Sequence

from corpus.document import Document
from extract.statement import Extraction, Mention, Modality, Sentence, Statement
from graph.homonyms import position
from graph.resolve import Resolution, resolve


def m(type: str, text: str, start: int = 0, doc_id: str = "a.txt") -> Mention:
    return Mention(doc_id, start, start + len(text), text, type, "test")


def s(head: Mention, relation: str, tail: Mention, modality: Modality = "asserted") -> Statement:
    start, end = min(head.start, tail.start), max(head.end, tail.end)
    return Statement(head, relation, tail, start, end, f"{head.text}…{tail.text}", modality, "", "test")


def x(names: Sequence[str], *, doc_id: str = "a.txt", says: Sequence[tuple[int, str, int]] = ()) -> Extraction:
    """Names are `TYPE:text`, one after the other; a statement is (index of head, relation, index of tail)."""
    mentions, at = [], 0
    for name in names:
        type, _, text = name.partition(":")
        mentions.append(m(type, text, at, doc_id))
        at += len(text) + 1
    statements = tuple(s(mentions[h], relation, mentions[t]) for h, relation, t in says)
    sentences = tuple(Sentence(n.start, n.end, n.text) for n in mentions)
    return Extraction(doc_id, tuple(mentions), statements, sentences)


def d(doc_id: str = "a.txt", *, title: str = "", issuer: str = "", date: str = "") -> Document:
    return Document(doc_id, "", title=title, issuer=issuer, date=date)


def ids(extraction: Extraction, resolution: Resolution) -> list[str]:
    """Return the entity of each mention of a document."""
    return [resolution.of[position(mention)] for mention in extraction.mentions]


def one(names: Sequence[str], *, title: str = "", issuer: str = "", **options: object) -> list[str]:
    """Return the entity ids of the names of a single document."""
    extraction = x(names)
    known = options.get("known", {})
    return ids(extraction, resolve([extraction], documents=[d(title=title, issuer=issuer)], known=known))  # type: ignore[arg-type]
