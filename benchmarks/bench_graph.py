"""How long resolution, building and measuring take, on made-up corpora and graphs of any size.

usage: python benchmarks/bench_graph.py [--mentions 200000] [--nodes 20000] [--edges 60000] [--peers]

`--peers` times exact weighted betweenness beside networkx, and networkit and rustworkx where they are installed
(rustworkx without weights, which it cannot take).
"""

import argparse
import time
from collections.abc import Callable
from typing import TypeVar

import networkx as nx
import numpy as np

from corpus.document import Document
from extract.schema import load_schema
from extract.statement import Extraction, Mention, Statement
from graph.betweenness import path_centrality
from graph.brokerage import structural_holes
from graph.build import build
from graph.communities import leiden, louvain
from graph.measures import measure
from graph.projection import Projection, project
from graph.resolve import resolve
from graph.spectral import eigenvector, hits, pagerank
from graph.stability import resample

T = TypeVar("T")
TYPES = ("ORG", "POLICY", "MECHANISM", "PLACE", "ACTOR", "CONCEPT")
HAN = "市县区民政财教卫生服务党建组织基层社工作机制平台养老医疗政策发展改革规划条例办法人员干部群众"


def timed(what: str, run: Callable[[], T]) -> T:
    start = time.perf_counter()
    result = run()
    print(f"{what:42s}{time.perf_counter() - start:8.2f} s", flush=True)
    return result


def corpus(mentions: int, documents: int = 500) -> tuple[list[Document], list[Extraction]]:
    """Names drawn by Zipf's law, a tenth as many distinct ones as mentions; one statement for two mentions."""
    random = np.random.default_rng(1)
    names = ["".join(random.choice(list(HAN), size=random.integers(2, 9))) for _ in range(mentions // 10)]
    drawn = random.zipf(1.3, size=mentions) % len(names)
    made = []
    for number, chosen in enumerate(np.array_split(drawn, documents)):
        found = tuple(
            Mention(f"{number:05}.txt", 10 * i, 10 * i + len(names[n]), names[n], TYPES[n % 6], "made")
            for i, n in enumerate(chosen.tolist())
        )
        pairs = zip(found[::2], found[1::2], strict=False)
        says = tuple(Statement(a, "PROMOTES", b, a.start, b.end, "", "asserted", "", "made") for a, b in pairs)
        made.append(Extraction(f"{number:05}.txt", found, says, ()))
    return [Document(e.doc_id, "", title="成都市养老条例", issuer="成都市人民政府") for e in made], made


def graph(nodes: int, edges: int) -> nx.MultiDiGraph:
    """A few hubs, many small nodes; most edges stated once."""
    random = np.random.default_rng(2)
    share = 1 / np.arange(1, nodes + 1) ** 0.6
    ends = random.choice(nodes, size=(2 * edges, 2), p=share / share.sum())
    pairs = [pair for pair in dict.fromkeys(map(tuple, ends.tolist())) if pair[0] != pair[1]][:edges]
    g = nx.MultiDiGraph(schema=load_schema())
    g.add_nodes_from((f"ORG:{i:06}", {"type": "ORG", "label": str(i)}) for i in range(nodes))
    for (a, b), weight in zip(pairs, random.zipf(2.2, size=len(pairs)).tolist(), strict=True):
        edge = {"relation": "LEADS", "layer": "stated", "weight": min(weight, 50)}
        g.add_edge(f"ORG:{a:06}", f"ORG:{b:06}", key="LEADS", **edge)
    return g


def edges_of(p: Projection) -> list[tuple[int, int, float]]:
    return list(zip(p.heads.tolist(), p.tails.tolist(), (1 / p.weights).tolist(), strict=True))


def networkx_betweenness(p: Projection) -> None:
    g = nx.DiGraph()
    g.add_weighted_edges_from(edges_of(p), weight="length")
    nx.betweenness_centrality(g, weight="length")


def networkit_betweenness(p: Projection) -> None:
    import networkit

    g = networkit.Graph(len(p.ids), weighted=True, directed=True)
    for head, tail, length in edges_of(p):
        g.addEdge(head, tail, length)
    networkit.centrality.Betweenness(g).run()


def rustworkx_betweenness(p: Projection) -> None:
    import rustworkx

    g = rustworkx.PyDiGraph()
    g.add_nodes_from(range(len(p.ids)))
    g.add_edges_from(edges_of(p))
    rustworkx.betweenness_centrality(g)


def against_peers(p: Projection) -> None:
    """Time exact betweenness, ours and others', in one run."""
    start = time.perf_counter()
    path_centrality(p, pivots=len(p.ids))
    ours = time.perf_counter() - start
    print(f"{'betweenness, exact':42s}{ours:8.2f} s")
    for peer in (networkx_betweenness, networkit_betweenness, rustworkx_betweenness):
        start = time.perf_counter()
        try:
            peer(p)
        except ImportError:
            continue
        theirs = time.perf_counter() - start
        print(f"{peer.__name__:42s}{theirs:8.2f} s   {theirs / ours:6.2f} times ours", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("mentions", 200_000), ("nodes", 20_000), ("edges", 60_000)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--peers", action="store_true", help="time others' betweenness as well (slow)")
    asked = parser.parse_args()
    documents, extractions = corpus(asked.mentions)
    print(f"{asked.mentions} mentions, {asked.mentions // 2} statements")
    timed("resolve", lambda: resolve(extractions, documents=documents))
    built = timed("build (resolve included)", lambda: build(documents, extractions, load_schema()))
    print(f"{built.number_of_nodes()} entities, {built.number_of_edges()} relations")
    g = graph(asked.nodes, asked.edges)
    print(f"\n{g.number_of_nodes()} nodes, {g.number_of_edges()} edges")
    p = timed("project", lambda: project(g))
    for run in (pagerank, hits, eigenvector, structural_holes, leiden, louvain):
        timed(run.__name__, lambda run=run: run(p))  # type: ignore[misc]
    timed("betweenness, 500 sources", lambda: path_centrality(p, pivots=500))
    timed("betweenness, at most 2000 sources", lambda: path_centrality(p))
    timed("measure", lambda: measure(g))
    timed("rank intervals, 200 resamples", lambda: resample(g))
    if asked.peers:
        against_peers(p)


if __name__ == "__main__":
    main()
