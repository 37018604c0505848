"""The next sessions and a pause: whole days, each for all areas that share it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from calendars import Imported, events_of, kept, living
from conftest import NOW, Run
from effort import examples
from skinroutine.commands.calendar import entries_of
from skinroutine.commands.calendar.alarms import read_alarm
from skinroutine.commands.calendar.entries import CalendarEntry, CalendarSession, CalendarView
from skinroutine.history import Derived, Explained, Hold, Standing
from skinroutine.history.events import payload_of
from skinroutine.rulebook.folders import layers
from skinroutine.rulebook.library import Library
from typed import abraded, needled, symptoms

SESSION = {"treatment": "microneedling", "areas": ["cheeks"], "answers": {}, "note": ""}
NEXT = ("calendar", "--what", "next")


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is Friday, 2026-11-20 10:00 in London."""


def test_a_next_session_is_one_whole_day_for_all_its_areas_and_never_busy(run: Run) -> None:
    run(*needled(areas="cheeks,nose", reaction="expected"))
    [event] = events_of(run(*NEXT).out)
    assert event["SUMMARY"] == "Next session from today: microneedling, cheeks, nose"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 11, 27), date(2026, 11, 28))
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["TRANSP"] == "TRANSPARENT"


def test_areas_with_days_of_their_own_have_entries_of_their_own(
    run: Run, clock: time_machine.Traveller
) -> None:
    run(*needled(areas="cheeks", reaction="expected"))
    clock.shift(86400)
    run(*needled(areas="chin,nose", reaction="expected"))
    assert {event["SUMMARY"]: event["DTSTART"].dt for event in events_of(run(*NEXT).out)} == {
        "Next session from today: microneedling, cheeks": date(2026, 11, 27),
        "Next session from today: microneedling, chin, nose": date(2026, 11, 28),
    }


def test_areas_that_share_the_day_alone_say_which_of_them_a_line_is_about(run: Run, home: Path) -> None:
    done = kept(home).record(payload_of("session", {**SESSION, "areas": ["cheeks", "nose"]}))
    rules = Library(layers())
    first, later = date(2026, 11, 27), date(2027, 2, 18)
    long_ago = Explained("lapsed", "long-ago", "Start again gently.", "microneedling", first)
    rows = [
        Standing("microneedling", "cheeks", done.happened, first, first, None),
        Standing("microneedling", "nose", done.happened, first, first, None, later, (long_ago,)),
    ]
    kept(home).write([], lambda _reader: Derived(rows, rules.stored_under, rules.treatment_ids))
    [event] = events_of(run(*NEXT).out)
    assert str(event["DESCRIPTION"]).split("\n") == [
        "Last session Fri 20 Nov.",
        "Nose: From Thu 18 Feb 2027 on: Start again gently.",
        "Before you start, check that today is a good day: skinroutine plan",
    ]


def test_the_next_session_stands_on_the_usual_day(run: Run, home: Path) -> None:
    done = kept(home).record(payload_of("session", {**SESSION, "areas": ["nose"]}))
    rules = Library(layers())
    first, later = date(2026, 11, 27), date(2026, 12, 4)
    rows = [Standing("microneedling", "nose", done.happened, first, first, later)]
    kept(home).write([], lambda _reader: Derived(rows, rules.stored_under, rules.treatment_ids))
    [event] = events_of(run(*NEXT).out)
    assert (event["DTSTART"].dt, "27 Nov" in event["DESCRIPTION"]) == (later, False)


def test_each_treatment_has_its_own_day(run: Run) -> None:
    run(*needled(areas="cheeks", reaction="expected"))
    run(*abraded(areas="neck"))
    titles = [str(event["SUMMARY"]) for event in events_of(run(*NEXT).out)]
    assert titles == [
        "Next session from today: microdermabrasion, neck",
        "Next session from today: microneedling, cheeks",
    ]


