"""The file itself: what RFC 5545 asks of it, and what other programs read in it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from calendars import events_of, titles_of
from conftest import NOW, Run
from effort import examples
from rfc5545 import faults
from skinroutine.commands.calendar import entries_of, shown
from skinroutine.commands.calendar.alarms import read_alarm
from skinroutine.commands.calendar.entries import PARTS, CalendarEntry, CalendarSession, CalendarView
from skinroutine.commands.calendar.ics import FileStamp, calendar_bytes
from skinroutine.history.parts import AftercareWindow
from typed import abraded, needled, symptoms


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is Friday, 2026-11-20 10:00 in London."""


@pytest.mark.parametrize("alarm", ["none", "at-start", "1d", "morning"])
def test_a_file_keeps_to_the_standard(run: Run, alarm: str) -> None:
    run(*needled(areas="cheeks,nose"))
    run(*abraded(areas="neck"))
    run(*symptoms(symptoms="lump_nodule"))
    run("undo")
    assert faults(run("calendar", "--alarm", alarm).out.encode()) == []


def test_a_second_library_reads_the_same(run: Run) -> None:
    run(*needled(areas="cheeks,nose"))
    out = run("calendar").out
    ours = [(event["UID"], str(event["SUMMARY"]), event["DTSTART"].dt) for event in events_of(out)]
    theirs = IcsCalendarStream.calendar_from_ics(out).events
    assert sorted((event.uid, event.summary, event.dtstart) for event in theirs) == sorted(ours)
    triggers = {event.uid: [alarm.trigger for alarm in event.alarm] for event in theirs}
    first = next(event for event in events_of(out) if event["DTSTART"].dt == date(2026, 12, 4))
    assert triggers[first["UID"]] == [timedelta(hours=9)]
    assert len(ours) > 2


def test_every_entry_is_private_never_busy_and_stamped_by_the_clock(run: Run) -> None:
    run(*needled())
    out = run("calendar").out
    whole = Calendar.from_ical(out)
    assert (whole["METHOD"], whole["VERSION"]) == ("PUBLISH", "2.0")
    for event in events_of(out):
        assert (event["TRANSP"], event["CLASS"], event["STATUS"]) == ("TRANSPARENT", "PRIVATE", "CONFIRMED")
        assert event["DTSTAMP"].dt == datetime(2026, 11, 20, 10, tzinfo=UTC)


STARTS = st.one_of(
    st.dates(date(2020, 1, 2), date(2100, 1, 1)),
    st.datetimes(
        datetime(2020, 1, 2), datetime(2100, 1, 1),  # noqa: DTZ001  the zone comes beside it
        timezones=st.sampled_from([ZoneInfo(name) for name in ("Asia/Kathmandu", "America/New_York")]),
    ),
)  # fmt: skip


@examples(100)
@given(st.text(), st.text(), STARTS, st.booleans())
def test_no_text_of_a_shared_history_and_no_time_breaks_a_file(
    title: str, text: str, starts: date, cancelled: bool
) -> None:
    ends = starts + timedelta(minutes=30) if isinstance(starts, datetime) else None
    drawn = CalendarEntry(
        uid="u", part="next", title=title, text=text, starts=starts, ends=ends, cancelled=cancelled
    )
    entry = shown(drawn, private=False)
    written = calendar_bytes([entry], FileStamp(NOW))
    assert faults(written) == []
    [event] = events_of(written.decode())
    assert (str(event["SUMMARY"]), str(event.get("DESCRIPTION", ""))) == (entry.title, entry.text)
    assert len(IcsCalendarStream.calendar_from_ics(written.decode()).events) == 1


@examples(30)
@given(st.text(min_size=1), st.text(min_size=1))
def test_a_step_of_any_text_on_any_area_is_in_a_file_that_others_read(text: str, area: str) -> None:
    step = AftercareWindow(
        id="w", kind="avoid", text=text, starts=NOW, ends=NOW + timedelta(days=1), subject="", excludes=[],
        areas=[],
    )  # fmt: skip
    view = CalendarView(
        (), (), paused=False, ended=False, former_holds=(), last_before=None, now=NOW,
        sessions=[CalendarSession("id", "id", "t", [area], NOW, NOW, [step])],
    )  # fmt: skip
    made = [shown(entry, private=False) for entry in entries_of(view, PARTS, read_alarm("1h"))]
    written = calendar_bytes(made, FileStamp(NOW))
    assert faults(written) == []
    assert titles_of(written.decode()) == [entry.title for entry in made]
