"""The aftercare: an entry for a part of a day that lists what to do then and what to leave out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from calendars import events_of, kept
from conftest import NOW, Run
from effort import examples
from skinroutine.commands.calendar import entries_of
from skinroutine.commands.calendar.alarms import read_alarm, start_of
from skinroutine.commands.calendar.entries import CalendarEntry, CalendarSession, CalendarView
from skinroutine.history import Event
from skinroutine.history.events import payload_of
from skinroutine.history.parts import AftercareWindow
from skinroutine.show.aftercare import in_force, one_list
from typed import needled

LONDON = ZoneInfo("Europe/London")
ZONES = [LONDON, ZoneInfo("Asia/Kathmandu"), ZoneInfo("America/New_York")]
CARE = ("calendar", "--what", "aftercare")


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is Friday, 2026-11-20 10:00 in London."""


def window(
    name: str, ends: float, *, starts: float = 0, kind: str = "avoid", **more: object
) -> dict[str, object]:
    """A step of a session of today, from some hours after it to others."""
    first, last = NOW + timedelta(hours=starts), NOW + timedelta(hours=ends)
    verb = "Leave off" if kind == "avoid" else "Put on"
    return {
        "id": name, "kind": kind, "text": f"{verb} {name}.", "starts": first.isoformat(),
        "ends": last.isoformat(), **more,
    }  # fmt: skip


def logged(home: Path, *windows: object, areas: Sequence[str] = ("cheeks",)) -> None:
    session = {"treatment": "microneedling", "areas": list(areas), "answers": {}, "note": ""}
    kept(home).record(payload_of("session", {**session, "aftercare": list(windows)}))


def shown(run: Run) -> list[tuple[str, str]]:
    """When each entry starts in London, and its title."""
    return [
        (f"{event['DTSTART'].dt.astimezone(LONDON):%a %d %H:%M}", str(event["SUMMARY"]).partition(":")[0])
        for event in events_of(run(*CARE).out)
    ]


def test_a_part_of_a_day_has_an_entry_where_something_changes_and_for_two_days_each_routine(
    run: Run, home: Path
) -> None:
    logged(home, window("make-up", 48), window("waxing", 24 * 21))
    assert shown(run) == [
        ("Fri 20 10:00", "Aftercare this morning"),
        ("Sat 21 08:00", "Aftercare this morning"),
        ("Sat 21 20:00", "Aftercare tonight"),
        ("Sun 22 10:00", "Aftercare this morning"),
        ("Sun 22 20:00", "Aftercare tonight"),
        ("Fri 11 10:00", "Aftercare over"),
    ]


def test_an_entry_lists_what_to_do_what_to_leave_out_and_what_is_over(run: Run, home: Path) -> None:
    logged(
        home, window("make-up", 24), window("gel", 24, kind="do"), window("cream", 72, starts=24, kind="do")
    )
    texts = [str(event["DESCRIPTION"]).split("\n") for event in events_of(run(*CARE).out)]
    assert texts[:2] == [
        [
            "To do:",
            "- Put on gel. Until Sat 21 Nov 10:00.",
            "To leave out:",
            "- Leave off make-up. Until Sat 21 Nov 10:00.",
            "All that counts now: skinroutine status",
        ],
        [
            "To do:",
            "- Put on cream. Until Mon 23 Nov 10:00.",
            "No longer needed:",
            "- Leave off make-up.",
            "- Put on gel.",
            "All that counts now: skinroutine status",
        ],
    ]


def test_two_changes_in_one_part_of_a_day_are_one_entry_at_the_first(run: Run, home: Path) -> None:
    logged(home, window("make-up", 33), window("gel", 35), window("cream", 72, starts=36, kind="do"))
    evening = next(event for event in events_of(run(*CARE).out) if event["DTSTART"].dt.hour == 19)
    assert str(evening["DESCRIPTION"]).split("\n") == [
        "To do:",
        "- Put on cream. From Sat 21 Nov 22:00. Until Mon 23 Nov 10:00.",
        "To leave out:",
        "- Leave off gel. Until Sat 21 Nov 21:00.",
        "No longer needed:",
        "- Leave off make-up.",
        "All that counts now: skinroutine status",
    ]


