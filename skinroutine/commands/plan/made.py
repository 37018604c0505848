"""A plan that was decided: what is shown of it, and what is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from skinroutine.commands.plan.answers import PlanAnswers
from skinroutine.commands.plan.document import plan_document
from skinroutine.commands.plan.doubts import doubts_of
from skinroutine.commands.plan.view import AreaDate, BetterDay, PlanView
from skinroutine.decide.checklist import ChecklistStep, checklist, name_areas, question_of_areas
from skinroutine.decide.holds import is_on_hold
from skinroutine.decide.plan import PlanDecision
from skinroutine.decide.verdict import Verdict
from skinroutine.history.events import PlanRecord
from skinroutine.history.parts import StoredResult
from skinroutine.interview.answers import plain
from skinroutine.light_typing import NamedTuple
from skinroutine.memory.sessions import FIRST, areas_of
from skinroutine.rulebook import Phase
from skinroutine.rulebook.answer import not_asked
from skinroutine.rulebook.conditions import Answer, Facts
from skinroutine.text import uncapital

if TYPE_CHECKING:
    from skinroutine.commands.plan.what_if import Supposed


class Plan(NamedTuple):
    """A plan that was decided, with all that is shown of it."""

    planning: PlanDecision
    answered: PlanAnswers
    verdict: Verdict
    steps: dict[Phase, list[ChecklistStep]]
    next_earliest: str
    days_ahead: int = 0
    """How many days off the session is."""
    by_area: Mapping[str, Verdict] = {}
    """Of a plan that refuses several areas, what it says of each of them alone."""

    @property
    def first(self) -> bool:
        """Whether it is for the first session, and may be done."""
        return self.verdict.allowed and self.answered.answers.get(FIRST) is True

    @property
    def patch(self) -> bool:
        """Whether it is for one test patch only, and may be done."""
        return self.verdict.allowed and self.planning.is_patch(self.answered.answers)


def decide_plan(planning: PlanDecision, answered: PlanAnswers, days_ahead: int = 0) -> Plan:
    """Decide a plan by these answers; ``days_ahead`` is how many days off the session is."""
    verdict = planning.judge(answered.answers)
    facts = Facts(answered.answers, planning.book.guards)
    steps = checklist(planning.book, facts, days_ahead) if verdict.allowed else {}
    apart = {} if verdict.allowed else planning.by_area(answered.answers)
    following = planning.next_after(answered.answers, verdict)
    return Plan(planning, answered, verdict, steps, following, days_ahead, apart)


def view_of(plan: Plan, *, example: bool = False, trial: Supposed | None = None) -> PlanView:
    """What a screen needs to know of a plan."""
    book, verdict = plan.planning.book, plan.verdict
    treatment = book.library.treatment(book.treatment)
    on_hold = any(is_on_hold(reason) for reason in verdict.reasons)
    return PlanView(
        treatment=book.treatment,
        name=treatment.name,
        verdict=verdict,
        words=book.verdicts[verdict.name],
        steps=plan.steps,
        meanwhile=[] if on_hold else [step.do for step in treatment.meanwhile],
        next_earliest=plan.next_earliest,
        next_dates=_dates(plan) if verdict.allowed else (),
        better=_better(plan),
        asked=plan.answered.asked,
        now=plan.planning.now,
        example=plain(_own(plan)) if example else {},
        own=book.library.unreviewed(book.treatment),
        doubts=doubts_of(book, verdict.reasons, plan.answered.answers),
        titles={name: words.title for name, words in book.verdicts.items()},
        clashes=plan.answered.clashes,
        recalled=plan.answered.recalled,
        lately=plan.answered.lately,
        by_area=plan.by_area,
        questions=plan.planning.questions,
        days_ahead=plan.days_ahead,
        supposed=trial.words if trial else (),
        patch=plan.patch,
        areas=_areas(plan),
        consult=treatment.consult if plan.first else (),
    )


def _areas(plan: Plan) -> str:
    """The areas of a plan in words."""
    chosen, asked = frozenset(areas_of(plan.answered.answers)), question_of_areas(plan.planning.book)
    return uncapital(name_areas(chosen, chosen, asked)) if chosen and asked else ""


def _dates(plan: Plan) -> list[AreaDate]:
    """When each area may be treated again after the session of today."""
    areas, found = question_of_areas(plan.planning.book), plan.planning.next_by_area(plan.answered.answers)
    chosen = frozenset(found)
    names = {area: name_areas([area], chosen, areas) if areas else area for area in found}
    return [AreaDate(area, names[area], date.earliest, date.suggested) for area, date in found.items()]


def _better(plan: Plan) -> list[BetterDay]:
    """From when on a session is better than today; one day for all areas that share it."""
    running = plan.planning.still_better(plan.answered.answers)
    days: dict[tuple[date, str], list[str]] = {}
    for area, rest in running.items():
        days.setdefault((rest.suggested, rest.interval.say), []).append(area)
    chosen, asked = frozenset(areas_of(plan.answered.answers)), question_of_areas(plan.planning.book)
    return [
        BetterDay(day, say, name_areas(own, chosen, asked) if asked and chosen > set(own) else "")
        for (day, say), own in sorted(days.items())
    ]


def record_of(plan: Plan, view: PlanView) -> PlanRecord:
    """The plan as it is kept; ``view`` is what is shown of it."""
    return PlanRecord(
        treatment=plan.planning.book.treatment,
        answers=plain(_own(plan)),
        unseen=not_asked(plan.answered.answers),
        result=StoredResult.read(plan_document(view, "").data()),
        steps=_steps(plan),
        patch=plan.patch,
    )


def _steps(plan: Plan) -> list[str]:
    return [found.step.id for steps in plan.steps.values() for found in steps]


def _own(plan: Plan) -> Mapping[str, Answer]:
    return {name: answer for name, answer in plan.answered.answers.items() if name != FIRST}
