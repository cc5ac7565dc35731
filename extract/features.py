"""What the learned tagger sees of each word: the word, its neighbours, their parts of speech, and what the rules think.

Strings are cached per word, since policy prose repeats itself: a text of a million words has some forty thousand
different ones.
"""

from collections.abc import Sequence
from functools import lru_cache

from extract.analysis import Analysis, Span
from extract.grammar import Grammar

Features = list[str]


@lru_cache(maxsize=1 << 17)
def _own(word: str, tag: str, kind: str) -> tuple[str, ...]:
    """Return the features of a word by itself."""
    base = (f"w={word}", f"t={tag}", f"l={word[-1]}", f"m={word[-2:]}", f"f={word[0]}", f"n={min(4, len(word))}")
    return (*base, f"k={kind}") if kind else base


@lru_cache(maxsize=1 << 17)
def _beside(word: str, tag: str, kind: str, side: str) -> tuple[str, ...]:
    """Return the features that a word gives to its neighbour; `side` is -1 or +1."""
    base = (f"w{side}={word}", f"t{side}={tag}", f"l{side}={word[-1]}")
    return (*base, f"k{side}={kind}") if kind else base


@lru_cache(maxsize=1 << 17)
def _beyond(word: str, tag: str, side: str) -> tuple[str, ...]:
    """Return the features that a word gives to the word after next; `side` is -2 or +2."""
    return f"w{side}={word}", f"t{side}={tag}"


@lru_cache(maxsize=1 << 20)
def _pair(left: str, right: str) -> str:
    return f"ww={left}|{right}"


def word_kinds(words: Sequence[str], grammar: Grammar) -> list[str]:
    """Return for each word what the grammar knows of it: g governs, b is verb or noun, d determines, or nothing."""
    governors, both, determiners = grammar.governors, grammar.both, grammar.determiners
    return ["g" if w in governors else "b" if w in both else "d" if w in determiners else "" for w in words]


def hint_features(analysis: Analysis, candidates: Sequence[Span]) -> list[Features]:
    """Return for each word what the rules think: for each candidate that covers it, the rule, type and position."""
    hints: list[Features] = [[] for _ in analysis.words]
    index = {start: i for i, start in enumerate(analysis.starts)}
    for span in candidates:
        first = index.get(span.start)
        i = first
        while i is not None and i < len(analysis.starts) and analysis.starts[i] < span.end:
            last = analysis.starts[i] + len(analysis.words[i]) >= span.end
            place = ("S" if last else "B") if i == first else ("E" if last else "I")
            hints[i].append(f"{span.rule}:{span.type}:{place}")
            i += 1
    return hints


def sentence_features(
    words: Sequence[str], tags: Sequence[str], kinds: Sequence[str], hints: Sequence[Features]
) -> list[Features]:
    """Return the features of each word of one sentence."""
    size = len(words)
    rows: list[Features] = []
    quoted = False
    for i, word in enumerate(words):
        tag = tags[i]
        row = [*_own(word, tag, kinds[i]), *hints[i]]
        before, after = (words[i - 1], tags[i - 1]) if i else ("<s>", "S"), ("</s>", "S")
        if i + 1 < size:
            after = words[i + 1], tags[i + 1]
        row += _beside(*before, kinds[i - 1] if i else "", "-1")
        row += _beside(*after, kinds[i + 1] if i + 1 < size else "", "+1")
        row += _beyond(words[i - 2], tags[i - 2], "-2") if i > 1 else ("w-2=<s>",)
        row += _beyond(words[i + 2], tags[i + 2], "+2") if i + 2 < size else ("w+2=</s>",)
        row += (f"tt-={before[1]}{tag}", f"tt+={tag}{after[1]}", f"ttt={before[1]}{tag}{after[1]}")
        row += ("-" + _pair(before[0], word), "+" + _pair(word, after[0]))
        quoted = quoted and word not in '”"'
        if quoted:
            row.append("q")
        quoted = quoted or word == "“"
        rows.append(row)
    return rows