def test_the_next_date_keeps_its_id_and_rises_in_sequence_with_a_new_session(
    run: Run, clock: time_machine.Traveller
) -> None:
    run(*needled(reaction="expected"))
    [first] = events_of(run(*NEXT).out)
    clock.shift(8 * 86400)
    run(*needled(reaction="expected"))
    [second] = events_of(run(*NEXT).out)
    assert second["UID"] == first["UID"]
    assert second["SEQUENCE"] > first["SEQUENCE"]
    assert second["DTSTART"].dt == date(2026, 12, 5)


def test_days_that_become_one_leave_one(run: Run, clock: time_machine.Traveller) -> None:
    imported = Imported()
    for areas in ("cheeks", "nose", "cheeks,nose"):
        run(*needled(areas=areas, reaction="expected"))
        imported.take(run(*NEXT).out)
        clock.shift(8 * 86400)
    assert [str(event["SUMMARY"]) for event in imported.living.values()] == [
        "Next session from today: microneedling, cheeks, nose"
    ]


def test_a_hold_takes_every_next_date_back_and_says_when_it_may_end(
    run: Run, home: Path, clock: time_machine.Traveller
) -> None:
    run(*needled(areas="cheeks"), "--at", "9 days ago")
    run(*needled(areas="nose"), "--at", "8 days ago")
    before = {event["UID"]: event["SEQUENCE"] for event in events_of(run(*NEXT).out)}
    clock.shift(60)
    hold = {"treatment": "microneedling", "rule": "own", "why": "A sore.", "least_days": 5}
    kept(home).record(payload_of("hold", hold))
    paused, *taken = events_of(run(*NEXT).out)
    assert paused["SUMMARY"] == "Sessions paused. They can go on from today if it has healed"
    assert paused["DTSTART"].dt == date(2026, 11, 25)
    assert str(paused["DESCRIPTION"]).split("\n") == [
        "Microneedling: A sore. From Wed 25 Nov, if it has healed.",
        "How it ends: skinroutine hold",
    ]
    assert {event["UID"] for event in taken} == set(before)
    for event in taken:
        assert event["STATUS"] == "CANCELLED"
        assert event["SEQUENCE"] > before[event["UID"]]
        assert event["SUMMARY"] == "Microneedling, cheeks, nose: no session yet, sessions are paused"


def test_several_holds_are_one_pause_until_the_last_can_end(run: Run, home: Path) -> None:
    run(*needled())
    for days in (5, 9):
        hold = {"treatment": "microneedling", "rule": "own", "why": f"Sore {days}.", "least_days": days}
        kept(home).record(payload_of("hold", hold))
    [paused] = living(run(*NEXT).out)
    assert paused["DTSTART"].dt == date(2026, 11, 29)
    assert "Sore 5." in paused["DESCRIPTION"]
    assert "Sore 9." in paused["DESCRIPTION"]


def test_a_hold_of_one_treatment_takes_back_the_other_too(run: Run) -> None:
    run(*abraded(), "--at", "9 days ago")
    run(*symptoms(symptoms="lump_nodule"))
    assert "Next session" not in run("calendar").out.replace("\r\n ", "")


def test_the_next_dates_come_back_when_the_hold_has_ended_and_the_pause_goes(run: Run) -> None:
    run(*needled(), "--at", "9 days ago")
    run("hold", "add", "--why", "A sore", "--days", "5")
    imported = Imported()
    imported.take(run(*NEXT).out)
    assert ["Sessions paused" in event["SUMMARY"] for event in imported.living.values()] == [True]
    run("hold", "end", "--how", "error")
    file = run(*NEXT).out
    assert [str(event["SUMMARY"]) for event in living(file)] == [
        "Next session from today: microneedling, cheeks"
    ]
    assert [event["STATUS"] for event in events_of(file)] == ["CONFIRMED", "CANCELLED"]


def test_a_pause_takes_the_next_dates_back_and_leaves_the_aftercare(run: Run, home: Path) -> None:
    run(*needled())
    kept(home).record(payload_of("pause", {"until": "", "why": "holiday"}))
    assert living(run(*NEXT).out) == []
    assert living(run("calendar", "--what", "aftercare").out)


