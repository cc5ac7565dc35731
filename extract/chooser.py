"""The chooser: which candidate spans of a text are mentions, and of what type.

The tagger knows each word's neighbours, the rules know names by their form; the chooser weighs both for whole
spans, with what is known of the span itself: its head noun, its length, how it stands in policy prose
(`extract.standing`), what is thought of the same name elsewhere in the text. Reranking by a global model of what a
local one proposes is of M. Collins, Ranking algorithms for named-entity extraction, ACL 2002. `extract.train`
makes the model.
"""

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extract.analysis import Analysis, Span
from extract.clauses import load_triggers
from extract.grammar import Grammar
from extract.lexicon import BUILTIN
from extract.loglinear import Codes, Features, LogLinear, code, codes, hash_templates, read_model
from extract.overlaps import priority
from extract.phrases import BREAKS, NOTHING
from extract.proposals import Proposals, as_keys, as_ranges, shares, whole_keys
from extract.quotes import marked_edges, whole_quotations
from extract.ranges import Indices
from extract.standing import load_standing
from extract.vocabulary import Vocabulary, last_one, last_two, vocabulary, with_edges
from extract.wordlists import data_file

MODEL = "chooser.npz"
NONE = "-"
TYPES = ("ORG", "POLICY", "MECHANISM", "PLACE", "ACTOR")
_BY_NAME = sorted(TYPES, reverse=True)
HOSTS = frozenset({"ORG", "POLICY", "MECHANISM"})
THRESHOLD = 0.32
"""The least probability of a mention, chosen by cross-validation for F1."""
TRUST = 0.3
"""The weight of the tagger's own opinion beside the chooser's, who is unsure of forms that it has hardly seen."""
RULE = "model"
HOST = 0.3
"""The least probability of a name that places inside it do not speak against."""
_FLOOR = 0.01
_NESTED = 0.1
"""How much a place inside a longer name counts beside that name; it is added as a nested place anyway."""
_TEMPLATES = tuple(
    tuple(t.split())
    for t in """ ; top; p_ORG; p_POLICY; p_MECHANISM; p_PLACE; p_ACTOR; top_type top; tagged; rule1; rule2; rule3;
    rules; end1; end2; end2 top_type; head_type head_kind; chars; words; before; behind; before_tag before_kind;
    behind_tag behind_kind; first; first_tag first_kind; before_tag before_kind first_tag first_kind; last_tags;
    count; elsewhere; elsewhere top_type top; level; share; phrase; quoted; marks; governs;
    governs chars; joins; joins top
    """.split(";")
)
Range = tuple[int, int]


@dataclass(slots=True)
class Chooser:
    """The model, opened."""

    grammar: Grammar
    path: Path | None = None
    """The model's file; left out, the one that comes with Gangmu."""
    _model: LogLinear = field(init=False)

    def __post_init__(self) -> None:
        self._model = read_model(data_file(MODEL) if self.path is None else self.path)

    def choose(self, analysis: Analysis, candidates: Sequence[Span], proposals: Proposals) -> list[Span]:
        """Return the mentions of a text, sorted, without overlaps.

        Args:
            analysis: the text.
            candidates: what the rules and the tagger's best reading find.
            proposals: how probable the tagger thinks each type is for a range.
        """
        rules = by_range(analysis, candidates)
        ranges, features = describe(analysis, rules, proposals, self.grammar)
        if not ranges:
            return []
        odds = self._model.probabilities(features)
        sentences = whole_sentences(analysis, ranges, rules)
        odds *= 1 - TRUST
        keys = as_keys(*np.array(ranges).T)
        odds += (TRUST * shares(keys, proposals, proposals.keys(), self._model.labels)).astype(np.float32)
        spans = []
        for type_, column in zip(self._model.labels, odds.T, strict=True):
            likely = np.flatnonzero(column >= THRESHOLD) if type_ != NONE else np.empty(0, dtype=np.int64)
            for row, probability in zip(likely.tolist(), column[likely].tolist(), strict=True):
                found = ranges[row]
                if found not in sentences:
                    spans.append((Span(*found, type_, _rule(rules.get(found, ()), type_)), probability))
        return best_spans(spans)


def _rule(candidates: Sequence[Span], type_: str) -> str:
    """Return the most certain rule that made a candidate of a type, or the model."""
    agreeing = [span for span in candidates if span.type == type_]
    return min(agreeing, key=lambda s: (priority(s), s.rule != BUILTIN, s.rule)).rule if agreeing else RULE


