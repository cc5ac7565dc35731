"""The parts of the models: hashed features, whole quotations, the choice among overlapping spans, phrases, terms."""

import json
import re
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document
from extract.analysis import Analysis, Span
from extract.annotated import read_annotated
from extract.chooser import best_spans, whole_sentences
from extract.clauses import MAX_ITEMS, load_triggers, read_row
from extract.concepts import find_concepts
from extract.keyconcepts import _columns as key_columns
from extract.keyconcepts import describe
from extract.linker import head_odds
from extract.loglinear import (
    NO_FEATURE,
    SIZE,
    LogLinear,
    code,
    codes,
    fit_choice,
    fit_labels,
    hash_templates,
    numbers,
    read_model,
    write_model,
)
from extract.mood import MoodModel, Pair, Seen, mood_features
from extract.pairs import arguments, candidate_pairs
from extract.phrases import phrases, word_codes
from extract.pipeline import analyse, extract, load
from extract.plain import pieces, plain_text
from extract.quotes import whole_quotations
from extract.schema import load_schema
from extract.script import readable, simplified
from extract.standing import load_standing, make_table, substrings
from extract.statement import MODALITIES
from extract.termmodel import Candidates, best_terms
from extract.voices import SIZE as MOODS
from extract.voices import Voices

TEXT = "街道党工委、社区党组织应当推进基层治理，建立“智慧党建”平台，保障居民的合法权益。"
NLP = load(model=False)


def analysis(text: str = TEXT) -> Analysis:
    found, _ = analyse(Document("a", text), NLP)
    return found


def span(name: str, type_: str = "ORG", text: str = TEXT) -> Span:
    start = text.index(name)
    return Span(start, start + len(name), type_, "test")


def test_features_are_the_same_in_every_run_and_tell_values_apart() -> None:
    columns = {"word": codes(["党", "群众", "党"]), "size": numbers([1, 2, 1])}
    table = hash_templates(columns, [("word",), ("size",), ("word", "size"), ()])
    assert table.shape == (3, 4)
    assert (table >= 0).all() and (table < SIZE).all()
    assert table[0].tolist() == table[2].tolist() != table[1].tolist()
    assert table[0, 3] == table[1, 3]
    assert hash_templates({"word": codes(["党"])}, [("word",)]).tolist() == [[11373]]


def test_a_classifier_learns_what_its_features_say() -> None:
    table = hash_templates({"word": codes(["委", "制"] * 20)}, [("word",), ()])
    model = fit_labels(table, ["ORG", "MECHANISM"] * 20, l2=0.1)
    odds = model.probabilities(table[:2])
    assert model.labels == ("MECHANISM", "ORG")
    assert odds[0, 1] > 0.9 and odds[1, 0] > 0.9
    assert odds.sum(axis=1) == pytest.approx([1, 1])


def test_a_choice_among_rows_counts_any_of_the_good_ones() -> None:
    table = np.tile(hash_templates({"kind": codes(["good", "bad", "bad"])}, [("kind",)]), (10, 1))
    groups = np.repeat(np.arange(10), 3)
    model = fit_choice(table, groups, np.tile([True, False, False], 10), l2=0.1)
    scores = model.scores(table[:3])[:, 0]
    assert scores[0] > scores[1] == scores[2]


def test_a_row_without_a_feature_has_no_weight_there() -> None:
    model = LogLinear(("x",), np.ones((SIZE + 1, 1), dtype=np.float32))
    model.weights[NO_FEATURE] = 0
    assert model.scores(np.array([[1, 2], [1, NO_FEATURE]], dtype=np.int32))[:, 0].tolist() == [2, 1]


def test_a_model_survives_its_file_and_the_same_model_gives_the_same_bytes(tmp_path: Path) -> None:
    table = hash_templates({"word": codes("abcabc")}, [("word",)])
    model = fit_labels(table, list("xyzxyz"))
    for name in ("1", "2"):
        write_model(model, tmp_path / name)
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()
    again = read_model(tmp_path / "1")
    assert again.labels == model.labels
    assert np.array_equal(again.weights, model.weights)


