"""The term model: which noun phrases of a text are terms, things that it argues about.

Every run of words that may be a noun phrase is a candidate. A maximum-entropy classifier (`extract.loglinear`)
weighs the words at and around its edges, its parts of speech, how the phrase stands in policy prose
(`extract.standing`), how often and where it stands in this text, and the names in it. `extract.train` makes the
model.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extract.analysis import Analysis, Span
from extract.concepts import places_of_honour
from extract.grammar import Grammar
from extract.loglinear import Columns, Features, LogLinear, code, codes, hash_templates, read_model
from extract.memo import Memo
from extract.standing import load_standing
from extract.terms import LAST, find_terms
from extract.vocabulary import last_one, last_two, with_edges
from extract.wordlists import data_file, read_words

MODEL = "terms.npz"
TERM, NO_TERM = "term", "-"
RULE = "term"
LEAST = 0.03
"""The least probability of a term that may become an argument."""
OVER_NAMES = 0.15
"""The least probability of a term that holds a name (基层党组织|建设)."""
MAX_WORDS, MIN_CHARS, MAX_CHARS = 7, 2, 18
_PUNCTUATION = frozenset("，。；：！？、《》（）()—\n,.;:!?…")
_NEVER = frozenset("的 了 和 与 及 等 是 在 或 对 以 为".split())
_CLOSED = frozenset("m q p r y o e".split())
_END_TAGS = LAST | frozenset("v b uv zg k a z d ns nt".split())
"""Generous, since the parts of speech of words by themselves are often wrong (合同 and 稳定 count as adjectives)."""
_TEMPLATES = tuple(
    tuple(t.split())
    for t in """
    first; last; end1; end2; before; behind; before_tag before_kind; behind_tag behind_kind; words; chars; tags;
    before_tag tags behind_tag; first_tag first_kind; last_tag; before_tag before_kind first_tag first_kind;
    last_tag behind_tag behind_kind; names; names words; level; share words; level share; count; count words;
    honoured count; is_term; is_known; before words; behind words; filler; phrase
    """.split(";")
)
Indices = NDArray[np.int64]


@dataclass(slots=True)
class TermModel:
    """The model, opened."""

    grammar: Grammar
    path: Path | None = None
    """The model's file; left out, the one that comes with Gangmu."""
    _model: LogLinear = field(init=False)

    def __post_init__(self) -> None:
        self._model = read_model(data_file(MODEL) if self.path is None else self.path)

    def find(self, analysis: Analysis) -> dict[Span, float]:
        """Return the terms of a text, which do not overlap, with their probabilities."""
        candidates = Candidates(analysis, self.grammar)
        if not len(candidates.starts):
            return {}
        scores = self._model.probabilities(candidates.features())[:, self._model.labels.index(TERM)]
        return best_terms(candidates.starts, candidates.ends, scores)


def best_terms(starts: Indices, ends: Indices, scores: NDArray[np.float32]) -> dict[Span, float]:
    """Return the most probable ranges that do not overlap."""
    likely = np.flatnonzero(scores >= LEAST)
    order = likely[np.lexsort((ends[likely], starts[likely], -scores[likely]))]
    taken = bytearray(int(ends.max(initial=0)))
    best = []
    for start, end, score in zip(*(column[order].tolist() for column in (starts, ends, scores)), strict=True):
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            best.append((start, end, score))
    return {Span(start, end, "CONCEPT", RULE): score for start, end, score in sorted(best)}


