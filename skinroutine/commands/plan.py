"""``plan``: asks what matters, gives the verdict with its reasons, and the checklists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from skinroutine.answers import plain, read_answers
from skinroutine.commands.answering import Given, checked, complete, pick_treatment
from skinroutine.commands.choosing import ask_treatment
from skinroutine.commands.place import Place
from skinroutine.commands.remembering import (
    FIRST,
    SINCE,
    answered_past,
    areas_of,
    hold_reasons,
    pasts_on,
    remembered_answers,
)
from skinroutine.conditions import Answer, Condition, Facts
from skinroutine.errors import SkinroutineError
from skinroutine.history import Hold
from skinroutine.interview import Ask, always_asked
from skinroutine.model import Phase, Ruling, Step
from skinroutine.prompts import asker
from skinroutine.render.plan_screen import PlanView, plan_data, plan_page
from skinroutine.rulebook import Book
from skinroutine.schedule import Past, following, rests, waits
from skinroutine.screening import STRICTEST, Verdict, checklist, screen


class Plan(NamedTuple):
    """A plan that was decided, with all that is shown of it."""

    book: Book
    answers: dict[str, Answer]
    verdict: Verdict
    steps: dict[Phase, list[Step]]
    next_earliest: str
    asked: int
    now: datetime


class Planning:
    """The rules, the history and the clock of one plan: decides again after each answer."""

    def __init__(self, place: Place, book: Book, holds: Iterable[Hold] = (), *, recall: bool = True) -> None:
        self.book = book
        self.now = place.now()
        self.history = place.history if recall else None
        self.questions = book.questions("plan")
        self.steps = [step for steps in book.steps.values() for step in steps]
        self.holds = hold_reasons(holds, book)

    def decide(self, answers: Mapping[str, Answer]) -> Verdict:
        """The verdict for these answers, the history and the holds."""
        facts = Facts(answers, self.book.guards)
        asked = rests(
            self.book.treatment, self.book.intervals, self.pasts(answers), self.book.guards, self.now
        )
        others = [*self.holds, *waits(asked, self.now.date())]
        return screen(self.book.screening, facts, self.now.date(), others=others, steps=self.steps)

    def open_now(self, facts: Facts) -> frozenset[str]:
        """The questions that are still worth asking."""
        verdict = self.decide(facts.answers)
        if verdict.weight == STRICTEST:
            return frozenset()
        return verdict.open | self._open_intervals(facts) | always_asked(self.questions, facts)

    def pasts(self, answers: Mapping[str, Answer]) -> list[Past]:
        """The sessions that intervals count from, with what is known now of how they went."""
        told = answered_past(self.book.treatment, answers, self.now)
        found = [told] if told else []
        if self.history is not None:
            found += pasts_on(self.history, self.book.library, areas_of(answers), self.questions)
        new = {one.id: answers[one.id] for one in self.questions if one.remembered and one.id in answers}
        own = [past for past in found if past.treatment == self.book.treatment]
        newest = {past.area: past for past in reversed(own)}.values()
        return [*found, *(past._replace(answers={**past.answers, **new}) for past in newest)]

    def next_after(self, answers: Mapping[str, Answer], verdict: Verdict) -> str:
        """The next date (ISO): after the session of today when it may be done, else when it may be."""
        if not verdict.allowed:
            dated = [one.until for one in verdict.reasons if one.until]
            return max(dated, default="")
        done = {
            name: answer for name, answer in answers.items() if name not in {FIRST, SINCE, *self._recalled()}
        }
        today = Past(self.book.treatment, "", self.now, done, "")
        found = following(self.book.treatment, self.book.intervals, [today], self.book.guards, self.now)
        return found.earliest.isoformat() if found else ""

    def _recalled(self) -> set[str]:
        return {question.id for question in self.questions if question.remembered}

    def _open_intervals(self, facts: Facts) -> frozenset[str]:
        """Whether an interval could still lengthen: only what the person knows better than the history."""
        if not self.pasts(facts.answers):
            return frozenset()
        wanted = {leaf.question for one in self.book.intervals for leaf, _ in one.when.leaves()}
        return frozenset(name for name in wanted & self._recalled() if name not in facts.answers)


def run(
    place: Place,
    treatment: str,
    given: Given,
    *,
    example: bool = False,
) -> int:
    """Plan a session. Gives the weight of the verdict, for the exit status.

    Raises the errors of its parts: unknown treatments, bad or missing answers, a damaged history.
    """
    plan = _example(place, treatment) if example else _planned(place, treatment, given)
    view = view_of(plan, example=example)
    stored = "" if example else _store(place, plan, view)
    place.out.result(plan_page(view), plan_data(view, stored))
    return plan.verdict.weight


def view_of(plan: Plan, *, example: bool = False) -> PlanView:
    """What a screen needs to know of a plan."""
    treatment = plan.book.library.treatment(plan.book.treatment)
    return PlanView(
        treatment=plan.book.treatment,
        name=treatment.name,
        verdict=plan.verdict,
        words=plan.book.verdicts[plan.verdict.name],
        steps=plan.steps,
        meanwhile=[one.do for one in treatment.meanwhile],
        next_earliest=plan.next_earliest,
        asked=plan.asked,
        today=plan.now.date(),
        example=plain(_own(plan)) if example else {},
    )


def _example(place: Place, treatment: str) -> Plan:
    book = Book(place.library, treatment or next(iter(place.library.treatments)))
    planning = Planning(place, book, recall=False)
    file, raw = place.library.example(book.treatment)
    answers = read_answers(raw if isinstance(raw, dict) else {}, planning.questions, str(file))
    return _decided(planning, {FIRST: SINCE not in answers, **answers}, None)


def _planned(place: Place, named: str, given: Given) -> Plan:
    ask = None if given.quiet else asker(plain=place.out.plain)
    wanted = pick_treatment(named, given.raw.get("treatment"), place.library.treatment_ids)
    book = Book(place.library, wanted or ask_treatment(place.library, "plan", ask))
    planning = Planning(place, book, place.history.holds())
    typed = checked(given.raw, planning.questions, given.where)
    known = {**remembered_answers(place.history, book, planning.questions), **typed}
    if SINCE in typed and FIRST not in typed:
        known[FIRST] = False
    return _decided(planning, known, ask)


def _decided(planning: Planning, known: dict[str, Answer], ask: Ask | None) -> Plan:
    conditions: list[Condition | Ruling] = [*planning.book.screening, *(step.when for step in planning.steps)]
    asked = complete("plan", planning.questions, known, planning.open_now, ask=ask, conditions=conditions)
    verdict = planning.decide(known)
    facts = Facts(known, planning.book.guards)
    steps = checklist(planning.book.steps, facts) if verdict.allowed else {}
    following_date = planning.next_after(known, verdict)
    return Plan(planning.book, known, verdict, steps, following_date, asked, planning.now)


def _store(place: Place, plan: Plan, view: PlanView) -> str:
    """Keep the plan for ``log`` and ``why``. The answer stands even where nothing can be written."""
    data = {
        "treatment": plan.book.treatment,
        "answers": plain(_own(plan)),
        "result": plan_data(view, ""),
        "steps": [step.id for steps in plan.steps.values() for step in steps],
    }
    try:
        return place.history.record("plan", data).id
    except SkinroutineError as error:
        place.warn(f"This plan was not stored. {error}")
        return ""


def _own(plan: Plan) -> dict[str, Answer]:
    return {name: answer for name, answer in plan.answers.items() if name != FIRST}