@given(st.text(alphabet="党建和，𠮷a", min_size=1, max_size=12), st.data())
def test_equal_substrings_have_equal_hashes(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    alone = substrings(text[start:end])
    inside = substrings(text).hashes(np.array([start]), np.array([end]))
    assert inside[0] == alone.sums[-1]


def test_phrases_of_policy_prose_are_known_and_their_pieces_are_not() -> None:
    text = "农村人居环境"
    level, _ = load_standing().look_up(substrings(text).hashes(np.array([0, 2, 3]), np.array([6, 6, 6])))
    assert level[0] > 0 and level[1] > 0 and level[2] == 0


def test_a_table_of_phrases_is_sorted_by_hash() -> None:
    table = make_table([("党建", 8, 10), ("治理", 2, 8)])
    assert table["keys"].tolist() == sorted(table["keys"].tolist())
    assert sorted(table["level"].tolist()) == [2, 4]
    assert sorted(table["share"].tolist()) == [1, 3]


@pytest.mark.parametrize(
    ("text", "name", "whole"),
    [
        ("建“智慧党建”平台", "智慧党建”平台", "“智慧党建”平台"),
        ("获“五个一工程”奖", "五个一工程”奖", "“五个一工程”奖"),
        ("开展“三找”行动", "“三找”", "三找"),
        ("开展“三找”行动", "“三找”行动", "“三找”行动"),
        ("按《条例》办", "《条例》", "条例"),
        ("街道（镇）级平台", "街道（镇", "街道（镇）"),
        ("推进“A”“B”建设", "“A”“B”", "“A”“B”"),
        ("第五十八条本条例所称", "第五十八条本条例", "本条例"),
        ("委托第三方机构", "第三方机构", "第三方机构"),
        ("党组织", "党组织", "党组织"),
    ],
)
def test_names_hold_whole_quotations_and_are_none_themselves(text: str, name: str, whole: str) -> None:
    start = text.index(name)
    a, b = whole_quotations(text, start, start + len(name))
    assert text[a:b] == whole


def test_of_overlapping_spans_those_win_that_weigh_most_together() -> None:
    whole, left, right = Span(0, 10, "POLICY", "a"), Span(0, 3, "PLACE", "b"), Span(4, 8, "MECHANISM", "c")
    assert best_spans([(whole, 0.9), (left, 0.95), (right, 0.6)]) == [whole]
    assert best_spans([(whole, 0.3), (left, 0.95), (right, 0.9)]) == [left, right]
    assert best_spans([]) == []


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6), st.floats(0.2, 1)), max_size=12))
def test_chosen_spans_never_overlap(rows: list[tuple[int, int, float]]) -> None:
    chosen = best_spans([(Span(a, a + n, "ORG", "x"), p) for a, n, p in rows])
    assert all(left.end <= right.start for left, right in zip(chosen, chosen[1:], strict=False))


def test_a_term_over_a_name_needs_more_than_one_beside_it() -> None:
    party, building = span("社区党组织"), Span(6, 13, "CONCEPT", "term")
    assert arguments([party], {building: 0.05}, 0.15) == [party]
    assert arguments([party], {building: 0.5}, 0.15) == [building]
    apart = span("合法权益", "CONCEPT")
    assert arguments([party], {apart: 0.05}, 0.15) == [party, apart]


def test_best_terms_do_not_overlap() -> None:
    starts, ends = np.array([(0, 4), (2, 6), (6, 8), (8, 9)]).T
    found = best_terms(starts, ends, np.array([0.4, 0.5, 0.2, 0.001], dtype=np.float32))
    assert [(t.start, t.end) for t in found] == [(2, 6), (6, 8)]


def test_coordinated_arguments_are_one_phrase_that_knows_its_context() -> None:
    args = [span("街道党工委"), span("社区党组织"), span("基层治理", "CONCEPT"), span("合法权益", "CONCEPT")]
    text = analysis()
    found = phrases(text, args, word_codes(text, {"推进": "PROMOTES", "保障": "PROMOTES"}))
    bodies, governance, rights = range(3)
    assert len(found.args[bodies]) == 2
    assert (found.opens[bodies], found.clause[bodies], found.verb[bodies]) == (2, 0, -1)
    assert (text.words[found.verb[governance]], found.clause[governance], found.opens[governance]) == ("推进", 0, 0)
    assert (text.words[found.verb[rights]], found.clause[rights], text.words[found.before[rights]]) == ("保障", 2, "的")


def test_pairs_stand_in_both_directions_those_of_a_tail_together() -> None:
    args = [span("街道党工委"), span("基层治理", "CONCEPT"), span("合法权益", "CONCEPT")]
    pairs = candidate_pairs(analysis(), args, [], {"推进": "PROMOTES"})
    assert pairs is not None
    assert list(zip(pairs.tail.tolist(), pairs.head.tolist(), strict=True)) == [
        (0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1),
    ]  # fmt: skip
    assert len(pairs.link_features()) == len(pairs.head) + len(pairs.phrases)
    assert candidate_pairs(analysis(), [], [], {}) is None


