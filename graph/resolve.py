"""Entity resolution: which mentions are mentions of one thing, under its fullest name, and why.

It works on distinct names, not on mentions, in five steps:

1. *Spelling*: names that differ in quotation marks, brackets, width or 的 are one (`graph.normalise`).
2. *Standing aliases* hold everywhere: the lexicons', and rules for congresses, plans, laws, titles (`graph.standing`).
3. *Local aliases* hold in one document: 以下简称 definitions, 本办法, 我市, 市财政局 (`graph.local`).
4. *Homonyms*: places of one name are told apart by the place they lie in (`graph.homonyms`).
5. Each entity gets its fullest name, and each other name of it the reason why it was merged.

A name is merged into the full name that a reason gives for it, and into nothing else: that two names share a third
is never a reason. The result does not depend on the order of documents or mentions.
"""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import PurePosixPath

from corpus.document import Document
from extract.statement import Extraction, Mention
from graph.entity import Alias, Entity, entity_id
from graph.homonyms import Lying, Position, homonyms, lying, position, qualify
from graph.local import local_aliases
from graph.normalise import clean, fullness, key
from graph.reasons import explain, rank
from graph.room import Merge, Name, Room
from graph.standing import Standing

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Resolution:
    """The entities by id, sorted, and the entity of each mention by (document id, start, end, type)."""

    entities: dict[str, Entity]
    of: dict[Position, str]


def resolve(
    extractions: Sequence[Extraction], *, documents: Sequence[Document] = (), known: Mapping[Name, str] | None = None
) -> Resolution:
    """Merge mentions into entities.

    Args:
        extractions: what each document says; statements with the relation SAME_AS define short names (head: the full
            name, tail: the short one) and LOCATED_IN tells places of one name apart.
        documents: their title and issuer say what 本办法 and 我市 mean; without them those stay as they are.
        known: the lexicons' aliases: (type, alias) → canonical name.
    """
    names = {position(m): (m.type, clean(m.text)) for extraction in extractions for m in _all_mentions(extraction)}
    state = _State(dict(sorted(names.items())), Standing(known or {}, frozenset(names.values())))
    state.decide_all({e.doc_id: _definitions(e) for e in extractions}, {d.id: d for d in documents})
    return state.entities(lying(extractions, state.canonical))


def _all_mentions(extraction: Extraction) -> Iterable[Mention]:
    """Yield the mentions, and the arguments of statements, which may not be listed among them."""
    yield from extraction.mentions
    for statement in extraction.statements:
        yield statement.head
        yield statement.tail


def _definitions(extraction: Extraction) -> dict[Name, str]:
    """Collect short → full names; a short name that is defined twice, differently, stands for neither."""
    found: dict[Name, set[str]] = defaultdict(set)
    for s in extraction.statements:
        if s.relation == "SAME_AS" and s.head.type == s.tail.type:
            found[s.tail.type, clean(s.tail.text)].add(clean(s.head.text))
    for short in sorted(short for short, full in found.items() if len(full) > 1):
        logger.info("%s: %s is defined in %d ways; left alone", extraction.doc_id, short[1], len(found[short]))
    return {short: next(iter(full)) for short, full in found.items() if len(full) == 1}


