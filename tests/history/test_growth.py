"""What a question to a long history costs, in steps of SQLite, and what an undo adds to the file."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

import pytest

from history_facts import START, raw, session, ticking
from skinroutine.history import Draft, Event, History, Reader
from skinroutine.history.events import payload_of
from skinroutine.history.undo import to_undo

if TYPE_CHECKING:
    from pathlib import Path

DAY = timedelta(days=1)
END = START + 3000 * DAY
FEW, MANY = 40, 640


def lived(path: Path, weeks: int) -> History:
    """A session each week up to the same last day, each with a report a day later."""
    now = ticking(END - weeks * 7 * DAY)
    history = History(path, now)
    for week in range(weeks, 0, -1):
        when = END - week * 7 * DAY
        [done] = history.write([Draft(payload_of("session", session()), when)])
        told = {"session": done.id, "hours": 24.0, "reaction": "expected", **session()}
        history.write([Draft(payload_of("follow-up", told), when + DAY)])
    return history


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    folder = tmp_path_factory.mktemp("lengths")
    for weeks in (FEW, MANY):
        lived(folder / f"{weeks}.db", weeks)
    return {weeks: folder / f"{weeks}.db" for weeks in (FEW, MANY)}


def steps(path: Path, ask: Callable[[Reader], object]) -> int:
    """Count the steps of SQLite's machine that a question takes."""
    counted = count()
    with raw(path) as db:
        db.set_progress_handler(lambda: next(counted) < 0, 1)
        ask(Reader(lambda: nullcontext(db)))
    return next(counted)


def newest(reader: Reader) -> Event:
    return reader.events(limit=1)[0]


def undone(reader: Reader) -> object:
    with reader._opened() as db:  # noqa: SLF001  what an undo would do, without doing it
        return to_undo(db)


SAME: dict[str, Callable[[Reader], object]] = {
    "an entry by the end of its id": lambda reader: reader.named(newest(reader).id[-6:]),
    "an entry by the beginning of its id": lambda reader: reader.named(newest(reader).id[:20]),
    "short ids": lambda reader: reader.short_ids([event.id for event in reader.events(limit=20)]),
    "the newest of all kinds": lambda reader: reader.events(limit=20),
    "what an undo takes back": undone,
    "the reports on the last sessions": lambda reader: reader.follow_ups(
        [event.id for event in reader.last_sessions(limit=5)]
    ),
    "the limits of the last sessions": lambda reader: reader.crossings(reader.last_sessions(limit=5)),
    "what a chart of two months needs": lambda reader: (
        reader.sessions_since(END - 60 * DAY),
        reader.sessions_told_of_later(END - 60 * DAY),
        reader.since("symptom-check", END - 60 * DAY),
    ),
    "a session of which a word may be told": lambda reader: reader.sessions_telling(
        ["cheeks"], "mn", END - 60 * DAY, ["severe"]
    ),
}


@pytest.mark.proof
@pytest.mark.parametrize("question", SAME)
def test_a_question_takes_as_many_steps_in_a_history_that_is_sixteen_times_as_long(
    homes: dict[int, Path], question: str
) -> None:
    few, many = (steps(homes[weeks], SAME[question]) for weeks in (FEW, MANY))
    assert 0 < many < few * 1.2


def past_a_limit(path: Path, many: int) -> History:
    """So many sessions of which each was past a limit."""
    history = History(path, ticking())
    day = (START + DAY).isoformat()
    limit = {"id": "weekly", "message": "Wait.", "verdict": "wait", "because": [], "watch": ["sign"]}
    limit |= {"sources": [], "not_before": "2026-12-01", "after": []}
    watch = {"id": "sign", "watch_for": ["Pus"], "until": day, "check": day, "do": "Wait."}
    for _ in range(many):
        history.record(payload_of("session", {**session(), "past_limits": [limit], "watch": [watch]}))
    return history


