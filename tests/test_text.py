"""Words for a person, letter by letter."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skinroutine import text

NOW: Final = datetime(2026, 11, 26, 21, 0, tzinfo=UTC)
LABELS: Final = {"cheeks": "Cheeks", "nose_sides": "The sides of the nose"}
DAYS: Final = st.dates(min_value=date(1900, 1, 1))
LENGTHS: Final = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=4000))


def test_what_steers_a_terminal_is_taken_out() -> None:
    assert text.harmless("a\x1b[31m\u202eb\nc") == "a[31mb c"


@given(st.text())
def test_harmless_text_is_one_line_and_stays_as_it_is(said: str) -> None:
    once = text.harmless(said)
    assert not set(once) & set("\n\r\x1b\x9b\u200b\u202e")
    assert text.harmless(once) == once


def test_what_can_be_printed_steers_no_terminal() -> None:
    printed = "".join(letter for letter in map(chr, range(0x110000)) if letter.isprintable())
    assert text.harmless(f"{printed}\0") == printed


def test_a_name_is_said_without_its_underscores() -> None:
    assert text.spoken("nose_sides") == "nose sides"


def test_names_are_joined_by_commas() -> None:
    assert text.join_words(["cheeks", "nose_sides"]) == "cheeks, nose sides"


def test_a_treatment_is_named_with_its_areas() -> None:
    assert (
        text.treatment_text("new_treatment", ["cheeks", "nose_sides"]) == "new treatment, cheeks, nose sides"
    )


@pytest.mark.parametrize(
    ("most", "words"),
    [(1, "a and 2 more"), (2, "a, b and 1 more"), (3, "a, b, c"), (9, "a, b, c")],
)
def test_of_many_texts_the_first_few_are_named_and_the_rest_counted(most: int, words: str) -> None:
    assert text.first_few(["a", "b", "c"], most) == words


def test_a_capital_at_the_start_leaves_the_other_letters() -> None:
    assert [text.capital(words) for words in ("on Monday", "HIV", "")] == ["On Monday", "HIV", ""]


@pytest.mark.parametrize(("number", "words"), [(0, "0 days"), (1, "1 day"), (2, "2 days"), (11, "11 days")])
def test_one_thing_is_counted_in_the_singular(number: int, words: str) -> None:
    assert text.counted(number, "day") == words


def test_a_plural_that_takes_more_than_an_s_is_given() -> None:
    assert [text.counted(number, "entry", "entries") for number in (1, 2)] == ["1 entry", "2 entries"]


def test_one_thing_alone_may_have_words_of_its_own() -> None:
    assert [text.counted(number, "limit", alone="a limit") for number in (1, 2)] == ["a limit", "2 limits"]


@given(st.integers(0, 10**6))
def test_every_number_but_one_takes_the_plural(number: int) -> None:
    assert text.plural(number, "use") == ("use" if number == 1 else "uses")


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (1, "days", "1 day"), (1.0, "days", "1 day"), (2, "days", "2 days"), (0.25, "mm", "0.25 mm"),
        (1, "mm", "1 mm"), (34, "", "34"), (1, "", "1"), (38.5, "degrees", "38.5 degrees"),
        (10**500, "mm", "1e+308 mm"), (-(10**500), "", "-1e+308"),
        (float("inf"), "mm", "inf mm"), (float("nan"), "mm", "nan mm"),
    ],
)  # fmt: skip
def test_a_number_takes_the_unit_of_its_question(value: float, unit: str, words: str) -> None:
    assert text.with_unit(value, unit) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (["cheeks", "nose_sides"], "Cheeks, The sides of the nose"), ([], "none"), ("cheeks", "Cheeks"),
        ("upper_lip", "upper lip"), (True, "yes"), (False, "no"), ("not_sure", "not sure"), (1, "1 day"),
    ],
)  # fmt: skip
def test_a_stored_answer_is_said_in_the_words_of_its_question(value: object, words: str) -> None:
    assert text.answer_text(value, LABELS, "days") == words


def test_labels_that_hold_commas_are_told_apart() -> None:
    shown = text.answer_text(["cheeks", "nose_sides"], LABELS, comma="; ", none="none")
    assert shown == "Cheeks; The sides of the nose"
    assert text.answer_text([], LABELS, none="none") == "none"


@given(st.lists(st.sampled_from(sorted(LABELS)), unique=True))
def test_no_option_is_lost_or_added_in_words(chosen: list[str]) -> None:
    shown = text.answer_text(chosen, LABELS)
    assert [name for name, label in LABELS.items() if label in shown] == sorted(chosen)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (["nose_sides", "chin"], "nose sides, chin"), ([], "none"), (True, "yes"), ("not_sure", "not sure"),
        (2.0, "2"), (0.25, "0.25"), (None, ""), ({"a": 1}, ""),
    ],
)  # fmt: skip
def test_a_kept_value_is_said_without_its_question(value: object, words: str) -> None:
    assert text.kept_text(value) == words


def test_yes_and_no() -> None:
    assert [text.yes_or_no(truth) for truth in (True, False)] == ["yes", "no"]


def test_a_date_can_leave_out_its_day_of_the_week_and_its_year() -> None:
    when = date(2026, 11, 7)
    assert text.date_text(when) == "Sat 7 Nov 2026"
    assert text.date_text(when, weekday=False) == "7 Nov 2026"
    assert text.date_text(when, year=False) == "Sat 7 Nov"
    assert text.date_text(when, weekday=False, year=False) == "7 Nov"


@given(DAYS)
def test_a_date_in_words_is_that_date(when: date) -> None:
    assert datetime.strptime(text.date_text(when), "%a %d %b %Y").date() == when  # noqa: DTZ007  a day has no zone


@given(DAYS, DAYS)
def test_a_day_has_its_year_where_it_is_another_one(when: date, today: date) -> None:
    assert text.day(when, today).endswith(str(when.year)) == (when.year != today.year)


@given(DAYS)
def test_a_stored_day_is_read_back(when: date) -> None:
    assert text.stored_day(when.isoformat()) == text.date_text(when, weekday=False)


@given(DAYS, st.times())
def test_a_day_and_a_time_are_what_their_formats_give(when: date, clock: time) -> None:
    assert text.date_text(when) == f"{when:%a} {when.day} {when:%b} {when.year}"
    assert text.clock_text(clock) == f"{clock:%H:%M}"


def test_what_is_no_stored_day_stays_as_it_is() -> None:
    assert text.stored_day("soon") == "soon"


def test_a_moment_is_said_on_the_clock_here_or_there() -> None:
    there = datetime(2026, 11, 21, 23, 30, tzinfo=timezone(timedelta(hours=-10)))
    assert text.moment(there, NOW) == "Sun 22 Nov 09:30"
    assert text.moment_there(there, NOW) == "Sat 21 Nov 23:30"


def test_a_month_and_a_time_of_day() -> None:
    assert text.month_text(date(2026, 11, 1)) == "November 2026"
    assert text.clock_text(time(9, 5)) == "09:05"


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (timedelta(minutes=1), "1 min left"),
        (timedelta(minutes=59, seconds=1), "1 h left"),
        (timedelta(hours=14), "14 h left"),
        (timedelta(days=2), "48 h left"),
        (timedelta(days=2, seconds=1), "3 days left"),
        (timedelta(days=5), "5 days left"),
    ],
)
def test_the_time_left_is_told_in_minutes_then_in_hours_and_then_in_days(
    ahead: timedelta, words: str
) -> None:
    assert text.time_left(NOW + ahead, NOW) == words


@given(LENGTHS)
def test_the_time_left_is_never_rounded_down(ahead: timedelta) -> None:
    number, unit, _ = text.time_left(NOW + ahead, NOW).split()
    units = {"min": timedelta(minutes=1), "h": timedelta(hours=1), "days": timedelta(days=1)}
    assert int(number) * units[unit] >= ahead


def test_what_ends_is_told_with_its_moment_and_the_time_left() -> None:
    assert text.ending(NOW + timedelta(hours=14), NOW) == "Fri 27 Nov 11:00, 14 h left"


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        (-1, 14, "Leave make-up off. Until Fri 27 Nov 11:00, 14 h left."),
        (12, 24, "Leave make-up off. From Fri 27 Nov 09:00."),
        (-1, None, "Leave make-up off."),
    ],
)
def test_a_step_of_aftercare_has_its_times(starts: int, ends: int | None, words: str) -> None:
    end = None if ends is None else NOW + timedelta(hours=ends)
    assert text.window_text("Leave make-up off.", NOW + timedelta(hours=starts), end, NOW) == words


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(0), "just now"),
        (timedelta(minutes=59), "59 min ago"),
        (timedelta(hours=1), "1 h ago"),
        (timedelta(hours=48), "48 h ago"),
        (timedelta(hours=49), "2 days ago"),
        (timedelta(days=3), "3 days ago"),
        (timedelta(minutes=-2), "just now"),
        (timedelta(minutes=-3), "still to come"),
    ],
)
def test_how_long_ago(passed: timedelta, words: str) -> None:
    assert text.ago(NOW - passed, NOW) == words


@pytest.mark.parametrize(
    ("passed", "words"), [(0, "today"), (1, "yesterday"), (2, "2 days ago"), (-1, "at a time still to come")]
)
def test_how_many_days_ago_by_the_calendar(passed: int, words: str) -> None:
    assert text.days_ago(NOW - timedelta(days=passed), NOW) == words


@pytest.mark.parametrize("say", [text.ago, text.days_ago])
@given(passed=LENGTHS)
def test_a_number_of_days_is_that_of_the_calendar(
    say: Callable[[datetime, datetime], str], passed: timedelta
) -> None:
    words, days = say(NOW - passed, NOW), (NOW.date() - (NOW - passed).date()).days
    assert "days" not in words or words == f"{days} days ago"


@pytest.mark.parametrize(
    ("hours", "words"),
    [(0.2, "0 hours"), (1, "1 hour"), (30, "30 hours"), (48, "48 hours"), (72, "about 3 days")],
)
def test_how_long_after_a_session(hours: float, words: str) -> None:
    assert text.after_hours(hours) == words


def test_whole_hours_are_told_short() -> None:
    assert text.short_hours(29.6) == "30 h"


def test_it_imports_nothing_that_due_would_wait_for() -> None:
    tree = ast.parse(Path(text.__file__).read_text(encoding="utf-8"))
    found = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert found == {"__future__", "collections.abc", "datetime", "functools", "math", "typing"}
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
