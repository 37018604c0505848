"""Remembered answers whose time is up: one list asks which of them have changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from skinroutine.interview.asking import Asking, ListLine
from skinroutine.interview.question import next_asking, screens_left
from skinroutine.interview.replay import Answered, screens
from skinroutine.light_typing import NamedTuple
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import ALWAYS, Answer, Condition, Facts
from skinroutine.rulebook.doubt import holding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from skinroutine.interview.pending import Decision, Reads

STILL_SO: Final = "still_so"
_FEW: Final = 3
"""So many answers are still in sight when the last of them is given."""
_IN_A_MOMENT: Final = "You can change that in a moment."
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


class Ahead(NamedTuple):
    """What is still to confirm, by question, and what is known and open once all of that is still true."""

    lines: Mapping[str, Recalled]
    assumed: Facts
    wanted: frozenset[str]

    def asking(self, decision: Decision[object], rules: Iterable[Reads], *, today: bool) -> Asking:
        """The list of what may have changed; before it what is asked of ``today``, if that comes first."""
        return (self._of_today(decision, rules) if today else None) or _make_asking(self.lines)

    def screens(self, questions: Iterable[Question]) -> int:
        """About how many screens are still to come: those of today, and the list."""
        return 1 + screens_left(questions, self.assumed, self.wanted)

    def _of_today(self, decision: Decision[object], rules: Iterable[Reads]) -> Asking | None:
        asking = next_asking(decision.questions, self.assumed, self.wanted, rules)
        if asking is None:
            return None
        named = {each.id: each for each in decision.questions}
        about = {named[name].follows for name in (asking.question.id, *asking.settles) if name in named}
        lines = [f"{self.lines[name].line}." for name in self.lines if name in about]
        return asking._replace(note=" ".join([*lines, _IN_A_MOMENT])) if lines else asking


def unconfirmed(stale: Mapping[str, Recalled], trail: Iterable[Answered]) -> dict[str, Recalled]:
    """The stale answers that nobody was asked about yet."""
    settled = {name for step in trail if step.key[0] == STILL_SO for name in step.asking.options}
    return {name: kept for name, kept in stale.items() if not settled & {name, kept.follows}}


def look_ahead(decision: Decision[object], facts: Facts, stale: Mapping[str, Recalled]) -> Ahead:
    """What is known once all that a person said before is confirmed."""
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
            return Ahead(lines, assumed, wanted)
        lines |= found
        answers = {**assumed.answers, **{name: kept.answer for name, kept in found.items()}}
        assumed = Facts(answers, facts.guards)


def in_sight(trail: Sequence[Answered], questions: Iterable[Question], known: Mapping[str, Answer]) -> bool:
    """Whether all that counts was on a few screens, one of them with all that is remembered: no review then.

    Where a clash or what is over was asked about, the answers are shown once more.
    """
    asked = {step.key[0]: step.asking for step in trail}
    listed = list(questions)
    if (
        STILL_SO not in asked
        or screens(trail) > _FEW
        or asked.keys() - {STILL_SO, *(each.id for each in listed)}
    ):
        return False
    shown = {*asked, *(name for asking in asked.values() for name in (*asking.tells, *asking.extras))}
    return all(each.id in shown for each in listed if each.id in known and not each.remembered)


def _make_asking(lines: Mapping[str, Recalled]) -> Asking:
    shown = {name: kept.line for name, kept in lines.items() if kept.follows not in lines}
    tells = {
        name: ListLine(kept.fresh, kept.answer, kept.fresh, kept.follows if kept.follows in lines else "")
        for name, kept in lines.items()
    }
    if len(shown) > 1:
        question = Question(
            id=STILL_SO, kind="many", ask="Has any of this changed?", why=_WHY,
            asked_by=("plan",), options=shown, name="Changed", none_label="Nothing has changed",
        )  # fmt: skip
        return Asking(question, shown, " ".join(shown), tells=tells)
    (line,) = shown.values()
    ask = f"Still the same? {line}."
    question = Question(id=STILL_SO, kind="yes_no", ask=ask, why=_WHY, asked_by=("plan",))
    return Asking(question, shown, " ".join(shown), tells=tells)
