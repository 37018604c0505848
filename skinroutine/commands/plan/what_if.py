"""``plan --what-if`` and ``--on``: what a plan would say, from the last answers and some others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from skinroutine.app import App
from skinroutine.commands.plan.answers import (
    PlanAnswers,
    conflicts_of,
    never_milder,
    planning_of,
    unasked_plan,
)
from skinroutine.commands.typed import Typed, check_answers, pick_treatment
from skinroutine.decide.plan import PlanDecision
from skinroutine.errors import UsageError
from skinroutine.history import Event
from skinroutine.history.events import FactRecord, PlanRecord
from skinroutine.interview.answer_tree import with_settings
from skinroutine.interview.borrowed_details import details_of
from skinroutine.memory.fact_words import words
from skinroutine.memory.facts import facts
from skinroutine.memory.growth import days_later
from skinroutine.memory.recall import recollect
from skinroutine.memory.sessions import FIRST, SINCE, areas_of
from skinroutine.rulebook.conditions import Answer, Chosen
from skinroutine.text import day, moment
from skinroutine.times import coming_day

FRESH: Final = timedelta(days=3)
"""A plan this old still says enough of the skin to try another answer on it."""


class NothingToSupposeError(UsageError):
    """There are no answers to start from."""

    code = "nothing-to-suppose"

    def __init__(self) -> None:
        super().__init__(
            "There's no plan of the last three days to start from. Run skinroutine plan first, "
            "or give the answers with --answers FILE."
        )


class Supposed(NamedTuple):
    """A plan that was only tried: its answers, and what differs from what was told."""

    planning: PlanDecision
    answered: PlanAnswers
    words: tuple[str, ...]
    days_ahead: int
    """How many days off the session is."""


def supposed(app: App, treatment: str, typed: Typed, what_if: tuple[str, ...], on: str | None) -> Supposed:
    """The plan that would be with other answers, on another day, or both.

    It starts from the answers that are given, else from the last plan. Raises NothingToSupposeError,
    BadTimeError, BadAnswersError and MissingAnswersError.
    """
    if any(setting.partition("=")[0].strip() == "treatment" for setting in what_if):
        raise UsageError(
            "--what-if cannot change the treatment. Name it: skinroutine plan TREATMENT --what-if ..."
        )
    now = app.now()
    then = _moment_of(on, now) if on is not None else now  # a day that cannot be is refused before all else
    last = None if typed.raw else _last(app, app.library.known(treatment) if treatment else "", now)
    if not typed.raw and last is None:
        raise NothingToSupposeError
    raw: Mapping[str, Any] = (
        typed.raw if last is None else {**last.payload.answers, "treatment": last.payload.treatment or None}
    )
    wanted = pick_treatment(treatment, raw.get("treatment"), app.library)
    if not wanted:
        raise NothingToSupposeError
    planning = planning_of(app, wanted, then)
    if last is not None:
        raw = _since(app, last, raw, planning)
    given = typed if last is None else Typed(raw, "your last plan", quiet=True)
    before = _as_asked(check_answers(given, planning.questions), last)
    tried = check_answers(Typed(with_settings({}, what_if, "--what-if"), "", quiet=True), planning.questions)
    ahead = (then.date() - now.date()).days
    later = days_later(planning.questions, before, ahead)
    answered = _answers(app, planning, never_milder(planning, later), never_milder(planning, tried))
    supposition = _words(planning, answered, what_if, last, (then, now), on=on is not None)
    return Supposed(planning, answered, tuple(supposition), ahead)


def _last(app: App, treatment: str, now: datetime) -> Event | None:
    plan = app.history.newest(["plan"], treatment or None)
    return plan if plan is not None and now - plan.happened <= FRESH else None


def _since(app: App, plan: Event, before: Mapping[str, Any], planning: PlanDecision) -> dict[str, Any]:
    """The answers of a plan with what the profile was told since: what was ended by name is over here too."""
    answers, lists = dict(before), {question.id for question in planning.questions if question.stays}
    for event in app.history.between(FactRecord.kind, plan.happened, app.now()):
        fact = FactRecord.of(event)
        if fact.treatment not in {"", planning.book.treatment}:
            continue
        if fact.answer is None or (fact.question in answers and fact.question not in lists):
            answers.pop(fact.question, None)
            answers |= {} if fact.answer is None else {fact.question: fact.answer}
        named = answers.get(fact.question)
        if isinstance(named, list):
            answers[fact.question] = [option for option in named if option not in fact.no_longer]
        for name in details_of(fact.question, fact.no_longer, planning.questions):
            answers.pop(name, None)
    return answers


def _as_asked(answers: dict[str, Answer], plan: Event | None) -> dict[str, Answer]:
    """The answers of a plan, with the options of each list that nobody was asked about."""
    unseen = PlanRecord.of(plan).unseen if plan else None
    for name, options in (unseen or {}).items():
        answer = answers.get(name)
        if isinstance(answer, Chosen):
            answers[name] = Chosen(answer.options, frozenset(options))
    return answers


def _moment_of(on: str, now: datetime) -> datetime:
    when = coming_day(on, now)
    return now.replace(year=when.year, month=when.month, day=when.day)


def _answers(
    app: App, planning: PlanDecision, later: Mapping[str, Answer], tried: Mapping[str, Answer]
) -> PlanAnswers:
    """The answers with what is tried put over them, and what the history knows under them."""
    known = {**planning.recalled, **later, **tried}
    known.setdefault(FIRST, SINCE not in known and not planning.begun)
    found = facts(app.history, planning.questions, planning.now, planning.book.treatment)
    memory = recollect(found, planning.questions, planning.now).memory
    answered = unasked_plan(planning, known, conflicts_of(app, planning), memory)
    return answered._replace(recalled=memory.because(areas_of(answered.answers), tried))


def _words(
    planning: PlanDecision,
    answered: PlanAnswers,
    what_if: tuple[str, ...],
    last: Event | None,
    times: tuple[datetime, datetime],
    *,
    on: bool,
) -> list[str]:
    """What is supposed, a sentence each."""
    then, now = times
    tried = {setting.partition("=")[0].strip() for setting in what_if}
    found = [
        f"{question.called}: {words(question, answered.answers[question.id])}."
        for question in planning.questions
        if question.id in tried and question.id in answered.answers
    ]
    found += [f"On {day(then.date(), now.date())}, if your skin hasn't changed."] if on else []
    return [*found, *([f"The rest is from your plan of {moment(last.happened, now)}."] if last else [])]
