"""An interview that was broken off: kept for twelve hours, taken up again where it was left."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from conftest import Ran, Run
from first_interview import (
    AREAS,
    CONDITIONS,
    DECIDE,
    FIRST_TIME,
    MEDICINES,
    REVIEW,
    SKIN,
    lines,
    put,
)
from typed import refused, symptoms

ON = "You stopped on Fri 20 Nov 10:00 about microneedling, after 3 answers. Go on from"
KEPT = "Stopped. Nothing was decided. Your answers are kept for 12 hours: run it again to go on.\n"
DROPPED = "What you answered on Fri 20 Nov 10:00 is dropped: skin changes within hours."
REST = FIRST_TIME[3:]


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def left_off(run: Run, answers: int = 3) -> Ran:
    """A plan that the person quits after so many answers."""
    return run("plan", "microneedling", typed=lines(*FIRST_TIME[:answers], "quit"), terminal=True)


def again(run: Run, *typed: str) -> Ran:
    return run("plan", "microneedling", "--json", typed=lines(*typed), terminal=True)


def kept(home: Path) -> list[Path]:
    """Every file of the home that an unfinished interview may lie in."""
    return [file for file in home.rglob("*.json") if file.is_file()]


# ------------------------------------------------------------------ going on


def test_who_quits_is_told_that_the_answers_are_kept(run: Run) -> None:
    ran = left_off(run)
    assert (ran.status, ran.out) == (130, "")
    assert ran.err.endswith(KEPT)


def test_who_quits_before_the_first_answer_is_promised_nothing(run: Run, home: Path) -> None:
    assert "kept" not in left_off(run, answers=0).err
    assert kept(home) == []


def test_yes_goes_on_at_the_first_question_without_an_answer(run: Run) -> None:
    left_off(run)
    ran = again(run, "yes", *REST, DECIDE)
    assert put(ran.err)[:2] == [ON, MEDICINES]
    assert (ran.status, ran.json["verdict"]) == (0, "caution")


def test_what_is_decided_after_going_on_is_the_same_as_in_one_go(run: Run, tmp_path: Path) -> None:
    left_off(run)
    resumed = again(run, "yes", *REST, DECIDE).json
    elsewhere = ["--home", str(tmp_path / "elsewhere")]
    whole = run("plan", "microneedling", "--json", *elsewhere, typed=lines(*FIRST_TIME, DECIDE)).json
    assert {**resumed, "stored": ""} == {**whole, "stored": ""}


@pytest.mark.parametrize("answers", [1, 5, 10, len(FIRST_TIME)])
def test_after_any_number_of_answers_the_rest_is_enough(run: Run, answers: int) -> None:
    left_off(run, answers)
    ran = again(run, "yes", *FIRST_TIME[answers:], DECIDE)
    assert (ran.json["verdict"], ran.json["questions_asked"]) == ("caution", 11)


def test_no_starts_anew_and_drops_what_was_kept(run: Run, home: Path) -> None:
    left_off(run)
    ran = again(run, "no", *FIRST_TIME, DECIDE)
    assert put(ran.err)[1:4] == [AREAS, SKIN, CONDITIONS]
    assert (ran.json["verdict"], kept(home)) == ("caution", [])


def test_a_plan_that_names_no_treatment_goes_on_with_the_one_it_was_about(run: Run) -> None:
    left_off(run)
    ran = run("plan", "--json", typed=lines("yes", *REST, DECIDE), terminal=True)
    assert (ran.json["treatment"], put(ran.err)[:2]) == ("microneedling", [ON, MEDICINES])


def test_a_plan_of_another_treatment_does_not_speak_of_it(run: Run) -> None:
    left_off(run)
    ran = run("plan", "microdermabrasion", typed="", terminal=True)
    assert put(ran.err) == [AREAS]


def test_after_a_decision_nothing_is_left_to_go_on_with(run: Run, home: Path) -> None:
    again(run, *FIRST_TIME, DECIDE)
    assert kept(home) == []


def test_a_change_in_the_review_is_kept_too(run: Run) -> None:
    run("plan", "microneedling", typed=lines(*FIRST_TIME, "age", "19", "quit"), terminal=True)
    ran = again(run, "yes", DECIDE)
    assert "Age: 19 years" in ran.err
    assert put(ran.err)[1:] == [REVIEW]


def test_who_goes_on_can_go_back_over_what_was_answered_before(run: Run) -> None:
    left_off(run)
    ran = again(run, "yes", "back", "diabetes", *REST, DECIDE)
    assert put(ran.err)[1:4] == [MEDICINES, CONDITIONS, MEDICINES]
    assert ran.json["verdict"] == "professional-first"


def test_a_check_asks_the_worst_signs_again_before_it_goes_on(run: Run) -> None:
    run("check-symptoms", "microneedling", typed=lines("none", "none", "quit"), terminal=True)
    ran = run("check-symptoms", "microneedling", typed="none\n", terminal=True)
    assert put(ran.err)[0] == "Do you have any of these right now?"
    assert put(ran.err)[1].startswith("You stopped on Fri 20 Nov 10:00")


def test_a_worst_sign_named_now_outweighs_a_list_of_symptoms_corrected_before(run: Run) -> None:
    signs = ("none", "none", "still bleeding", "none", "none", "none")
    rest = ("0.25", "none", "mild", "improving")
    corrected = ("Symptoms", "none", "quit")
    run("check-symptoms", "microneedling", typed=lines(*signs, *rest, *corrected), terminal=True)
    typed = lines("pain far worse", "yes", "14", "none", *["1"] * 9)
    told: Any = run("check-symptoms", "microneedling", "--json", typed=typed, terminal=True).json
    assert "flag-severe-pain" in [reason["id"] for reason in told["reasons"]]


# ------------------------------------------------------------------ what does not last


@pytest.mark.parametrize(("hours", "offered"), [(11.9, True), (12, False)])
def test_answers_last_for_twelve_hours(
    run: Run, clock: time_machine.Traveller, hours: float, offered: bool
) -> None:
    left_off(run)
    clock.shift(timedelta(hours=hours))
    ran = run("plan", "microneedling", typed="", terminal=True)
    assert (ON in put(ran.err), DROPPED in ran.err) == (offered, not offered)


def test_what_was_dropped_is_told_once(run: Run, clock: time_machine.Traveller) -> None:
    left_off(run)
    clock.shift(timedelta(hours=12))
    assert [DROPPED in run("plan", "microneedling", typed="", terminal=True).err for _ in range(2)] == [
        True,
        False,
    ]


def test_end_of_input_keeps_nothing(run: Run, home: Path) -> None:
    ran = run("plan", "microneedling", typed=lines(*FIRST_TIME[:3]))
    assert (ran.status, kept(home)) == (2, [])


def test_ctrl_d_in_a_terminal_stops_and_keeps_the_answers_as_quit_does(run: Run, home: Path) -> None:
    ran = run("plan", "microneedling", typed=lines(*FIRST_TIME[:3]), terminal=True)
    assert (ran.status, ran.err.endswith(KEPT), len(kept(home))) == (130, True, 1)


# ------------------------------------------------------------------ a pipe


def test_a_pipe_is_not_asked_whether_to_go_on_and_its_lines_answer_the_questions(run: Run) -> None:
    left_off(run)
    ran = run("plan", "microneedling", "--json", typed=lines(*FIRST_TIME, DECIDE))
    assert (ran.status, put(ran.err)[:2], ran.json["verdict"]) == (0, [AREAS, SKIN], "caution")


def test_a_pipe_that_names_no_treatment_is_not_asked_either(run: Run) -> None:
    left_off(run)
    ran = run("plan", "--json", typed=lines("microneedling", *FIRST_TIME, DECIDE))
    assert (ran.status, put(ran.err)[1:3]) == (0, [AREAS, SKIN])


def test_a_check_through_a_pipe_is_not_asked_either(run: Run) -> None:
    run("check-symptoms", "microneedling", typed=lines("none", "none", "quit"), terminal=True)
    ran = run("check-symptoms", "microneedling", typed=lines("none", "none"))
    assert [one for one in put(ran.err) if one.startswith("You stopped")] == []


@pytest.mark.parametrize(
    "typed",
    [lines(*FIRST_TIME, DECIDE), lines(*FIRST_TIME[:2], "quit"), lines(*FIRST_TIME[:2]), ""],
    ids=["to the end", "quit", "cut off", "nothing"],
)
def test_what_a_person_left_in_a_terminal_outlasts_any_pipe(run: Run, home: Path, typed: str) -> None:
    left_off(run)
    (file,) = kept(home)
    before = file.read_bytes()
    run("plan", "microneedling", typed=typed)
    assert file.read_bytes() == before


def test_who_quits_in_a_pipe_is_promised_nothing(run: Run, home: Path) -> None:
    ran = run("plan", "microneedling", typed=lines(*FIRST_TIME[:3], "quit"))
    assert (ran.status, "kept" in ran.err, kept(home)) == (130, False, [])


def test_ctrl_d_at_the_offer_to_go_on_stops_and_keeps_what_was_left(run: Run, home: Path) -> None:
    left_off(run)
    ran = run("plan", "microneedling", typed="", terminal=True)
    assert (ran.status, ran.out, ran.err.splitlines()[-1]) == (130, "", KEPT.strip())
    assert len(kept(home)) == 1


def test_a_file_of_answers_neither_asks_nor_ends_what_was_left(run: Run, home: Path) -> None:
    left_off(run)
    refused(run("plan", "microneedling", "--no-input"), 2, "These answers are missing: areas,")
    run(*symptoms(symptoms="redness"))
    assert len(kept(home)) == 1
