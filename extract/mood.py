"""The modality model: whether a text states a relation, calls for it or denies it, told by the words around it.

What counts most is what stands before the later argument in its clause; then what stands between the two arguments and
behind them, what the sentence says before that, the sentences before and behind, the line that an item of a list
belongs to, the relation itself, and how the text speaks on the whole: a plan calls for things without a modal, a
report states them (`extract.voices`).
What a sentence says of one relation speaks for its others: the modalities of a sentence's relations agree in 94 of 100.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.analysis import Analysis, Link, Span
from extract.crf import Crf, read_crf
from extract.loglinear import code
from extract.memo import Memo
from extract.modality import force_of
from extract.ranges import Indices, count_in
from extract.statement import MODALITIES, Force, Modality
from extract.voices import SIZE, Found, Voices, groups, tables
from extract.wordlists import data_file

MODEL = "modality.npz"
_FLOOR = 1e-6
_BREAKS = sorted(map(ord, "，；：。,;:\n"))
_TELLING = frozenset(
    "负责 为了 为 以 的 是 有权 作为 应 应当 要 将 可 可以 会 能 能够 确保 引导 让 使 使得 从而 已 了 着 过".split()
)
"""Words that tell more than their sense: assigned duties (负责), purposes (为了), modifiers (以…为…的)."""
_BETWEEN = 6
"""Words between two arguments that are looked at one by one."""
_BEHIND = 12
"""Words from the later argument on whose senses count."""
_WORD_FORMS = ("w", "v", "cf", "first", "n1", "n2", "n3", "z", "m", "gov")
_WORDS = Memo[str, bytes](
    lambda word: np.array([code(f"{name}={word}") % SIZE for name in _WORD_FORMS], dtype=np.int32).tobytes()
)
"""The features of a word, one for each place where it may stand; as bytes, of which many are joined at once."""
_SENSE, _SENSE_BEHIND, _SENSE_INNER, _SENSE_REST = tables("c=%s", "b=%s", "msense=%s", "zs=%s")
_TAG, _TELLS, _TOLD, _GAP, _RULE = tables("ct=%s", "%s:c", "%s:b", "gap=%s", "rule=%s")
_SPEAKS = groups("near={0}", "far={1}", "nf={0}>{1}", "all={2}", "around={3}", "an={3}:{0}:{1}")
_RELATION = groups("r={0}", "r={0}:{1}", "tt={2}:{0}")
_ORDER = groups("{0}:{1}", "head={2}:{0}", "order={3}", "hs={4}:{1}", "sub={5}:{0}")
_NEXT = groups("n12={0}{1}", "{2}:n1={0}")
_LENGTH = groups("zl={0}:{1}", "{2}:zl={0}:{1}")
_ENDS = groups("he={0}", "te={1}")


class Pair(NamedTuple):
    """Two arguments that are related, in which sentence, what the rules propose for them, the verb that governs
    the tail."""

    head: Span
    tail: Span
    sentence: tuple[int, int]
    proposed: Sequence[Link]
    governor: str


@dataclass(frozen=True, slots=True)
class Places:
    """Where relations stand in a text, a row for each. Words are indices of the text's words."""

    head_first: NDArray[np.bool_]
    sentence: Indices
    since_sentence: Indices
    """Characters from the beginning of the sentence to the earlier argument; fewer than none if that is carried."""
    since_clause: Indices
    """The same from the beginning of the later one's clause."""
    clause: Indices
    """The first word of this clause."""
    inner: Indices
    """The word behind the earlier argument."""
    later: Indices
    """The first word of the later argument."""
    behind: Indices
    """The word behind it."""
    end: Indices
    """The last word of its clause (exclusive)."""


