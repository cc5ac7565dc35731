"""The different words of a text: what is seen of a word is worked out once, however often the text repeats it.

A text of policy prose has a fifth as many different words as words.
"""

import struct
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract.loglinear import Codes, code, codes, numbers
from extract.memo import Memo

Indices = NDArray[np.int64]


def first_one(word: str) -> str:
    """Return the first character of a word."""
    return word[:1]


def last_one(word: str) -> str:
    """Return the last character of a word."""
    return word[-1:]


def last_two(word: str) -> str:
    """Return the last two characters of a word."""
    return word[-2:]


_PARTS: dict[Callable[[str], str] | None, int] = {None: 0, last_one: 1, last_two: 2, first_one: 3}
"""What every model sees of a word's form, and in which column of `forms`; behind them stands the length."""
_LENGTH = len(_PARTS)


def _form(word: str) -> bytes:
    parts = (code(word if of is None else of(word)) for of in _PARTS)
    return struct.pack("=5Q", *parts, len(word))


_FORMS = Memo(_form, 1 << 17)
"""Kept as bytes: those of many words are joined to an array with one look at each word."""


def forms(words: Iterable[str]) -> Codes:
    """Return what is seen of words by their form, shape (words, 5): the codes of a word, its last character, its last
    two, its first one; and its length."""
    return np.frombuffer(b"".join(map(_FORMS.__getitem__, words)), dtype=np.uint64).reshape(-1, _LENGTH + 1)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`words` are different; word i of the text is `words[places[i]]`.

    Several models see the same of words: a column is worked out once, and whoever asks again for what the same function
    says gets the same column, which must not be changed.
    """

    words: list[str]
    places: Indices
    _known: dict[Hashable, NDArray[Any]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def codes(self, of: Callable[[str], str] | None = None) -> Codes:
        """Return the code of each word of the text, or of what a function says of it, as a column."""
        if (str, of) not in self._known:
            column = self._forms()[:, _PARTS[of]] if of is None or of in _PARTS else codes(map(of, self.words))
            self._known[str, of] = column[self.places]
        return self._known[str, of]

    def lengths(self) -> Codes:
        """Return the number of characters of each word of the text."""
        return self._forms()[:, _LENGTH][self.places]

    def _forms(self) -> Codes:
        if bytes not in self._known:
            self._known[bytes] = forms(self.words)
        return self._known[bytes]

    def meanings(self, of: Mapping[str, str]) -> Codes:
        """Return the code of what each word of the text means, or of nothing where it means nothing."""
        return codes(map(of.get, self.words, repeat("")))[self.places]

    def numbers(self, of: Callable[[str], int]) -> Codes:
        """Return what a function says of each word of the text, small numbers, as a column."""
        return numbers(map(of, self.words))[self.places]

    def mask(self, of: Callable[[str], bool]) -> NDArray[np.bool_]:
        """Tell of which words of the text a function is true."""
        if (bool, of) not in self._known:
            self._known[bool, of] = np.fromiter(map(of, self.words), dtype=bool, count=len(self.words))[self.places]
        return self._known[bool, of]


def vocabulary(words: Sequence[str]) -> Vocabulary:
    """Return the vocabulary of a text, in the order of first use."""
    index: dict[str, int] = defaultdict(count().__next__)
    places = np.fromiter(map(index.__getitem__, words), dtype=np.int64, count=len(words))
    return Vocabulary(list(index), places)


def with_edges(column: Codes) -> Codes:
    """Return a column with two marks more: for what stands behind the last word and, at index -1, before the first."""
    return np.append(column, codes(("</s>", "<s>")))
