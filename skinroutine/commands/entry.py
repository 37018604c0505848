"""A session on its way into the history: its holds, its aftercare, and the dates that it moves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from skinroutine.answers import plain
from skinroutine.app import App
from skinroutine.conditions import Answer, Condition, Facts
from skinroutine.history import Derived, Draft, Event, Reader
from skinroutine.history.events import HoldRecord, SessionRecord
from skinroutine.history.parts import NOTHING_PASSED, AftercareWindow, Crossing, FollowUpLook
from skinroutine.interview import Clash, Open, always_asked
from skinroutine.model import MILDEST_REFUSAL, Interval, Question, Ruling, Step
from skinroutine.next_dates import derived
from skinroutine.remembering import areas_of, session_answers
from skinroutine.rulebook import Book, Library
from skinroutine.schedule import Window, after, windows
from skinroutine.screening import shown
from skinroutine.weighing import weigh

RECENT: Final = timedelta(days=3)
"""A plan this old still tells what was on the skin and which medicines were used."""


class Entry(NamedTuple):
    """A session that is about to be written."""

    book: Book
    answers: dict[str, Answer]
    happened: datetime
    note: str
    prefilled: str = ""
    head: str = ""
    """The id of the head that it was done with."""
    photo: str = ""
    stood: Sequence[Clash] = ()
    """The cautious answers that stand because two answers clash."""
    crossing: Crossing = NOTHING_PASSED
    """The limits that it went past."""


def _worth_recording(
    questions: list[Question], conditions: Iterable[Condition], facts: Facts
) -> frozenset[str]:
    """What some interval or hold could turn on, and what is stored whatever it is."""
    could = frozenset().union(*(condition.weigh(facts, not_sure=True).open for condition in conditions))
    return (could & {question.id for question in questions}) | always_asked(questions, facts)


def as_remembered(known: Mapping[str, Answer], book: Book) -> dict[str, Answer]:
    """Answers under the name that later plans know them by; one that it has no option for is left out."""
    questions = {one.id: one for one in [*book.questions("plan"), *book.questions("log")]}
    kept = dict(known)
    for name, answer in known.items():
        later = questions.get(questions[name].becomes)
        if later is not None:
            del kept[name]
            kept |= {later.id: answer} if answer in later.options else {}
    return kept


def still_open(book: Book, questions: list[Question]) -> Open:
    """Which questions are still worth asking of a session that is logged or corrected."""
    conditions = [one.when for one in recording_rules(book)]
    return lambda facts: _worth_recording(questions, conditions, facts)


def recording_rules(book: Book) -> list[Ruling | Interval]:
    """The rules that what was done is held against: those that set a hold or a limit, and the gaps."""
    limiting = [one for one in book.screening if one.hold or one.weight >= MILDEST_REFUSAL]
    return [*limiting, *book.intervals]


def holding_rules(book: Book) -> list[Ruling]:
    """The rules that set a hold as a session is recorded."""
    return [ruling for ruling in book.screening if ruling.hold]


def holds_of(book: Book, answers: Mapping[str, Answer]) -> list[Ruling]:
    """The rules by which these answers set a hold."""
    held = weigh(holding_rules(book), Facts(answers, book.guards)).held
    return [one.ruling for one in held if one.ruling.weight == one.weight]


def starts_of(app: App, entry: Entry, plan: Event | None = None) -> list[Window]:
    """The aftercare that starts with the session; the last plan counts where none is handed in."""
    plan = plan or app.history.newest(["plan"], entry.book.treatment)
    return windows(_aftercare(entry, plan), entry.happened)


def _aftercare(entry: Entry, plan: Event | None) -> list[Step]:
    facts = Facts({**_planned(entry, plan), **entry.answers}, entry.book.guards)
    return [step for step in entry.book.steps_of("aftercare") if shown(step, facts)]


def _planned(entry: Entry, plan: Event | None) -> dict[str, Answer]:
    """What the plan of this session said of medicines and skin, when there was one not long before."""
    if plan is None or abs(entry.happened - plan.happened) > RECENT:
        return {}
    return session_answers(plan, entry.book.questions("plan"))


def write_session(
    app: App,
    entry: Entry,
    holds: Iterable[Ruling],
    starts: Iterable[Window],
    now: datetime,
    *,
    replaces: Event | None = None,
) -> list[Event]:
    """The session, the holds that it causes and the dates that it moves, in one transaction."""
    treatment = entry.book.treatment
    older = SessionRecord.of(replaces) if replaces else None
    limits, watches = entry.crossing
    session = SessionRecord(
        treatment=treatment,
        areas=areas_of(entry.answers),
        answers=plain(entry.answers),
        note=entry.note,
        aftercare=[_window(window) for window in starts],
        follow_up=looks_of(entry, now),
        past_limits=list(limits) or None,
        watch=list(watches) if limits else None,
        photo=entry.photo or (older.photo if older else ""),
        head=entry.head or (older.head if older else ""),
    )
    drafts = [Draft(session, entry.happened, replaces.id if replaces else None)]
    drafts += [Draft(hold_record(treatment, one)) for one in holds]
    touched = {*areas_of(entry.answers), *(treated(replaces) if replaces else ())}
    return app.history.write(drafts, dates_on(app.library, sorted(touched), now))


def dates_on(library: Library, areas: Iterable[str], now: datetime) -> Callable[[Reader], Derived]:
    """What the history calls, as it writes, for the dates of every treatment that these areas had."""
    return lambda reader: derived(reader, library, areas, now)


def treated(event: Event) -> list[str]:
    """The areas of a session."""
    return event.payload.areas


def looks_of(entry: Entry, now: datetime) -> list[FollowUpLook]:
    """When the skin should be looked at after a session, and how to record that.

    What is over by now is left out when the reaction was told with the session.
    """
    later = entry.book.library.treatment(entry.book.treatment).follow_up
    answer = f"skinroutine log --reaction {'|'.join(_words(entry.book))}"
    told = any(one.becomes in entry.answers for one in entry.book.questions("log") if one.becomes)
    looks = [(one, after(entry.happened, one.after), after(entry.happened, one.until)) for one in later]
    return [
        FollowUpLook(id=one.id, ask=one.ask, answer=answer, opens=opens, closes=closes)
        for one, opens, closes in looks
        if not (told and opens <= now)
    ]


def _words(book: Book) -> list[str]:
    """How a reaction may be named: what a later plan has an option for."""
    later = {one.id: one.options for one in book.questions("plan")}
    return [
        option
        for one in book.questions("log")
        for option in one.options
        if one.becomes and option in later.get(one.becomes, {})
    ]


def hold_record(treatment: str, rule: Ruling) -> HoldRecord:
    """What is kept of a hold that a rule sets."""
    return HoldRecord(treatment=treatment, rule=rule.id, why=rule.say, least_days=rule.hold_days)


def _window(window: Window) -> AftercareWindow:
    return AftercareWindow(
        id=window.id, kind=window.kind, text=window.text, starts=window.starts, ends=window.ends
    )