@pytest.mark.parametrize(
    ("between", "later", "carried"),
    [
        ("", "（一）监督居民公约的执行。", True),
        ("", "居民遵守居民公约。", False),
        ("天气很好。" * 8, "（一）监督居民公约的执行。", False),
    ],
)
def test_a_sentence_that_does_not_say_who_acts_may_carry_on_a_subject(between: str, later: str, carried: bool) -> None:
    """One that has a subject of its own does not, nor one that stands too far away."""
    text = f"街道党工委履行下列职责。{between}{later}"
    args = [span("街道党工委", text=text), span("居民公约", "CONCEPT", text)]
    if "居民遵守" in later:
        args.insert(1, span("居民", "ACTOR", text))
    pairs = candidate_pairs(analysis(text), args, [], load_triggers().relations)
    found = () if pairs is None else zip(pairs.head.tolist(), pairs.tail.tolist(), strict=True)
    assert ((0, len(args) - 1) in found) is carried


def seen(*rows: list[str]) -> Seen:
    """Return what the modality model sees of relations with these features."""
    near, far = (
        [next((f.removeprefix(name) for f in row if f.startswith(name)), "") for row in rows]
        for name in ("near=", "far=")
    )
    head_first, is_negated = ([feature in row for row in rows] for feature in ("order=True", "rule=negated"))
    features = np.array([code(feature) % MOODS for row in rows for feature in row])
    return Seen(near, far, head_first, is_negated, np.repeat(np.arange(len(rows)), [*map(len, rows)]), features)


def test_what_a_sentence_says_of_its_other_relations_speaks_for_one_in_doubt() -> None:
    model = MoodModel()
    called, doubtful = ["near=must", "same:must", "c=must", "nf=must>", "far=must"], ["near="]
    (alone, _), *_ = model.decide(seen(doubtful), [1])
    among = model.decide(seen(doubtful, *[called] * 8), [9])
    assert (alone, among[0][0]) == ("asserted", "proposed")
    assert model.decide(seen(called, ["near=forbidden", "order=True"]), [2])[1] == ("negated", "forbidden")


def test_items_of_a_list_are_read_with_the_line_that_announces_it() -> None:
    text = "业主委员会应当履行下列职责：\n（一）监督物业服务企业；\n（二）听取业主意见。\n物业服务企业公布收费标准。"
    found = analysis(text)
    voices = Voices(found)
    announced = [code("announced=职责") % MOODS in voices.form(i) for i in range(len(found.sentences))]
    assert announced == [False, True, True, False]
    assert voices.by_sentence[0] == "must"


def test_modality_sees_what_stands_between_the_arguments_and_behind_them() -> None:
    text = "社区议事会对基层治理发挥着重要作用。"
    found = analysis(text)
    pair = Pair(span("社区议事会", text=text), span("基层治理", "CONCEPT", text=text), found.sentences[0], (), "发挥")
    features = set(mood_features(found, [pair], ["PROMOTES"]).features.tolist())
    wanted = ("m=对", "n1=发挥", "n2=着", "z=作用", "end=。", "te=治理", "order=True")
    assert [w for w in wanted if code(w) % MOODS not in features] == []
    assert code("gap=True") % MOODS not in features


def test_the_odds_of_heads_leave_room_for_none() -> None:
    weights = np.zeros((SIZE + 1, 1), dtype=np.float32)
    weights[7] = 3
    features = np.array([[7], [1], [2], [2]], dtype=np.int32)
    odds = head_odds(LogLinear(("chosen",), weights), features, np.array([0, 0]), 2)
    assert odds[0] > 0.85 > odds[1]
    assert odds.sum() < 1


def test_candidate_terms_cross_no_name_and_are_none() -> None:
    text = analysis()
    body = span("社区党组织")
    with_name = replace(text, spans=[body])
    ranges = [TEXT[a:b] for a, b in Candidates(with_name, NLP.get_pipe("gangmu_mentions").finder.grammar).ranges()]
    assert "基层治理" in ranges and "合法权益" in ranges
    assert "社区党组织" not in ranges and "党组织" not in ranges
    assert not any("应当" in name or "，" in name for name in ranges)


def test_a_clause_of_subject_verb_and_object_is_no_name() -> None:
    text = analysis("社区帮扶困难家庭。")
    whole, subject, object_ = Span(0, 8, "ACTOR", "x"), Span(0, 2, "ORG", "lexicon"), Span(4, 8, "ACTOR", "head_noun")
    rules = {(s.start, s.end): [s] for s in (subject, object_)}
    assert whole_sentences(text, [(0, 8), (0, 2), (4, 8)], rules) == {(whole.start, whole.end)}
    behind = analysis("做好社区帮扶困难家庭工作。")
    moved = {(s.start + 2, s.end + 2): [s] for s in (subject, object_)}
    assert whole_sentences(behind, [(2, 10)], moved) == set()


