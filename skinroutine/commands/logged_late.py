"""A session that is logged after later ones were: those that came too early after it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from skinroutine.app import App
from skinroutine.commands.entry import Entry
from skinroutine.decide.earlier import Earlier
from skinroutine.decide.limits import SessionAsDone, crossing_of
from skinroutine.decide.plan import PlanDecision
from skinroutine.decide.schedule import waits
from skinroutine.history import Draft, Event
from skinroutine.history.events import SessionRecord
from skinroutine.history.parts import Crossing, LaterEarly
from skinroutine.interview.answers import plain
from skinroutine.memory.sessions import areas_of, session_answers
from skinroutine.rulebook.book import Book

TYPE_CHECKING = False
if TYPE_CHECKING:
    from skinroutine.show.session_document import EarlySession


def later_early(app: App, entry: Entry, now: datetime, older: str = "") -> list[LaterEarly]:
    """The sessions after this one that its rest was not over for, each with the limits that it went past.

    ``older`` is the id of an older record of the same session.
    """
    record = SessionRecord(
        treatment=entry.book.treatment,
        areas=areas_of(entry.answers),
        answers=plain(entry.answers),
        note=entry.note,
        aftercare=[],
        follow_up=[],
    )
    logged = Draft(record, entry.happened).as_event(now)
    found = []
    for later in _after(app, entry, older):
        before = _early(app, later, Earlier(app.history, later.happened, later.id, older))
        crossing = _early(app, later, Earlier(app.history, later.happened, later.id, older, also=logged))
        known = {limit.id for limit in (*before.limits, *SessionRecord.of(later).crossing.limits)}
        new = crossing.within(limit.id for limit in crossing.limits if limit.id not in known)
        if new.limits:
            found.append(LaterEarly(session=later.id, limits=list(new.limits), watch=list(new.watches)))
    return found


def early_sessions(app: App, entry: Entry) -> list[EarlySession]:
    """The same as a person reads of them."""
    if not entry.later_early:
        return []
    from skinroutine.show.session_document import EarlySession  # noqa: PLC0415  most come after all others

    events = [(app.history.event(early.session), early.limits) for early in entry.later_early]
    return [
        EarlySession.of(
            event.payload,
            session=event.id,
            at=event.happened,
            until=date.fromisoformat(max(limit.not_before for limit in limits)),
        )
        for event, limits in events
        if event is not None
    ]


def _after(app: App, entry: Entry, older: str) -> Iterator[Event]:
    """The sessions after this one on its areas, oldest first."""
    areas = set(areas_of(entry.answers))
    for event in reversed(app.history.sessions_since(entry.happened)):
        done = event.payload
        known = done.treatment in app.library.treatment_ids
        if known and event.happened > entry.happened and event.id != older and areas & set(done.areas):
            yield event


def _early(app: App, session: Event, before: Earlier) -> Crossing:
    """The limits of too little rest that a session went past."""
    book = Book(app.library, session.payload.treatment)
    planning = PlanDecision(book, session.happened, before)
    later = {question.id for question in planning.questions if question.remembered}
    recorded = session_answers(session, planning.questions)
    done = {name: answer for name, answer in recorded.items() if name not in later}
    answers = {**planning.recalled, **done}
    rests = planning.rests(answers)
    reasons = waits(rests, session.happened.date())
    return crossing_of(SessionAsDone(book, answers, session.happened), reasons, rests, ())