def whole_sentences(analysis: Analysis, ranges: list[Range], rules: Mapping[Range, Sequence[Span]]) -> set[Range]:
    """Return the ranges that are a clause with subject, verb and object, and no name (社区|帮扶|困难家庭).

    The rules find a body or people right before a trigger verb and right behind it, and the range opens its clause.
    """
    bodies = {r for r, spans in rules.items() for s in spans if s.type in ("ORG", "ACTOR") and s.rule != RULE}
    opening, closing = {start for start, _ in bodies}, {end for _, end in bodies}
    words, starts, triggers = analysis.words, analysis.starts, load_triggers().relations
    found = set()
    for start, end in ranges:
        if start not in opening or end not in closing:
            continue
        first = bisect_left(starts, start)
        if first > 0 and words[first - 1] not in BREAKS:
            continue
        for i in range(first + 1, bisect_left(starts, end) - 1):
            at, behind = starts[i], starts[i] + len(words[i])
            if words[i] in triggers and (start, at) in bodies and (behind, end) in bodies:
                found.add((start, end))
    return found


def best_spans(spans: Iterable[tuple[Span, float]]) -> list[Span]:
    """Return the spans that do not overlap and together weigh most (weighted interval scheduling).

    A span weighs its probability above the threshold times the root of its length: two short names that are
    certain must not drive out the long one that holds both.
    """
    rows = sorted(spans, key=lambda row: (row[0].end, row[0]))
    hosts = sorted(span for span, p in rows if p >= HOST and span.type in HOSTS)
    host_starts, reach = [h.start for h in hosts], [0, *accumulate((h.end for h in hosts), max)]
    ends = [span.end for span, _ in rows]
    best, taken = [0.0], []
    for n, (span, p) in enumerate(rows):
        before = bisect_right(ends, span.start, 0, n)
        weight = (p - THRESHOLD + 0.01) * math.sqrt(span.end - span.start)
        if span.type == "PLACE" and span.end <= reach[bisect_right(host_starts, span.start)]:
            weight *= _NESTED
        taken.append(before if best[before] + weight > best[-1] else -1)
        best.append(max(best[-1], best[before] + weight))
    chosen, n = [], len(rows)
    while n > 0:
        if taken[n - 1] < 0:
            n -= 1
        else:
            chosen.append(rows[n - 1][0])
            n = taken[n - 1]
    return chosen[::-1]


def describe(
    analysis: Analysis, rules: Mapping[Range, Sequence[Span]], proposals: Proposals, grammar: Grammar
) -> tuple[list[Range], Features]:
    """Return the candidate ranges of a text, sorted, and what the model sees of each.

    Args:
        analysis: the text.
        rules: what `by_range` makes of what the rules and the tagger's best reading find.
        proposals: how probable the tagger thinks each type is for a range.
        grammar: the word lists.
    """
    proposed = whole_keys(analysis, proposals)
    keys = np.unique(np.append(as_keys(*np.array([*rules], dtype=np.int64).reshape(-1, 2).T), proposed))
    if not len(keys):
        return [], np.empty((0, len(_TEMPLATES)), dtype=np.int32)
    starts, ends = as_ranges(keys)
    ranges = list(zip(starts.tolist(), ends.tolist(), strict=True))
    names = vocabulary([analysis.text[a:b] for a, b in ranges])
    columns = {
        **_words_around(analysis, starts, ends, grammar),
        **_opinions(names, shares(keys, proposals, proposed, _BY_NAME, least=_FLOOR)),
        **_said([rules.get(r, ()) for r in ranges]),
        **_forms(analysis, names, starts, ends, grammar),
    }
    return ranges, hash_templates(columns, _TEMPLATES)


def by_range(analysis: Analysis, candidates: Sequence[Span]) -> dict[Range, list[Span]]:
    """Return the candidates by their range, quotations made whole."""
    found: dict[Range, list[Span]] = defaultdict(list)
    opening, closing = (mask.tobytes() for mask in marked_edges(analysis.characters))
    for span in candidates:
        start, end, type_, _ = span
        if type_ in TYPES:
            marked = opening[start] or closing[end]
            found[whole_quotations(analysis.text, start, end) if marked else (start, end)].append(span)
    return found


def _levels(p: NDArray[np.float64]) -> Codes:
    """Return the log odds of probabilities in steps of 0.7, between -6 and 6."""
    odds = np.log((p + 1e-9) / (1 - p + 1e-9))
    return np.clip(np.round(odds / 0.7), -6, 6).astype(np.int64).astype(np.uint64)