def _places(analysis: Analysis, pairs: Sequence[Pair]) -> Places:
    rows = np.array([(*pair.head[:2], *pair.tail[:2], *pair.sentence) for pair in pairs], dtype=np.int64)
    head_first = rows[:, 0] < rows[:, 2]
    earlier, later = (np.where(first[:, None], rows[:, :2], rows[:, 2:4]) for first in (head_first, ~head_first))
    start, stop = rows[:, 4:].T
    breaks = np.append(np.flatnonzero(np.isin(analysis.characters, _BREAKS)) + 1, len(analysis.text) + 1)
    mark = np.searchsorted(breaks, later[:, 0], side="right") - 1
    begin = np.where(mark >= 0, np.maximum(start, breaks[mark]), start)
    close = np.minimum(stop, breaks[np.searchsorted(breaks, later[:, 1], side="right")] - 1)
    edges = np.stack([begin, earlier[:, 1], later[:, 0], later[:, 1], close])
    clause, inner, place, behind, end = np.searchsorted(analysis.offsets, edges)
    sentence = np.searchsorted([first for first, _ in analysis.sentences], start, side="right") - 1
    since = earlier[:, 0] - start, earlier[:, 0] - begin
    return Places(head_first, sentence, *since, clause, inner, place, behind, np.maximum(behind, end))


class Seen(NamedTuple):
    """What the modality model sees of relations, and what the rules need to know of each besides."""

    near: list[str]
    """The strongest sense in the clause before the later argument."""
    far: list[str]
    """The same for the clauses before."""
    head_first: list[bool]
    is_negated: list[bool]
    """By a rule that proposes it."""
    rows: Indices
    """The relation that has each feature."""
    features: Indices


def mood_features(analysis: Analysis, pairs: Sequence[Pair], relations: Sequence[str]) -> Seen:
    """Return what the modality model sees of relations; there is at least one."""
    voices, at, found = Voices(analysis), _places(analysis, pairs), Found(len(pairs))
    opening = voices.edges[at.sentence, 0]
    near, far = voices.strongest(at.clause, at.later), voices.strongest(opening, at.clause)
    sentences = at.sentence.tolist()
    around, forms = {i: voices.around(i) for i in {*sentences}}, {i: voices.form(i) for i in {*sentences}}
    found.add_lists(map(forms.__getitem__, sentences))
    passages = map(around.__getitem__, sentences)
    found.add_lists(map(_SPEAKS.__getitem__, zip(near, far, repeat(voices.overall), passages)))
    _add_words(found, analysis, at, opening, pairs)
    _add_senses(found, voices, at)
    _add_arguments(found, analysis, at, pairs, relations, near)
    rules = [[link.modality for link in pair.proposed] for pair in pairs]
    found.add_lists([_RULE[rule] for rule in row] for row in rules)
    is_negated = ["negated" in row for row in rules]
    return Seen(near, far, at.head_first.tolist(), is_negated, *found.columns())


def _spread(begin: Indices, end: Indices) -> tuple[Indices, Indices]:
    """Return the items of ranges, with the row of each."""
    sizes = np.maximum(0, end - begin)
    rows = np.repeat(np.arange(len(sizes)), sizes)
    return rows, np.arange(len(rows)) - np.repeat(np.cumsum(sizes) - sizes - begin, sizes)


def _add_words(found: Found, analysis: Analysis, at: Places, opening: Indices, pairs: Sequence[Pair]) -> None:
    """Add the words before the later argument, between the two and behind."""
    words, size = analysis.vocabulary, len(analysis.words)
    seen = np.frombuffer(b"".join(map(_WORDS.__getitem__, [*words.words, ""])), dtype=np.int32)
    columns = dict(zip(_WORD_FORMS, seen.reshape(-1, len(_WORD_FORMS)).T, strict=True))
    places = np.append(words.places, [len(words.words)] * 3)
    short = at.later - at.inner <= _BETWEEN
    for name, begin, end in (
        ("w", at.clause, np.minimum(at.clause + 8, at.later)),
        ("v", np.maximum(at.clause, at.later - 4), at.later),
        ("cf", at.clause, np.minimum(at.clause + 1, size)),
        ("z", np.maximum(at.behind, at.end - 3), at.end),
        ("m", at.inner, np.where(short, at.later, at.inner)),
    ):
        rows, word = _spread(begin, end)
        found.add(rows, columns[name][places[word]])
    for name, word in (("first", opening), ("n1", at.behind), ("n2", at.behind + 1), ("n3", at.behind + 2)):
        found.add_to_all(columns[name][places[word]])
    index = {word: i for i, word in enumerate(words.words)}
    found.add_to_all(columns["gov"][[index.get(pair.governor, -1) for pair in pairs]])
    rows, word = _spread(at.clause, np.minimum(at.clause + 1, size))
    tags = analysis.tagset
    found.add(rows, np.array([_TAG[tag] for tag in tags.words])[tags.places[word]])
    gaps = np.array([_GAP[False], _GAP[True]])
    found.add(np.flatnonzero(~short), gaps[(at.later - at.inner > 2 * _BETWEEN)[~short].astype(np.int64)])


