"""Modality and force of a verb: what stands before it in its clause says whether it is stated, called for or denied."""

from collections.abc import Iterable
from functools import cache

from extract.clauses import MODAL, VERB
from extract.statement import Force, Modality
from extract.wordlists import data_file, read_rows

_REFUSALS = frozenset("拒绝 拒不 推诿 拖延".split())
_FORCE: dict[str, Force] = {"must": "must", "may": "may", "encouraged": "encouraged"}


@cache
def load_senses() -> dict[str, str]:
    """Read the words that have a sense, with their senses."""
    return {row["word"]: row["sense"] for row in read_rows(data_file("modality.csv"), ("word", "sense"))}


def modality(sense: str, *, has_subject: bool) -> tuple[Modality, Force]:
    """Return modality and force of a verb.

    Args:
        sense: that of the words before the verb, or of the clause before, for verbs that share its modal
            (应当建立…，完善…).
        has_subject: whether the clause says who acts; without, a bare verb is an imperative (加强基层党建).
    """
    if sense == "forbidden":
        return "negated", "forbidden"
    if sense == "absent":
        return "negated", ""
    if sense in _FORCE:
        return "proposed", _FORCE[sense]
    if sense == "done":
        return "asserted", ""
    if sense == "plan" and not has_subject:
        return "proposed", ""
    return ("asserted", "") if has_subject else ("proposed", "")


def senses_before(words: list[str], letters: str) -> dict[int, str]:
    """Return the sense that wins before each verb of a clause that has one, by the verb's index.

    Args:
        words: of the clause; for a phrase, its preposition.
        letters: what each is (see `extract.clauses.Clause`).
    """
    senses: dict[int, str] = {}
    sense, since = "", 0
    for match in VERB.finditer(letters):
        verb = match.start()
        # A prohibition ends with what it forbids to refuse.
        if sense == "forbidden" or MODAL.search(letters, since, verb):
            sense = strongest(words[:verb])
        if sense:
            senses[verb] = sense
        since = verb
    return senses


def strongest(words: list[str], senses: Iterable[str] | None = None) -> str:
    """Return the sense that wins among the words before a verb: a prohibition, an absence, a call, a fact, a plan.

    What may not be refused must be done (不得拒绝提供服务).

    Args:
        words: before the verb.
        senses: of these words, where they are known already.
    """
    found = set(senses_of(words) if senses is None else senses)
    if found.isdisjoint(("forbidden", "absent")) and len(found) < 2:
        return found.pop() if found else ""
    if "forbidden" in found and not _REFUSALS.isdisjoint(words):
        return "must"
    if "不" in words and any(
        a == "不" and load_senses().get(b) in ("must", "may") for a, b in zip(words, words[1:], strict=False)
    ):
        return "forbidden"
    for sense in ("forbidden", "absent", "must", "may", "encouraged", "done", "plan"):
        if sense in found:
            return sense
    return ""


def senses_of(words: Iterable[str]) -> list[str]:
    """Return the senses of the words that have one, in order."""
    senses = load_senses()
    return [senses[word] for word in words if word in senses]


def force_of(modality: Modality, sense: str) -> Force:
    """Return the force that a sense gives to a relation of this modality."""
    if modality == "negated":
        return "forbidden" if sense == "forbidden" else ""
    return _FORCE.get(sense, "") if modality == "proposed" else ""
