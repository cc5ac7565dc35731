"""Concepts: the terms that relations need, those known, and those that a document keeps coming back to.

Which these are `extract.keyconcepts` says. Without models they are found by C-value (K. Frantzi, S. Ananiadou,
H. Mima, Automatic recognition of multi-word terms: the C-value/NC-value method, International Journal on Digital
Libraries 3, 2000): a term counts by its length and by how often it stands by itself, and not merely inside longer ones.
What stands in the title, in a heading or among the keywords counts more.
"""

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import chain, compress

import numpy as np
from ahocorasick_rs import AhoCorasick

from extract.analysis import Analysis, Span
from extract.lexicon import USER
from extract.wordlists import read_words

LEAST = 2.0
"""The least C-value of a concept; 2 is a two-word term that stands by itself twice."""
FEWEST, CHARS_PER_CONCEPT = 5, 55
"""Of a text's concepts where the term model judges: at least so many, and one for so many characters."""
BONUS = 3.0
"""Added for a place of honour."""
MAX_WORDS = 5
_REACH = 60
"""Characters of the longest names whose edges a term may cross."""
_DIGITS = sorted(map(ord, "0123456789"))
_BESIDE = 10
"""Characters on either side of a term; where half of these are digits it stands among figures."""
_STRIP = 32
"""Characters of a text whose mentions are kept together: to look at those near by takes as long in a long text."""
_KEYWORDS = re.compile(r"[\[【]?关\s*键\s*词[\]】]?[:：]?(.{2,120})")

Words = tuple[str, ...]


def find_concepts(analysis: Analysis) -> list[Span]:
    """Return all mentions of a text: its named spans, the arguments of its relations, its recurring terms."""
    needed = dict.fromkeys(span for link in analysis.links for span in (link.head, link.tail))
    if analysis.term_scores:
        # A known concept is one of this text only where the text makes much of it.
        named = {s for s in analysis.spans if s.type != "CONCEPT" or s.rule == USER}
        return _with_occurrences(analysis, _likely(analysis), sorted(named.union(needed)))
    # Rows that are in order already are quick to sort; sets would mix them up.
    spans = sorted(dict.fromkeys(analysis.spans) | needed)
    return sorted([*spans, *_apart(_recurring(analysis), spans)])


def c_values(counts: Mapping[Words, int]) -> dict[Words, float]:
    """Return the C-value of each candidate term, but of those that occur once, inside another: theirs is zero or less.

    Args:
        counts: how often each candidate, a tuple of words, occurs, also inside longer ones.
    """
    holders = Counter(chain.from_iterable(map(_inner_parts, counts)))
    inside = holders.copy()
    for longer, count in counts.items():
        if count > 1:
            for shorter in _inner_parts(longer):
                inside[shorter] += count - 1
    # One is added to the length, so that terms of one word, which Chinese has many of, do not all come to nothing.
    return {
        term: math.log2(len(term) + 1) * (count - (inside[term] / holders[term] if term in holders else 0))
        for term, count in counts.items()
        if count > 1 or term not in holders
    }


