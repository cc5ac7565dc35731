"""Candidate pairs of arguments, and what the relation model sees of each.

A candidate is an ordered pair of arguments of one sentence, not too far apart. Its features are the types, distance and
order of the two, the words at their edges, the trigger verbs between them, the verb that governs the second, and the
relations that the rules propose for the pair.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.analysis import Analysis, Link, Span

MAX_ARGS = 40
"""Of one sentence; what stands behind is a sentence that lost its punctuation."""
MAX_APART = 12
"""Arguments between the two."""
_BREAKS = frozenset("，；：")
Proposals = Mapping[tuple[Span, Span], Sequence[Link]]


@dataclass(frozen=True, slots=True)
class Pair:
    """A candidate: who may act on what, in which sentence, what the rules propose, the governing verb, its features."""

    head: Span
    tail: Span
    sentence: tuple[int, int]
    proposed: Sequence[Link]
    governor: str
    features: list[str]


def proposals(links: Sequence[Link]) -> dict[tuple[Span, Span], list[Link]]:
    """Return the links by their arguments."""
    found: dict[tuple[Span, Span], list[Link]] = {}
    for link in links:
        found.setdefault((link.head, link.tail), []).append(link)
    return found


def candidate_pairs(
    analysis: Analysis, args: Sequence[Span], links: Sequence[Link], triggers: Mapping[str, str]
) -> Iterator[Pair]:
    """Yield the candidate pairs of a text.

    Args:
        analysis: the text.
        args: mentions and terms, sorted, without overlaps.
        links: what the rules propose.
        triggers: the relation of each trigger verb.
    """
    proposed, starts = proposals(links), [span.start for span in args]
    for start, end in analysis.sentences:
        here = args[bisect_left(starts, start) : bisect_left(starts, end)][:MAX_ARGS]
        frame = _Frame(analysis, start, end, triggers)
        edges = [frame.edges(span) for span in here]
        for i, head in enumerate(here):
            for j in range(max(0, i - MAX_APART), min(len(here), i + MAX_APART + 1)):
                if i != j:
                    features = frame.features((head, here[j]), (edges[i], edges[j]), i, j)
                    features += _proposed(proposed, head, here[j])
                    rules = proposed.get((head, here[j]), ())
                    yield Pair(head, here[j], (start, end), rules, edges[j].governor, features)


def _proposed(proposed: Proposals, head: Span, tail: Span) -> list[str]:
    forward = [f"R={link.relation}:{link.rule}" for link in proposed.get((head, tail), ())]
    forward += [f"RR={link.relation}" for link in proposed.get((head, tail), ())]
    return forward + [f"Rb={link.relation}" for link in proposed.get((tail, head), ())]


@dataclass(frozen=True, slots=True)
class _Edges:
    """The words around an argument: before and behind it, the index of the first word behind, the governing verb."""

    before: str
    behind: str
    first: int
    last: int
    governor: str
    name: str


@dataclass(frozen=True, slots=True)
class _Frame:
    """A sentence, for looking at its pairs."""

    analysis: Analysis
    start: int
    end: int
    triggers: Mapping[str, str]

    def edges(self, span: Span) -> _Edges:
        """Return what stands around an argument."""
        words, starts = self.analysis.words, self.analysis.starts
        first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
        before = words[first - 1] if first and starts[first - 1] >= self.start else "<s>"
        behind = words[last] if last < len(words) and starts[last] < self.end else "</s>"
        k = first - 1
        while k >= 0 and starts[k] >= self.start and words[k] not in _BREAKS and words[k] not in self.triggers:
            k -= 1
        governs = k >= 0 and starts[k] >= self.start and words[k] in self.triggers
        name = self.analysis.text[span.start : span.end]
        return _Edges(before, behind, first, last, words[k] if governs else "", name)

    def features(self, spans: tuple[Span, Span], edges: tuple[_Edges, _Edges], i: int, j: int) -> list[str]:
        """Return the features of an ordered pair; i and j are the places of the two among the sentence's arguments."""
        (head, tail), (h, t), get = spans, edges, self.triggers.get
        types, way = f"{head.type}>{tail.type}", "f" if i < j else "b"
        left, right = (h, t) if i < j else (t, h)
        between = self.analysis.words[left.last : right.first]
        breaks = min(4, sum(word in _BREAKS for word in between))
        verbs = [word for word in between if word in self.triggers]
        apart = abs(i - j)
        row = [
            *(f"ht={types}", f"way={way}", f"d={min(6, apart)}", f"wd={way}{min(4, apart)}", f"nc={breaks}"),
            *(
                f"bt={t.before}",
                f"bh={h.before}",
                f"btr={get(t.before, '')}:{way}:{breaks}",
                f"bhr={get(h.before, '')}",
            ),
            *(
                f"at={t.behind}",
                f"ah={h.behind}",
                f"hl={h.name[-1]}",
                f"tl={t.name[-2:]}",
                f"tt={t.name}",
                f"hh={h.name}",
            ),
        ]
        if t.before in self.triggers:
            row.append(f"tv={t.before}:{types}")
        if len(between) <= 3:
            row.append(f"{way}btw={'_'.join(between)}")
        if i == 0:
            row += ["hfirst", f"subject={get(verbs[-1]) if verbs else ''}"]
        return (
            row
            + _verb_features(verbs, way, types, breaks, apart, self.triggers)
            + self._governor(t, way, types, breaks)
        )

    def _governor(self, t: _Edges, way: str, types: str, breaks: int) -> list[str]:
        if not t.governor:
            return ["gv0"]
        relation = self.triggers[t.governor]
        return [f"gv={t.governor}:{way}", f"gr={relation}:{way}:{breaks}", f"gr={relation}:{types}"]


def _verb_features(
    verbs: Sequence[str], way: str, types: str, breaks: int, apart: int, triggers: Mapping[str, str]
) -> list[str]:
    if not verbs:
        return [f"{way}nov"]
    first, last = triggers[verbs[0]], triggers[verbs[-1]]
    return [
        *(f"{way}lastv={verbs[-1]}", f"{way}lastr={last}", f"{way}firstr={first}", f"nv={min(3, len(verbs))}"),
        *(f"{way}lr={last}:{types}", f"{way}r={last}:{breaks}:{min(3, apart)}"),
    ]
