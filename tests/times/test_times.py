"""Days and times that are typed, in every command. The clock stands at Friday 2026-11-20 10:00 in London."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from conftest import Run
from effort import examples
from skinroutine.machine import here
from skinroutine.times import BadTimeError, coming_day, later_day, past_day, past_moment
from typed import abraded, needled, needling, refused

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=LONDON)


def at(said: str) -> str:
    """The moment that was meant, as London reads it."""
    return f"{past_moment(said, here()).astimezone(LONDON):%Y-%m-%d %H:%M}"


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
    assert past_moment(said, here()) == meant


def test_a_clock_elsewhere_reads_local_times_in_its_own_zone() -> None:
    tokyo = datetime(2026, 11, 20, 19, 0, tzinfo=timezone(timedelta(hours=9)))
    with time_machine.travel(NOW, tick=False):
        assert past_moment("2026-11-19T21:00", tokyo) == datetime(2026, 11, 19, 12, 0, tzinfo=UTC)


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("tomorrow", "Sat 21 Nov 2026 12:00"),
        ("in 2 days", "Sun 22 Nov 2026 10:00"),
        ("2026-11-20T10:03", "Fri 20 Nov 2026 10:03"),
        ("2026-11-21", "Sat 21 Nov 2026 12:00"),
        ("9999-12-31", "Fri 31 Dec 9999 12:00"),
    ],
)
def test_a_time_to_come_is_refused_and_echoed(said: str, shown: str) -> None:
    with pytest.raises(BadTimeError) as found:
        at(said)
    assert str(found.value) == (
        f"--at: \u201c{said}\u201d is {shown}, which is still to come. Log a session once it is done."
        " Try: yesterday 9pm, 2 days ago, 2026-11-19 21:00"
    )


@pytest.mark.usefixtures("clock")
def test_a_clock_that_runs_two_minutes_ahead_is_let_pass() -> None:
    assert at("2026-11-20T10:02") == "2026-11-20 10:02"


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    "said",
    ["", "   ", "blue", "yesterdayy", "99999999999 days ago", "25:00", "-"],
)
def test_words_that_mean_no_time_are_refused_with_what_to_write(said: str) -> None:
    with pytest.raises(BadTimeError) as found:
        at(said)
    assert str(found.value) == (
        f"--at: I couldn't read \u201c{said.strip()}\u201d as a time."
        " Try: yesterday 9pm, 2 days ago, 2026-11-19 21:00"
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
    now = here()
    with pytest.raises(BadTimeError, match="Try: yesterday 9pm, 2 days ago, "):
        past_moment(said, now)
    with pytest.raises(BadTimeError, match="Try: tomorrow, in 3 days, "):
        coming_day(said, now)
    with pytest.raises(BadTimeError, match="Try: yesterday, 90d, "):
        past_day(said, now, "--since")
    with pytest.raises(BadTimeError, match="Try: tomorrow, 2 weeks, "):
        later_day(said, now, "--until")


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
@examples(400)
def test_any_text_is_a_time_that_has_come_or_is_refused(said: str) -> None:
    try:
        found = past_moment(said, NOW)
    except BadTimeError as error:
        assert str(error).startswith("--at: ")  # noqa: PT017  either outcome is right
    else:
        assert found.astimezone(UTC) <= NOW + timedelta(minutes=2)


NEW_HEAD: Final = ["device", "add", "microneedling", "--kind", "roller", "--needle", "0.25", "--single-use"]
TYPED: Final[list[list[str]]] = [
    [*needled(), "--at"],
    ["history", "edit", "LAST", "--at"],
    ["history", "--since"],
    ["history", "--until"],
    ["handover", "--since"],
    ["handover", "--until"],
    [*NEW_HEAD, "--opened"],
    ["pause", "--until"],
    ["plan", *needling(), "--on"],
]
"""Every place where a day or a time is typed in words; LAST stands for the last session."""
WRONG: Final = [
    "yesterdayy", "may", "2026", "11/2026", "3/11", "3.11.", "friday 9", "at 9", "3 nov 21",
    "last night", "tonight", "yesterday evening", "yesterday 25:00", "mon 26 nov 2026", "2026-02-29", "2th",
    "yesterday 9pm 10pm", "last week", "21:00-22:00", "2 dayz ago", "9pm BST", "\u0662 days ago",
]  # fmt: skip


def bytes_of(home: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in home.rglob("*") if file.is_file()}


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("arguments", TYPED, ids=lambda words: f"{words[0]} {words[-1]}")
def test_no_command_takes_a_phrase_that_it_cannot_use_whole(
    run: Run, home: Path, arguments: list[str]
) -> None:
    stored: Any = run(*needled(), "--at", "9 days ago", "--json").json["stored"]
    before = bytes_of(home)
    typed = [stored["id"] if word == "LAST" else word for word in arguments]
    for wrong in WRONG:
        ran = run(*typed[:-1], f"{typed[-1]}={wrong}")
        refused(ran, 2, f"{typed[-1]}: ", " Try: ")
        assert bytes_of(home) == before


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("arguments", TYPED[2:], ids=lambda words: f"{words[0]} {words[-1]}")
def test_a_time_of_day_is_refused_where_only_a_day_is_used(run: Run, arguments: list[str]) -> None:
    run(*needled(), "--at", "9 days ago")
    for phrase in ("yesterday 9pm", "2026-11-24T09:00", "monday at noon", "now", "2 hours ago"):
        refused(run(*arguments, phrase), 2, "names a time of day, and only a day is needed. Try: ")


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("option", ["--since", "--until"])
@pytest.mark.parametrize("rest", [["--chart"], ["show", "01ABC"]])
def test_a_day_that_the_history_would_not_use_is_refused(run: Run, option: str, rest: list[str]) -> None:
    run(*needled())
    refused(run("history", option, "yesterday", *rest), 2, option)


def test_a_session_of_the_second_is_not_logged_months_back(run: Run) -> None:
    with time_machine.travel(datetime(2026, 11, 4, 10, 0, tzinfo=LONDON), tick=False):
        stored: Any = run(*needled(reaction="expected"), "--at", "2nd 9pm", "--json").json["stored"]
        assert stored["at"] == "2026-11-02T21:00:00+00:00"
        told: Any = run("plan", *needling(), "--json").json
        assert (told["verdict"], told["until"]) == ("wait", "2026-11-09")


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("log", [needled, abraded])
@pytest.mark.parametrize("day", ["yesterday", "2026-11-12", "3 nov"])
def test_a_day_without_a_time_brings_no_date_forward(
    run: Run, log: Callable[..., list[str]], day: str
) -> None:
    """Noon gives the same next dates as the last minute of that day, whatever the hour really was."""
    run(*log(areas="nose"), "--at", day)
    run(*log(areas="cheeks"), "--at", f"{day} 23:59")
    rows: Any = run("status", "--json").json["next"]
    noon, late = ({key: row[key] for key in ("earliest", "suggested", "lapsed_from")} for row in rows)
    assert noon == late


def test_a_length_of_time_that_is_typed_has_passed_truly_though_the_clocks_changed(run: Run) -> None:
    with time_machine.travel(datetime(2026, 10, 25, 10, 0, tzinfo=LONDON), tick=False):
        stored: Any = run(*needled(), "--at", "14 hours ago", "--json").json["stored"]
        assert stored["at"] == "2026-10-24T21:00:00+01:00"


@pytest.mark.usefixtures("clock")
def test_what_was_typed_is_shown_without_signs_that_steer_a_terminal(run: Run) -> None:
    assert run(*needled(), "--at", "\x1b[31myes\nterday").err.startswith(
        "--at: I couldn't read \u201c[31myes terday\u201d as a time."
    )


@pytest.mark.parametrize(
    ("now", "phrase", "meaning"),
    [
        (datetime(2026, 3, 29, 10, 0, tzinfo=LONDON), "01:30", "refused"),
        (datetime(2026, 3, 29, 10, 0, tzinfo=LONDON), "yesterday 1:30", "2026-03-28T01:30:00+00:00"),
        (datetime(2026, 3, 30, 1, 30, tzinfo=LONDON), "a day ago", "2026-03-29T02:30:00+01:00"),
        (datetime(2026, 10, 25, 10, 0, tzinfo=LONDON), "01:30", "2026-10-25T01:30:00+00:00"),
        (datetime(2026, 10, 25, 1, 40, tzinfo=LONDON), "01:30", "2026-10-25T01:30:00+01:00"),
        (datetime(2026, 10, 25, 1, 40, fold=1, tzinfo=LONDON), "01:30", "2026-10-25T01:30:00+00:00"),
        (datetime(2026, 10, 25, 1, 40, fold=1, tzinfo=LONDON), "an hour ago", "2026-10-25T01:40:00+01:00"),
        (datetime(2026, 10, 25, 1, 40, fold=1, tzinfo=LONDON), "now", "2026-10-25T01:40:00+00:00"),
    ],
)
def test_on_the_clock_of_this_machine_a_skipped_hour_is_refused_and_one_that_comes_twice_is_the_later(
    run: Run, now: datetime, phrase: str, meaning: str
) -> None:
    with time_machine.travel(now, tick=False):
        ran = run(*needled(), "--at", phrase, "--json")
        if meaning == "refused":
            assert "never came: on Sun 29 Mar 2026 the clocks skipped 01:30." in ran.err
        else:
            stored: Any = ran.json["stored"]
            assert stored["at"] == meaning


def test_half_an_hour_in_figures_is_not_told_as_a_date() -> None:
    with pytest.raises(BadTimeError) as found:
        past_moment("3 1/2 hours ago", NOW)
    assert "January" not in str(found.value)
