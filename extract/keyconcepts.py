"""The key concepts of a text: which of its terms it is about.

A maximum-entropy classifier (`extract.loglinear`) over the names of the terms weighs how probable their occurrences
are as terms, how often and where they stand, in how many longer terms and names, and the words they are made of; the
features of supervised keyphrase extraction (P. Turney, Learning algorithms for keyphrase extraction, Information
Retrieval 2, 2000; O. Medelyan, I. Witten, Thesaurus based automatic keyphrase indexing, JCDL 2006).
`extract.train` makes the model.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from ahocorasick_rs import AhoCorasick
from numpy.typing import NDArray

from extract.analysis import Analysis, Span
from extract.concepts import places_of_honour
from extract.loglinear import Codes, Columns, Features, LogLinear, codes, hash_templates, numbers, read_model
from extract.standing import load_standing, substrings
from extract.wordlists import data_file

MODEL = "keyconcepts.npz"
KEY, NO_KEY = "key", "-"
_TEMPLATES = tuple(
    tuple(t.split())
    for t in """
    ; sum; top; occurrences; count; honoured; chars; words; longer; in_names; place; end2; last; first; name; level;
    share; sum chars; sum size; top occurrences; count chars; count words; honoured count; longer count; level words;
    last words
    """.split(";")
)


@dataclass(slots=True)
class KeyConcepts:
    """The model, opened."""

    path: Path | None = None
    """The model's file; left out, the one that comes with Gangmu."""
    _model: LogLinear = field(init=False)

    def __post_init__(self) -> None:
        self._model = read_model(data_file(MODEL) if self.path is None else self.path)

    def score(self, analysis: Analysis) -> dict[str, float]:
        """Return for the name of each term how probable it is a key concept of the text."""
        names, features = describe(analysis)
        if not names:
            return {}
        scores = self._model.probabilities(features)[:, self._model.labels.index(KEY)]
        return dict(zip(names, scores.tolist(), strict=True))


def describe(analysis: Analysis) -> tuple[list[str], Features]:
    """Return the names of a text's terms, sorted, and what the model sees of each."""
    terms: dict[str, list[Span]] = defaultdict(list)
    for term in analysis.term_scores:
        terms[analysis.text[term.start : term.end]].append(term)
    names = sorted(terms)
    if not names:
        return [], np.empty((0, len(_TEMPLATES)), dtype=np.int32)
    return names, hash_templates(_columns(analysis, names, [terms[name] for name in names]), _TEMPLATES)


def _columns(analysis: Analysis, names: Sequence[str], terms: Sequence[Sequence[Span]]) -> Columns:
    text, starts = analysis.text, analysis.starts
    odds = [[analysis.term_scores[span] for span in spans] for spans in terms]
    firsts = [spans[0] for spans in terms]
    words = [analysis.words[bisect_left(starts, s.start) : bisect_left(starts, s.end)] for s in firsts]
    ranges = (np.array([s.start for s in firsts]), np.array([s.end for s in firsts]))
    level, share = load_standing().look_up(substrings(text).hashes(*ranges))
    marked = np.zeros(len(text) + 1, dtype=bool)
    for start, end in places_of_honour(analysis):
        marked[start:end] = True
    places = AhoCorasick(names)
    count = _count(places, text, len(names))
    longer = _count(places, "\n".join(names), len(names))
    in_names = _count(places, "\n".join(text[s.start : s.end] for s in analysis.spans), len(names))
    return {
        "sum": _levels(map(sum, odds)),
        "top": _levels(map(max, odds)),
        "occurrences": numbers(min(6, len(spans)) for spans in terms),
        "count": np.minimum(8, count).astype(np.uint64),
        "honoured": numbers(any(marked[s.start] for s in spans) for spans in terms),
        "chars": numbers(min(10, len(name)) for name in names),
        "words": numbers(min(5, len(row)) for row in words),
        "longer": np.minimum(4, longer - 1).astype(np.uint64),
        "in_names": np.minimum(3, in_names).astype(np.uint64),
        "place": numbers(5 * s.start // len(text) for s in firsts),
        "end2": codes(name[-2:] for name in names),
        "last": codes(row[-1] for row in words),
        "first": codes(row[0] for row in words),
        "name": codes(name if len(name) <= 6 else "" for name in names),
        "level": level.astype(np.uint64),
        "share": share.astype(np.uint64),
        "size": numbers(min(6, len(text) // 500) for _ in names),
    }


def _count(names: AhoCorasick, text: str, size: int) -> NDArray[np.int64]:
    """Return how often each name stands in a text."""
    found = [name for name, _, _ in names.find_matches_as_indexes(text, overlapping=True)]
    return np.bincount(np.array(found, dtype=np.int64), minlength=size)


def _levels(probabilities: Iterable[float]) -> Codes:
    """Return the logarithms of probabilities, or of sums of them, in steps of a third."""
    logs = 3 * np.log(np.array(list(probabilities)) + 1e-6)
    return np.clip(np.round(logs), -8, 8).astype(np.int64).astype(np.uint64)
