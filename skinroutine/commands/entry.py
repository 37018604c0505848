"""A session on its way into the history: its holds, its aftercare, and the dates that it moves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from skinroutine.answers import plain
from skinroutine.app import App
from skinroutine.conditions import Answer, Facts
from skinroutine.decide.dates import derived
from skinroutine.decide.schedule import Window, after, windows
from skinroutine.decide.verdict import shown
from skinroutine.history import NOTHING_PASSED, Crossing, Derived, Draft, Event, Reader
from skinroutine.interview import Conflict
from skinroutine.memory.sessions import areas_of, session_answers
from skinroutine.model import Ruling, Step
from skinroutine.rulebook import Book, Library

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
    stood: Sequence[Conflict] = ()
    """The cautious answers that stand because two answers conflict."""
    crossing: Crossing = NOTHING_PASSED
    """The limits that it went past."""


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
    session: dict[str, object] = {
        "treatment": treatment,
        "areas": areas_of(entry.answers),
        "answers": plain(entry.answers),
        "note": entry.note,
        "aftercare": [_window_data(window) for window in starts],
        "follow_up": looks_of(entry, now),
        **entry.crossing.data(),
    }
    photo = entry.photo or (replaces.data.get("photo") if replaces else "")
    session |= {"photo": photo} if photo else {}
    head = entry.head or (str(replaces.data.get("head") or "") if replaces else "")
    if head:
        session["head"] = head
    drafts = [Draft("session", session, entry.happened, replaces.id if replaces else None)]
    drafts += [Draft("hold", hold_data(treatment, one.id, one.say, one.hold_days)) for one in holds]
    touched = {*areas_of(entry.answers), *(treated(replaces) if replaces else ())}
    return app.history.write(drafts, dates_on(app.library, sorted(touched), now))


def dates_on(library: Library, areas: Iterable[str], now: datetime) -> Callable[[Reader], Derived]:
    """What the history calls, as it writes, for the dates of every treatment that these areas had."""
    return lambda reader: derived(reader, library, areas, now)


def treated(event: Event) -> list[str]:
    """The areas of a session."""
    areas = event.data.get("areas")
    return [str(area) for area in areas] if isinstance(areas, list) else []


def looks_of(entry: Entry, now: datetime) -> list[dict[str, str]]:
    """When the skin should be looked at after a session, and how to record that.

    What is over by now is left out when the reaction was told with the session.
    """
    later = entry.book.library.treatment(entry.book.treatment).follow_up
    answer = f"skinroutine log --reaction {'|'.join(_words(entry.book))}"
    told = any(one.becomes in entry.answers for one in entry.book.questions("log") if one.becomes)
    looks = [(one, after(entry.happened, one.after), after(entry.happened, one.until)) for one in later]
    return [
        {
            "id": one.id,
            "ask": one.ask,
            "answer": answer,
            "opens": opens.isoformat(),
            "closes": closes.isoformat(),
        }
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


def hold_data(treatment: str, rule: str, why: str, least_days: int) -> dict[str, object]:
    """What is kept of a hold."""
    return {"treatment": treatment, "rule": rule, "why": why, "least_days": least_days}


def _window_data(window: Window) -> dict[str, object]:
    return {
        "id": window.id,
        "kind": window.kind,
        "text": window.text,
        "starts": window.starts.isoformat(),
        "ends": window.ends.isoformat() if window.ends else None,
    }
