"""A session on its way into the history: its holds, its aftercare, and the dates that it moves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from skinroutine.app import App
from skinroutine.decide.checklist import ChecklistStep, phase_steps
from skinroutine.decide.dates import derive
from skinroutine.decide.person import RECENT
from skinroutine.decide.schedule import Next, TimedStep, after, windows
from skinroutine.history import Derived, Draft, Event, Reader
from skinroutine.history.events import HoldRecord, SessionRecord
from skinroutine.history.parts import NOTHING_PASSED, AftercareWindow, Crossing, FollowUpLook, LaterEarly
from skinroutine.interview.answers import plain
from skinroutine.light_typing import NamedTuple
from skinroutine.memory.sessions import areas_of, session_answers
from skinroutine.rulebook import Question, Ruling
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Answer, Facts
from skinroutine.rulebook.library import Library

TYPE_CHECKING = False
if TYPE_CHECKING:
    from skinroutine.interview.clash import Conflict


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
    clashes: Sequence[Conflict] = ()
    """The cautious answers that stand because two answers conflict."""
    crossing: Crossing = NOTHING_PASSED
    """The limits that it went past."""
    later_early: Sequence[LaterEarly] = ()
    """The sessions logged before it that came too early after it."""


class Written(NamedTuple):
    """The events of a session as they were written, and its next session on each of its areas."""

    events: Sequence[Event]
    following: Mapping[str, Next]


def as_remembered(known: Mapping[str, Answer], book: Book) -> dict[str, Answer]:
    """Answers under the name that later plans know them by; one that it has no option for is left out."""
    questions = {question.id: question for question in [*book.questions("plan"), *book.questions("log")]}
    kept = dict(known)
    for name, answer in known.items():
        later = questions.get(questions[name].becomes)
        if later is not None:
            del kept[name]
            kept |= {later.id: answer} if answer in later.options else {}
    return kept


def shown_with(book: Book) -> list[Question]:
    """The questions whose words show a session, by the names under which it is kept."""
    asked = book.questions("log")
    names = {question.becomes: question.name for question in asked if question.becomes}
    later = [each for each in book.questions("plan") if each.id in names]
    return [*asked, *(replace(each, name=names[each.id]) for each in later)]


def starts_of(app: App, entry: Entry, plan: Event | None = None) -> list[TimedStep]:
    """The aftercare that starts with the session; the last plan counts where none is handed in."""
    plan = plan or app.history.newest(["plan"], entry.book.treatment)
    found = {each.step.id: each for each in _aftercare(entry, plan)}
    timed = windows([each.step for each in found.values()], entry.happened)
    return [_on_its_areas(window, found[window.id]) for window in timed]


def _on_its_areas(window: TimedStep, found: ChecklistStep) -> TimedStep:
    return replace(window, areas=found.areas, place=found.place) if found.place else window


def _aftercare(entry: Entry, plan: Event | None) -> list[ChecklistStep]:
    facts = Facts({**_plan_answers(entry, plan), **entry.answers}, entry.book.guards)
    return phase_steps(entry.book, "aftercare", facts)


def _plan_answers(entry: Entry, plan: Event | None) -> dict[str, Answer]:
    """What the plan of this session said of medicines and skin, when there was one not long before."""
    if plan is None or abs(entry.happened - plan.happened) > RECENT:
        return {}
    return session_answers(plan, entry.book.questions("plan"))


def write_session(
    app: App,
    entry: Entry,
    holds: Iterable[Ruling],
    starts: Iterable[TimedStep],
    now: datetime,
    *,
    replaces: Event | None = None,
) -> Written:
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
        later_early=list(entry.later_early) or None,
        photo=entry.photo or (older.photo if older else ""),
        head=entry.head or (older.head if older else ""),
    )
    drafts = [Draft(session, entry.happened, replaces.id if replaces else None)]
    drafts += [Draft(hold_record(treatment, hold)) for hold in holds]
    touched = {*areas_of(entry.answers), *(replaces.payload.areas if replaces else ())}
    found: dict[tuple[str, str], Next] = {}
    dates = dates_on(app.library, sorted(touched), now, found)
    events = app.history.write(drafts, dates)
    own = {area: found.get((treatment, area)) for area in areas_of(entry.answers)}
    return Written(events, {area: due for area, due in own.items() if due})


def dates_on(
    library: Library,
    areas: Iterable[str],
    now: datetime,
    found: dict[tuple[str, str], Next] | None = None,
) -> Callable[[Reader], Derived]:
    """What the history calls, as it writes, for the dates of every treatment that these areas had.

    They go into ``found`` too, where that is handed in, by treatment and area.
    """
    return lambda reader: derive(reader, library, areas, now, found)


def looks_of(entry: Entry, now: datetime) -> list[FollowUpLook]:
    """When the skin should be looked at after a session, and how to record that.

    What is over by now is left out when the reaction was told with the session.
    """
    later = entry.book.library.treatment(entry.book.treatment).follow_up
    answer = f"skinroutine log --reaction '{'|'.join(_words(entry.book))}'"
    seen = any(
        question.becomes in entry.answers for question in entry.book.questions("log") if question.becomes
    )
    looks = [(step, after(entry.happened, step.after), after(entry.happened, step.until)) for step in later]
    return [
        FollowUpLook(id=step.id, ask=step.ask, answer=answer, opens=opens, closes=closes)
        for step, opens, closes in looks
        if not (seen and opens <= now)
    ]


def _words(book: Book) -> list[str]:
    """How a reaction may be named: what a later plan has an option for."""
    later = {question.id: question.options for question in book.questions("plan")}
    return [
        option
        for question in book.questions("log")
        for option in question.options
        if question.becomes and option in later.get(question.becomes, {})
    ]


def hold_record(treatment: str, rule: Ruling) -> HoldRecord:
    """What is kept of a hold that a rule sets."""
    return HoldRecord(treatment=treatment, rule=rule.id, why=rule.say, least_days=rule.hold_days)


def _window(window: TimedStep) -> AftercareWindow:
    return AftercareWindow(
        id=window.id,
        kind=window.kind,
        text=window.text,
        starts=window.starts,
        ends=window.ends,
        subject=window.subject,
        excludes=list(window.excludes),
        areas=list(window.areas),
    )
