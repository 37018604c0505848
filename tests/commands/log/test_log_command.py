"""``log`` from outside: what is stored, when it was, and which dates follow from what was really done."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from conftest import NOW, Run
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.folders import layers
from skinroutine.rulebook.library import Library
from skinroutine.times import BadTimeError, past_moment
from typed import abraded, abrasion, needled, needling, symptoms


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London, a Friday."""


def stored(run: Run, *arguments: str) -> Any:
    return run(*arguments, "--json").json["stored"]


def test_a_logged_session_is_echoed_with_its_next_date_and_its_aftercare(run: Run) -> None:
    out = run(*needled(reaction="expected"), "--note", "left cheek only").out
    assert out.startswith("Logged: Microneedling, cheeks, Fri 20 Nov 10:00 (just now)\n")
    assert "  - Needle length: 0.25 mm\n" in out
    assert "  - note: left cheek only\n" in out
    assert "The next session may be on Fri 27 Nov at the earliest.\n" in out
    assert "  - Leave make-up off. Until Sun 22 Nov 10:00, 48 h left.\n" in out


@pytest.mark.parametrize("reaction", ["none", "expected", "prolonged", "severe"])
def test_a_reaction_is_echoed_in_words(run: Run, reaction: str) -> None:
    book = Book(Library(layers()), "microneedling")
    labels = next(each.options for each in book.questions("plan") if each.id == "last_reaction")
    assert f"  - Reaction: {labels[reaction]}\n" in run(*needled(reaction=reaction)).out


def test_the_more_careful_reaction_that_counts_after_trouble_is_echoed_in_words(run: Run) -> None:
    run(*needled(), "--at", "3 days ago")
    run(*symptoms(symptoms="pus_discharge"))
    ran = run(*needled(areas="chin", reaction="expected"), "--at", "3 days ago")
    assert "  - Reaction: Longer than expected\n" in ran.out


def test_the_help_says_what_expected_means_as_a_reaction(run: Run) -> None:
    for command in (["log"], ["history", "edit"]):
        assert '"expected" means that it calmed down as usual.' in " ".join(
            run(*command, "--help").out.split()
        )


def test_the_json_of_a_logged_session_holds_what_was_stored_and_what_follows(run: Run) -> None:
    told: Any = run(*needled(reaction="expected"), "--note", "calm", "--json").json
    assert told["stored"]["treatment"] == "microneedling"
    assert told["stored"]["at"] == "2026-11-20T10:00:00+00:00"
    assert told["stored"]["answers"]["areas"] == ["cheeks"]
    assert told["stored"]["answers"]["needle_mm"] == 0.25
    assert told["stored"]["note"] == "calm"
    assert (told["next_earliest"], told["next"]) == ("2026-11-27", {"cheeks": "2026-11-27"})
    assert {"id", "text", "starts", "ends"} == set(told["aftercare"][0])
    assert told["hold"] is False


def test_the_flags_of_log_say_the_same_as_settings(run: Run) -> None:
    typed = ["--area", "cheeks", "--area", "nose", "--device", "roller", "--needle", "0.25"]
    rest = ["--set", "products_during=none", "--set", "numbing_cream=none", "--reaction", "expected"]
    answers = stored(run, "log", "microneedling", *typed, *rest)["answers"]
    assert answers["areas"] == ["cheeks", "nose"]
    assert (answers["device_kind"], answers["needle_mm"]) == ("roller", 0.25)
    assert answers["last_reaction"] == "expected"


