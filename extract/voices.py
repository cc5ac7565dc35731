"""How a text speaks: the senses of its words, of its sentences and of the passages around these; the form of sentences.

The modality model (`extract.mood`) sees it as features: strings such as c=must or w=应当, hashed. Each kind of feature
has a table of the values that it was seen with, so that hardly any string is made and hashed twice.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract.analysis import Analysis
from extract.loglinear import code
from extract.memo import Memo
from extract.modality import load_senses, senses_of, strongest
from extract.ranges import Indices

SIZE = 1 << 18
"""Of the hashed features."""
_CALLS = ("must", "plan", "encouraged", "may")
_ITEM = re.compile(r"\s*(?:[（(][一二三四五六七八九十\d]+[)）]|\d+\s*[.．、])")
_ARTICLE = re.compile(r"\s*第[〇零一二三四五六七八九十百千\d]+条")
_NEAR = 6
"""Sentences on either side that tell how the passage speaks."""
_BESIDE = (-3, -2, -1, 1, 2)
"""Sentences on either side that are looked at one by one."""
_LIST = 12
"""Sentences of a list at most, up to the line that announces it (应当符合下列条件：)."""
_MOST = 1 << 14
"""Entries of a table."""


def tables(*forms: str) -> list[Memo[Any, int]]:
    """Return for each form of a feature a table of its features, by what is written in place of %s: one or several."""
    return [Memo(lambda value, form=form: code(form % value) % SIZE, _MOST) for form in forms]  # type: ignore[misc]


def groups(*forms: str) -> Memo[tuple[object, ...], list[int]]:
    """Return a table of the features of some forms, by values with numbers: {0}, {1}, …."""
    return Memo(lambda values: [code(form.format(*values)) % SIZE for form in forms], _MOST)


_AT, _END, _BEFORE, _ANNOUNCED = tables("at%s=%s", "end=%s", "before=%s", "announced=%s")
_FORM = groups("heading={0}", "article={1}", "list={2}")


@dataclass(slots=True)
class Voices:
    """How a text speaks: each sentence, the passages, the whole."""

    analysis: Analysis
    edges: Indices = field(init=False)
    """First and last word (exclusive) of each sentence, shape (sentences, 2)."""
    speaking: Indices = field(init=False)
    """The words that have a sense."""
    senses: list[str] = field(init=False)
    """Their senses."""
    by_sentence: list[str] = field(init=False)
    """The strongest sense of the words of each sentence."""
    overall: str = field(init=False)
    _colons: list[int] = field(init=False)
    """The last sentence up to each one that ends in a colon, or -1."""

    def __post_init__(self) -> None:
        analysis, text = self.analysis, self.analysis.text
        self.edges = np.searchsorted(analysis.offsets, analysis.sentences).reshape(-1, 2)
        self.speaking = np.flatnonzero(analysis.vocabulary.mask(load_senses().__contains__))
        self.senses = senses_of(map(analysis.words.__getitem__, self.speaking.tolist()))
        self.by_sentence = self.strongest(*self.edges.T)
        self.overall = _dominant(self.by_sentence)
        colons = (i if text[a:b].rstrip().endswith("：") else -1 for i, (a, b) in enumerate(analysis.sentences))
        self._colons = list(accumulate(colons, max))

    def spoken(self, first: Indices, last: Indices) -> tuple[Indices, Indices]:
        """Return the ranges of words, as ranges of those that have a sense."""
        return np.searchsorted(self.speaking, first), np.searchsorted(self.speaking, last)

    def strongest(self, first: Indices, last: Indices) -> list[str]:
        """Return the sense that wins in each range of words."""
        words, senses = self.analysis.words, self.senses
        begin, end = self.spoken(first, last)
        ranges = list(zip(*(column.tolist() for column in (first, last, begin, end)), strict=True))
        winner = {r: strongest(words[r[0] : r[1]], senses[r[2] : r[3]]) if r[2] < r[3] else "" for r in {*ranges}}
        return [winner[r] for r in ranges]

    def around(self, index: int) -> str:
        """Return how the sentences around one speak."""
        return _dominant(self.by_sentence[max(0, index - _NEAR) : index + _NEAR + 1])

    def form(self, index: int) -> list[int]:
        """Return what a sentence is by its form, and how those near it speak, as features."""
        return list(self._form(index))

    def _at(self, index: int) -> str:
        """Return how a sentence speaks; "-" where there is none."""
        return self.by_sentence[index] if 0 <= index < len(self.by_sentence) else "-"

    def _form(self, index: int) -> Iterator[int]:
        analysis, words = self.analysis, self.analysis.words
        text, (start, end) = analysis.text, analysis.sentences[index]
        above = self._announcing(index)
        yield from (_AT[by, self._at(index + by)] for by in _BESIDE)
        yield _END[text[start:end].rstrip()[-1:]]
        yield from _FORM[index in analysis.headings, bool(_ARTICLE.match(text, start, end)), self._at(above)]
        if index > 0:
            yield _BEFORE[words[self.edges[index - 1, 0]]]
        if above >= 0 and _ITEM.match(text, start, end):
            first, last = self.edges[above]
            yield from map(_ANNOUNCED.__getitem__, words[first:last][-3:-1])

    def _announcing(self, index: int) -> int:
        """Return the nearest sentence above that ends in a colon, or -1."""
        above = self._colons[index - 1] if index > 0 else -1
        return above if above > index - _LIST else -1


def _dominant(senses: list[str]) -> str:
    size = max(1, len(senses))
    called = sum(map(senses.count, _CALLS)) / size
    done = (senses.count("done") + senses.count("")) / size
    return f"{round(4 * called)}:{round(4 * done)}"


class Found:
    """Features of rows, as two columns: a row has as many of them as it needs."""

    def __init__(self, size: int) -> None:
        self._rows, self._all = [np.empty(0, dtype=np.int64)], np.arange(size)
        self._features = [np.empty(0, dtype=np.int64)]

    def add(self, rows: Indices, features: NDArray[Any]) -> None:
        """Add a feature to each of some rows."""
        self._rows.append(rows)
        self._features.append(features)

    def add_to_all(self, features: NDArray[Any]) -> None:
        """Add a feature to each row."""
        self.add(self._all, features)

    def add_lists(self, features: Iterable[list[int]]) -> None:
        """Add some features to each row."""
        lists = list(features)
        sizes = np.fromiter(map(len, lists), dtype=np.int64, count=len(lists))
        flat = np.fromiter((feature for row in lists for feature in row), dtype=np.int64, count=int(sizes.sum()))
        self.add(np.repeat(self._all, sizes), flat)

    def columns(self) -> tuple[Indices, Indices]:
        """Return rows and features."""
        return np.concatenate(self._rows), np.concatenate(self._features)
