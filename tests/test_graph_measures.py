"""Measures against networkx on random graphs, on the smallest graphs, and across hash seeds."""

import hashlib
import math
import os
import subprocess
import sys

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.schema import load_schema
from graph.betweenness import path_centrality
from graph.measures import measure
from graph.projection import UnknownLayer, project

Row = tuple[int, int, str, int]
"""Head, tail, relation, weight."""
SCHEMA = load_schema()
COLUMNS = [
    *("type", "name", "degree", "in_degree", "out_degree", "weighted_degree", "pagerank", "betweenness", "harmonic"),
    *("eigenvector", "hub", "authority", "core", "clustering", "constraint", "effective_size", "community"),
    *("community_stability", "louvain", "participation"),
]


def graph(rows: list[Row], nodes: int = 0) -> nx.MultiDiGraph:
    g = nx.MultiDiGraph(schema=SCHEMA)
    for i in range(max([nodes, *(max(a, b) + 1 for a, b, _, _ in rows)])):
        g.add_node(f"ORG:{i:03}", type="ORG", label=f"{i:03}")
    for a, b, relation, weight in rows:
        layer = SCHEMA.relations[relation].layer
        g.add_edge(f"ORG:{a:03}", f"ORG:{b:03}", key=relation, relation=relation, layer=layer, weight=weight)
    return g


def some_graph(seed: int, nodes: int = 60, edges: int = 200) -> nx.MultiDiGraph:
    random = np.random.default_rng(seed)
    ends = random.zipf(1.5, size=(edges, 2)) % nodes
    relations = random.choice(["LEADS", "PROMOTES", "COOPERATES", "CITES"], size=edges)
    weights = random.integers(1, 9, size=edges)
    rows = zip(ends.tolist(), relations.tolist(), weights.tolist(), strict=True)
    return graph([(a, b, r, w) for (a, b), r, w in rows if a != b], nodes)


def simple(g: nx.MultiDiGraph, layer: str | None = "stated") -> nx.DiGraph:
    """The projection as the docstring of graph.projection defines it, said again in networkx."""
    simple = nx.DiGraph()
    simple.add_nodes_from(sorted(g))
    for a, b, edge in g.edges(data=True):
        if layer in (None, edge["layer"]):
            for u, v in [(a, b)] + [(b, a)] * (edge["relation"] == "COOPERATES"):
                old = simple.get_edge_data(u, v, {"weight": 0})["weight"]
                simple.add_edge(u, v, weight=old + edge["weight"])
    # Whole numbers as lengths: sums of fractions are inexact, and networkx then misses equally long paths.
    scale = math.lcm(*(int(w) for _, _, w in simple.edges(data="weight")), 1)
    for _, _, edge in simple.edges(data=True):
        edge["length"] = scale // int(edge["weight"])
    simple.graph["scale"] = scale
    return simple


def undirected(g: nx.DiGraph) -> nx.Graph:
    both = nx.Graph()
    both.add_nodes_from(g)
    for a, b, weight in g.edges(data="weight"):
        both.add_edge(a, b, weight=both.get_edge_data(a, b, {"weight": 0})["weight"] + weight)
    return both


def real_graph(name: str) -> nx.MultiDiGraph:
    """A published network; what has no direction is given that of its order, what has no weight weighs 1."""
    published = nx.convert_node_labels_to_integers(REAL[name](), ordering="sorted")
    edges = sorted((a, b, int(weight)) for a, b, weight in published.edges(data="weight", default=1))
    return graph([(a, b, "LEADS", weight) for a, b, weight in edges])


REAL = {
    "karate club": nx.karate_club_graph,
    "southern women": nx.davis_southern_women_graph,
    "Florentine families": nx.florentine_families_graph,
    "Les Misérables": nx.les_miserables_graph,
}


