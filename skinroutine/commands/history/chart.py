"""``history --chart``: sessions and reactions by day, and how long a symptom lasted after each session."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, NamedTuple

from skinroutine.app import App
from skinroutine.commands.history.chart_screen import (
    CHART_DAYS,
    GONE,
    THERE,
    ChartView,
    Lasted,
    Marks,
    chart_document,
    chart_page,
)
from skinroutine.history import Event, History
from skinroutine.history.events import FollowUpRecord, SymptomCheckRecord
from skinroutine.rulebook import SYMPTOMS, Question, Symptom
from skinroutine.rulebook.book import Book

_DAY: Final = timedelta(days=1)


class Charted(NamedTuple):
    """What the rules put on the chart: symptoms, their details, and how the skin took a session."""

    symptoms: list[Symptom]
    details: dict[str, Question]
    reactions: dict[str, Question]


class ChartEntries:
    """The sessions and checks that a chart may tell of, each check with the session that it is about.

    That is the last one before it, of its treatment where it names one; None where that is long ago.
    """

    def __init__(self, sessions: list[Event], checks: list[Event]) -> None:
        self.sessions = sessions
        self._by_treatment: dict[str, list[Event]] = {}
        for session in reversed(sessions):
            for name in {"", session.payload.treatment}:
                self._by_treatment.setdefault(name, []).append(session)
        self.checked = [(check, self._before(check)) for check in checks]

    def apart(self, treatment: str) -> Iterator[Event]:
        """The checks that belong to no session: they came long after it, or before the first one."""
        for check, session in self.checked:
            if session is None and (not treatment or check.payload.treatment in {"", treatment}):
                yield check

    def _before(self, check: Event) -> Event | None:
        done = self._by_treatment.get(check.payload.treatment, [])
        place = bisect_right(done, check.happened, key=lambda session: session.happened)
        session = done[place - 1] if place else None
        return session if session and check.happened - session.happened < CHART_DAYS * _DAY else None


class DayNote(NamedTuple):
    """What a check or a follow-up tells of the days after a session."""

    event: Event
    session: Event
    at: datetime


def show_chart(app: App, months: int, *, areas: frozenset[str], treatment: str) -> int:
    """Show the chart of this month and those before it. Raises the errors of the history and the rules."""
    now = app.now()
    charted = _chart(app)
    first = _first_of(now.date(), months)
    entries = _entries_since(app.history, first)
    done = [event for event in entries.sessions if _fits(event, areas, treatment)]
    notes = list(_day_notes(app, done, entries))
    view = ChartView(
        first=first,
        now=now,
        days=_days([*done, *entries.apart(treatment)], notes, charted, first),
        lasted=_durations(done, notes, charted, first),
        reactions=_labels(charted.reactions.values()),
        severities=_labels(charted.details.values()),
        levels={words.level: words.title for words in Book(app.library).levels},
    )
    app.out.result(chart_page(view), chart_document(view))
    return 0


def _chart(app: App) -> Charted:
    books = [Book(app.library), *(Book(app.library, name) for name in app.library.treatment_ids)]
    symptoms = {symptom.id: symptom for book in books for symptom in book.symptoms if symptom.charted}
    questions = {
        question.id: question for book in books for question in book.questions(None) if question.charted
    }
    ours = {name for symptom in symptoms for name in questions if name.startswith(f"{SYMPTOMS}.{symptom}.")}
    reactions = {
        name: question
        for name, question in questions.items()
        if not name.startswith(f"{SYMPTOMS}.") and question.options
    }
    return Charted(list(symptoms.values()), {name: questions[name] for name in ours}, reactions)


def _labels(questions: Iterable[Question]) -> dict[str, str]:
    return {option: label for question in questions for option, label in question.options.items()}


def _first_of(today: date, months: int) -> date:
    """The first day of the month that is so many months back, this one counted."""
    count = today.year * 12 + today.month - months
    return date(count // 12, count % 12 + 1, 1)


def _fits(event: Event, areas: frozenset[str], treatment: str) -> bool:
    about = event.payload.treatment
    return (not areas or not areas.isdisjoint(event.payload.areas)) and (not treatment or about == treatment)


def _entries_since(history: History, first: date) -> ChartEntries:
    """All that a chart from this day on can tell of; newest first."""
    # Where it happened it may have been another day.
    start = datetime.combine(first, time.min, UTC) - _DAY
    before = start - CHART_DAYS * _DAY
    sessions = [*history.sessions_since(before), *history.sessions_told_of_later(before)]
    return ChartEntries(sessions, history.since("symptom-check", start))


def _day_notes(app: App, done: list[Event], entries: ChartEntries) -> Iterator[DayNote]:
    """The checks and follow-ups that belong to one of these sessions."""
    by_id = {event.id: event for event in done}
    for name, events in app.history.follow_ups(by_id).items():
        yield from (DayNote(event, by_id[name], _moment_of_note(event, by_id[name])) for event in events)
    for event, session in entries.checked:
        if session is not None and session.id in by_id:
            yield DayNote(event, session, event.happened)


def _moment_of_note(follow_up: Event, session: Event) -> datetime:
    hours = FollowUpRecord.of(follow_up).hours
    return follow_up.happened if hours is None else session.happened + timedelta(hours=hours)


def _days(done: list[Event], notes: list[DayNote], charted: Charted, first: date) -> dict[date, Marks]:
    """What is marked on each day: the strongest reaction, the highest level and the last one."""
    found: dict[date, Marks] = {}
    sessions: dict[date, list[str]] = {}
    order = list(_labels(charted.reactions.values()))
    entries = [*((event, event.happened) for event in done), *((note.event, note.at) for note in notes)]
    for event, at in sorted(entries, key=lambda entry: (entry[1], entry[0].recorded)):
        day = at.date()
        old = found.get(day, Marks())
        reactions = [reaction for reaction in (old.reaction, _reaction(event, charted)) if reaction in order]
        level = _level(event)
        levels = [each for each in (old.level, level) if each is not None]
        if event.kind == "session":
            sessions.setdefault(day, []).append(event.id)
        found[day] = Marks(
            reaction=max(reactions, key=order.index, default=""),
            level=max(levels, default=None),
            last=old.last if level is None else level,
        )
    shown = [day for day in sorted(found) if day >= first]
    return {day: found[day]._replace(sessions=tuple(sessions.get(day, ()))) for day in shown}


def _reaction(event: Event, charted: Charted) -> str:
    """How the skin reacted, as a session or a follow-up tells."""
    given = event.payload.answers
    reactions = [FollowUpRecord.of(event).reaction, *(given.get(name) for name in charted.reactions)]
    options = _labels(charted.reactions.values())
    return next(
        (str(reaction) for reaction in reactions if isinstance(reaction, str) and reaction in options), ""
    )


def _level(event: Event) -> int | None:
    return SymptomCheckRecord.of(event).result.level if event.kind == "symptom-check" else None


def _durations(done: list[Event], notes: list[DayNote], charted: Charted, first: date) -> list[Lasted]:
    """What is known of each symptom after each session of these months."""
    of_session: dict[str, list[DayNote]] = {}
    for note in notes:
        of_session.setdefault(note.session.id, []).append(note)
    shown = [session for session in done if session.happened.date() >= first]
    return [
        _duration(session, symptom, of_session.get(session.id, []), charted)
        for symptom in charted.symptoms
        for session in shown
    ]


def _duration(session: Event, symptom: Symptom, notes: list[DayNote], charted: Charted) -> Lasted:
    """What is known of a symptom on each of the days after a session; the worst of what was told."""
    details = [
        detail for name, detail in charted.details.items() if name.startswith(f"{SYMPTOMS}.{symptom.id}.")
    ]
    grades = list(_labels(details))
    reactions = list(_labels(charted.reactions.values()))
    ranks = [*reactions, GONE, *grades[:-1], THERE, *grades[-1:]]
    days = [""] * CHART_DAYS
    for note in notes:
        day = (note.at - session.happened) // _DAY
        if 0 <= day < CHART_DAYS:
            found = [days[day], _grade(note.event, symptom, details) or _reaction(note.event, charted)]
            days[day] = max(found, key=lambda word: ranks.index(word) if word in ranks else -1)
    areas = session.payload.areas
    return Lasted(symptom.id, session.id, session.payload.treatment, areas, session.happened, tuple(days))


def _grade(event: Event, symptom: Symptom, details: list[Question]) -> str:
    """How bad a check found the symptom; empty when it was not asked for.

    Only a check that found nothing is sure to have asked for every symptom.
    """
    given = event.payload.answers
    named = given.get(SYMPTOMS)
    if not isinstance(named, list):
        return ""
    if symptom.id not in named:
        return GONE if _level(event) == 0 else ""
    found = [given.get(detail.id) for detail in details]
    return next((str(option) for option in found if option in _labels(details)), THERE)
