from __future__ import annotations

import sqlite3
from contextlib import nullcontext
from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING

import pytest

from history_facts import START, a_history, raw, session, ticking, weekly
from skinroutine.history import Draft, History, Reader, Standing
from skinroutine.history.events import payload_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def on_day(day: int, *areas: str, treatment: str = "mn") -> Draft:
    return Draft(payload_of("session", session(*areas, treatment=treatment)), START + timedelta(days=day))


def days(history: Reader, **wanted: str | int) -> list[int]:
    found = history.last_sessions(**wanted)  # type: ignore[arg-type]
    return [(event.happened - START).days for event in found]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, [5, 4, 3]),
        ({"limit": 1}, [5]),
        ({"area": "cheeks"}, [5, 3, 1]),
        ({"treatment": "mn"}, [4, 3, 1]),
        ({"area": "cheeks", "treatment": "mn"}, [3, 1]),
        ({"area": "neck"}, []),
    ],
)
def test_the_last_sessions_are_those_of_the_area_and_treatment(
    tmp_path: Path, wanted: dict[str, str | int], expected: list[int]
) -> None:
    history = a_history(tmp_path)
    history.write([on_day(3), on_day(1, "cheeks", "nose"), on_day(4, "nose")])
    history.write([on_day(5, treatment="md")])
    assert days(history, **wanted) == expected


def test_an_area_that_is_named_twice_counts_once(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    history.write([on_day(1, "cheeks", "cheeks")])
    assert days(history, area="cheeks") == [1]


def test_of_equal_sessions_the_one_recorded_later_is_the_last(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    _, second = history.write([on_day(1), on_day(1)])
    assert history.last_sessions("cheeks", "mn", 1) == [second]


def test_a_voided_session_is_no_last_session(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    _, wrong = history.write([on_day(1), on_day(2)])
    history.void(wrong.id)
    assert days(history, area="cheeks") == days(history) == [1]


def test_a_replaced_session_leaves_its_area(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    wrong = history.write([on_day(1, "nose")])[0]
    history.write([on_day(1, "cheeks")._replace(replaces=wrong.id)])
    assert history.treated() == [("mn", "cheeks")]


def test_sessions_since_a_moment_include_that_moment(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    history.write([on_day(day) for day in (1, 2, 3)])
    found = history.sessions_since(START + timedelta(days=2))
    assert [(event.happened - START).days for event in found] == [3, 2]


def test_treated_names_every_pair_once_in_order(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    history.write([on_day(1, "nose", "cheeks"), on_day(2, "nose"), on_day(3, treatment="md")])
    assert history.treated() == [("md", "cheeks"), ("mn", "cheeks"), ("mn", "nose")]


def test_standings_are_read_back_as_they_were_given(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    standing = Standing("mn", "cheeks", START, date(2026, 3, 8), date(2026, 3, 29))
    history.write([on_day(0)], lambda _: [standing])
    found = history.standings()[0]
    assert (found, found.last_session.utcoffset()) == (standing, START.utcoffset())


def test_the_callback_sees_the_events_of_its_write(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    seen: list[list[int]] = []
    history.write([on_day(1)], lambda reader: seen.append(days(reader)) or [])  # type: ignore[func-returns-value]
    assert seen == [[1]]


def test_a_new_standing_replaces_only_that_of_its_pair(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    history.write([on_day(1, "cheeks", "nose")], weekly)
    new = history.standings()[0]._replace(earliest=date(2027, 1, 1))
    history.write([], lambda _: [new])
    assert [row.earliest.year for row in history.standings()] == [2027, 2026]


def test_an_error_in_the_callback_leaves_nothing(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    history.write([on_day(1)], weekly)
    before = (history.events(), history.standings())

    def fails(reader: Reader) -> list[Standing]:
        raise OSError(len(reader.events()))

    with pytest.raises(OSError, match="2"):
        history.write([on_day(2)], fails)
    assert (history.events(), history.standings()) == before


def test_an_error_after_some_rows_leaves_nothing(tmp_path: Path) -> None:
    history = a_history(tmp_path)

    def fails(reader: Reader) -> list[Standing]:
        return [*weekly(reader), None]  # type: ignore[list-item]

    with pytest.raises(AttributeError):
        history.write([on_day(1)], fails)
    assert (history.events(), history.treated(), history.standings()) == ([], [], [])


def test_the_standing_goes_when_the_only_session_is_voided(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    _, wrong = history.write([on_day(1), on_day(2, "nose")], weekly)
    history.void(wrong.id, standing=weekly)
    assert [row.area for row in history.standings()] == ["cheeks"]


def test_voiding_the_last_session_restates_the_one_before(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    _, wrong = history.write([on_day(1), on_day(5)], weekly)
    history.void(wrong.id, standing=weekly)
    assert history.standings()[0].earliest == date(2026, 3, 9)


QUESTIONS: dict[str, Callable[[Reader], object]] = {
    "of an area": lambda reader: reader.last_sessions("cheeks"),
    "of a treatment": lambda reader: reader.last_sessions(None, "mn"),
    "of a pair": lambda reader: reader.last_sessions("cheeks", "mn"),
    "of all": lambda reader: reader.last_sessions(),
    "since": lambda reader: reader.sessions_since(START),
    "standings": lambda reader: reader.standings(),
    "holds": lambda reader: reader.holds(),
    "checks": lambda reader: reader.checks(START + timedelta(days=1)),
    "pause": lambda reader: reader.pause(START.date()),
    "follow-ups": lambda reader: reader.follow_ups([one.id for one in reader.last_sessions(limit=1)]),
    "treated": lambda reader: reader.treated(),
    "newest": lambda reader: reader.newest(("plan", "session"), "mn"),
    "events": lambda reader: reader.events(limit=20),
}


def plan(db: sqlite3.Connection, ask: Callable[[Reader], object]) -> list[str]:
    asked: list[str] = []
    db.set_trace_callback(asked.append)
    ask(Reader(lambda: nullcontext(db)))
    db.set_trace_callback(None)
    return [row[3] for query in asked for row in db.execute(f"EXPLAIN QUERY PLAN {query}")]


def effort(path: Path, ask: Callable[[Reader], object]) -> int:
    """Count the steps of SQLite's machine that a question takes."""
    steps = count()
    with raw(path) as db:
        db.set_progress_handler(lambda: next(steps) < 0, 1)
        ask(Reader(lambda: nullcontext(db)))
    return next(steps)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_costs_the_same_in_a_long_history(tmp_path: Path, question: str) -> None:
    short, long = tmp_path / "short.db", tmp_path / "long.db"
    for path, weeks in ((short, 10), (long, 500)):
        entries = [Draft(payload_of("plan", {"treatment": "mn"})), on_day(0, "cheeks", "nose")]
        entries += [entry._replace(happened=START - timedelta(1)) for entry in entries] * weeks
        History(path, ticking()).write(entries * 2, weekly)
    ask = QUESTIONS[question]
    assert effort(long, ask) < effort(short, ask) * 1.2


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_never_walks_through_a_table_that_grows(tmp_path: Path, question: str) -> None:
    history: History = a_history(tmp_path)
    history.write([on_day(1)], weekly)
    with raw(tmp_path / "history.db") as db:
        steps = plan(db, QUESTIONS[question])
    walks = [step for step in steps if step.startswith(("SCAN", "USE TEMP"))]
    assert steps
    short = ("SCAN earlier", "SCAN CONSTANT ROW", "SCAN json_each")  # the ids of one entry
    assert {step for step in walks if not step.startswith(short)} <= {
        "SCAN standing",
        "SCAN leaves",
        "SCAN hold USING INDEX hold_active",
    }
