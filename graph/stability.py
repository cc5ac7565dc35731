"""How sure a ranking is: the measures taken again and again on resampled texts.

The documents of a corpus are a sample of what could have been written or collected. Drawn anew with replacement (the
bootstrap), they give other networks and other ranks; how far an entity's rank moves is its error bar. Where there are
fewer than eight documents, sentences are drawn instead, which says less: they hang together.

With few documents percentile intervals are too narrow, so they are expanded as Student's t demands. Planted rankings
(`benchmarks/rank_coverage.py`) say how often the intervals hold the true rank.

Sources: B. Efron and R. Tibshirani, An Introduction to the Bootstrap (1993), ch. 13, for percentile intervals; T.
Hesterberg, What teachers should know about the bootstrap, The American Statistician 69 (2015), for their expansion; S.
Epskamp, D. Borsboom and E. Fried, Estimating psychological networks and their accuracy, Behavior Research Methods 50
(2018), for the stability coefficient.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.stats import norm, rankdata
from scipy.stats import t as student

from graph.measures import LOWEST_FIRST, SINGLE
from graph.projection import Floats, Ints, Projection, Weight, project, spans
from graph.query import UnknownMeasure

CHEAP = ("degree", "weighted_degree", "pagerank")
"""What a build resamples; other measures on demand."""
RESAMPLES, TOP, LEVEL = 200, 20, 0.95
FEWEST = 8
"""Fewer documents than this are no sample; then sentences are drawn."""
_DROPPED = tuple(share / 10 for share in range(1, 10))
_ENOUGH = 0.7
"""The correlation with the whole that a part of the texts must keep."""
_SEED = 20_171_018


def resample(
    g: nx.MultiDiGraph,
    measures: Collection[str] = CHEAP,
    *,
    layer: str | None = "stated",
    types: Collection[str] | None = None,
    directed: bool = True,
    weight: Weight = "statements",
    resamples: int = RESAMPLES,
    top: int = TOP,
    seed: int = _SEED,
) -> pd.DataFrame:
    """Take measures on resampled documents.

    Args:
        g: a graph as `graph.build.build` makes it, with the evidence of its edges.
        measures: columns of `graph.measures.measure`.
        layer, types, directed, weight: as for `graph.measures.measure`.
        resamples: how often to draw.
        top: the k of "stays among the first k".
        seed: for the draws.

    Returns:
        For each entity (index, sorted) and measure m: `m_low`, `m_high`, between which its rank lies in 95 of 100
        resamples (ties count with their best and worst rank), and `m_top`, the share of resamples in which it is among
        the first `top`. `frame.attrs["stability"]` says how it was done, and for each measure how stable (`_about`).

    Raises:
        UnknownMeasure: there is no such measure, or it cannot be taken alone.
        UnknownLayer: there is no such layer.
    """
    unknown = sorted(set(measures) - set(SINGLE))
    if unknown:
        raise UnknownMeasure(f"cannot resample {', '.join(unknown)}; known: {', '.join(SINGLE)}")
    p = project(g, layer, types=types, directed=directed, weight=weight)
    units, counts = _counts(g, p, layer, directed, weight)
    frame = pd.DataFrame(index=pd.Index(p.ids, name="entity_id", dtype="object"))
    for name in measures:
        low, high, stays = _intervals(p, counts, name, resamples, top, seed)
        frame[f"{name}_low"], frame[f"{name}_high"], frame[f"{name}_top"] = low, high, stays
    frame.attrs["stability"] = {"units": units, "resamples": resamples, "top": top, **_about(p, counts, measures, seed)}
    return frame


def with_bars(measures: pd.DataFrame, bars: pd.DataFrame) -> pd.DataFrame:
    """Return measures and their error bars as one table, which keeps what both say of themselves (`attrs`)."""
    frame = measures.join(bars)
    frame.attrs = measures.attrs | bars.attrs
    return frame


def _about(p: Projection, counts: csr_array, measures: Iterable[str], seed: int) -> dict[str, Any]:
    """Return the `number` of units and `coefficient`, for each measure how stable it is.

    That is the largest share of units that can be left out so that, with 95 % probability, the measure still correlates
    with the whole at 0.7 (Spearman's rho); 0.5 and more is good, below 0.25 the ranking should not be read.
    """
    return {"number": counts.shape[0], "coefficient": {name: _coefficient(p, counts, name, seed) for name in measures}}


def ranks(values: Floats) -> tuple[Ints, Ints]:
    """Return the best and the worst rank of each value, the greatest first; they differ where values tie."""
    negative = -np.nan_to_num(values.astype(np.float32), nan=-np.inf)
    order = np.sort(negative)
    return np.searchsorted(order, negative, "left") + 1, np.searchsorted(order, negative, "right")


def _counts(
    g: nx.MultiDiGraph, p: Projection, layer: str | None, directed: bool, weight: Weight
) -> tuple[str, csr_array]:
    """Return what a unit is, and a matrix: how much each unit (row) adds to the weight of each edge (column) of `p`."""
    documents = {d.id for d in g.graph["documents"]}
    by_document = len(documents) >= FEWEST
    number = {id: i for i, id in enumerate(p.ids)}
    column = {pair: i for i, pair in enumerate(zip(p.heads.tolist(), p.tails.tolist(), strict=True))}
    row: dict[Any, int] = {id: i for i, id in enumerate(sorted(documents))} if by_document else {}
    cells: dict[tuple[int, int], float] = defaultdict(float)
    for edge, spanned in spans(g, layer, number, directed=directed):
        for unit in _units(edge, by_document, weight):
            for at in (column[pair] for pair in spanned if pair in column):
                cells[row.setdefault(unit, len(row)), at] += 1
    places = np.array(list(cells), dtype=np.int64).reshape(-1, 2)
    shape = (len(row), len(p.heads))
    return ("documents" if by_document else "sentences"), csr_array(
        (np.array(list(cells.values())), (places[:, 0], places[:, 1])), shape=shape
    )


def _units(edge: dict[str, Any], by_document: bool, weight: Weight) -> Iterable[Any]:
    evidence = edge.get("evidence", ())
    if not by_document:
        return ((s.head.doc_id, s.start) for s in evidence)
    found = (s.head.doc_id for s in evidence)
    return dict.fromkeys(found) if weight == "documents" else found


def _intervals(
    p: Projection, counts: csr_array, name: str, resamples: int, top: int, seed: int
) -> tuple[Ints, Ints, Floats]:
    n = counts.shape[0]
    if n == 0 or resamples == 0:
        best, worst = ranks(_value(p, name))
        return best, worst, (worst <= top).astype(np.float64)
    random = np.random.default_rng(seed)
    draws = random.multinomial(n, np.full(n, 1 / n), size=resamples)
    best, worst = np.empty((resamples, len(p.ids)), dtype=np.int32), np.empty((resamples, len(p.ids)), dtype=np.int32)
    for at, value in enumerate(_again(p, counts, name, draws)):
        best[at], worst[at] = ranks(value)
    tail = int(_expanded(n) * resamples)
    stays = np.mean((best + worst) / 2 <= top, axis=0)
    low = np.partition(best, tail, axis=0)[tail]
    high = np.partition(worst, resamples - 1 - tail, axis=0)[resamples - 1 - tail]
    return low.astype(np.int64), high.astype(np.int64), stays


def _expanded(n: int) -> float:
    """Return the share of resamples to leave out at either end so that an interval from n units has its level."""
    if n < 2:
        return 0.0
    return float(norm.cdf(-((n / (n - 1)) ** 0.5) * student.ppf((1 + LEVEL) / 2, n - 1)))


def _coefficient(p: Projection, counts: csr_array, name: str, seed: int) -> float:
    """Return the largest share of units that can be left out with the ranking still much the same."""
    n = counts.shape[0]
    linked = np.unique(np.concatenate([p.heads, p.tails]))
    if n < 3 or len(linked) < 3:
        return 0.0
    whole = rankdata(_value(p, name)[linked])
    random = np.random.default_rng(seed)
    often = 40 if len(p.ids) <= 5_000 else 20
    best = 0.0
    for share in _DROPPED:
        kept = max(1, round(n * (1 - share)))
        draws = np.zeros((often, n), dtype=np.int64)
        for draw in draws:
            draw[random.choice(n, kept, replace=False)] = 1
        alike = [_correlation(whole, rankdata(value[linked])) for value in _again(p, counts, name, draws)]
        if np.quantile(alike, 0.05) < _ENOUGH:
            break
        best = share
    return best


def _again(p: Projection, counts: csr_array, name: str, draws: Ints) -> Iterator[Floats]:
    """Yield the measure on the network of each draw; a row of `draws` says how often each unit was drawn."""
    columns = csr_array(counts.T)
    for draw in draws:
        weights = columns @ draw
        there = np.flatnonzero(weights)
        yield _value(replace(p, heads=p.heads[there], tails=p.tails[there], weights=weights[there].astype(float)), name)


def _value(p: Projection, name: str) -> Floats:
    """Return a measure of which great is important."""
    value = np.asarray(SINGLE[name](p), dtype=np.float64)
    return -value if name in LOWEST_FIRST else value


def _correlation(a: Floats, b: Floats) -> float:
    return float(np.corrcoef(a, b)[0, 1]) if a.std() > 0 and b.std() > 0 else 0.0
