"""The reranker: which statements are candidates, what it sees of them, and how sure each statement is."""

from dataclasses import replace

import numpy as np
import pytest

from corpus.document import Document
from extract.analysis import Analysis, Link, Span
from extract.clauses import load_triggers
from extract.linker import BY_FORM, FORMAL, _cooperating, propose
from extract.loglinear import SIZE, LogLinear
from extract.pairs import Pairs, arguments, candidate_pairs
from extract.pipeline import analyse, extract, load
from extract.reranker import STATED, Proposed, Reranker, confidence, describe, statements

TEXT = "区民政局、街道办事处应当开展入户走访，建立困难群众帮扶机制。社区党组织推进环境整治。"
PLAIN = load(model=False)
NLP = load()


def names(text: str) -> Analysis:
    found, _ = analyse(Document("a", text), PLAIN)
    PLAIN.get_pipe("gangmu_mentions").find(found)
    return found


def pairs_of(text: Analysis) -> Pairs:
    args = arguments(text.spans, dict.fromkeys(text.terms, 0.5), 0.15)
    pairs = candidate_pairs(text, args, [], load_triggers().relations)
    assert pairs is not None
    return pairs


def proposed(pairs: Pairs) -> Proposed:
    """Return all pairs as possible, with odds that rise from one to the next."""
    size = len(pairs.head)
    odds = np.linspace(0.1, 0.9, size).astype(np.float32)
    kinds = np.tile(np.array([[0.7, 0.2]], dtype=np.float32), (size, 1))
    return Proposed(pairs, odds, np.arange(size), ["IMPLEMENTS"] * size, ["PROMOTES"] * size, kinds)


def test_every_argument_of_a_list_is_a_candidate_of_its_own() -> None:
    text = names(TEXT)
    found = statements(proposed(pairs_of(text)), set(), FORMAL)
    acting = {TEXT[c.head.start : c.head.end] for c in found}
    assert {"区民政局", "街道办事处"} <= acting
    unfit = {c.head for c in found if TEXT[c.head.start : c.head.end] == "街道办事处"}
    left = statements(proposed(pairs_of(text)), unfit, FORMAL)
    assert left and not any(unfit & {c.head, c.tail} for c in left)


def test_relations_of_form_are_no_candidates() -> None:
    every = proposed(pairs_of(names(TEXT)))
    issued = replace(every, relations=["ISSUES"] * len(every.rows))
    assert statements(issued, set(), FORMAL) == []


def test_what_is_seen_of_a_statement_tells_it_from_its_rivals() -> None:
    text = names(TEXT)
    every = proposed(pairs_of(text))
    found = statements(every, set(), FORMAL)
    features = describe(text, every, found)
    assert features.shape[0] == len(found) and features.min() >= 0 and features.max() < SIZE
    assert len({tuple(row) for row in features.tolist()}) == len(found)
    assert (features == describe(text, every, found)).all()


def test_the_models_propose_pairs_with_their_two_best_relations() -> None:
    rng = np.random.default_rng(1)
    heads = LogLinear(("chosen",), rng.normal(size=(SIZE + 1, 1)).astype(np.float32))
    kinds = LogLinear(("A", "B", "C"), rng.normal(size=(SIZE + 1, 3)).astype(np.float32))
    pairs = pairs_of(names(TEXT))
    found = propose(heads, kinds, pairs)
    assert len(found.rows) == len(found.relations) == len(found.rivals) == len(found.kinds) > 0
    assert all(a != b for a, b in zip(found.relations, found.rivals, strict=True))
    assert (found.kinds[:, 0] >= found.kinds[:, 1]).all()


def test_no_candidates_no_probabilities() -> None:
    text = names(TEXT)
    assert len(Reranker().probabilities(text, proposed(pairs_of(text)), [])) == 0
    assert STATED in Reranker()._model.labels


def test_confidence_rises_with_probability_and_stays_a_share() -> None:
    curve = [confidence(p / 100) for p in range(101)]
    assert curve == sorted(curve) and 0 <= curve[0] < curve[20] < curve[80] < curve[-1] <= 1


TEXTS = "".join(
    f"区{name}局负责{name}服务工作，应当建立{name}服务制度，推进基层治理。"
    for name in "教育 民政 文化 卫生 体育 财政 统计 审计".split()
)


def test_statements_are_as_sure_as_is_asked_for() -> None:
    document = Document("a", TEXTS)
    every = extract(document, NLP).statements
    sure = [s.confidence for s in every]
    assert len(every) > 10 and all(c is not None and 0 < c <= 1 for c in sure)
    middle = sorted(c for c in sure if c is not None)[len(sure) // 2]
    asked = extract(document, load(confidence=middle)).statements
    assert asked == tuple(s for s in every if s.confidence is not None and s.confidence >= middle)
    assert 0 < len(asked) < len(every)


def test_without_models_nobody_knows_how_sure_a_statement_is() -> None:
    found = extract(Document("a", TEXTS), PLAIN).statements
    assert found and {s.confidence for s in found} == {None}


@pytest.mark.parametrize(
    ("text", "types", "expected"),
    [
        ("高校和企业开展合作。", ("ORG", "ORG"), 1),
        ("高校、企业、园区开展合作。", ("ORG", "ORG", "PLACE"), 3),
        ("文化和旅游融合。", ("CONCEPT", "CONCEPT"), 0),
        ("高校、企业、园区、银行开展合作。", ("ORG", "ORG", "PLACE", "ORG"), 0),
    ],
)
def test_only_few_who_can_act_cooperate_with_each_other(text: str, types: tuple[str, ...], expected: int) -> None:
    found, _ = analyse(Document("a", text), PLAIN)
    listed = text.split("开展")[0].split("融合")[0].replace("和", "、").split("、")
    spans = [Span(text.index(n), text.index(n) + len(n), t, "x") for n, t in zip(listed, types, strict=True)]
    rest = text.index("合作") if "合作" in text else text.index("融合")
    pairs = candidate_pairs(found, [*spans, Span(rest, rest + 2, "CONCEPT", "x")], [], load_triggers().relations)
    links = [
        Link(a, "COOPERATES", b, 0, len(text), "asserted", "", "cooperate_together")
        for i, a in enumerate(spans)
        for b in spans[i + 1 :]
    ]
    kept = _cooperating(pairs, links)
    assert len(kept) == expected
    assert {link.confidence for link in kept} <= {BY_FORM["COOPERATES"]}