def _opinions(names: Vocabulary, odds: NDArray[np.float64]) -> dict[str, Codes]:
    """Return what the tagger thinks of each range, and of the same name elsewhere in the text."""
    top, place = odds.max(axis=1), odds.argmax(axis=1)
    levels, known = _levels(odds), top > _FLOOR
    count = np.bincount(names.places)[names.places]
    total = np.bincount(names.places, weights=np.where(known, top, 0))[names.places]
    elsewhere = np.where(count > 1, np.rint(4 * (total - top) / np.maximum(1, count - 1)), -1)
    return {
        "top": levels[np.arange(len(levels)), place],
        "top_type": np.where(known, codes(_BY_NAME)[place], np.uint64(code(NONE))),
        **{f"p_{type_}": levels[:, i] for i, type_ in enumerate(_BY_NAME)},
        "count": np.minimum(5, count).astype(np.uint64),
        "elsewhere": elsewhere.astype(np.int64).astype(np.uint64),
    }


def _said(rules: Sequence[Sequence[Span]]) -> dict[str, Codes]:
    """Return what the rules, and the tagger's best reading, say of each range."""
    tagged = [next((s.type for s in spans if s.rule == RULE), NONE) if spans else NONE for spans in rules]
    said = vocabulary(
        [" ".join(sorted({f"{s.type}{s.rule}" for s in spans if s.rule != RULE})) if spans else "" for spans in rules]
    )
    parts = {words: words.split() for words in said.words}
    return {
        "tagged": vocabulary(tagged).codes(),
        "rules": said.numbers(lambda words: len(parts[words])),
        **{
            f"rule{i + 1}": said.codes(lambda words, i=i: parts[words][i] if len(parts[words]) > i else "")  # type: ignore[misc]
            for i in range(3)
        },
    }


def _forms(analysis: Analysis, names: Vocabulary, starts: Indices, ends: Indices, grammar: Grammar) -> dict[str, Codes]:
    """Return what each range is by itself."""
    heads = {name: grammar.heads.ending(name) for name in names.words}
    level, share = load_standing().look_up(analysis.substrings.hashes(starts, ends))
    characters = np.concatenate([[0], analysis.characters, [0]])
    return {
        "end1": names.codes(last_one),
        "end2": names.codes(last_two),
        "head_type": names.codes(lambda name: head.type if (head := heads[name]) else ""),
        "head_kind": names.numbers(lambda name: head.strong + 2 * head.decisive if (head := heads[name]) else -1),
        "chars": np.minimum(14, names.lengths()),
        "level": level.astype(np.uint64),
        "share": share.astype(np.uint64),
        "phrase": np.where(names.lengths() <= 6, names.codes(), NOTHING),
        "quoted": (characters[starts] == ord("“")) + np.uint64(2) * (characters[ends + 1] == ord("”")),
        "marks": names.numbers(
            lambda name: ("“" in name) + 2 * ("、" in name) + 4 * ("和" in name) + 8 * ("的" in name)
        ),
    }


def _words_around(analysis: Analysis, starts: Indices, ends: Indices, grammar: Grammar) -> dict[str, Codes]:
    """Return the words at the edges of each range and around it."""
    words = analysis.vocabulary
    first, last = (np.searchsorted(analysis.offsets, edges) for edges in (starts, ends))
    kinds = words.codes(grammar.kind)
    word, tag, kind = map(with_edges, (words.codes(), analysis.tagset.codes(), kinds))
    triggers = load_triggers().relations
    governs, joins = (
        np.concatenate([[0], np.cumsum(mask)])
        for mask in (kinds == np.uint64(code("g")), words.mask(triggers.__contains__))
    )
    ending = [np.where(last - i >= first, tag[last - i], np.uint64(0)) for i in (1, 2, 3)]
    inner = np.minimum(first + 1, last)
    size = len(analysis.words)
    inside = np.minimum(first, size)
    return {
        "governs": np.minimum(2, governs[last] - governs[inner]).astype(np.uint64),
        "joins": np.minimum(2, joins[np.maximum(inner, last - 1)] - joins[inner]).astype(np.uint64),
        "words": np.minimum(7, np.maximum(0, last - first)).astype(np.uint64),
        "before": word[first - 1],
        "behind": word[last],
        "before_tag": tag[first - 1],
        "before_kind": kind[first - 1],
        "behind_tag": tag[last],
        "behind_kind": kind[last],
        "first": word[inside],
        "first_tag": tag[inside],
        "first_kind": kind[inside],
        "last_tags": (ending[0] * np.uint64(31) + ending[1]) * np.uint64(31) + ending[2],
    }
