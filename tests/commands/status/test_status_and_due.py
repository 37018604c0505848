"""``status`` and ``due``: what holds now, what may be done again, and silence when nothing is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import time_machine

from conftest import Run
from typed import abraded, needled, needling, symptoms

DAY = 86400


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def test_status_without_a_session_says_how_to_begin(run: Run, home: Path) -> None:
    ran = run("status")
    assert ran.status == 0
    assert ran.out == (
        "skinroutine, Fri 20 Nov, 10:00\n"
        "\nNo session is logged yet.\nBefore a session: skinroutine plan\nAfter one: skinroutine log\n"
    )
    assert not home.exists()


def test_status_gives_the_aftercare_in_force_with_the_hours_left(run: Run) -> None:
    run(*needled(), "--at", "yesterday 9pm")
    out = run("status").out
    assert "Aftercare right now: microneedling, cheeks\n" in out
    assert "Leave make-up off. Until Sat 21 Nov 21:00, 35 h left." in " ".join(out.split())


def test_the_hours_left_run_down_and_the_step_goes_when_they_are_over(
    run: Run, clock: time_machine.Traveller
) -> None:
    run(*needled())
    clock.shift(46 * 3600 + 60)
    assert "Leave make-up off. Until Sun 22 Nov 10:00, 2 h left." in run("status").out
    clock.shift(3600)
    assert "Leave make-up off. Until Sun 22 Nov 10:00, 59 min left." in run("status").out
    clock.shift(3600)
    assert "Leave make-up off." not in run("status").out


def test_a_step_that_starts_later_says_from_when(run: Run) -> None:
    run(*needled())
    assert "outdoors. From Sat 21 Nov 10:00." in " ".join(run("status").out.split())


def test_a_day_of_another_year_is_due_with_its_year(run: Run) -> None:
    run(*needled(reaction="expected"), "--at", "400 days ago")
    assert run("due").out == (
        "microneedling, cheeks: long ago, so start gently again, last done Thu 16 Oct 2025\n"
    )


def test_status_gives_the_next_date_of_each_treatment_and_area(run: Run) -> None:
    run(*needled(areas="cheeks,nose", reaction="expected"), "--at", "2 days ago")
    run(*abraded(areas="neck", reaction="expected"), "--at", "9 days ago")
    told: Any = run("status", "--json").json
    rows = {(row["treatment"], row["area"]): row["earliest"] for row in told["next"]}
    assert rows == {
        ("microneedling", "cheeks"): "2026-11-25",
        ("microneedling", "nose"): "2026-11-25",
        ("microdermabrasion", "neck"): "2026-11-18",
    }
    out = " ".join(run("status").out.split())
    assert "microneedling, cheeks, nose: from Wed 25 Nov (last Wed 18 Nov 10:00, 48 h ago)" in out
    assert "microdermabrasion, neck: ready since Wed 18 Nov (last Wed 11 Nov 10:00, 9 days ago)" in out


def test_the_json_of_status_has_holds_aftercare_and_next(run: Run) -> None:
    run(*needled(), "--at", "yesterday 9pm")
    told: Any = run("status", "--json").json
    assert told["holds"] == []
    make_up = next(one for one in told["aftercare"] if one["text"] == "Leave make-up off.")
    assert make_up["ends"] == "2026-11-21T21:00:00+00:00"
    assert (make_up["hours_left"], make_up["areas"]) == (35, ["cheeks"])
    assert (told["next"][0]["due"], told["next"][0]["overdue"]) == (False, False)


def test_status_shows_a_hold_first_and_calls_nothing_due_under_it(run: Run) -> None:
    run(*needled(reaction="expected"), "--at", "9 days ago")
    run(*symptoms(symptoms="lump_nodule"))
    out = run("status").out
    first = "skinroutine, Fri 20 Nov, 10:00\n\n(||) PAUSED: All sessions, since today.\n"
    assert out.startswith(f"{first}  - Microneedling, since Fri 20 Nov: ")
    assert "microneedling, cheeks: paused (last Wed 11 Nov 10:00, 9 days ago)" in out
    told: Any = run("status", "--json").json
    assert (len(told["holds"]), told["next"][0]["due"]) == (1, False)


def test_due_is_silent_without_a_session(run: Run, home: Path) -> None:
    ran = run("due")
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    assert not home.exists()


def test_due_is_silent_while_the_rest_runs(run: Run) -> None:
    run(*needled(reaction="expected"), "--at", "6 days ago")
    assert run("due").out == ""


def test_due_has_a_line_for_each_that_may_be_done_again(run: Run) -> None:
    run(*needled(areas="cheeks,nose", reaction="expected"), "--at", "7 days ago")
    assert run("due").out.splitlines() == [
        "microneedling, cheeks: ready since Fri 20 Nov, last done Fri 13 Nov",
        "microneedling, nose: ready since Fri 20 Nov, last done Fri 13 Nov",
    ]


def test_due_begins_on_the_day_the_rest_is_over_at_any_hour(run: Run, clock: time_machine.Traveller) -> None:
    run(*needled())
    clock.shift(3 * DAY)
    run("log", "--reaction", "expected")
    clock.shift(3 * DAY + 13 * 3600)
    assert run("due").out == ""
    clock.shift(3600 + 60)
    assert run("due").out != ""


def test_nothing_is_ever_called_overdue(run: Run) -> None:
    run(*needled(), "--at", "40 days ago")
    assert run("due").out == "microneedling, cheeks: ready since Sun 25 Oct, last done Sun 11 Oct\n"


def test_a_session_turns_due_off_again(run: Run) -> None:
    run(*needled(), "--at", "40 days ago")
    assert run("due").out != ""
    run(*needled())
    assert run("due").out == ""


def test_due_is_silent_under_a_hold_even_for_the_other_treatment(run: Run) -> None:
    run(*needled(), "--at", "40 days ago")
    run(*abraded(areas="neck"), "--at", "40 days ago")
    run(*symptoms(symptoms="lump_nodule"))
    assert run("due").out == ""
    assert run("due", "--json").json["due"] == []
    run("hold", "end", "--how", "seen")
    assert len(run("due").out.splitlines()) == 2


@pytest.mark.parametrize(("ago", "status"), [("6 days ago", 3), ("7 days ago", 0), ("40 days ago", 0)])
def test_exit_code_gives_three_when_nothing_is_due(run: Run, ago: str, status: int) -> None:
    run(*needled(reaction="expected"), "--at", ago)
    assert run("due", "--exit-code").status == status
    assert run("due").status == 0


def test_a_look_at_the_skin_that_is_asked_for_makes_no_area_ready(run: Run) -> None:
    run(*needled(), "--at", "1 day ago")
    asked = run("due", "--exit-code")
    assert (asked.status, asked.out.count("\n"), run("due", "--json").json["due"]) == (3, 1, [])


def test_the_json_of_due_names_treatment_area_and_dates(run: Run) -> None:
    run(*needled(reaction="expected"), "--at", "40 days ago")
    assert run("due", "--json").json["due"] == [
        {
            "treatment": "microneedling",
            "area": "cheeks",
            "last_session": "2026-10-11T10:00:00+01:00",
            "earliest": "2026-10-18",
            "suggested": "2026-10-18",
            "overdue": True,
            "lapsed": False,
        }
    ]


@pytest.mark.parametrize("flags", [[], ["--json"], ["--exit-code"], ["--plain"]])
@pytest.mark.parametrize("ago", ["6 days ago", "7 days ago", "40 days ago"])
def test_the_fast_way_to_due_and_the_way_through_typer_say_the_same(
    run: Run, home: Path, flags: list[str], ago: str
) -> None:
    run(*needled(), "--at", ago)
    fast = run("due", *flags)
    typer = run("due", *flags, f"--home={home}")
    assert fast == typer


def test_due_takes_a_home_of_its_own(run: Run, tmp_path: Path) -> None:
    run(*needled(), "--at", "40 days ago", "--home", str(tmp_path / "other"))
    assert run("due").out == ""
    assert run("due", "--home", str(tmp_path / "other")).out != ""


def test_due_refuses_an_option_that_it_does_not_have(run: Run) -> None:
    ran = run("due", "--nope")
    assert (ran.status, ran.out) == (2, "")
    assert "--nope" in ran.err


def test_due_with_a_home_that_is_not_named_is_a_wrong_use(run: Run) -> None:
    ran = run("due", "--home")
    assert (ran.status, ran.out) == (2, "")
    assert "--home" in ran.err


def test_a_plan_and_status_name_the_same_date_though_another_area_was_slow(run: Run) -> None:
    run(*needled(areas="nose"), "--at", "60 days ago", "--reaction", "prolonged")
    run(*needled(areas="forehead"), "--at", "3 days ago", "--reaction", "expected")
    listed = {row["area"]: row["earliest"] for row in run("status", "--json").json["next"]}  # type: ignore[attr-defined]  # a list
    planned = run("plan", *needling(areas="forehead"), "--json").json
    assert (listed["forehead"], planned["until"]) == ("2026-11-24", "2026-11-24")


def test_areas_with_the_same_dates_for_the_same_reasons_share_one_line(run: Run) -> None:
    run(*needled(areas="cheeks,nose,chin", reaction="expected"))
    run(*needled(areas="nose"), "--at", "1 hour ago")
    lines = [line for line in run("status").out.splitlines() if line.startswith("  - microneedling")]
    assert [line.split(":")[0].strip(" -") for line in lines] == ["microneedling, cheeks, chin, nose"]


def test_areas_with_dates_of_their_own_have_lines_of_their_own(run: Run) -> None:
    run(*needled(areas="cheeks", reaction="expected"), "--at", "2 days ago")
    run(*needled(areas="nose", reaction="expected"), "--at", "yesterday")
    lines = [line for line in run("status").out.splitlines() if line.startswith("  - microneedling")]
    assert [line.split(":")[0].strip(" -") for line in lines] == [
        "microneedling, cheeks",
        "microneedling, nose",
    ]


def sooner_days(run: Run) -> list[str | None]:
    """What JSON says of each next date."""
    shown: Any = run("status", "--json").json
    return [row["sooner"] for row in shown["next"]]


def test_status_names_the_sooner_day_that_log_named(run: Run) -> None:
    logged = " ".join(run(*needled()).out.split())
    sooner = (
        "Once your skin has calmed down as usual, and not before, record it. "
        "That moves the next session to Fri 27 Nov: skinroutine log --reaction expected"
    )
    assert sooner in logged
    assert sooner in " ".join(run("status").out.split())
    assert sooner_days(run) == ["2026-11-27"]
    run("log", "--reaction", "expected")
    assert "That moves the next session" not in run("status").out
    assert sooner_days(run) == [None]


def test_a_rule_that_gives_two_dates_is_worded_once(run: Run) -> None:
    run(*needled(reaction="expected"), "--at", "yesterday")
    run(*abraded())
    out = " ".join(run("status", "--verbose").out.split())
    row = out.partition("- microdermabrasion, cheeks:")[2].partition("- microneedling")[0]
    assert "Never before" in row
    assert row.count("[md-after-needling]") == 1


def test_after_an_urgent_check_the_aftercare_says_that_the_check_comes_first(run: Run) -> None:
    first = "Your check comes first: do what it said"
    run(*needled(), "--at", "2 hours ago")
    assert first not in run("status").out
    run(*symptoms(hours_since_session="2", symptoms="mouth_throat_swelling"))
    assert first in run("status").out


def test_after_a_check_that_can_wait_the_aftercare_stays_as_it_is(run: Run) -> None:
    run(*needled(), "--at", "yesterday 9pm")
    run(*symptoms(symptoms="golden_crusts"))
    assert "PAUSED" in run("status").out
    assert "Your check comes first" not in run("status").out


def test_status_ends_with_the_command_to_go_on_with(run: Run) -> None:
    run(*needled(reaction="expected"))
    assert run("status").out.endswith("\nIf your skin worries you: skinroutine check-symptoms\n")
    run(*abraded(areas="neck", reaction="expected"), "--at", "9 days ago")
    assert run("status").out.endswith("\nBefore the next session: skinroutine plan microdermabrasion\n")


def test_under_a_hold_a_date_that_is_over_is_not_said_and_one_ahead_is(run: Run) -> None:
    run(*needled(reaction="expected"), "--at", "9 days ago")
    run(*abraded(areas="neck", reaction="expected"))
    run("hold", "add", "--why", "A doctor told me to stop")
    out = " ".join(run("status").out.split())
    assert "cheeks: paused (last" in out
    assert "neck: paused (last" in out
    assert out.count("Not until the pause is over, and not before") == 1
    assert "Not until the pause is over, and not before Fri 27 Nov." in out
    assert "ready since" not in out
