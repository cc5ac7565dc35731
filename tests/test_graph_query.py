"""Finding entities by name, what stands next to them, what is central, and how two are connected."""

import networkx as nx
import pytest
from graph_factories import d, x

from extract.schema import load_schema
from graph.build import build
from graph.measures import measure
from graph.paths import NoPath, Step, shortest_path
from graph.query import (
    UnknownEntity,
    UnknownMeasure,
    central,
    find_entities,
    find_entity,
    neighbours,
    suggestions,
)

PARTY, BUREAU, HALL, SCHEME, CARE, CITY = (
    "ORG:中国共产党",
    "ORG:成都市民政局",
    "ORG:红十字会",
    "MECHANISM:“河长制”工作站",
    "CONCEPT:养老",
    "PLACE:成都市",
)


@pytest.fixture
def g() -> nx.MultiDiGraph:
    names = ["ORG:党", "ORG:市民政局", "ORG:红十字会", "MECHANISM:“河长制”工作站", "CONCEPT:养老", "PLACE:成都市"]
    names.append("ORG:孤立社")
    says = [(0, "LEADS", 1), (0, "LEADS", 1), (1, "ESTABLISHES", 3), (2, "COOPERATES", 1), (3, "PROMOTES", 4)]
    says += [(2, "PROMOTES", 4), (1, "LOCATED_IN", 5), (0, "SUPERVISES", 1)]
    return build([d(issuer="成都市人民政府")], [x(names, says=says)], load_schema())


NAMES = [
    (PARTY, PARTY),
    ("中国共产党", PARTY),
    ("党", PARTY),
    ("市民政局", BUREAU),
    ("河长制工作站", SCHEME),
    ("“河长制”工作站", SCHEME),
    (" 成都市 ", CITY),
]


@pytest.mark.parametrize(("name", "id"), NAMES)
def test_an_entity_is_found_by_id_name_and_alias(g: nx.MultiDiGraph, name: str, id: str) -> None:
    assert find_entity(g, name) == id


def test_a_name_goes_before_an_alias_and_the_more_mentioned_first() -> None:
    g = nx.MultiDiGraph()
    g.add_node("ORG:甲", label="甲", type="ORG", aliases=("社",), mentions=9)
    g.add_node("ORG:社", label="社", type="ORG", aliases=(), mentions=1)
    g.add_node("ACTOR:社", label="社", type="ACTOR", aliases=(), mentions=2)
    assert find_entities(g, "社") == ["ACTOR:社", "ORG:社", "ORG:甲"]


NEAREST = [
    ("民政局", "成都市民政局"),
    ("红十字", "红十字会"),
    ("ORG:共产党员", "中国共产党"),
    ("河长", "“河长制”工作站"),
]


@pytest.mark.parametrize(("name", "first"), NEAREST)
def test_an_unknown_name_lists_the_nearest(g: nx.MultiDiGraph, name: str, first: str) -> None:
    with pytest.raises(UnknownEntity) as caught:
        find_entity(g, name)
    assert first in caught.value.suggestions[:2]
    assert first in str(caught.value) and repr(name) in str(caught.value)


def test_a_name_like_nothing_has_no_suggestions(g: nx.MultiDiGraph) -> None:
    assert suggestions(g, "xyz") == []
    assert find_entities(g, "") == []


def test_neighbours_come_by_relation_in_the_order_of_the_schema(g: nx.MultiDiGraph) -> None:
    found = neighbours(g, BUREAU)
    assert list(found) == ["LEADS", "ESTABLISHES", "SUPERVISES", "COOPERATES", "LOCATED_IN"]
    (leader,) = found["LEADS"]
    assert (leader.id, leader.direction, leader.weight) == (PARTY, "in", 2)
    assert found["COOPERATES"][0].direction == "both"
    assert found["ESTABLISHES"][0].edge["evidence"]
    assert neighbours(g, "ORG:孤立社") == {}
    with pytest.raises(UnknownEntity, match="孤立社"):
        neighbours(g, "孤立的社")


def test_central_entities(g: nx.MultiDiGraph) -> None:
    frame = measure(g)
    assert list(central(frame, by="degree", top=1).index) == [BUREAU]
    assert set(central(frame, type="CONCEPT").index) == {CARE}
    assert list(central(frame, by="clustering", type="ORG").index) == sorted(frame[frame["type"] == "ORG"].index)


@pytest.mark.parametrize("options", [{"by": "fame"}, {"by": "name"}, {"by": "community"}, {"type": "CITY"}])
def test_an_unknown_measure_or_type_lists_the_known(g: nx.MultiDiGraph, options: dict[str, str]) -> None:
    with pytest.raises(UnknownMeasure, match=r"pagerank|CONCEPT, MECHANISM"):
        central(measure(g), **options)  # type: ignore[arg-type]


def route(steps: list[Step]) -> list[str]:
    return [steps[0].start, *(step.end for step in steps)]


def test_a_path_comes_with_the_evidence_of_each_step(g: nx.MultiDiGraph) -> None:
    steps = shortest_path(g, PARTY, CARE)
    assert len(steps) == 3 and route(steps)[:2] == [PARTY, BUREAU]
    assert [(e.head, e.relation, e.tail, e.weight) for e in steps[0].edges] == [
        (PARTY, "LEADS", BUREAU, 2),
        (PARTY, "SUPERVISES", BUREAU, 1),
    ]
    assert [statement.relation for statement in steps[0].edges[0].evidence] == ["LEADS", "LEADS"]


def test_of_equally_short_paths_the_first_by_id_is_taken(g: nx.MultiDiGraph) -> None:
    assert route(shortest_path(g, BUREAU, CARE)) == [BUREAU, SCHEME, CARE]
    assert route(shortest_path(g, CARE, BUREAU)) == [CARE, SCHEME, BUREAU]


def test_directed_paths_follow_the_relations_and_symmetric_ones_both_ways(g: nx.MultiDiGraph) -> None:
    assert route(shortest_path(g, HALL, CITY, directed=True)) == [HALL, BUREAU, CITY]
    assert route(shortest_path(g, BUREAU, HALL, directed=True)) == [BUREAU, HALL]
    with pytest.raises(NoPath, match="no directed path from CONCEPT:养老 to ORG:中国共产党"):
        shortest_path(g, CARE, PARTY, directed=True)


def test_a_path_stays_in_its_layers(g: nx.MultiDiGraph) -> None:
    assert len(shortest_path(g, PARTY, CITY)) == 2
    with pytest.raises(NoPath, match="in the layers stated"):
        shortest_path(g, PARTY, CITY, layers=["stated"])


def test_from_an_entity_to_itself_there_is_nothing_to_walk(g: nx.MultiDiGraph) -> None:
    assert shortest_path(g, PARTY, PARTY) == []
    with pytest.raises(UnknownEntity, match="中国共产党"):
        shortest_path(g, PARTY, "ORG:共产党")


def test_by_weight_a_well_evidenced_detour_is_shorter() -> None:
    g = nx.MultiDiGraph()
    for a, b, weight in (("a", "b", 1), ("a", "c", 5), ("c", "b", 5)):
        g.add_edge(a, b, key="LEADS", relation="LEADS", layer="stated", weight=weight)
    assert route(shortest_path(g, "a", "b")) == ["a", "b"]
    assert route(shortest_path(g, "a", "b", weighted=True)) == ["a", "c", "b"]
    assert route(shortest_path(g, "b", "a", weighted=True)) == ["b", "c", "a"]
