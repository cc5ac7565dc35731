"""How phrases stand in policy prose: how often by themselves, and how often only inside longer ones.

人居环境 is a phrase, 居环境 is none, and 农村人居环境 is one of its own: counts over large corpora say so (the idea of
C-value: K. Frantzi, S. Ananiadou, H. Mima, International Journal on Digital Libraries 3, 2000). The table
`extract/data/standing.npz` holds the counts of some 68,000 phrases by the hash of their characters, and no text.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract.wordlists import data_file

Hashes = NDArray[np.uint64]

TABLE = "standing.npz"
_BASE = np.uint64(0x100000001B3)
_INVERSE = np.uint64(pow(0x100000001B3, -1, 1 << 64))
_LEVELS = 6


@dataclass(frozen=True, slots=True)
class Substrings:
    """A text, ready for the hashes of its substrings: the sum of characters times powers, modulo 2**64."""

    sums: Hashes
    inverse: Hashes

    def hashes(self, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Hashes:
        """Return the hash of each substring `text[start:end]`; equal substrings have equal hashes."""
        return (self.sums[ends] - self.sums[starts]) * self.inverse[starts]


def characters(text: str) -> NDArray[np.uint32]:
    """Return the code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def substrings(text: str) -> Substrings:
    """Prepare a text."""
    return sequences(characters(text).astype(np.uint64))


def sequences(values: Hashes) -> Substrings:
    """Prepare a row of numbers in place of characters."""
    size = len(values)
    powers = np.cumprod(np.full(size + 1, _BASE), dtype=np.uint64) * _INVERSE
    sums = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(values * powers[:size], dtype=np.uint64)])
    return Substrings(sums, np.cumprod(np.full(size + 1, _INVERSE), dtype=np.uint64) * _BASE)


@dataclass(frozen=True, slots=True)
class Standing:
    """The table: hashes, sorted; the level of a phrase's count by itself; its share of all its occurrences in
    quarters."""

    keys: Hashes
    level: NDArray[np.uint8]
    share: NDArray[np.uint8]

    def look_up(self, hashes: Hashes) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """Return level (0 for unknown phrases) and share of each phrase."""
        at = np.minimum(np.searchsorted(self.keys, hashes), len(self.keys) - 1)
        known = self.keys[at] == hashes
        return np.where(known, self.level[at], 0), np.where(known, self.share[at], 0)


@cache
def load_standing() -> Standing:
    """Read the table that comes with Gangmu."""
    with data_file(TABLE).open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return Standing(arrays["keys"], arrays["level"], arrays["share"])


def make_table(counts: Iterable[tuple[str, int, int]]) -> dict[str, NDArray[Any]]:
    """Return the arrays of a table from phrases with their counts: by themselves, and in all."""
    rows = {}
    for phrase, alone, total in counts:
        level = min(_LEVELS, 1 + int(np.log2(alone)))
        rows[int(substrings(phrase).sums[-1])] = (level, round(4 * alone / total))
    keys = sorted(rows)
    return {
        "keys": np.array(keys, dtype=np.uint64),
        "level": np.array([rows[key][0] for key in keys], dtype=np.uint8),
        "share": np.array([rows[key][1] for key in keys], dtype=np.uint8),
    }
