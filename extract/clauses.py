"""What a clause is made of, for the relation rules: phrases (one argument, or several coordinated), verbs, and marks.

Chinese policy prose is parsed shallowly: a clause is a row of noun phrases with prepositions before them, and verbs
between. `A的B` is one phrase whose head is B; `A、B和C` is one phrase with three arguments.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter

from corpus.sentences import clause_ends, split_clauses
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
QUOTES = frozenset('”“》《’‘"')
MAX_ITEMS = 200
"""Of a clause; a longer one lost its punctuation, and is read in pieces."""
VERBS = "vrRc"
"""The letters of verbs: one that states no relation, one that does, one that does and is a modal besides, and one of
those that say COOPERATES, which need no object."""


@dataclass(slots=True)
class Phrase:
    """One or more coordinated arguments; `owners` stand before them with 的; `preposition` stands before it all."""

    args: list[Span]
    preposition: str
    owners: list[Span]

    @property
    def start(self) -> int:
        """The offset of the phrase's first argument."""
        return self.args[0].start


@dataclass(slots=True)
class Clause:
    """A clause as a row of phrases and words, each with a letter that says what it is, so that a rule finds its place.

    A phrase is p, behind a preposition q, and Q where that is a modal too (将). Words are VERBS, m a modal, 的 d, 等 e,
    what joins a list l, quotation marks `"` and （ as it is; any other is `-`. In `words` a phrase is its preposition.
    """

    words: list[str]
    letters: str
    phrases: dict[int, Phrase]
    """By their indices."""

    def __len__(self) -> int:
        return len(self.words)

    def pieces(self) -> Iterator["Clause"]:
        """Yield the clause in pieces of MAX_ITEMS."""
        for first in range(0, len(self), MAX_ITEMS):
            last = first + MAX_ITEMS
            phrases = {i - first: phrase for i, phrase in self.phrases.items() if first <= i < last}
            yield Clause(self.words[first:last], self.letters[first:last], phrases)


VERB = re.compile(f"[{VERBS}]")
MODAL = re.compile("[mRQ]")
_SAYS = re.compile("[mRc]")
_SILENT = Clause([""], "-", {})
"""Any clause without phrase, modal or verb of _SAYS: there is nothing in it for a rule."""


