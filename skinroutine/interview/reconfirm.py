"""Remembered answers whose time is up: one list asks which of them have changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from skinroutine.interview.pending import Decision
from skinroutine.interview.question import Asking, ListLine
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import ALWAYS, Answer, Condition, Facts
from skinroutine.rulebook.doubt import holding
from skinroutine.tuples import NamedTuple

STILL_SO: Final = "still_so"
_WHY: Final = "These change with time, and what you confirm counts from today again."


class Recalled(NamedTuple):
    """A remembered answer whose time is up.

    ``fresh`` is the part of it that may still be trusted, ``line`` how the person is told of it.
    ``follows`` names the question whose line this one goes with, ``when`` under which answers it is known.
    """

    answer: Answer
    fresh: Answer | None
    line: str
    follows: str = ""
    when: Condition = ALWAYS


def reconfirm(decision: Decision[object], facts: Facts, stale: Mapping[str, Recalled]) -> Asking:
    """One list of all stale answers that matter now, or would once the others are confirmed."""
    lines: dict[str, Recalled] = {}
    assumed = Facts(dict(facts.answers), facts.guards)
    while True:
        wanted = decision.undecided(assumed)
        found = {
            question.id: stale[question.id]
            for question in decision.questions
            if question.id in stale and question.id not in lines and question.id in wanted
            and holding(question.when, assumed).truth and holding(stale[question.id].when, assumed).truth
        }  # fmt: skip
        if not found:
            break
        lines |= found
        answers = {**assumed.answers, **{name: kept.answer for name, kept in found.items()}}
        assumed = Facts(answers, facts.guards)
    return _make_asking(lines)


def _make_asking(lines: Mapping[str, Recalled]) -> Asking:
    shown = {name: kept.line for name, kept in lines.items() if kept.follows not in lines}
    tells = {
        name: ListLine(kept.fresh, kept.answer, kept.fresh, kept.follows if kept.follows in lines else "")
        for name, kept in lines.items()
    }
    if len(shown) > 1:
        question = Question(
            id=STILL_SO, kind="many", ask="You said this before. Which of it has changed?", why=_WHY,
            asked_by=("plan",), options=shown,
        )  # fmt: skip
        return Asking(question, shown, " ".join(shown), tells=tells)
    (line,) = shown.values()
    question = Question(id=STILL_SO, kind="yes_no", ask=f"Still so? {line}.", why=_WHY, asked_by=("plan",))
    return Asking(question, shown, " ".join(shown), tells=tells)