class Candidates:
    """The candidate terms of a text whose names are known, and what the model sees of each."""

    def __init__(self, analysis: Analysis, grammar: Grammar) -> None:
        self.analysis = analysis
        self._starts = np.append(analysis.offsets, len(analysis.text))
        self._ends = self._starts[1:]
        self._kinds = analysis.vocabulary.codes(grammar.kind)
        first, last = self._runs()
        starts, ends = self._starts[first], self._ends[last - 1]
        kept, names = _names_inside(analysis, starts, ends)
        self._fillers = analysis.vocabulary.mask(read_words("fillers.csv").__contains__)
        kept &= (last - first > 1) | ~self._fillers[first]
        self.first, self.last, self.names = first[kept], last[kept], names[kept]
        self.starts, self.ends = starts[kept], ends[kept]

    def ranges(self) -> Iterator[tuple[int, int]]:
        """Yield the range of each candidate."""
        return zip(self.starts.tolist(), self.ends.tolist(), strict=True)

    def _runs(self) -> tuple[Indices, Indices]:
        """Return first word and last word (exclusive) of the runs of words that may be noun phrases."""
        words, tags = self.analysis.vocabulary, self.analysis.tagset
        kind = self._kinds
        both, no_kind = (np.uint64(code(k)) for k in ("b", ""))
        inner = words.mask(_INNER.__getitem__) & (
            (kind == both) | ((kind == no_kind) & ~tags.mask(_CLOSED.__contains__))
        )
        opens, closes = inner & ~words.mask("“”‘’".__contains__), tags.mask(_END_TAGS.__contains__)
        reach = _run_lengths(inner, self.analysis)
        found = []
        for size in range(1, MAX_WORDS + 1):
            first = np.flatnonzero(opens & (reach >= size))
            last = first + size
            chars = self._ends[last - 1] - self._starts[first]
            fits = closes[last - 1] & (chars >= MIN_CHARS) & (chars <= MAX_CHARS)
            found.append(np.stack([first[fits], last[fits]]))
        first, last = np.concatenate(found, axis=1)
        order = np.lexsort((last, first))
        return first[order], last[order]

    def features(self) -> Features:
        """Return the features of the candidates."""
        return hash_templates(self._columns(), _TEMPLATES)

    def _columns(self) -> Columns:
        first, last, vocabulary = self.first, self.last, self.analysis.vocabulary
        word, tag, kind = map(with_edges, (vocabulary.codes(), self.analysis.tagset.codes(), self._kinds))
        hashes = self.analysis.substrings.hashes(self.starts, self.ends)
        chars = np.minimum(self.ends - self.starts, 12).astype(np.uint64)
        different, place, counts = np.unique(hashes, return_inverse=True, return_counts=True)
        level, share = (column[place] for column in load_standing().look_up(different))
        honoured = np.bincount(place[self._honoured()], minlength=len(different)) > 0
        return {
            "first": word[first],
            "last": word[last - 1],
            "end1": vocabulary.codes(last_one)[last - 1],
            "end2": self._endings(),
            "before": word[first - 1],
            "behind": word[last],
            "before_tag": tag[first - 1],
            "before_kind": kind[first - 1],
            "behind_tag": tag[last],
            "behind_kind": kind[last],
            "first_tag": tag[first],
            "first_kind": kind[first],
            "last_tag": tag[last - 1],
            "words": (last - first).astype(np.uint64),
            "chars": chars,
            "tags": _sequence(tag, first, last),
            "names": self.names,
            "level": level.astype(np.uint64),
            "share": share.astype(np.uint64),
            "count": np.minimum(1 + np.log2(counts), 6).astype(np.uint64)[place],
            "honoured": honoured[place].astype(np.uint64),
            "is_term": self._among(find_terms(self.analysis)),
            "is_known": self._among([s for s in self.analysis.spans if s.type == "CONCEPT"]),
            "filler": self._fillers[last - 1].astype(np.uint64),
            "phrase": np.where(chars <= np.uint64(8), hashes, np.uint64(0)),
        }

    def _honoured(self) -> NDArray[np.bool_]:
        """Tell which candidates stand in the title, in a heading or among the keywords."""
        marked = np.zeros(len(self.analysis.text) + 1, dtype=bool)
        for start, end in places_of_honour(self.analysis):
            marked[start:end] = True
        honoured: NDArray[np.bool_] = marked[self.starts]
        return honoured

    def _endings(self) -> NDArray[np.uint64]:
        """Return the last two characters of each candidate."""
        vocabulary, text = self.analysis.vocabulary, self.analysis.text
        column = vocabulary.codes(last_two)[self.last - 1]
        short = np.flatnonzero(self._ends[self.last - 1] - self._starts[self.last - 1] < 2)
        column[short] = codes(text[end - 2 : end] for end in self.ends[short].tolist())
        return column

    def _among(self, spans: list[Span]) -> NDArray[np.uint64]:
        """Tell which candidates are among spans."""
        short = [(s.start, s.end - s.start) for s in spans if s.end - s.start <= MAX_CHARS]
        starts, sizes = np.array(short, dtype=np.int64).reshape(-1, 2).T
        keys = self.starts * (MAX_CHARS + 1) + self.ends - self.starts
        return np.isin(keys, starts * (MAX_CHARS + 1) + sizes).astype(np.uint64)


