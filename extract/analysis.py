"""The working table of one running text on its way through the pipeline.

Offsets here are into the running text (`AlignedText.text`), not into the document; `extract.pipeline` maps them back.
"""

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.statement import Force, Modality
from extract.vocabulary import Vocabulary, vocabulary


class Span(NamedTuple):
    """A stretch of running text that names something."""

    start: int
    end: int
    type: str
    rule: str


class Link(NamedTuple):
    """A relation between two spans; `start:end` is the evidence (whole sentences)."""

    head: Span
    relation: str
    tail: Span
    start: int
    end: int
    modality: Modality
    force: Force
    rule: str
    confidence: float | None = None


@dataclass(slots=True)
class Analysis:
    """What is known so far of one running text. Token i is `text[starts[i]:starts[i] + len(words[i])]`.

    `tags` are jieba's parts of speech (n, v, vn, nr, ns, nt, …; x for punctuation). `sentences` are ranges of
    `text`; `headings` the indices of those that are a title or heading. `spans` are the mentions accepted so far,
    sorted, nested ones included; `terms` are noun phrases that may serve as a CONCEPT, `term_scores` how probable
    each is where a model says so, `key_scores` how probable it is that the text is about a name among them; `links`
    the relations.
    """

    text: str
    words: list[str]
    tags: list[str]
    starts: list[int]
    sentences: list[tuple[int, int]]
    headings: frozenset[int] = frozenset()
    title: str = ""
    authors: tuple[str, ...] = ()
    spans: list[Span] = field(default_factory=list)
    terms: list[Span] = field(default_factory=list)
    term_scores: dict[Span, float] = field(default_factory=dict)
    key_scores: dict[str, float] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    _vocabularies: list[Vocabulary] = field(default_factory=list, init=False, repr=False, compare=False)

    def is_edge(self, offset: int) -> bool:
        """Tell whether a word begins or ends at an offset; where few are asked for, no set of all is needed."""
        at = bisect_left(self.starts, offset)
        return self.starts[at] == offset if at < len(self.starts) else offset == len(self.text)

    @property
    def vocabulary(self) -> Vocabulary:
        """The different words."""
        return self._both()[0]

    @property
    def tagset(self) -> Vocabulary:
        """The different parts of speech."""
        return self._both()[1]

    def _both(self) -> list[Vocabulary]:
        if not self._vocabularies:
            self._vocabularies = [vocabulary(self.words), vocabulary(self.tags)]
        return self._vocabularies
