"""Answers that clash, put to the person once: what can be chosen, and what counts then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from skinroutine.interview.asking import Asking
from skinroutine.light_typing import NamedTuple
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import NOT_SURE, Answer

CLASH: Final = "clash"
"""The question that puts a clash to the person."""
AGAIN: Final = "again: "
"""What a screen begins with that is about clashes; their ids follow."""
GONE: Final = "gone"
KEEP: Final = "keep"
CHANGE: Final = "change"
ANEW: Final = "anew"
"""No choice on the screen: the answer was changed later, and the clash is not spoken of again."""
CHOICES: Final = (GONE, KEEP, CHANGE, ANEW)
_CAREFUL: Final = "The more careful answer counts."


class Conflict(NamedTuple):
    """Two answers that cannot both be true. ``note`` names both, ``stands`` is the answer that counts.

    ``when`` is the day of the earlier one in words, empty where both are of today; ``what`` names what was
    said then, and ``until`` the day until which it counts. ``gone`` are the words of a choice that says it is
    over, which is believed where it ``can_go`` so soon. ``outcome`` says what counts, empty where the person
    chose it; ``asked`` tells that the person has read the note.
    """

    id: str
    question: str
    note: str
    stands: Answer
    when: str = ""
    what: str = ""
    until: str = ""
    gone: str = ""
    can_go: bool = False
    outcome: str = _CAREFUL
    asked: bool = False


def clash_asking(conflicts: Sequence[Conflict]) -> Asking:
    """The one screen about clashes of the same kind: all that was said, and what can be chosen."""
    first = conflicts[0]
    options = {
        **({GONE: f"{first.gone} ({_if_gone(conflicts)})"} if first.gone else {}),
        KEEP: f"Keep what I said {first.when}" if first.when else _careful(first),
        CHANGE: "Change today's answer" if first.when else "Change my answer",
    }
    question = Question(
        id=CLASH, kind="one", ask="These answers don't agree. Which is right?", name="Which is right",
        why="Both can't be right, and your result depends on it.", asked_by=("plan",), options=options,
    )  # fmt: skip
    screen = AGAIN + " ".join(conflict.id for conflict in conflicts)
    return Asking(question, options, screen, note="\n".join(_notes(conflicts)))


def _careful(conflict: Conflict) -> str:
    return f"Count this too: {conflict.what}" if conflict.what else "Count the more careful answer"


def _notes(conflicts: Iterable[Conflict]) -> list[str]:
    """What was said each time, and what all of it does not go with once, at the end."""
    notes = list(dict.fromkeys(conflict.note for conflict in conflicts))
    last = notes[0].rpartition(". ")[2]
    if len(notes) == 1 or not all(note.endswith(f". {last}") for note in notes):
        return notes
    return [*(note.removesuffix(f" {last}") for note in notes), last]


def _if_gone(conflicts: Iterable[Conflict]) -> str:
    """Which answer counts if it is said to be over."""
    until = {"" if conflict.can_go else conflict.until for conflict in conflicts}
    if until == {""}:
        return "today's answer counts"
    if "" in until:
        return "part of it still counts for now"
    return f"until {until.pop()} it still counts" if len(until) == 1 else "it still counts for now"


def clashes_of(screen: str) -> tuple[str, ...]:
    """The ids of the clashes that a screen is about; none where it is about something else."""
    return tuple(screen.removeprefix(AGAIN).split()) if screen.startswith(AGAIN) else ()


def is_believed(conflict: Conflict, choice: Answer) -> bool:
    """Whether the answer of today counts, as the person says that it is over and that can be."""
    return choice == GONE and conflict.can_go


def outcome_of(conflict: Conflict, choice: Answer, today: Answer | None) -> Conflict:
    """The clash as it ended with this choice, beside the answer of today."""
    if is_believed(conflict, choice) and today is not None:
        return conflict._replace(stands=today, outcome="", asked=True)
    if choice in (KEEP, NOT_SURE):
        return conflict._replace(outcome="", asked=True)
    return conflict._replace(outcome=_insisted(conflict), asked=True)


def _insisted(conflict: Conflict) -> str:
    """Which answer counts against what the person said last, why, and how that ends."""
    if not conflict.when:
        return f"{_CAREFUL} It is: {conflict.what}." if conflict.what else f"{conflict.note} {_CAREFUL}"
    why = "You didn't say that it has gone." if conflict.can_go else "It can't be over so soon."
    return f"{conflict.what}: you said this {conflict.when}, and it counts until {conflict.until}. {why}"


def groups_of(conflicts: Iterable[Conflict]) -> list[list[Conflict]]:
    """Clashes that one choice can settle: about the same question, with the same choices."""
    found: dict[tuple[object, ...], list[Conflict]] = {}
    for conflict in conflicts:
        alike = (conflict.question, conflict.when != "", conflict.gone)
        found.setdefault(alike, []).append(conflict)
    return list(found.values())