def _likely(analysis: Analysis) -> list[str]:
    """Return the terms that the text is most likely about, as many as it is long, sorted."""
    scores, size = analysis.key_scores, max(FEWEST, len(analysis.text) // CHARS_PER_CONCEPT)
    names = scores.keys() - _labels(analysis)
    return sorted(sorted(names, key=lambda name: (-scores[name], name))[:size])


def _labels(analysis: Analysis) -> set[str]:
    """Return the terms that stand among figures more often than not: labels in a table, which argue nothing."""
    digits = np.concatenate([[0], np.cumsum(np.isin(analysis.characters, _DIGITS))])
    starts, ends = np.array([(s.start, s.end) for s in analysis.term_scores], dtype=np.int64).T
    before = digits[starts] - digits[np.maximum(starts - _BESIDE, 0)]
    behind = digits[np.minimum(ends + _BESIDE, len(digits) - 1)] - digits[ends]
    names = [analysis.text[s.start : s.end] for s in analysis.term_scores]
    among = Counter(compress(names, before + behind >= _BESIDE))
    times = Counter(names)
    return {name for name, count in among.items() if 2 * count > times[name]}


def _with_occurrences(analysis: Analysis, terms: list[str], spans: list[Span]) -> list[Span]:
    """Return mentions, sorted, with all occurrences of terms as whole words, those inside longer names too.

    A text that says 社会治理体系 speaks of 社会治理. The longest come first; what crosses a mention's edge is none.
    """
    edges = {*analysis.starts, len(analysis.text)}
    found = AhoCorasick(terms).find_matches_as_indexes(analysis.text, overlapping=True)
    whole = [Span(a, b, "CONCEPT", "term") for _, a, b in found if a in edges and b in edges]
    kept, taken = list(spans), {(s.start, s.end) for s in spans}
    near: dict[int, list[Span]] = defaultdict(list)
    for span in spans:
        near[span.start // _STRIP].append(span)
    for span in sorted(whole, key=lambda s: (s.start - s.end, s)):
        start, end, _, _ = span
        strips = range((start - _REACH) // _STRIP, (end - 1) // _STRIP + 1)
        if (start, end) not in taken and not any(
            _crosses(start, end, near[strip]) for strip in strips if strip in near
        ):
            kept.append(span)
            near[start // _STRIP].append(span)
    return sorted(kept)


def _crosses(start: int, end: int, others: list[Span]) -> bool:
    """Tell whether a span overlaps with another without one holding the other."""
    return any(a < start < b < end or start < a < end < b for a, b, _, _ in others)


def _recurring(analysis: Analysis) -> Iterator[Span]:
    """Yield the occurrences of the terms that the text argues about, the longest at each place."""
    starts, words = analysis.starts, tuple(analysis.words)
    runs = [words[bisect_left(starts, a) : bisect_left(starts, b)] for a, b, _, _ in analysis.terms]
    chosen = _chosen(analysis, Counter(chain.from_iterable(map(_parts, runs))))
    inside = {run: _chosen_parts(run, chosen) for run in set(runs) if not chosen.isdisjoint(_parts(run))}
    for term, run in zip(analysis.terms, runs, strict=True):
        for start, end in inside.get(run, ()):
            yield Span(term.start + start, term.start + end, "CONCEPT", "c_value")


def _chosen(analysis: Analysis, counts: Mapping[Words, int]) -> set[Words]:
    """Return the candidates that the text argues about."""
    honoured = "\n".join(analysis.text[start:end] for start, end in places_of_honour(analysis))
    return {
        term
        for term, value in c_values(counts).items()
        if value >= LEAST or (value + BONUS >= LEAST and counts[term] > 1 and "".join(term) in honoured)
    }


@lru_cache(maxsize=1 << 14)
def _parts(words: Words) -> tuple[Words, ...]:
    """Return all runs of words inside a term, itself included, that may be terms."""
    fillers = read_words("fillers.csv")
    return tuple([part for a, b in _ranges(len(words)) if _is_term(part := words[a:b], fillers)])


def _inner_parts(words: Words) -> Iterable[Words]:
    """Return the different runs of words inside a candidate, itself not included."""
    if len(words) == 2 and words[0] != words[1]:
        return words[:1], words[1:]
    parts = [words[inner] for inner in _INNER[len(words)]]
    return parts if len(set(words)) == len(words) else set(parts)


@cache
def _ranges(size: int) -> list[tuple[int, int]]:
    return [(a, b) for a in range(size) for b in range(a + 1, min(size, a + MAX_WORDS) + 1)]


_INNER = [[slice(a, b) for a, b in _ranges(size) if b - a < size] for size in range(MAX_WORDS + 1)]
"""By the words of a candidate, where the shorter runs of words stand in it."""


def _is_term(words: Words, fillers: frozenset[str]) -> bool:
    """Tell whether words may be a term by length and last word; of Latin ones only abbreviations and the like."""
    term = "".join(words)
    foreign = term.isascii() and sum(map(str.isupper, term)) + sum(map(str.isdigit, term)) < 2
    return words[-1] not in fillers and len(term) >= (3 if len(words) == 1 else 4) and not foreign


def places_of_honour(analysis: Analysis) -> list[tuple[int, int]]:
    """Return the ranges of title, headings and keywords."""
    title = analysis.text.find(analysis.title) if analysis.title else -1
    ranges = [(title, title + len(analysis.title))] if title >= 0 else []
    ranges += [match.span(1) for match in _KEYWORDS.finditer(analysis.text[:3000])]
    return ranges + [sentence for i, sentence in enumerate(analysis.sentences) if i in analysis.headings]


def _chosen_parts(words: Words, chosen: set[Words]) -> list[tuple[int, int]]:
    """Return where in a term the chosen ones stand, in characters: from the left, the longest first."""
    if words in chosen:
        return [(0, len("".join(words)))]
    found, i, at = [], 0, 0
    while i < len(words):
        size = next((k for k in range(min(MAX_WORDS, len(words) - i), 0, -1) if words[i : i + k] in chosen), 0)
        length = len("".join(words[i : i + max(size, 1)]))
        if size:
            found.append((at, at + length))
        at += length
        i += max(size, 1)
    return found


def _apart(candidates: Iterable[Span], spans: list[Span]) -> Iterator[Span]:
    """Yield the candidates that are no part of a mention and cross none; the mentions are sorted."""
    starts = [span.start for span in spans]
    for span in candidates:
        start, end, _, _ = span
        for a, b, _, _ in spans[max(0, bisect_right(starts, start) - 3) : bisect_left(starts, end)]:
            if b > start and (a <= start or b > end):
                break
        else:
            yield span
