"""Co-occurrence: which entities are mentioned together, and whether more often than by chance.

A layer of its own, off by default: that two names stand in one sentence is not a statement about them.

Sources: G. Bouma, Normalized (pointwise) mutual information in collocation extraction, GSCL (2009); T. Dunning,
Accurate methods for the statistics of surprise and coincidence, Computational Linguistics 19 (1993); Y. Benjamini and
Y. Hochberg, Controlling the false discovery rate, J. Royal Statistical Society B 57 (1995).
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import log
from typing import Literal

import networkx as nx
import numpy as np
from scipy.stats import chi2, false_discovery_control

from extract.statement import Mention, Sentence

RELATION, LAYER = "COOCCURS", "cooccurrence"
NOTHING_SAID = {"relation": RELATION, "layer": LAYER, "asserted": 0, "proposed": 0, "negated": 0}

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


def add_cooccurrence(
    g: nx.MultiDiGraph,
    *,
    window: int | Literal["paragraph"] = 1,
    min_count: int = 2,
    min_npmi: float = 0.0,
    max_q: float = 1.0,
) -> int:
    """Add an edge with the key `COOCCURS` between entities that are mentioned together; return how many were added.

    The edge goes from the smaller id to the greater and holds both ways. Attributes: `relation`, `layer`
    (`cooccurrence`), `weight` (the number of contexts with both), `documents`, `npmi` (from -1, never together, over 0,
    independent, to 1, only together), `log_likelihood` (Dunning's G²), `q` (the false discovery rate at which the pair
    would still count as more than chance, by Benjamini and Hochberg over all pairs that occur together), `asserted`,
    `proposed`, `negated` (0) and `evidence` (empty), as on other edges.

    Args:
        g: a graph with `g.graph["mentions"]` and `g.graph["sentences"]`; it is changed.
        window: how many sentences in a row make a context, or `paragraph`: those of a paragraph.
        min_count: the least number of contexts with both.
        min_npmi: the least association.
        max_q: the greatest false discovery rate.
    """
    counts = _count(g, window)
    pairs = sorted(counts.pairs)
    found = [association(counts.pairs[a, b], counts.single[a], counts.single[b], counts.contexts) for a, b in pairs]
    added = 0
    for (a, b), (npmi, likelihood), q in zip(pairs, found, _corrected(found), strict=True):
        together = counts.pairs[a, b]
        if together >= min_count and npmi >= min_npmi and q <= max_q:
            tally = {"weight": together, "documents": len(counts.documents[a, b]), **NOTHING_SAID}
            statistics = {"npmi": _rounded(npmi), "log_likelihood": _rounded(likelihood), "q": _rounded(q)}
            g.add_edge(a, b, key=RELATION, **tally, **statistics, evidence=())
            added += 1
    return added


def _rounded(value: float) -> float:
    """Keep what a table keeps."""
    return float(f"{value:.9g}")


def _corrected(found: Sequence[tuple[float, float]]) -> list[float]:
    """Return the q-value of each pair, the alternative being that two things attract each other."""
    if not found:
        return []
    both_ways = chi2.sf([likelihood for _, likelihood in found], df=1)
    attract = np.array([npmi > 0 for npmi, _ in found])
    q: list[float] = false_discovery_control(np.where(attract, both_ways / 2, 1 - both_ways / 2)).tolist()
    return q


def association(together: int, a: int, b: int, contexts: int) -> tuple[float, float]:
    """Return NPMI and G² of two things that occur in `a` and `b` of all contexts, and in `together` of them both."""
    if together == contexts:
        return 1.0, 0.0
    npmi = log(together * contexts / (a * b)) / -log(together / contexts)
    table = ((together, a - together), (b - together, contexts - a - b + together))
    rows, columns = (a, contexts - a), (b, contexts - b)
    cells = ((table[i][j], rows[i] * columns[j] / contexts) for i in (0, 1) for j in (0, 1))
    return npmi, 2 * sum(seen * log(seen / expected) for seen, expected in cells if seen)


def _count(g: nx.MultiDiGraph, window: int | Literal["paragraph"]) -> _Counts:
    counts = _Counts()
    mentions: dict[str, list[tuple[Mention, str]]] = defaultdict(list)
    for id in sorted(g.graph["mentions"]):
        for mention in g.graph["mentions"][id]:
            mentions[mention.doc_id].append((mention, id))
    for doc_id, sentences in sorted(g.graph["sentences"].items()):
        groups = _by_sentence(sentences, mentions[doc_id])
        for context in _by_paragraph(sentences, groups) if window == "paragraph" else _windows(groups, window):
            counts.add(doc_id, context)
    return counts


def _windows(groups: Sequence[frozenset[str]], window: int) -> Iterator[frozenset[str]]:
    for at in range(max(len(groups) - window + 1, min(len(groups), 1))):
        yield frozenset().union(*groups[at : at + window])


def _by_paragraph(sentences: Sequence[Sentence], groups: Sequence[frozenset[str]]) -> Iterator[frozenset[str]]:
    """Yield the entities of each paragraph: sentences that follow one another without a gap, that is a line break."""
    paragraph: set[str] = set()
    for at, (sentence, group) in enumerate(zip(sentences, groups, strict=True)):
        if at and sentence.start > sentences[at - 1].end:
            yield frozenset(paragraph)
            paragraph = set()
        paragraph |= group
    yield frozenset(paragraph)


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