def test_the_setting_of_a_diamond_tip_is_stored(run: Run) -> None:
    typed = ["--area", "neck", "--device", "diamond_tip", "--setting", "lowest"]
    rest = ["--set", "products_during=none", "--set", "numbing_cream=none"]
    assert stored(run, "log", "microdermabrasion", *typed, *rest)["answers"]["suction"] == "lowest"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("yesterday 9pm", "2026-11-19T21:00:00+00:00"),
        ("yesterday at 9:30 pm", "2026-11-19T21:30:00+00:00"),
        ("yesterday", "2026-11-19T12:00:00+00:00"),
        ("2 days ago", "2026-11-18T10:00:00+00:00"),
        ("3 hours ago", "2026-11-20T07:00:00+00:00"),
        ("45 minutes ago", "2026-11-20T09:15:00+00:00"),
        ("2026-11-18T07:30", "2026-11-18T07:30:00+00:00"),
        ("2026-11-18 07:30", "2026-11-18T07:30:00+00:00"),
        ("2026-11-18", "2026-11-18T12:00:00+00:00"),
        ("2026-11-18T07:30:00+02:00", "2026-11-18T07:30:00+02:00"),
        ("2026-07-01T07:30", "2026-07-01T07:30:00+01:00"),
        ("now", "2026-11-20T10:00:00+00:00"),
    ],
)
def test_at_takes_plain_words_and_iso_and_echoes_the_moment(run: Run, said: str, meant: str) -> None:
    assert stored(run, *needled(), "--at", said)["at"] == meant


def test_the_moment_that_was_meant_is_echoed_in_words(run: Run) -> None:
    assert "Thu 19 Nov 21:00 (13 h ago)" in run(*needled(), "--at", "yesterday 9pm").out


@pytest.mark.parametrize("said", ["tomorrow", "in 3 days", "2026-11-20T10:05", "2027-01-01", "in 1 hour"])
def test_a_session_still_to_come_is_refused_and_not_stored(run: Run, home: Path, said: str) -> None:
    ran = run(*needled(), "--at", said)
    assert (ran.status, ran.out) == (2, "")
    assert "which is still to come. Log a session once it is done." in ran.err
    assert ran.err.count("\n") == 1
    assert not home.exists()


def test_a_clock_that_runs_a_minute_ahead_is_no_future(run: Run) -> None:
    assert run(*needled(), "--at", "2026-11-20T10:01").status == 0


@pytest.mark.parametrize("said", ["flurb", "the day after", "yesterdayy", "25:99", "-"])
def test_words_that_mean_no_time_are_refused_with_examples(run: Run, home: Path, said: str) -> None:
    ran = run(*needled(), f"--at={said}")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == (
        f"--at: I couldn't read \u201c{said}\u201d as a time."
        " Try: yesterday 9pm, 2 days ago, 2026-11-19 21:00\n"
    )
    assert not home.exists()


@given(st.text(max_size=20))
def test_whatever_is_typed_at_at_is_a_past_moment_or_a_plain_refusal(said: str) -> None:
    try:
        found = past_moment(said, NOW)
    except BadTimeError:
        return
    assert (found - NOW).total_seconds() <= 120
    assert found.tzinfo is not None


def test_bare_log_starts_from_the_last_plan(run: Run) -> None:
    run("plan", *needling(areas="nose,chin", needle_mm="0.2"))
    ran = run("log", "--json")
    told: Any = ran.json["stored"]
    assert (ran.status, told["treatment"]) == (0, "microneedling")
    assert told["answers"]["areas"] == ["chin", "nose"]
    assert told["answers"]["needle_mm"] == 0.2


def test_bare_log_says_that_it_used_the_plan(run: Run) -> None:
    run("plan", *needling())
    assert "What you did not type comes from your last plan.\n" in run("log").out


def test_what_is_typed_goes_over_the_last_plan(run: Run) -> None:
    run("plan", *needling(areas="nose,chin"))
    answers = stored(run, "log", "--area", "cheeks")["answers"]
    assert (answers["areas"], answers["device_kind"]) == (["cheeks"], "roller")


def test_bare_log_takes_the_newest_of_two_plans(run: Run, clock: time_machine.Traveller) -> None:
    run("plan", *needling())
    clock.shift(60)
    run("plan", *abrasion())
    assert stored(run, "log")["treatment"] == "microdermabrasion"


def test_log_with_no_plan_asks_for_the_treatment(run: Run) -> None:
    ran = run("log")
    assert (ran.status, ran.out) == (2, "")
    assert "Which treatment is this about?" in ran.err
    assert "These answers are missing: treatment." in ran.err


