"""What stands between two phrases, and behind one: the path from one to the other.

A path is the row of function words, verbs and other phrases on the way, as in the shortest-path features of relation
extraction (R. Bunescu, R. Mooney, A shortest path dependency kernel for relation extraction, HLT 2005), but over words,
since there is no parse.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from extract.analysis import Analysis
from extract.loglinear import Codes, code
from extract.phrases import BREAKS, Phrase
from extract.standing import sequences

Indices = NDArray[np.int64]

LONGEST = 8
"""Steps of a path; longer ones are all alike."""
_STEPS = frozenset(
    "的 等 ， ； ： 。 、 和 与 及 以及 或 并 （ ） “ ” 使 让 由 对 以 为 将 把 在 从 向 是 通过 作为 于 给".split()
)
_NOTHING, _PHRASE, _VERB, _TRIGGER = (np.uint64(code(kind)) for kind in ("", "N", "v", "V"))


def path_columns(
    analysis: Analysis,
    found: Sequence[Phrase],
    begin: Indices,
    end: Indices,
    right: Indices,
    triggers: Mapping[str, str],
) -> dict[str, Codes]:
    """Return the columns of pairs of phrases.

    Args:
        analysis: the text.
        found: its phrases.
        begin: the word behind the left phrase of each pair.
        end: the first word of the right one.
        right: the right one, as an index of phrases.
        triggers: the relation of each trigger verb.
    """
    coarse = _steps(analysis, found, dict.fromkeys(triggers, "V"))
    fine = _steps(analysis, found, triggers)
    counted = np.concatenate([[0], np.cumsum(coarse != _NOTHING)])
    a, b = counted[begin], counted[np.maximum(begin, end)]
    short = b - a <= LONGEST
    path, fine_path = (
        np.where(
            short, sequences(row[coarse != _NOTHING]).hashes(a, np.where(short, b, a)) + np.uint64(1), np.uint64(0)
        )
        for row in (coarse, fine)
    )
    of = analysis.vocabulary.mask("的".__eq__)
    return {
        "path": path,
        "fine_path": fine_path,
        "relative": _relative(analysis, found, of, (coarse == _TRIGGER) | (coarse == _VERB))[right],
        "des": np.minimum(2, count_in(of, begin, end)).astype(np.uint64),
    }


def _steps(analysis: Analysis, found: Sequence[Phrase], triggers: Mapping[str, str]) -> Codes:
    """Return what each word is as a step of a path; nothing for words that do not count, such as adverbs."""
    words = analysis.vocabulary.codes(lambda word: triggers.get(word, word if word in _STEPS else ""))
    steps = np.where((words == _NOTHING) & analysis.tagset.mask("v".__eq__), _VERB, words)
    for phrase in found:
        steps[phrase.first : phrase.last] = _NOTHING
        steps[phrase.first] = _PHRASE
    return steps


def _relative(analysis: Analysis, found: Sequence[Phrase], of: NDArray[np.bool_], verbs: NDArray[np.bool_]) -> Codes:
    """Tell what stands behind each phrase, up to the next one or the end of its clause: 的 (1), a verb (2), both (3).

    A phrase with both behind it acts in a clause that describes the next: in 健全政府举办的机构的制度 it is not 政府
    that is to be improved.
    """
    size = len(analysis.words)
    breaks = analysis.vocabulary.mask(BREAKS.__contains__)
    clause_end = np.minimum.accumulate(np.where(breaks, np.arange(size), size)[::-1])[::-1]
    behind = np.array([p.last for p in found])
    until = np.minimum(np.append([p.first for p in found][1:], size), np.append(clause_end, size)[behind])
    has_of, has_verb = (np.minimum(1, count_in(mask, behind, until)).astype(np.uint64) for mask in (of, verbs))
    return has_of + np.uint64(2) * has_verb


def count_in(mask: NDArray[np.bool_], begin: Indices, end: Indices) -> Indices:
    """Return how many words of each range are marked."""
    sums = np.concatenate([[0], np.cumsum(mask)])
    counts: Indices = np.maximum(0, sums[np.maximum(begin, end)] - sums[begin])
    return counts


def last_in(mask: NDArray[np.bool_], values: Codes, begin: Indices, end: Indices) -> Codes:
    """Return the value at the last marked word of each range, or 0."""
    at = np.maximum.accumulate(np.where(mask, np.arange(len(mask)), -1))[end - 1]
    return np.where((at >= begin) & (end > begin), values[at], np.uint64(0))


def first_in(mask: NDArray[np.bool_], values: Codes, begin: Indices, end: Indices) -> Codes:
    """Return the value at the first marked word of each range, or 0."""
    size = len(mask)
    at = np.minimum.accumulate(np.where(mask, np.arange(size), size - 1)[::-1])[::-1][begin]
    return np.where((at < end) & mask[at], values[at], np.uint64(0))