def test_plain_sentences_are_annotated_where_their_names_stand() -> None:
    lexicon = NLP.get_pipe("gangmu_mentions").finder.lexicon
    text, gold = plain_text(lexicon)
    assert (text, gold) == plain_text(lexicon)
    assert all(text[m["start"] : m["end"]] == m["entity"] for m in gold.mentions)
    assert all(r.head in text[r.start : r.end] and r.tail in text[r.start : r.end] for r in gold.relations)
    parts = list(pieces(text, gold, 10))
    assert "".join(part for part, _ in parts) == text
    assert sum(len(g.mentions) for _, g in parts) == len(gold.mentions)
    assert all(part[m["start"] : m["end"]] == m["entity"] for part, g in parts for m in g.mentions)


def test_an_annotation_without_a_text_is_read_from_its_pieces(tmp_path: Path) -> None:
    (tmp_path / "corpora").mkdir()
    (tmp_path / "corpora" / "a.txt").write_text("甲。\n街道党工委领导社区党组织。乙。", encoding="utf-8")
    annotation = {
        "doc": "x", "pieces": [["a.txt", 3, 16]], "excluded": [],
        "mentions": [{"start": 0, "end": 5, "type": "ORG", "entity": "街道党工委"}],
        "entities": [{"canonical": "街道党工委", "type": "ORG", "aliases": []}],
        "relations": [{"head": "街道党工委", "type": "LEADS", "tail": "社区党组织", "modality": "asserted",
                       "start": 0, "end": 13}],
    }  # fmt: skip
    (tmp_path / "x.gold.json").write_text(json.dumps(annotation), encoding="utf-8")
    assert list(read_annotated([tmp_path], NLP)) == []
    (document,) = read_annotated([tmp_path], NLP, tmp_path / "corpora")
    assert document.analysis.text == "街道党工委领导社区党组织。"
    assert [document.entity(s) for s in document.spans()] == ["街道党工委"]
    assert document.is_evidence(document.gold.relations[0], (0, 13))


def test_an_annotation_without_mentions_completes_that_of_the_same_document(tmp_path: Path) -> None:
    mentions, relations = tmp_path / "mentions", tmp_path / "relations"
    (mentions / "texts").mkdir(parents=True)
    relations.mkdir()
    (mentions / "texts" / "x.txt").write_text("本市推进城市更新。街道办事处服务居民。", encoding="utf-8")
    first = {
        "doc": "x", "excluded": [],
        "mentions": [{"start": 9, "end": 14, "type": "ORG"}, {"start": 16, "end": 18, "type": "ACTOR"}],
    }  # fmt: skip
    second = {
        "doc": "x", "excluded": [], "mentions": [], "same": [[16, 18, 9, 14]], "concepts": [[4, 8]],
        "relations": [[9, 14, "SERVES", 4, 8, "asserted", 9, 19]],
    }  # fmt: skip
    (mentions / "x.gold.json").write_text(json.dumps(first), encoding="utf-8")
    (relations / "x.gold.json").write_text(json.dumps(second), encoding="utf-8")
    (document,) = read_annotated([mentions, relations], NLP)
    assert [document.entity(s) for s in document.spans()] == ["街道办事处", "街道办事处"]
    assert [document.analysis.text[s.start : s.end] for s in document.terms()] == ["城市更新"]
    assert list(document.relations_by_arguments()) == [("街道办事处", "城市更新")]
    assert list(read_annotated([relations], NLP)) == []


def test_what_is_known_of_key_concepts_counts_longer_terms_names_and_places_of_honour() -> None:
    text = analysis("社区治理要靠协同。智慧社区治理离不开社区治理，社区党组织牵头。")
    text.headings = frozenset({0})
    term = partial(Span, type="CONCEPT", rule="term")
    text.term_scores = {term(0, 4): 0.5, term(9, 15): 0.4, term(18, 22): 0.3}
    names, features = describe(text)
    assert names == ["智慧社区治理", "社区治理"] and features.shape[0] == 2
    columns = key_columns(text, names, list(text.term_scores), np.array([1, 0, 1]))
    assert columns["count"].tolist() == [1, 3]
    assert columns["longer"].tolist() == [0, 1]
    assert columns["honoured"].tolist() == [0, 1]
    assert columns["sum"][1] > columns["top"][1]
    text.term_scores = {}
    assert describe(text)[0] == []


