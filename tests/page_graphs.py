"""Graphs to draw: small ones with everything in them, large ones made by numbers, and hostile ones."""

import random
from collections.abc import Sequence

import networkx as nx
import pandas as pd

from corpus.document import Document, Section
from extract.schema import load_schema
from extract.statement import Extraction, Mention, Sentence, Statement
from graph.build import build
from graph.communities import leiden
from graph.measures import degrees
from graph.projection import project
from graph.spectral import pagerank

MODALITIES = ("asserted", "proposed", "negated")
TEXTS = {
    "一号.txt": ("关于推进社区治理的意见", "国务院", "2018-05-02", (
        ("国务院", "ORG", "IMPLEMENTS", "协商议事制度", "MECHANISM", "国务院要求各地实施协商议事制度。", "proposed"),
        ("社区党组织", "ORG", "LEADS", "居民委员会", "ORG", "社区党组织领导居民委员会开展工作。", "asserted"),
        ("协商议事制度", "MECHANISM", "PROMOTES", "居民参与", "CONCEPT", "协商议事制度促进了居民参与。", "asserted"),
    )),
    "二号.txt": ("本市实施方案", "杭州市人民政府", "2020", (
        ("杭州市政府", "ORG", "ESTABLISHES", "协商议事制度", "MECHANISM", "杭州市政府建立协商议事制度。", "asserted"),
        ("形式主义", "CONCEPT", "HINDERS", "居民参与", "CONCEPT", "形式主义妨碍居民参与。", "asserted"),
        ("协商议事制度", "MECHANISM", "PROMOTES", "居民参与", "CONCEPT", "协商议事制度并未促进居民参与。", "negated"),
        ("杭州市政府", "ORG", "LOCATED_IN", "杭州市", "PLACE", "杭州市政府设在杭州市。", "asserted"),
        ("志愿者", "ACTOR", "PARTICIPATES_IN", "协商议事制度", "MECHANISM", "鼓励志愿者参加协商议事制度。", "proposed"),
    )),
}  # fmt: skip


def small() -> nx.MultiDiGraph:
    """Two documents, nine entities of all types but one, all modalities, two layers."""
    texts = [(id, title, issuer, date, rows) for id, (title, issuer, date, rows) in TEXTS.items()]
    return from_rows(texts)


def from_rows(texts: Sequence[tuple[str, str, str, str, Sequence[tuple[str, ...]]]]) -> nx.MultiDiGraph:
    """Build a graph from documents given as rows: head, type, relation, tail, type, sentence, modality."""
    documents, extractions = [], []
    for id, title, issuer, date, rows in texts:
        text = "".join(row[5] for row in rows)
        sections = (Section(0, len(text), 1, "一、总体要求"),)
        documents.append(Document(id, text, title=title, issuer=issuer, date=date, sections=sections))
        extractions.append(_extraction(id, rows))
    return build(documents, extractions, load_schema())


def _extraction(id: str, rows: Sequence[tuple[str, ...]]) -> Extraction:
    mentions, statements, sentences, at = [], [], [], 0
    for head, head_type, relation, tail, tail_type, sentence, modality in rows:
        ends = []
        for name, type in ((head, head_type), (tail, tail_type)):
            start = at + sentence.find(name)
            ends.append(Mention(id, start, start + len(name), name, type, "test"))
        mentions += ends
        force, sure = "must" if modality == "proposed" else "", None if modality == "negated" else 0.72
        statements.append(
            Statement(ends[0], relation, ends[1], at, at + len(sentence), sentence, modality, force, "test", sure)
        )
        sentences.append(Sentence(at, at + len(sentence), sentence))
        at += len(sentence)
    key = lambda m: (m.start, m.end, m.type)  # noqa: E731
    return Extraction(id, tuple(sorted(set(mentions), key=key)), tuple(statements), tuple(sentences))


