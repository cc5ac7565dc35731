"""The co-occurrence layer: what counts as together, its statistics, and that it stays apart."""

from math import log

import networkx as nx
import numpy as np
import pytest
from graph_factories import d, m

from extract.schema import load_schema
from extract.statement import Extraction, Sentence
from graph.build import build
from graph.cooccurrence import add_cooccurrence, association
from graph.measures import measure
from graph.projection import project


def graph(*sentences: str) -> nx.MultiDiGraph:
    """Each sentence is a row of one-character names of concepts."""
    mentions, spans, at = [], [], 0
    for sentence in sentences:
        spans.append(Sentence(at, at + len(sentence), sentence))
        mentions += [m("CONCEPT", name, at + i) for i, name in enumerate(sentence)]
        at += len(sentence) + 1
    return build([d()], [Extraction("a.txt", tuple(mentions), (), tuple(spans))], load_schema())


def test_names_in_one_sentence_occur_together() -> None:
    g = graph("甲乙", "甲乙乙", "丙丁", "丙", "丁")
    assert add_cooccurrence(g) == 1
    edge = g.edges["CONCEPT:乙", "CONCEPT:甲", "COOCCURS"]
    assert (edge["weight"], edge["documents"], edge["layer"], edge["evidence"]) == (2, 1, "cooccurrence", ())
    assert edge["npmi"] == pytest.approx(1)
    assert edge["log_likelihood"] == pytest.approx(2 * (2 * log(5 / 2) + 3 * log(5 / 3)))


@pytest.mark.parametrize(("options", "edges"), [({}, 0), ({"min_count": 1}, 1), ({"min_count": 1, "window": 2}, 5)])
def test_windows_and_thresholds(options: dict[str, int], edges: int) -> None:
    assert add_cooccurrence(graph("甲乙", "丙", "丁丁", "戊戊"), min_npmi=-1, **options) == edges


def test_a_name_inside_a_longer_one_is_not_together_with_it() -> None:
    mentions = (m("ORG", "成都市民政局", 0), m("PLACE", "成都市", 0), m("CONCEPT", "养老", 7))
    g = build([d()], [Extraction("a.txt", mentions, (), (Sentence(0, 9, "成都市民政局　养老"),))], load_schema())
    add_cooccurrence(g, min_count=1)
    assert list(g.edges()) == [("CONCEPT:养老", "ORG:成都市民政局")]


def test_association_has_its_limits() -> None:
    assert association(5, 5, 5, 10)[0] == pytest.approx(1)
    assert association(1, 2, 5, 10) == pytest.approx((0, 0))
    assert association(1, 5, 5, 10)[0] < 0
    assert association(3, 3, 3, 3) == (1, 0)


def test_the_layer_is_measured_by_itself_and_both_ways() -> None:
    g = graph("甲乙", "甲乙", "丙")
    add_cooccurrence(g)
    assert measure(g)["degree"].sum() == 0
    assert measure(g, layer="cooccurrence").loc["CONCEPT:甲", ["in_degree", "out_degree"]].tolist() == [1, 1]
    assert len(project(g, "cooccurrence").weights) == 2


def test_paragraphs_are_sentences_without_a_gap() -> None:
    mentions = [m("CONCEPT", name, at) for name, at in (("甲", 0), ("乙", 2), ("丙", 5))]
    spans = (Sentence(0, 2, "甲。"), Sentence(2, 4, "乙。"), Sentence(5, 7, "丙。"))
    g = build([d()], [Extraction("a.txt", tuple(mentions), (), spans)], load_schema())
    assert add_cooccurrence(g, min_count=1, min_npmi=-1) == 0
    assert add_cooccurrence(g, window="paragraph", min_count=1, min_npmi=-1) == 1
    assert g.has_edge("CONCEPT:乙", "CONCEPT:甲", "COOCCURS")


def test_chance_is_corrected_for() -> None:
    """Twenty things that meet at random: hardly a pair is sure; two that always meet are."""
    random = np.random.default_rng(4)
    names = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
    rows = ["".join(n for n in names if random.random() < 0.2) + ("戌亥" if i % 5 == 0 else "") for i in range(120)]
    g = graph(*(row or "土" for row in rows))
    assert add_cooccurrence(g, max_q=0.05) < 5
    edge = g.edges["CONCEPT:亥", "CONCEPT:戌", "COOCCURS"]
    assert edge["q"] < 1e-6 and edge["npmi"] == pytest.approx(1)
