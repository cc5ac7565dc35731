"""What stands between two phrases, and behind one: the path from one to the other.

A path is the row of function words, verbs and other phrases on the way, as in the shortest-path features of relation
extraction (R. Bunescu, R. Mooney, A shortest path dependency kernel for relation extraction, HLT 2005), but over words,
since there is no parse.
"""

from collections.abc import Mapping

import numpy as np

from extract.analysis import Analysis
from extract.loglinear import Codes, code, codes
from extract.phrases import BREAKS, NOTHING, Phrases, WordCodes
from extract.ranges import Indices, Mask, count_in, first_from, first_in, last_in
from extract.standing import sequences

LONGEST = 8
"""Steps of a path; longer ones are all alike."""
_STEP_WORDS = (
    "的 等 ， ； ： 。 、 和 与 及 以及 或 并 （ ） “ ” 使 让 由 对 以 为 将 把 在 从 向 是 通过 作为 于 给".split()
)
_STEPS = {word: word for word in _STEP_WORDS}
"""Function words and marks, which stand for themselves; a trigger verb stands for its relation."""
_PHRASE, _VERB, _TRIGGER = (np.uint64(code(kind)) for kind in "NvV")
_FUNCTION_WORDS = "使 让 令 被 由 对 与 和 同 为 以 将 把 在 从 向 是 于 通过 作为 成为 给 受".split()
WITH = tuple(f"with_{i}" for i in range(len(_FUNCTION_WORDS)))


def between_columns(found: Phrases, words: WordCodes, head: Indices, tail: Indices) -> dict[str, Codes]:
    """Return what stands between the two phrases of pairs, as far as the choice of a head needs it."""
    carried = np.minimum(4, found.sentence[tail] - found.sentence[head])
    subject = np.concatenate([[0], np.cumsum((found.opens > 0) & (found.preposition < 0))])
    left, right = np.minimum(head, tail), np.maximum(head, tail)
    begin, end = found.last[left], found.first[right]
    gap = np.maximum(0, end - begin)
    short = gap <= 3
    nearby = [np.where(short & (gap > i), words.word[begin + i], np.uint64(0)) for i in range(3)]
    is_trigger = words.relation != NOTHING
    return {
        "way": (head < tail).astype(np.uint64),
        "apart": np.minimum(6, right - left).astype(np.uint64),
        "clauses": np.where(carried > 0, 3, np.minimum(3, found.clause[right] - found.clause[left])).astype(np.uint64),
        "carried": carried.astype(np.uint64),
        "subjects": np.minimum(2, subject[right] - subject[left + 1]).astype(np.uint64),
        "between": np.where(short, (nearby[0] * np.uint64(31) + nearby[1]) * np.uint64(31) + nearby[2], np.uint64(1)),
        "verbs": np.minimum(3, count_in(is_trigger, begin, end)).astype(np.uint64),
        "last_verb": last_in(is_trigger, words.word, begin, end),
        "last_relation": last_in(is_trigger, words.relation, begin, end),
        "first_relation": first_in(is_trigger, words.relation, begin, end),
    }


def cue_columns(found: Phrases, words: WordCodes, head: Indices, tail: Indices) -> dict[str, Codes]:
    """Return the cues and function words that stand between the two phrases of pairs."""
    begin, end = found.last[np.minimum(head, tail)], found.first[np.maximum(head, tail)]
    is_cue, is_noun = words.cue != NOTHING, words.noun != NOTHING
    columns = {
        "cues": (count_in(is_cue, begin, end) > 2).astype(np.uint64),
        "first_cue": first_in(is_cue, words.cue, begin, end),
        "last_cue": last_in(is_cue, words.cue, begin, end),
        "last_noun": last_in(is_noun, words.noun, begin, end),
    }
    for name, word in zip(WITH, codes(_FUNCTION_WORDS), strict=True):
        columns[name] = (count_in(words.word == word, begin, end) > 0).astype(np.uint64)
    return columns


def path_columns(
    analysis: Analysis, found: Phrases, head: Indices, tail: Indices, triggers: Mapping[str, str]
) -> dict[str, Codes]:
    """Return the paths of pairs of phrases, and what stands behind the right one of each.

    Args:
        analysis: the text.
        found: its phrases.
        head: the one phrase of each pair.
        tail: the other.
        triggers: the relation of each trigger verb.
    """
    right = np.maximum(head, tail)
    begin, end = found.last[np.minimum(head, tail)], found.first[right]
    coarse = _steps(analysis, found, dict.fromkeys(triggers, "V"))
    fine = _steps(analysis, found, triggers)
    counted = np.concatenate([[0], np.cumsum(coarse != NOTHING)])
    a, b = counted[begin], counted[np.maximum(begin, end)]
    short = b - a <= LONGEST
    path, fine_path = (
        np.where(short, sequences(row[coarse != NOTHING]).hashes(a, np.where(short, b, a)) + np.uint64(1), np.uint64(0))
        for row in (coarse, fine)
    )
    of = analysis.vocabulary.mask("的".__eq__)
    return {
        "path": path,
        "fine_path": fine_path,
        "relative": _relative(analysis, found, of, (coarse == _TRIGGER) | (coarse == _VERB))[right],
        "des": np.minimum(2, count_in(of, begin, end)).astype(np.uint64),
    }


def _steps(analysis: Analysis, found: Phrases, triggers: Mapping[str, str]) -> Codes:
    """Return what each word is as a step of a path; nothing for words that do not count, such as adverbs."""
    words = analysis.vocabulary.meanings({**_STEPS, **triggers})
    steps = np.where((words == NOTHING) & analysis.tagset.mask("v".__eq__), _VERB, words)
    size = len(steps)
    edges = np.bincount(found.first, minlength=size + 1) - np.bincount(found.last, minlength=size + 1)
    steps[np.cumsum(edges[:size]) > 0] = NOTHING
    steps[found.first[found.first < size]] = _PHRASE
    return steps


def _relative(analysis: Analysis, found: Phrases, of: Mask, verbs: Mask) -> Codes:
    """Tell what stands behind each phrase, up to the next one or the end of its clause: 的 (1), a verb (2), both (3).

    A phrase with both behind it acts in a clause that describes the next: in 健全政府举办的机构的制度 it is not 政府
    that is to be improved.
    """
    breaks = analysis.vocabulary.mask(BREAKS.__contains__)
    until = np.minimum(np.append(found.first[1:], len(breaks)), first_from(breaks, found.last))
    has_of, has_verb = (np.minimum(1, count_in(mask, found.last, until)).astype(np.uint64) for mask in (of, verbs))
    return has_of + np.uint64(2) * has_verb
