"""The modality model: whether a text states a relation, calls for it or denies it, told by the words around it.

What counts most is what stands before the later argument in its clause; then what the sentence says before that, the
sentences before and behind, the relation itself, and how the text speaks on the whole: a plan calls for things
without a modal, a report states them.
What a sentence says of one relation speaks for its others: the modalities of a sentence's relations agree in 94 of 100.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np

from extract.analysis import Analysis, Link, Span
from extract.crf import Crf, read_crf
from extract.loglinear import code
from extract.modality import force_of, senses_of, strongest
from extract.statement import MODALITIES, Force, Modality
from extract.wordlists import data_file

MODEL = "modality.npz"
SIZE = 1 << 18
"""Of the hashed features."""
_BREAKS = "，；：。,;:\n"
_TELLING = frozenset(
    "负责 为了 为 以 的 是 有权 作为 应 应当 要 将 可 可以 会 能 能够 确保 引导 让 使 使得 从而 已 了 着 过".split()
)
"""Words that tell more than their sense: assigned duties (负责), purposes (为了), modifiers (以…为…的)."""
_FLOOR = 1e-6
_NEAR = 6
"""Sentences on either side that tell how the passage speaks."""


@dataclass(frozen=True, slots=True)
class Pair:
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
    _places: dict[tuple[int, int], Place] = field(default_factory=dict)

    def __post_init__(self) -> None:
        starts, words = self.analysis.starts, self.analysis.words
        edges = ((bisect_left(starts, start), bisect_left(starts, end)) for start, end in self.analysis.sentences)
        self.by_sentence = [strongest(words[first:last]) for first, last in edges]
        self.overall = _dominant(self.by_sentence)

    def at(self, index: int) -> str:
        """Return how a sentence speaks; "-" where there is none."""
        return self.by_sentence[index] if 0 <= index < len(self.by_sentence) else "-"

    def around(self, index: int) -> str:
        """Return how the sentences around one speak."""
        return _dominant(self.by_sentence[max(0, index - _NEAR) : index + _NEAR + 1])

    def before(self, sentence: tuple[int, int], end: int) -> Place:
        """Return what speaks in a sentence before a place."""
        key = sentence[0], end
        if key not in self._places:
            self._places[key] = self._before(sentence, end)
        return self._places[key]

    def _before(self, sentence: tuple[int, int], end: int) -> Place:
        text, words, starts = self.analysis.text, self.analysis.words, self.analysis.starts
        begin = max(sentence[0], *(text.rfind(mark, sentence[0], end) + 1 for mark in _BREAKS))
        opening, lo, hi, closing = (bisect_left(starts, x) for x in (sentence[0], begin, end, sentence[1]))
        close, before, behind = words[lo:hi], words[opening:lo], words[hi:closing][:12]
        index = bisect_right(self.analysis.sentences, (sentence[0], len(text))) - 1
        near, far, around = strongest(close), strongest(before), self.around(index)
        features = (
            *(f"near={near}", f"far={far}", f"nf={near}>{far}", f"first={words[opening]}"),
            *(f"c={sense}" for sense in senses_of(close)),
            *(f"b={sense}" for sense in senses_of(behind)),
            *(f"w={word}" for word in close[:8]),
            *(f"v={word}" for word in close[-4:]),
            *(
                f"{word}:{place}"
                for place, part in (("c", close), ("b", before))
                for word in sorted(_TELLING.intersection(part))
            ),
            *(f"prev={self.at(index - 1)}", f"next={self.at(index + 1)}", f"heading={index in self.analysis.headings}"),
            *(f"all={self.overall}", f"around={around}", f"an={around}:{near}:{far}"),
        )
        return Place(begin, near, far, features)


def _dominant(senses: list[str]) -> str:
    counts = Counter(senses)
    size = max(1, len(senses))
    called = (counts["must"] + counts["plan"] + counts["encouraged"] + counts["may"]) / size
    done = (counts["done"] + counts[""]) / size
    return f"{round(4 * called)}:{round(4 * done)}"


def mood_features(voices: Voices, pair: Pair, relation: str) -> list[str]:
    """Return the features of a relation for the modality model."""
    head, tail = pair.head, pair.tail
    first, last = sorted((head, tail))
    here = voices.before(pair.sentence, last.start)
    same = "same" if first.start >= here.begin else "other"
    return [
        *here.features,
        *(f"{same}:{here.near}", f"r={relation}:{here.near}", f"gov={pair.governor}"),
        *(f"head={head.type}:{same}", f"r={relation}", f"order={head.start < tail.start}"),
        *(f"rule={link.modality}" for link in pair.proposed),
    ]


def as_features(strings: Sequence[str]) -> list[int]:
    """Return the hashed features of strings."""
    return [code(string) % SIZE for string in strings]


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

    def decide(self, rows: Sequence[list[str]]) -> list[tuple[Modality, Force]]:
        """Return modality and force of the relations of one sentence, given the features of each.

        Each is judged by itself and by the sentence on the average, in equal parts of log probability; that something
        is denied or forbidden right there is for the rules to say.
        """
        weights = (self._crf.weights[self._crf.index[as_features(row)]] for row in rows)
        scores = np.array([table.sum(axis=0, dtype=np.float64) for table in weights])[:, self._columns]
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        logs = np.log(odds / odds.sum(axis=1, keepdims=True) + _FLOOR)
        best = (logs + logs.mean(axis=0)).argmax(axis=1)
        return [_with_force(row, MODALITIES[i]) for row, i in zip(rows, best.tolist(), strict=True)]


def _with_force(features: list[str], modality: Modality) -> tuple[Modality, Force]:
    """Return modality and force of a relation, denied or forbidden where the rules say so."""
    near = next((f.removeprefix("near=") for f in features if f.startswith("near=")), "")
    far = next((f.removeprefix("far=") for f in features if f.startswith("far=")), "")
    if "rule=negated" in features or (near == "forbidden" and "order=True" in features):
        modality = "negated"
    return modality, force_of(modality, near or far)
