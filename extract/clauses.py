"""What a clause is made of, for the relation rules: phrases (one argument, or several coordinated), verbs, and marks.

Chinese policy prose is parsed shallowly: a clause is a row of noun phrases with prepositions before them, and verbs
between. `A的B` is one phrase whose head is B; `A、B和C` is one phrase with three arguments.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from corpus.sentences import split_clauses
from extract.analysis import Analysis, Span
from extract.memo import Memo
from extract.wordlists import data_file, read_rows, read_words

LISTING = frozenset("、 和 与 及 以及 或 或者 暨 同".split())
PREPOSITIONS = frozenset(
    """
    由 对 对于 向 给 为 与 同 和 跟 把 将 以 按照 按 根据 依据 依照 遵循 围绕 基于 立足 通过 借助 依托 依靠 运用 在 从
    经 被 于 针对 关于 作为 因
    """.split()
)


_QUOTES = frozenset('”“》《’‘"')
MAX_ITEMS = 200
"""Of a clause; a longer one lost its punctuation, and is read in pieces."""


@dataclass(slots=True)
class Phrase:
    """One or more coordinated arguments; `owners` stand before them with 的; `preposition` stands before it all."""

    args: list[Span]
    preposition: str = ""
    owners: list[Span] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What is read of the phrase beside words: its preposition."""
        return self.preposition

    @property
    def start(self) -> int:
        """The offset of the phrase's first argument."""
        return self.args[0].start


class Verb(NamedTuple):
    """A verb; `relation` is what it states, or empty."""

    text: str
    relation: str


Word = Verb | str
"""A word that is no verb stands as it is."""
Item = Phrase | Word
Clause = list[Item]
"""A clause as a row of phrases, verbs and other words."""


@dataclass(frozen=True, slots=True)
class Triggers:
    """The verbs that state relations."""

    relations: dict[str, str]
    modals: frozenset[str]
    words: Memo[tuple[str, str], Word] = field(init=False, repr=False, compare=False)
    """What stands in a clause for each word with its part of speech."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", Memo(self._word))

    def _word(self, tagged: tuple[str, str]) -> Word:
        word, tag = tagged
        relation = self.relations.get(word)
        if relation is None and tag == "v" and word not in PREPOSITIONS and word not in self.modals:
            relation = ""
        return word if relation is None else Verb(word, relation)


@cache
def load_triggers() -> Triggers:
    """Read the trigger verbs that come with Gangmu."""
    rows = read_rows(data_file("triggers.csv"), ("word", "relation"))
    return Triggers({row["word"]: row["relation"] for row in rows}, read_words("modality.csv"))


@dataclass(frozen=True, slots=True)
class Row:
    """A text as a row of words and arguments (sorted, without overlaps), to be read clause by clause."""

    text: str
    words: list[Word]
    starts: list[int]
    args: list[Span]
    arg_starts: list[int]

    def clauses(self, start: int, end: int) -> Iterator[Clause]:
        """Yield the clauses of a sentence; of one without arguments, none."""
        k = bisect_left(self.arg_starts, start)
        if k == len(self.args) or self.args[k].end > end:
            return
        for a, b in split_clauses(self.text, start, end):
            items = self._items(a, b)
            if 0 < len(items) <= MAX_ITEMS:
                yield items
            else:
                yield from (items[first : first + MAX_ITEMS] for first in range(0, len(items), MAX_ITEMS))

    def _items(self, start: int, end: int) -> Clause:
        """Return a clause: coordinated arguments and possessives joined to phrases, with the preposition before them.

        An argument across the end of the clause is none.
        """
        words, starts, args = self.words, self.starts, self.args
        i = bisect_left(starts, start)
        last = bisect_left(starts, end, i)
        row: Clause = []
        phrase: Phrase | None = None
        for k in range(bisect_left(self.arg_starts, start), len(args)):
            arg = args[k]
            if arg.end > end:
                break
            first = bisect_right(starts, arg.start, i, last) - 1
            if first < i:
                # The argument begins inside a word before; it counts if it goes on behind that.
                first = i
                if i >= last or starts[i] >= arg.end:
                    continue
            between = words[i:first] if phrase is None else _unquoted(words, i, first)
            if phrase is None or not _goes_on(phrase, between, arg):
                row += between
                phrase = _new_phrase(row, arg)
            i = bisect_left(starts, arg.end, first + 1, last)
        row += words[i:last] if phrase is None else _unquoted(words, i, last)
        return row


def read_row(analysis: Analysis, args: list[Span], triggers: Triggers) -> Row:
    """Make a text ready to be read; `args` are its mentions and terms, sorted, without overlaps."""
    words = list(map(triggers.words.__getitem__, zip(analysis.words, analysis.tags, strict=True)))
    return Row(analysis.text, words, analysis.starts, args, [arg.start for arg in args])


def _unquoted(words: list[Word], first: int, last: int) -> list[Word]:
    """Return the words `first:last`, without the quotation marks right behind the phrase before them."""
    while first < last and words[first] in _QUOTES:
        first += 1
    return words[first:last]


def _goes_on(phrase: Phrase, between: list[Word], arg: Span) -> bool:
    """Tell whether an argument goes on a phrase, with these words between the two; if so, take it in."""
    if not between:
        # Two arguments side by side: the first modifies the second (基层党组织|组织力).
        phrase.owners.append(phrase.args.pop())
    elif len(between) > 1:
        return False
    elif between[0] == "的":
        phrase.owners += phrase.args
        phrase.args.clear()
    elif between[0] not in LISTING:
        return False
    phrase.args.append(arg)
    return True


def _new_phrase(row: Clause, arg: Span) -> Phrase:
    """Put a phrase at the end of a row, in which it takes the place of the preposition before it."""
    phrase = Phrase([arg], str(row.pop()) if row and row[-1] in PREPOSITIONS else "")
    row.append(phrase)
    return phrase


def merge_args(spans: list[Span], terms: list[Span]) -> list[Span]:
    """Return mentions and terms as one sorted list without overlaps or nesting: of two, the longer stays."""
    merged: list[Span] = []
    for span in sorted([*spans, *terms], key=lambda s: (s.start, -s.end)):
        if merged and span.start < merged[-1].end:
            continue
        merged.append(span)
    return merged


def sentence_index(analysis: Analysis, offset: int) -> int:
    """Return the index of the sentence that holds this offset."""
    return bisect_right(analysis.sentences, (offset, len(analysis.text))) - 1
