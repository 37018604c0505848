"""``plan --what-if`` and ``plan --on``: another answer or another day, tried and not stored."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from conftest import Ran, Run
from skinroutine.times import BadTimeError, coming_day
from typed import RESTED, flags, needled, needling, refused

LONDON = ZoneInfo("Europe/London")


def ids(ran: Ran) -> list[str]:
    data: Any = ran.json
    return [one["id"] for one in data["reasons"]]


@pytest.fixture
def planned(run: Run, clock: object, home: Path) -> Path:  # noqa: ARG001  the clock stands still
    """The history after one plan, which may go ahead."""
    assert run("plan", *needling(**RESTED), "--json").json["verdict"] == "go"
    return home / "history.db"


@pytest.mark.usefixtures("planned")
def test_another_answer_is_tried_on_the_last_plan(run: Run) -> None:
    ran = run("plan", "--what-if", "needle_mm=0.5", "--json")
    assert (ran.status, ran.err) == (0, "")
    assert (ran.json["treatment"], ran.json["verdict"]) == ("microneedling", "no")
    assert ids(ran)[0] == "mn-needle-too-long"
    assert ran.json["stored"] is None


@pytest.mark.usefixtures("planned")
def test_several_other_answers_are_tried_together(run: Run) -> None:
    ran = run("plan", "--what-if", "needle_mm=0.5", "--what-if", "skin_today=broken_skin", "--json")
    assert {"mn-needle-too-long", "mn-broken-skin"} <= set(ids(ran))


@pytest.mark.usefixtures("planned")
def test_the_page_says_that_it_is_a_trial_and_what_is_tried(run: Run) -> None:
    lines = run("plan", "--what-if", "needle_mm=0.5", "--plain").out.splitlines()
    assert lines[:3] == [
        "Only a trial: nothing is stored.",
        "  - Needle length: 0.5 mm.",
        "  - The rest is from your plan of Fri 20 Nov 10:00.",
    ]


@pytest.mark.parametrize(
    "trial",
    [
        ["--what-if", "needle_mm=0.5"],
        ["--on", "in 5 days"],
        ["--what-if", "skin_today=sunburn", "--on", "2027-02-28"],
        ["--what-if", "nedle_mm=1"],
        ["--on", "2020-01-01"],
    ],
)
def test_the_history_is_the_same_byte_for_byte_after_a_trial(
    run: Run, planned: Path, trial: list[str]
) -> None:
    before = {file.name: file.read_bytes() for file in planned.parent.iterdir() if file.is_file()}
    run("plan", *trial)
    assert {file.name: file.read_bytes() for file in planned.parent.iterdir() if file.is_file()} == before


@pytest.mark.usefixtures("clock")
def test_a_trial_on_given_answers_makes_no_history(run: Run, home: Path) -> None:
    ran = run("plan", *needling(), "--what-if", "needle_mm=0.5", "--json")
    assert ran.json["verdict"] == "no"
    assert not home.exists()


@pytest.mark.usefixtures("planned")
def test_why_still_tells_of_the_plan_before_the_trial(run: Run) -> None:
    run("plan", "--what-if", "needle_mm=0.5")
    assert "mn-needle-too-long" not in run("why", "--json").out


@pytest.mark.usefixtures("planned")
def test_a_trial_does_not_pile_up_on_the_trial_before(run: Run) -> None:
    run("plan", "--what-if", "needle_mm=0.5")
    assert run("plan", "--what-if", "age=35", "--json").json["verdict"] == "go"


@pytest.mark.usefixtures("planned")
def test_the_treatment_that_is_named_chooses_the_plan_to_start_from(run: Run) -> None:
    refused(run("plan", "microdermabrasion", "--what-if", "age=35"), 2, "no plan of the last three days")


@pytest.mark.usefixtures("planned")
def test_a_plan_of_three_days_ago_may_be_started_from_and_no_older_one(
    run: Run, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(days=3))
    assert run("plan", "--what-if", "age=35", "--json").status == 0
    clock.shift(timedelta(seconds=1))
    refused(run("plan", "--what-if", "age=35"), 2, "There's no plan of the last three days", "--answers FILE")


@pytest.mark.usefixtures("clock")
def test_without_any_plan_it_is_said_what_to_do(run: Run) -> None:
    refused(run("plan", "--on", "tomorrow"), 2, "Run skinroutine plan first")


@pytest.mark.usefixtures("clock")
def test_a_day_that_is_over_is_refused_as_that_with_a_plan_and_without(run: Run) -> None:
    refused(run("plan", "--on", "yesterday"), 2, "“yesterday” is Thu 19 Nov 2026", "from today on")


@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize(
    ("trial", "words"),
    [
        ("nedle_mm=0.5", "nedle_mm: there's no such question; did you mean 'needle_mm'?"),
        ("skin_today=sunbrun", "did you mean 'sunburn'?"),
        ("needle_mm=long", "write a number of mm from 0 to 5 or not_sure"),
        ("needle_mm", "--what-if needle_mm: write it as question=value"),
        ("device_state=device_clean", "device_state: there's no such question"),
    ],
)
def test_a_trial_that_cannot_be_read_is_refused_with_the_nearest_name(
    run: Run, trial: str, words: str
) -> None:
    refused(run("plan", "--what-if", trial), 2, words)


@pytest.mark.usefixtures("planned")
def test_what_another_answer_opens_is_named_as_missing_and_not_taken_for_a_no(run: Run) -> None:
    ran = run("plan", "--what-if", "skin_today=recent_tan")
    assert ran.status == 2 or "not_sure" in ran.out
    assert "days_since.recent_tan" in ran.err + ran.out


@pytest.mark.usefixtures("planned")
def test_a_trial_is_never_milder_than_what_clashes_with_the_history(run: Run) -> None:
    run("profile", "set", "conditions=keloid_history")
    ran = run("plan", "--what-if", "age=35", "--json")
    data: Any = ran.json
    assert [one["id"] for one in data["contradictions"]] == ["condition-cannot-be-gone.keloid_history"]


@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--example", "--on", "friday"], "--example and --on do not go together"),
        (["--example", "--what-if", "age=30"], "--example and --what-if do not go together"),
        (
            ["--what-if", "age=30", "--save-answers", "x.yaml"],
            "--what-if and --save-answers do not go together",
        ),
        (["--example", "--save-answers", "x.yaml"], "--example and --save-answers do not go together"),
    ],
)
def test_what_would_be_left_undone_is_refused(run: Run, arguments: list[str], words: str) -> None:
    refused(run("plan", *arguments), 2, words)


def test_a_session_of_today_makes_tomorrow_too_early_and_a_later_day_not(
    run: Run, clock: time_machine.Traveller
) -> None:
    run(*needled(reaction="expected"))
    clock.shift(timedelta(hours=1))
    first = run("plan", *needling(), "--json")
    until = str(first.json["until"])
    assert first.json["verdict"] in {"no", "wait"}
    day_before = (datetime.fromisoformat(until) - timedelta(days=1)).date().isoformat()
    assert run("plan", *needling(), "--on", day_before, "--json").json["verdict"] in {"no", "wait"}
    assert run("plan", *needling(), "--on", until, "--json").json["verdict"] in {"go", "caution"}


@pytest.mark.usefixtures("clock")
def test_days_that_count_on_have_grown_by_the_day_that_is_tried(run: Run) -> None:
    tanned = needling(skin_today="recent_tan", **{**RESTED, "days_since.recent_tan": "1"})
    assert run("plan", *tanned, "--json").json["verdict"] == "wait"
    assert run("plan", *tanned, "--on", "in 60 days", "--json").json["verdict"] == "go"


@pytest.mark.usefixtures("clock")
def test_a_medicine_that_is_still_in_use_stays_in_use(run: Run) -> None:
    using = needling(medicines="isotretinoin", **{**RESTED, "days_since.isotretinoin": "0"})
    assert run("plan", *using, "--on", "in 300 days", "--json").json["verdict"] == "no"


@pytest.mark.usefixtures("planned")
def test_the_page_says_which_day_is_tried(run: Run) -> None:
    out = run("plan", "--on", "2026-11-24", "--plain").out
    assert "  - On Tue 24 Nov, if your skin hasn't changed." in out.splitlines()


@pytest.mark.usefixtures("planned")
def test_today_may_be_tried_and_yesterday_not(run: Run) -> None:
    assert run("plan", "--on", "2026-11-20", "--json").status == 0
    refused(run("plan", "--on", "2026-11-19"), 2, "Name a day from today on, within ten years.")


@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize("said", ["yesterday", "3 days ago", "2020-01-01", "2036-12-01"])
def test_a_day_that_is_past_or_too_far_off_is_refused(run: Run, said: str) -> None:
    refused(run("plan", "--on", said), 2, "--on", "Name a day from today on, within ten years.")


@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize("said", ["soonish", "2026-02-30", "2027-02-29", "03/04", "03/04/27", "5"])
def test_what_is_no_day_is_refused_with_what_to_write(run: Run, said: str) -> None:
    refused(run("plan", "--on", said), 2, "--on: ", said, "Try: tomorrow, in 3 days, 2026-11-27")


def london(year: int, month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("said", "now", "day"),
    [
        ("2028-02-29", london(2026, 11, 20), "2028-02-29"),
        ("tomorrow", london(2028, 2, 28), "2028-02-29"),
        ("in 2 days", london(2028, 2, 28), "2028-03-01"),
        ("in 1 day", london(2027, 2, 28), "2027-03-01"),
        ("tomorrow", london(2026, 3, 28, 23, 30), "2026-03-29"),
        ("in 2 days", london(2026, 3, 28, 23, 30), "2026-03-30"),
        ("tomorrow", london(2026, 10, 24, 0, 30), "2026-10-25"),
        ("in 2 days", london(2026, 10, 24, 0, 30), "2026-10-26"),
        ("tomorrow", london(2026, 12, 31, 23, 59), "2027-01-01"),
        ("monday", london(2026, 11, 20), "2026-11-23"),
        ("today", london(2026, 11, 20, 23, 59), "2026-11-20"),
    ],
)
def test_a_coming_day_is_the_same_through_clock_changes_and_leap_years(
    said: str, now: datetime, day: str
) -> None:
    with time_machine.travel(now, tick=False):
        assert coming_day(said, now).isoformat() == day


def test_the_day_before_today_is_past_on_a_leap_day_too() -> None:
    now = london(2028, 2, 29)
    with pytest.raises(BadTimeError, match="Name a day from today on"):
        coming_day("2028-02-28", now)


@pytest.mark.proof
@pytest.mark.parametrize("start", [london(2026, 3, 27, 23, 30), london(2026, 10, 23, 0, 30)])
def test_a_trial_past_a_clock_change_counts_whole_days(
    run: Run, clock: time_machine.Traveller, start: datetime
) -> None:
    clock.move_to(start)
    waxed = {**RESTED, "recent_procedures": "waxing", "days_since.waxing": "0"}
    told = [run("plan", *needling(**waxed), "--on", f"in {days} days", "--json") for days in range(1, 15)]
    later = [
        run("plan", *needling(**{**waxed, "days_since.waxing": str(days)}), "--json") for days in range(1, 15)
    ]
    assert [one.json["verdict"] for one in told] == [one.json["verdict"] for one in later]


@pytest.mark.usefixtures("planned")
def test_flags_that_are_given_are_the_start_of_a_trial(run: Run) -> None:
    ran = run(
        "plan",
        *needling(**RESTED, skin_today="sunburn", **{"days_since.sunburn": "1"}),
        "--what-if",
        "age=35",
        "--json",
    )
    assert ran.json["verdict"] == "wait"
    assert "rest is from your plan" not in str(ran.json["supposed"])


@pytest.mark.usefixtures("planned")
def test_a_trial_is_given_in_full_as_json(run: Run) -> None:
    ran = run("plan", "--what-if", "age=35", "--on", "2026-11-21", *flags({}), "--json")
    assert ran.json["supposed"] == [
        "Age: 35 years.",
        "On Sat 21 Nov, if your skin hasn't changed.",
        "The rest is from your plan of Fri 20 Nov 10:00.",
    ]


@pytest.mark.parametrize("trial", [["--on", "in 3 days"], ["--what-if", "last_reaction=none"]])
def test_a_trial_is_no_milder_than_what_the_history_says_of_the_last_reaction(
    run: Run, clock: time_machine.Traveller, trial: list[str]
) -> None:
    run(*needled(), "--reaction", "severe")
    clock.shift(timedelta(days=30))
    run("hold", "end", "--how", "healed")
    long_rested = needling(days_since_last_session="30", last_reaction="expected")
    assert ids(run("plan", *long_rested, "--json")) == ["any-last-severe-over"]
    assert ids(run("plan", *long_rested, *trial, "--json")) == ["any-last-severe-over"]


def test_what_was_ended_by_name_since_the_plan_is_over_in_a_trial(run: Run, clock: object) -> None:  # noqa: ARG001
    run("profile", "set", "conditions=pregnancy")
    assert "mn-pregnancy" in ids(run("plan", *needling(**RESTED), "--json"))
    assert "mn-pregnancy" in ids(run("plan", "--what-if", "needle_mm=0.2", "--json"))
    run("profile", "forget", "conditions=pregnancy")
    assert run("plan", "--what-if", "needle_mm=0.2", "--json").json["verdict"] == "go"


def test_the_days_of_a_medicine_that_was_ended_are_over_in_a_trial(run: Run, clock: object) -> None:  # noqa: ARG001
    run("profile", "set", "medicines=isotretinoin", "days_since.isotretinoin=20")
    assert "mn-isotretinoin-recent" in ids(run("plan", *needling(**RESTED), "--json"))
    run("profile", "forget", "medicines=isotretinoin")
    assert "mn-isotretinoin-recent" not in ids(run("plan", "--what-if", "needle_mm=0.2", "--json"))


def test_an_answer_that_was_forgotten_whole_is_missing_in_a_trial(run: Run, clock: object) -> None:  # noqa: ARG001
    run("profile", "set", "age=34")
    run("plan", *needling(**RESTED), "--json")
    run("profile", "forget", "age")
    refused(run("plan", "--what-if", "needle_mm=0.2"), 2, "These answers are missing: age")


def test_an_answer_that_was_told_anew_since_the_plan_counts_in_a_trial(run: Run, clock: object) -> None:  # noqa: ARG001
    run("plan", *needling(**RESTED), "--json")
    run("profile", "set", "age=15")
    assert run("plan", "--what-if", "needle_mm=0.2", "--json").json["verdict"] != "go"
