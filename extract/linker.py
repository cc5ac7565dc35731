"""The relation model: for each phrase, which other one acts on it, if any, and how.

The first is a choice among the phrases of the sentence, a subject carried over, and none (as a dependency parser
chooses heads: R. McDonald, K. Crammer, F. Pereira, Online large-margin training of dependency parsers, ACL 2005; here
a conditional logit), the second a classification; `extract.reranker` then judges what is possible by both. The rules
propose, as features; the models decide, but for what the form of a text makes certain. A relation between phrases holds
for each of their coordinated arguments, unless the reranker doubts one. `extract.train` makes the models.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extract import reranker
from extract.analysis import Analysis, Link, Span
from extract.clauses import load_triggers
from extract.lexicon import USER
from extract.loglinear import Features, LogLinear, read_model
from extract.mood import MoodModel, Pair, mood_features
from extract.pairs import Pairs, arguments, candidate_pairs
from extract.relations import find_links
from extract.reranker import Proposed, Reranker, confidence, statements
from extract.termmodel import OVER_NAMES
from extract.wordlists import data_file

HEADS, RELATIONS = "heads.npz", "relations.npz"
POSSIBLE = 0.06
"""The least of what makes a statement possible: the probability of its head times the root of its relation's."""
THRESHOLD = 0.2
"""The least probability of a statement, chosen by cross-validation."""
LEAST_KEY = 0.03
"""The least probability that the text is about a concept for the concept to be an argument: what is less is a filler
(物品, 业务), whatever the sentence does with it. Chosen by cross-validation."""
FORMAL = frozenset({"ISSUES", "CITES", "AMENDS", "REPEALS", "SAME_AS"})
"""Relations that the form of a text states: the rules decide them alone."""
CERTAIN = FORMAL | {"LOCATED_IN"}
"""Relations that hold where the rules find them; the model may add to the last."""
BY_FORM = dict.fromkeys(FORMAL, 0.95) | {"LOCATED_IN": 0.8, "COOPERATES": 0.6}
"""The confidence of what the rules alone decide: of places what readers found right (11 of 13), of cooperation what was
annotated and what was found right besides; what the form of a text states is no more than estimated."""
AGENTS = frozenset({"ORG", "ACTOR", "PLACE"})
MAX_TOGETHER = 3
"""Of a longer list it is hardly said that each works with each."""


@dataclass(slots=True)
class Linker:
    """The models, opened."""

    folder: Path | None = None
    """The folder of the models; left out, the one that comes with Gangmu."""
    mood: MoodModel = field(default_factory=MoodModel)
    triggers: Mapping[str, str] = field(init=False)
    _heads: LogLinear = field(init=False)
    _relations: LogLinear = field(init=False)
    _reranker: Reranker = field(init=False)

    def __post_init__(self) -> None:
        self.triggers = load_triggers().relations
        self._heads, self._relations = (
            read_model(data_file(name) if self.folder is None else self.folder / name) for name in (HEADS, RELATIONS)
        )
        self._reranker = Reranker(None if self.folder is None else self.folder / reranker.MODEL)

    def find(self, analysis: Analysis) -> list[Link]:
        """Return the relations that a text states, its names and terms being known."""
        args = arguments(analysis.spans, analysis.term_scores, OVER_NAMES)
        proposed = find_links(analysis, args)
        links = [link._replace(confidence=BY_FORM[link.relation]) for link in proposed if link.relation in CERTAIN]
        pairs = candidate_pairs(analysis, args, proposed, self.triggers)
        links += _cooperating(pairs, proposed)
        unfit = fillers(analysis)
        links = [link for link in links if unfit.isdisjoint((link.head, link.tail))]
        if pairs is not None:
            decided = self._decide(analysis, pairs, by_arguments(proposed), unfit)
            links += self._links(analysis, sorted(decided, key=_sentence))
        return links

    def _decide(
        self,
        analysis: Analysis,
        pairs: Pairs,
        rules: Mapping[tuple[Span, Span], Sequence[Link]],
        unfit: set[Span],
    ) -> Iterator[tuple[Pair, str, float]]:
        """Yield the pairs of arguments that are related, with the relation and its confidence; none is unfit."""
        proposed = propose(self._heads, self._relations, pairs)
        candidates = statements(proposed, unfit, FORMAL)
        odds = self._reranker.probabilities(analysis, proposed, candidates)
        likely = np.flatnonzero(odds >= THRESHOLD)
        tails = pairs.tail[[candidates[i].row for i in likely.tolist()]]
        columns = (likely, odds[likely], pairs.phrases.sentence[tails], pairs.phrases.verb[tails])
        for i, probability, sentence, verb in zip(*(column.tolist() for column in columns), strict=True):
            _, _, relation, head, tail = candidates[i]
            governor = analysis.words[verb] if verb >= 0 else ""
            pair = Pair(head, tail, analysis.sentences[sentence], rules.get((head, tail), ()), governor)
            yield pair, relation, confidence(probability)

    def _links(self, analysis: Analysis, rows: list[tuple[Pair, str, float]]) -> Iterator[Link]:
        """Yield the links of a text, given the pairs that are related, sentence by sentence."""
        if not rows:
            return
        sizes = [len(list(group)) for _, group in groupby(rows, key=_sentence)]
        seen = mood_features(analysis, [pair for pair, _, _ in rows], [relation for _, relation, _ in rows])
        moods = self.mood.decide(seen, sizes)
        for (pair, relation, sure), mood in zip(rows, moods, strict=True):
            yield Link(pair.head, relation, pair.tail, *pair.sentence, *mood, _rule(pair, relation), sure)


