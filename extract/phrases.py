"""The phrases of a sentence, as the relation model sees them: arguments, several coordinated ones together, in context.

省、市 is one phrase with two arguments. A phrase knows its place in the sentence, the words around it, the
preposition or the verb that governs it, and the nearest words that speak of a relation (`extract/data/cues.csv`).
All phrases of a text are looked at together, a column for each thing that is seen of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from extract.analysis import Analysis, Span
from extract.clauses import LISTING, PREPOSITIONS
from extract.loglinear import Codes, code
from extract.ranges import Indices, Mask, count_in, first_from, last_before
from extract.wordlists import data_file, read_rows

MAX_ARGS = 40
"""Of one sentence; what stands behind is a sentence that lost its punctuation."""
BREAKS = frozenset("，；：。\n！？")
_MARKS = "“”‘’《》（(\"' "
_JOINING = LISTING | {"兼"}
_MAY_JOIN = sorted({ord(word[0]) for word in _JOINING} | {ord(mark) for mark in _MARKS})
"""What may stand behind an argument that another one joins: the first character of a conjunction, or a mark."""
_ADVERBS = frozenset("d c t f m q r".split())
_REACH = 14
"""Words to the left in which a cue is looked for; to the right it is less."""
_REACH_RIGHT = 10
NOTHING = np.uint64(code(""))


@dataclass(frozen=True, slots=True)
class Cues:
    """Words that speak of relations: verbs (促进 PROMOTES) and nouns (X是Y的保障)."""

    verbs: Mapping[str, str]
    nouns: Mapping[str, str]


@cache
def load_cues() -> Cues:
    """Read the cues that come with Gangmu; a trigger verb is a cue as well."""
    rows = list(read_rows(data_file("cues.csv"), ("word", "relation", "kind")))
    verbs = {row["word"]: row["relation"] for row in rows if row["kind"] == "verb"}
    triggers = {row["word"]: row["relation"] for row in read_rows(data_file("triggers.csv"), ("word", "relation"))}
    return Cues(verbs | triggers, {row["word"]: row["relation"] for row in rows if row["kind"] == "noun"})


@dataclass(frozen=True, slots=True)
class WordCodes:
    """The codes of the words of a text and of what they say; behind the last word stand three of nothing."""

    word: Codes
    relation: Codes
    """Of a trigger verb."""
    cue: Codes
    noun: Codes


def word_codes(analysis: Analysis, triggers: Mapping[str, str]) -> WordCodes:
    """Return the codes of the words of a text, given the relation of each trigger verb."""
    words, cues = analysis.vocabulary, load_cues()
    meanings = (words.codes(), *(words.meanings(of) for of in (triggers, cues.verbs, cues.nouns)))
    return WordCodes(*(np.append(column, [NOTHING] * 3) for column in meanings))


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of a text, a column each. Words are indices of the text's words, -1 where there is none."""

    args: list[list[Span]]
    """The coordinated arguments of each."""
    sentence: Indices
    place: Indices
    """Among the phrases of the sentence."""
    clause: Indices
    first: Indices
    last: Indices
    """Exclusive."""
    before: Indices
    behind: Indices
    following: Indices
    """The word behind the one behind."""
    preposition: Indices
    verb: Indices
    """The trigger verb that governs the phrase, with or without other phrases between."""
    far: Mask
    """Whether another phrase stands between that verb and this phrase."""
    opens: Indices
    """1 where the phrase opens its clause, 2 where it opens its sentence."""
    cue: Indices
    """The nearest verb cue to the left in the clause."""
    cue_right: Indices
    noun_right: Indices

    def __len__(self) -> int:
        """Return the number of phrases."""
        return len(self.args)


