"""Candidate pairs of phrases, and what the relation model sees of each.

Every two phrases of a sentence that are not too far apart are a candidate, in both directions. Where a sentence does
not say who acts, what the sentences before it were about may act in it (“carried”: 居民议事会商定三件事。整修停车棚……).

The columns are codes for whole tables of pairs (`extract.loglinear`): the types of the two, their order and distance,
their roles (what governs each, what stands around it), the verbs between, the nearest cue of a relation, and what the
rules propose.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.analysis import Analysis, Link, Span
from extract.loglinear import NO_FEATURE, Columns, Features, code, codes, hash_templates, numbers
from extract.paths import count_in, first_in, last_in, path_columns
from extract.phrases import Phrase, load_cues, phrases
from extract.vocabulary import vocabulary

Indices = NDArray[np.int64]
Codes = NDArray[np.uint64]

MAX_APART = 12
"""Phrases between the two."""
MAX_CARRIED = 8
"""Sentences over which a subject is carried."""
_FUNCTION_WORDS = "使 让 令 被 由 对 与 和 同 为 以 将 把 在 从 向 是 于 通过 作为 成为 给 受".split()
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
TYPE_TEMPLATES = LINK_TEMPLATES + _templates(_TYPE) + tuple((f"with_{i}", "way") for i in range(len(_FUNCTION_WORDS)))
NONE_TEMPLATES = tuple(("none", *template) for template in _templates(_NONE))


@dataclass(frozen=True, slots=True)
class Pairs:
    """The candidate pairs of a text, those of a tail together; `head` and `tail` are indices of phrases."""

    phrases: list[Phrase]
    head: Indices
    tail: Indices
    columns: Columns
    """Of the pairs."""
    none_columns: Columns
    """Of the phrases, each as a tail that nothing acts on."""

    def link_features(self) -> Features:
        """Return the features for the choice of a head, shape (pairs + phrases, templates): a row for each pair, then
        one for each phrase, which says that it has none."""
        pairs, none = hash_templates(self.columns, LINK_TEMPLATES), hash_templates(self.none_columns, NONE_TEMPLATES)
        width = pairs.shape[1] - none.shape[1]
        return np.concatenate([pairs, np.pad(none, ((0, 0), (0, width)), constant_values=NO_FEATURE)])

    def type_features(self, rows: Indices) -> Features:
        """Return the features for the relation of some pairs."""
        return hash_templates({name: column[rows] for name, column in self.columns.items()}, TYPE_TEMPLATES)


def arguments(names: Iterable[Span], terms: Mapping[Span, float], over_names: float) -> list[Span]:
    """Return what may be an argument, sorted, without overlaps: names and terms.

    A term that holds a name takes its place where it is probable enough (基层党组织|建设).
    """
    outer: list[Span] = []
    for name in sorted((s for s in names if s.type != "CONCEPT"), key=lambda s: (s.start, -s.end)):
        if not outer or name.start >= outer[-1].end:
            outer.append(name)
    taken = {i for name in outer for i in range(name.start, name.end)}
    kept = [t for t, p in terms.items() if p >= over_names or taken.isdisjoint(range(t.start, t.end))]
    covered = {i for term in kept for i in range(term.start, term.end)}
    return sorted([*kept, *(name for name in outer if name.start not in covered)])


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
    sentences = phrases(analysis, args, triggers)
    found = [phrase for row in sentences for phrase in row]
    head, tail = _candidates(sentences)
    if not len(head):
        return None
    of_phrases = _phrase_columns(analysis, found, triggers, [len(row) for row in sentences])
    columns = {f"h_{name}": column[head] for name, column in of_phrases.items()}
    columns |= {f"t_{name}": column[tail] for name, column in of_phrases.items()}
    columns |= _between(analysis, found, head, tail, triggers) | _proposals(found, head, tail, links)
    columns["types"] = columns["h_type"] * np.uint64(31) + columns["t_type"]
    forward = head < tail
    for name in ("right_cue", "right_word", "right_noun", "right_noun_word"):
        columns[name] = of_phrases[name][np.where(forward, tail, head)]
    columns |= {"cue": columns["t_cue"], "cue_word": columns["t_cue_word"], "cue_near": columns["t_cue_near"]}
    none = {f"t_{name}": column for name, column in of_phrases.items()} | {"none": numbers([0] * len(found))}
    none["size"] = of_phrases["size"]
    return Pairs(found, head, tail, columns, none)


def _candidates(sentences: Sequence[Sequence[Phrase]]) -> tuple[Indices, Indices]:
    """Return head and tail of each candidate pair, as indices of phrases, sorted by tail and head."""
    heads, tails = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    offset, topic, since = 0, -1, 0
    for row in sentences:
        places = np.arange(len(row))
        tail, head = np.nonzero((np.abs(places[:, None] - places) <= MAX_APART) & (places[:, None] != places))
        heads.append(head + offset)
        tails.append(tail + offset)
        since += 1
        if row and row[0].opens != 2 and topic >= 0 and since <= MAX_CARRIED:
            heads.append(np.full(len(row), topic))
            tails.append(places + offset)
        subject = next((i for i, phrase in enumerate(row) if phrase.opens and not phrase.preposition), -1)
        if subject >= 0:
            topic, since = offset + subject, 0
        offset += len(row)
    all_heads, all_tails = np.concatenate(heads), np.concatenate(tails)
    order = np.lexsort((all_heads, all_tails))
    return all_heads[order], all_tails[order]


def _phrase_columns(
    analysis: Analysis, found: Sequence[Phrase], triggers: Mapping[str, str], sizes: Sequence[int]
) -> dict[str, Codes]:
    """Return what is seen of each phrase by itself."""
    text, scores = analysis.text, analysis.term_scores

    def integers(of: Callable[[Phrase], int]) -> Codes:
        return numbers(map(of, found))

    names = vocabulary([text[p.args[-1].start : p.args[-1].end] for p in found])
    size = np.repeat(np.array(sizes, dtype=np.int64), sizes)
    place = np.array([p.place for p in found])
    return {
        **_word_columns(found, triggers),
        "type": codes(p.args[0].type for p in found),
        "role": codes(_role(p, triggers) for p in found),
        "opens": integers(lambda p: p.opens),
        "kind": integers(lambda p: min(4, int(10 * scores[p.args[0]])) if p.args[0] in scores else -1),
        "end1": names.codes(lambda name: name[-1]),
        "end2": names.codes(lambda name: name[-2:]),
        "name": names.codes(),
        "text": codes(text[p.args[0].start : p.args[0].end] for p in found),
        "list": integers(lambda p: len(p.args) > 1),
        "cue_near": integers(lambda p: p.cue_near),
        "place": np.minimum(3, place).astype(np.uint64),
        "first": (place == 0).astype(np.uint64),
        "last": (place == size - 1).astype(np.uint64),
        "size": np.minimum(6, size).astype(np.uint64),
    }


def _word_columns(found: Sequence[Phrase], triggers: Mapping[str, str]) -> dict[str, Codes]:
    """Return what is seen of the words around each phrase, and of what they say."""
    cues = load_cues()
    verb, before, behind, following, cue, right, noun = (
        vocabulary([getattr(p, name) for p in found])
        for name in ("verb", "before", "behind", "following", "cue", "cue_right", "noun_right")
    )
    of = behind.mask("的".__eq__)
    return {
        "verb": verb.codes(),
        "governor": verb.meanings(triggers),
        "before": before.codes(),
        "behind": behind.codes(),
        "behind_relation": behind.meanings(triggers),
        "behind_cue": behind.meanings(cues.verbs),
        "behind_noun": behind.meanings(cues.nouns),
        "following": following.codes(),
        "of_noun": np.where(of, following.meanings(cues.nouns), np.uint64(code(""))),
        "cue": cue.meanings(cues.verbs),
        "cue_word": cue.codes(),
        "right_cue": right.meanings(cues.verbs),
        "right_word": right.codes(),
        "right_noun": noun.meanings(cues.nouns),
        "right_noun_word": noun.codes(),
    }


def _role(phrase: Phrase, triggers: Mapping[str, str]) -> str:
    """Return how a phrase stands in its clause: preposition, opening, with 的 behind, governed by what."""
    governed = f"{triggers[phrase.verb]}{phrase.far:d}" if phrase.verb else ""
    return f"{phrase.preposition}{phrase.opens}{'的' if phrase.behind == '的' else ''}{governed}"


def _between(
    analysis: Analysis, found: Sequence[Phrase], head: Indices, tail: Indices, triggers: Mapping[str, str]
) -> dict[str, Codes]:
    """Return what stands between the two phrases of each pair."""
    first = np.array([p.first for p in found])
    last = np.array([p.last for p in found])
    clause = np.array([p.clause for p in found])
    sentence = np.array([p.sentence for p in found])
    carried = np.minimum(4, sentence[tail] - sentence[head])
    subject = np.cumsum([0, *(bool(p.opens) and not p.preposition for p in found)])
    left, right = np.minimum(head, tail), np.maximum(head, tail)
    begin, end = last[left], first[right]
    gap = np.maximum(0, end - begin)
    cues = load_cues()
    nothing, behind = np.uint64(code("")), codes([""] * 3)
    relations, cue_codes, noun_codes = (
        np.append(analysis.vocabulary.meanings(of), behind) for of in (triggers, cues.verbs, cues.nouns)
    )
    word_codes = np.append(analysis.vocabulary.codes(), behind)
    is_trigger, is_cue, is_noun = (column != nothing for column in (relations, cue_codes, noun_codes))
    short = gap <= 3
    nearby = [np.where(short & (gap > i), word_codes[begin + i], np.uint64(0)) for i in range(3)]
    columns = {
        "way": (head < tail).astype(np.uint64),
        "apart": np.minimum(6, right - left).astype(np.uint64),
        "clauses": np.where(carried > 0, 3, np.minimum(3, clause[right] - clause[left])).astype(np.uint64),
        "carried": carried.astype(np.uint64),
        "subjects": np.minimum(2, subject[right] - subject[left + 1]).astype(np.uint64),
        "between": np.where(short, (nearby[0] * np.uint64(31) + nearby[1]) * np.uint64(31) + nearby[2], np.uint64(1)),
        "verbs": np.minimum(3, count_in(is_trigger, begin, end)).astype(np.uint64),
        "cues": (count_in(is_cue, begin, end) > 2).astype(np.uint64),
        "last_verb": last_in(is_trigger, word_codes, begin, end),
        "last_relation": last_in(is_trigger, relations, begin, end),
        "first_relation": first_in(is_trigger, relations, begin, end),
        "first_cue": first_in(is_cue, cue_codes, begin, end),
        "last_cue": last_in(is_cue, cue_codes, begin, end),
        "last_noun": last_in(is_noun, noun_codes, begin, end),
    }
    columns |= path_columns(analysis, found, begin, end, right, triggers)
    for i, function_word in enumerate(_FUNCTION_WORDS):
        there = word_codes == np.uint64(code(function_word))
        columns[f"with_{i}"] = (count_in(there, begin, end) > 0).astype(np.uint64)
    return columns


def _proposals(found: Sequence[Phrase], head: Indices, tail: Indices, links: Sequence[Link]) -> dict[str, Codes]:
    """Return the rule and the relation that the rules propose for each pair, in its direction and against it."""
    owner = {arg: i for i, phrase in enumerate(found) for arg in phrase.args}
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