def test_a_line_that_is_not_for_all_areas_names_its_own(run: Run, home: Path) -> None:
    logged(home, window("make-up", 24), window("dye", 24, areas=["brows"]), areas=["brows", "cheeks"])
    text = str(events_of(run(*CARE).out)[0]["DESCRIPTION"])
    assert "- Leave off make-up. Until" in text
    assert "- Brows: Leave off dye. Until" in text


def test_of_two_sessions_the_longer_limit_counts_and_is_not_called_over(
    run: Run, home: Path, clock: time_machine.Traveller
) -> None:
    logged(home, window("make-up", 24))
    clock.shift(3600)
    logged(home, window("make-up", 30))
    texts = {f"{event['DTSTART'].dt:%d %H}": str(event["DESCRIPTION"]) for event in events_of(run(*CARE).out)}
    assert "Leave off make-up. Until Sat 21 Nov 16:00." in texts["21 10"]
    assert "No longer needed" not in texts["21 10"]
    assert "No longer needed:\n- Leave off make-up." in texts["21 16"]


def test_what_is_done_in_a_moment_is_not_called_over_later(run: Run, home: Path) -> None:
    logged(home, window("the head to dry", 0.5, kind="do"), window("make-up", 24))
    assert "No longer needed:\n- Put on the head" not in run(*CARE).out.replace("\r\n ", "").replace(
        "\\n", "\n"
    )


def test_the_entry_that_counts_now_stays_and_those_before_it_are_left_out(
    run: Run, home: Path, clock: time_machine.Traveller
) -> None:
    logged(home, window("make-up", 48), window("waxing", 24 * 21))
    clock.shift(24 * 3600 * 9)
    assert shown(run) == [("Sun 22 20:00", "Aftercare tonight"), ("Fri 11 10:00", "Aftercare over")]


def test_after_midnight_it_is_still_the_evening_of_the_day_before(
    run: Run, home: Path, clock: time_machine.Traveller
) -> None:
    clock.move_to(datetime(2026, 11, 21, 1, 0, tzinfo=LONDON))
    logged(home, window("make-up", 48))
    assert shown(run)[:2] == [
        ("Fri 20 10:00", "Aftercare this morning"),
        ("Sat 21 08:00", "Aftercare this morning"),
    ]


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
@pytest.mark.parametrize("name", ["starts", "ends"])
def test_a_time_at_the_edge_of_the_calendar_makes_no_entry(
    run: Run, home: Path, moment: str, name: str
) -> None:
    logged(home, window("make-up", 24), window("sun", 24, kind="do") | {name: moment})
    ran = run(*CARE)
    assert (ran.status, ran.err) == (0, "")
    assert {event["DTSTART"].dt.year for event in events_of(ran.out)} == {2026}


def test_aftercare_that_is_over_is_left_out(run: Run, home: Path, clock: time_machine.Traveller) -> None:
    logged(home, window("make-up", 24))
    clock.shift(24 * 3600 * 2)
    assert shown(run) == [("Sat 21 10:00", "Aftercare over")]


@pytest.mark.parametrize(
    ("done", "until"),
    [
        (datetime(2026, 10, 24, 21, 0, tzinfo=LONDON), "Until Mon 26 Oct 20:00."),
        (datetime(2026, 10, 31, 21, 0, tzinfo=ZoneInfo("America/New_York")), "Until Mon 2 Nov 20:00."),
        (datetime(2026, 10, 31, 21, 0, tzinfo=ZoneInfo("Asia/Kathmandu")), "Until Mon 2 Nov 21:00."),
    ],
)
def test_a_limit_over_a_clock_change_is_as_many_hours_long_and_told_by_the_new_time(
    run: Run, clock: time_machine.Traveller, done: datetime, until: str
) -> None:
    clock.move_to(done)
    run(*needled())
    events = events_of(run(*CARE).out)
    assert f"Leave make-up off. {until}" in str(events[0]["DESCRIPTION"])
    over = next(event for event in events if "needed:\n- Leave make-up off." in str(event["DESCRIPTION"]))
    assert over["DTSTART"].dt == done.astimezone(UTC) + timedelta(hours=48)


# What people do, drawn: sessions that are logged, edited and taken out, and a file after any of them.

