"""Questions to a graph: which entity is meant by a name, what stands next to it, what is most central."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import networkx as nx
import pandas as pd

from graph.measures import LOWEST_FIRST, RANKED
from graph.normalise import clean, key
from graph.projection import is_symmetric

Direction = Literal["out", "in", "both"]


class UnknownEntity(LookupError):
    """No entity has that name; `suggestions` are the nearest names that there are."""

    def __init__(self, name: str, suggestions: Sequence[str]) -> None:
        self.name = name
        self.suggestions = tuple(suggestions)
        nearest = f"; nearest: {', '.join(suggestions)}" if suggestions else ""
        super().__init__(f"no entity is called {name!r}{nearest}")


class UnknownMeasure(LookupError):
    """There is no such measure, or no entity of such a type."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An entity next to another: by which relation, and in which direction (`out`: it is the tail)."""

    id: str
    relation: str
    direction: Direction
    weight: float
    edge: dict[str, Any]


def find_entity(g: nx.MultiDiGraph, name: str) -> str:
    """Return the id of the entity that a name means best: the first of `find_entities`.

    Raises:
        UnknownEntity: there is none; the error lists the nearest names.
    """
    found = find_entities(g, name)
    if not found:
        raise UnknownEntity(name, suggestions(g, name))
    return found[0]


def find_entities(g: nx.MultiDiGraph, name: str) -> list[str]:
    """Return the ids of all that a name can mean: by id; else by name, then by alias, the most mentioned first.

    Quotation marks, brackets, width and 的 do not count.
    """
    if name in g:
        return [name]
    wanted = key(clean(name))
    found = []
    for id, node in g.nodes(data=True):
        is_name = key(node["label"]) == wanted
        if is_name or any(key(alias) == wanted for alias in node.get("aliases", ())):
            found.append((not is_name, -node.get("mentions", 0), id))
    return [id for _, _, id in sorted(found)]


def suggestions(g: nx.MultiDiGraph, name: str, *, top: int = 5) -> list[str]:
    """Return the names and aliases that are most like a name: those that share the most characters with it."""
    wanted = key(clean(name.partition(":")[2] or name))
    best: dict[str, tuple[float, int]] = {}
    for _, node in g.nodes(data=True):
        for known in (node["label"], *node.get("aliases", ())):
            likeness = _likeness(wanted, key(known))
            if likeness > 0.3:
                best[known] = max(best.get(known, (0, 0)), (likeness, node.get("mentions", 0)))
    return sorted(best, key=lambda known: (-best[known][0], -best[known][1], known))[:top]


def _likeness(a: str, b: str) -> float:
    """Return Dice's coefficient of the characters of two names; one that contains the other gains by it."""
    shared = sum((Counter(a) & Counter(b)).values())
    dice = 2 * shared / (len(a) + len(b))
    return (1 + dice) / 2 if shared and (a in b or b in a) else dice


def neighbours(g: nx.MultiDiGraph, id: str) -> dict[str, tuple[Neighbour, ...]]:
    """Return what stands next to an entity, by relation in the order of the schema; the heaviest first.

    Raises:
        UnknownEntity: the id is not in the graph.
    """
    if id not in g:
        raise UnknownEntity(id, suggestions(g, id))
    found: dict[str, list[Neighbour]] = {}
    for neighbour in _around(g, id):
        found.setdefault(neighbour.relation, []).append(neighbour)
    schema = g.graph.get("schema")
    order = {relation: i for i, relation in enumerate(schema.relations if schema else ())}
    relations = sorted(found, key=lambda relation: (order.get(relation, len(order)), relation))
    return {r: tuple(sorted(found[r], key=lambda n: (-n.weight, n.direction, n.id))) for r in relations}


def _around(g: nx.MultiDiGraph, id: str) -> Iterator[Neighbour]:
    for _, tail, edge in g.out_edges(id, data=True):
        way: Direction = "both" if is_symmetric(g, edge["relation"]) else "out"
        yield Neighbour(tail, edge["relation"], way, edge["weight"], edge)
    for head, _, edge in g.in_edges(id, data=True):
        back: Direction = "both" if is_symmetric(g, edge["relation"]) else "in"
        yield Neighbour(head, edge["relation"], back, edge["weight"], edge)


def central(measures: pd.DataFrame, *, by: str = "pagerank", type: str | None = None, top: int = 20) -> pd.DataFrame:
    """Return the rows of the most central entities, the first first; ties go by id.

    Args:
        measures: what `graph.measures.measure` returns.
        by: a measure among its columns; of constraint the least comes first.
        type: only entities of this type.
        top: how many.

    Raises:
        UnknownMeasure: there is no such column of numbers, or no entity of that type.
    """
    known = rankings(measures)
    if by not in known:
        raise UnknownMeasure(f"unknown measure {by!r}; known: {', '.join(known)}")
    types = sorted(set(measures["type"]))
    if type is not None and type not in types:
        raise UnknownMeasure(f"no entity of type {type!r}; there are: {', '.join(types)}")
    rows = measures if type is None else measures[measures["type"] == type]
    return rows.sort_index().sort_values(by, ascending=by in LOWEST_FIRST, kind="stable").head(top)


def rankings(measures: pd.DataFrame) -> list[str]:
    """Return the columns of a table of measures by which entities can be ranked."""
    return [column for column in measures.columns if column in RANKED]
