"""What becomes a node and what an edge, and that the same documents give the same graph."""

from random import Random
from typing import Any

import networkx as nx
import pytest
from graph_factories import d, m, s, x
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Document
from extract.schema import load_schema
from extract.statement import Extraction
from graph.build import UnknownType, build

SCHEMA = load_schema()


def two_documents() -> tuple[list[Document], list[Extraction]]:
    a = x(
        ["ORG:党", "MECHANISM:河长制", "ORG:成都市民政局", "ORG:红十字会"],
        says=[(0, "LEADS", 1), (0, "LEADS", 1), (3, "COOPERATES", 2), (0, "LEADS", 0)],
    )
    head, tail = m("ORG", "我们党", 0, "b.txt"), m("MECHANISM", "河长制", 9, "b.txt")
    b = Extraction("b.txt", (head, tail), (s(head, "LEADS", tail, "proposed"),), ())
    return [d("a.txt", date="2019-03"), d("b.txt", date="2021")], [a, b]


def graph(**options: Any) -> nx.MultiDiGraph:
    return build(*two_documents(), SCHEMA, **options)


def test_nodes_are_entities() -> None:
    g = graph()
    assert list(g) == ["MECHANISM:河长制", "ORG:中国共产党", "ORG:成都市民政局", "ORG:红十字会"]
    party = g.nodes["ORG:中国共产党"]
    assert (party["label"], party["type"], party["mentions"], party["documents"]) == ("中国共产党", "ORG", 2, 2)
    assert (party["first"], party["last"]) == ("2019-03", "2021")
    assert party["aliases"] == ("党", "我们党")
    assert len(party["reasons"]) == len(party["reason_codes"]) == 2
    assert party["reason_codes"] == ("usage", "usage")


def test_an_edge_gathers_its_statements() -> None:
    edge = graph().edges["ORG:中国共产党", "MECHANISM:河长制", "LEADS"]
    assert (edge["weight"], edge["documents"], edge["asserted"], edge["proposed"], edge["negated"]) == (3, 2, 2, 1, 0)
    assert (edge["relation"], edge["layer"]) == ("LEADS", "stated")
    assert [e.head.text for e in edge["evidence"]] == ["党", "党", "我们党"]


def test_a_symmetric_relation_has_one_direction() -> None:
    assert list(graph().edges("ORG:成都市民政局", keys=True)) == [("ORG:成都市民政局", "ORG:红十字会", "COOPERATES")]


def test_what_becomes_no_edge_is_counted() -> None:
    a = x(
        ["ORG:党", "PLACE:成都市", "ORG:红十字会", "ORG:红会"],
        says=[(0, "LEADS", 0), (1, "AFFILIATED_WITH", 0), (2, "SAME_AS", 3), (0, "KNOWS", 1), (3, "LEADS", 2)],
    )
    g = build([d()], [a], SCHEMA)
    assert g.number_of_edges() == 0
    assert g.graph["dropped"] == {
        "defines a short name": 1,
        "head and tail are one entity": 2,
        "relation not in the schema": 1,
        "types not allowed by the schema": 1,
    }


FILTERS: list[tuple[dict[str, Any], int, int]] = [
    ({}, 4, 2),
    ({"types": ["ORG"]}, 3, 1),
    ({"types": []}, 0, 0),
    ({"relations": ["LEADS"]}, 4, 1),
    ({"min_weight": 2}, 4, 1),
    ({"min_weight": 4}, 4, 0),
]


@pytest.mark.parametrize(("options", "nodes", "edges"), FILTERS)
def test_filters(options: dict[str, Any], nodes: int, edges: int) -> None:
    g = graph(**options)
    assert (g.number_of_nodes(), g.number_of_edges()) == (nodes, edges)
    assert list(g.graph["mentions"]) == list(g.graph["entities"]) == list(g)


@pytest.mark.parametrize("options", [{"types": ["ORGS"]}, {"relations": ["LEAD"]}])
def test_an_unknown_type_is_refused_and_the_known_ones_listed(options: dict[str, Any]) -> None:
    with pytest.raises(UnknownType, match=r"known: .*(MECHANISM|IMPLEMENTS)"):
        graph(**options)


def test_the_graph_knows_its_documents_mentions_and_sentences() -> None:
    g = graph()
    assert [document.id for document in g.graph["documents"]] == ["a.txt", "b.txt"]
    assert all(document.text == "" for document in g.graph["documents"])
    assert [n.text for n in g.graph["mentions"]["ORG:中国共产党"]] == ["党", "我们党"]
    assert len(g.graph["sentences"]["a.txt"]) == 4
    assert g.graph["schema"] is SCHEMA


def test_no_document_gives_an_empty_graph() -> None:
    assert len(build([], [], SCHEMA)) == 0


NAME = st.sampled_from(["ORG:党", "ORG:中国共产党", "ORG:红十字会", "MECHANISM:河长制", "PLACE:成都", "ACTOR:群众"])
SAYS = st.tuples(st.integers(0, 4), st.sampled_from(["LEADS", "COOPERATES", "LOCATED_IN", "SERVES"]), st.integers(0, 4))
CORPUS = st.lists(st.tuples(st.lists(NAME, min_size=5, max_size=5), st.lists(SAYS, max_size=6)), max_size=4)


@settings(max_examples=80, deadline=None)
@given(CORPUS, st.randoms(use_true_random=False))
def test_the_order_of_documents_changes_nothing(
    corpus: list[tuple[list[str], list[tuple[int, str, int]]]], random: Random
) -> None:
    documents = [d(f"{i}.txt", date=str(2000 + i)) for i in range(len(corpus))]
    extractions = [x(names, doc_id=f"{i}.txt", says=says) for i, (names, says) in enumerate(corpus)]
    expected = build(documents, extractions, SCHEMA)
    random.shuffle(documents)
    random.shuffle(extractions)
    found = build(documents, extractions, SCHEMA)
    assert list(found.nodes(data=True)) == list(expected.nodes(data=True))
    assert list(found.edges(keys=True, data=True)) == list(expected.edges(keys=True, data=True))
    assert found.graph == expected.graph
    for _, _, edge in found.edges(data=True):
        assert edge["evidence"] and edge["weight"] == len(edge["evidence"])
        assert edge["weight"] == edge["asserted"] + edge["proposed"] + edge["negated"]