def _sentence(row: tuple[Pair, str, float]) -> tuple[int, int]:
    return row[0].sentence


def fillers(analysis: Analysis) -> set[Span]:
    """Return the terms that the text is hardly about; a concept of the user's is none."""
    scores, text = analysis.key_scores, analysis.text
    wanted = {(s.start, s.end) for s in analysis.spans if s.rule == USER}
    return {
        term
        for term in analysis.term_scores
        if scores.get(text[term.start : term.end], 1) <= LEAST_KEY and (term.start, term.end) not in wanted
    }


def _rule(pair: Pair, relation: str) -> str:
    """Return what made a link: the model, with the rule that proposed it, or with a subject of an earlier sentence."""
    if pair.head.end <= pair.sentence[0]:
        return "model+carried"
    return next((f"model+{link.rule}" for link in pair.proposed if link.relation == relation), "model")


def propose(heads: LogLinear, relations: LogLinear, pairs: Pairs) -> Proposed:
    """Return the pairs of phrases that may be related, by the two models."""
    odds = head_odds(heads, pairs.link_features(), pairs.tail, len(pairs.phrases))
    rows = np.flatnonzero(odds >= POSSIBLE)
    kinds = relations.probabilities(pairs.type_features(rows))
    order = np.argsort(-kinds, axis=1, kind="stable")[:, :2]
    two = np.take_along_axis(kinds, order, axis=1)
    possible = odds[rows] * np.sqrt(two[:, 0]) >= POSSIBLE
    best, second = ([relations.labels[i] for i in column] for column in order[possible].T.tolist())
    return Proposed(pairs, odds, rows[possible], best, second, two[possible])


def head_odds(model: LogLinear, features: Features, tail: NDArray[np.int64], size: int) -> NDArray[np.float32]:
    """Return for each pair the probability that its head acts on its tail.

    Args:
        model: scores the rows.
        features: a row for each pair, those of a tail together, and one for each of `size` phrases, which may have
        no head. tail: the tail of each pair. size: the number of phrases.
    """
    scores = model.scores(features)[:, 0]
    pairs, none = scores[: len(tail)], scores[len(tail) :]
    top = none.copy()
    np.maximum.at(top, tail, pairs)
    powers = np.exp(pairs - top[tail])
    total = np.exp(none - top)
    np.add.at(total, tail, powers)
    result: NDArray[np.float32] = powers / total[tail]
    return result


def _cooperating(pairs: Pairs | None, proposed: Sequence[Link]) -> list[Link]:
    """Return what the rules say that coordinated arguments do together (X与Y合作), which no pair of phrases can say."""
    if pairs is None:
        return []
    owner = {arg: i for i, args in enumerate(pairs.phrases.args) if len(args) <= MAX_TOGETHER for arg in args}
    return [
        link._replace(confidence=BY_FORM[link.relation])
        for link in proposed
        if link.relation == "COOPERATES"
        and link.head.type in AGENTS
        and link.tail.type in AGENTS
        and owner.get(link.head, -1) == owner.get(link.tail, -2)
    ]


def by_arguments(links: Sequence[Link]) -> dict[tuple[Span, Span], list[Link]]:
    """Return links by head and tail."""
    found: dict[tuple[Span, Span], list[Link]] = {}
    for link in links:
        found.setdefault((link.head, link.tail), []).append(link)
    return found
