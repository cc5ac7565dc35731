"""The different words of a text: what is seen of a word is worked out once, however often the text repeats it.

A text of policy prose has a fifth as many different words as words.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from extract.loglinear import Codes, codes, numbers

Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`words` are different; word i of the text is `words[places[i]]`."""

    words: list[str]
    places: Indices

    def codes(self, of: Callable[[str], str] | None = None) -> Codes:
        """Return the code of each word of the text, or of what a function says of it, as a column."""
        return codes(self.words if of is None else map(of, self.words))[self.places]

    def meanings(self, of: Mapping[str, str]) -> Codes:
        """Return the code of what each word of the text means, or of nothing where it means nothing."""
        return codes(map(of.get, self.words, repeat("")))[self.places]

    def numbers(self, of: Callable[[str], int]) -> Codes:
        """Return what a function says of each word of the text, small numbers, as a column."""
        return numbers(map(of, self.words))[self.places]

    def mask(self, of: Callable[[str], bool]) -> NDArray[np.bool_]:
        """Tell of which words of the text a function is true."""
        return np.fromiter(map(of, self.words), dtype=bool, count=len(self.words))[self.places]


def vocabulary(words: Sequence[str]) -> Vocabulary:
    """Return the vocabulary of a text, in the order of first use."""
    different = list(dict.fromkeys(words))
    index = {word: i for i, word in enumerate(different)}
    return Vocabulary(different, np.fromiter(map(index.__getitem__, words), dtype=np.int64, count=len(words)))


def with_edges(column: Codes) -> Codes:
    """Return a column with two marks more: for what stands behind the last word and, at index -1, before the first."""
    return np.append(column, codes(("</s>", "<s>")))
