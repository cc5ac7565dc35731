"""Relations: verbs and their arguments, clause by clause, and frames that say more than a verb does.

Who acts stands before the verb, or in the clause before it where this one begins with the verb; whom or what it acts on
stands behind.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from extract.analysis import Analysis, Link, Span
from extract.clauses import Clause, Phrase, Triggers, Verb, clauses, load_triggers
from extract.modality import modality, strongest, words_before
from extract.schema import Schema
from extract.statement import Force, Modality
from extract.structural import structural_links

Mood = tuple[Modality, Force]

MAX_CLAUSES = 60
"""Of one sentence; what stands behind is a sentence that lost its punctuation."""
MAX_LIST = 8
_BASIS = frozenset("按照 按 根据 依据 依照 遵循 围绕 基于 立足 依托 依靠".split())
_WITH = frozenset("与 同 和 跟".split())


@cache
def _triggers() -> Triggers:
    return load_triggers()


@dataclass(slots=True)
class _State:
    """What a sentence has said so far: who acts, the last object, the modal that holds on."""

    sentence: tuple[int, int]
    subject: list[Span] = field(default_factory=list)
    basis: list[Span] = field(default_factory=list)
    topic: list[Span] = field(default_factory=list)
    before: list[Span] = field(default_factory=list)
    """What the sentence before was about: the main object of its last clause without a subject of its own."""
    sense: str = ""
    links: list[Link] = field(default_factory=list)


def find_links(analysis: Analysis, args: list[Span]) -> list[Link]:
    """Return the relations that the rules read off a text; the same may be there more than once.

    Args:
        analysis: the text.
        args: names and terms, sorted, without overlaps.
    """
    triggers = _triggers()
    links = structural_links(analysis)
    topic: list[Span] = []
    for sentence in analysis.sentences:
        state = _State(sentence, before=topic)
        for number, clause in enumerate(clauses(analysis, *sentence, args, triggers)):
            if number >= MAX_CLAUSES:
                break
            _read_clause(clause, state)
        links += state.links
        topic = state.topic or topic
    return links


def allowed_links(links: Iterable[Link], schema: Schema) -> list[Link]:
    """Return the links that the schema allows, sorted, each once."""
    known = schema.relations
    allowed = {x for x in links if x.relation in known and known[x.relation].allows(x.head.type, x.tail.type)}
    return sorted(allowed, key=lambda x: (x.start, x.end, x))


def _read_clause(clause: Clause, state: _State) -> None:
    """Read one clause: its phrases in the order of the text, each verb with what stands before and behind it."""
    items = clause.items
    verbs = [i for i, item in enumerate(items) if isinstance(item, Verb)]
    subject = _subject(items, verbs[0] if verbs else len(items))
    explicit = bool(subject) and bool(verbs)
    if explicit:
        state.subject = subject
    _bases(items, state, explicit)
    _lists(clause, state)
    _roles(clause, state)
    _responsible(clause, state)
    for n, i in enumerate(verbs):
        verb = items[i]
        assert isinstance(verb, Verb)
        behind = verbs[n + 1] if n + 1 < len(verbs) else len(items)
        before = verbs[n - 1] + 1 if n else 0
        _read_verb(clause, verb, items[before:i], items[i + 1 : behind], state, explicit)
    if not verbs and subject:
        state.topic = subject


def _subject(items: list[Phrase | Verb | str], end: int) -> list[Span]:
    """Return who acts: the last phrase before the first verb without a preposition, or with 由."""
    plain: list[Span] = []
    for item in items[:end]:
        if isinstance(item, Phrase):
            if item.preposition == "由":
                return item.args
            if not item.preposition and _can_act(item.args):
                plain = item.args
    return plain


def _can_act(args: list[Span]) -> bool:
    """Tell whether a phrase can be a subject: a named entity, or a term of some length."""
    return any(s.type != "CONCEPT" or s.rule != "term" or s.end - s.start >= 4 for s in args)


def _read_verb(
    clause: Clause,
    verb: Verb,
    before: list[Phrase | Verb | str],
    behind: list[Phrase | Verb | str],
    state: _State,
    explicit: bool,
) -> None:
    sense = strongest(words_before(clause, verb))
    if sense in ("must", "may", "encouraged", "forbidden"):
        state.sense = sense
    relation = verb.relation
    if not relation:
        return
    heads = state.subject or state.topic
    tails = _objects(before, behind)
    mood = modality(clause, verb, has_subject=explicit, inherited="" if explicit else state.sense)
    if relation == "COOPERATES":
        _cooperation(before, tails, heads, mood, state)
        return
    if not heads and state.basis and tails:
        _emit(state, tails, "BASED_ON", state.basis, ("proposed", ""), "basis_of_object")
        state.basis = []
    _emit(state, heads, relation, tails, mood, "verb")
    if tails and not (state.subject and state.topic):
        state.topic = tails[:1]


def _objects(before: list[Phrase | Verb | str], behind: list[Phrase | Verb | str]) -> list[Span]:
    """Return what a verb acts on: the phrase right behind it; without one, that of 对 or 把 before it."""
    for item in behind:
        if isinstance(item, Phrase):
            if not item.preposition:
                return item.args
            break
    for item in reversed(before):
        if isinstance(item, Phrase) and item.preposition in ("对", "对于", "把", "将"):
            return item.args
    return []


def _emit(state: _State, heads: list[Span], relation: str, tails: list[Span], mood: Mood, rule: str) -> None:
    for head in heads[:MAX_LIST]:
        for tail in tails[:MAX_LIST]:
            if head != tail:
                a, b = (tail, head) if relation == "PART_OF" else (head, tail)
                state.links.append(Link(a, relation, b, *state.sentence, *mood, rule))


def _cooperation(
    before: list[Phrase | Verb | str], tails: list[Span], heads: list[Span], mood: Mood, state: _State
) -> None:
    """X与Y合作; X、Y联动; X会同Y: COOPERATES has no direction."""
    partners = [s for item in before if isinstance(item, Phrase) and item.preposition in _WITH for s in item.args]
    if partners:
        _emit(state, [h for h in heads if h not in partners], "COOPERATES", partners, mood, "cooperates_with")
    elif len(heads) > 1:
        for i, head in enumerate(heads[:MAX_LIST]):
            _emit(state, [head], "COOPERATES", heads[i + 1 : MAX_LIST], mood, "cooperate_together")
    else:
        _emit(state, heads, "COOPERATES", tails, mood, "verb")


def _bases(items: list[Phrase | Verb | str], state: _State, explicit: bool) -> None:
    """按照X and 以X为Y say what something rests on: who acts in the clause, or what the next clause brings about."""
    mood: Mood = ("asserted" if explicit else "proposed", "")
    for i, item in enumerate(items):
        if not isinstance(item, Phrase):
            continue
        following = items[i + 1] if i + 1 < len(items) else ""
        if item.preposition in _BASIS:
            _rest_on(state, item.args, mood, "basis")
        elif item.preposition == "以" and (
            following in ("为", "作为", "作")
            or (isinstance(following, Phrase) and following.preposition in ("为", "作为"))
        ):
            _rest_on(state, item.args, mood, "with_as")


def _rest_on(state: _State, basis: list[Span], mood: Mood, rule: str) -> None:
    if state.subject:
        _emit(state, [s for s in state.subject if s not in basis], "BASED_ON", basis, mood, rule)
    else:
        state.basis = [*state.basis, *basis]


def _lists(clause: Clause, state: _State) -> None:
    """A、B等C: what stands before 等 are kinds of C, so PART_OF it (发挥工会、妇联等人民团体的作用)."""
    items = clause.items
    for left, mark, whole in zip(items, items[1:], items[2:], strict=False):
        if isinstance(left, Phrase) and mark == "等" and isinstance(whole, Phrase) and not whole.preposition:
            kind = (whole.owners or whole.args)[:1]
            _emit(state, kind, "PART_OF", left.args, ("asserted", ""), "list_and_kind")


def _roles(clause: Clause, state: _State) -> None:
    """A body right before a role says whom the role belongs to (街道党工委书记, 慈善组织的负责人): AFFILIATED_WITH."""
    for item in clause.items:
        if isinstance(item, Phrase) and item.owners:
            owner = item.owners[-1]
            actors = [s for s in item.args if s.type == "ACTOR"]
            if owner.type in ("ORG", "PLACE") and owner.end <= item.start:
                _emit(state, actors, "AFFILIATED_WITH", [owner], ("asserted", ""), "body_and_role")


def _responsible(clause: Clause, state: _State) -> None:
    """（X、Y负责）: the first that is named LEADS what the item is about, the others IMPLEMENT it."""
    items = clause.items
    verbs = [item.text for item in items if isinstance(item, Verb)]
    marks = [item for item in items if isinstance(item, str)]
    phrases = [item for item in items if isinstance(item, Phrase)]
    about = state.topic or state.before
    if not about or not phrases or not ({"牵头", "负责", "配合"} & {*verbs, *marks}) or "（" not in marks[:1]:
        return
    bodies = [s for phrase in phrases for s in phrase.args if s.type == "ORG"]
    _emit(state, bodies[:1], "LEADS", about[:1], ("asserted", ""), "responsible_first")
    _emit(state, bodies[1:], "IMPLEMENTS", about[:1], ("asserted", ""), "responsible_others")
