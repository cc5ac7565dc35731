"""Terms: noun phrases that may serve as a concept, where a relation needs an argument that is no named entity.

A term is a run of nouns and noun-like words; a verb inside it is one used as a modifier. It begins with no word that
governs or determines, ends in a noun, and is more than a filler (问题, 方面).
"""

import re
from bisect import bisect_left, bisect_right
from functools import cache

from extract.analysis import Analysis, Span
from extract.memo import Memo
from extract.wordlists import data_file, read_rows, read_words

MAX_WORDS, MAX_CHARS = 6, 16
INNER = frozenset(
    ["n", "vn", "an", "b", "j", "nz", "l", "i", "ng", "s", "nt", "eng", "nr", "nrt", "nrfg", "a", "z", "v"]
)
LAST = frozenset("n vn an j nz l i ng s nt eng nr nrt nrfg".split())
_RUN = re.compile(b"[Nnmv][Nnmvws]+|N")
"""A run of words by their kinds (see `_kind`)."""


def find_terms(analysis: Analysis) -> list[Span]:
    """Return the noun phrases of a text outside its mentions, sorted."""
    kinds = bytearray(map(_kinds().__getitem__, zip(analysis.words, analysis.tags, strict=True)))
    _cover(kinds, analysis)
    owners = {s.end: s for s in analysis.spans if s.type in ("ACTOR", "ORG", "PLACE") and s.end - s.start <= 3}
    terms: list[Span] = []
    for run in _RUN.finditer(kinds):
        if (span := _trim(analysis, kinds, *run.span())) is not None:
            terms.append(_with_owner(span, owners) if span.start in owners else span)
    return terms


@cache
def _governors() -> frozenset[str]:
    """Return the words that no term holds: verbs that govern, determiners, modals and negations."""
    kinds = read_rows(data_file("governors.csv"), ("word", "kind"))
    verbs = frozenset(row["word"] for row in kinds if row["kind"] == "governor")
    return verbs | read_words("determiners.csv") | read_words("modality.csv")


@cache
def _kinds() -> Memo[tuple[str, str], int]:
    return Memo(_kind)


def _kind(tagged: tuple[str, str]) -> int:
    """Return what a word may be in a term, as a byte: n its last word, m a modifier, v a verb; else `-`.

    N is a last word that is a term by itself, since it is long and no filler.
    A verb of one character is w, an adjective of one s: a term begins with neither.
    """
    word, tag = tagged
    governors = _governors()
    governs = word in governors or (len(word) > 3 and tag != "n" and word[:2] in governors)
    if governs or tag not in INNER or not ("\u4e00" <= word[0] <= "\u9fff" or word[0].isascii()):
        return ord("-")
    if len(word) == 1 and tag in ("v", "a", "z"):
        return ord("w" if tag == "v" else "s")
    if tag in LAST:
        return ord("n" if len(word) < 3 or word in read_words("fillers.csv") else "N")
    return ord("v" if tag == "v" else "m")


def _cover(kinds: bytearray, analysis: Analysis) -> None:
    """Take the words that mentions cover out of the row of kinds."""
    starts = analysis.starts
    for span in analysis.spans:
        if span.type != "CONCEPT":
            first, last = bisect_right(starts, span.start) - 1, bisect_left(starts, span.end)
            kinds[first:last] = b"-" * (last - first)


def _with_owner(term: Span, owners: dict[int, Span]) -> Span:
    """Return the term with a short noun for people or bodies right before it, its first word (居民|生活水平)."""
    return Span(owners[term.start].start, term.end, term.type, term.rule)


def _trim(analysis: Analysis, kinds: bytearray, first: int, last: int) -> Span | None:
    """Return the term in the words `first:last`, or None where nothing is left that argues anything."""
    starts = analysis.starts
    while kinds[last - 1] in b"mvws":
        last -= 1
        if last == first:
            return None
    while kinds[first] in b"vw":
        first += 1
    if last - first > MAX_WORDS:
        first = last - MAX_WORDS
    end = starts[last - 1] + len(analysis.words[last - 1])
    while first < last and end - starts[first] > MAX_CHARS:
        first += 1
    if first == last or (last - first == 1 and kinds[first] != ord("N")):
        return None
    return Span(starts[first], end, "CONCEPT", "term")
