"""The phrases of a sentence, as the relation model sees them: arguments, several coordinated ones together, in context.

省、市 is one phrase with two arguments. A phrase knows its place in the sentence, the words around it, the
preposition or the verb that governs it, and the nearest words that speak of a relation (`extract/data/cues.csv`).
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from extract.analysis import Analysis, Span
from extract.clauses import LISTING, PREPOSITIONS
from extract.wordlists import data_file, read_rows

MAX_ARGS = 40
"""Of one sentence; what stands behind is a sentence that lost its punctuation."""
BREAKS = frozenset("，；：。\n！？")
_MARKS = "“”‘’《》（(\"' "
_JOINING = LISTING | {"兼"}
_ADVERBS = frozenset("d c t f m q r".split())
_REACH = 14
"""Words to the left in which a cue is looked for; to the right it is less."""
_REACH_RIGHT = 10


@dataclass(frozen=True, slots=True)
class Cues:
    """Words that speak of relations: verbs (促进 PROMOTES) and nouns (X是Y的保障)."""

    verbs: Mapping[str, str]
    nouns: Mapping[str, str]


@cache
def load_cues() -> Cues:
    """Read the cues that come with Gangmu; a trigger verb is a cue as well."""
    rows = list(read_rows(data_file("cues.csv"), ("word", "relation", "kind")))
    verbs = {row["word"]: row["relation"] for row in rows if row["kind"] == "verb"}
    triggers = {row["word"]: row["relation"] for row in read_rows(data_file("triggers.csv"), ("word", "relation"))}
    return Cues(verbs | triggers, {row["word"]: row["relation"] for row in rows if row["kind"] == "noun"})


@dataclass(slots=True)
class Phrase:
    """Coordinated arguments; `first` and `last` (exclusive) are the indices of their words; the rest is context."""

    args: list[Span]
    sentence: int
    place: int
    clause: int = 0
    first: int = 0
    last: int = 0
    before: str = "<s>"
    behind: str = "</s>"
    following: str = "</s>"
    preposition: str = ""
    verb: str = ""
    """The trigger verb that governs the phrase, with or without other phrases between."""
    far: bool = False
    """Whether another phrase stands between that verb and this phrase."""
    opens: int = 0
    """1 where the phrase opens its clause, 2 where it opens its sentence."""
    cue: str = ""
    """The nearest verb cue to the left in the clause."""
    cue_near: bool = False
    cue_right: str = ""
    noun_right: str = ""

    @property
    def start(self) -> int:
        """The offset of the first argument."""
        return self.args[0].start

    @property
    def end(self) -> int:
        """The offset behind the last argument."""
        return self.args[-1].end


def phrases(analysis: Analysis, args: Sequence[Span], triggers: Mapping[str, str]) -> list[list[Phrase]]:
    """Return the phrases of each sentence.

    Args:
        analysis: the text.
        args: names and terms, sorted, without overlaps.
        triggers: the relation of each trigger verb.
    """
    starts = [span.start for span in args]
    found = []
    for number, (start, end) in enumerate(analysis.sentences):
        here = args[bisect_left(starts, start) : bisect_left(starts, end)][:MAX_ARGS]
        row = list(_joined(analysis, here, number))
        first, last = bisect_left(analysis.starts, start), bisect_left(analysis.starts, end)
        for i, phrase in enumerate(row):
            _look_around(analysis, phrase, row[i - 1] if i else None, (first, last), triggers)
        found.append(row)
    return found


def _joined(analysis: Analysis, args: Sequence[Span], sentence: int) -> Iterator[Phrase]:
    """Yield the phrases of a sentence: arguments with nothing but a conjunction between them are one."""
    phrase: Phrase | None = None
    for arg in args:
        between = "" if phrase is None else analysis.text[phrase.end : arg.start].strip(_MARKS)
        if phrase is not None and between in _JOINING:
            phrase.args.append(arg)
            continue
        if phrase is not None:
            yield phrase
        phrase = Phrase([arg], sentence, 0 if phrase is None else phrase.place + 1)
    if phrase is not None:
        yield phrase


def _look_around(
    analysis: Analysis,
    phrase: Phrase,
    previous: Phrase | None,
    words_of: tuple[int, int],
    triggers: Mapping[str, str],
) -> None:
    """Fill in the context of a phrase."""
    words, begin, end = analysis.words, *words_of
    phrase.first, phrase.last = (bisect_left(analysis.starts, x) for x in (phrase.start, phrase.end))
    since = begin if previous is None else previous.last
    phrase.clause = (0 if previous is None else previous.clause) + sum(w in BREAKS for w in words[since : phrase.first])
    left, right = phrase.first - 1, phrase.last
    while left >= begin and words[left] in _MARKS:
        left -= 1
    while right < end and words[right] in _MARKS:
        right += 1
    phrase.before = words[left] if left >= begin else "<s>"
    phrase.behind = words[right] if right < end else "</s>"
    phrase.following = words[right + 1] if right + 1 < end else "</s>"
    _look_left(analysis, phrase, left, begin, since, triggers)
    _find_cues(words, phrase, begin, end)


def _look_left(
    analysis: Analysis, phrase: Phrase, left: int, begin: int, since: int, triggers: Mapping[str, str]
) -> None:
    """Find the verb and the preposition that govern a phrase, and whether it opens its clause."""
    words, tags = analysis.words, analysis.tags
    i = left
    while i >= begin and words[i] not in BREAKS:
        if words[i] in triggers:
            phrase.verb = words[i]
            break
        phrase.far = phrase.far or i < since
        i -= 1
    i = left
    while i >= max(since, begin) and words[i] not in BREAKS and words[i] not in triggers and tags[i] != "v":
        if words[i] in PREPOSITIONS:
            phrase.preposition = words[i]
            break
        i -= 1
    i = left
    while i >= max(since, begin) and tags[i] in _ADVERBS and words[i] not in BREAKS:
        i -= 1
    phrase.opens = 2 if i < begin else int(words[i] in BREAKS)


def _find_cues(words: Sequence[str], phrase: Phrase, begin: int, end: int) -> None:
    """Find the nearest cue to the left, and the first verb and the last noun cue to the right, in the clause."""
    cues = load_cues()
    for i in range(phrase.first - 1, max(begin, phrase.first - _REACH) - 1, -1):
        if words[i] in BREAKS:
            break
        if words[i] in cues.verbs:
            phrase.cue, phrase.cue_near = words[i], i == phrase.first - 1
            break
    for i in range(phrase.last, min(end, phrase.last + _REACH_RIGHT)):
        word = words[i]
        if word in BREAKS:
            break
        if word in cues.verbs and not phrase.cue_right:
            phrase.cue_right = word
        if word in cues.nouns:
            phrase.noun_right = word
