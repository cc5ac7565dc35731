"""The relation model: a maximum-entropy classifier over candidate pairs, which accepts, types and directs relations.

A. Berger, S. Della Pietra, V. Della Pietra, A maximum entropy approach to natural language processing, Computational
Linguistics 22 (1996); trained by python-crfsuite, whose chains of one item are just that. The rules propose, as
features; the model decides, but for what the form of a text makes certain. `extract.train` makes it.
"""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from importlib.resources import as_file
from pathlib import Path
from typing import Any

import pycrfsuite

from extract.analysis import Analysis, Link
from extract.clauses import load_triggers, merge_args
from extract.mood import MoodModel, Voices, mood_features
from extract.pairs import Pair, candidate_pairs
from extract.wordlists import data_file

MODEL = "relations.crfsuite"
NONE = "NONE"
THRESHOLD = 0.2
"""The least probability of a relation that is stated, chosen by cross-validation for F1."""
CERTAIN = frozenset({"LOCATED_IN", "ISSUES", "CITES", "AMENDS", "REPEALS", "SAME_AS"})
"""Relations that the form of a text states: the rules decide them alone."""


@dataclass(slots=True)
class Linker:
    """A model, opened. It cannot be pickled; another process opens its own."""

    model: Path | None = None
    """The model's file; left out, the one that comes with Gangmu."""
    mood: MoodModel = field(default_factory=MoodModel)
    triggers: dict[str, str] = field(init=False)
    _classifier: Any = field(init=False)
    _relations: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.triggers = load_triggers().relations
        self._classifier = pycrfsuite.Tagger()
        with as_file(data_file(MODEL)) if self.model is None else nullcontext(self.model) as path:
            self._classifier.open(str(path))
        self._relations = sorted(set(self._classifier.labels()) - {NONE})

    def decide(self, analysis: Analysis, links: Sequence[Link]) -> list[Link]:
        """Return the relations that hold, of those that the rules propose and of all other pairs."""
        certain = [link for link in links if link.relation in CERTAIN]
        voices = Voices(analysis)
        args = merge_args(analysis.spans, analysis.terms)
        for pair in candidate_pairs(analysis, args, links, self.triggers):
            relation = self._relation(pair)
            if relation not in CERTAIN and relation != NONE:
                certain.append(self._link(voices, pair, relation))
        return certain

    def _relation(self, pair: Pair) -> str:
        """Return the most probable relation of a pair, if it is probable enough."""
        crf = self._classifier
        crf.set([pair.features])
        if crf.marginal(NONE, 0) > 1 - THRESHOLD:
            return NONE
        probability, relation = max((crf.marginal(relation, 0), relation) for relation in self._relations)
        return relation if probability >= THRESHOLD else NONE

    def _link(self, voices: Voices, pair: Pair, relation: str) -> Link:
        mood = self.mood.decide(mood_features(voices, pair, relation))
        rule = next((f"model+{link.rule}" for link in pair.proposed if link.relation == relation), "model")
        return Link(pair.head, relation, pair.tail, *pair.sentence, *mood, rule)
