"""What extraction yields: mentions of entities, and the statements that a text makes about them."""

from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

Modality = Literal["asserted", "proposed", "negated"]
MODALITIES: tuple[Modality, ...] = get_args(Modality)
Force = Literal["", "must", "encouraged", "may", "forbidden"]


class Mention(NamedTuple):
    """A name in a text. `document.text[start:end]`, white space aside, is `text`."""

    doc_id: str
    start: int
    end: int
    text: str
    type: str
    rule: str


class Statement(NamedTuple):
    """A relation that the text states, calls for or denies, with its evidence `document.text[start:end]`."""

    head: Mention
    relation: str
    tail: Mention
    start: int
    end: int
    sentence: str
    """The evidence as running text (layout white space removed)."""
    modality: Modality
    force: Force
    rule: str
    confidence: float | None = None
    """How many of a hundred readers' verdicts on such statements were “right”, as a share; None without models."""


class Sentence(NamedTuple):
    """A sentence in which something is mentioned: `document.text[start:end]`, and the same as running text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document says: a pure function of the document, the schema and the lexicons.

    Each tuple is sorted by offsets. `sentences` holds every sentence that has a mention in it.
    """

    doc_id: str
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]
    sentences: tuple[Sentence, ...]