def test_log_names_every_missing_answer_at_once_and_stores_nothing(run: Run, home: Path) -> None:
    ran = run("log", "microneedling", "--area", "cheeks")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("These answers are missing: device_kind, needle_mm")
    assert not home.exists()


def test_the_next_date_counts_from_what_was_done_and_not_from_the_plan(run: Run) -> None:
    run("plan", *needling(needle_mm="0.25"))
    told = run("log", "--needle", "0.5", "--at", "2 days ago", "--reaction", "none", "--json").json
    assert told["next_earliest"] == "2026-12-16"


def test_a_planned_session_moves_no_date(run: Run) -> None:
    run("plan", *needling())
    assert run("status", "--json").json["next"] == []


def test_a_late_log_of_an_older_session_does_not_move_the_next_date_back(run: Run) -> None:
    assert (
        run(*needled(reaction="expected"), "--at", "yesterday 9pm", "--json").json["next_earliest"]
        == "2026-11-26"
    )
    assert (
        run(*needled(reaction="expected"), "--at", "10 days ago", "--json").json["next_earliest"]
        == "2026-11-26"
    )


def test_a_late_log_of_a_newer_session_moves_the_next_date_on(run: Run) -> None:
    assert (
        run(*needled(reaction="expected"), "--at", "10 days ago", "--json").json["next_earliest"]
        == "2026-11-17"
    )
    assert (
        run(*needled(reaction="expected"), "--at", "yesterday 9pm", "--json").json["next_earliest"]
        == "2026-11-26"
    )


def test_a_late_log_of_an_older_session_with_a_longer_rest_moves_the_next_date_on(run: Run) -> None:
    run(*needled(), "--at", "yesterday 9pm")
    told = run(*needled(needle_mm="0.5"), "--at", "3 days ago", "--json").json
    assert told["next_earliest"] == "2026-12-15"


def test_a_gentle_session_does_not_end_the_longer_rest_of_the_one_before(run: Run) -> None:
    run(*needled(needle_mm="0.5"), "--at", "3 days ago")
    assert run(*needled(), "--json").json["next_earliest"] == "2026-12-15"
    told = run("plan", *needling(last_reaction="expected"), "--json").json
    assert (told["verdict"], told["until"]) == ("wait", "2026-12-15")


@pytest.mark.parametrize(
    ("reaction", "following"),
    [("none", "2026-11-26"), ("expected", "2026-11-26"), ("prolonged", "2026-12-03")],
)
def test_a_prolonged_reaction_doubles_the_rest(run: Run, reaction: str, following: str) -> None:
    told = run(*needled(), "--at", "yesterday 9pm", "--reaction", reaction, "--json").json
    assert told["next_earliest"] == following


@pytest.mark.parametrize(("reaction", "asked"), [("not_yet", True), ("expected", False)])
def test_a_plan_asks_for_a_reaction_that_was_too_early_to_tell(run: Run, reaction: str, asked: bool) -> None:
    run(*needled(reaction=reaction), "--at", "9 days ago")
    typed = "cheeks\nnone\nnone\nnone\nnone\n34\nroller\n0.25\nnone\nnone\n1\n"
    err = run("plan", "microneedling", typed=typed).err
    assert ("How did your skin take the last session?" in err) is asked


def test_both_treatments_on_one_area_share_its_recovery_for_four_weeks(run: Run) -> None:
    run(*needled(), "--at", "yesterday 9pm")
    told: Any = run("plan", *abrasion(), "--json").json
    assert (told["verdict"], told["until"]) == ("wait", "2026-12-17")
    assert "md-after-needling" in [reason["id"] for reason in told["reasons"]]


def test_the_other_treatment_on_another_area_need_not_wait(run: Run) -> None:
    run(*needled(), "--at", "yesterday 9pm")
    told: Any = run("plan", *abrasion(areas="neck"), "--json").json
    assert "md-after-needling" not in [reason["id"] for reason in told["reasons"]]


def test_needling_moves_the_date_of_an_earlier_abrasion_on_the_same_skin(run: Run) -> None:
    run(*abraded(), "--at", "9 days ago")
    run(*needled(), "--at", "yesterday 9pm")
    following: Any = run("status", "--json").json["next"]
    dates = {row["treatment"]: row["earliest"] for row in following}
    assert dates == {"microneedling": "2026-12-09", "microdermabrasion": "2026-12-17"}


