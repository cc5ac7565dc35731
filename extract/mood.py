"""The modality model: whether a text states a relation, calls for it or denies it, told by the words around it.

What counts most is what stands before the later argument in its clause; then what the sentence says before that, the
sentences before and behind, the relation itself, and how the text speaks on the whole: a plan calls for things
without a modal, a report states them.
What a sentence says of one relation speaks for its others: the modalities of a sentence's relations agree in 94 of 100.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from importlib.resources import as_file
from pathlib import Path
from typing import Any

import numpy as np
import pycrfsuite

from extract.analysis import Analysis, Link, Span
from extract.modality import force_of, senses_of, strongest
from extract.statement import MODALITIES, Force, Modality
from extract.wordlists import data_file

MODEL = "modality.crfsuite"
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


@dataclass(slots=True)
class Voices:
    """How each sentence of a text speaks: the strongest sense of its words."""

    analysis: Analysis
    by_sentence: list[str] = field(init=False)
    overall: str = field(init=False)

    def __post_init__(self) -> None:
        self.by_sentence = [self._sense(start, end) for start, end in self.analysis.sentences]
        self.overall = _dominant(self.by_sentence)

    def _sense(self, start: int, end: int) -> str:
        starts = self.analysis.starts
        return strongest(self.analysis.words[bisect_left(starts, start) : bisect_left(starts, end)])

    def at(self, index: int) -> str:
        """Return how a sentence speaks; "-" where there is none."""
        return self.by_sentence[index] if 0 <= index < len(self.by_sentence) else "-"

    def around(self, index: int) -> str:
        """Return how the sentences around one speak."""
        return _dominant(self.by_sentence[max(0, index - _NEAR) : index + _NEAR + 1])


def _dominant(senses: list[str]) -> str:
    counts = Counter(senses)
    size = max(1, len(senses))
    called = (counts["must"] + counts["plan"] + counts["encouraged"] + counts["may"]) / size
    done = (counts["done"] + counts[""]) / size
    return f"{round(4 * called)}:{round(4 * done)}"


def mood_features(voices: Voices, pair: Pair, relation: str) -> list[str]:
    """Return the features of a relation for the modality model."""
    analysis, sentence, head, tail = voices.analysis, pair.sentence, pair.head, pair.tail
    text, words, starts = analysis.text, analysis.words, analysis.starts
    first, last = sorted((head, tail))
    begin = max(sentence[0], *(text.rfind(mark, sentence[0], last.start) + 1 for mark in _BREAKS))
    lo, hi = bisect_left(starts, begin), bisect_left(starts, last.start)
    close, before = words[lo:hi], words[bisect_left(starts, sentence[0]) : lo]
    behind = words[hi : bisect_left(starts, sentence[1])][:12]
    index = bisect_right(analysis.sentences, (sentence[0], len(text))) - 1
    near, far = strongest(close), strongest(before)
    same = "same" if first.start >= begin else "other"
    return [
        *(
            f"near={near}",
            f"far={far}",
            f"nf={near}>{far}",
            f"{same}:{near}",
            f"r={relation}:{near}",
            f"gov={pair.governor}",
        ),
        *(f"c={sense}" for sense in senses_of(close)),
        *(f"b={sense}" for sense in senses_of(behind)),
        *(f"w={word}" for word in close[:8]),
        *(f"v={word}" for word in close[-4:]),
        *(
            f"{word}:{place}"
            for place, part in (("c", close), ("b", before))
            for word in sorted(_TELLING.intersection(part))
        ),
        *(f"first={words[bisect_left(starts, sentence[0])]}", f"head={head.type}:{same}", f"r={relation}"),
        *(f"prev={voices.at(index - 1)}", f"next={voices.at(index + 1)}"),
        *(f"all={voices.overall}", f"around={voices.around(index)}", f"an={voices.around(index)}:{near}:{far}"),
        *(f"rule={link.modality}" for link in pair.proposed),
        *(f"heading={index in analysis.headings}", f"order={head.start < tail.start}"),
    ]


@dataclass(slots=True)
class MoodModel:
    """A model, opened; a maximum-entropy classifier like that of `extract.linker`."""

    model: Path | None = None
    _classifier: Any = field(init=False)

    def __post_init__(self) -> None:
        self._classifier = pycrfsuite.Tagger()
        with as_file(data_file(MODEL)) if self.model is None else nullcontext(self.model) as path:
            self._classifier.open(str(path))

    def decide(self, rows: Sequence[list[str]]) -> list[tuple[Modality, Force]]:
        """Return modality and force of the relations of one sentence, given the features of each.

        Each is judged by itself and by the sentence on the average, in equal parts of log probability; that something
        is denied or forbidden right there is for the rules to say.
        """
        logs = np.log(np.array([self._probabilities(row) for row in rows]) + _FLOOR)
        best = (logs + logs.mean(axis=0)).argmax(axis=1)
        return [_with_force(row, MODALITIES[i]) for row, i in zip(rows, best.tolist(), strict=True)]

    def _probabilities(self, features: list[str]) -> list[float]:
        self._classifier.set([features])
        return [self._classifier.marginal(modality, 0) for modality in MODALITIES]


def _with_force(features: list[str], modality: Modality) -> tuple[Modality, Force]:
    """Return modality and force of a relation, denied or forbidden where the rules say so."""
    near = next((f.removeprefix("near=") for f in features if f.startswith("near=")), "")
    far = next((f.removeprefix("far=") for f in features if f.startswith("far=")), "")
    if "rule=negated" in features or (near == "forbidden" and "order=True" in features):
        modality = "negated"
    return modality, force_of(modality, near or far)
