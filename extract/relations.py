"""Relations: verbs and their arguments, clause by clause, and frames that say more than a verb does.

Who acts stands before the verb, or in the clause before it where this one begins with the verb; whom or what it acts on
stands behind.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise

from extract.analysis import Analysis, Link, Span
from extract.clauses import MODAL, VERB, VERBS, Clause, Phrase, Triggers, load_triggers, read_row
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
_STATES = re.compile(f"[rRc][^pqQ{VERBS}]*[pqQ]?")
"""Of the letters of a clause (see `Clause`), a verb that states a relation, up to the phrase right behind it."""


@cache
def _triggers() -> Triggers:
    return load_triggers()


@dataclass(slots=True)
class _State:
    """What a sentence has said so far: who acts, the last object, the modal that holds on."""

    sentence: tuple[int, int]
    links: list[Link]
    """All of the text."""
    before: Sequence[Span] = ()
    """What the sentence before was about: the main object of its last clause without a subject of its own."""
    subject: Sequence[Span] = ()
    basis: Sequence[Span] = ()
    topic: Sequence[Span] = ()
    sense: str = ""


def find_links(analysis: Analysis, args: list[Span]) -> list[Link]:
    """Return the relations that the rules read off a text; the same may be there more than once.

    Args:
        analysis: the text.
        args: names and terms, sorted, without overlaps.
    """
    row = read_row(analysis, args, _triggers())
    links = structural_links(analysis)
    topic: Sequence[Span] = ()
    for sentence in analysis.sentences:
        state = _State(sentence, links, topic)
        for clause in islice(row.clauses(*sentence), MAX_CLAUSES):
            _read_clause(clause, state)
        topic = state.topic or topic
    return links


def allowed_links(links: Iterable[Link], schema: Schema) -> list[Link]:
    """Return the links that the schema allows, sorted, each once."""
    known = schema.relations
    allowed = (x for x in links if x.relation in known and known[x.relation].allows(x.head.type, x.tail.type))
    return sorted(dict.fromkeys(allowed), key=lambda x: (x.start, x.end, x))


def _read_clause(clause: Clause, state: _State) -> None:
    """Read one clause: its phrases in the order of the text, each verb with what stands before and behind it."""
    letters, phrases = clause.letters, clause.phrases
    verb = VERB.search(letters)
    explicit = False
    if phrases:
        subject = _subject(phrases, verb.start() if verb else len(letters))
        explicit = bool(subject and verb)
        if explicit:
            state.subject = subject
        _read_phrases(clause, state, explicit)
        if subject and not verb:
            state.topic = subject
    if verb:
        _read_verbs(clause, state, explicit)


def _read_phrases(clause: Clause, state: _State, explicit: bool) -> None:
    """Read what phrases say without a verb."""
    letters = clause.letters
    if "q" in letters or "Q" in letters:
        _bases(clause, state, explicit)
    if "e" in letters:
        _lists(clause, state)
    for phrase in clause.phrases.values():
        if phrase.owners:
            _role(phrase, state)
    if "（" in letters and not _CHARGES.isdisjoint(clause.words):
        _responsible(clause, state)


def _subject(phrases: Phrases, verb: int) -> list[Span]:
    """Return who acts: of the phrases before the first verb the last without a preposition, or that with 由."""
    plain: list[Span] = []
    for i, phrase in phrases.items():
        if i > verb:
            break
        if phrase.preposition == "由":
            return phrase.args
        if not phrase.preposition and any(map(_can_act, phrase.args)):
            plain = phrase.args
    return plain


def _can_act(arg: Span) -> bool:
    """Tell whether an argument can be a subject: a named entity, or a term of some length."""
    start, end, type_, rule = arg
    return type_ != "CONCEPT" or rule != "term" or end - start >= 4


def _read_verbs(clause: Clause, state: _State, explicit: bool) -> None:
    """Read each verb that states a relation with the phrases between it and the verbs beside it."""
    letters = clause.letters
    senses = senses_before(clause.words, letters) if MODAL.search(letters) else {}
    for match in _STATES.finditer(letters):
        verb, last = match.start(), match.end() - 1
        if letters[last] == "p":
            tails: Sequence[Span] = clause.phrases[last].args
        else:
            tails = _given(clause, verb) if "q" in letters or "Q" in letters else ()
        if tails or letters[verb] == "c":
            mood = modality(senses.get(verb, "") or ("" if explicit else state.sense), has_subject=explicit)
            if letters[verb] == "c":
                _cooperation(_before(clause, verb), tails, mood, state)
            else:
                _act(_triggers().relations[clause.words[verb]], tails, mood, state)
    # This clause's modals hold on in the next ones; in it, a verb without a sense stands before all of them.
    for sense in senses.values():
        if sense in ("must", "may", "encouraged", "forbidden"):
            state.sense = sense


def _before(clause: Clause, verb: int) -> list[Phrase]:
    """Return the phrases between a verb and the one before it."""
    first = verb
    while first > 0 and clause.letters[first - 1] not in VERBS:
        first -= 1
    return [phrase for i, phrase in clause.phrases.items() if first <= i < verb]


def _given(clause: Clause, verb: int) -> Sequence[Span]:
    """Return what a verb without a phrase right behind it acts on: that of 对 or 把 before it."""
    before = reversed(_before(clause, verb))
    return next((p.args for p in before if p.preposition in ("对", "对于", "把", "将")), ())


def _act(relation: str, tails: Sequence[Span], mood: Mood, state: _State) -> None:
    heads = state.subject or state.topic
    if heads:
        _emit(state, heads, relation, tails, mood, "verb")
    elif state.basis:
        _emit(state, tails, "BASED_ON", state.basis, ("proposed", ""), "basis_of_object")
        state.basis = ()
    if not (state.subject and state.topic):
        state.topic = tails[:1]


def _emit(state: _State, heads: Sequence[Span], relation: str, tails: Sequence[Span], mood: Mood, rule: str) -> None:
    for head in heads[:MAX_LIST]:
        for tail in tails[:MAX_LIST]:
            if head != tail:
                a, b = (tail, head) if relation == "PART_OF" else (head, tail)
                state.links.append(Link(a, relation, b, *state.sentence, *mood, rule))


def _cooperation(before: list[Phrase], tails: Sequence[Span], mood: Mood, state: _State) -> None:
    """X与Y合作; X、Y联动; X会同Y: COOPERATES has no direction."""
    heads = state.subject or state.topic
    partners = [s for phrase in before if phrase.preposition in _WITH for s in phrase.args]
    if partners:
        _emit(state, [h for h in heads if h not in partners], "COOPERATES", partners, mood, "cooperates_with")
    elif len(heads) > 1:
        for i, head in enumerate(heads[:MAX_LIST]):
            _emit(state, [head], "COOPERATES", heads[i + 1 : MAX_LIST], mood, "cooperate_together")
    else:
        _emit(state, heads, "COOPERATES", tails, mood, "verb")


def _bases(clause: Clause, state: _State, explicit: bool) -> None:
    """按照X and 以X为Y say what something rests on: who acts in the clause, or what the next clause brings about."""
    mood: Mood = ("asserted" if explicit else "proposed", "")
    for i, phrase in clause.phrases.items():
        if phrase.preposition in _BASIS:
            _rest_on(state, phrase.args, mood, "basis")
        elif phrase.preposition == "以":
            behind = clause.words[i + 1 : i + 2]
            if behind and behind[0] in ("为", "作为", "作") and clause.letters[i + 1] not in VERBS:
                _rest_on(state, phrase.args, mood, "with_as")


def _rest_on(state: _State, basis: list[Span], mood: Mood, rule: str) -> None:
    if state.subject:
        _emit(state, [s for s in state.subject if s not in basis], "BASED_ON", basis, mood, rule)
    else:
        state.basis = [*state.basis, *basis]


def _lists(clause: Clause, state: _State) -> None:
    """A、B等C: what stands before 等 are kinds of C, so PART_OF it (发挥工会、妇联等人民团体的作用)."""
    for (i, left), (k, whole) in pairwise(clause.phrases.items()):
        if k == i + 2 and clause.letters[i + 1] == "e" and not whole.preposition:
            kind = (whole.owners or whole.args)[:1]
            _emit(state, kind, "PART_OF", left.args, ("asserted", ""), "list_and_kind")


def _role(phrase: Phrase, state: _State) -> None:
    """A body right before a role says whom the role belongs to (街道党工委书记, 慈善组织的负责人): AFFILIATED_WITH."""
    owner = phrase.owners[-1]
    if owner.type in ("ORG", "PLACE") and owner.end <= phrase.start:
        actors = [s for s in phrase.args if s.type == "ACTOR"]
        _emit(state, actors, "AFFILIATED_WITH", [owner], ("asserted", ""), "body_and_role")


def _responsible(clause: Clause, state: _State) -> None:
    """（X、Y负责）, with one of _CHARGES: the first named LEADS what the item is about, the others IMPLEMENT it."""
    about = state.topic or state.before
    if not about or not clause.letters.lstrip(f"pqQ{VERBS}").startswith("（"):
        return
    bodies = [s for phrase in clause.phrases.values() for s in phrase.args if s.type == "ORG"]
    _emit(state, bodies[:1], "LEADS", about[:1], ("asserted", ""), "responsible_first")
    _emit(state, bodies[1:], "IMPLEMENTS", about[:1], ("asserted", ""), "responsible_others")
