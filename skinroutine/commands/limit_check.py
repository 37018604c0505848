"""Which limits a session went past, found as it is recorded or corrected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import closing
from itertools import islice
from typing import Final

from skinroutine.app import App
from skinroutine.commands.entry import Entry
from skinroutine.decide.earlier import Earlier
from skinroutine.decide.limits import SessionAsDone, crossing_of
from skinroutine.decide.person import RECENT
from skinroutine.decide.plan import PlanDecision
from skinroutine.history import Event
from skinroutine.history.events import SessionRecord
from skinroutine.history.parts import Crossing
from skinroutine.memory.facts import facts
from skinroutine.memory.growth import days_later
from skinroutine.memory.heads import Head, heads
from skinroutine.memory.past import SessionHistory
from skinroutine.memory.recall import recollect
from skinroutine.memory.sessions import session_answers
from skinroutine.rulebook.conditions import Answer

_PLANS: Final = 20
"""Plans that are looked at, newest first, for the one before the session."""


def limits_passed(app: App, entry: Entry, before: SessionHistory) -> Crossing:
    """The limits that a session went past: what a plan would have said of what was really done.

    It knows what the person said of themselves by then, the last plan before the session, what was done
    before and the holds of that time. What nobody was asked makes no limit.
    """
    return _limits(app, entry, "", before)


def limits_corrected(app: App, entry: Entry, older: Event) -> Crossing:
    """The same for a session that was recorded before: what is not corrected stays past its limit.

    A limit goes only with an answer behind it that was changed, or with the time where it is about that.
    """
    found = _limits(app, entry, older.id, Earlier(app.history, entry.happened, older.id))
    before, changed = SessionRecord.of(older).crossing, _changes(entry, older)
    kept = [
        limit
        for limit in before.limits
        if limit.id not in {new.id for new in found.limits} and not _is_about(limit.because, changed)
    ]
    names = {name for limit in kept for name in limit.watch} - {watch.id for watch in found.watches}
    watches = [watch for watch in before.watches if watch.id in names]
    return Crossing([*found.limits, *kept], [*found.watches, *watches])


def _is_about(because: Iterable[str], changed: frozenset[str]) -> bool:
    return any(pair.partition("=")[0] in changed for pair in because)


def _changes(entry: Entry, older: Event) -> frozenset[str]:
    """The questions whose answers were changed; with the time, all that only the time could tell."""
    questions = entry.book.questions("plan")
    old = session_answers(older, questions)
    names = {question.id for question in questions if old.get(question.id) != entry.answers.get(question.id)}
    if entry.happened == older.happened and "areas" not in names:
        return frozenset(names)
    limits = SessionRecord.of(older).crossing.limits
    timed = {pair.partition("=")[0] for limit in limits for pair in limit.because}
    return frozenset(names | (timed - {question.id for question in questions}))


def _limits(app: App, entry: Entry, older: str, before: SessionHistory) -> Crossing:
    book, happened = entry.book, entry.happened
    holds = before.holds()
    planning = PlanDecision(book, happened, before, holds, [] if older else _heads(app, entry))
    profile = recollect(
        facts(before, planning.questions, happened, book.treatment), planning.questions, happened
    )
    known = {**profile.known, **_planned(app, entry, planning)}
    answers = profile.memory.under({**planning.recalled, **known, **_done(entry)})
    reasons = planning.reasons(answers)
    return crossing_of(SessionAsDone(book, answers, happened), reasons, planning.rests(answers), holds)


def _heads(app: App, entry: Entry) -> list[Head]:
    """The head that the session was done with, before it; those in use where none was named."""
    known = heads(app.history, retired=bool(entry.head))
    return [head for head in known if entry.head in ("", head.id)]


def _done(entry: Entry) -> dict[str, Answer]:
    """What was done, without how the skin reacted: that came after."""
    later = {question.id for question in entry.book.questions("plan") if question.remembered}
    return {name: answer for name, answer in entry.answers.items() if name not in later}


def _planned(app: App, entry: Entry, planning: PlanDecision) -> Mapping[str, Answer]:
    """What the last plan before the session said, as it was by then."""
    plan, happened = _plan_before(app, entry), entry.happened
    if plan is None:
        return {}
    days = max(0, (happened.date() - plan.happened.astimezone(happened.tzinfo).date()).days)
    return days_later(planning.questions, session_answers(plan, planning.questions), days)


def _plan_before(app: App, entry: Entry) -> Event | None:
    """The last plan of that day or the days before it: a day without a time of day stands for all of it."""
    day = entry.happened.date()
    with closing(app.history.each(["plan"])) as plans:
        for plan in islice(plans, _PLANS):
            if entry.happened - plan.happened > RECENT:
                return None  # nor is one of those before it
            then = plan.happened.astimezone(entry.happened.tzinfo).date()
            if plan.payload.treatment == entry.book.treatment and then <= day:
                return plan
    return None
