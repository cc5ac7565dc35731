"""How two entities are connected: the shortest path, with the evidence for each step."""

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import networkx as nx

from extract.statement import Statement
from graph.projection import is_symmetric
from graph.query import UnknownEntity, suggestions

Cost = tuple[float, float]


class NoPath(LookupError):
    """Two entities are not connected."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation used on a path, in its own direction: `head` acts on `tail`."""

    head: str
    relation: str
    tail: str
    layer: str
    weight: float
    evidence: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """From one entity to the next, by all relations between the two: the best evidenced first."""

    start: str
    end: str
    edges: tuple[Edge, ...]


def shortest_path(
    g: nx.MultiDiGraph,
    start: str,
    end: str,
    *,
    directed: bool = False,
    weighted: bool = False,
    layers: Collection[str] = ("stated", "structure"),
) -> list[Step]:
    """Return the shortest path from one entity to another.

    Of equally short paths it is the one with more statements behind its steps, and of those the first by id.

    Args:
        g: the graph.
        start: an entity id (`graph.query.find_entity` finds it by name).
        end: another one.
        directed: follow relations from head to tail only.
        weighted: count a step as 1/weight rather than 1, so that a well evidenced detour may be shorter.
        layers: the layers to walk in.

    Raises:
        UnknownEntity: an id is not in the graph.
        NoPath: there is no path in these layers.
    """
    for id in (start, end):
        if id not in g:
            raise UnknownEntity(id, suggestions(g, id))
    links = _links(g, frozenset(layers), directed)
    before = _search(links, start, end, weighted)
    if end not in before and start != end:
        way = "directed path" if directed else "path"
        raise NoPath(f"no {way} from {start} to {end} in the layers {', '.join(sorted(layers))}")
    return [Step(a, b, tuple(_edges(g, a, b, (frozenset(layers), directed)))) for a, b in _walk(before, start, end)]


def _links(g: nx.MultiDiGraph, layers: Collection[str], directed: bool) -> dict[str, dict[str, float]]:
    """Return for each node the nodes that a step can reach, with the weight of all relations between the two."""
    links: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for head, tail, edge in g.edges(data=True):
        if edge["layer"] in layers:
            links[head][tail] += edge["weight"]
            if not directed or is_symmetric(g, edge["relation"]):
                links[tail][head] += edge["weight"]
    return links


def _search(links: dict[str, dict[str, float]], start: str, end: str, weighted: bool) -> dict[str, str]:
    """Run Dijkstra's algorithm; return for each node reached the one before it."""
    best: dict[str, Cost] = {start: (0, 0)}
    before: dict[str, str] = {}
    queue: list[tuple[Cost, str]] = [((0, 0), start)]
    done: set[str] = set()
    while queue:
        cost, node = heapq.heappop(queue)
        if node == end:
            break
        if node in done:
            continue
        done.add(node)
        for other in sorted(links.get(node, ())):
            new = _add(cost, links[node][other], weighted)
            if other not in best or new < best[other]:
                best[other], before[other] = new, node
                heapq.heappush(queue, (new, other))
    return before


def _add(cost: Cost, weight: float, weighted: bool) -> Cost:
    step = (1 / weight, 1.0) if weighted else (1.0, 1 / weight)
    return cost[0] + step[0], cost[1] + step[1]


def _walk(before: dict[str, str], start: str, end: str) -> list[tuple[str, str]]:
    steps = []
    while end != start:
        steps.append((before[end], end))
        end = before[end]
    return steps[::-1]


def _edges(g: nx.MultiDiGraph, a: str, b: str, ways: tuple[frozenset[str], bool]) -> Iterator[Edge]:
    """Yield the relations by which a step goes from a to b, by weight, then relation."""
    layers, directed = ways
    found = [(a, b, data) for data in g.get_edge_data(a, b, default={}).values()]
    back = g.get_edge_data(b, a, default={}).values()
    found += [(b, a, data) for data in back if not directed or is_symmetric(g, data["relation"])]
    kept = [row for row in found if row[2]["layer"] in layers]
    for head, tail, data in sorted(kept, key=lambda row: (-row[2]["weight"], row[2]["relation"], row[0])):
        yield _edge(head, tail, data)


def _edge(head: str, tail: str, data: dict[str, Any]) -> Edge:
    return Edge(head, data["relation"], tail, data["layer"], data["weight"], data.get("evidence", ()))
