"""The review before the verdict: every answer by number, changed where it is wrong, and decided again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from conftest import Ran, Run
from first_interview import (
    AGAIN,
    AGE,
    BEFORE,
    CHANGED,
    DECIDE,
    DURING,
    FIRST_TIME,
    HEAD,
    MEDICINES,
    NUMBING,
    REVIEW,
    lines,
    put,
)

SHARED = "Has anyone else ever used this head or device?"
COVERED = "Will it be wrapped, or spread over a large area?"
SINCE_USE = "How many days since you last used it? 0 means you still do. (Isotretinoin"


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def planned(run: Run, *typed: str) -> Ran:
    """A first plan, and what is typed from the review on."""
    return run("plan", "microneedling", "--json", typed=lines(*FIRST_TIME, *typed))


def asked_after_review(ran: Ran) -> list[str]:
    questions = put(ran.err)
    return questions[questions.index(REVIEW) + 1 :]


def reasons(ran: Ran) -> set[str]:
    told: Any = ran.json["reasons"]
    return {reason["id"] for reason in told}


def events(run: Run) -> Any:
    return run("profile", "--json").json["facts"]


def test_the_first_line_decides_and_nothing_more_is_asked(run: Run) -> None:
    ran = planned(run, DECIDE)
    assert (ran.status, ran.json["verdict"], asked_after_review(ran)) == (0, "caution", [])


def test_the_review_names_every_answer_with_its_question(run: Run) -> None:
    err = planned(run, DECIDE).err
    shown = err[err.index(REVIEW) :]
    for line in (
        " 1  Yes, show my result",
        " 2  Areas: Cheeks",
        " 5  Medicines: none",
        " 7  First session: yes",
        " 8  Age: 34 years",
        "11  Used by someone else: no",
        "12  Head is sound: yes",
        "15  On the skin during: none",
        "16  Numbing cream: No",
    ):
        assert f" {line}\n" in shown


def test_the_review_is_no_question_in_the_count(run: Run) -> None:
    assert planned(run, DECIDE).json["questions_asked"] == 11


def test_a_chosen_line_asks_that_question_alone_and_shows_the_review_again(run: Run) -> None:
    ran = planned(run, "age", "19", DECIDE)
    assert asked_after_review(ran) == [AGE, REVIEW]
    assert "8  Age: 19 years" in ran.err


def test_a_changed_answer_is_decided_again(run: Run) -> None:
    ran = planned(run, "8", "17", DECIDE)
    assert ran.json["verdict"] == "no"
    assert "mn-under-18" in reasons(ran)


def test_a_question_that_is_asked_again_can_keep_its_answer(run: Run) -> None:
    ran = planned(run, "age", "keep", DECIDE)
    assert "Your answer was: 34 years." in ran.err
    assert ran.json["verdict"] == "caution"


def test_back_from_a_chosen_line_changes_nothing(run: Run) -> None:
    ran = planned(run, "age", "back", DECIDE)
    assert asked_after_review(ran) == [AGE, REVIEW]
    assert ran.json["verdict"] == "caution"


def test_a_change_that_opens_a_follow_up_asks_just_that(run: Run) -> None:
    ran = planned(run, "medicines", "isotretinoin", "70", DECIDE)
    assert asked_after_review(ran) == [MEDICINES, SINCE_USE, REVIEW]
    assert (ran.json["verdict"], ran.json["until"]) == ("no", "2027-03-12")


def test_a_change_that_closes_a_follow_up_drops_it(run: Run) -> None:
    before = ("cheeks", "none", "none", "retinol", "none", "1", "never", "34", "roller", "0.25")
    typed = lines(*before, "none", "none", "medicines", "none", DECIDE)
    ran = run("plan", "microneedling", "--json", typed=typed)
    assert asked_after_review(ran) == [MEDICINES, REVIEW]
    assert ran.json["verdict"] == "caution"
    assert "Retinol" not in run("profile").out


def test_of_a_list_one_line_is_changed_by_its_own_question(run: Run) -> None:
    ran = planned(run, "Used by someone else", "yes", DECIDE)
    assert asked_after_review(ran) == [SHARED, REVIEW]
    assert "mn-device-shared" in reasons(ran)


def test_two_lines_of_a_list_can_be_changed_and_the_third_stands(run: Run) -> None:
    ran = planned(run, "Head is sound", "no", "Clean", "no", "Head is sound", "yes", DECIDE)
    assert (HEAD in asked_after_review(ran), asked_after_review(ran).count(REVIEW)) == (False, 3)
    assert SHARED not in asked_after_review(ran)
    assert "mn-device-shared" not in reasons(ran)


def test_the_last_line_of_a_list_that_stands_can_still_be_gone_back_to(run: Run) -> None:
    ran = planned(
        run, "Head is sound", "yes", "Was dropped", "no", "Clean", "yes",
        "numbing", "yes, with at most 4% lidocaine", "<", "<",
    )  # fmt: skip
    assert asked_after_review(ran)[-3:] == [COVERED, DURING, SHARED]


def test_a_change_of_one_remembered_answer_confirms_the_others_no_second_time(
    run: Run, clock: time_machine.Traveller
) -> None:
    planned(run, DECIDE)
    clock.shift(timedelta(days=45))
    ran = run("plan", "microneedling", "--json", typed=lines(*AGAIN, "medicines", "none", DECIDE))
    assert put(ran.err).count(CHANGED) == 1
    assert asked_after_review(ran) == [MEDICINES, REVIEW]


def test_a_change_to_a_refusal_and_back_again_loses_no_other_answer(run: Run) -> None:
    ran = planned(run, "age", "17", "age", "34", DECIDE)
    assert asked_after_review(ran) == [AGE, REVIEW, AGE, REVIEW]
    assert (ran.json["verdict"], reasons(ran)) == ("caution", reasons(planned(run, DECIDE)))


def test_after_a_change_to_a_refusal_the_other_reasons_are_still_named(run: Run) -> None:
    assert "mn-first-session" in reasons(planned(run, "age", "17", DECIDE))


def test_a_change_reaches_the_profile(run: Run) -> None:
    planned(run, "age", "35", DECIDE)
    assert {fact["question"]: fact["answer"] for fact in events(run)}["age"] == 35


def test_end_of_input_at_the_review_is_wrong_usage_and_stores_nothing(run: Run, home: Path) -> None:
    ran = planned(run)
    assert (ran.status, put(ran.err)[-1]) == (2, REVIEW)
    assert ran.json["error"] == "unconfirmed"
    assert [file for file in home.rglob("*") if file.is_file()] == []


def test_end_of_input_where_a_line_is_changed_names_its_question(run: Run, home: Path) -> None:
    ran = planned(run, "age")
    assert (ran.status, ran.err.splitlines()[-1].split(".")[0]) == (2, "These answers are missing: age")
    assert [file for file in home.rglob("*") if file.is_file()] == []


def test_nothing_is_reviewed_where_the_answers_come_from_a_file(run: Run) -> None:
    assert REVIEW not in run("plan", "microneedling", "--answers", "-", typed="areas: [cheeks]\n").err


def test_what_was_changed_about_one_treatment_is_not_said_of_the_other(run: Run) -> None:
    back_to_the_choice = ["medicines", "isotretinoin", *["<"] * 5]
    typed = ["microneedling", *FIRST_TIME, "age", "17", "age", "34", *back_to_the_choice, "microdermabrasion"]
    ran = run("plan", typed=lines(*typed, "cheeks", "none", "none"))
    assert put(ran.err)[-1] == MEDICINES


def test_the_review_can_be_left_and_nothing_is_decided(run: Run) -> None:
    ran = planned(run, "quit")
    assert (ran.status, "verdict" in ran.out) == (130, False)
    assert "Nothing was decided" in ran.err


def test_a_chosen_line_has_one_number_for_the_same_answer_as_its_words(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    by_number = planned(run, "16", "3", DECIDE)
    monkeypatch.setenv("SKINROUTINE_HOME", str(tmp_path / "another"))
    by_word = planned(run, "numbing", "yes, a stronger", DECIDE)
    assert NUMBING in asked_after_review(by_number)
    assert by_number.json["reasons"] == by_word.json["reasons"]


def test_what_is_put_before_the_review_is_the_same_as_ever(run: Run) -> None:
    assert len(put(planned(run, DECIDE).err)) == len([*BEFORE, HEAD, DURING, REVIEW])
