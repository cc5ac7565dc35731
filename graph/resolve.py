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

from corpus.document import Document
from extract.statement import Extraction, Mention
from graph.entity import Alias, Entity, entity_id
from graph.homonyms import Position, homonyms, lying, position, qualify
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
    state = _State(extractions, Standing(known or {}, _distinct(extractions)))
    headers = {document.id: document for document in documents}
    state.titles.update(clean(document.title) for document in headers.values())
    for extraction in sorted(extractions, key=lambda e: e.doc_id):
        state.enter(extraction, headers.get(extraction.doc_id))
    return state.finish()


def _distinct(extractions: Iterable[Extraction]) -> set[Name]:
    return {_name(m) for e in extractions for m in _all_mentions(e)}


def _name(mention: Mention) -> Name:
    return mention.type, clean(mention.text)


def _all_mentions(extraction: Extraction) -> Iterable[Mention]:
    """Yield the mentions, and the arguments of statements, which may not be listed among them."""
    yield from extraction.mentions
    for statement in extraction.statements:
        yield statement.head
        yield statement.tail


@dataclass(slots=True)
class _State:
    """What has been decided so far: the fullest spelling of each name, and each document's name → merge."""

    extractions: Sequence[Extraction]
    standing: Standing
    decided: dict[tuple[str, Name], Merge] = field(default_factory=dict)
    shown: dict[Name, str] = field(default_factory=dict)
    titles: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        spellings: dict[Name, list[str]] = defaultdict(list)
        for type, name in self.standing.names:
            spellings[type, key(name)].append(name)
        for group, forms in spellings.items():
            self.shown[group] = self.standing.official(group) or min(forms, key=fullness)

    def enter(self, extraction: Extraction, document: Document | None) -> None:
        """Decide what each name of a document stands for."""
        room = self._room(extraction, document)
        local = local_aliases(room)
        for name in room.first:
            self.decided[extraction.doc_id, name] = self._decide(name, local)

    def _room(self, extraction: Extraction, document: Document | None) -> Room:
        first: dict[Name, int] = {}
        counts: dict[Name, int] = defaultdict(int)
        for mention in _all_mentions(extraction):
            name = _name(mention)
            first[name] = min(first.get(name, mention.start), mention.start)
            counts[name] += 1
        title = clean(document.title) if document and document.title.strip() else ""
        issuer = clean(document.issuer) if document and document.issuer.strip() else ""
        label = title if self.titles[title] == 1 else extraction.doc_id
        headers = (extraction.doc_id, title, issuer, label)
        return Room(*headers, first, counts, definitions=self._definitions(extraction), full=self._full)

    def _full(self, name: Name) -> str:
        merge = self.standing(*name)
        return self._shown(name[0], merge.name if merge else name[1])

    def _definitions(self, extraction: Extraction) -> dict[Name, str]:
        """Collect short → full names; a short name that is defined twice, differently, stands for neither."""
        found: dict[Name, set[Name]] = defaultdict(set)
        for s in extraction.statements:
            if s.relation == "SAME_AS" and s.head.type == s.tail.type:
                found[_name(s.tail)].add(_name(s.head))
        for short in sorted(n for n, full in found.items() if len(full) > 1):
            logger.info("%s: %s is defined in %d ways; left alone", extraction.doc_id, short[1], len(found[short]))
        return {short: next(iter(full))[1] for short, full in found.items() if len(full) == 1}

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

    def canonical(self, mention: Mention) -> str:
        """Return the canonical name of a mention, homonyms apart."""
        name = _name(mention)
        return self._shown(name[0], self.decided[mention.doc_id, name].name)

    def finish(self) -> Resolution:
        """Tell homonyms apart and put the entities together."""
        facts = lying(self.extractions, self.canonical)
        shared = homonyms(facts)
        at = {position(m): m for e in self.extractions for m in _all_mentions(e)}
        places = [(p, self.canonical(m)) for p, m in sorted(at.items()) if shared and m.type == "PLACE"]
        parents = qualify((pair for pair in places if pair[1] in shared), facts, shared)
        of: dict[Position, str] = {}
        aliases: dict[tuple[str, str], dict[str, Merge]] = defaultdict(dict)
        for p in sorted(at):
            entity, merges = self._assign(at[p], parents.get(p))
            of[p] = entity_id(*entity)
            for merge_name, merge in merges:
                _keep_stronger(aliases[entity], merge_name, merge)
        entities = sorted((_entity(name, found) for name, found in aliases.items()), key=lambda e: e.id)
        return Resolution({entity.id: entity for entity in entities}, of)

    def _assign(self, mention: Mention, parent: str | None) -> tuple[Name, list[tuple[str, Merge]]]:
        """Return a mention's entity as (type, name), and the names by which it is one with the reason for each."""
        name = _name(mention)
        merge = self.decided[mention.doc_id, name]
        shown = self._shown(name[0], merge.name)
        merges = [(name[1], merge if merge.code else Merge(shown, "spelling"))]
        if parent is not None:
            merges.append((shown, Merge(shown, "homonym", mention.doc_id)))
            shown = f"{shown}（{parent}）"
        return (name[0], shown), merges


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
