"""What is worked out per word, between phrases, and for terms inside longer names."""

import numpy as np
import pytest

from extract.analysis import Analysis, Span
from extract.concepts import find_concepts
from extract.features import hint_features, word_features
from extract.grammar import load_grammar
from extract.lexicon import USER
from extract.linker import LEAST_KEY, fillers
from extract.loglinear import code, codes
from extract.paths import LONGEST, path_columns
from extract.phrases import phrases, word_codes
from extract.ranges import count_in, first_from, first_in, last_before, last_in
from extract.tagger import decode
from extract.vocabulary import vocabulary, with_edges


def analysis_of(words: str, tags: str = "", terms: str = "", names: str = "") -> Analysis:
    """Return an analysis of words that are parted by blanks, one sentence; terms and names are found in it."""
    row = words.split()
    text = "".join(row)
    starts = np.cumsum([0, *map(len, row)]).tolist()[:-1]
    analysis = Analysis(text, row, tags.split() or ["n"] * len(row), starts, [(0, len(text))])
    analysis.term_scores = dict.fromkeys(_spans(text, terms, "CONCEPT"), 0.5)
    analysis.terms = list(analysis.term_scores)
    analysis.key_scores = {text[s.start : s.end]: 0.5 for s in analysis.terms}
    analysis.spans = _spans(text, names, "MECHANISM")
    return analysis


def _spans(text: str, names: str, type_: str) -> list[Span]:
    found = [(text.find(name), name) for name in names.split()]
    return sorted(Span(at, at + len(name), type_, "term") for at, name in found)


def test_what_is_seen_of_a_word_is_seen_wherever_it_stands() -> None:
    words = vocabulary(["党", "的", "建设", "的", "党"])
    assert words.words == ["党", "的", "建设"]
    assert words.codes().tolist() == codes(["党", "的", "建设", "的", "党"]).tolist()
    assert words.numbers(len).tolist() == [1, 1, 2, 1, 1]
    assert words.mask("的".__eq__).tolist() == [False, True, False, True, False]
    assert words.meanings({"党": "ORG"}).tolist() == codes(["ORG", "", "", "", "ORG"]).tolist()
    edged = with_edges(words.codes())
    assert edged[5] == code("</s>") and edged[-1] == code("<s>")


def test_no_words() -> None:
    assert vocabulary([]).codes().tolist() == []


def test_a_term_counts_inside_longer_ones_too() -> None:
    analysis = analysis_of(
        "社会 治理 是 大事 ， 完善 社会 治理 体系 ， 社会 治理 学 会", terms="社会治理 社会治理体系", names=""
    )
    found = [(s.start, s.end) for s in find_concepts(analysis)]
    assert found == [(0, 4), (10, 14), (10, 16), (17, 21)]


def test_a_term_that_crosses_a_name_or_cuts_a_word_does_not_count() -> None:
    analysis = analysis_of("治理 体系 好 ， 社会治理 体系 建设 ， 治理 体系图", terms="治理体系", names="社会治理")
    assert [(s.start, s.end, s.type) for s in find_concepts(analysis)] == [(0, 4, "CONCEPT"), (6, 10, "MECHANISM")]


def test_what_a_text_is_hardly_about_is_a_filler_unless_the_user_names_it() -> None:
    analysis = analysis_of("部门 管理 物品 ， 保障 食品 安全 ， 管理 摊位", terms="物品 食品安全 摊位")
    analysis.key_scores = {"物品": LEAST_KEY, "食品安全": 0.4, "摊位": 0.001}
    assert {analysis.text[s.start : s.end] for s in fillers(analysis)} == {"物品", "摊位"}
    stall = analysis.text.index("摊位")
    analysis.spans = [Span(stall, stall + 2, "CONCEPT", USER)]
    assert {analysis.text[s.start : s.end] for s in fillers(analysis)} == {"物品"}


TRIGGERS = {"健全": "PROMOTES", "举办": "ESTABLISHES", "保障": "PROMOTES"}


