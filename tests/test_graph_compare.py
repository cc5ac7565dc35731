"""Comparing texts: what is new, gone, stronger; shares with their intervals; parts of a graph."""

from dataclasses import replace

import networkx as nx
import pytest
from graph_factories import d, x

from extract.schema import load_schema
from extract.statement import Extraction
from graph.build import build
from graph.compare import compare, matched
from graph.shares import share_of, shares
from graph.subset import UnknownGroup, groups, restrict

NAMES = ["ORG:民政部", "ACTOR:老年人", "MECHANISM:养老服务制度", "ACTOR:志愿者"]


def meant(e: Extraction, modality: str, force: str = "") -> Extraction:
    return replace(e, statements=tuple(s._replace(modality=modality, force=force) for s in e.statements))  # type: ignore[arg-type]


def graph(*extractions: Extraction, dates: tuple[str, ...] = ()) -> nx.MultiDiGraph:
    dates = dates or ("",) * len(extractions)
    documents = [d(e.doc_id, date=date, issuer="民政部") for e, date in zip(extractions, dates, strict=True)]
    return build(documents, extractions, load_schema())


EARLY = meant(x(NAMES[:3], doc_id="a.txt", says=[(0, "ESTABLISHES", 2), (0, "SERVES", 1)]), "proposed", "encouraged")
LATE = meant(x(NAMES, doc_id="b.txt", says=[(0, "ESTABLISHES", 2), (0, "LEADS", 3)]), "proposed", "must")


def test_a_part_of_a_graph_counts_anew() -> None:
    g = graph(EARLY, LATE, dates=("2003-05-01", "2023-05-01"))
    part = restrict(g, ["a.txt"])
    assert set(part) == set(g) - {"ACTOR:志愿者"}
    edge = part.edges["ORG:民政部", "MECHANISM:养老服务制度", "ESTABLISHES"]
    assert (edge["weight"], edge["documents"], edge["proposed"]) == (1, 1, 1)
    assert g.edges["ORG:民政部", "MECHANISM:养老服务制度", "ESTABLISHES"]["weight"] == 2
    assert part.nodes["ORG:民政部"]["last"] == "2003-05-01" and [x.id for x in part.graph["documents"]] == ["a.txt"]
    assert restrict(g, ["a.txt", "b.txt"]).number_of_edges() == g.number_of_edges()


def test_encouraged_and_then_must_is_a_change_of_force() -> None:
    g = graph(EARLY, LATE)
    found = compare(restrict(g, ["a.txt"]), restrict(g, ["b.txt"]), names=("前", "后"))
    change = {(r["head"], r["relation"], r["tail"]): r["change"] for _, r in found.relations.iterrows()}
    assert change == {
        ("民政部", "ESTABLISHES", "养老服务制度"): "strengthened",
        ("民政部", "SERVES", "老年人"): "lost",
        ("民政部", "LEADS", "志愿者"): "gained",
    }
    row = found.relations.set_index("relation").loc["ESTABLISHES"]
    assert (row["force_a"], row["force_b"]) == ("encouraged", "must")
    assert found.entities.loc["ACTOR:志愿者", "status"] == "b" and found.entities.loc["ORG:民政部", "status"] == "both"


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (("proposed", "must"), ("proposed", "encouraged"), "weakened"),
        (("proposed", "may"), ("proposed", ""), "strengthened"),
        (("proposed", "must"), ("asserted", ""), "realised"),
        (("negated", ""), ("asserted", ""), "realised"),
        (("asserted", ""), ("negated", ""), "lapsed"),
        (("asserted", ""), ("asserted", ""), ""),
    ],
)
def test_changes_between_modalities(before: tuple[str, str], after: tuple[str, str], change: str) -> None:
    says = [(0, "SERVES", 1)]
    a, b = (meant(x(NAMES[:2], doc_id=f"{i}.txt", says=says), *how) for i, how in enumerate((before, after)))
    found = compare(graph(a), graph(b))
    assert found.relations["change"].tolist() == [change]


