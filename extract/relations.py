"""Relations: verbs and their arguments, clause by clause, and frames that say more than a verb does.

Who acts stands before the verb, or in the clause before it where this one begins with the verb; whom or what it acts on
stands behind.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from itertools import islice, pairwise

from extract.analysis import Analysis, Link, Span
from extract.clauses import Clause, Phrase, Triggers, Verb, load_triggers, read_row
from extract.modality import modality, senses_before
from extract.schema import Schema
from extract.statement import Force, Modality
from extract.structural import structural_links

Mood = tuple[Modality, Force]
Phrases = dict[int, Phrase]
"""The phrases of a clause by their indices."""

MAX_CLAUSES = 60
"""Of one sentence; what stands behind is a sentence that lost its punctuation."""
MAX_LIST = 8
_BASIS = frozenset("按照 按 根据 依据 依照 遵循 围绕 基于 立足 依托 依靠".split())
_WITH = frozenset("与 同 和 跟".split())
_CHARGES = frozenset("牵头 负责 配合".split())


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
    row = read_row(analysis, args, _triggers())
    links = structural_links(analysis)
    topic: list[Span] = []
    for sentence in analysis.sentences:
        state = _State(sentence, before=topic)
        for clause in islice(row.clauses(*sentence), MAX_CLAUSES):
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
    words: list[str] = []
    verbs: dict[int, Verb] = {}
    phrases: dict[int, Phrase] = {}
    between: list[list[Phrase]] = [[]]
    for i, item in enumerate(clause):
        if isinstance(item, str):
            words.append(item)
            continue
        words.append(item.text)
        if isinstance(item, Verb):
            verbs[i] = item
            between.append([])
        else:
            phrases[i] = item
            between[-1].append(item)
    subject = _subject(between[0])
    explicit = bool(subject) and bool(verbs)
    if explicit:
        state.subject = subject
    if phrases:
        _bases(clause, phrases, state, explicit)
        if "等" in words:
            _lists(clause, phrases, state)
        _roles(phrases, state)
        if not _CHARGES.isdisjoint(words):
            _responsible(clause, phrases, state)
    if verbs:
        _read_verbs(verbs, between, senses_before(words, list(verbs)), state, explicit)
    elif subject:
        state.topic = subject


def _subject(phrases: list[Phrase]) -> list[Span]:
    """Return who acts: of the phrases before the first verb the last without a preposition, or that with 由."""
    plain: list[Span] = []
    for phrase in phrases:
        if phrase.preposition == "由":
            return phrase.args
        if not phrase.preposition and _can_act(phrase.args):
            plain = phrase.args
    return plain


def _can_act(args: list[Span]) -> bool:
    """Tell whether a phrase can be a subject: a named entity, or a term of some length."""
    return any(s.type != "CONCEPT" or s.rule != "term" or s.end - s.start >= 4 for s in args)


def _read_verbs(
    verbs: dict[int, Verb], between: list[list[Phrase]], senses: list[str], state: _State, explicit: bool
) -> None:
    """Read each verb with the phrases between it and the verbs beside it."""
    for verb, sense, (before, behind) in zip(verbs.values(), senses, pairwise(between), strict=True):
        if sense in ("must", "may", "encouraged", "forbidden"):
            state.sense = sense
        if verb.relation:
            tails = _objects(before, behind)
            if tails or verb.relation == "COOPERATES":
                mood = modality(sense or ("" if explicit else state.sense), has_subject=explicit)
                _read_verb(verb.relation, before, tails, mood, state)


def _read_verb(relation: str, before: list[Phrase], tails: list[Span], mood: Mood, state: _State) -> None:
    heads = state.subject or state.topic
    if relation == "COOPERATES":
        _cooperation(before, tails, heads, mood, state)
        return
    if not heads and state.basis and tails:
        _emit(state, tails, "BASED_ON", state.basis, ("proposed", ""), "basis_of_object")
        state.basis = []
    _emit(state, heads, relation, tails, mood, "verb")
    if tails and not (state.subject and state.topic):
        state.topic = tails[:1]


def _objects(before: list[Phrase], behind: list[Phrase]) -> list[Span]:
    """Return what a verb acts on: the phrase right behind it; without one, that of 对 or 把 before it."""
    if behind and not behind[0].preposition:
        return behind[0].args
    return next((p.args for p in reversed(before) if p.preposition in ("对", "对于", "把", "将")), [])


def _emit(state: _State, heads: list[Span], relation: str, tails: list[Span], mood: Mood, rule: str) -> None:
    for head in heads[:MAX_LIST]:
        for tail in tails[:MAX_LIST]:
            if head != tail:
                a, b = (tail, head) if relation == "PART_OF" else (head, tail)
                state.links.append(Link(a, relation, b, *state.sentence, *mood, rule))


def _cooperation(before: list[Phrase], tails: list[Span], heads: list[Span], mood: Mood, state: _State) -> None:
    """X与Y合作; X、Y联动; X会同Y: COOPERATES has no direction."""
    partners = [s for phrase in before if phrase.preposition in _WITH for s in phrase.args]
    if partners:
        _emit(state, [h for h in heads if h not in partners], "COOPERATES", partners, mood, "cooperates_with")
    elif len(heads) > 1:
        for i, head in enumerate(heads[:MAX_LIST]):
            _emit(state, [head], "COOPERATES", heads[i + 1 : MAX_LIST], mood, "cooperate_together")
    else:
        _emit(state, heads, "COOPERATES", tails, mood, "verb")


def _bases(clause: Clause, phrases: Phrases, state: _State, explicit: bool) -> None:
    """按照X and 以X为Y say what something rests on: who acts in the clause, or what the next clause brings about."""
    mood: Mood = ("asserted" if explicit else "proposed", "")
    for i, phrase in phrases.items():
        if phrase.preposition in _BASIS:
            _rest_on(state, phrase.args, mood, "basis")
        elif phrase.preposition == "以":
            following = clause[i + 1] if i + 1 < len(clause) else ""
            if following in ("为", "作为", "作") or (
                isinstance(following, Phrase) and following.preposition in ("为", "作为")
            ):
                _rest_on(state, phrase.args, mood, "with_as")


def _rest_on(state: _State, basis: list[Span], mood: Mood, rule: str) -> None:
    if state.subject:
        _emit(state, [s for s in state.subject if s not in basis], "BASED_ON", basis, mood, rule)
    else:
        state.basis = [*state.basis, *basis]


def _lists(clause: Clause, phrases: Phrases, state: _State) -> None:
    """A、B等C: what stands before 等 are kinds of C, so PART_OF it (发挥工会、妇联等人民团体的作用)."""
    for (i, left), (k, whole) in pairwise(phrases.items()):
        if k == i + 2 and clause[i + 1] == "等" and not whole.preposition:
            kind = (whole.owners or whole.args)[:1]
            _emit(state, kind, "PART_OF", left.args, ("asserted", ""), "list_and_kind")


def _roles(phrases: Phrases, state: _State) -> None:
    """A body right before a role says whom the role belongs to (街道党工委书记, 慈善组织的负责人): AFFILIATED_WITH."""
    for phrase in phrases.values():
        if phrase.owners:
            owner = phrase.owners[-1]
            actors = [s for s in phrase.args if s.type == "ACTOR"]
            if owner.type in ("ORG", "PLACE") and owner.end <= phrase.start:
                _emit(state, actors, "AFFILIATED_WITH", [owner], ("asserted", ""), "body_and_role")


def _responsible(clause: Clause, phrases: Phrases, state: _State) -> None:
    """（X、Y负责）, with one of _CHARGES: the first named LEADS what the item is about, the others IMPLEMENT it."""
    about = state.topic or state.before
    if not about or next((item for item in clause if isinstance(item, str)), "") != "（":
        return
    bodies = [s for phrase in phrases.values() for s in phrase.args if s.type == "ORG"]
    _emit(state, bodies[:1], "LEADS", about[:1], ("asserted", ""), "responsible_first")
    _emit(state, bodies[1:], "IMPLEMENTS", about[:1], ("asserted", ""), "responsible_others")
