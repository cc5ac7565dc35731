"""What is said of a word is worked out once: a table that fills itself as words are looked up in it."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

MOST = 1 << 16
"""Entries of a table; a fuller one begins anew."""


class Memo(dict[Key, Value], Generic[Key, Value]):
    """The values of a function, by its argument.

    `map(memo.__getitem__, words)` looks all words of a text up without a step of Python for each, which neither a
    function nor `functools.lru_cache` does.
    """

    def __init__(self, of: Callable[[Key], Value], most: int = MOST) -> None:
        super().__init__()
        self._of, self._most = of, most

    def __missing__(self, key: Key) -> Value:
        if len(self) >= self._most:
            self.clear()
        value = self[key] = self._of(key)
        return value
