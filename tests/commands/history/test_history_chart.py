"""``history --chart``: sessions and reactions by day, and how long a charted symptom lasted."""

from __future__ import annotations

import re
import string
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from conftest import NOW, Run
from skinroutine.commands.history.chart_screen import (
    CHART_DAYS,
    GONE,
    THERE,
    ChartView,
    Lasted,
    Marks,
    chart_page,
)
from skinroutine.show.colour import show
from skinroutine.show.plain import plain_text
from typed import abraded, needled, symptoms

REACTIONS = {"none": "No reaction", "expected": "As expected", "prolonged": "Longer", "severe": "Severe"}
SEVERITIES = {"mild": "Mild", "moderate": "Moderate", "severe": "Severe"}


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London, a Friday."""


def chart(run: Run, *arguments: str) -> str:
    return run("history", "--chart", *arguments).out


def lasted(run: Run, *arguments: str) -> Any:
    return run("history", "--chart", *arguments, "--json").json["lasted"]


def view(days: dict[date, Marks], rows: tuple[Lasted, ...] = ()) -> ChartView:
    levels = {0: "EXPECTED", 4: "EMERGENCY"}
    return ChartView(date(2026, 10, 1), NOW, days, rows, REACTIONS, SEVERITIES, levels)


def test_a_month_is_drawn_from_monday_on_with_a_letter_for_each_thing(run: Run) -> None:
    run(*needled(reaction="prolonged"), "--at", "2026-11-18T21:00")
    assert chart(run, "--months", "1") == (
        "November 2026\n"
        " Mon  Tue  Wed  Thu  Fri  Sat  Sun\n"
        "                                1\n"
        "  2    3    4    5    6    7    8\n"
        "  9   10   11   12   13   14   15\n"
        " 16   17   18   19  [20]  21   22\n"
        "           Sp\n"
        " 23   24   25   26   27   28   29\n"
        " 30\n"
        "\n"
        "  S  session\n"
        "  p  longer than expected\n"
        "\n"
        "As a list: skinroutine history\n"
    )


def test_two_months_are_shown_unless_more_are_asked_for(run: Run) -> None:
    run(*needled())
    assert ("October 2026" in chart(run), "September" in chart(run)) == (True, False)
    assert "December 2025" in chart(run, "--months", "12")


def test_months_with_nothing_in_them_are_one_line(run: Run) -> None:
    run(*needled(), "--at", "2026-05-10")
    run(*needled(), "--at", "2026-10-10")
    out = chart(run, "--months", "12")
    lines = [line for line in out.splitlines() if "nothing recorded" in line]
    assert lines == [
        "December 2025 to April 2026: nothing recorded",
        "June to September 2026: nothing recorded",
        "November 2026: nothing recorded",
    ]
    assert out.count(" Mon  Tue") == 2


def test_of_the_checks_of_a_day_the_worst_and_the_last_are_seen(
    run: Run, clock: time_machine.Traveller
) -> None:
    run(*needled(), "--at", "yesterday 9pm")
    run(*symptoms(symptoms="fever,red_streaks"))
    clock.shift(60)
    run(*symptoms(symptoms__redness__severity="mild", symptoms__redness__trend="improving"))
    out = chart(run, "--months", "1")
    assert "\n                S    40\n" in out
    assert "     two digits: the worst check of a day, then the last\n" in out
    assert run("history", "--chart", "--json").json["days"][-1]["level"] == 4  # type: ignore[index]  # a list


@given(st.dates(date(2026, 10, 1), date(2026, 11, 30)), st.sampled_from(range(5)), st.sampled_from(range(5)))
def test_no_line_of_a_calendar_is_wider_than_40_columns(when: date, worst: int, last: int) -> None:
    page = chart_page(view({when: Marks(("a",), "severe", worst, last)}))
    assert max(map(len, plain_text(page, 40).splitlines())) <= 40


def test_a_check_shows_its_level_and_the_key_says_what_it_means(
    run: Run, clock: time_machine.Traveller
) -> None:
    run(*needled(), "--at", "yesterday 9pm")
    run(*symptoms(symptoms="fever,red_streaks"))
    out = chart(run, "--months", "1")
    level = str(run("history", "--chart", "--json").json["days"][-1]["level"])  # type: ignore[index]  # a list
    assert f"[20]  21   22\n                S    {level}\n" in out
    assert f"  {level}  check of symptoms: " in out
    clock.shift(86_400)
    assert f" 20  [21]  22\n                S    {level}\n" in chart(run, "--months", "1")


def test_redness_is_told_by_day_after_the_session(run: Run, clock: time_machine.Traveller) -> None:
    run(*needled())
    mild = {"symptoms__redness__severity": "mild", "symptoms__redness__trend": "improving"}
    for hours, severity in ((20, "moderate"), (24, "mild")):
        clock.shift(hours * 3600)
        run(*symptoms(**{**mild, "symptoms__redness__severity": severity, "hours_since_session": str(hours)}))
    [row] = lasted(run)
    assert (row["symptom"], row["days"][:3]) == ("redness", ["moderate", "mild", None])
    assert "o m . . . . . .  20 Nov, cheeks\n" in chart(run)
    assert "  m  mild\n  o  moderate\n" in chart(run)


def test_of_two_checks_on_a_day_the_worse_is_shown(run: Run) -> None:
    run(*needled(), "--at", "3 hours ago")
    for severity in ("mild", "moderate", "mild"):
        run(*symptoms(symptoms__redness__severity=severity, hours_since_session="3"))
    assert lasted(run)[0]["days"][0] == "moderate"


def test_redness_that_nobody_measured_is_there_and_not_mild(run: Run) -> None:
    run(*needled(), "--at", "3 hours ago")
    run(*symptoms(symptoms="redness", hours_since_session="3"))
    assert lasted(run)[0]["days"][0] == THERE


def test_only_a_check_that_found_nothing_says_that_redness_was_gone(run: Run) -> None:
    run(*needled(), "--at", "yesterday 9am")
    run(*symptoms(symptoms="fever,red_streaks"))
    assert lasted(run)[0]["days"][1] is None
    run(*symptoms(symptoms__dryness__severity="mild", symptoms__dryness__trend="improving"))
    assert lasted(run)[0]["days"][1] == GONE


def test_a_late_reaction_is_on_its_own_day_and_in_the_row(run: Run) -> None:
    run(*needled(), "--at", "2026-11-18T09:00")
    run("log", "--reaction", "prolonged")
    assert "[20]  21   22\n           S         p\n" in chart(run)
    assert ". . p . . . . .  18 Nov, cheeks\n" in chart(run)


def test_a_late_reaction_stays_with_a_session_that_was_changed(run: Run) -> None:
    run(*needled(), "--at", "2026-11-18T09:00")
    run("log", "--reaction", "prolonged")
    listed: Any = run("history", "--json").json["entries"]
    run("history", "edit", listed[-1]["short"], "--needle", "0.2")
    assert lasted(run)[0]["days"][2] == "prolonged"


def test_the_chart_can_be_narrowed_to_an_area_and_a_treatment(run: Run) -> None:
    run(*needled(areas="nose"), "--at", "2 days ago")
    run(*abraded(areas="neck"), "--at", "yesterday")
    assert [row["areas"] for row in lasted(run, "--area", "neck")] == [["neck"]]
    assert [row["areas"] for row in lasted(run, "--treatment", "microneedling")] == [["nose"]]


def test_many_areas_are_counted_so_that_a_line_fits(run: Run) -> None:
    run(*needled(areas="forehead,cheeks,nose"), "--at", "2 days ago")
    run("log", "--reaction", "prolonged")
    assert ". . p . . . . .  18 Nov, 3 areas\n" in chart(run)


def test_a_session_after_which_nothing_is_known_has_no_row(run: Run) -> None:
    run(*needled())
    assert "How long" not in chart(run)


def test_an_empty_chart_says_so_and_makes_no_file(run: Run, home: Path) -> None:
    assert chart(run) == "Nothing is recorded in these months.\nAfter a session: skinroutine log\n"
    assert not home.exists()


def test_no_line_of_the_chart_is_wider_than_80_columns(run: Run) -> None:
    run(*abraded(areas="around_mouth,under_eyes"), "--at", "yesterday")
    run(*symptoms(symptoms__redness__severity="severe"))
    assert max(map(len, chart(run).splitlines())) <= 80


def test_the_chart_counts_no_streak_and_gives_no_score(run: Run) -> None:
    for days in range(1, 9):
        run(*needled(), "--at", f"{days} days ago")
    words = chart(run).lower()
    assert [word for word in ("streak", "row", "score", "best", "well done", "%") if word in words] == []


def test_colour_only_repeats_what_the_letters_say() -> None:
    marks = {date(2026, 11, 18): Marks(("a",), "severe", 4), date(2026, 11, 20): Marks((), "none", 0)}
    stream = StringIO()
    show(
        chart_page(view(marks)), Console(file=stream, force_terminal=True, width=80, color_system="standard")
    )
    coloured = stream.getvalue()
    assert "\x1b[" in coloured
    for text in (re.sub(r"\x1b\[[0-9;]*m", "", coloured), plain_text(chart_page(view(marks)))):
        assert "           Sv4       n0" in text


@given(st.lists(st.text(string.ascii_lowercase + "_", min_size=1, max_size=6), max_size=20, unique=True))
def test_no_two_options_share_a_letter_and_none_is_that_of_a_session(names: list[str]) -> None:
    letters = ChartView(NOW.date(), NOW, {}, (), dict.fromkeys(names, "x"), {}, {}).letters
    given_out = [letters[name] for name in letters]
    assert len(set(given_out)) == len(given_out)
    assert "s" not in {letter.lower() for letter in given_out}


def test_an_option_of_both_lists_has_one_letter() -> None:
    letters = view({}).letters
    assert {name: letters[name] for name in (*REACTIONS, *SEVERITIES)} == {
        "none": "n", "expected": "e", "prolonged": "p", "severe": "v", "mild": "m", "moderate": "o",
    }  # fmt: skip


@given(st.dates(date(2026, 10, 1), date(2026, 11, 30)), st.sampled_from([None, *range(5)]))
def test_every_day_stands_under_the_name_of_its_weekday(when: date, level: int | None) -> None:
    page = chart_page(view({when: Marks(("a",), "mild" if level else "", level)}))
    lines = plain_text(page).splitlines()
    heads = next(line for line in lines if line.startswith(" Mon"))
    month = lines.index(f"{when:%B %Y}")
    row = next(row for row, one in enumerate(lines) if row > month + 1 and one.lstrip().startswith("S"))
    assert heads.index(f"{when:%a}") == lines[row].index("S")
    assert lines[row - 1][lines[row].index("S") :].startswith(f"{when.day:>2}")


def test_a_row_has_a_day_for_the_session_and_the_seven_after_it() -> None:
    days = (GONE, *("",) * 7)
    row = Lasted("redness", "a", "needles", ["nose"], datetime.now(NOW.tzinfo) - timedelta(days=9), days)
    assert CHART_DAYS == 8
    text = plain_text(chart_page(view({date(2026, 11, 11): Marks(("a",))}, (row,))))
    assert "\n0 1 2 3 4 5 6 7\n- . . . . . . .  11 Nov, nose\n" in text