def _add_senses(found: Found, voices: Voices, at: Places) -> None:
    """Add the senses of the words before the later argument, between the two and behind, and telling words."""
    edges, names = voices.edges[at.sentence].T, sorted(set(voices.senses))
    senses = np.array([names.index(sense) for sense in voices.senses], dtype=np.int64)
    for table, begin, end in (
        (_SENSE, at.clause, at.later),
        (_SENSE_BEHIND, at.later, np.minimum(edges[1], at.later + _BEHIND)),
        (_SENSE_INNER, at.inner, at.later),
        (_SENSE_REST, at.behind, at.end),
    ):
        rows, item = _spread(*voices.spoken(begin, end))
        found.add(rows, np.array([table[name] for name in names], dtype=np.int64)[senses[item]])
    words = voices.analysis.vocabulary
    telling = np.flatnonzero(words.mask(_TELLING.__contains__))
    for table, begin, end in ((_TELLS, at.clause, at.later), (_TOLD, edges[0], at.clause)):
        rows, item = _spread(np.searchsorted(telling, begin), np.searchsorted(telling, end))
        # A word that stands there twice tells no more than once.
        once = np.unique(rows * len(words.words) + words.places[telling[item]])
        row, word = np.divmod(once, len(words.words))
        found.add(row, np.array([table[words.words[i]] for i in word.tolist()], dtype=np.int64))


def _add_arguments(
    found: Found, analysis: Analysis, at: Places, pairs: Sequence[Pair], relations: Sequence[str], near: Sequence[str]
) -> None:
    """Add what the relation and its arguments are, alone and with what stands around them."""
    text, of = analysis.text, count_in(analysis.vocabulary.mask("的".__eq__), at.behind, at.end) > 0
    following = [*analysis.words, "", ""]
    same = ["same" if since >= 0 else "other" for since in at.since_clause.tolist()]
    heads, tails = [pair.head for pair in pairs], [pair.tail for pair in pairs]
    order = (at.head_first, at.since_sentence < 6, at.since_clause < 3)
    length = (np.minimum(4, at.end - at.behind), of)

    def add(table: Memo[tuple[object, ...], list[int]], *columns: Iterable[object]) -> None:
        found.add_lists(map(table.__getitem__, zip(*columns, strict=True)))

    add(_RELATION, relations, near, [tail.type for tail in tails])
    add(_ORDER, same, near, [head.type for head in heads], *(column.tolist() for column in order))
    add(_LENGTH, *(column.tolist() for column in length), relations)
    add(_NEXT, *([following[i + by] for i in at.behind.tolist()] for by in (0, 1)), relations)
    add(_ENDS, *([text[arg.end - 2 : arg.end] for arg in args] for args in (heads, tails)))


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

    def decide(self, seen: Seen, sizes: Sequence[int]) -> list[tuple[Modality, Force]]:
        """Return modality and force of relations.

        Each is judged by itself and by its sentence on the average, in equal parts of log probability; that something
        is denied or forbidden right there is for the rules to say.

        Args:
            seen: what is seen of them, those of a sentence together.
            sizes: how many relations each sentence states.
        """
        weights = self._crf.weights[self._crf.index[seen.features]]
        scores = np.stack([np.bincount(seen.rows, weights=weights[:, column]) for column in self._columns], axis=1)
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        logs = np.log(odds / odds.sum(axis=1, keepdims=True) + _FLOOR)
        counts = np.array(sizes)
        means = np.add.reduceat(logs, np.cumsum(counts) - counts) / counts[:, None]
        best = (logs + np.repeat(means, counts, axis=0)).argmax(axis=1)
        rows = zip(seen.near, seen.far, seen.head_first, seen.is_negated, strict=True)
        return [_with_force(*row, MODALITIES[i]) for row, i in zip(rows, best.tolist(), strict=True)]


def _with_force(near: str, far: str, head_first: bool, is_negated: bool, modality: Modality) -> tuple[Modality, Force]:
    """Return modality and force of a relation, denied or forbidden where the rules say so."""
    if is_negated or (near == "forbidden" and head_first):
        modality = "negated"
    return modality, force_of(modality, near or far)
