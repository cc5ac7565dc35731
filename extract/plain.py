"""Plain sentences to train on beside the annotated documents: a body or people, a verb, what it acts on, and
nothing else.

Policy documents hardly have such sentences, so that models trained on them alone read 社区帮扶困难家庭 as one long
name. The names are of Gangmu's own lexicon, the verbs of its trigger list; which go together is dealt by a seeded
generator.
"""

from collections.abc import Iterator
from random import Random
from typing import Any

from spacy.language import Language

from corpus.document import Document
from extract.annotated import Annotated, Gold, Relation
from extract.clauses import load_triggers
from extract.lexicon import Lexicon
from extract.pipeline import analyse

OBJECTS = {
    "LEADS": ("ORG", "ACTOR"),
    "SUPERVISES": ("ORG", "ACTOR"),
    "SERVES": ("ACTOR",),
    "IMPLEMENTS": ("POLICY", "MECHANISM"),
    "ESTABLISHES": ("MECHANISM",),
    "PROMOTES": ("CONCEPT",),
    "ADDRESSES": ("CONCEPT",),
    "PARTICIPATES_IN": ("MECHANISM",),
}
"""The types of what verbs of a relation act on."""
PER_VERB = 2
MODALS = (("", "asserted"), ("", "asserted"), ("应当", "proposed"), ("要", "proposed"))
SEED = 5
"""Of the generator; any would do."""
LONGEST = 8
"""Characters of a name."""
SENTENCES = 10
"""Of a document."""


def plain_text(lexicon: Lexicon) -> tuple[str, Gold]:
    """Return a text of plain sentences, and its annotation."""
    random = Random(SEED)
    names: dict[str, list[str]] = {}
    for entry in sorted(lexicon.entries.values(), key=lambda e: e.surface):
        if 2 <= len(entry.surface) <= LONGEST and entry.surface == entry.name:
            names.setdefault(entry.type, []).append(entry.surface)
    text, mentions, relations = "", [], []
    for verb, relation in sorted(load_triggers().relations.items()):
        for _ in range(PER_VERB if relation in OBJECTS and len(verb) > 1 else 0):
            subject_type, object_type = random.choice(("ORG", "ORG", "ACTOR")), random.choice(OBJECTS[relation])
            subject, object_ = random.choice(names[subject_type]), random.choice(names[object_type])
            modal, modality = random.choice(MODALS)
            start = len(text)
            at = start + len(subject) + len(modal) + len(verb)
            text += f"{subject}{modal}{verb}{object_}。"
            mentions.append(_mention(start, subject, subject_type))
            if object_type != "CONCEPT":
                mentions.append(_mention(at, object_, object_type))
            relations.append(Relation(subject, relation, object_, modality, start, len(text)))
    concepts = {r.tail for r in relations} & set(names["CONCEPT"])
    return text, Gold("plain", [], mentions, {}, frozenset(concepts), frozenset(), relations, [])


def plain_documents(nlp: Language, lexicon: Lexicon) -> Iterator[Annotated]:
    """Yield the sentences as annotated documents."""
    for text, gold in pieces(*plain_text(lexicon), size=SENTENCES):
        analysis, aligned = analyse(Document(gold.name, text), nlp)
        yield Annotated(gold, analysis, list(aligned.offsets))


def _mention(start: int, name: str, type_: str) -> dict[str, Any]:
    return {"start": start, "end": start + len(name), "type": type_, "entity": name}


def pieces(text: str, gold: Gold, size: int) -> Iterator[tuple[str, Gold]]:
    """Yield the text in pieces of so many sentences, each with its annotation."""
    ends = [i + 1 for i, character in enumerate(text) if character == "。"]
    for first in range(0, len(ends), size):
        start, end = ends[first - 1] if first else 0, ends[min(first + size, len(ends)) - 1]
        here = (m for m in gold.mentions if start <= m["start"] < end)
        mentions = [m | {"start": m["start"] - start, "end": m["end"] - start} for m in here]
        relations = [r for r in gold.relations if start <= r.start < end]
        moved = [Relation(r.head, r.type, r.tail, r.modality, r.start - start, r.end - start) for r in relations]
        yield text[start:end], Gold(f"plain{first}", [], mentions, {}, gold.concepts, gold.keys, moved, [])