def test_what_rules_say_of_limits_is_asked_once_for_all_sessions_past_them(tmp_path: Path) -> None:
    asked: dict[int, list[str]] = {}
    for many in (2, 9):
        past_a_limit(tmp_path / f"{many}.db", many)
        with raw(tmp_path / f"{many}.db") as db:
            db.set_trace_callback(asked.setdefault(many, []).append)
            found = Reader(lambda: nullcontext(db)).recent_crossings()
        assert len(found) == many
    assert len(asked[9]) == len(asked[2])
    assert len([query for query in asked[2] if "FROM wording" in query]) == 2


LINEAR: dict[str, Callable[[Reader], object]] = {
    "every entry": lambda reader: reader.events(),
    "every entry as a line": lambda reader: list(reader.lines()[1]),
    "every session": lambda reader: list(reader.sessions()),
    "the short ids of all": lambda reader: reader.short_ids([event.id for event in reader.events()]),
    "an id that fits all": lambda reader: reader.named("01", 6, standing=True),
    "the reports on all": lambda reader: reader.follow_ups(
        [event.id for event in reader.events(["session"])]
    ),
}


@pytest.mark.parametrize("question", LINEAR)
def test_all_of_the_history_takes_steps_in_proportion_to_its_length(
    homes: dict[int, Path], question: str
) -> None:
    few, many = (steps(homes[weeks], LINEAR[question]) for weeks in (FEW, MANY))
    assert many < few * 1.3 * MANY / FEW


@pytest.mark.parametrize("index", ["events_ending", "events_again", "events_late", "events_hours"])
def test_each_index_over_texts_is_used_by_what_it_was_made_for(tmp_path: Path, index: str) -> None:
    history = lived(tmp_path / "history.db", 2)
    asked: list[str] = []
    with raw(tmp_path / "history.db") as db:
        db.set_trace_callback(asked.append)
        for ask in SAME.values():
            ask(Reader(lambda: nullcontext(db)))
        db.set_trace_callback(None)
        plans = [row[3] for query in asked for row in db.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert history.events()
    if index == "events_again":
        with raw(tmp_path / "history.db") as db:
            plans = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {_copies()}", ("",))]
    assert any(f"INDEX {index}" in step for step in plans)


def _copies() -> str:
    from skinroutine.history import undo  # noqa: PLC0415  its query alone

    return undo._COPIES  # noqa: SLF001  the same


def together(path: Path, many: int) -> tuple[History, list[Event]]:
    """So many sessions whose ids share four groups, as a file from elsewhere may bring them."""
    history = History(path, ticking())
    events = [
        Event(
            f"019b7000-0000-7000-8000-{place:012x}", "session", START + place * DAY,
            START + timedelta(minutes=place), session(), None,
        )
        for place in range(many)
    ]  # fmt: skip
    history.merge(events, lambda _: [])
    return history, events


def stored_letters(path: Path) -> int:
    with raw(path) as db:
        return int(db.execute("SELECT sum(length(data)) FROM events").fetchone()[0])


def test_an_undo_of_twice_as_many_entries_stores_twice_as_much(tmp_path: Path) -> None:
    added = []
    for many in (100, 200):
        history, _ = together(tmp_path / f"{many}.db", many)
        before = stored_letters(tmp_path / f"{many}.db")
        history.undo(lambda *_: [])
        added.append(stored_letters(tmp_path / f"{many}.db") - before)
    assert added[1] == 2 * added[0]


def test_an_undo_and_a_redo_of_many_entries_take_back_and_bring_back_all_of_them(tmp_path: Path) -> None:
    history, events = together(tmp_path / "history.db", 120)
    undo = history.undo(lambda *_: [])
    assert undo is not None
    assert (len(undo.events), history.events()) == (120, [])
    redo = history.redo(lambda *_: [])
    assert redo is not None
    assert [event.happened for event in history.events()] == [event.happened for event in reversed(events)]
    assert history.redo(lambda *_: []) is None
    again = history.undo(lambda *_: [])
    assert again is not None
    assert history.events() == []


def test_an_undo_of_a_few_entries_is_stored_as_before(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db", ticking())
    written = history.write([Draft(payload_of("session", session())), Draft(payload_of("fact", {}))])
    undo = history.undo(lambda *_: [])
    assert undo is not None
    assert {tuple(event.payload.undoes) for event in undo.written} == {tuple(event.id for event in written)}
