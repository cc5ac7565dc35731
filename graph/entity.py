"""The entity: what several mentions are mentions of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of an entity, and why it was taken for one."""

    name: str
    reason: str


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