@pytest.mark.parametrize("of", [*range(30), *REAL])
def test_measures_agree_with_networkx(of: int | str) -> None:
    g = some_graph(of) if isinstance(of, int) else real_graph(of)
    frame, reference = measure(g), simple(g)
    both = undirected(reference)
    n, scale = len(reference), reference.graph["scale"]
    harmonic = nx.harmonic_centrality(reference, distance="length")
    expected = {
        "in_degree": dict(reference.in_degree()),
        "out_degree": dict(reference.out_degree()),
        "degree": dict(reference.degree()),
        "weighted_degree": dict(reference.degree(weight="weight")),
        "pagerank": nx.pagerank(reference, tol=1e-14, max_iter=1000),
        "betweenness": nx.betweenness_centrality(reference, weight="length"),
        "harmonic": {node: value * scale / (n - 1) for node, value in harmonic.items()},
        "core": nx.core_number(both),
        "clustering": nx.clustering(both),
        "constraint": nx.constraint(both, weight="weight"),
        # All nodes named, as else networkx takes a matrix form that differs from its own definition.
        "effective_size": {k: 0 if math.isnan(v) else v for k, v in _effective_size(both).items()},
    }
    for column, values in expected.items():
        assert frame[column].to_dict() == pytest.approx(values, abs=1e-9, nan_ok=True), column


def test_fewer_sources_are_drawn_where_edges_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    p = project(some_graph(3))
    sources = len(set(p.heads.tolist()))
    monkeypatch.setattr("graph.betweenness._STEPS", 10 * len(p.heads))
    estimate = path_centrality(p, pivots=sources - 1)
    assert (estimate.pivots, estimate.sources) == (10, sources) and estimate.error > 0
    exact = path_centrality(p, pivots=sources)
    assert exact.pivots == sources and exact.error == 0


def _effective_size(g: nx.Graph) -> dict[str, float]:
    return dict(nx.effective_size(g, nodes=list(g), weight="weight"))


@pytest.mark.parametrize("seed", range(4))
def test_eigenvector_agrees_with_networkx_on_the_largest_component(seed: int) -> None:
    g = some_graph(seed)
    both = undirected(simple(g))
    largest = max(nx.connected_components(both), key=len)
    expected = nx.eigenvector_centrality_numpy(both.subgraph(sorted(largest)), weight="weight")
    found = measure(g)["eigenvector"]
    assert found.loc[sorted(largest)].to_dict() == pytest.approx({k: abs(v) for k, v in expected.items()}, abs=1e-7)
    assert (found.drop(sorted(largest)) == 0).all()


@pytest.mark.parametrize("seed", range(4))
def test_hubs_and_authorities_are_leading_singular_vectors(seed: int) -> None:
    g = some_graph(seed)
    frame, matrix = measure(g), project(g).matrix().toarray()
    left, _, right = np.linalg.svd(matrix)
    hub, authority = np.abs(left[:, 0]), np.abs(right[0])
    assert frame["hub"].to_numpy() == pytest.approx(hub / hub.sum(), abs=1e-7)
    assert frame["authority"].to_numpy() == pytest.approx(authority / authority.sum(), abs=1e-7)


def test_communities_are_numbered_by_size_and_as_good_as_networkx_finds_them() -> None:
    g = some_graph(5, 200, 500)
    found = measure(g)["community"]
    sizes = found[found > 0].value_counts()
    assert list(sizes.sort_index().index) == list(range(1, len(sizes) + 1))
    assert sizes.sort_index().is_monotonic_decreasing
    both = undirected(simple(g))
    both.remove_nodes_from([node for node in list(both) if found[node] == 0])
    groups = [set(found[found == number].index) for number in sizes.index]
    other = nx.community.louvain_communities(both, seed=1)
    assert nx.community.modularity(both, groups) > nx.community.modularity(both, other) - 0.03


def test_the_least_graphs() -> None:
    for g in (graph([]), graph([], 1), graph([], 3), graph([(0, 1, "CITES", 1)])):
        frame = measure(g)
        assert list(frame.columns) == COLUMNS
        assert frame["constraint"].isna().all()
        numbers = frame.drop(columns=["type", "name", "pagerank", "constraint"])
        assert not numbers.isna().any().any() and (numbers == 0).all().all()
        assert len(frame) == 0 or frame["pagerank"].sum() == pytest.approx(1)


def test_an_isolated_entity_has_zero_and_not_nothing() -> None:
    row = measure(graph([(0, 1, "LEADS", 2), (1, 2, "LEADS", 1)], 4)).loc["ORG:003"]
    assert row.drop(["type", "name", "pagerank", "constraint"]).eq(0).all() and row["pagerank"] > 0
    assert math.isnan(row["constraint"])