def phrases(analysis: Analysis, args: Sequence[Span], codes: WordCodes) -> Phrases:
    """Return the phrases of a text.

    Args:
        analysis: the text.
        args: names and terms, sorted, without overlaps.
        codes: of the words.
    """
    bounds = np.array(analysis.sentences, dtype=np.int64).reshape(-1, 2)
    kept, sentences = _in_sentences(bounds, args)
    begins, ends = _column(arg.start for arg in kept), _column(arg.end for arg in kept)
    opening = np.flatnonzero(~_joined(analysis, begins, ends, sentences))
    edges = [*opening.tolist(), len(kept)]
    groups = [kept[a:b] for a, b in pairwise(edges)]
    sentence, starts = sentences[opening], analysis.offsets
    first = np.searchsorted(starts, begins[opening])
    last = np.searchsorted(starts, ends[np.array(edges[1:], dtype=np.int64) - 1])
    begin, end = np.searchsorted(starts, bounds)[sentence].T
    place = np.arange(len(groups)) - np.searchsorted(sentence, sentence)
    since = np.where(place == 0, begin, np.roll(last, 1))
    marks, breaks = (analysis.vocabulary.mask(of.__contains__) for of in (_MARKS, BREAKS))
    left = np.maximum(last_before(~marks, first), begin - 1)
    right = np.minimum(first_from(~marks, last), end)
    clauses = np.cumsum(count_in(breaks, since, first))
    return Phrases(
        groups,
        sentence,
        place,
        clauses - np.append(0, clauses)[np.arange(len(groups)) - place],
        first,
        last,
        np.where(left >= begin, left, -1),
        np.where(right < end, right, -1),
        np.where(right + 1 < end, right + 1, -1),
        *_look_left(analysis, breaks, codes, left, begin, since),
        *_find_cues(breaks, codes, first, last, begin, end),
    )


def _column(values: Iterable[int]) -> Indices:
    return np.fromiter(values, dtype=np.int64)


def _in_sentences(bounds: Indices, args: Sequence[Span]) -> tuple[list[Span], Indices]:
    """Return the first arguments of each sentence, with the sentence of each, given the bounds of the sentences."""
    starts, (begins, ends) = _column(arg.start for arg in args), bounds.T
    sentence = np.searchsorted(begins, starts, side="right") - 1
    inside = starts < np.append(ends, 0)[sentence]
    nth = np.arange(len(args)) - np.searchsorted(starts, np.append(begins, 0)[sentence])
    kept = np.flatnonzero(inside & (nth < MAX_ARGS))
    return [args[i] for i in kept.tolist()], sentence[kept]


def _joined(analysis: Analysis, starts: Indices, ends: Indices, sentences: Indices) -> Mask:
    """Tell which arguments continue a phrase: nothing but a conjunction stands between them and the one before."""
    text, before = analysis.text, np.append(0, ends[:-1])[: len(ends)]
    joined: Mask = (before < starts) & (np.diff(sentences, prepend=-1) == 0)
    joined[joined] = np.isin(analysis.characters[before[joined]], _MAY_JOIN)
    between = zip(before[joined].tolist(), starts[joined].tolist(), strict=True)
    joined[joined] = [text[end:start].strip(_MARKS) in _JOINING for end, start in between]
    return joined


def _look_left(
    analysis: Analysis, breaks: Mask, codes: WordCodes, left: Indices, begin: Indices, since: Indices
) -> tuple[Indices, Indices, Mask, Indices]:
    """Return the preposition and the verb that govern each phrase, whether it is far, and whether the phrase opens.

    Args:
        analysis: the text.
        breaks: the marks at which a clause ends.
        codes: of the words.
        left: the word before each phrase.
        begin: the first word of its sentence.
        since: the word behind the phrase before.
    """
    words, tags = analysis.vocabulary, analysis.tagset
    triggers = codes.relation[: len(breaks)] != NOTHING
    verb = last_before(breaks | triggers, left + 1)
    seen = np.maximum(verb + 1, begin)
    governs = (verb >= begin) & ~breaks[verb]
    prepositions, verbs = words.mask(PREPOSITIONS.__contains__), triggers | tags.mask("v".__eq__)
    preposition = last_before(breaks | verbs | prepositions, left + 1)
    introduces = (preposition >= since) & (prepositions & ~breaks & ~verbs)[preposition]
    adverbs = tags.mask(_ADVERBS.__contains__) & ~breaks
    stop = np.minimum(left, np.maximum(last_before(~adverbs, left + 1), since - 1))
    return (
        np.where(introduces, preposition, -1),
        np.where(governs, verb, -1),
        (seen <= left) & (seen < since),
        np.where(stop < begin, 2, breaks[stop]),
    )


def _find_cues(
    breaks: Mask, codes: WordCodes, first: Indices, last: Indices, begin: Indices, end: Indices
) -> tuple[Indices, Indices, Indices]:
    """Return the nearest cue to the left, and the first verb and the last noun cue to the right, in the clause."""
    cues, nouns = (column[: len(breaks)] != NOTHING for column in (codes.cue, codes.noun))
    cue = last_before(breaks | cues, first)
    near = (cue >= np.maximum(begin, first - _REACH)) & ~breaks[cue]
    limit = np.minimum(np.minimum(end, last + _REACH_RIGHT), first_from(breaks, last))
    right, noun = first_from(cues, last), last_before(nouns, limit)
    return np.where(near, cue, -1), np.where(right < limit, right, -1), np.where(noun >= last, noun, -1)
