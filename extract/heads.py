"""Head nouns: the last word of a Chinese name tells its type (…委员会 a body, …机制 a mechanism).

The list is `extract/data/heads.csv`. A `strong` head makes a name of nearly any modifier before it, a `decisive` one
settles its type besides; a `weak` one (中心, 活动) needs a modifier that is name-like: quotation marks, a place.
"""

from dataclasses import dataclass, field

from extract.memo import Memo
from extract.wordlists import data_file, read_rows


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun with the entity type it gives, and whether it does so on its own strength."""

    word: str
    type: str
    strong: bool
    decisive: bool = False
    """Whether a name that ends in it is of its type whatever else speaks for another."""


Ending = tuple[Head | None, tuple[int, ...]]
"""The head noun that a word ends in, if it does, and the lengths, longest first, of those that it may be the end of."""


@dataclass(frozen=True, slots=True)
class Heads:
    """All head nouns; `longest` bounds how far a look-up reaches back."""

    by_word: dict[str, Head]
    longest: int
    endings: frozenset[str]
    """The last characters of all of them."""
    at_end: Memo[str, Ending | None] = field(init=False, repr=False, compare=False)
    """Tells of each word which head nouns may end with it; None where no one can."""

    def __post_init__(self) -> None:
        longer: dict[str, set[int]] = {}
        for head in self.by_word:
            for i in range(1, len(head)):
                longer.setdefault(head[i:], set()).add(len(head))
        sizes = {end: tuple(sorted(found, reverse=True)) for end, found in longer.items()}

        def at_end(word: str) -> Ending | None:
            own = self.ending(word)
            return None if own is None and word not in sizes else (own, sizes.get(word, ()))

        object.__setattr__(self, "at_end", Memo(at_end))

    def ending(self, word: str) -> Head | None:
        """Return the longest head noun that this string ends in."""
        sizes = range(min(self.longest, len(word)), 0, -1) if word[-1:] in self.endings else ()
        for size in sizes:
            head = self.by_word.get(word[-size:])
            if head is not None:
                return head
        return None


def load_heads() -> Heads:
    """Read the head nouns that come with Gangmu."""
    rows = read_rows(data_file("heads.csv"), ("head", "type", "kind"))
    heads = [Head(row["head"], row["type"], row["kind"] != "weak", row["kind"] == "decisive") for row in rows]
    longest, endings = max(len(head.word) for head in heads), frozenset(head.word[-1] for head in heads)
    return Heads({head.word: head for head in heads}, longest, endings)