def test_an_area_that_an_edit_leaves_out_is_on_the_entry_no_more(run: Run) -> None:
    run(*needled(areas="cheeks,nose"))
    [before] = living(run(*NEXT).out)
    entry = str(run("history", "--json").json["entries"][0]["id"])  # type: ignore[index]  # a list of entries
    run("history", "edit", entry, "--area", "cheeks")
    [after] = living(run(*NEXT).out)
    assert (after["UID"], after["SUMMARY"]) == (
        before["UID"],
        "Next session from today: microneedling, cheeks",
    )


@pytest.mark.parametrize(
    ("zone", "done", "first"),
    [
        ("Europe/London", "2026-07-10 00:30", date(2026, 7, 17)),
        ("Asia/Kathmandu", "2026-07-10 01:00", date(2026, 7, 17)),
        ("America/New_York", "2026-10-30 23:30", date(2026, 11, 6)),
    ],
)
def test_a_whole_day_is_the_day_here_and_not_in_utc(
    run: Run, clock: time_machine.Traveller, zone: str, done: str, first: date
) -> None:
    clock.move_to(datetime.fromisoformat(done).replace(tzinfo=ZoneInfo(zone)))
    run(*needled(reaction="expected"))
    [event] = events_of(run(*NEXT).out)
    assert event["DTSTART"].dt == first


# What people do, drawn: sessions on some areas, some taken out, holds that come and go, a file after each.

ACTS = st.lists(
    st.tuples(
        st.sampled_from(["log", "log", "undo", "hold", "free", "wait"]),
        st.lists(st.sampled_from(["cheeks", "chin", "nose"]), min_size=1, unique=True),
        st.integers(0, 9),
    ),
    max_size=8,
)
HOLD = Hold("id", "t", NOW, "own", "A sore.", 5)


def view_of(sessions: Sequence[CalendarSession], now: datetime, *, held: bool, ended: bool) -> CalendarView:
    """What is known when the next session on an area may be a week after the last one there."""
    last = {area: one.happened for one in sessions if not one.gone for area in one.areas}
    rows = [
        Standing("t", area, done, done.date() + timedelta(days=7), done.date())
        for area, done in sorted(last.items())
    ]
    lately = [one for one in sessions if one.happened > now - timedelta(days=60)]
    holds = [HOLD] if held else []
    return CalendarView(
        rows, holds, paused=False, ended=ended, sessions=lately, former_holds=(), last_before=None, now=now
    )


@examples(100)
@given(ACTS)
def test_whatever_was_done_each_import_leaves_the_days_of_the_last_file(
    acts: list[tuple[str, list[str], int]],
) -> None:
    now, held, sessions, imported = NOW, False, list[CalendarSession](), dict[str, CalendarEntry]()
    for act, areas, days in acts:
        live = [at for at, session in enumerate(sessions) if not session.gone]
        if act == "log":
            key = str(len(sessions))
            sessions.append(CalendarSession(key, key, "t", areas, now, now))
        elif act == "undo" and live:
            sessions[live[-1]] = sessions[live[-1]]._replace(gone=True, changed=now)
        ended = act == "free" and held
        held = act == "hold" or (held and act != "free")
        view = view_of(sessions, now, held=held, ended=ended)
        file = {entry.uid: entry for entry in entries_of(view, ["next"], read_alarm("none"))}
        imported |= file
        assert days_in(imported) == days_in(file)
        assert held or days_in(file) == {
            row.earliest: {one.area for one in view.standings if one.earliest == row.earliest}
            for row in view.standings
        }
        now += timedelta(days=days)


def days_in(entries: Mapping[str, CalendarEntry]) -> dict[date, set[str]]:
    """The areas of each day, as the titles have them; a pause has none."""
    kept = [entry for entry in entries.values() if not entry.cancelled]
    return {entry.starts: set(entry.title.partition("t, ")[2].split(", ")) for entry in kept}
