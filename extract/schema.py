"""The schema: which kinds of entity and relation there are, read from one TOML file that a user can copy and change."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class EntityType:
    """A kind of entity: its labels, and how it is drawn."""

    id: str
    zh: str
    en: str
    colour: str
    shape: str


@dataclass(frozen=True, slots=True)
class RelationType:
    """A kind of relation: its labels, its layer, and the entity types that it may join (empty: any)."""

    id: str
    zh: str
    en: str
    layer: str
    heads: frozenset[str] = frozenset()
    tails: frozenset[str] = frozenset()
    symmetric: bool = False

    def allows(self, head: str, tail: str) -> bool:
        """Tell whether an entity of type `head` may stand in this relation to one of type `tail`."""
        return (not self.heads or head in self.heads) and (not self.tails or tail in self.tails)


@dataclass(frozen=True, slots=True)
class Schema:
    """All entity and relation types, by id, in the order of the file."""

    entities: dict[str, EntityType]
    relations: dict[str, RelationType]


class SchemaError(ValueError):
    """A schema file says something that a schema cannot say."""


def load_schema(path: Path | None = None) -> Schema:
    """Read a schema from a TOML file; without a path, the one that comes with Gangmu.

    Raises:
        SchemaError: a key is missing or unknown, or a relation names an entity type that is not there.
    """
    source = path if path is not None else files("extract") / "schema.toml"
    try:
        raw = tomllib.loads(source.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SchemaError(f"{source}: not TOML: {error}") from error
    return _schema(raw, str(source))


def _schema(raw: dict[str, Any], where: str) -> Schema:
    entities = {id: _entry(EntityType, id, row, where) for id, row in raw.get("entities", {}).items()}
    relations = {id: _entry(RelationType, id, row, where) for id, row in raw.get("relations", {}).items()}
    for relation in relations.values():
        for type in sorted((relation.heads | relation.tails) - entities.keys()):
            raise SchemaError(
                f"{where}: relation {relation.id} names the entity type {type!r}; known: {', '.join(entities)}"
            )
    return Schema(entities, relations)


def _entry(kind: type[T], id: str, row: dict[str, Any], where: str) -> T:
    values = {key: frozenset(value) if isinstance(value, list) else value for key, value in row.items()}
    try:
        return kind(id=id, **values)  # type: ignore[call-arg]
    except TypeError as error:
        allowed = ", ".join(kind.__dataclass_fields__)  # type: ignore[attr-defined]
        raise SchemaError(f"{where}: {kind.__name__} {id}: {error}; allowed keys: {allowed}") from error