def _is_inner(word: str) -> bool:
    """Tell whether a word that does not govern may stand inside a term: no punctuation, no function word.

    Of English, only abbreviations: GDP增速.
    """
    if word[0] in _PUNCTUATION or word in _NEVER or word.isspace():
        return False
    return word.isupper() or not word.isascii()


_INNER = Memo(_is_inner)


def _run_lengths(inner: NDArray[np.bool_], analysis: Analysis) -> Indices:
    """Return for each word how many inner words follow one another from it on, within its sentence."""
    size = len(inner)
    barrier = np.append(~inner, True)
    stops = np.flatnonzero(barrier)
    sentence_ends = np.searchsorted(analysis.offsets, [end for _, end in analysis.sentences])
    stops = np.union1d(stops, sentence_ends)
    reach: Indices = stops[np.searchsorted(stops, np.arange(size) + 1, side="left")] - np.arange(size)
    return np.where(inner, reach, 0)


def _names_inside(analysis: Analysis, starts: Indices, ends: Indices) -> tuple[NDArray[np.bool_], NDArray[np.uint64]]:
    """Tell which candidates neither cross a name nor are part of one, and what names each holds."""
    names: list[Span] = []
    for span in (s for s in analysis.spans if s.type != "CONCEPT"):
        if not names or span.start >= names[-1].end:
            names.append(span)
        elif span.end > names[-1].end:
            names[-1] = span
    if not names:
        return np.ones(len(starts), dtype=bool), np.zeros(len(starts), dtype=np.uint64)
    name_starts = np.array([*(s.start for s in names), 1 << 60])
    name_ends = np.array([-1, *(s.end for s in names), 1 << 60])
    types = codes([*(s.type for s in names), ""])
    i, k = np.searchsorted(name_starts, starts), np.searchsorted(name_starts, ends)
    holds = k > i
    is_one = holds & (name_starts[i] == starts) & (name_ends[i + 1] >= ends)
    kept = (name_ends[i] <= starts) & (name_ends[k] <= ends) & ~is_one
    opening = (name_starts[i] == starts).astype(np.uint64)
    closing = (name_ends[k] == ends).astype(np.uint64)
    several = np.minimum(k - i, 3).astype(np.uint64)
    mixed = (types[i] * np.uint64(31) + types[k - 1]) * np.uint64(64) + opening * np.uint64(16)
    return kept, np.where(holds, mixed + closing * np.uint64(4) + several, np.uint64(0))


def _sequence(column: NDArray[np.uint64], first: Indices, last: Indices) -> NDArray[np.uint64]:
    """Return the code of the sequence of a column's values in each range."""
    mixed = np.zeros(len(first), dtype=np.uint64)
    for i in range(MAX_WORDS):
        within = first + i < last
        value = column[np.where(within, first + i, 0)]
        mixed = np.where(within, (mixed ^ value) * np.uint64(0x100000001B3) + np.uint64(1), mixed)
    return mixed
