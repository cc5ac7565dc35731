"""The entity: what several mentions are mentions of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of an entity, and why it was taken for one."""

    name: str
    reason: str
    """The reason in words, in Chinese; `graph.reasons.explain` says it in English too."""
    code: str = ""
    """The kind of reason, one of the keys of `graph.reasons.REASONS`; it does not change between versions."""
    where: str = ""
    """The document in which alone the reason holds (the first by id of several); empty: everywhere."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A node of the graph. Its id depends on its type and name alone."""

    id: str
    type: str
    name: str
    aliases: tuple[Alias, ...] = ()


def entity_id(type: str, name: str) -> str:
    """Return the id of the entity of this type and canonical name, such as `ORG:国务院`."""
    return f"{type}:{name}"