def test_an_entity_is_known_by_its_alias() -> None:
    a = graph(x(["ORG:国家发展和改革委员会", "ORG:民政部"], says=[(0, "COOPERATES", 1)]))
    b = graph(x(["ORG:国家发改委", "ORG:民政部"], says=[(0, "COOPERATES", 1)]))
    a.nodes["ORG:国家发展和改革委员会"]["aliases"] = ("国家发改委",)
    assert matched(a, b) == {"ORG:国家发改委": "ORG:国家发展和改革委员会", "ORG:民政部": "ORG:民政部"}
    found = compare(a, b)
    assert set(found.entities["status"]) == {"both"} and found.relations["change"].tolist() == [""]
    # Stored the other way round, since this alias sorts behind 民政部, and still the same relation.
    a.nodes["ORG:国家发展和改革委员会"]["aliases"] = ("龙头部门",)
    behind = graph(x(["ORG:龙头部门", "ORG:民政部"], says=[(0, "COOPERATES", 1)]))
    assert list(behind.edges()) == [("ORG:民政部", "ORG:龙头部门")]
    assert compare(a, behind).relations["change"].tolist() == [""]
    a.nodes["ORG:国家发展和改革委员会"]["aliases"] = ("国家发改委",)
    homonym = graph(x(["POLICY:国家发改委"]))
    assert matched(a, homonym) == {"POLICY:国家发改委": "POLICY:国家发改委"}


def test_groups_by_year_span_issuer_and_field() -> None:
    documents = [replace(d(f"{y}.txt", date=f"{y}-03-05", issuer="国务院"), fields=(("省", p),)) for y, p in
                 ((2003, "浙江"), (2013, "江西"), (2023, "浙江"))]  # fmt: skip
    assert list(groups(documents, "year")) == ["2003", "2013", "2023"]
    assert groups(documents, "year", only=["2001-2013", "2023"]) == {
        "2001-2013": ("2003.txt", "2013.txt"), "2023": ("2023.txt",),
    }  # fmt: skip
    assert list(groups(documents, "decade")) == ["2000s", "2010s", "2020s"]
    assert groups(documents, "省")["浙江"] == ("2003.txt", "2023.txt")
    with pytest.raises(UnknownGroup, match="no document has a '市'; known: year, decade, issuer, document, 省"):
        groups(documents, "市")
    with pytest.raises(UnknownGroup, match="no document in the group '1999'"):
        groups(documents, "year", only=["1999"])


def test_shares_are_of_sentences_and_hold_the_truth() -> None:
    g = graph(*(x(["ACTOR:老年人", "ORG:民政部"] if i % 2 else ["ORG:民政部"], doc_id=f"{i}.txt") for i in range(12)))
    frame = shares({"全部": g}).set_index("entity_id")
    row = frame.loc["ACTOR:老年人"]
    assert (row["sentences"], row["of"]) == (6, 18) and row["share_low"] < 6 / 18 < row["share_high"]


def test_documents_that_differ_widen_the_interval() -> None:
    even, uneven = {f"{i}": 5 for i in range(10)}, {f"{i}": 25 if i < 2 else 0 for i in range(10)}
    of = {f"{i}": 50 for i in range(10)}
    width = [high - low for _, low, high in (share_of(even, of), share_of(uneven, of))]
    assert width[1] > 3 * width[0]
    assert share_of({}, of)[:2] == (0.0, 0.0) and share_of({}, {}) == (0.0, 0.0, 1.0)
    assert share_of({"0": 3}, {"0": 10})[1:] == pytest.approx((0.10779, 0.60322), abs=1e-4)  # Wilson's interval


def test_two_names_of_one_entity_are_not_both_compared_under_it() -> None:
    a = graph(x(["ORG:国家发展和改革委员会"]))
    a.nodes["ORG:国家发展和改革委员会"]["aliases"] = ("国家发改委", "发改部门")
    b = graph(x(["ORG:国家发改委", "ORG:发改部门", "ORG:民政部"], says=[(0, "COOPERATES", 2), (1, "LEADS", 2)]))
    same = matched(a, b)
    assert len(set(same.values())) == len(b) and "ORG:国家发展和改革委员会" in same.values()
    found = compare(a, b)
    assert len(found.entities) == 3 and len(found.relations) == 2