HOURS = st.integers(0, 24 * 12)
STEPS = st.lists(
    st.builds(
        lambda name, kind, starts, lasts: (name, kind, starts, starts + 1 + lasts),
        st.sampled_from(["make-up", "cream", "sun"]),
        st.sampled_from(["do", "avoid"]),
        st.integers(0, 30),
        HOURS,
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda step: step[:2],
)
SESSIONS = st.tuples(st.sampled_from(["cheeks", "neck", "cheeks neck"]), STEPS)
ACTS = st.lists(st.tuples(st.sampled_from(["log", "edit", "undo", "wait"]), SESSIONS, HOURS), max_size=6)


def session_of(
    drawn: tuple[str, list[tuple[str, str, int, int]]], key: str, done: datetime
) -> CalendarSession:
    areas, steps = drawn
    return CalendarSession(
        key, f"{key} {done}", "t", areas.split(), done, done,
        [
            AftercareWindow(
                id=f"{kind} {name}", kind=kind, text=f"{kind} {name}.", subject=name, excludes=[], areas=[],
                starts=done + timedelta(hours=starts), ends=done + timedelta(hours=ends),
            )
            for name, kind, starts, ends in steps
        ],
    )  # fmt: skip


def event_of(session: CalendarSession) -> Event:
    """The same session as the history has it."""
    stored: dict[str, object] = {
        "treatment": "t", "areas": list(session.areas), "answers": {}, "note": "",
        "aftercare": [
            {
                "id": step.id, "kind": step.kind, "text": step.text, "subject": step.subject,
                "starts": step.starts.isoformat(), "ends": step.ends.isoformat() if step.ends else None,
            }
            for step in session.steps
        ],
    }  # fmt: skip
    return Event(session.id, "session", session.happened, session.recorded, stored, None)


def care_of(sessions: Sequence[CalendarSession], now: datetime) -> list[CalendarEntry]:
    view = CalendarView(
        (), (), paused=False, ended=False, sessions=sessions, former_holds=(), last_before=None, now=now
    )
    return list(entries_of(view, ["aftercare"], read_alarm("none")))


@examples(60)
@given(ACTS, st.sampled_from(ZONES))
def test_whatever_was_logged_changed_and_taken_out_each_import_leaves_what_counts(
    acts: list[tuple[str, tuple[str, list[tuple[str, str, int, int]]], int]], zone: ZoneInfo
) -> None:
    now, sessions, imported = NOW.astimezone(zone), list[CalendarSession](), dict[str, CalendarEntry]()
    for act, drawn, hours in [("log", ("cheeks", [("sun", "do", 0, 48)]), 0), *acts]:
        live = [at for at, session in enumerate(sessions) if not session.gone]
        if act in {"edit", "undo"} and live:
            old = sessions[live[-1]]
            sessions[live[-1]] = old._replace(gone=True, changed=now)
            if act == "edit":
                sessions.append(session_of(drawn, old.key, old.happened)._replace(changed=now))
        elif act == "log":
            sessions.append(session_of(drawn, str(len(sessions)), now))
        file = {entry.uid: entry for entry in care_of(sessions, now)}
        imported |= file
        assert texts_after(now, imported) == texts_after(now, file)
        now += timedelta(hours=hours)


def texts_after(now: datetime, entries: Mapping[str, CalendarEntry]) -> dict[str, str | None]:
    """What a calendar with these entries shows from now on."""
    ahead = {uid: entry for uid, entry in entries.items() if start_of(entry, now.tzinfo) > now}
    return {uid: entry.text for uid, entry in ahead.items() if not entry.cancelled}


@examples(60)
@given(st.lists(st.tuples(SESSIONS, HOURS), min_size=1, max_size=3), HOURS, st.sampled_from(ZONES))
def test_at_each_moment_the_entry_before_it_lists_all_that_the_status_shows_then(
    drawn: list[tuple[tuple[str, list[tuple[str, str, int, int]]], int]], hours: int, zone: ZoneInfo
) -> None:
    now = NOW.astimezone(zone)
    sessions = [session_of(one, str(at), now - timedelta(hours=back)) for at, (one, back) in enumerate(drawn)]
    then = now + timedelta(hours=hours)
    before = [entry for entry in care_of(sessions, now) if start_of(entry, zone) <= then]
    steps = [step for session in sessions for step in in_force(event_of(session), then)]
    counting = [care for care in one_list(steps) if care.starts <= then]
    text = before[-1].text or "" if before else ""
    assert [care.text for care in counting if care.text not in text.partition("No longer")[0]] == []
