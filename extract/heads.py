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


@dataclass(frozen=True, slots=True)
class Heads:
    """All head nouns; `longest` bounds how far a look-up reaches back."""

    by_word: dict[str, Head]
    longest: int
    endings: frozenset[str]
    """The last characters of all of them."""
    may_end: Memo[str, bool] = field(init=False, repr=False, compare=False)
    """Tells of each word whether a head noun can end with it: the head is the word, its end, or goes back beyond it."""

    def __post_init__(self) -> None:
        ends = {head[i:] for head in self.by_word for i in range(len(head))}
        object.__setattr__(self, "may_end", Memo(lambda word: word in ends or self.ending(word) is not None))

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
