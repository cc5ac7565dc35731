"""The key concepts of a text: which of its terms it is about.

A maximum-entropy classifier (`extract.loglinear`) over the names of the terms weighs how probable their occurrences
are as terms, how often and where they stand, in how many longer terms and names, and the words they are made of; the
features of supervised keyphrase extraction (P. Turney, Learning algorithms for keyphrase extraction, Information
Retrieval 2, 2000; O. Medelyan, I. Witten, Thesaurus based automatic keyphrase indexing, JCDL 2006).
`extract.train` makes the model.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from ahocorasick_rs import AhoCorasick
from numpy.typing import NDArray

from extract.analysis import Analysis, Span
from extract.concepts import places_of_honour
from extract.loglinear import Codes, Features, LogLinear, hash_templates, read_model
from extract.phrases import NOTHING
from extract.standing import load_standing
from extract.vocabulary import forms
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
    text, terms = analysis.text, list(analysis.term_scores)
    if not terms:
        return [], np.empty((0, len(_TEMPLATES)), dtype=np.int32)
    spelled = [text[term.start : term.end] for term in terms]
    names = sorted(set(spelled))
    index = {name: i for i, name in enumerate(names)}
    name_of = np.array([index[name] for name in spelled], dtype=np.int64)
    return names, hash_templates(_columns(analysis, names, terms, name_of), _TEMPLATES)


def _columns(
    analysis: Analysis, names: Sequence[str], terms: Sequence[Span], name_of: NDArray[np.int64]
) -> dict[str, Codes]:
    """Return what is seen of names, given the terms and the name of each, as an index."""
    text, size = analysis.text, len(names)
    odds = np.array([analysis.term_scores[term] for term in terms])
    sums: NDArray[np.float64] = np.bincount(name_of, weights=odds).astype(np.float64)
    top = np.zeros(size)
    np.maximum.at(top, name_of, odds)
    starts, ends = np.array([term[:2] for term in terms], dtype=np.int64).T
    firsts = np.unique(name_of, return_index=True)[1]
    honoured = np.bincount(name_of[_honoured(analysis)[starts]], minlength=size) > 0
    return {
        "sum": _levels(sums),
        "top": _levels(top),
        "occurrences": np.minimum(6, np.bincount(name_of)).astype(np.uint64),
        "honoured": honoured.astype(np.uint64),
        "place": (5 * starts[firsts] // len(text)).astype(np.uint64),
        "size": np.full(size, min(6, len(text) // 500), dtype=np.uint64),
        **_form_columns(analysis, names, starts[firsts], ends[firsts]),
        **_counts(analysis, names),
    }


def _honoured(analysis: Analysis) -> NDArray[np.bool_]:
    """Tell which characters stand in the title, in a heading or among the keywords."""
    marked = np.zeros(len(analysis.text) + 1, dtype=bool)
    for start, end in places_of_honour(analysis):
        marked[start:end] = True
    return marked


def _form_columns(
    analysis: Analysis, names: Sequence[str], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> dict[str, Codes]:
    """Return what names are by themselves, given the range of each where it first stands."""
    first, last = np.searchsorted(analysis.offsets, np.stack([starts, ends]))
    words = analysis.vocabulary.codes()
    name, _, end2, _, length = forms(names).T
    level, share = load_standing().look_up(analysis.substrings.hashes(starts, ends))
    return {
        "chars": np.minimum(10, ends - starts).astype(np.uint64),
        "words": np.minimum(5, last - first).astype(np.uint64),
        "end2": end2,
        "last": words[last - 1],
        "first": words[first],
        "name": np.where(length <= 6, name, NOTHING),
        "level": level.astype(np.uint64),
        "share": share.astype(np.uint64),
    }


def _counts(analysis: Analysis, names: Sequence[str]) -> dict[str, Codes]:
    """Return how often names stand in the text, in each other and in the named spans."""
    text, places = analysis.text, AhoCorasick(names)
    spans = "\n".join(text[s.start : s.end] for s in analysis.spans)
    count, longer, in_names = (_count(places, where, len(names)) for where in (text, "\n".join(names), spans))
    return {
        "count": np.minimum(8, count).astype(np.uint64),
        "longer": np.minimum(4, longer - 1).astype(np.uint64),
        "in_names": np.minimum(3, in_names).astype(np.uint64),
    }


def _count(names: AhoCorasick, text: str, size: int) -> NDArray[np.int64]:
    """Return how often each name stands in a text."""
    found = [name for name, _, _ in names.find_matches_as_indexes(text, overlapping=True)]
    return np.bincount(np.array(found, dtype=np.int64), minlength=size)


def _levels(values: NDArray[np.float64]) -> Codes:
    """Return the logarithms of probabilities, or of sums of them, in steps of a third."""
    return np.clip(np.round(3 * np.log(values + 1e-6)), -8, 8).astype(np.int64).astype(np.uint64)