def large(n: int, degree: int = 3, documents: int = 200, seed: int = 7) -> nx.MultiDiGraph:
    """A graph of n entities and about n × degree edges, each with one sentence of its own.

    Built directly, not through `graph.build`, which would have to merge the names first.
    """
    rng = random.Random(seed)
    schema = load_schema()
    plain = nx.powerlaw_cluster_graph(n, degree, 0.1, seed=seed)
    types, relations = list(schema.entities), [r for r in schema.relations if r != "SAME_AS"]
    texts = tuple(Document(f"{d:04}.txt", "", title=f"第{d}号文件", date=str(2000 + d % 25)) for d in range(documents))
    g = nx.MultiDiGraph(schema=schema, documents=texts, sentences={}, mentions={})
    names = [_name(rng) + str(i) for i in range(n)]
    ids = [f"{types[i % len(types)]}:{names[i]}" for i in range(n)]
    for i in range(n):
        g.add_node(ids[i], label=names[i], type=types[i % len(types)], aliases=(), reasons=(), mentions=1, documents=1)
    mentions: dict[str, list[Mention]] = {id: [] for id in ids}
    sentences: dict[str, list[Sentence]] = {text.id: [] for text in texts}
    for number, (a, b) in enumerate(sorted(plain.edges)):
        doc_id = texts[number % documents].id
        statement = _statement(
            rng, doc_id, 200 * (number // documents), (names[a], types[a % 6]), (names[b], types[b % 6])
        )
        relation = rng.choice(relations)
        _add(g, ids[a], ids[b], relation, schema.relations[relation].layer, statement)
        mentions[ids[a]].append(statement.head)
        mentions[ids[b]].append(statement.tail)
        sentences[doc_id].append(Sentence(statement.start, statement.end, statement.sentence))
    g.graph["mentions"] = {id: tuple(rows) for id, rows in mentions.items()}
    g.graph["sentences"] = {id: tuple(rows) for id, rows in sentences.items()}
    return g


def measures(g: nx.MultiDiGraph) -> pd.DataFrame:
    """Return the measures that a page shows and that take seconds on a large graph."""
    p = project(g)
    names = {"type": [g.nodes[id]["type"] for id in p.ids], "name": [g.nodes[id]["label"] for id in p.ids]}
    columns = {**degrees(p), "pagerank": pagerank(p), "community": leiden(p, seeds=1).community}
    return pd.DataFrame({**names, **columns}, index=pd.Index(p.ids, name="entity_id"))


_WORDS = (
    "推进 深化 改革 完善 治理 体系 加强 建设 服务 群众 基层 组织 制度 机制 创新 发展 城乡 社区 "
    "教育 医疗 就业 环境 保护 监督 管理 统筹 协调 落实 责任 保障 资金 项目 试点 评估 公开 信息 "
    "平台 数据 网格 党员 干部 企业 市场 主体 农民 青年 养老 托育 住房"
).split()


def _name(rng: random.Random) -> str:
    return "".join(rng.choices(_WORDS, k=rng.randint(2, 4)))


def _statement(rng: random.Random, doc_id: str, at: int, head: tuple[str, str], tail: tuple[str, str]) -> Statement:
    filler = "".join(rng.choices(_WORDS, k=12))
    sentence = f"{head[0]}要{filler}，{tail[0]}。"
    h = Mention(doc_id, at, at + len(head[0]), head[0], head[1], "test")
    start = at + sentence.rfind(tail[0])
    t = Mention(doc_id, start, start + len(tail[0]), tail[0], tail[1], "test")
    modality = rng.choice(MODALITIES)
    return Statement(h, "", t, at, at + len(sentence), sentence, modality, "", "test")  # type: ignore[arg-type]


def _add(g: nx.MultiDiGraph, head: str, tail: str, relation: str, layer: str, statement: Statement) -> None:
    counts = {modality: int(statement.modality == modality) for modality in MODALITIES}
    g.add_edge(
        head, tail, key=relation, relation=relation, layer=layer, weight=1, documents=1, evidence=(statement,), **counts
    )
