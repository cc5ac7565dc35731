"""The working table of one running text on its way through the pipeline.

Offsets here are into the running text (`AlignedText.text`), not into the document; `extract.pipeline` maps them back.
"""

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.standing import Substrings, characters, substrings
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


@dataclass
class Analysis:
    """What is known so far of one running text. Token i is `text[starts[i]:starts[i] + len(words[i])]`.

    `tags` are jieba's parts of speech (n, v, vn, nr, ns, nt, …; x for punctuation). `sentences` are ranges of
    `text`; `headings` the indices of those that are a title or heading. `spans` are the mentions accepted so far,
    sorted, nested ones included; `terms` are noun phrases that may serve as a CONCEPT, `term_scores` how probable
    each is where a model says so, `key_scores` how probable it is that the text is about a name among them; `links`
    the relations.

    It has no slots, so that what is worked out of its text and words can be kept with it.
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

    def is_edge(self, offset: int) -> bool:
        """Tell whether a word begins or ends at an offset; where few are asked for, no set of all is needed."""
        at = bisect_left(self.starts, offset)
        return self.starts[at] == offset if at < len(self.starts) else offset == len(self.text)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The different words."""
        return vocabulary(self.words)

    @cached_property
    def tagset(self) -> Vocabulary:
        """The different parts of speech."""
        return vocabulary(self.tags)

    @cached_property
    def offsets(self) -> NDArray[np.int64]:
        """`starts` as an array."""
        return np.array(self.starts, dtype=np.int64)

    @cached_property
    def characters(self) -> NDArray[np.uint32]:
        """The code points of the text."""
        return characters(self.text)

    @cached_property
    def substrings(self) -> Substrings:
        """The hashes of all that stands in the text."""
        return substrings(self.text)