def test_betweenness_reads_a_weight_as_strength() -> None:
    strong, weak = [(0, 1, "LEADS", 9), (1, 3, "LEADS", 9)], [(0, 2, "LEADS", 1), (2, 3, "LEADS", 1)]
    frame = measure(graph(strong + weak))
    assert frame.loc["ORG:001", "betweenness"] > 0 == frame.loc["ORG:002", "betweenness"]


def test_equally_long_paths_share_though_their_lengths_are_not_exact_in_binary() -> None:
    thirds = [(0, 1, "LEADS", 3), (1, 2, "LEADS", 10), (2, 3, "LEADS", 7)]
    other_way = [(0, 4, "LEADS", 7), (4, 5, "LEADS", 10), (5, 3, "LEADS", 3)]
    frame = measure(graph(thirds + other_way))
    assert frame.loc["ORG:001", "betweenness"] == pytest.approx(frame.loc["ORG:005", "betweenness"])


def test_layers_are_kept_apart() -> None:
    g = graph([(0, 1, "LEADS", 1), (1, 2, "CITES", 5)])
    assert measure(g)["weighted_degree"].tolist() == [1, 1, 0]
    assert measure(g, layer="structure")["weighted_degree"].tolist() == [0, 5, 5]
    assert measure(g, layer=None)["weighted_degree"].tolist() == [1, 6, 5]
    with pytest.raises(UnknownLayer, match="known: stated, structure"):
        measure(g, layer="said")


def test_long_chains_and_rings_converge() -> None:
    for length in (2, 3, 400):
        chain: list[Row] = [(i, i + 1, "LEADS", 1) for i in range(length)]
        for rows in (chain, [*chain, (length, 0, "LEADS", 1)]):
            frame = measure(graph(rows))
            assert np.isfinite(frame.drop(columns=["type", "name", "constraint"]).to_numpy(dtype=float)).all()
            assert frame["eigenvector"].pow(2).sum() == pytest.approx(1)


def test_sampled_betweenness_is_near_the_exact_and_says_so() -> None:
    g = some_graph(7, 300, 1500)
    exact, sampled = measure(g), measure(g, pivots=100)
    said = sampled.attrs["betweenness"]
    assert said["pivots"] == 100 < said["sources"] and exact.attrs["betweenness"]["standard_error"] == 0
    difference = (exact["betweenness"] - sampled["betweenness"]).abs().max()
    assert 0 < difference < 4 * said["standard_error"]
    pd.testing.assert_frame_equal(sampled, measure(g, pivots=100))


EDGES = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from(["LEADS", "COOPERATES"]), st.integers(1, 7)),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(EDGES)
def test_path_measures_agree_with_networkx_on_any_graph(rows: list[Row]) -> None:
    g = graph([row for row in rows if row[0] != row[1]], 10)
    reference = simple(g)
    found = path_centrality(project(g))
    between = nx.betweenness_centrality(reference, weight="length")
    assert found.betweenness.tolist() == pytest.approx([between[node] for node in reference], abs=1e-12)


PROGRAM = """
import sys
sys.path[:0] = sys.argv[1:]
from test_graph_measures import fingerprint
print(fingerprint())
"""


def fingerprint() -> str:
    frame = measure(some_graph(11, 150, 500))
    return hashlib.sha256(frame.to_csv(float_format="%.17g").encode()).hexdigest()


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    prints = set()
    for seed in ("0", "1", "4711"):
        command = [sys.executable, "-c", PROGRAM, os.path.dirname(__file__)]  # noqa: PTH120
        run = subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True)
        prints.add(run.stdout)
    assert len(prints) == 1 and prints != {b""}


def test_the_order_of_nodes_and_edges_changes_nothing() -> None:
    g = some_graph(3)
    turned = nx.MultiDiGraph(**g.graph)
    turned.add_nodes_from(list(g.nodes(data=True))[::-1])
    turned.add_edges_from(list(g.edges(keys=True, data=True))[::-1])
    pd.testing.assert_frame_equal(measure(g), measure(turned), check_exact=True)
