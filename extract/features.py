"""What the learned tagger sees of each word: the word, its neighbours, their parts of speech, and what the rules think.

Features are hashed columns of codes, as in `extract.loglinear`: a word has one of each template, and one more for each
candidate name that covers it.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from extract.analysis import Analysis, Span
from extract.grammar import Grammar
from extract.loglinear import Codes, Columns, Features, code, codes, hash_templates
from extract.vocabulary import first_one, last_one, last_two

BITS = 22
"""Of the features: the documents to train on have some three million."""
_TEMPLATES = tuple(
    tuple(t.split())
    for t in """
    word; tag; end1; end2; first; size; kind; quoted; word-1; tag-1; end1-1; kind-1; word+1; tag+1; end1+1; kind+1;
    word-2; tag-2; word+2; tag+2; tag-1 tag; tag tag+1; tag-1 tag tag+1; word-1 word; word word+1; end1-2; end1+2;
    end1-1 end1; end1 end1+1; word-1 word+1; word-2 word-1; word+1 word+2; tag-2 tag-1; tag+1 tag+2; tag-2 tag-1 tag;
    tag tag+1 tag+2; tag-2 tag-1 tag tag+1 tag+2; end2 tag+1; end2 word+1; kind-1 kind kind+1
    """.split(";")
)
_HINT = (("hint", "place"),)
_WIDE = ("word", "tag", "end1")
"""Columns of which the word after next counts too."""
Indices = NDArray[np.int64]
Ranges = Sequence[tuple[int, int]]


def word_features(analysis: Analysis, sentences: Ranges, grammar: Grammar) -> Features:
    """Return the features of each word, shape (words, templates); `sentences` are ranges of words, none empty."""
    words = analysis.vocabulary
    size = np.array([last - first for first, last in sentences], dtype=np.int64)
    first, last = (np.repeat(np.array(edge, dtype=np.int64), size) for edge in zip(*sentences, strict=True))
    columns = {
        "word": words.codes(),
        "tag": analysis.tagset.codes(),
        "end1": words.codes(last_one),
        "kind": words.codes(grammar.kind),
    }
    own = {
        "end2": words.codes(last_two),
        "first": words.codes(first_one),
        "size": np.minimum(4, words.lengths()),
        "quoted": _quoted(analysis.words, sentences),
    }
    return hash_templates({**columns, **own, **_beside(columns, first, last)}, _TEMPLATES, BITS)


def _quoted(words: Sequence[str], sentences: Ranges) -> Codes:
    """Tell which words stand in a quotation."""
    inside = np.zeros(len(words), dtype=np.uint64)
    for first, last in sentences:
        if "“" in words[first:last]:
            quoted = False
            for i in range(first, last):
                quoted = quoted and words[i] not in '”"'
                inside[i] = quoted
                quoted = quoted or words[i] == "“"
    return inside


def _beside(columns: Columns, first: Indices, last: Indices) -> dict[str, Codes]:
    """Return the columns of the words beside each word, whose sentence has this first and last word (exclusive)."""
    found = {}
    for by in (-2, -1, 1, 2):
        place = np.arange(len(first)) + by
        inside = (place >= first) & (place < last)
        mark = np.uint64(code("<s>" if by < 0 else "</s>"))
        for name, column in columns.items():
            if abs(by) == 1 or name in _WIDE:
                found[f"{name}{by:+}"] = np.where(inside, column[place % len(place)], mark)
    return found


def hint_features(analysis: Analysis, candidates: Sequence[Span]) -> tuple[Indices, Features]:
    """Return what the rules think of words: for each candidate that covers one, the rule, the type and the position.

    Returns:
        The words, in rising order, each as often as candidates cover it; and the feature of each.
    """
    starts, begins = analysis.offsets, np.array([s.start for s in candidates], dtype=np.int64)
    first = np.searchsorted(starts, begins)
    last = np.searchsorted(starts, np.array([s.end for s in candidates], dtype=np.int64))
    whole = np.append(starts, -1)[first] == begins
    size = np.where(whole, last - first, 0)
    word = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size - first, size)
    opens, closes = word == np.repeat(first, size), word == np.repeat(last, size) - 1
    hint = np.repeat(codes(f"{s.rule}:{s.type}" for s in candidates), size)
    columns = {"hint": hint, "place": (opens + np.int64(2) * closes).astype(np.uint64)}
    order = np.argsort(word, kind="stable")
    return word[order], hash_templates(columns, _HINT, BITS)[order, 0]