@dataclass(slots=True)
class _State:
    """What has been decided so far.

    `names` are the names of all mentions, sorted by position; `shown` the fullest spelling of each key of a name;
    `decided` what each name stands for in each document.
    """

    names: Mapping[Position, Name]
    standing: Standing
    shown: dict[Name, str] = field(default_factory=dict)
    decided: dict[tuple[str, Name], Merge] = field(default_factory=dict)

    def __post_init__(self) -> None:
        spellings: dict[Name, list[str]] = defaultdict(list)
        for type, name in self.standing.names:
            spellings[type, key(name)].append(name)
        for group, forms in spellings.items():
            self.shown[group] = self.standing.official(group) or min(forms, key=fullness)

    def decide_all(self, definitions: Mapping[str, dict[Name, str]], documents: Mapping[str, Document]) -> None:
        """Decide what each name of each document stands for."""
        labels = _labels(documents)
        for doc_id, group in groupby(self.names.items(), key=lambda item: item[0][0]):
            first: dict[Name, int] = {}
            counts: Counter[Name] = Counter()
            for at, name in group:
                first.setdefault(name, at[1])
                counts[name] += 1
            title, issuer = _headers(documents.get(doc_id))
            room = Room(
                doc_id,
                title,
                issuer,
                labels.get(doc_id, clean(doc_id)),
                first,
                counts,
                definitions.get(doc_id, {}),
                self._full,
            )
            local = local_aliases(room)
            self.decided.update(((doc_id, name), self._decide(name, local)) for name in first)

    def _full(self, name: Name) -> str:
        merge = self.standing(*name)
        return self._shown(name[0], merge.name if merge else name[1])

    def _decide(self, name: Name, local: Mapping[Name, Merge]) -> Merge:
        """Return what a name stands for in a document: the canonical name of its full name; in a circle, itself."""
        type, text = name
        first = step = self._step(name, local)
        seen = {key(text)}
        while step is not None and key(step.name) not in seen:
            text = step.name
            seen.add(key(text))
            step = self._step((type, text), local)
        if first is None or step is not None:
            return Merge(name[1], "")
        return Merge(text, first.code, first.where)

    def _step(self, name: Name, local: Mapping[Name, Merge]) -> Merge | None:
        """Return a definition if there is one, else the standing alias, else what the document makes plain."""
        merge = local.get(name)
        if merge is not None and merge.code == "definition":
            return merge
        return self.standing(*name) or merge

    def _shown(self, type: str, name: str) -> str:
        return self.shown.get((type, key(name))) or self.standing.official((type, name)) or name

    def canonical(self, at: Position) -> str:
        """Return the canonical name of the mention at a position, homonyms not yet apart."""
        name = self.names[at]
        return self._shown(name[0], self.decided[at[0], name].name)

    def entities(self, facts: Sequence[Lying]) -> Resolution:
        """Tell homonyms apart by where places lie, and put the entities together."""
        shared = homonyms(facts)
        places = ((at, self.canonical(at)) for at in self.names if at[3] == "PLACE") if shared else ()
        parents = qualify(((at, name) for at, name in places if name in shared), facts, shared)
        of: dict[Position, str] = {}
        aliases: dict[Name, dict[str, Merge]] = defaultdict(dict)
        for at in self.names:
            entity, merges = self._assign(at, parents.get(at))
            of[at] = entity_id(*entity)
            for name, merge in merges:
                _keep_stronger(aliases[entity], name, merge)
        entities = sorted((_entity(name, found) for name, found in aliases.items()), key=lambda e: e.id)
        return Resolution({entity.id: entity for entity in entities}, of)

    def _assign(self, at: Position, parent: str | None) -> tuple[Name, list[tuple[str, Merge]]]:
        """Return a mention's entity as (type, name), and the names by which it is one with the reason for each."""
        type, name = self.names[at]
        merge = self.decided[at[0], (type, name)]
        shown = self._shown(type, merge.name)
        merges = [(name, merge if merge.code else Merge(shown, "spelling"))]
        if parent is not None:
            merges.append((shown, Merge(shown, "homonym", at[0])))
            shown = f"{shown}（{parent}）"
        return (type, shown), merges


def _labels(documents: Mapping[str, Document]) -> dict[str, str]:
    """Return what tells each document from all others: its title, else the name of its file, else its id."""
    names = {id: (_headers(document)[0], clean(PurePosixPath(id).stem)) for id, document in documents.items()}
    counts = Counter(name for candidates in names.values() for name in set(candidates) if name)
    return {id: next((n for n in candidates if counts[n] == 1), clean(id)) for id, candidates in names.items()}


def _headers(document: Document | None) -> tuple[str, str]:
    """Return a document's title and issuer, cleaned; empty where there is none."""
    headers = (document.title, document.issuer) if document else ("", "")
    title, issuer = (clean(header) if header.strip() else "" for header in headers)
    return title, issuer


def _keep_stronger(found: dict[str, Merge], name: str, merge: Merge) -> None:
    old = found.get(name)
    if old is None or (rank(merge.code), merge.where) < (rank(old.code), old.where):
        found[name] = merge


def _entity(name: Name, found: Mapping[str, Merge]) -> Entity:
    aliases = (
        Alias(other, explain(merge.code, where=merge.where), merge.code, merge.where)
        for other, merge in sorted(found.items())
        if other != name[1]
    )
    return Entity(entity_id(*name), *name, tuple(aliases))
