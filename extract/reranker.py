"""The reranker: which of the statements that the relation model thinks possible the text makes.

The relation model looks at one pair of phrases at a time. The reranker sees what came of all of them: how much better
a statement is than its rivals, which relation it is said to be, and the two arguments by themselves: their ends, the
words next to them, how sure and how central they are. Reranking by a second model, with features that the first cannot
have, is of M. Collins, Discriminative reranking for natural language parsing, ICML 2000. `extract.train` makes the
model, from statements that were proposed by models that had not seen the text.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.analysis import Analysis, Span
from extract.loglinear import Codes, Features, LogLinear, codes, hash_templates, numbers, read_model
from extract.pairs import Pairs
from extract.ranges import Indices
from extract.relations import MAX_LIST
from extract.standing import load_standing
from extract.vocabulary import forms, with_edges
from extract.wordlists import data_file

Odds = NDArray[np.float32]

MODEL = "statements.npz"
STATED, NOT_STATED = "stated", "-"
CURVE = (0.79, 0.77)
"""From the logit of a statement's probability to that of its confidence: what readers judged right, as a share
(`benchmarks/judged.py` fits it; J. Platt, Probabilistic outputs for support vector machines, 1999)."""
_SCORES = """
; both; head_fine; kind_fine; both_fine; second kind; relation both; relation head; relation kind; relation rival;
relation rival second; both first; both other; both heads; both tails; both back; both headed; both proposed relation
"""
_CONTEXT = """
relation types; relation types both; relation way apart; relation way clauses; phrases both; length both;
relation t_many; relation h_many; h_many t_many; carried relation; h_of relative relation; h_of t_of relation
"""
_ARGUMENTS = """
term; key; text; relation text; end1 relation; end2; relation end2; next; previous; relation next; relation previous;
next_tag next2_tag; type next_tag last_tag; previous_tag first_tag; previous_tag first_tag last_tag next_tag; count;
chars; words; place; rule; rule type relation; level share chars; level relation
"""
_BOTH = "h_term h_key; t_term t_key; h_key t_key; h_end1 t_end1; h_end2 relation t_end2"


def _templates() -> tuple[tuple[str, ...], ...]:
    """Return the templates; those of arguments are for head and tail alike."""
    shared = ("relation",)
    rows = [*_SCORES.split(";"), *_CONTEXT.split(";"), *_BOTH.split(";")]
    for side in ("h_", "t_"):
        for template in _ARGUMENTS.split(";"):
            rows.append(" ".join(name if name in shared else side + name for name in template.split()))
    return tuple(tuple(row.split()) for row in rows)


_TEMPLATES = _templates()


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the relation model thinks possible of a text."""

    pairs: Pairs
    odds: Odds
    """For each pair of phrases, how probable it is that its head acts on its tail."""
    rows: Indices
    """The pairs that are possible."""
    relations: Sequence[str]
    """The best relation of each of these."""
    rivals: Sequence[str]
    """The second best."""
    kinds: Odds
    """The probabilities of the two, shape (rows, 2)."""


class Candidate(NamedTuple):
    """A statement that is possible; `row` counts the pairs of phrases, `of` the rows of `Proposed`."""

    row: int
    of: int
    relation: str
    head: Span
    tail: Span


@dataclass(slots=True)
class Reranker:
    """The model, opened."""

    path: Path | None = None
    """The model's file; left out, the one that comes with Gangmu."""
    _model: LogLinear = field(init=False)

    def __post_init__(self) -> None:
        self._model = read_model(data_file(MODEL) if self.path is None else self.path)

    def probabilities(self, analysis: Analysis, proposed: Proposed, candidates: Sequence[Candidate]) -> Odds:
        """Return for each candidate how probable it is that the text states it."""
        if not candidates:
            return np.empty(0, dtype=np.float32)
        features = describe(analysis, proposed, candidates)
        return self._model.probabilities(features)[:, self._model.labels.index(STATED)]


