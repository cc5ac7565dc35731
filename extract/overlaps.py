"""Which of several overlapping candidates is a name."""

from bisect import bisect_left
from collections.abc import Iterable

from extract.analysis import Span

PRIORITY = {
    "user_lexicon": 0,
    "title_in_marks": 1,
    "title_without_marks": 1,
    "own_title": 1,
    "leaders_words": 2,
    "short_name": 2,
    "meeting": 2,
    "person": 2,
    "author": 2,
    "self_reference": 2,
    "deictic_place": 2,
    "local_department": 2,
}
"""Rules that are certain of what they find, first to last; the others count by length alone."""
OTHERS = 5


def priority(span: Span) -> int:
    """Return how certain the rule is that made a span; 0 is most certain."""
    return PRIORITY.get(span.rule, OTHERS)


def resolve_overlaps(candidates: Iterable[Span]) -> list[Span]:
    """Choose among overlapping candidates: certain rules first, then the longest, then the leftmost.

    Returns:
        Spans that do not overlap, sorted.
    """
    chosen: list[Span] = []
    together: list[Span] = []
    reach = 0
    # Most overlap with no other: only where some do are they ranked.
    for span in sorted(dict.fromkeys(candidates)):
        start, end, _, _ = span
        if start >= reach:
            chosen += _best(together) if len(together) > 1 else together
            together = []
        together.append(span)
        reach = max(reach, end)
    return chosen + _best(together)


def _best(candidates: list[Span]) -> list[Span]:
    """Choose among candidates that hang together, one overlapping with the next."""
    chosen: list[Span] = []
    for span in sorted(candidates, key=_rank):
        at = bisect_left(chosen, span)
        before_clear = at == 0 or chosen[at - 1].end <= span.start
        after_clear = at == len(chosen) or span.end <= chosen[at].start
        if before_clear and after_clear:
            chosen.insert(at, span)
    return chosen


def _rank(span: Span) -> tuple[int, int, int, str, str]:
    start, end, type_, rule = span
    return PRIORITY.get(rule, OTHERS), start - end, start, rule, type_
