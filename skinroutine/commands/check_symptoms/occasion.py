"""What a check is about: a treatment, and of one that was logged whether all is as it usually is since.

One screen asks both, so that everybody is asked one question less. Where the session is not known, or a sign
was named before, only the treatment is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from skinroutine.app import App
from skinroutine.commands.workflow import ask_treatment, choose_treatment, last_treatment, treatment_question
from skinroutine.errors import SkinroutineError
from skinroutine.interview.asking import Ask
from skinroutine.light_typing import NamedTuple
from skinroutine.rulebook import SYMPTOMS, Question
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Answer, Chosen
from skinroutine.rulebook.rulings import HOURS
from skinroutine.text import near_moment

_USUAL: Final = ".usual"
"""What a line that says both is called, behind the name of its treatment."""


class Occasion(NamedTuple):
    """The treatment that a check is about, and what the same screen told."""

    treatment: str
    known: Mapping[str, Answer] = {}
    asked: int = 0
    """How many screens it took."""


def ask_occasion(app: App, ask: Ask, named: Mapping[str, Answer], typed: Mapping[str, object]) -> Occasion:
    """What a person chooses, after the first screen was answered as ``named``.

    The pointer waits at the treatment that was done last, never at a line that says that all is well. Raises
    MissingAnswersError where nobody answers, and BackedOutError where the person goes back.
    """
    usual = _usual_question(app, named, typed)
    lines = _lines(app, usual) if usual else {}
    last = last_treatment(app)
    if not usual or not lines:
        chosen = ask_treatment(app.library, "check-symptoms", ask, last=last, can_go_back=True)
        return Occasion(chosen, asked=1)
    question = treatment_question(app.library, "check-symptoms")
    # A number that a person is used to typing goes on meaning a treatment, never that all is well.
    options = {
        name: f"{label}: something else" if name in lines else label
        for name, label in question.options.items()
    }
    options |= {f"{name}{_USUAL}": line for name, line in lines.items()}
    chosen = choose_treatment(replace(question, options=options), ask, last=last, can_go_back=True)
    treatment = chosen.removesuffix(_USUAL)
    return Occasion(treatment, {usual.id: chosen != treatment} if treatment in lines else {}, 1)


def _usual_question(app: App, named: Mapping[str, Answer], typed: Mapping[str, object]) -> Question | None:
    """The question that a line can answer; None where a sign was named, or the session is another one."""
    signs = named.get(SYMPTOMS)
    if not isinstance(signs, Chosen) or signs.options or SYMPTOMS in typed or HOURS in typed:
        return None
    asked = (question for question in Book(app.library).questions("check-symptoms") if question.means)
    return next((question for question in asked if question.listed_as and question.id not in typed), None)


def _lines(app: App, usual: Question) -> dict[str, str]:
    """A line for each treatment that was logged: its session, and that all is as usual since."""
    found = {}
    for name, treatment in app.library.treatments.items():
        try:
            last = next(iter(app.history.last_sessions(treatment=name, limit=1)), None)
        except SkinroutineError:  # told where the last session is read
            return {}
        if last is not None and last.happened <= app.now():
            when = near_moment(last.happened, app.now())
            found[name] = f"{treatment.name}, {when}: {usual.listed_as}"
    return found
