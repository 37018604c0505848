"""``log --reaction`` between sessions: how the skin took what was done last, recorded by hours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from skinroutine.app import App
from skinroutine.commands.entry import as_remembered, dates_on, hold_record
from skinroutine.commands.log.follow_up_screen import FollowUpView, follow_up_document, follow_up_page
from skinroutine.commands.typed import Typed, check_answers
from skinroutine.decide.dates import next_on
from skinroutine.decide.schedule import after
from skinroutine.decide.session import holds_of
from skinroutine.history import Draft, Event
from skinroutine.history.events import FollowUpRecord
from skinroutine.interview.answers import plain
from skinroutine.machine import clock_behind
from skinroutine.memory.sessions import session_answers
from skinroutine.rulebook import Question, Ruling
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Answer
from skinroutine.show.session import LogView

USUAL: Final = 3
"""How many sessions before this one tell what is usual."""


class Look(NamedTuple):
    """How the skin took one session, some hours after it. ``told`` is what later plans know of it."""

    session: Event
    book: Book
    reaction: str
    answers: dict[str, Answer]
    hours: float


def is_follow_up(app: App, typed: Typed) -> bool:
    """Whether nothing but a reaction was typed, and a session is there that it belongs to."""
    last = next(iter(app.history.last_sessions(limit=1)), None)
    if last is None or _treatment(last) not in app.library.treatment_ids:
        return False
    asked = Book(app.library, _treatment(last)).questions("log")
    return set(typed.raw) <= {question.id for question in asked if question.becomes}


def follow_up(app: App, typed: Typed, *, note: str = "", photo: str = "") -> int:
    """Record how the skin took the last session, and every other one that a check is due for.

    Raises BadAnswersError and the errors of the history.
    """
    now = app.now()
    looks = [_look(app, session, typed, now) for session in _sessions(app, now)]
    usual = [found for look in looks if (found := _usual(app, look, looks)) is not None]
    holds = _holds(looks)
    events = app.history.write(
        [
            *(Draft(_record(look, note, photo)) for look in looks),
            *(Draft(hold_record(name, hold)) for name, hold in holds),
        ],
        dates_on(app.library, sorted({area for look in looks for area in look.session.payload.areas}), now),
    )
    view = FollowUpView(
        events=[event.id for event in events if event.kind == "follow-up"],
        sessions=[_log_view(app, look, holds, note, now) for look in looks],
        hours=[look.hours for look in looks],
        reaction=_words(looks[0]),
        option=looks[0].reaction,
        usual=max(usual, default=None),
        photo=photo,
        behind=clock_behind((look.session.happened for look in looks), now),
        again=_look_again(looks[0], now),
    )
    app.out.result(follow_up_page(view), follow_up_document(view))
    return 0


def _sessions(app: App, now: datetime) -> list[Event]:
    """The last session, and those that a check is due for."""
    asked = [app.history.event(check.session) for check in app.history.checks(now)]
    listed = [*app.history.last_sessions(limit=1), *(event for event in asked if event)]
    known = {event.id: event for event in listed if _treatment(event) in app.library.treatment_ids}
    return list(known.values())


def _look(app: App, session: Event, typed: Typed, now: datetime) -> Look:
    book = Book(app.library, _treatment(session))
    answers = check_answers(typed, book.questions("log"))
    hours = max((now - session.happened) / timedelta(hours=1), 0.0)
    reaction = str(next(iter(answers.values()), ""))
    return Look(session, book, reaction, as_remembered(answers, book), round(hours, 1))


def _record(look: Look, note: str, photo: str) -> FollowUpRecord:
    return FollowUpRecord(
        session=look.session.id,
        treatment=look.book.treatment,
        areas=look.session.payload.areas,
        hours=look.hours,
        reaction=look.reaction,
        answers=plain(look.answers),
        note=note,
        photo=photo,
    )


def _holds(looks: Iterable[Look]) -> list[tuple[str, Ruling]]:
    """The holds that this reaction calls for, and those alone: what was told before has had its own."""
    found: dict[str, tuple[str, Ruling]] = {}
    for look in looks:
        answers = session_answers(look.session, look.book.questions("plan"))
        before = {name: answer for name, answer in answers.items() if name not in look.answers}
        known = {rule.id for rule in holds_of(look.book, before)}
        for rule in holds_of(look.book, {**before, **look.answers}):
            if rule.id not in known:
                found.setdefault(rule.id, (look.book.treatment, rule))
    return list(found.values())


def _usual(app: App, look: Look, looks: Sequence[Look]) -> float | None:
    """The last hour at which the skin was not calm after earlier sessions, when it is later this time.

    0 when it was calm by then each time; None when it is not later, or nothing tells.
    """
    if not _shows(look.book, look.answers):
        return None
    own = {look.session.id for look in looks}
    listed = app.history.last_sessions(treatment=look.book.treatment, limit=USUAL + len(own))
    earlier = [event.id for event in listed if event.id not in own and event.happened < look.session.happened]
    before = [event for events in app.history.follow_ups(earlier[:USUAL]).values() for event in events]
    questions = look.book.questions("plan")
    hours = [
        (FollowUpRecord.of(event).hours or 0.0, _shows(look.book, session_answers(event, questions)))
        for event in before
    ]
    latest = max((hour for hour, shown in hours if shown), default=0.0)
    tells = any(shown or hour <= look.hours for hour, shown in hours)
    return latest if tells and look.hours > latest else None


def _shows(book: Book, answers: Mapping[str, Answer]) -> bool:
    """Whether the skin still shows something: any answer but the mildest, which comes first."""
    return any(
        answers[question.id] != next(iter(question.options))
        for question in book.questions("plan")
        if question.options and question.id in answers
    )


def _log_view(app: App, look: Look, holds: Iterable[tuple[str, Ruling]], note: str, now: datetime) -> LogView:
    areas = look.session.payload.areas
    return LogView(
        event=look.session.id,
        treatment=look.book.treatment,
        answers=plain(look.answers),
        areas=areas,
        happened=look.session.happened,
        now=now,
        note=note,
        following=next_on(app.history, look.book, areas, now),
        holds=[rule.say for _, rule in holds],
        on_hold=bool(app.history.holds()),
        pause=app.history.pause(now.date()),
    )


def _look_again(look: Look, now: datetime) -> datetime | None:
    """The time of the first look at the skin, where that is still to come."""
    looks = look.book.library.treatment(look.book.treatment).follow_up
    first = min((after(look.session.happened, step.after) for step in looks), default=now)
    return first.astimezone(now.tzinfo) if first > now else None


def _words(look: Look) -> str:
    """The reaction as it is asked, without the hint in brackets."""
    asked: dict[str, Question] = {
        question.id: question for question in look.book.questions("log") if question.becomes
    }
    labels = [
        question.options[look.reaction] for question in asked.values() if look.reaction in question.options
    ]
    return next(iter(labels), look.reaction).split(" (")[0]


def _treatment(event: Event) -> str:
    return event.payload.treatment