def test_english_words_are_no_concepts_but_abbreviations_may_be() -> None:
    english = extract(Document("a", "The Council shall promote rural governance. " * 3), NLP)
    mixed = extract(Document("b", "推动ChatGPT应用，规范ChatGPT服务，研究ChatGPT治理。"), NLP)
    assert not english.mentions
    assert "ChatGPT" in {mention.text for mention in mixed.mentions}


def test_what_stands_among_figures_is_a_label_and_no_concept() -> None:
    rows = "".join(f"基准点 {15172.5 + i:.3f} {103655.0 + i:.3f} " for i in range(4))
    text = f"{rows}粮食产量 2024 年增长 1.6%，粮食产量稳定。"
    found = analysis(text)
    terms = [Span(m.start(), m.end(), "CONCEPT", "term") for m in re.finditer("基准点|粮食产量", found.text)]
    keys = {"基准点": 0.9, "粮食产量": 0.8}
    scored = replace(found, term_scores=dict.fromkeys(terms, 0.9), key_scores=keys)
    assert {scored.text[s.start : s.end] for s in find_concepts(scored)} == {"粮食产量"}


def test_the_concepts_of_a_text_are_those_that_it_is_most_likely_about() -> None:
    document = Document("a", "\n".join(f"要推进社区治理，提升组织力，方便第{i}号楼的晾衣绳。" for i in range(4)))
    scored, _ = analyse(document, NLP)
    for name in ("社区治理", "组织力", "晾衣绳"):
        scored.term_scores |= {
            Span(m.start(), m.end(), "CONCEPT", "term"): 0.3 for m in re.finditer(name, scored.text)
        }  # fmt: skip
    scored.key_scores = {"社区治理": 0.9, "组织力": 0.8, "晾衣绳": 0.1} | {f"填充{i}": 0.5 for i in range(5)}
    found = {scored.text[s.start : s.end] for s in find_concepts(scored)}
    assert {"社区治理", "组织力"} <= found and "晾衣绳" not in found


def test_our_own_annotations_are_of_known_types_and_in_order() -> None:
    schema = load_schema()
    paths = sorted((Path(__file__).parent.parent / "benchmarks" / "annotations").glob("*.gold.json"))
    assert len(paths) > 500
    for path in paths:
        data = json.loads(path.read_text(encoding="ascii"))
        assert data["mentions"] == sorted(data["mentions"]) and data["relations"], path.name
        assert all(start < end and type_ in schema.entities for start, end, type_ in data["mentions"]), path.name
        for a, b, type_, c, d, modality, start, end in data["relations"]:
            assert a < b and c < d and start < end and type_ in schema.relations and modality in MODALITIES, path.name
        own = path.parent / "texts" / f"{data['doc']}.txt"
        if own.exists():
            size = len("".join(own.read_text(encoding="utf-8").split()))
            assert all(end <= size for _, end, _ in data["mentions"]), path.name


def test_a_traditional_text_is_read_and_keeps_its_characters() -> None:
    text = "各級黨組織要加強社區治理，街道黨工委建立黨建聯席會議制度。"
    found = extract(Document("a", text), NLP)
    names = {(m.type, m.text) for m in found.mentions}
    assert {("ORG", "黨組織"), ("ORG", "街道黨工委"), ("MECHANISM", "黨建聯席會議制度")} <= names
    assert all(text[m.start : m.end] == m.text for m in found.mentions)
    assert any(s.sentence == text for s in found.statements)


def test_simplified_text_with_a_character_that_is_traditional_elsewhere_stays() -> None:
    assert simplified("乾县著名的党建品牌，群众称赞。" * 3).startswith("乾县著名")


def test_what_is_no_character_is_passed_over() -> None:
    assert readable("党\ud800建") == "党\ufffd建"
    text = "街道党工委\ud800领导社区党组织。"
    assert {m.text for m in extract(Document("a", text), NLP).mentions} >= {"街道党工委", "社区党组织"}


def test_of_english_only_abbreviations_are_terms() -> None:
    text = analysis("提高GDP增速。 The committee leads work.")
    grammar = NLP.get_pipe("gangmu_mentions").finder.grammar
    ranges = [text.text[a:b] for a, b in Candidates(text, grammar).ranges()]
    assert "GDP增速" in ranges
    assert not any("leads" in name or "committee" in name for name in ranges)


def test_a_clause_without_end_is_read_in_pieces() -> None:
    words = "党支部领导群众推进治理" * 300
    text = analysis(words)
    args = [Span(0, 3, "ORG", "lexicon")]
    found = list(read_row(text, args, load_triggers()).clauses(0, len(words)))
    assert len(found) > 1
    assert all(len(clause) <= MAX_ITEMS for clause in found)
