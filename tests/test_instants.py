"""``--at``: the clock stands at Friday 2026-11-20 10:00 in London."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from skinroutine.instants import BadInstantError, coming_day, day_said, day_to_come, instant

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=LONDON)


def at(said: str) -> str:
    """The moment that was meant, as London reads it."""
    return f"{instant(said, datetime.now().astimezone()).astimezone(LONDON):%Y-%m-%d %H:%M}"


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("now", "2026-11-20 10:00"),
        ("2 days ago", "2026-11-18 10:00"),
        ("an hour ago", "2026-11-20 09:00"),
        ("2h ago", "2026-11-20 08:00"),
        ("30m ago", "2026-11-20 09:30"),
        ("1 week ago", "2026-11-13 10:00"),
        ("yesterday 9pm", "2026-11-19 21:00"),
        ("3 days ago at 7pm", "2026-11-17 19:00"),
        ("9am", "2026-11-20 09:00"),
        ("9pm", "2026-11-19 21:00"),
        ("monday 8am", "2026-11-16 08:00"),
        ("2026-11-19T21:00", "2026-11-19 21:00"),
        ("2026-11-19 21:00", "2026-11-19 21:00"),
        ("2026-11-19T21", "2026-11-19 21:00"),
        ("2026-11-19 21", "2026-11-19 21:00"),
        (" 2026-11-19T21:00 ", "2026-11-19 21:00"),
        ("2026-11-19T21:00Z", "2026-11-19 21:00"),
        ("2026-11-19T21:00+09:00", "2026-11-19 12:00"),
    ],
)
def test_a_time_in_words_or_iso_is_the_moment_that_was_meant(said: str, meant: str) -> None:
    assert at(said) == meant


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("yesterday", "2026-11-19 12:00"),
        ("2026-11-19", "2026-11-19 12:00"),
        ("20261119", "2026-11-19 12:00"),
        ("19 Nov 2026", "2026-11-19 12:00"),
        ("monday", "2026-11-16 12:00"),
    ],
)
def test_a_day_without_a_time_is_noon_of_that_day(said: str, meant: str) -> None:
    assert at(said) == meant


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("said", ["today", "2026-11-20", "20 november"])
def test_today_before_noon_is_now(said: str) -> None:
    assert at(said) == "2026-11-20 10:00"


def test_today_after_noon_is_noon() -> None:
    with time_machine.travel(NOW + timedelta(hours=5), tick=False):
        assert at("today") == "2026-11-20 12:00"


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2026-07-01 12:30", datetime(2026, 7, 1, 11, 30, tzinfo=UTC)),
        ("2026-10-25T00:30", datetime(2026, 10, 24, 23, 30, tzinfo=UTC)),
        ("2026-10-25T02:30", datetime(2026, 10, 25, 2, 30, tzinfo=UTC)),
        ("2026-03-29T00:30", datetime(2026, 3, 29, 0, 30, tzinfo=UTC)),
        ("2026-03-29T02:30", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        ("2024-02-29T12:00", datetime(2024, 2, 29, 12, 0, tzinfo=UTC)),
    ],
)
def test_a_local_time_has_the_offset_of_its_own_day(said: str, meant: datetime) -> None:
    assert instant(said, datetime.now().astimezone()) == meant


def test_a_clock_elsewhere_reads_local_times_in_its_own_zone() -> None:
    tokyo = datetime(2026, 11, 20, 19, 0, tzinfo=timezone(timedelta(hours=9)))
    with time_machine.travel(NOW, tick=False):
        assert instant("2026-11-19T21:00", tokyo) == datetime(2026, 11, 19, 12, 0, tzinfo=UTC)


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("tomorrow", "2026-11-21 12:00"),
        ("in 2 days", "2026-11-22 12:00"),
        ("2026-11-20T10:03", "2026-11-20 10:03"),
        ("2026-11-21", "2026-11-21 12:00"),
        ("9999-12-31", "9999-12-31 12:00"),
    ],
)
def test_a_time_to_come_is_refused_and_echoed(said: str, shown: str) -> None:
    with pytest.raises(BadInstantError) as found:
        at(said)
    assert str(found.value) == (
        f'--at "{said}" is {shown}, which is still to come. Log a session once it is done.'
    )


@pytest.mark.usefixtures("clock")
def test_a_clock_that_runs_two_minutes_ahead_is_let_pass() -> None:
    assert at("2026-11-20T10:02") == "2026-11-20 10:02"


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    "said",
    ["", "   ", "blue", "2026-13-45", "99999999999 days ago", "0001-01-01", "0001-01-01T00:00+09:00", "-"],
)
def test_words_that_mean_no_time_are_refused_with_what_to_write(said: str) -> None:
    with pytest.raises(BadInstantError) as found:
        at(said)
    assert str(found.value) == (
        f'--at "{said}" is no time. Write "2 days ago", "yesterday 9pm" or 2026-11-19T21:00.'
    )
    assert found.value.status == 2


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    "said",
    [
        "2026-13-01", "2026-13-01 9pm", "on 2026-13-01", "2026.13.01", "2026\u201313\u201301", "2026-02-29",
        "2026-13", "2026-11", "13-11-2026", "05-11-2026", "26-13-01",
    ],
)  # fmt: skip
def test_a_date_that_no_calendar_has_or_that_could_be_two_days_is_no_time(said: str) -> None:
    now = datetime.now().astimezone()
    with pytest.raises(BadInstantError, match="is no time"):
        instant(said, now)
    with pytest.raises(BadInstantError, match="is no day"):
        coming_day(said, now)
    with pytest.raises(BadInstantError, match="is no day"):
        day_said(said, now, "--since")
    with pytest.raises(BadInstantError, match="is no day"):
        day_to_come(said, now, "--until")


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2026-1-5", "2026-01-05 12:00"),
        ("2026-11-19 9pm", "2026-11-19 21:00"),
        ("2026-11-19 at 9pm", "2026-11-19 21:00"),
        ("19 Nov 2026 21:45:30", "2026-11-19 21:45"),
    ],
)
def test_a_date_with_the_year_first_may_be_followed_by_a_time_in_words(said: str, meant: str) -> None:
    assert at(said) == meant


WORDS = st.lists(
    st.sampled_from(
        [
            "yesterday",
            "9pm",
            "ago",
            "2",
            "days",
            "last",
            "week",
            "in",
            "2026-02-29",
            "25:00",
            "monday",
            "30m",
            "noon",
        ]
    ),
    max_size=4,
).map(" ".join)


@given(st.one_of(st.text(max_size=20), WORDS, st.datetimes().map(str), st.dates().map(str)))
@settings(max_examples=400)
def test_any_text_is_a_time_that_has_come_or_is_refused(said: str) -> None:
    try:
        found = instant(said, NOW)
    except BadInstantError as error:
        assert str(error).startswith("--at ")  # noqa: PT017  either outcome is right
    else:
        assert found.astimezone(UTC) <= NOW + timedelta(minutes=2)
