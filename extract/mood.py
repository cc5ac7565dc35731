"""The modality model: whether a text states a relation, calls for it or denies it, told by the words around it.

What counts most is what stands before the later argument in its clause; then what stands between the two arguments and
behind them, what the sentence says before that, the sentences before and behind, the line that an item of a list
belongs to, the relation itself, and how the text speaks on the whole: a plan calls for things without a modal, a
report states them (`extract.voices`).
What a sentence says of one relation speaks for its others: the modalities of a sentence's relations agree in 94 of 100.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np

from extract.crf import Crf, read_crf
from extract.modality import force_of
from extract.statement import MODALITIES, Force, Modality
from extract.voices import SIZE, Pair, Voices, groups, tables
from extract.wordlists import data_file

__all__ = ["MODEL", "SIZE", "MoodModel", "Seen", "mood_features"]

MODEL = "modality.npz"
_FLOOR = 1e-6
_GOVERNOR, _HEAD_END, _TAIL_END, _RULE = tables("gov=%s", "he=%s", "te=%s", "rule=%s")
_NEXT, _LENGTH = tables("%s:n1=%s", "%s:zl=%s")
_RELATION = groups("r={0}", "r={0}:{1}", "tt={2}:{0}")
_ORDER = groups("{0}:{1}", "head={2}:{0}", "order={3}", "hs={4}:{1}", "sub={5}:{0}")


class Seen(NamedTuple):
    """What the modality model sees of a relation, and what the rules need to know besides."""

    near: str
    """The strongest sense in the clause before the later argument."""
    far: str
    """The same for the clauses before."""
    head_first: bool
    is_negated: bool
    """By a rule that proposed it."""
    features: list[int]


def mood_features(voices: Voices, pair: Pair, relation: str) -> Seen:
    """Return what the modality model sees of a relation."""
    head, tail, text = pair.head, pair.tail, voices.analysis.text
    first, last = (head, tail) if head < tail else (tail, head)
    here = voices.before(pair.sentence, last.start)
    behind = voices.behind(pair.sentence, last.end)
    same = "same" if first.start >= here.begin else "other"
    head_first = head.start < tail.start
    opens_sentence, opens_clause = first.start - pair.sentence[0] < 6, first.start - here.begin < 3
    rules = [link.modality for link in pair.proposed]
    features = [
        *here.features,
        *behind.features,
        *(_NEXT[relation, behind.next], _LENGTH[relation, behind.length]),
        *voices.between(first, last),
        *_RELATION[relation, here.near, tail.type],
        *_ORDER[same, here.near, head.type, head_first, opens_sentence, opens_clause],
        *(_GOVERNOR[pair.governor], _HEAD_END[text[head.end - 2 : head.end]], _TAIL_END[text[tail.end - 2 : tail.end]]),
        *map(_RULE.__getitem__, rules),
    ]
    return Seen(here.near, here.far, head_first, "negated" in rules, features)


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

    def decide(self, rows: Sequence[Seen], sizes: Sequence[int]) -> list[tuple[Modality, Force]]:
        """Return modality and force of relations.

        Each is judged by itself and by its sentence on the average, in equal parts of log probability; that something
        is denied or forbidden right there is for the rules to say.

        Args:
            rows: what is seen of each, those of a sentence together.
            sizes: how many relations each sentence states.
        """
        ends = np.cumsum([0, *(len(row.features) for row in rows)])
        features = np.fromiter(chain.from_iterable(row.features for row in rows), dtype=np.int64, count=int(ends[-1]))
        weights = self._crf.weights[self._crf.index[features]].astype(np.float64)
        scores = np.add.reduceat(weights, ends[:-1])[:, self._columns]
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        logs = np.log(odds / odds.sum(axis=1, keepdims=True) + _FLOOR)
        counts = np.array(sizes)
        means = np.add.reduceat(logs, np.cumsum(counts) - counts) / counts[:, None]
        best = (logs + np.repeat(means, counts, axis=0)).argmax(axis=1)
        return [_with_force(row, MODALITIES[i]) for row, i in zip(rows, best.tolist(), strict=True)]


def _with_force(seen: Seen, modality: Modality) -> tuple[Modality, Force]:
    """Return modality and force of a relation, denied or forbidden where the rules say so."""
    if seen.is_negated or (seen.near == "forbidden" and seen.head_first):
        modality = "negated"
    return modality, force_of(modality, seen.near or seen.far)