def confidence(probability: float) -> float:
    """Return how many of statements of such a probability readers judge right, as a share in hundredths."""
    constant, slope = CURVE
    kept = min(max(probability, 1e-4), 1 - 1e-4)
    return round(1 / (1 + math.exp(-constant - slope * math.log(kept / (1 - kept)))), 2)


def statements(proposed: Proposed, unfit: set[Span], formal: frozenset[str]) -> list[Candidate]:
    """Return the candidates: each argument of the one phrase with each of the other.

    Args:
        proposed: the pairs of phrases.
        unfit: spans that are no arguments.
        formal: relations that the model has no say in.
    """
    pairs = proposed.pairs
    rows = [column.tolist() for column in (proposed.rows, pairs.head[proposed.rows], pairs.tail[proposed.rows])]
    args = pairs.phrases.args
    fit = {i: [arg for arg in args[i][:MAX_LIST] if arg not in unfit] for i in {*rows[1], *rows[2]}}
    return [
        Candidate(row, of, relation, a, b)
        for of, (row, head, tail, relation) in enumerate(zip(*rows, proposed.relations, strict=True))
        if relation not in formal
        for a in fit[head]
        for b in fit[tail]
    ]


def describe(analysis: Analysis, proposed: Proposed, candidates: Sequence[Candidate]) -> Features:
    """Return what the model sees of each candidate."""
    rows = np.array([c.row for c in candidates], dtype=np.int64)
    of = np.array([c.of for c in candidates], dtype=np.int64)
    pairs = proposed.pairs
    columns = {name: column[of] for name, column in _score_columns(proposed).items()}
    columns |= {name: pairs.columns[name][rows] for name in ("way", "apart", "clauses", "carried", "relative")}
    columns["types"] = pairs.types(pairs.head[rows], pairs.tail[rows])
    columns |= {"h_many": _many(pairs, pairs.head[rows]), "t_many": _many(pairs, pairs.tail[rows])}
    columns["phrases"] = np.minimum(12, _phrases_of_sentence(pairs)[pairs.tail[rows]]).astype(np.uint64)
    columns["length"] = _lengths(analysis, pairs)[pairs.tail[rows]]
    place: dict[Span, int] = defaultdict(count().__next__)
    heads, tails = np.array([(place[c.head], place[c.tail]) for c in candidates]).T
    seen = _argument_columns(analysis, list(place))
    for prefix, at in (("h_", heads), ("t_", tails)):
        columns |= {prefix + name: column[at] for name, column in seen.items()}
    return hash_templates(columns, _TEMPLATES)


def _score_columns(proposed: Proposed) -> dict[str, Codes]:
    """Return how the possible pairs stand among all pairs, by what the relation model thinks of them."""
    pairs, odds, rows = proposed.pairs, proposed.odds.astype(np.float64), proposed.rows
    size = len(pairs.phrases)
    of_tail, of_head, best, second = (np.zeros(size) for _ in range(4))
    np.add.at(of_tail, pairs.tail, odds)
    np.add.at(of_head, pairs.head, odds)
    np.maximum.at(best, pairs.tail, odds)
    below = odds < best[pairs.tail]
    np.maximum.at(second, pairs.tail[below], odds[below])
    head, tail, mine = pairs.head[rows], pairs.tail[rows], odds[rows]
    first = mine == best[tail]
    keys, wanted = pairs.tail * size + pairs.head, head * size + tail
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    kinds = proposed.kinds.astype(np.float64)
    both = mine * np.sqrt(kinds[:, 0])
    relation = codes(proposed.relations)
    return {
        "relation": relation,
        "rival": codes(proposed.rivals),
        "head": _levels(mine, 2),
        "head_fine": _levels(mine, 4),
        "kind": _levels(kinds[:, 0], 2),
        "kind_fine": _levels(kinds[:, 0], 4),
        "second": _levels(kinds[:, 1], 2),
        "both": _levels(both, 2),
        "both_fine": _levels(both, 4),
        "first": first.astype(np.uint64),
        "other": _levels(np.where(first, second[tail], best[tail]), 2),
        "back": _levels(np.where(keys[at] == wanted, odds[at], 0.0), 2),
        "tails": _sums(of_head[head]),
        "heads": _sums(of_tail[tail]),
        "headed": _sums(of_tail[head]),
        "proposed": (pairs.columns["proposed"][rows] == relation).astype(np.uint64),
    }


