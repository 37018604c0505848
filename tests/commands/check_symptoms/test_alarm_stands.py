"""What cannot wait is said at once and stands: a check may be corrected after it, and ends no milder."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
import time_machine

from conftest import Ran, Run
from first_interview import DECIDE, REVIEW, lines, put
from skinroutine.history import History
from skinroutine.history.events import SymptomCheckRecord

SIGNS: Final = ("none",) * 6
"""Every screen of signs, the worst first."""
PAIN: Final = ("pain far", *SIGNS[1:], "14", "none", "improving")
"""Someone who is told to be seen today, up to the review."""
WORST: Final = "Do you have any of these right now?"
INFECTION: Final = "Do you see any of these signs of an infection?"
SKIN: Final = "How does the skin look and feel?"
TREATMENT: Final = "Which treatment is this about?"
ALL_SIGNS: Final = "Do you have any of these?"
STANDS: Final = "Do this first, whatever comes next."
URGENT, EMERGENCY = 3, 4


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def checked(run: Run, *typed: str, terminal: bool = False) -> Ran:
    return run("check-symptoms", "microneedling", "--json", typed=lines(*typed), terminal=terminal)


def reasons(ran: Ran) -> set[str]:
    told: Any = ran.json["reasons"]
    return {one["id"] for one in told}


def holds(run: Run) -> list[str]:
    told: Any = run("hold", "--json").json["holds"]
    return [one["rule"] for one in told]


def test_an_emergency_is_kept_with_the_lines_that_nobody_was_asked_about(run: Run, home: Path) -> None:
    checked(run, "confused")
    now = datetime.now(UTC)
    [check] = History(home / "history.db", lambda: now).since("symptom-check", now - timedelta(days=1))
    kept = SymptomCheckRecord.of(check)
    hidden = set((kept.unseen or {})["symptoms"])
    assert kept.answers["symptoms"] == ["confusion"]
    assert ("redness" in hidden, "confusion" in hidden, "seizure" in hidden) == (True, False, False)


# ------------------------------------------------------------------ after what cannot wait


def test_after_an_alarm_the_answers_are_reviewed_and_may_be_corrected(run: Run) -> None:
    ran = checked(run, *PAIN, "hours", "15", DECIDE)
    assert (put(ran.err).count(REVIEW), ran.err.count(STANDS)) == (2, 1)
    assert "Hours since the session: 15 hours" in ran.err


def test_what_was_stored_at_the_alarm_and_at_the_end_is_one_row_of_the_history(run: Run) -> None:
    checked(run, *PAIN, "hours", "15", DECIDE)
    stored: Any = run("history", "--json").json["entries"]
    assert [one["kind"] for one in stored].count("symptom-check") == 2
    assert run("history").out.count("CARE TODAY: ") == 1


def test_who_takes_the_sign_back_in_the_review_is_still_told_to_be_seen(run: Run) -> None:
    ran = checked(run, *PAIN, "symptoms", "none", DECIDE)
    assert "Symptoms: none" in ran.err
    assert (ran.json["level"], reasons(ran), holds(run)) == (
        URGENT,
        {"flag-severe-pain"},
        ["flag-severe-pain"],
    )


def test_who_goes_back_and_takes_the_worst_sign_back_is_still_told_to_be_seen(run: Run) -> None:
    ran = checked(run, "pain far", "back", *SIGNS, DECIDE)
    assert put(ran.err)[:4] == [WORST, INFECTION, WORST, INFECTION]
    assert (ran.json["level"], reasons(ran), holds(run)) == (
        URGENT,
        {"flag-severe-pain"},
        ["flag-severe-pain"],
    )


def test_going_back_over_the_treatment_takes_nothing_back_either(run: Run) -> None:
    typed = ("pain far", "microneedling", "back", "back", "none", "microneedling", *SIGNS[1:], DECIDE)
    ran = run("check-symptoms", "--json", typed=lines(*typed))
    assert (ran.json["level"], ran.err.count(STANDS)) == (URGENT, 1)


def test_a_sign_of_a_later_screen_is_said_at_once_and_stands_though_it_is_taken_back(run: Run) -> None:
    ran = checked(run, "none", "red or dark lines", "back", *SIGNS[1:], DECIDE)
    assert ran.err.index(STANDS) < ran.err.index(SKIN)
    assert (ran.json["level"], reasons(ran), holds(run)) == (
        URGENT,
        {"flag-streaks"},
        ["flag-streaks"],
    )


def test_who_stops_on_the_first_screen_after_an_alarm_is_told_that_it_stands(run: Run) -> None:
    ran = checked(run, "pain far", "back", "quit")
    assert (ran.status, ran.err.splitlines()[-1]) == (130, "> Stopped. Please still do what it says above.")


def test_the_end_can_be_worse_than_the_alarm(run: Run) -> None:
    by_answer = checked(run, *PAIN[:-1], "getting worse")
    assert (by_answer.json["level"], REVIEW in put(by_answer.err)) == (EMERGENCY, False)


def test_a_worse_sign_that_is_added_in_the_review_decides_at_once(run: Run) -> None:
    ran = checked(run, *PAIN, "symptoms", "pain far, trouble breathing")
    assert (ran.json["level"], put(ran.err)[-2:]) == (EMERGENCY, [REVIEW, ALL_SIGNS])


# ------------------------------------------------------------------ quit and go on


def test_a_sign_that_was_added_in_the_review_is_still_known_after_quit_and_go_on(run: Run) -> None:
    checked(run, *SIGNS, "symptoms", "thick", "quit", terminal=True)
    ran = checked(run, "none", "yes", *["not sure"] * 8, terminal=True)
    follow_up = "How bad is it? (Thick, yellow, green or smelly fluid)"
    assert (put(ran.err)[0], follow_up in put(ran.err), ALL_SIGNS in put(ran.err)) == (WORST, True, False)
    at_once = checked(run, "none", "thick", *SIGNS[2:], *["not sure"] * 8)
    assert put(ran.err)[2:] == put(at_once.err)[6:]


def test_a_change_in_the_review_leaves_no_old_answer_in_the_kept_file(run: Run, home: Path) -> None:
    checked(run, *SIGNS, "symptoms", "thick", "quit", terminal=True)
    kept = json.loads((home / "unfinished-check-symptoms.json").read_text())
    assert (kept["given"], kept["changed"]) == ([], {"symptoms": ["pus_discharge"]})


# ------------------------------------------------------------------ back to the first screen


def test_from_the_second_question_one_goes_back_to_the_worst_signs(run: Run) -> None:
    ran = checked(run, "none", "back", "confused")
    assert put(ran.err) == [WORST, INFECTION, WORST]
    assert (ran.status, ran.json["level"]) == (0, EMERGENCY)


def test_from_the_choice_of_a_treatment_one_goes_back_to_the_worst_signs(run: Run) -> None:
    ran = run("check-symptoms", "--json", typed=lines("none", "back", "blurred"))
    assert put(ran.err) == [WORST, TREATMENT, WORST]
    assert ran.json["level"] == EMERGENCY


def test_what_was_said_on_the_first_screen_can_be_kept_there(run: Run) -> None:
    ran = checked(run, "fainted", "back", "keep")
    assert "Your answer was: Fainted, or nearly fainted." in ran.err
    assert put(ran.err) == [WORST, INFECTION, WORST, INFECTION]


@pytest.mark.parametrize("typed", ["check", "chek-symptoms", "symptoms"])
def test_a_command_that_comes_near_names_the_check(run: Run, typed: str) -> None:
    assert run(typed).err == f"There's no command '{typed}'. Did you mean: skinroutine check-symptoms\n"


def test_undo_takes_a_check_back_with_the_alarm_and_the_hold_that_it_began_with(run: Run) -> None:
    checked(run, *PAIN, "hours", "15", DECIDE)
    told: Any = run("undo", "--json").json
    kinds = sorted(one["kind"] for one in told["undone"])
    assert kinds == ["fact", "hold", "symptom-check", "symptom-check"]
    assert holds(run) == []


def test_redo_brings_a_check_back_with_the_alarm_that_it_began_with(run: Run) -> None:
    checked(run, *PAIN, "hours", "15", DECIDE)
    run("undo")
    told: Any = run("redo", "--json").json
    assert [one["kind"] for one in told["redone"]].count("symptom-check") == 2
    assert run("redo").err.startswith("There is nothing to redo")


def test_a_check_that_is_repeated_is_not_taken_back_with_the_later_one(run: Run) -> None:
    for _ in range(2):
        checked(run, "pain far", "back", *SIGNS, DECIDE)
    run("undo")
    assert holds(run) == ["flag-severe-pain"]
