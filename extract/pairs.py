"""Candidate pairs of phrases, and what the relation model sees of each.

Every two phrases of a sentence that are not too far apart are a candidate, in both directions. Where a sentence does
not say who acts, what the sentences before it were about may act in it (“carried”: 居民议事会商定三件事。整修停车棚……).

The columns are codes for whole tables of pairs (`extract.loglinear`): the types of the two, their order and distance,
their roles (what governs each, what stands around it), the verbs between, the nearest cue of a relation, and what the
rules propose.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from extract.analysis import Analysis, Link, Span
from extract.loglinear import NO_FEATURE, Codes, Columns, Features, code, codes, hash_templates, numbers
from extract.paths import WITH, between_columns, cue_columns, path_columns
from extract.phrases import NOTHING, Phrases, WordCodes, phrases, word_codes
from extract.ranges import Indices
from extract.vocabulary import forms, last_one, last_two, vocabulary

MAX_APART = 12
"""Phrases between the two."""
MAX_CARRIED = 8
"""Sentences over which a subject is carried."""
_LINK = """
; way; apart way; clauses way; types; types way; h_role; t_role; h_role t_role way; h_role way clauses; subjects
way h_opens clauses; t_governor way clauses apart; h_behind; h_behind_relation way; t_before way; h_before way;
verbs way clauses; h_kind; t_kind; h_end1 way; h_type h_opens way clauses; h_type h_role way; last_verb way;
last_relation way clauses; first_relation way; between way; h_list t_list way; rule; proposed; proposed_back;
h_name; t_name; t_end2 way; h_end2 way; cue way clauses; cue types way; cue h_opens way; h_behind_cue way clauses;
carried; carried types; carried t_role; carried t_place t_opens; carried h_kind; carried t_governor; carried h_behind;
path way; path types way; path t_governor way; fine_path way; relative way; relative t_governor way clauses; des way
clauses; des last_verb way; relative path way
"""
_TYPE = """
t_verb; t_governor; t_end2; h_end2; h_behind; h_verb; t_text; t_verb t_type; types t_governor; t_behind; t_following;
cue way; cue_word; cue t_type; cue h_type; cue_near cue; right_cue way; right_word; right_noun way; right_noun_word way;
first_cue way; last_cue way cues; last_noun way; t_behind_cue way; t_behind_noun way; h_behind_cue way; t_of_noun way;
h_end1 t_end1
"""
_NONE = """
; t_role; t_type; t_type t_role; t_before; t_behind; t_kind; t_end1; t_end2; t_place; size; t_verb; t_text; t_first
t_type; t_last t_governor
"""


def _templates(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(t.split()) for t in text.split(";"))


LINK_TEMPLATES = _templates(_LINK)
TYPE_TEMPLATES = LINK_TEMPLATES + _templates(_TYPE) + tuple((name, "way") for name in WITH)
NONE_TEMPLATES = tuple(("none", *template) for template in _templates(_NONE))
_OF = np.uint64(code("的"))


@dataclass(frozen=True, slots=True)
class Pairs:
    """The candidate pairs of a text, those of a tail together; `head` and `tail` are indices of phrases."""

    phrases: Phrases
    head: Indices
    tail: Indices
    words: WordCodes
    of_phrases: Columns
    """What is seen of each phrase by itself."""
    columns: Columns
    """What the choice of a head sees of the pairs besides."""

    def link_features(self) -> Features:
        """Return the features for the choice of a head, shape (pairs + phrases, templates): a row for each pair, then
        one for each phrase, which says that it has none."""
        columns = {**self._of_both(LINK_TEMPLATES, self.head, self.tail), **self.columns}
        pairs, none = hash_templates(columns, LINK_TEMPLATES), self._none_features()
        width = pairs.shape[1] - none.shape[1]
        return np.concatenate([pairs, np.pad(none, ((0, 0), (0, width)), constant_values=NO_FEATURE)])

    def _none_features(self) -> Features:
        """Return the features of each phrase as a tail that nothing acts on."""
        columns = {f"t_{name}": column for name, column in self.of_phrases.items()}
        none = {"none": np.zeros(len(self.phrases), dtype=np.uint64), "size": self.of_phrases["size"]}
        return hash_templates(columns | none, NONE_TEMPLATES)

    def type_features(self, rows: Indices) -> Features:
        """Return the features for the relation of some pairs."""
        head, tail = self.head[rows], self.tail[rows]
        columns = self._of_both(TYPE_TEMPLATES, head, tail) | cue_columns(self.phrases, self.words, head, tail)
        columns |= {name: column[rows] for name, column in self.columns.items()}
        right = np.maximum(head, tail)
        for name in ("right_cue", "right_word", "right_noun", "right_noun_word"):
            columns[name] = self.of_phrases[name][right]
        columns |= {name: self.of_phrases[name][tail] for name in ("cue_word", "cue_near")}
        return hash_templates(columns, TYPE_TEMPLATES)

    def _of_both(self, templates: Iterable[tuple[str, ...]], head: Indices, tail: Indices) -> dict[str, Codes]:
        """Return what templates see of the two phrases of pairs."""
        names, sides = {name for template in templates for name in template}, {"h_": head, "t_": tail}
        columns = {name: self.of_phrases[name[2:]][sides[name[:2]]] for name in names if name[:2] in sides}
        return columns | {"types": self.types(head, tail), "cue": self.of_phrases["cue"][tail]}

    def types(self, head: Indices, tail: Indices) -> Codes:
        """Return the types of the two phrases of pairs."""
        types = self.of_phrases["type"]
        return types[head] * np.uint64(31) + types[tail]


def arguments(names: Iterable[Span], terms: Mapping[Span, float], over_names: float) -> list[Span]:
    """Return what may be an argument, sorted, without overlaps: names and terms.

    A term that holds a name takes its place where it is probable enough (基层党组织|建设).
    """
    outer: list[Span] = []
    for name in sorted((s for s in names if s.type != "CONCEPT"), key=lambda s: (s.start, -s.end)):
        if not outer or name.start >= outer[-1].end:
            outer.append(name)
    size = max((span.end for span in (*terms, *outer)), default=0)
    taken = _covered(outer, size)
    kept = [t for t, p in terms.items() if p >= over_names or taken.find(1, t.start, t.end) < 0]
    covered = _covered(kept, size)
    return sorted([*kept, *(name for name in outer if not covered[name.start])])


def _covered(spans: Iterable[Span], size: int) -> bytearray:
    """Mark the characters that spans cover with 1."""
    marked = bytearray(size)
    for start, end, _, _ in spans:
        marked[start:end] = b"\1" * (end - start)
    return marked


def candidate_pairs(
    analysis: Analysis, args: Sequence[Span], links: Sequence[Link], triggers: Mapping[str, str]
) -> Pairs | None:
    """Return the candidate pairs of a text, or None where it has none.

    Args:
        analysis: the text.
        args: names and terms, sorted, without overlaps.
        links: what the rules propose.
        triggers: the relation of each trigger verb.
    """
    words = word_codes(analysis, triggers)
    found = phrases(analysis, args, words)
    head, tail = _candidates(found)
    if not len(head):
        return None
    columns = between_columns(found, words, head, tail) | path_columns(analysis, found, head, tail, triggers)
    columns |= _proposals(found, head, tail, links)
    of_phrases = _context_columns(found, words) | _form_columns(analysis, found, triggers)
    return Pairs(found, head, tail, words, of_phrases, columns)


def _candidates(found: Phrases) -> tuple[Indices, Indices]:
    """Return head and tail of each candidate pair, as indices of phrases, sorted by tail and head."""
    index, sizes = np.arange(len(found)), np.bincount(found.sentence)[found.sentence]
    opening = index - found.place
    low, high = np.maximum(opening, index - MAX_APART), np.minimum(opening + sizes, index + MAX_APART + 1)
    topic = _topics(found)
    carried = topic >= 0
    counts = high - low - 1 + carried
    tail = np.repeat(index, counts)
    nth = np.arange(len(tail)) - np.repeat(np.cumsum(counts) - counts + carried, counts)
    head = low[tail] + nth
    return np.where(nth < 0, topic[tail], head + (head >= tail)), tail


def _topics(found: Phrases) -> Indices:
    """Return for each phrase what the sentences before were about that may act in its sentence, or -1."""
    subjects = np.flatnonzero((found.opens > 0) & (found.preposition < 0))
    sentences, first = np.unique(found.sentence[subjects], return_index=True)
    at = np.searchsorted(sentences, found.sentence) - 1
    since = found.sentence - np.append(sentences, -MAX_CARRIED - 1)[at]
    says_who = found.opens[np.arange(len(found)) - found.place] == 2
    return np.where(says_who | (at < 0) | (since > MAX_CARRIED), -1, np.append(subjects[first], -1)[at])


def _form_columns(analysis: Analysis, found: Phrases, triggers: Mapping[str, str]) -> dict[str, Codes]:
    """Return what each phrase is by itself, and where it stands."""
    text, scores = analysis.text, analysis.term_scores
    firsts = [args[0] for args in found.args]
    odds = np.array([scores.get(arg, -1.0) for arg in firsts])
    names = vocabulary([text[args[-1].start : args[-1].end] for args in found.args])
    sizes = np.bincount(found.sentence)[found.sentence]
    return {
        "type": codes(arg.type for arg in firsts),
        "role": _roles(analysis, found, triggers),
        "opens": found.opens.astype(np.uint64),
        "kind": np.where(odds < 0, -1, np.minimum(4, 10 * odds)).astype(np.int64).astype(np.uint64),
        "end1": names.codes(last_one),
        "end2": names.codes(last_two),
        "name": names.codes(),
        "text": forms(text[arg.start : arg.end] for arg in firsts)[:, 0],
        "list": (numbers(map(len, found.args)) > 1).astype(np.uint64),
        "place": np.minimum(3, found.place).astype(np.uint64),
        "first": (found.place == 0).astype(np.uint64),
        "last": (found.place == sizes - 1).astype(np.uint64),
        "size": np.minimum(6, sizes).astype(np.uint64),
    }


def _context_columns(found: Phrases, words: WordCodes) -> dict[str, Codes]:
    """Return what is seen of the words around each phrase, and of what they say."""

    def at(column: Codes, places: Indices, none: str = "") -> Codes:
        return np.where(places >= 0, column[places], np.uint64(code(none)))

    following_noun = at(words.noun, found.following)
    return {
        "verb": at(words.word, found.verb),
        "governor": at(words.relation, found.verb),
        "before": at(words.word, found.before, "<s>"),
        "behind": at(words.word, found.behind, "</s>"),
        "behind_relation": at(words.relation, found.behind),
        "behind_cue": at(words.cue, found.behind),
        "behind_noun": at(words.noun, found.behind),
        "following": at(words.word, found.following, "</s>"),
        "of_noun": np.where(at(words.word, found.behind) == _OF, following_noun, NOTHING),
        "cue": at(words.cue, found.cue),
        "cue_word": at(words.word, found.cue),
        "cue_near": ((found.cue >= 0) & (found.cue == found.first - 1)).astype(np.uint64),
        "right_cue": at(words.cue, found.cue_right),
        "right_word": at(words.word, found.cue_right),
        "right_noun": at(words.noun, found.noun_right),
        "right_noun_word": at(words.word, found.noun_right),
    }


def _roles(analysis: Analysis, found: Phrases, triggers: Mapping[str, str]) -> Codes:
    """Return how each phrase stands in its clause: preposition, opening, with 的 behind, governed by what."""
    words = [*analysis.words, ""]
    seen = (found.preposition, found.opens, found.behind, found.verb, found.far)
    rows = zip(*(column.tolist() for column in seen), strict=True)

    def role(preposition: int, opens: int, behind: int, verb: int, far: bool) -> str:
        governed = f"{triggers[words[verb]]}{far:d}" if verb >= 0 else ""
        return f"{words[preposition]}{opens}{'的' if words[behind] == '的' else ''}{governed}"

    return codes(role(*row) for row in rows)


def _proposals(found: Phrases, head: Indices, tail: Indices, links: Sequence[Link]) -> dict[str, Codes]:
    """Return the rule and the relation that the rules propose for each pair, in its direction and against it."""
    owner = {arg: i for i, group in enumerate(found.args) for arg in group}
    known = [link for link in links if link.head in owner and link.tail in owner]
    heads = np.array([owner[link.head] for link in known], dtype=np.int64)
    tails = np.array([owner[link.tail] for link in known], dtype=np.int64)
    relations, rules = codes(link.relation for link in known), codes(link.rule for link in known)
    keys = tail * len(found) + head
    rule, proposed, back = (np.zeros(len(head), dtype=np.uint64) for _ in range(3))
    for acting, acted_on, columns in (
        (heads, tails, ((rule, rules), (proposed, relations))),
        (tails, heads, ((back, relations),)),
    ):
        wanted = acted_on * len(found) + acting
        rows = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        there = keys[rows] == wanted
        for column, values in columns:
            column[rows[there]] = values[there]
    return {"rule": rule, "proposed": proposed, "proposed_back": back}