def _argument_columns(analysis: Analysis, arguments: Sequence[Span]) -> dict[str, Codes]:
    """Return what is seen of each argument by itself."""
    text = analysis.text
    names = [text[a.start : a.end] for a in arguments]
    begins, ends = np.array([(a.start, a.end) for a in arguments]).T
    first, end = np.searchsorted(analysis.offsets, begins), np.searchsorted(analysis.offsets, ends)
    words, tags = with_edges(analysis.vocabulary.codes()), with_edges(analysis.tagset.codes())
    size = len(analysis.words)
    level, share = load_standing().look_up(analysis.substrings.hashes(begins, ends))
    times = Counter(names)
    name, end1, end2, _, _ = forms(names).T
    return {
        "type": codes(a.type for a in arguments),
        "rule": codes(a.rule for a in arguments),
        "text": name,
        "end1": end1,
        "end2": end2,
        "chars": np.minimum(12, ends - begins).astype(np.uint64),
        "words": np.minimum(12, end - first).astype(np.uint64),
        "count": np.minimum(12, numbers(map(times.__getitem__, names))),
        "place": (5 * begins // len(text)).astype(np.uint64),
        "next": words[np.minimum(end, size)],
        "next_tag": tags[np.minimum(end, size)],
        "next2_tag": tags[np.minimum(end + 1, size)],
        "previous": words[first - 1],
        "previous_tag": tags[first - 1],
        "first_tag": tags[np.minimum(first, size)],
        "last_tag": tags[end - 1],
        "of": (words[np.minimum(end, size)] == codes(["的"])[0]).astype(np.uint64),
        "term": _shares(analysis.term_scores.get(a, -1.0) for a in arguments),
        "key": _shares(analysis.key_scores.get(a, -1.0) for a in names),
        "level": level.astype(np.uint64),
        "share": share.astype(np.uint64),
    }


def _many(pairs: Pairs, phrases: Indices) -> Codes:
    """Return the number of arguments of each phrase."""
    return np.array([min(12, len(args)) for args in pairs.phrases.args], dtype=np.uint64)[phrases]


def _phrases_of_sentence(pairs: Pairs) -> Indices:
    """Return for each phrase how many its sentence has."""
    return np.bincount(pairs.phrases.sentence)[pairs.phrases.sentence]


def _lengths(analysis: Analysis, pairs: Pairs) -> Codes:
    """Return the length of each phrase's sentence, as a logarithm."""
    bounds = np.array(analysis.sentences, dtype=np.float64)[pairs.phrases.sentence]
    return _whole(2 * np.log(bounds[:, 1] - bounds[:, 0] + 1))


def _levels(odds: NDArray[np.float64], steps: int) -> Codes:
    """Return the logits of probabilities, in so many steps for each unit."""
    kept = np.clip(odds, 1e-4, 1 - 1e-4)
    return _whole(steps * np.log(kept / (1 - kept)))


def _sums(values: NDArray[np.float64]) -> Codes:
    """Return the logarithms of sums of probabilities."""
    return _whole(2 * np.log(values + 0.01))


def _shares(values: Iterable[float]) -> Codes:
    """Return the logarithms of probabilities; those below nothing, which stand for unknown ones, are all alike."""
    array = np.array(list(values))
    return np.where(array < 0, np.uint64(99), _whole(2 * np.log(np.maximum(array, 1e-3))))


def _whole(values: NDArray[np.float64]) -> Codes:
    """Return numbers, rounded, as a column."""
    result: Codes = np.round(values).astype(np.int64).astype(np.uint64)
    return result