@dataclass(frozen=True, slots=True)
class Triggers:
    """The verbs that state relations."""

    relations: dict[str, str]
    modals: frozenset[str]
    letters: Memo[tuple[str, str], str] = field(init=False, repr=False, compare=False)
    """The letter in a clause of each word with its part of speech."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "letters", Memo(self._letter))

    def _letter(self, tagged: tuple[str, str]) -> str:
        word, tag = tagged
        if (relation := self.relations.get(word)) is not None:
            return "R" if word in self.modals else "c" if relation == "COOPERATES" else "r"
        if word in self.modals:
            return "m"
        if tag == "v" and word not in PREPOSITIONS:
            return "v"
        if word in QUOTES:
            return '"'
        return "l" if word in LISTING else {"的": "d", "等": "e", "（": "（"}.get(word, "-")


@cache
def load_triggers() -> Triggers:
    """Read the trigger verbs that come with Gangmu."""
    rows = read_rows(data_file("triggers.csv"), ("word", "relation"))
    return Triggers({row["word"]: row["relation"] for row in rows}, read_words("modality.csv"))


@dataclass(frozen=True, slots=True)
class Row:
    """A text as a row of words and arguments (sorted, without overlaps), to be read clause by clause."""

    text: str
    words: list[str]
    letters: str
    starts: list[int]
    ends: list[int]
    """Of clauses (see `clause_ends`)."""
    args: list[Span]
    arg_starts: list[int]

    def clauses(self, start: int, end: int) -> Iterator[Clause]:
        """Yield the clauses of a sentence; of one without arguments, none."""
        k = bisect_left(self.arg_starts, start)
        if k == len(self.args) or self.args[k].end > end:
            return
        args = k, bisect_left(self.arg_starts, end, k)
        first = bisect_left(self.starts, start)
        words = first, bisect_left(self.starts, end, first)
        for a, b in split_clauses(self.text, start, end, ends=self.ends):
            clause = self._clause(a, b, words, args)
            if 0 < len(clause.words) <= MAX_ITEMS:
                yield clause
            else:
                yield from clause.pieces()

    def _clause(self, start: int, end: int, among: tuple[int, int], args: tuple[int, int]) -> Clause:
        """Return a clause: coordinated arguments and possessives joined to phrases, with the preposition before them.

        An argument across the end of the clause is none. `among` and `args` say which words and arguments the sentence
        has.
        """
        starts, letters = self.starts, self.letters
        i = bisect_left(starts, start, among[0], among[1])
        last = bisect_left(starts, end, i, among[1])
        k = bisect_left(self.arg_starts, start, args[0], args[1])
        has_args = k < args[1] and self.arg_starts[k] < end
        if not has_args and 0 < last - i < MAX_ITEMS and not _SAYS.search(letters, i, last):
            return _SILENT
        words: list[str] = []
        row = ""
        phrases: dict[int, Phrase] = {}
        phrase: Phrase | None = None
        for arg in self.args[k : args[1]]:
            a, b, _, _ = arg
            if b > end:
                break
            first = bisect_right(starts, a, i, last) - 1
            if first < i:
                # The argument begins inside a word before; it counts if it goes on behind that.
                first = i
                if i >= last or starts[i] >= b:
                    continue
            i = i if phrase is None else _unquoted(letters, i, first)
            if phrase is None or not _goes_on(phrase, letters[i:first], arg):
                words += self.words[i:first]
                row += letters[i:first]
                preposition, letter = "", "p"
                if words and words[-1] in PREPOSITIONS and row[-1] not in VERBS:
                    preposition, letter, row = words.pop(), "Q" if row[-1] == "m" else "q", row[:-1]
                phrase = phrases[len(words)] = Phrase([arg], preposition, [])
                words.append(preposition)
                row += letter
            i = bisect_left(starts, b, first + 1, last)
        i = i if phrase is None else _unquoted(letters, i, last)
        return Clause(words + self.words[i:last], row + letters[i:last], phrases)


def read_row(analysis: Analysis, args: list[Span], triggers: Triggers) -> Row:
    """Make a text ready to be read; `args` are its mentions and terms, sorted, without overlaps."""
    letters = "".join(map(triggers.letters.__getitem__, zip(analysis.words, analysis.tags, strict=True)))
    ends, arg_starts = clause_ends(analysis.text), [start for start, _, _, _ in args]
    return Row(analysis.text, analysis.words, letters, analysis.starts, ends, args, arg_starts)


def _unquoted(letters: str, first: int, last: int) -> int:
    """Return the first word from one on that is no quotation mark, or `last`."""
    while first < last and letters[first] == '"':
        first += 1
    return first


def _goes_on(phrase: Phrase, between: str, arg: Span) -> bool:
    """Tell whether an argument goes on a phrase, with these words between the two; if so, take it in."""
    if not between:
        # Two arguments side by side: the first modifies the second (基层党组织|组织力).
        phrase.owners.append(phrase.args.pop())
    elif between == "d":
        phrase.owners += phrase.args
        phrase.args.clear()
    elif between != "l":
        return False
    phrase.args.append(arg)
    return True


def merge_args(spans: list[Span], terms: list[Span]) -> list[Span]:
    """Return mentions and terms as one sorted list without overlaps or nesting: of two, the longer stays."""
    merged: list[Span] = []
    last_start = last_end = -1
    for span in sorted([*spans, *terms], key=itemgetter(0)):
        start, end, _, _ = span
        if start >= last_end:
            merged.append(span)
        elif start == last_start and end > last_end:
            merged[-1] = span
        else:
            continue
        last_start, last_end = start, end
    return merged


def sentence_index(analysis: Analysis, offset: int) -> int:
    """Return the index of the sentence that holds this offset."""
    return bisect_right(analysis.sentences, (offset, len(analysis.text))) - 1
