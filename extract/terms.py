"""Terms: noun phrases that may serve as a concept, where a relation needs an argument that is no named entity.

A term is a run of nouns and noun-like words; a verb inside it is one used as a modifier. It begins with no word that
governs or determines, ends in a noun, and is more than a filler (问题, 方面).
"""

from functools import cache

from extract.analysis import Analysis, Span
from extract.wordlists import data_file, read_rows, read_words

MAX_WORDS, MAX_CHARS = 6, 16
INNER = frozenset(
    ["n", "vn", "an", "b", "j", "nz", "l", "i", "ng", "s", "nt", "eng", "nr", "nrt", "nrfg", "a", "z", "v"]
)
LAST = frozenset("n vn an j nz l i ng s nt eng nr nrt nrfg".split())


def find_terms(analysis: Analysis) -> list[Span]:
    """Return the noun phrases of a text outside its mentions, sorted."""
    governors, fillers = _governors(), read_words("fillers.csv")
    taken = _covered(analysis)
    owners = {s.end: s for s in analysis.spans if s.type in ("ACTOR", "ORG", "PLACE") and s.end - s.start <= 3}
    terms: list[Span] = []
    i, size = 0, len(analysis.words)
    while i < size:
        first = i
        while i < size and i not in taken and _is_inner(analysis, i, governors, i == first):
            i += 1
        if i == first:
            i += 1
            continue
        span = _trim(analysis, first, i, fillers)
        if span is not None:
            terms.append(_with_owner(span, owners))
    return terms


@cache
def _governors() -> frozenset[str]:
    """Return the words that no term holds: verbs that govern, determiners, modals and negations."""
    kinds = read_rows(data_file("governors.csv"), ("word", "kind"))
    verbs = frozenset(row["word"] for row in kinds if row["kind"] == "governor")
    return verbs | read_words("determiners.csv") | read_words("modality.csv")


def _covered(analysis: Analysis) -> set[int]:
    """Return the indices of the words that mentions cover."""
    covered: set[int] = set()
    i = 0
    for span in (s for s in analysis.spans if s.type != "CONCEPT"):
        while i > 0 and analysis.starts[i - 1] >= span.start:
            i -= 1
        while i < len(analysis.starts) and analysis.starts[i] + len(analysis.words[i]) <= span.start:
            i += 1
        k = i
        while k < len(analysis.starts) and analysis.starts[k] < span.end:
            covered.add(k)
            k += 1
    return covered


def _is_inner(analysis: Analysis, i: int, governors: frozenset[str], first: bool) -> bool:
    word, tag = analysis.words[i], analysis.tags[i]
    if (
        word in governors
        or (len(word) > 3 and tag != "n" and word[:2] in governors)
        or tag not in INNER
        or not ("\u4e00" <= word[0] <= "\u9fff" or word[0].isascii())
    ):
        return False
    return not (first and tag in ("v", "a", "z") and len(word) == 1)


def _with_owner(term: Span, owners: dict[int, Span]) -> Span:
    """Return the term with a short noun for people or bodies right before it, its first word (居民|生活水平)."""
    owner = owners.get(term.start)
    return term if owner is None else Span(owner.start, term.end, term.type, term.rule)


def _trim(analysis: Analysis, first: int, last: int, fillers: frozenset[str]) -> Span | None:
    """Return the term in the words `first:last`, or None where nothing is left that argues anything."""
    while last > first and analysis.tags[last - 1] not in LAST:
        last -= 1
    while last - first > 1 and analysis.tags[first] == "v":
        first += 1
    first = max(first, last - MAX_WORDS)
    while (
        first < last and analysis.starts[last - 1] + len(analysis.words[last - 1]) - analysis.starts[first] > MAX_CHARS
    ):
        first += 1
    if first >= last:
        return None
    start, end = analysis.starts[first], analysis.starts[last - 1] + len(analysis.words[last - 1])
    if last - first == 1 and (end - start < 3 or analysis.text[start:end] in fillers):
        return None
    return Span(start, end, "CONCEPT", "term")
