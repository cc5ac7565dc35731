"""How often the rank intervals of `graph.stability` hold the true rank, on planted rankings.

A population of documents is made up: each takes its statements from a few entities that are common everywhere and from
a topic of its own. What the whole population says is the truth; samples of it are measured and resampled, and the share
of entities is counted whose true rank, among the entities of the sample, lies in the interval. Nominal is 95 %.

usage: python benchmarks/rank_coverage.py [--samples 20] [--population 1000]
"""

import argparse
from collections import Counter

import networkx as nx
import numpy as np

from corpus.document import Document
from extract.schema import load_schema
from extract.statement import Mention, Statement
from graph.measures import SINGLE
from graph.projection import project
from graph.stability import CHEAP, ranks, resample

Said = list[tuple[int, int]]


def population(size: int, entities: int, random: np.random.Generator) -> list[Said]:
    """Documents as lists of (head, tail): Zipf's law among the entities, topics, and lengths that differ much."""
    share = 1 / np.arange(1, entities + 1) ** 0.9
    order = random.permutation(entities)
    topics = [random.choice(entities, entities // 10, replace=False) for _ in range(12)]
    documents = []
    for _ in range(size):
        weight = share[order].copy()
        weight[topics[random.integers(len(topics))]] *= 8
        length = 1 + random.negative_binomial(2, 0.07)
        ends = random.choice(entities, size=(length, 2), p=weight / weight.sum())
        documents.append([(a, b) for a, b in ends.tolist() if a != b])
    return documents


def graph(documents: list[Said]) -> nx.MultiDiGraph:
    g = nx.MultiDiGraph(schema=load_schema())
    g.graph["documents"] = tuple(Document(f"{i:05}", "") for i in range(len(documents)))
    evidence: dict[tuple[str, str], list[Statement]] = {}
    for number, said in enumerate(documents):
        for at, (a, b) in enumerate(said):
            head, tail = (Mention(f"{number:05}", 10 * at, 10 * at + 1, f"{x:03}", "ORG", "") for x in (a, b))
            statement = Statement(head, "LEADS", tail, 10 * at, 10 * at + 9, "", "asserted", "", "")
            evidence.setdefault((f"ORG:{a:03}", f"ORG:{b:03}"), []).append(statement)
    for id in sorted({end for pair in evidence for end in pair}):
        g.add_node(id, type="ORG", label=id)
    for (head, tail), found in sorted(evidence.items()):
        edge = {"relation": "LEADS", "layer": "stated", "weight": len(found), "evidence": tuple(found)}
        g.add_edge(head, tail, key="LEADS", documents=len({s.head.doc_id for s in found}), **edge)
    return g


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--samples", type=int, default=20)
    parser.add_argument("--population", type=int, default=1000)
    asked = parser.parse_args()
    random = np.random.default_rng(3)
    print(f"{'documents':>9}  {'entities':>8}  {'measure':16}{'all':>7}{'first 20':>10}{'width':>8}")
    for entities in (60, 300):
        documents = population(asked.population, entities, random)
        whole = graph(documents)
        p = project(whole)
        truth = {name: dict(zip(p.ids, SINGLE[name](p), strict=True)) for name in CHEAP}
        for size in (8, 20, 60):
            tally: dict[str, Counter[str]] = {name: Counter() for name in CHEAP}
            for _ in range(asked.samples):
                chosen = random.choice(len(documents), size, replace=False)
                sample = graph([documents[i] for i in chosen])
                frame = resample(sample, CHEAP)
                for name in CHEAP:
                    true = ranks(np.array([truth[name][id] for id in frame.index]))
                    low, high = frame[f"{name}_low"].to_numpy(), frame[f"{name}_high"].to_numpy()
                    held = (low <= true[1]) & (true[0] <= high)
                    first = np.argsort(SINGLE[name](project(sample)))[::-1][:20]
                    tally[name].update(n=len(held), held=int(held.sum()), first=len(first), top=int(held[first].sum()))
                    tally[name].update(width=int((high - low)[first].sum()))
            for name, t in tally.items():
                held, top = 100 * t["held"] / t["n"], 100 * t["top"] / t["first"]
                print(f"{size:9}  {entities:8}  {name:16}{held:6.1f}%{top:9.1f}%{t['width'] / t['first']:8.1f}")


if __name__ == "__main__":
    main()
