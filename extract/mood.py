"""The modality model: whether a text states a relation, calls for it or denies it, told by the words around it.

What counts most is what stands before the later argument in its clause; then what stands between the two arguments and
behind them, what the sentence says before that, the sentences before and behind, the line that an item of a list
belongs to, the relation itself, and how the text speaks on the whole: a plan calls for things without a modal, a
report states them.
What a sentence says of one relation speaks for its others: the modalities of a sentence's relations agree in 94 of 100.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.analysis import Analysis, Link, Span
from extract.crf import Crf, read_crf
from extract.loglinear import codes
from extract.modality import force_of, senses_of, strongest
from extract.statement import MODALITIES, Force, Modality
from extract.wordlists import data_file

MODEL = "modality.npz"
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
_FLOOR = 1e-6
_NEAR = 6
"""Sentences on either side that tell how the passage speaks."""
_LIST = 12
"""Sentences of a list at most, up to the line that announces it (应当符合下列条件：)."""
_BETWEEN = 6
"""Words between two arguments that are looked at one by one."""


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
    features: tuple[str, ...]


@dataclass(slots=True)
class Voices:
    """How a text speaks: each sentence, the passages, the whole."""

    analysis: Analysis
    by_sentence: list[str] = field(init=False)
    """The strongest sense of the words of each."""
    overall: str = field(init=False)
    _around: dict[int, str] = field(default_factory=dict)
    _forms: dict[int, tuple[str, ...]] = field(default_factory=dict)
    _places: dict[tuple[int, int], Place] = field(default_factory=dict)
    _behind: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)
    _edges: list[tuple[int, int]] = field(init=False)
    """First and last word (exclusive) of each sentence."""
    _breaks: list[int] = field(init=False)
    """Where a clause begins behind a mark."""

    def __post_init__(self) -> None:
        words, edges = self.analysis.words, np.searchsorted(self.analysis.offsets, self.analysis.sentences)
        self._edges = [(first, last) for first, last in edges.tolist()]
        self._breaks = [match.end() for match in _BREAK.finditer(self.analysis.text)]
        self.by_sentence = [_strongest(words[first:last])[0] for first, last in self._edges]
        self.overall = _dominant(self.by_sentence)

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
        close, before, behind = words[lo:hi], words[opening:lo], words[hi : min(closing, hi + 12)]
        (near, senses), (far, _), around = _strongest(close), _strongest(before), self.around(index)
        features = (
            *(f"near={near}", f"far={far}", f"nf={near}>{far}", f"first={words[opening]}"),
            *[f"c={sense}" for sense in senses],
            *[f"b={sense}" for sense in senses_of(behind)],
            *[f"w={word}" for word in close[:8]],
            *[f"v={word}" for word in close[-4:]],
            *[f"{word}:c" for word in sorted(_TELLING.intersection(close))],
            *[f"{word}:b" for word in sorted(_TELLING.intersection(before))],
            *(f"all={self.overall}", f"around={around}", f"an={around}:{near}:{far}"),
            *[f"cf={word}" for word in words[lo : lo + 1]],
            *[f"ct={tag}" for tag in self.analysis.tags[lo : lo + 1]],
            *self.form(index),
        )
        return Place(begin, near, far, features)

    def form(self, index: int) -> tuple[str, ...]:
        """Return what a sentence is by its form, and how those near it speak."""
        if index not in self._forms:
            self._forms[index] = tuple(self._form(index))
        return self._forms[index]

    def _form(self, index: int) -> Iterator[str]:
        analysis, words = self.analysis, self.analysis.words
        text, (start, end) = analysis.text, analysis.sentences[index]
        item = bool(_ITEM.match(text, start, end))
        yield from (f"at{by}={self.at(index + by)}" for by in (-3, -2, -1, 1, 2))
        yield from (f"heading={index in analysis.headings}", f"end={text[start:end].rstrip()[-1:]}")
        yield f"article={bool(_ARTICLE.match(text, start, end))}"
        if index > 0:
            yield f"before={words[self._edges[index - 1][0]]}"
        above = self._announcing(index)
        if item and above >= 0:
            first, last = self._edges[above]
            yield from (f"announced={word}" for word in words[first:last][-3:-1])
        yield f"list={self.at(above)}"

    def _announcing(self, index: int) -> int:
        """Return the nearest sentence above that ends in a colon, or -1."""
        text, sentences = self.analysis.text, self.analysis.sentences
        above = range(index - 1, max(-1, index - _LIST), -1)
        return next((i for i in above if text[slice(*sentences[i])].rstrip().endswith("：")), -1)

    def behind(self, sentence: tuple[int, int], end: int) -> tuple[str, ...]:
        """Return what speaks behind a place of a sentence, in its clause: …对经济增长|具有重要意义."""
        key = sentence[0], end
        if key not in self._behind:
            words, starts = self.analysis.words, self.analysis.starts
            mark = bisect_right(self._breaks, end)
            close = min(sentence[1], self._breaks[mark] - 1) if mark < len(self._breaks) else sentence[1]
            lo = bisect_left(starts, end)
            rest = words[lo : max(lo, bisect_left(starts, close))]
            first, second, third = [*words[lo : lo + 3], "", "", ""][:3]
            self._behind[key] = (
                *(f"n1={first}", f"n2={second}", f"n3={third}", f"n12={first}{second}"),
                *(f"z={word}" for word in rest[-3:]),
                *(f"zs={sense}" for sense in senses_of(rest)),
                f"zl={min(4, len(rest))}:{'的' in rest}",
            )
        return self._behind[key]

    def between(self, first: Span, last: Span) -> list[str]:
        """Return what stands between two spans."""
        words, starts = self.analysis.words, self.analysis.starts
        inner = words[bisect_left(starts, first.end) : bisect_left(starts, last.start)]
        near = [f"m={word}" for word in inner] if len(inner) <= _BETWEEN else [f"gap={len(inner) > 2 * _BETWEEN}"]
        return [*near, *(f"msense={sense}" for sense in senses_of(inner))]


def _strongest(words: list[str]) -> tuple[str, list[str]]:
    """Return the sense that wins among words, and all that they have."""
    senses = senses_of(words)
    return strongest(words) if senses else "", senses


def _dominant(senses: list[str]) -> str:
    size = max(1, len(senses))
    called = sum(map(senses.count, _CALLS)) / size
    done = (senses.count("done") + senses.count("")) / size
    return f"{round(4 * called)}:{round(4 * done)}"


def mood_features(voices: Voices, pair: Pair, relation: str) -> list[str]:
    """Return the features of a relation for the modality model."""
    head, tail, text = pair.head, pair.tail, voices.analysis.text
    first, last = (head, tail) if head < tail else (tail, head)
    here = voices.before(pair.sentence, last.start)
    behind = voices.behind(pair.sentence, last.end)
    same = "same" if first.start >= here.begin else "other"
    return [
        *here.features,
        *behind,
        *(f"{relation}:{behind[0]}", f"{relation}:{behind[-1]}"),
        *voices.between(first, last),
        *(f"{same}:{here.near}", f"r={relation}:{here.near}", f"gov={pair.governor}"),
        *(f"head={head.type}:{same}", f"r={relation}", f"order={head.start < tail.start}"),
        f"tt={tail.type}:{relation}",
        *(f"he={text[head.end - 2 : head.end]}", f"te={text[tail.end - 2 : tail.end]}"),
        *(f"hs={first.start - pair.sentence[0] < 6}:{here.near}", f"sub={first.start - here.begin < 3}:{same}"),
        *[f"rule={link.modality}" for link in pair.proposed],
    ]


def as_features(strings: Iterable[str]) -> NDArray[np.int64]:
    """Return the hashed features of strings."""
    return (codes(strings) % np.uint64(SIZE)).astype(np.int64)


@dataclass(slots=True)
class MoodModel:
    """A model, opened; a maximum-entropy classifier, which is a conditional random field without neighbours."""

    model: Path | None = None
    """The model's file; left out, the one that comes with Gangmu."""
    _crf: Crf = field(init=False)
    _columns: list[int] = field(init=False)
    """Of the modalities, in the model."""

    def __post_init__(self) -> None:
        self._crf = read_crf(data_file(MODEL) if self.model is None else self.model)
        self._columns = [self._crf.labels.index(modality) for modality in MODALITIES]

    def decide(self, rows: Sequence[list[str]], sizes: Sequence[int]) -> list[tuple[Modality, Force]]:
        """Return modality and force of relations.

        Each is judged by itself and by its sentence on the average, in equal parts of log probability; that something
        is denied or forbidden right there is for the rules to say.

        Args:
            rows: the features of each, those of a sentence together; none is without.
            sizes: how many relations each sentence states.
        """
        features = as_features(chain.from_iterable(rows))
        first = np.cumsum([0, *map(len, rows)])[:-1]
        weights = self._crf.weights[self._crf.index[features]].astype(np.float64)
        scores = np.add.reduceat(weights, first)[:, self._columns]
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        logs = np.log(odds / odds.sum(axis=1, keepdims=True) + _FLOOR)
        counts = np.array(sizes)
        means = np.add.reduceat(logs, np.cumsum(counts) - counts) / counts[:, None]
        best = (logs + np.repeat(means, counts, axis=0)).argmax(axis=1)
        return [_with_force(row, MODALITIES[i]) for row, i in zip(rows, best.tolist(), strict=True)]


def _with_force(features: list[str], modality: Modality) -> tuple[Modality, Force]:
    """Return modality and force of a relation, denied or forbidden where the rules say so."""
    near = next((f.removeprefix("near=") for f in features if f.startswith("near=")), "")
    far = next((f.removeprefix("far=") for f in features if f.startswith("far=")), "")
    if "rule=negated" in features or (near == "forbidden" and "order=True" in features):
        modality = "negated"
    return modality, force_of(modality, near or far)
