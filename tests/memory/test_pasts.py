"""Sessions as they are weighed, read for all that were recorded alike at once, against each by itself."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from effort import examples
from shipped import LIBRARY, TREATMENTS
from skinroutine.decide.earlier import Earlier
from skinroutine.history import Draft, Event, History
from skinroutine.history.events import SessionRecord, payload_of
from skinroutine.machine import HERE
from skinroutine.memory.past import ReadOnce
from skinroutine.memory.sessions import (
    RESTING,
    Past,
    pasts_on,
    remembered_answers,
    session_answers,
    strictest_answer,
)
from skinroutine.rulebook import VERDICTS
from skinroutine.rulebook.book import Book

NOW: Final = datetime(2026, 11, 1, 10, tzinfo=UTC)
ZONES: Final[tuple[tzinfo, ...]] = (
    UTC, HERE, ZoneInfo("Europe/London"), ZoneInfo("Pacific/Apia"), timezone(timedelta(hours=-9)),
)  # fmt: skip
BOOK: Final = Book(LIBRARY, TREATMENTS[0])
QUESTION: Final = next(one for one in BOOK.questions("plan") if one.counts_for)
AREAS: Final = (["cheeks"], ["neck"], ["cheeks", "neck"])
ANSWERS: Final[tuple[dict[str, object], ...]] = tuple(
    {QUESTION.id: option, **more}
    for option in [*list(QUESTION.options)[:2], "not_sure", "of another day"]
    for more in ({}, {"needle_mm": 0.25}, {"patch": True})
)


def a_limit(verdict: str, after: list[str]) -> dict[str, object]:
    of_limit = {
        "id": "a",
        "verdict": verdict,
        "message": "Wait.",
        "because": [],
        "sources": [],
        "after": after,
    }
    return {"past_limits": [{**of_limit, "watch": []}], "watch": []}


LIMITS: Final[tuple[dict[str, object], ...]] = (
    {},
    a_limit(VERDICTS[-1], []),
    a_limit(VERDICTS[-1], ["earlier"]),
    a_limit(VERDICTS[2], []),
)


PARTS: Final[dict[str, st.SearchStrategy[object]]] = {
    "treatment": st.sampled_from(TREATMENTS),
    "areas": st.sampled_from(AREAS),
    "answers": st.sampled_from(ANSWERS),
    "limits": st.sampled_from(LIMITS),
}


@st.composite
def lives(draw: st.DrawFn) -> list[Draft]:
    """Sessions that are alike, or but for one part."""
    usual = {name: draw(part) for name, part in PARTS.items()}
    found = []
    for _ in range(draw(st.integers(0, 8))):
        name = draw(st.sampled_from(["", "", *PARTS]))
        about: Any = {**usual, name: draw(PARTS[name])} if name else usual
        about = {key: part for key, part in about.items() if key != "limits"} | about["limits"]
        back = timedelta(minutes=37 * draw(st.integers(0, 1200)))
        when = (NOW - back).astimezone(draw(st.sampled_from(ZONES)))
        found.append(
            Draft(payload_of("session", {**about, "note": draw(st.sampled_from(["", "Red."]))}), when)
        )
    return found


def told_of(event: Event, answers: dict[str, object]) -> Draft:
    about = {"treatment": event.payload.treatment, "areas": event.payload.areas, "answers": answers}
    told = {"session": event.id, "hours": 24.0, "reaction": "expected", **about}
    return Draft(payload_of("follow-up", told), event.happened)


def slow_pasts(history: History, until: datetime, area: str, now: datetime) -> list[Past]:
    """The sessions on an area up to a moment, each read by itself and from its whole event."""
    return [
        slow_past(history, treatment, area, event, (until, now))
        for treatment in LIBRARY.treatment_ids
        for event in history.last_sessions(area, treatment, RESTING)
        if event.happened <= until
    ]


def slow_past(
    history: History, treatment: str, area: str, event: Event, times: tuple[datetime, datetime]
) -> Past:
    questions, (until, now) = Book(LIBRARY, treatment).questions("plan"), times
    reports = [each for each in history.follow_ups([event.id])[event.id] if each.happened <= until]
    every = [session_answers(each, questions) for each in (event, *reports)]
    strictest = {
        question.id: strictest_answer(question, found)
        for question in questions
        if question.remembered and question.options
        if (found := [answers[question.id] for answers in every if question.id in answers])
    }
    done = SessionRecord.of(event)
    limits = [VERDICTS.index(limit.verdict) for limit in done.crossing.limits if not limit.after]
    day = event.happened.date()
    return Past(
        treatment, area, event.happened, {**every[0], **strictest}, "",
        max(limits, default=0), event.id, done.patch,
        max(day, event.happened.astimezone(now.tzinfo).date()),
    )  # fmt: skip


@examples(150)
@given(lives(), st.lists(st.tuples(st.integers(0, 7), st.sampled_from(ANSWERS))), st.sampled_from(ZONES))
def test_a_session_is_weighed_as_it_would_be_alone(
    drafts: list[Draft], told: list[tuple[int, dict[str, object]]], zone: tzinfo
) -> None:
    now = NOW.astimezone(zone)
    with tempfile.TemporaryDirectory() as folder:
        history = History(Path(folder) / "history.db", lambda: NOW)
        done = history.write(drafts)
        history.write([told_of(done[place], answers) for place, answers in told if place < len(done)])
        moments = [now, *(event.happened for event in done[:2])]
        views: list[tuple[datetime, History | Earlier]] = [
            (now, history),
            *((moment, Earlier(history, moment)) for moment in moments),
        ]
        for until, view in views:
            once = ReadOnce(view)
            for treatment in TREATMENTS:
                book = Book(LIBRARY, treatment)
                for questions in (book.questions("plan"), [QUESTION], book.questions("plan")):
                    remembered = remembered_answers(view, book, questions, now)
                    assert remembered_answers(once, book, questions, now) == remembered
                    remembered_answers(once, book, questions, now).clear()
            for area in ("cheeks", "neck"):
                slow = slow_pasts(history, until, area, now)
                assert pasts_on(view, BOOK, [area], now) == slow
                assert pasts_on(ReadOnce(view), BOOK, [area], now) == slow
