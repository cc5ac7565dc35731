"""An entity in context: relations, how they are meant, and lines."""

import pytest
from graph_factories import d, x

from extract.schema import load_schema
from graph.build import build
from graph.profile import concordance, modality_profile, relation_profile
from graph.query import UnknownEntity

EXTRACTION = x(
    ["ORG:民政部", "ACTOR:老年人", "ORG:财政部", "ACTOR:志愿者"],
    says=[(0, "SERVES", 1), (0, "SERVES", 1), (0, "SERVES", 3), (0, "COOPERATES", 2)],
)
G = build([d()], [EXTRACTION], load_schema())


def test_relations_by_direction_with_the_strongest_first() -> None:
    frame = relation_profile(G, "ORG:民政部")
    row = frame.set_index("relation").loc["SERVES"]
    assert (row["direction"], row["statements"], row["entities"], row["others"]) == ("out", 3, 2, ("老年人", "志愿者"))
    assert frame.set_index("relation").loc["COOPERATES", "direction"] == "both"
    assert relation_profile(G, "ACTOR:老年人")["direction"].tolist() == ["in"]


def test_modalities_add_up_and_lines_name_it() -> None:
    frame = modality_profile(G, "ORG:民政部")
    assert frame["share"].sum() == pytest.approx(1) and frame["statements"].sum() == 4
    assert [(line.left, line.text, line.right) for line in concordance(G, "ORG:民政部")] == [("", "民政部", "")]
    assert len(modality_profile(G, "ACTOR:志愿者")) == 1


def test_an_unknown_entity_is_named() -> None:
    with pytest.raises(UnknownEntity, match="民政局"):
        relation_profile(G, "ORG:民政局")
