"""The table of relation cases: a plain sentence, and a relation that it states. A linguist may add rows.

As with the mention cases, what is tested is the share that is met; the relations of long sentences are measured against
annotated documents (benchmarks/cross_validate.py).
"""

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from spacy.language import Language

from corpus.document import Document
from extract.pipeline import extract, load

CASES = Path(__file__).parent / "cases" / "relations.csv"


@cache
def pipeline(model: bool) -> Language:
    return load(model=model)


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_met(case: dict[str, str], *, model: bool) -> bool:
    statements = extract(Document("a", case["text"]), pipeline(model)).statements
    found = {(s.head.text, s.relation, s.tail.text) for s in statements}
    if case["relation"] == "COOPERATES":
        found |= {(tail, relation, head) for head, relation, tail in found}
    return (case["head"], case["relation"], case["tail"]) in found


def test_the_table_has_twelve_cases_of_each_relation() -> None:
    counts = Counter(case["relation"] for case in cases())
    assert len(counts) == 15
    assert set(counts.values()) == {12}


@pytest.mark.parametrize(("model", "share"), [(True, 0.6), (False, 0.6)])
def test_most_cases_are_met(model: bool, share: float) -> None:
    missed = [case["text"] for case in cases() if not is_met(case, model=model)]
    assert len(missed) <= (1 - share) * len(cases()), missed


@pytest.mark.parametrize(
    "text",
    [
        "天气晴好。",
        "第三章",
        "联系电话：12345678",
        "2024年5月6日",
        "附件：1.名单",
        "街道党工委、社区党组织。",
        "老年人、残疾人和未成年人",
        "（此件公开发布）",
        "为什么？",
        "各位代表：",
        "经济发展。社会稳定。",
        "乡村",
    ],
)
def test_nothing_is_stated_where_a_text_states_nothing(text: str) -> None:
    assert extract(Document("a", text), pipeline(True)).statements == ()
