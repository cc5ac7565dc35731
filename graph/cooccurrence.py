"""Co-occurrence: which entities are mentioned together, and whether more often than by chance.

A layer of its own, off by default: that two names stand in one sentence is not a statement about them.

Sources: G. Bouma, Normalized (pointwise) mutual information in collocation extraction, GSCL (2009); T. Dunning,
Accurate methods for the statistics of surprise and coincidence, Computational Linguistics 19 (1993).
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import log

import networkx as nx

from extract.statement import Mention, Sentence

RELATION, LAYER = "COOCCURS", "cooccurrence"

Pair = tuple[str, str]


@dataclass(slots=True)
class _Counts:
    """How often entities and pairs of them occur; a context is a window of sentences."""

    contexts: int = 0
    single: Counter[str] = field(default_factory=Counter)
    pairs: Counter[Pair] = field(default_factory=Counter)
    documents: dict[Pair, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, doc_id: str, entities: frozenset[str]) -> None:
        self.contexts += 1
        self.single.update(entities)
        for pair in combinations(sorted(entities), 2):
            self.pairs[pair] += 1
            self.documents[pair].add(doc_id)


def add_cooccurrence(g: nx.MultiDiGraph, *, window: int = 1, min_count: int = 2, min_npmi: float = 0.0) -> int:
    """Add an edge with the key `COOCCURS` between entities that are mentioned together; return how many were added.

    The edge goes from the smaller id to the greater and holds both ways. Attributes: `relation`, `layer`
    (`cooccurrence`), `weight` (the number of contexts with both), `documents`, `npmi` (from -1, never together, over 0,
    independent, to 1, only together), `log_likelihood` (Dunning's G²; above 10.83 chance is unlikely, p < 0.001),
    `asserted`, `proposed`, `negated` (0) and `evidence` (empty), as on other edges.

    Args:
        g: a graph with `g.graph["mentions"]` and `g.graph["sentences"]`; it is changed.
        window: how many sentences in a row make a context.
        min_count: the least number of contexts with both.
        min_npmi: the least association.
    """
    counts = _count(g, window)
    added = 0
    for a, b in sorted(counts.pairs):
        together = counts.pairs[a, b]
        npmi, likelihood = association(together, counts.single[a], counts.single[b], counts.contexts)
        if together >= min_count and npmi >= min_npmi:
            g.add_edge(a, b, key=RELATION, **_edge(together, len(counts.documents[a, b]), npmi, likelihood))
            added += 1
    return added


def _edge(together: int, documents: int, npmi: float, likelihood: float) -> dict[str, object]:
    tally = {"weight": together, "documents": documents, "asserted": 0, "proposed": 0, "negated": 0}
    return {"relation": RELATION, "layer": LAYER, **tally, "npmi": npmi, "log_likelihood": likelihood, "evidence": ()}


def association(together: int, a: int, b: int, contexts: int) -> tuple[float, float]:
    """Return NPMI and G² of two things that occur in `a` and `b` of all contexts, and in `together` of them both."""
    if together == contexts:
        return 1.0, 0.0
    npmi = log(together * contexts / (a * b)) / -log(together / contexts)
    table = ((together, a - together), (b - together, contexts - a - b + together))
    rows, columns = (a, contexts - a), (b, contexts - b)
    cells = ((table[i][j], rows[i] * columns[j] / contexts) for i in (0, 1) for j in (0, 1))
    return npmi, 2 * sum(seen * log(seen / expected) for seen, expected in cells if seen)


def _count(g: nx.MultiDiGraph, window: int) -> _Counts:
    counts = _Counts()
    mentions: dict[str, list[tuple[Mention, str]]] = defaultdict(list)
    for id in sorted(g.graph["mentions"]):
        for mention in g.graph["mentions"][id]:
            mentions[mention.doc_id].append((mention, id))
    for doc_id, sentences in sorted(g.graph["sentences"].items()):
        groups = _by_sentence(sentences, mentions[doc_id])
        for at in range(max(len(groups) - window + 1, min(len(groups), 1))):
            counts.add(doc_id, frozenset().union(*groups[at : at + window]))
    return counts


def _by_sentence(sentences: Sequence[Sentence], mentions: Sequence[tuple[Mention, str]]) -> list[frozenset[str]]:
    """Return the entities of each sentence; a name inside a longer name (萍乡市 in 中共萍乡市委) is not one of them."""
    starts = [sentence.start for sentence in sentences]
    groups: list[set[str]] = [set() for _ in sentences]
    for mention, id in _outermost(mentions):
        at = bisect_right(starts, mention.start) - 1
        if at >= 0 and mention.end <= sentences[at].end:
            groups[at].add(id)
    return [frozenset(group) for group in groups]


def _outermost(mentions: Sequence[tuple[Mention, str]]) -> Iterator[tuple[Mention, str]]:
    reach = -1
    for mention, id in sorted(mentions, key=lambda pair: (pair[0].start, -pair[0].end, pair[1])):
        if mention.end > reach:
            reach = mention.end
            yield mention, id
