"""``plan``: asks what matters, gives the verdict with its reasons, and the checklists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from skinroutine.answers import plain, read_answers
from skinroutine.commands.answering import Given, checked, complete, pick_treatment
from skinroutine.commands.choosing import ask_treatment, without_treatment
from skinroutine.commands.place import Place
from skinroutine.conditions import Answer, Condition, Facts
from skinroutine.errors import SkinroutineError
from skinroutine.interview import Ask
from skinroutine.model import Phase, Ruling, Step
from skinroutine.planning import Planning
from skinroutine.prompts import asker
from skinroutine.remembering import FIRST, HOLD, SINCE, remembered_answers, strictest_told
from skinroutine.render.plan_screen import PlanView, plan_data, plan_page
from skinroutine.rulebook import Book
from skinroutine.screening import Verdict, checklist


class Plan(NamedTuple):
    """A plan that was decided, with all that is shown of it."""

    book: Book
    answers: dict[str, Answer]
    verdict: Verdict
    steps: dict[Phase, list[Step]]
    next_earliest: str
    asked: int
    now: datetime


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
    held = any(one.id == HOLD for one in plan.verdict.reasons)
    return PlanView(
        treatment=plan.book.treatment,
        name=treatment.name,
        verdict=plan.verdict,
        words=plan.book.verdicts[plan.verdict.name],
        steps=plan.steps,
        meanwhile=[] if held else [one.do for one in treatment.meanwhile],
        next_earliest=plan.next_earliest,
        asked=plan.asked,
        today=plan.now.date(),
        example=plain(_own(plan)) if example else {},
        own=plan.book.library.unreviewed(plan.book.treatment),
    )


def _example(place: Place, treatment: str) -> Plan:
    book = Book(place.library, treatment or next(iter(place.library.treatments)))
    planning = Planning(book, place.now())
    file, raw = place.library.example(book.treatment)
    answers = read_answers(raw if isinstance(raw, dict) else {}, planning.questions, str(file))
    return _decided(planning, {FIRST: SINCE not in answers, **answers}, None)


def _planned(place: Place, named: str, given: Given) -> Plan:
    ask = None if given.quiet else asker(plain=place.out.plain)
    wanted = pick_treatment(named, given.raw.get("treatment"), place.library.treatment_ids)
    if not wanted and ask is None:
        raise without_treatment(place.library, "plan", lambda name: _planned(place, name, given))
    chosen = wanted or ask_treatment(place.library, "plan", ask)
    book = Book(place.library, chosen)
    planning = Planning(book, place.now(), place.history, place.history.holds())
    typed = checked(given.raw, planning.questions, given.where)
    recalled = remembered_answers(place.history, book, planning.questions)
    known = {**recalled, **typed, **_never_milder(planning, recalled, typed)}
    if FIRST not in typed and (SINCE in typed or ask is None):
        known[FIRST] = SINCE not in typed and not planning.logged
    plan = _decided(planning, known, ask)
    return plan if wanted else plan._replace(asked=plan.asked + 1)


def _never_milder(
    planning: Planning, recalled: Mapping[str, Answer], typed: Mapping[str, Answer]
) -> dict[str, Answer]:
    """What is typed beside something remembered: the stricter of the two stands."""
    return {
        question.id: strictest_told(question, [recalled[question.id], typed[question.id]])
        for question in planning.questions
        if question.options and question.id in recalled and question.id in typed
    }


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