@pytest.mark.parametrize(
    ("words", "tags", "first", "expected"),
    [
        ("部门 健全 政府 举办 的 机构", "n v n v uj n", "政府", 3),  # 政府 acts in a clause that describes 机构
        ("部门 健全 政府 的 机构", "n v n uj n", "政府", 1),
        ("部门 健全 政府 机构 ， 保障 居民", "n v n n x v n", "机构", 0),  # the verb stands in another clause
        ("部门 支持 政府 保障 居民", "n v n v n", "政府", 2),
    ],
)
def test_what_follows_a_phrase_tells_whether_it_acts_in_a_clause_that_describes(
    words: str, tags: str, first: str, expected: int
) -> None:
    analysis = analysis_of(words, tags)
    args = _spans(analysis.text, "部门 政府 机构 居民", "ORG")
    found = phrases(analysis, [a for a in args if a.start >= 0], word_codes(analysis, TRIGGERS))
    names = [analysis.text[group[0].start : group[-1].end] for group in found.args]
    right = next(i for i, name in enumerate(names) if name.startswith(first) or name.endswith(first))
    columns = path_columns(analysis, found, np.array([0]), np.array([right]), TRIGGERS)
    assert columns["relative"].tolist() == [expected]


def test_paths_are_alike_where_words_differ_that_do_not_count() -> None:
    def path(words: str, tags: str) -> int:
        analysis = analysis_of(words, tags)
        args = _spans(analysis.text, "部门 机构", "ORG")
        found = phrases(analysis, args, word_codes(analysis, TRIGGERS))
        columns = path_columns(analysis, found, np.array([0]), np.array([1]), TRIGGERS)
        return int(columns["path"][0])

    plain = path("部门 健全 机构", "n v n")
    assert path("部门 积极 健全 机构", "n ad v n") == plain
    assert path("部门 举办 机构", "n v n") == plain
    assert path("部门 健全 的 机构", "n v uj n") != plain
    assert path("部门 " + "健全 的 " * LONGEST + "机构", "n " + "v uj " * LONGEST + "n") == 0


def test_the_tagger_sees_neighbours_within_the_sentence_only() -> None:
    grammar = load_grammar(frozenset())
    together = word_features(analysis_of("党 员 群 众"), [(0, 4)], grammar)
    apart = word_features(analysis_of("党 员 群 众"), [(0, 2), (2, 4)], grammar)
    alone = word_features(analysis_of("群 众"), [(0, 2)], grammar)
    assert (apart[2:] == alone).all()
    assert (apart[1] != together[1]).any()


def test_hints_tell_rule_type_and_position_of_each_word() -> None:
    analysis = analysis_of("市 党 委 会")
    words, features = hint_features(analysis, [Span(0, 3, "ORG", "a"), Span(1, 2, "ORG", "a"), Span(2, 9, "ORG", "b")])
    assert words.tolist() == [0, 1, 1, 2, 2, 3]
    first, inner, single, last = features[0], features[1], features[2], features[3]
    assert len({int(x) for x in (first, inner, single, last)}) == 4
    assert hint_features(analysis, [])[0].tolist() == []


def test_marked_words_of_ranges() -> None:
    marks, values = np.array([False, True, False, True, False]), codes("甲乙丙丁戊")
    begin, end = np.array([0, 0, 2, 4, 3, 5]), np.array([5, 1, 3, 5, 2, 5])
    assert count_in(marks, begin, end).tolist() == [2, 0, 0, 0, 0, 0]
    assert last_before(marks, np.arange(6)).tolist() == [-1, -1, 1, 1, 3, 3]
    assert first_from(marks, np.arange(6)).tolist() == [1, 1, 3, 3, 5, 5]
    assert last_in(marks, values, begin, end).tolist() == [code("丁"), 0, 0, 0, 0, 0]
    assert first_in(marks, values, begin, end).tolist() == [code("乙"), 0, 0, 0, 0, 0]


def test_no_arguments_are_no_phrases() -> None:
    analysis = analysis_of("部门 健全 机构", "n v n")
    assert len(phrases(analysis, [], word_codes(analysis, TRIGGERS))) == 0


@pytest.mark.parametrize(
    ("labels", "opening", "expected"),
    [
        ("B-ORG I-ORG O B-ORG", [0], [(0, 1, "ORG"), (3, 3, "ORG")]),
        ("B-ORG B-ORG I-ORG", [0], [(0, 0, "ORG"), (1, 2, "ORG")]),
        ("B-ORG I-PLACE I-PLACE", [0], [(0, 0, "ORG"), (1, 2, "PLACE")]),
        ("O I-ORG I-ORG I-ORG", [0, 3], [(1, 2, "ORG"), (3, 3, "ORG")]),
        ("O O", [0], []),
    ],
)
def test_labels_are_decoded_sentence_by_sentence(labels: str, opening: list[int], expected: list[object]) -> None:
    names = ("B-ORG", "B-PLACE", "I-ORG", "I-PLACE", "O")
    row = np.array([names.index(label) for label in labels.split()], dtype=np.int8)
    assert list(decode(names, row, opening)) == expected
