"""What a clause is made of, for the relation rules: phrases (one argument, or several coordinated), verbs, and marks.

Chinese policy prose is parsed shallowly: a clause is a row of noun phrases with prepositions before them, and verbs
between. `A的B` is one phrase whose head is B; `A、B和C` is one phrase with three arguments.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from corpus.sentences import split_clauses
from extract.analysis import Analysis, Span
from extract.wordlists import data_file, read_rows, read_words

LISTING = frozenset("、 和 与 及 以及 或 或者 暨 同".split())
PREPOSITIONS = frozenset(
    """
    由 对 对于 向 给 为 与 同 和 跟 把 将 以 按照 按 根据 依据 依照 遵循 围绕 基于 立足 通过 借助 依托 依靠 运用 在 从
    经 被 于 针对 关于 作为 因
    """.split()
)


MAX_ITEMS = 200
"""Of a clause; a longer one lost its punctuation, and is read in pieces."""


@dataclass(slots=True)
class Phrase:
    """One or more coordinated arguments; `owners` stand before them with 的; `preposition` stands before it all."""

    args: list[Span]
    preposition: str = ""
    owners: list[Span] = field(default_factory=list)

    @property
    def start(self) -> int:
        """The offset of the phrase's first argument."""
        return self.args[0].start


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb; `relation` is what it states, or empty. `word` is its index among the analysis' words."""

    text: str
    relation: str
    word: int
    start: int


@dataclass(slots=True)
class Clause:
    """A clause as a row of phrases, verbs and other words (as plain strings)."""

    start: int
    end: int
    items: list["Phrase | Verb | str"]


@dataclass(frozen=True, slots=True)
class Triggers:
    """The verbs that state relations."""

    relations: dict[str, str]
    modals: frozenset[str]


@cache
def load_triggers() -> Triggers:
    """Read the trigger verbs that come with Gangmu."""
    rows = read_rows(data_file("triggers.csv"), ("word", "relation"))
    return Triggers({row["word"]: row["relation"] for row in rows}, read_words("modality.csv"))


def clauses(analysis: Analysis, start: int, end: int, args: list[Span], triggers: Triggers) -> Iterator[Clause]:
    """Yield the clauses of a sentence; `args` are all mentions and terms of the text, sorted, without overlaps."""
    for a, b in split_clauses(analysis.text, start, end):
        items = _phrases(list(_items(analysis, a, b, args, triggers)))
        for first in range(0, len(items), MAX_ITEMS):
            yield Clause(a, b, items[first : first + MAX_ITEMS])


def _items(
    analysis: Analysis, start: int, end: int, args: list[Span], triggers: Triggers
) -> Iterator[Span | Verb | str]:
    """Yield arguments, verbs and other words in order."""
    words, tags, starts, relations = analysis.words, analysis.tags, analysis.starts, triggers.relations
    i, last = bisect_left(starts, start), bisect_left(starts, end)
    k = bisect_left(args, start, key=lambda s: s.start)
    while i < last:
        at, word = starts[i], words[i]
        while k < len(args) and args[k].end <= at:
            k += 1
        if k < len(args) and args[k].start < at + len(word) and args[k].end <= end:
            yield args[k]
            i = max(i + 1, bisect_left(starts, args[k].end, i))
            k += 1
            continue
        relation = relations.get(word)
        if relation is None and tags[i] == "v" and word not in PREPOSITIONS and word not in triggers.modals:
            relation = ""
        yield word if relation is None else Verb(word, relation, i, at)
        i += 1


def _phrases(items: list[Span | Verb | str]) -> list[Phrase | Verb | str]:
    """Join coordinated arguments and possessives to phrases, and prepositions with the phrase behind them."""
    row: list[Phrase | Verb | str] = []
    i = 0
    while i < len(items):
        item = items[i]
        if not isinstance(item, Span):
            row.append(item)
            i += 1
            continue
        phrase, i = _phrase(items, i)
        if row and isinstance(row[-1], str) and row[-1] in PREPOSITIONS:
            phrase.preposition = str(row.pop())
        row.append(phrase)
    return row


def _phrase(items: list[Span | Verb | str], i: int) -> tuple[Phrase, int]:
    """Return the phrase that begins with argument i, and the index behind it."""
    first = items[i]
    assert isinstance(first, Span)
    phrase = Phrase([first])
    i += 1
    while i < len(items):
        item = items[i]
        following = items[i + 1] if i + 1 < len(items) else None
        if isinstance(item, Span):
            # Two arguments side by side: the first modifies the second (基层党组织|组织力).
            phrase.owners.append(phrase.args.pop())
            phrase.args.append(item)
            i += 1
        elif item == "的" and isinstance(following, Span):
            phrase.owners += phrase.args
            phrase.args = [following]
            i += 2
        elif isinstance(item, str) and item in LISTING and isinstance(following, Span):
            phrase.args.append(following)
            i += 2
        elif isinstance(item, str) and item in ("”", "“", "》", "《", "’", "‘", '"'):
            i += 1
        else:
            break
    return phrase, i


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
