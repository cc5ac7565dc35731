"""Aliases that hold in every document: those of the lexicons, those in general use, and those by rule."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from graph.bodies import abbreviated_bodies
from graph.normalise import clean, key
from graph.official import RULES
from graph.room import Merge, Name


@lru_cache(maxsize=1)
def _general() -> dict[Name, Merge]:
    """Read graph/data/aliases.csv: (type, key of the alias) → merge."""
    text = (files("graph") / "data" / "aliases.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {(row["type"], key(row["alias"])): Merge(row["name"], row["reason"]) for row in rows}


def _lexicon(known: Mapping[Name, str]) -> dict[Name, Merge]:
    """Turn the lexicons' aliases into merges; a name that has aliases of its own stays: a lexicon makes no chains."""
    heads = {(type, key(clean(name))) for (type, _), name in known.items()}
    pairs = sorted((type, key(clean(alias)), clean(name)) for (type, alias), name in known.items())
    return {(type, alias): Merge(name, "lexicon") for type, alias, name in pairs if (type, alias) not in heads}


@dataclass(slots=True)
class Standing:
    """Says for which name a name stands wherever it occurs.

    `names` are the distinct names of the corpus: where a rule says so, a name is merged only if its full form occurs as
    well. What the lexicons say counts for more than general use, and that for more than a rule.
    """

    known: Mapping[Name, str]
    names: Iterable[Name]
    _table: dict[Name, Merge] = field(init=False)
    _official: dict[Name, str] = field(init=False)
    _present: frozenset[Name] = field(init=False)
    _bodies: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        lexicon = _lexicon(self.known)
        heads = {(type, key(merge.name)) for (type, _), merge in lexicon.items()}
        general = {name: merge for name, merge in _general().items() if name not in heads}
        self._table = {**general, **lexicon}
        self._official = {(type, key(merge.name)): merge.name for (type, _), merge in self._table.items()}
        self._present = frozenset((type, key(name)) for type, name in self.names)
        self._bodies = abbreviated_bodies(name for type, name in self.names if type == "ORG")

    def official(self, name: Name) -> str | None:
        """Return the spelling that a table gives to a canonical name."""
        return self._official.get((name[0], key(name[1])))

    def __call__(self, type: str, name: str) -> Merge | None:
        """Return the merge, or None where the name stands for itself.

        What a table or rule gives is looked up once more, so that they agree on the canonical name: 十九大 by rule is
        党的十九大, and whatever a lexicon calls that.
        """
        found = self._table.get((type, key(name))) or self._by_rule(type, name)
        if found is None:
            return None
        again = self._table.get((type, key(found.name)))
        full = again.name if again is not None else found.name
        return Merge(full, found.code) if key(full) != key(name) else None

    def _by_rule(self, type: str, name: str) -> Merge | None:
        for kind, rule, code, needs_full in RULES:
            full = rule(name) if kind == type else None
            if full is not None and (not needs_full or (type, key(full)) in self._present):
                return Merge(full, code)
        body = self._bodies.get(name) if type == "ORG" else None
        return Merge(body, "abbreviation") if body is not None else None
