"""``calendar``: what it writes is read back by the library that wrote it and by another one."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from conftest import NOW, Run
from effort import examples
from skinroutine.commands.calendar import calendar_bytes
from skinroutine.commands.calendar.entries import (
    BEGINNING,
    CalendarSession,
    CalendarView,
    CalendarWindow,
    entries,
)
from skinroutine.history import Derived, History, Standing
from skinroutine.history.events import payload_of
from skinroutine.rulebook.folders import layers
from skinroutine.rulebook.library import Library
from typed import needled, refused, symptoms

LONDON = ZoneInfo("Europe/London")
MAKE_UP = "Leave make-up off (until Sun 22 Nov 10:00)"


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def events_of(text: str) -> list[Any]:
    return list(Calendar.from_ical(text).events)


def titles_of(text: str) -> list[str]:
    return [str(event["SUMMARY"]) for event in events_of(text)]


def titled(text: str, title: str) -> Any:
    return next(event for event in events_of(text) if event["SUMMARY"] == title)


def kept(home: Path) -> History:
    return History(home / "history.db", lambda: datetime.now(UTC))


def session(**data: object) -> Mapping[str, object]:
    return {"treatment": "microneedling", "areas": ["cheeks"], "answers": {}, "note": "", **data}


def test_a_calendar_without_a_session_is_empty_and_says_how_to_begin(run: Run, home: Path) -> None:
    ran = run("calendar")
    assert (ran.status, events_of(ran.out)) == (0, [])
    assert ran.err == "There is nothing for a calendar yet. After a session: skinroutine log\n"
    assert not home.exists()


def test_the_next_date_of_each_area_is_a_whole_day(run: Run) -> None:
    run(*needled(areas="cheeks,nose", reaction="expected"))
    out = run("calendar", "--what", "next").out
    assert titles_of(out) == [
        "Microneedling, cheeks: may be done from today",
        "Microneedling, nose: may be done from today",
    ]
    assert {event["DTSTART"].dt for event in events_of(out)} == {date(2026, 11, 27)}
    assert "DTEND" not in events_of(out)[0]


def test_a_next_date_sends_the_person_to_plan_first(run: Run) -> None:
    run(*needled())
    told = run("calendar", "--what", "next").out.replace("\r\n ", "")
    assert "Before you start\\, see if today is a good day: skinroutine plan" in told


def test_a_step_of_aftercare_has_its_times_and_says_until_when(run: Run) -> None:
    run(*needled())
    step = titled(run("calendar", "--what", "aftercare").out, MAKE_UP)
    assert step["DTSTART"].dt == datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert step["DTEND"].dt == datetime(2026, 11, 22, 10, tzinfo=UTC)
    assert step["DESCRIPTION"] == "Aftercare of microneedling, cheeks, done Fri 20 Nov 10:00."


def test_aftercare_that_is_over_is_left_out(run: Run, clock: time_machine.Traveller) -> None:
    run(*needled())
    clock.shift(48 * 3600 + 60)
    assert MAKE_UP not in titles_of(run("calendar").out)


def test_a_second_library_reads_the_same(run: Run) -> None:
    run(*needled(areas="cheeks,nose"))
    out = run("calendar").out
    ours = [(str(one["UID"]), str(one["SUMMARY"]), one["DTSTART"].dt) for one in events_of(out)]
    theirs = [(one.uid, one.summary, one.dtstart) for one in IcsCalendarStream.calendar_from_ics(out).events]
    assert sorted(theirs) == sorted(ours, key=lambda one: one[0])
    assert len(ours) > 2


def test_lines_end_in_cr_lf_and_are_at_most_75_bytes(run: Run) -> None:
    run(*needled())
    lines = run("calendar").out.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert [line for line in lines if b"\n" in line or b"\r" in line] == []


def test_every_entry_is_private_never_busy_and_stamped_by_the_clock(run: Run) -> None:
    run(*needled())
    out = run("calendar").out
    whole = Calendar.from_ical(out)
    assert (whole["METHOD"], whole["VERSION"]) == ("PUBLISH", "2.0")
    for event in events_of(out):
        assert (event["TRANSP"], event["CLASS"], event["STATUS"]) == ("TRANSPARENT", "PRIVATE", "CONFIRMED")
        assert event["DTSTAMP"].dt == datetime(2026, 11, 20, 10, tzinfo=UTC)


def test_an_entry_keeps_its_id_and_no_two_share_one(run: Run, clock: time_machine.Traveller) -> None:
    run(*needled(areas="cheeks,nose"))
    before = [event["UID"] for event in events_of(run("calendar").out)]
    clock.shift(3600)
    assert [event["UID"] for event in events_of(run("calendar").out)] == before
    assert len(set(before)) == len(before)


def test_the_next_date_keeps_its_id_and_rises_in_sequence_with_a_new_session(
    run: Run, clock: time_machine.Traveller
) -> None:
    run(*needled(reaction="expected"))
    (first,) = events_of(run("calendar", "--what", "next").out)
    clock.shift(8 * 86400)
    run(*needled(reaction="expected"))
    (second,) = events_of(run("calendar", "--what", "next").out)
    assert second["UID"] == first["UID"]
    assert second["SEQUENCE"] > first["SEQUENCE"]
    assert second["DTSTART"].dt == date(2026, 12, 5)


def test_an_edited_session_updates_its_aftercare_under_the_same_id(
    run: Run, home: Path, clock: time_machine.Traveller
) -> None:
    step = {"id": "rest", "text": "Rest.", "starts": "2026-11-20T10:00:00+00:00"}
    first = kept(home).record(
        payload_of("session", session(aftercare=[step | {"ends": "2026-11-22T10:00:00+00:00"}]))
    )
    before = titled(run("calendar").out, "Rest (until Sun 22 Nov 10:00)")
    clock.shift(60)
    shorter = session(aftercare=[step | {"ends": "2026-11-20T10:00:30+00:00"}])
    second = kept(home).record(payload_of("session", shorter), replaces=first.id)
    kept(home).record(payload_of("session", shorter), replaces=second.id)
    after = titled(run("calendar").out, "Rest (until Fri 20 Nov 10:00)")
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_a_session_that_is_taken_out_takes_its_entries_back(
    run: Run, home: Path, clock: time_machine.Traveller
) -> None:
    run(*needled())
    before = {event["UID"]: event["SEQUENCE"] for event in events_of(run("calendar").out)}
    clock.shift(60)
    kept(home).void(kept(home).last_sessions()[0].id)
    after = events_of(run("calendar").out)
    assert {event["UID"] for event in after} >= set(before)
    assert {event["STATUS"] for event in after} == {"CANCELLED"}
    assert all(event["SEQUENCE"] > before[event["UID"]] for event in after if event["UID"] in before)
    assert "may be done" not in run("calendar").out.replace("\r\n ", "")


def test_an_area_that_an_edit_leaves_out_takes_its_next_date_back(run: Run, home: Path) -> None:
    run(*needled(areas="cheeks,nose"))
    cheeks, nose = (event["UID"] for event in events_of(run("calendar", "--what", "next").out))
    logged = kept(home).last_sessions()[0]
    kept(home).record(payload_of("session", {**logged.stored, "areas": ["cheeks"]}), replaces=logged.id)
    states = {event["UID"]: event["STATUS"] for event in events_of(run("calendar", "--what", "next").out)}
    assert states == {cheeks: "CONFIRMED", nose: "CANCELLED"}


def test_a_step_that_an_edit_leaves_out_is_taken_back(run: Run, home: Path) -> None:
    steps = [
        {
            "id": name,
            "text": "Rest.",
            "starts": "2026-11-20T10:00:00+00:00",
            "ends": "2026-11-22T10:00:00+00:00",
        }
        for name in ("one", "two")
    ]
    logged = kept(home).record(payload_of("session", session(aftercare=steps)))
    kept(home).record(payload_of("session", session(aftercare=steps[:1])), replaces=logged.id)
    assert [event["STATUS"] for event in events_of(run("calendar", "--what", "aftercare").out)] == [
        "CONFIRMED",
        "CANCELLED",
    ]


def test_a_hold_takes_every_next_date_back_and_says_when_it_may_end(
    run: Run, home: Path, clock: time_machine.Traveller
) -> None:
    run(*needled(areas="cheeks,nose"), "--at", "9 days ago")
    before = {event["UID"]: event["SEQUENCE"] for event in events_of(run("calendar", "--what", "next").out)}
    clock.shift(60)
    hold = {"treatment": "microneedling", "rule": "own", "why": "A sore.", "least_days": 5}
    kept(home).record(payload_of("hold", hold))
    out = run("calendar", "--what", "next").out
    assert "may be done" not in out.replace("\r\n ", "")
    held, *taken = events_of(out)
    assert held["SUMMARY"] == "On hold, microneedling: may be ended from today if it has healed"
    assert held["DTSTART"].dt == date(2026, 11, 25)
    assert {event["UID"] for event in taken} == set(before)
    for event in taken:
        assert event["STATUS"] == "CANCELLED"
        assert event["SEQUENCE"] > before[event["UID"]]
        assert str(event["SUMMARY"]).endswith(": no session, as your sessions are paused")


def test_a_hold_of_one_treatment_takes_back_the_other_too(run: Run) -> None:
    run(*needled(), "--at", "9 days ago")
    run(*symptoms(symptoms="lump_nodule"))
    assert "may be done" not in run("calendar").out.replace("\r\n ", "")


def test_the_next_dates_come_back_when_the_hold_has_ended(run: Run) -> None:
    run(*needled(), "--at", "9 days ago")
    run(*symptoms(symptoms="lump_nodule"))
    run("hold", "end", "--how", "seen")
    (back,) = events_of(run("calendar", "--what", "next").out)
    assert (back["STATUS"], back["SUMMARY"]) == (
        "CONFIRMED",
        "Microneedling, cheeks: may be done from today",
    )


def test_a_pause_takes_the_next_dates_back_and_leaves_the_aftercare(run: Run, home: Path) -> None:
    run(*needled())
    kept(home).record(payload_of("pause", {"until": "", "why": "holiday"}))
    out = run("calendar").out
    assert "may be done" not in out.replace("\r\n ", "")
    assert [event["STATUS"] for event in events_of(out)][:2] == ["CANCELLED", "CONFIRMED"]
    assert MAKE_UP in titles_of(out)


def test_a_check_is_at_the_time_at_which_it_opens_and_says_how_to_record_it(run: Run) -> None:
    run(*needled())
    day, three_days = events_of(run("calendar", "--what", "checks").out)
    assert str(day["SUMMARY"]).endswith("? (microneedling, cheeks)")
    assert day["DTSTART"].dt == datetime(2026, 11, 21, 10, tzinfo=UTC)
    assert three_days["DTSTART"].dt == datetime(2026, 11, 23, 10, tzinfo=UTC)
    assert str(day["DESCRIPTION"]).startswith("Record it: skinroutine log --reaction ")
    assert str(day["DESCRIPTION"]).endswith("\nIf something worries you: skinroutine check-symptoms")


def test_a_check_whose_time_is_over_is_left_out(run: Run, clock: time_machine.Traveller) -> None:
    run(*needled())
    clock.shift(30 * 86400)
    assert events_of(run("calendar", "--what", "checks").out) == []


def test_a_day_that_suits_better_is_told_with_the_earliest(run: Run, home: Path) -> None:
    logged = kept(home).record(payload_of("session", session()))
    row = Standing(
        "microneedling", "cheeks", logged.happened, date(2026, 11, 27), date(2026, 12, 20), date(2026, 12, 4)
    )
    rules = Library(layers())
    kept(home).write([], lambda _reader: Derived([row], rules.stored_under, rules.treatment_ids))
    (entry,) = events_of(run("calendar", "--what", "next").out)
    assert entry["DTSTART"].dt == date(2026, 11, 27)
    assert str(entry["DESCRIPTION"]).startswith("Last done Fri 20 Nov. Better from Fri 4 Dec.\n")


def test_a_private_calendar_tells_nothing_but_the_times(run: Run) -> None:
    run(*needled())
    out = run("calendar", "--private").out.replace("\r\n ", "")
    assert set(titles_of(out)) == {"Reminder"}
    for word in ("DESCRIPTION", "microneedling", "Microneedling", "cheeks", "make-up", "mn-"):
        assert word not in out


def test_a_private_calendar_has_the_ids_of_the_open_one(run: Run) -> None:
    run(*needled())
    plain = [event["UID"] for event in events_of(run("calendar").out)]
    assert [event["UID"] for event in events_of(run("calendar", "--private").out)] == plain


def test_only_the_parts_that_are_named_are_written(run: Run) -> None:
    run(*needled())
    told: Any = run("calendar", "--what", "aftercare, next", "--json").json
    assert {entry["part"] for entry in told["entries"]} == {"next", "aftercare"}
    told = run("calendar", "--what", "checks", "--json").json
    assert {entry["part"] for entry in told["entries"]} <= {"checks"}


def test_an_unknown_part_is_a_wrong_use(run: Run) -> None:
    refused(run("calendar", "--what", "next,streaks"), 2, "'streaks'", "--what next,aftercare,checks")


def test_the_json_has_every_entry_with_its_times(run: Run) -> None:
    run(*needled(reaction="expected"))
    told: Any = run("calendar", "--json").json
    first = told["entries"][0]
    assert (told["schema_version"], told["file"]) == (1, None)
    assert (first["part"], first["starts"], first["ends"], first["cancelled"]) == (
        "next",
        "2026-11-27",
        None,
        False,
    )
    assert len(told["entries"]) == len(events_of(run("calendar").out))


def test_a_file_is_readable_by_its_owner_alone_and_written_again(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "skin.ics"
    run(*needled())
    ran = run("calendar", "--what", "next", "--output", str(file))
    assert " ".join(ran.out.split()).startswith(f"Written: {file} has 1 date in it. Import it")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert run("calendar", "--output", str(file), "--json").json["file"] == str(file)
    assert len(events_of(file.read_text())) > 1
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    "text", ["", "Dear diary", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Other//EN\r\n"]
)
def test_a_file_of_another_program_is_left_alone(run: Run, tmp_path: Path, text: str) -> None:
    file = tmp_path / "mine.ics"
    file.write_text(text, newline="")
    refused(run("calendar", "--output", str(file)), 2, str(file), "Name another file")
    assert file.read_bytes() == text.encode()


def test_a_folder_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    refused(run("calendar", "--output", str(tmp_path / "no" / "c.ics")), 1, "No such file", "Name a file")


def test_a_window_over_a_clock_change_is_as_many_hours_long_and_told_by_the_new_time(
    run: Run, clock: time_machine.Traveller
) -> None:
    clock.move_to(datetime(2026, 10, 24, 21, 0, tzinfo=LONDON))
    run(*needled())
    step = titled(run("calendar").out, "Leave make-up off (until Mon 26 Oct 20:00)")
    assert step["DTSTART"].dt == datetime(2026, 10, 24, 20, tzinfo=UTC)
    assert step["DTEND"].dt - step["DTSTART"].dt == timedelta(hours=48)


def test_a_whole_day_is_the_day_here_and_not_in_utc(run: Run, clock: time_machine.Traveller) -> None:
    clock.move_to(datetime(2026, 7, 10, 0, 30, tzinfo=LONDON))
    run(*needled(reaction="expected"))
    (row,) = events_of(run("calendar", "--what", "next").out)
    assert row["DTSTART"].dt == date(2026, 7, 17)


@pytest.mark.parametrize(
    "damaged", ["x", [1], [{"id": "a"}], [{"id": "a", "text": "b", "starts": "2026-11-20T10:00:00"}]]
)
def test_aftercare_that_makes_no_sense_is_left_out(run: Run, home: Path, damaged: object) -> None:
    kept(home).record(payload_of("session", session(aftercare=damaged)))
    ran = run("calendar", "--what", "aftercare")
    assert (ran.status, events_of(ran.out)) == (0, [])


@examples(60)
@given(st.text(min_size=1), st.text(min_size=1))
def test_no_text_of_a_shared_history_breaks_the_file(text: str, area: str) -> None:
    done = CalendarSession("id", "t", [area], NOW, NOW)
    view = CalendarView(
        parts=("aftercare",), standings=[], holds=[], paused=False, sessions=[], checks=[],
        changed=BEGINNING, now=NOW,
        windows=[
            CalendarWindow(done, "w", text, NOW, None),
            CalendarWindow(done, "v", "next", NOW, NOW + timedelta(days=1)),
        ],
        local=lambda moment: moment, private=False,
    )  # fmt: skip
    made = entries(view)
    written = calendar_bytes(made, NOW).decode()
    assert titles_of(written) == [entry.title for entry in made]
    assert len(IcsCalendarStream.calendar_from_ics(written).events) == 2