def test_each_area_has_a_date_of_its_own(run: Run) -> None:
    run(*needled(areas="nose", reaction="expected"), "--at", "5 days ago")
    told = run(
        *needled(areas="nose,chin", needle_mm="0.25", reaction="expected"), "--at", "6 days ago", "--json"
    ).json
    assert told["next"] == {"chin": "2026-11-21", "nose": "2026-11-22"}


def test_a_window_of_aftercare_that_is_over_is_not_shown(run: Run) -> None:
    out = run(*needled(), "--at", "3 days ago").out
    assert "Leave make-up off." not in out
    assert "Have no waxing" in out


def test_a_severe_reaction_is_logged_with_a_hold_and_no_next_date(run: Run) -> None:
    ran = run(*needled(), "--reaction", "severe")
    assert "Your sessions are paused from now on" in ran.out
    assert "No session while you're paused. See how it ends: skinroutine hold\n" in ran.out
    assert "The next session may be on" not in ran.out


def test_a_stored_moment_keeps_its_place_in_time_when_the_clocks_change(run: Run) -> None:
    at = stored(run, *needled(), "--at", "2026-10-24T21:00")["at"]
    assert datetime.fromisoformat(at).isoformat() == "2026-10-24T21:00:00+01:00"


def test_log_answers_can_come_from_standard_input(run: Run) -> None:
    typed = (
        "areas: [cheeks]\ndevice_kind: roller\nneedle_mm: 0.25\nproducts_during: []\nnumbing_cream: none\n"
        "reaction: none\n"
    )
    ran = run("log", "microneedling", "--answers", "-", "--json", typed=typed)
    assert ran.json["next_earliest"] == "2026-11-27"


def test_log_and_status_give_the_same_aftercare_for_skin_treated_twice(run: Run) -> None:
    run(*needled(reaction="expected"), "--at", "yesterday")
    logged = run(*abraded()).out.partition("Aftercare now\n")[2].partition("\n\n")[0]
    assert logged.startswith("  - ")
    care = run("status").out.partition("Aftercare right now: cheeks\n")[2]
    assert logged == care.partition("\n\n")[0].rstrip("\n")


def test_log_leaves_out_the_aftercare_of_other_skin(run: Run) -> None:
    alone = run(*abraded(areas="neck")).out.partition("Aftercare now\n")[2].partition("\n\n")[0]
    run("undo")
    run(*needled(areas="nose"), "--at", "yesterday")
    assert run(*abraded(areas="neck")).out.partition("Aftercare now\n")[2].partition("\n\n")[0] == alone


def test_an_ordinary_session_ends_with_the_signs_to_check_for_and_to_call_for(run: Run) -> None:
    mildest = Library(layers()).levels[0]
    out = " ".join(run(*needled()).out.split())
    assert all(sign[1:].rstrip(".") in out for sign in (*mildest.back_if, *mildest.call_if))
    assert "skinroutine check-symptoms" in out
    told: Any = run(*needled(areas="nose"), "--json").json
    assert (told["back_if"], told["call_if"]) == (list(mildest.back_if), list(mildest.call_if))


def test_past_a_limit_the_signs_of_the_limit_stand_alone(run: Run) -> None:
    mildest = Library(layers()).levels[0]
    out = " ".join(run(*needled(needle_mm="1.5")).out.split())
    assert "Check your skin at once if:" not in out
    assert mildest.back_if[0][1:] not in out


def test_a_date_after_what_is_never_right_says_that_it_stays_so(run: Run) -> None:
    past: Any = run(*needled(needle_mm="1.5"), "--json").json["past_limits"]
    (never,) = [limit["message"] for limit in past if limit["verdict"] == "no"]
    out = " ".join(run(*needled(needle_mm="1.5", areas="nose")).out.split())
    assert f"Not like this time, on any day: {never}" in out
    assert "Not like this time" not in run(*needled(areas="chin")).out
