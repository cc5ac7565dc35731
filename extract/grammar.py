"""Names by grammar: a head noun, and to its left the modifiers that belong to the name.

A Chinese name is right-headed: 党员积分管理制度 is a 制度. Where it begins is told by what cannot stand inside a name:
punctuation, function words, and a verb that governs it (建立|党员积分管理制度).
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import compress

from extract.analysis import Analysis, Span
from extract.heads import Head, Heads, load_heads
from extract.wordlists import data_file, read_rows, read_words

NOMINAL = frozenset("n vn an b j nt nz ns nr nrt nrfg s eng l i ng zg vg k h t a z g tg ag".split())
"""Parts of speech that stand inside names as they are."""
MAX_WORDS, MAX_CHARS = 12, 40
Range = tuple[int, int]
OPENING, CLOSING = "“「『", "”」』"


@dataclass(frozen=True, slots=True)
class Grammar:
    """The word lists that the grammar reads."""

    heads: Heads
    governors: frozenset[str]
    both: frozenset[str]
    determiners: frozenset[str]
    generic: frozenset[str]
    standing: frozenset[str]
    """Known names: nouns that stand by themselves (企业, 群众), as 机构 and 人员 do not."""

    verbs: frozenset[str]
    """All words that may govern a name."""
    modals: frozenset[str]

    def kind(self, word: str) -> str:
        """Return what is known of a word: g governs, b is verb or noun, d determines, m is a modal; or nothing."""
        if word in self.governors:
            return "g"
        if word in self.both:
            return "b"
        return "d" if word in self.determiners else "m" if word in self.modals else ""


def load_grammar(standing: frozenset[str]) -> Grammar:
    """Read the grammar's word lists; `standing` are the lexicon's names."""
    kinds = [(row["word"], row["kind"]) for row in read_rows(data_file("governors.csv"), ("word", "kind"))]
    return Grammar(
        heads=load_heads(),
        governors=frozenset(word for word, kind in kinds if kind == "governor"),
        both=frozenset(word for word, kind in kinds if kind == "both"),
        determiners=read_words("determiners.csv"),
        generic=frozenset(row["name"] for row in read_rows(data_file("generic.csv"), ("name",))),
        standing=standing,
        verbs=frozenset(word for word, _ in kinds),
        modals=read_words("modality.csv"),
    )


def find_names(analysis: Analysis, grammar: Grammar, known: Iterable[Range] = ()) -> list[Span]:
    """Return the names that end in a head noun, each as far left as its modifiers reach; sorted, no overlaps.

    Inside one stretch of modifiers and nouns the last head counts: in 党建工作联席会议制度 that is 制度.

    Args:
        analysis: the text.
        grammar: the word lists.
        known: ranges of known names; one that stands before a head is one modifier, whatever its words are.
    """
    words, starts = analysis.words, analysis.starts
    modifiers = {end: i for start, end in known if starts[(i := bisect_right(starts, start) - 1)] == start}
    names: list[Span] = []
    limit = len(words)
    ends = list(compress(range(len(words)), map(grammar.heads.at_end.__getitem__, words)))
    for i in reversed(ends):
        found = _head_at(analysis, i, grammar) if i < limit else None
        if found is None:
            continue
        head, head_first = found
        first = _first_word(analysis, head_first, i, grammar, modifiers)
        if _is_name(analysis, first, i, head, grammar):
            names.append(Span(starts[first], starts[i] + len(words[i]), head.type, "head_noun"))
            limit = first
    names.reverse()
    return names


def _head_at(analysis: Analysis, i: int, grammar: Grammar) -> tuple[Head, int] | None:
    """Return the head noun that ends with word i, and the index of the word that it begins in or with."""
    found = grammar.heads.at_end[analysis.words[i]]
    if found is None:
        return None
    own, longer = found
    for size in longer:
        # A head may be the end of a word (民政部门), or whole words (领导|小组), but never begin inside an earlier one.
        start = analysis.starts[i] + len(analysis.words[i]) - size
        head = grammar.heads.by_word.get(analysis.text[start : start + size]) if start >= 0 else None
        if head is not None and analysis.starts[first := bisect_right(analysis.starts, start, 0, i) - 1] == start:
            return head, first
    return None if own is None else (own, i)


def _first_word(analysis: Analysis, first: int, last: int, grammar: Grammar, modifiers: dict[int, int]) -> int:
    """Return the index of the first word of the name whose head is the words `first` to `last`."""
    head, limit = first, analysis.starts[first] - MAX_CHARS
    end = analysis.starts[last] + len(analysis.words[last])
    while first > 0 and head - first < MAX_WORDS and analysis.starts[first - 1] >= limit:
        if (
            first < head
            and analysis.words[first] in grammar.both
            and _acts_on(analysis, first, end, grammar, modifiers)
        ):
            return first + 1
        reach = modifiers.get(analysis.starts[first])
        reach = _modifier(analysis, first - 1, grammar) if reach is None else reach
        if reach is None:
            break
        first = reach
    return _strip_left(analysis, first, head, grammar)


def _acts_on(analysis: Analysis, verb: int, end: int, grammar: Grammar, known: dict[int, int]) -> bool:
    """Tell whether a verb joins two names: what follows is one by itself, and one ends before it (党支部|教育|党员).

    What follows may also be people or a body with a modifier, where the sentence or clause begins with the first name
    (社区|帮扶|困难家庭, but 做好|党员教育工作者|培训).
    """
    if verb == 0:
        return False
    found = _head_at(analysis, verb - 1, grammar)
    first = known.get(analysis.starts[verb], -1) if found is None or not found[0].strong else found[1]
    if first < 0:
        return False
    object_ = analysis.text[analysis.starts[verb + 1] : end]
    if object_ in grammar.standing:
        return True
    head = grammar.heads.ending(object_)
    modified = head is not None and head.strong and head.type in ("ORG", "ACTOR") and object_ != head.word
    return modified and _begins_clause(analysis, first, grammar)


def _begins_clause(analysis: Analysis, first: int, grammar: Grammar) -> bool:
    """Tell whether the modifiers before a word reach back to the beginning of its clause."""
    while first > 0 and _modifier(analysis, first - 1, grammar) == first - 1:
        first -= 1
    return first == 0 or analysis.words[first - 1] in "，。；：！？\n"


def _modifier(analysis: Analysis, k: int, grammar: Grammar) -> int | None:
    """Return the first word of the modifier that ends with word k, or None where no modifier does."""
    word, tag = analysis.words[k], analysis.tags[k]
    if word in CLOSING:
        return _opening_quote(analysis, k)
    if word == "的":
        return k - 1 if k > 0 and analysis.words[k - 1] == "党" else None
    if word in grammar.governors or word in grammar.determiners:
        return None
    if word in grammar.both or tag in NOMINAL or tag == "v":
        return k if word[0] > "\u2e7f" or word.isalnum() else None
    if tag == "m":
        return k if _is_nominal_number(word) else None
    if tag == "f":
        return k if word in ("以上", "以下") else None
    return None


def _is_nominal_number(word: str) -> bool:
    """Tell numbers inside names (四级网络, 三年行动计划, 第三方机构) from numbers that count (5个社区)."""
    return (
        word[0] == "第"
        or word[-1] in "级年方"
        or word[0] not in "0123456789０一二三四五六七八九十百千万两几数多双半零〇"
    )


def _opening_quote(analysis: Analysis, k: int) -> int | None:
    """Return the index of the quotation mark that opens the quotation closed by word k, if it is short."""
    opening = OPENING[CLOSING.index(analysis.words[k])]
    for j in range(k - 1, max(-1, k - 9), -1):
        if analysis.words[j] == opening:
            return j
        if analysis.words[j] in "，。；：！？\n":
            return None
    return None


def _strip_left(analysis: Analysis, first: int, last: int, grammar: Grammar) -> int:
    """Drop from the left what a name does not begin with.

    A word that is both verb and noun governs where a verb phrase begins, if what is left is a name by itself:
    创新|社会治理体系, 支持|企业, but 创新机制, 培训机构.
    """
    while first < last:
        word, tag = analysis.words[first], analysis.tags[first]
        if word in grammar.both and _begins_predicate(analysis, first, grammar):
            rest = analysis.text[analysis.starts[first + 1] : analysis.starts[last] + len(analysis.words[last])]
            if last - first < 2 and rest not in grammar.standing:
                break
        elif tag not in ("k", "t", "zg", "z") or len(word) > 1:
            break
        first += 1
    return first


def _begins_predicate(analysis: Analysis, first: int, grammar: Grammar) -> bool:
    """Tell whether a verb phrase may begin at this word: behind punctuation, an adverb, a modal, a preposition."""
    if first == 0:
        return True
    word, tag = analysis.words[first - 1], analysis.tags[first - 1]
    return tag in ("x", "d", "ad", "p", "c", "v", "f", "ul", "r", "u", "m") or word in grammar.governors


def _is_name(analysis: Analysis, first: int, last: int, head: Head, grammar: Grammar) -> bool:
    """Tell a name from a bare head, a listed generic word, or a weak head without a name-like modifier."""
    start, end = analysis.starts[first], analysis.starts[last] + len(analysis.words[last])
    name = analysis.text[start:end]
    if name == head.word or name in grammar.generic:
        return False
    return head.strong or "”" in name or analysis.tags[first] in ("ns", "nz", "nt")
