"""``calendar --alarm``: when a calendar reminds of an entry."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from calendars import alarms_of, events_of
from conftest import NOW, Run
from skinroutine.commands.calendar.alarms import read_alarm
from typed import needled, refused


@pytest.fixture(autouse=True)
def _session(run: Run, clock: time_machine.Traveller) -> None:
    """A session was logged on Friday, 2026-11-20 10:00 in London."""
    assert clock
    run(*needled(reaction="expected"))


def reminded(run: Run, *options: str) -> dict[Any, timedelta | None]:
    """After how long each entry reminds, by its start."""
    events = events_of(run("calendar", *options).out)
    triggers = {event["DTSTART"].dt: [alarm["TRIGGER"].dt for alarm in alarms_of(event)] for event in events}
    return {start: found[0] if found else None for start, found in triggers.items()}


NEXT = date(2026, 11, 27)
EVENING = NOW.replace(day=21, hour=20)


@pytest.mark.parametrize(
    ("alarm", "next_session", "evening"),
    [
        ("at-start", timedelta(hours=9), timedelta(0)),
        ("morning", timedelta(hours=9), timedelta(hours=-11)),
        ("15m", timedelta(hours=8, minutes=45), timedelta(minutes=-15)),
        ("1h", timedelta(hours=8), timedelta(hours=-1)),
        ("1d", timedelta(hours=-15), timedelta(days=-1)),
        ("none", None, None),
    ],
)
def test_an_alarm_comes_as_it_is_chosen_and_on_a_whole_day_as_if_that_began_at_nine(
    run: Run, alarm: str, next_session: timedelta | None, evening: timedelta | None
) -> None:
    found = reminded(run, "--alarm", alarm)
    assert (found[NEXT], found[EVENING]) == (next_session, evening)


def test_without_a_word_it_reminds_when_the_entry_starts(run: Run) -> None:
    assert reminded(run) == reminded(run, "--alarm", "at-start")


def test_an_alarm_shows_the_title_and_makes_no_other_noise(run: Run) -> None:
    event = next(event for event in events_of(run("calendar").out) if event["DTSTART"].dt == NEXT)
    [alarm] = alarms_of(event)
    assert (alarm["ACTION"], alarm["DESCRIPTION"]) == ("DISPLAY", event["SUMMARY"])


def test_what_has_begun_reminds_no_more_and_a_late_alarm_comes_at_the_start(
    run: Run, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(hours=33, minutes=30))  # half an hour before the evening
    found = reminded(run, "--alarm", "1h")
    assert found[EVENING] == timedelta(0)
    assert found[NOW.replace(day=21)] is None


def test_what_is_taken_back_has_no_alarm(run: Run) -> None:
    run("undo")
    assert [alarm for event in events_of(run("calendar").out) for alarm in alarms_of(event)] == []


@pytest.mark.parametrize("typed", ["soon", "1", "0m", "-1h", "29d", "1w", "1 h", "99999m", "²h"])
def test_an_alarm_that_makes_no_sense_is_a_wrong_use(run: Run, typed: str) -> None:
    refused(run("calendar", "--alarm", typed), 2, f"{typed!r} isn't an alarm", "--alarm at-start")


def test_the_capital_of_a_word_does_not_matter() -> None:
    assert read_alarm(" Morning ")(NOW) == NOW.replace(hour=9)


def test_a_day_before_is_the_same_time_of_day_where_the_clocks_change_in_between() -> None:
    start = datetime(2026, 11, 1, 20, 0, tzinfo=ZoneInfo("America/New_York"))
    assert read_alarm("1d")(start) == datetime(2026, 10, 31, 20, 0, tzinfo=ZoneInfo("America/New_York"))


def test_hours_before_are_hours_where_the_clocks_change_in_between() -> None:
    zone = ZoneInfo("America/New_York")
    start = datetime(2026, 11, 1, 3, 0, tzinfo=zone)
    assert read_alarm("4h")(start) == datetime(2026, 11, 1, 0, 0, tzinfo=zone)
