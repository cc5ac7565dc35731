"""Error bars: what they are made of, that they hold planted truths, and that they are the same on every run."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from graph_factories import d, x

from extract.schema import load_schema
from graph.build import build
from graph.measures import SINGLE, measure
from graph.query import UnknownMeasure
from graph.stability import ranks, resample

NAMES = [f"ORG:第{n}民政局" for n in "一二三四五六七八九十"]


def graph(documents: int, seed: int = 0, *, per: int = 8) -> nx.MultiDiGraph:
    """Documents in which the first names act on the others more often than the later ones do."""
    random = np.random.default_rng(seed)
    share = 1 / np.arange(1, len(NAMES) + 1)
    made = []
    for number in range(documents):
        ends = random.choice(len(NAMES), size=(per, 2), p=share / share.sum())
        says = [(int(a), "LEADS", int(b)) for a, b in ends if a != b]
        made.append(x(NAMES, doc_id=f"{number}.txt", says=says))
    return build([d(e.doc_id) for e in made], made, load_schema())


def test_ranks_count_ties_with_the_best_and_the_worst() -> None:
    best, worst = ranks(np.array([3.0, 1.0, 3.0, np.nan]))
    assert best.tolist() == [1, 3, 1, 4] and worst.tolist() == [2, 3, 2, 4]


def test_every_measure_can_be_resampled_and_holds_its_own_rank() -> None:
    g = graph(12)
    bars = resample(g, SINGLE, resamples=60)
    frame = measure(g)
    for name in SINGLE:
        value = -frame[name] if name == "constraint" else frame[name]
        best, worst = ranks(value.to_numpy(dtype=float))
        assert (bars[f"{name}_low"] <= worst).all() and (bars[f"{name}_high"] >= best).all(), name
        assert bars[f"{name}_top"].between(0, 1).all()


def test_documents_are_drawn_or_sentences_where_there_are_few() -> None:
    assert resample(graph(8), resamples=20).attrs["stability"]["units"] == "documents"
    few = resample(graph(3), resamples=20).attrs["stability"]
    assert few["units"] == "sentences" and few["number"] > 3


def test_more_documents_make_narrower_intervals_and_a_more_stable_ranking() -> None:
    widths, coefficients = [], []
    for documents in (8, 40, 200):
        bars = resample(graph(documents), ("weighted_degree",))
        widths.append((bars["weighted_degree_high"] - bars["weighted_degree_low"]).mean())
        coefficients.append(bars.attrs["stability"]["coefficient"]["weighted_degree"])
    assert widths == sorted(widths, reverse=True) and widths[-1] < widths[0] / 2
    assert coefficients == sorted(coefficients) and coefficients[-1] >= 0.8


def test_intervals_hold_a_planted_ranking() -> None:
    held = []
    whole = graph(3000, seed=99)
    truth = measure(whole)["weighted_degree"]
    for seed in range(20):
        bars = resample(graph(20, seed), ("weighted_degree",), resamples=100)
        true = truth.loc[bars.index].rank(ascending=False)
        held += (bars["weighted_degree_low"].le(true) & bars["weighted_degree_high"].ge(true)).tolist()
    assert 0.88 <= np.mean(held) <= 1


def test_weights_by_documents_do_not_let_one_text_shout() -> None:
    loud = x(NAMES, doc_id="loud.txt", says=[(9, "LEADS", 8)] * 50)
    quiet = [x(NAMES, doc_id=f"{i}.txt", says=[(0, "LEADS", 1)]) for i in range(10)]
    g = build([d(e.doc_id) for e in (loud, *quiet)], [loud, *quiet], load_schema())
    by = {weight: measure(g, weight=weight)["weighted_degree"] for weight in ("statements", "documents")}  # type: ignore[arg-type]
    first, last = (next(id for id in g if name[4:] in id) for name in (NAMES[0], NAMES[9]))
    assert by["statements"][last] > by["statements"][first] and by["documents"][first] > by["documents"][last]
    bars = resample(g, ("weighted_degree",), weight="documents", top=1)
    assert bars["weighted_degree_top"][last] == 0


def test_the_same_on_every_run_and_without_a_statement() -> None:
    g = graph(10)
    pd.testing.assert_frame_equal(resample(g, resamples=30), resample(g, resamples=30))
    nothing = build([d()], [x(NAMES)], load_schema())
    bars = resample(nothing)
    assert (bars["pagerank_low"] == 1).all() and (bars["pagerank_high"] == len(NAMES)).all()


def test_what_cannot_be_resampled_is_refused() -> None:
    with pytest.raises(UnknownMeasure, match="cannot resample fame; known: degree"):
        resample(graph(8), ("fame",))
