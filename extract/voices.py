"""How a text speaks around the arguments of its relations, as features of the modality model (`extract.mood`).

A feature is a string such as c=must or w=应当, hashed. Each kind of feature has a table of the values that it was seen
with, so that hardly any string is made and hashed twice; features that depend on little are made together.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np

from extract.analysis import Analysis, Link, Span
from extract.loglinear import code
from extract.memo import Memo
from extract.modality import has_sense, senses_of, strongest

SIZE = 1 << 18
"""Of the hashed features."""
_BREAK = re.compile("[，；：。,;:\n]")
_TELLING = frozenset(
    "负责 为了 为 以 的 是 有权 作为 应 应当 要 将 可 可以 会 能 能够 确保 引导 让 使 使得 从而 已 了 着 过".split()
)
"""Words that tell more than their sense: assigned duties (负责), purposes (为了), modifiers (以…为…的)."""
_CALLS = ("must", "plan", "encouraged", "may")
_ITEM = re.compile(r"\s*(?:[（(][一二三四五六七八九十\d]+[)）]|\d+\s*[.．、])")
_ARTICLE = re.compile(r"\s*第[〇零一二三四五六七八九十百千\d]+条")
_NEAR = 6
"""Sentences on either side that tell how the passage speaks."""
_BESIDE = (-3, -2, -1, 1, 2)
"""Sentences on either side that are looked at one by one."""
_LIST = 12
"""Sentences of a list at most, up to the line that announces it (应当符合下列条件：)."""
_BETWEEN = 6
"""Words between two arguments that are looked at one by one."""
_MOST = 1 << 14
"""Entries of a table."""


def tables(*forms: str) -> list[Memo[Any, int]]:
    """Return for each form of a feature a table of its features, by what is written in place of %s: one or several."""
    return [Memo(lambda value, form=form: code(form % value) % SIZE, _MOST) for form in forms]  # type: ignore[misc]


def groups(*forms: str) -> Memo[tuple[object, ...], list[int]]:
    """Return a table of the features of some forms, by values with names: {0}, {1}, …."""
    return Memo(lambda values: [code(form.format(*values)) % SIZE for form in forms], _MOST)


_SENSE, _SENSE_BEHIND, _SENSE_INNER, _SENSE_REST = tables("c=%s", "b=%s", "msense=%s", "zs=%s")
_WORD, _LAST_WORD, _FIRST, _OPENING, _TAG = tables("w=%s", "v=%s", "first=%s", "cf=%s", "ct=%s")
_TELLS, _TOLD, _REST, _INNER, _GAP = tables("%s:c", "%s:b", "z=%s", "m=%s", "gap=%s")
_NEXT, _SECOND, _THIRD, _TWO, _LENGTH = tables("n1=%s", "n2=%s", "n3=%s", "n12=%s%s", "zl=%s")
_AT, _END, _BEFORE, _ANNOUNCED = tables("at%s=%s", "end=%s", "before=%s", "announced=%s")
_SPEAKS = groups("near={0}", "far={1}", "nf={0}>{1}", "all={2}", "around={3}", "an={3}:{0}:{1}")
_FORM = groups("heading={0}", "article={1}", "list={2}")


class Pair(NamedTuple):
    """Two arguments that are related, in which sentence, what the rules propose for them, the verb that governs
    the tail."""

    head: Span
    tail: Span
    sentence: tuple[int, int]
    proposed: Sequence[Link]
    governor: str


class Place(NamedTuple):
    """What speaks before a place of a sentence: where its clause begins, the strongest sense of the words in the
    clause and of those before it, and the features that all relations share whose later argument stands there."""

    begin: int
    near: str
    far: str
    features: list[int]


class Behind(NamedTuple):
    """What stands behind a place of a sentence, in its clause: the next word, how much (with 的 or without), and the
    features."""

    next: str
    length: str
    features: list[int]


@dataclass(slots=True)
class Voices:
    """How a text speaks: each sentence, the passages, the whole."""

    analysis: Analysis
    by_sentence: list[str] = field(init=False)
    """The strongest sense of the words of each."""
    overall: str = field(init=False)
    _around: dict[int, str] = field(default_factory=dict)
    _forms: dict[int, list[int]] = field(default_factory=dict)
    _places: dict[tuple[int, int], Place] = field(default_factory=dict)
    _behind: dict[tuple[int, int], Behind] = field(default_factory=dict)
    _edges: list[tuple[int, int]] = field(init=False)
    """First and last word (exclusive) of each sentence."""
    _breaks: list[int] = field(init=False)
    """Where a clause begins behind a mark."""
    _speaking: list[int] = field(init=False)
    """The words that have a sense."""
    _senses: list[str] = field(init=False)
    """Their senses."""
    _colons: list[int] = field(init=False)
    """The last sentence up to each one that ends in a colon, or -1."""

    def __post_init__(self) -> None:
        analysis, text = self.analysis, self.analysis.text
        edges = np.searchsorted(analysis.offsets, analysis.sentences)
        self._edges = [(first, last) for first, last in edges.tolist()]
        self._breaks = [match.end() for match in _BREAK.finditer(text)]
        self._speaking = np.flatnonzero(analysis.vocabulary.mask(has_sense)).tolist()
        self._senses = senses_of(map(analysis.words.__getitem__, self._speaking))
        self.by_sentence = [self._strongest(first, last)[0] for first, last in self._edges]
        self.overall = _dominant(self.by_sentence)
        colons = (i if text[a:b].rstrip().endswith("：") else -1 for i, (a, b) in enumerate(analysis.sentences))
        self._colons = list(accumulate(colons, max))

    def _strongest(self, first: int, last: int) -> tuple[str, list[str]]:
        """Return the sense that wins in a range of words, and all that they have."""
        senses = self.senses(first, last)
        return strongest(self.analysis.words[first:last], senses) if senses else "", senses

    def senses(self, first: int, last: int) -> list[str]:
        """Return the senses of a range of words, in order."""
        return self._senses[bisect_left(self._speaking, first) : bisect_left(self._speaking, last)]

    def at(self, index: int) -> str:
        """Return how a sentence speaks; "-" where there is none."""
        return self.by_sentence[index] if 0 <= index < len(self.by_sentence) else "-"

    def around(self, index: int) -> str:
        """Return how the sentences around one speak."""
        if index not in self._around:
            self._around[index] = _dominant(self.by_sentence[max(0, index - _NEAR) : index + _NEAR + 1])
        return self._around[index]

    def before(self, sentence: tuple[int, int], end: int) -> Place:
        """Return what speaks in a sentence before a place."""
        key = sentence[0], end
        if key not in self._places:
            self._places[key] = self._before(sentence, end)
        return self._places[key]

    def _before(self, sentence: tuple[int, int], end: int) -> Place:
        words, starts = self.analysis.words, self.analysis.starts
        index = bisect_right(self.analysis.sentences, (sentence[0], len(self.analysis.text))) - 1
        opening, closing = self._edges[index]
        mark = bisect_right(self._breaks, end) - 1
        begin = max(sentence[0], self._breaks[mark]) if mark >= 0 else sentence[0]
        lo, hi = bisect_left(starts, begin), bisect_left(starts, end)
        close = words[lo:hi]
        (near, senses), (far, _) = self._strongest(lo, hi), self._strongest(opening, lo)
        features = [
            *_SPEAKS[near, far, self.overall, self.around(index)],
            _FIRST[words[opening]],
            *map(_SENSE.__getitem__, senses),
            *map(_SENSE_BEHIND.__getitem__, self.senses(hi, min(closing, hi + 12))),
            *map(_WORD.__getitem__, close[:8]),
            *map(_LAST_WORD.__getitem__, close[-4:]),
            *map(_TELLS.__getitem__, sorted(_TELLING.intersection(close))),
            *map(_TOLD.__getitem__, sorted(_TELLING.intersection(words[opening:lo]))),
            *map(_OPENING.__getitem__, words[lo : lo + 1]),
            *map(_TAG.__getitem__, self.analysis.tags[lo : lo + 1]),
            *self.form(index),
        ]
        return Place(begin, near, far, features)

    def form(self, index: int) -> list[int]:
        """Return what a sentence is by its form, and how those near it speak."""
        if index not in self._forms:
            self._forms[index] = list(self._form(index))
        return self._forms[index]

    def _form(self, index: int) -> Iterator[int]:
        analysis, words = self.analysis, self.analysis.words
        text, (start, end) = analysis.text, analysis.sentences[index]
        above = self._announcing(index)
        yield from (_AT[by, self.at(index + by)] for by in _BESIDE)
        yield _END[text[start:end].rstrip()[-1:]]
        yield from _FORM[index in analysis.headings, bool(_ARTICLE.match(text, start, end)), self.at(above)]
        if index > 0:
            yield _BEFORE[words[self._edges[index - 1][0]]]
        if above >= 0 and _ITEM.match(text, start, end):
            first, last = self._edges[above]
            yield from map(_ANNOUNCED.__getitem__, words[first:last][-3:-1])

    def _announcing(self, index: int) -> int:
        """Return the nearest sentence above that ends in a colon, or -1."""
        above = self._colons[index - 1] if index > 0 else -1
        return above if above > index - _LIST else -1

    def behind(self, sentence: tuple[int, int], end: int) -> Behind:
        """Return what speaks behind a place of a sentence, in its clause: …对经济增长|具有重要意义."""
        key = sentence[0], end
        if key not in self._behind:
            words, starts = self.analysis.words, self.analysis.starts
            mark = bisect_right(self._breaks, end)
            close = min(sentence[1], self._breaks[mark] - 1) if mark < len(self._breaks) else sentence[1]
            lo = bisect_left(starts, end)
            hi = max(lo, bisect_left(starts, close))
            rest, (first, second, third) = words[lo:hi], [*words[lo : lo + 3], "", "", ""][:3]
            length = f"{min(4, len(rest))}:{'的' in rest}"
            features = [
                *(_NEXT[first], _SECOND[second], _THIRD[third], _TWO[first, second], _LENGTH[length]),
                *map(_REST.__getitem__, rest[-3:]),
                *map(_SENSE_REST.__getitem__, self.senses(lo, hi)),
            ]
            self._behind[key] = Behind(first, length, features)
        return self._behind[key]

    def between(self, first: Span, last: Span) -> Iterable[int]:
        """Return what stands between two spans."""
        starts = self.analysis.starts
        lo, hi = bisect_left(starts, first.end), bisect_left(starts, last.start)
        inner = self.analysis.words[lo:hi]
        near = map(_INNER.__getitem__, inner) if len(inner) <= _BETWEEN else [_GAP[len(inner) > 2 * _BETWEEN]]
        return [*near, *map(_SENSE_INNER.__getitem__, self.senses(lo, hi))]


def _dominant(senses: list[str]) -> str:
    size = max(1, len(senses))
    called = sum(map(senses.count, _CALLS)) / size
    done = (senses.count("done") + senses.count("")) / size
    return f"{round(4 * called)}:{round(4 * done)}"
