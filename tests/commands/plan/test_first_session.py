"""Whether it is the first session: asked at the prompts where the history knows none, and never guessed."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine

from conftest import Ran, Run
from first_interview import (
    AGE,
    AREAS,
    CONDITIONS,
    DECIDE,
    DURING,
    FIRST,
    HEAD,
    MEDICINES,
    PROCEDURES,
    REACTION,
    REVIEW,
    SINCE,
    SKIN,
    lines,
    put,
)
from typed import abrasion, flags, needled, needling

BEFORE = ["cheeks", "none", "none", "none", "none"]
DEVICE = ["34", "roller", "0.25", "none", "none"]
IN_ORDER = [
    AREAS,
    SKIN,
    CONDITIONS,
    MEDICINES,
    PROCEDURES,
    SINCE,
    AGE,
    "Which device will you use?",
    "How long are the needles?",
    HEAD,
    DURING,
    REACTION,
    REVIEW,
]
SINCE_ALONE = 'Type a number of days (0 to 36500); or "not sure", "back", "why", "quit".'
OR_NEVER = 'Type a number of days (0 to 36500); or "never", "not sure", "back", "why", "quit".'


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def reasons(told: Any) -> set[str]:
    return {reason["id"] for reason in told["reasons"]}


def planned(run: Run, *typed: str, terminal: bool = False) -> Ran:
    """A plan of a healthy adult; the lines stand between the procedures and the age, and at the end."""
    return run("plan", "microneedling", "--json", typed=lines(*BEFORE, *typed), terminal=terminal)


def test_never_means_a_first_session_a_caution_and_no_question_about_the_last_one(run: Run) -> None:
    ran = planned(run, "never", *DEVICE, DECIDE)
    assert (ran.json["verdict"], ran.json["questions_asked"]) == ("caution", 11)
    assert "mn-first-session" in reasons(ran.json)
    assert (put(ran.err).count(SINCE), FIRST in ran.err, REACTION in ran.err) == (1, False, False)
    assert "> Answer: Never.\n" in ran.err


def test_a_number_of_days_means_that_it_is_not_the_first_and_the_reaction_is_asked(run: Run) -> None:
    ran = planned(run, "30", *DEVICE, "as expected", DECIDE)
    assert (ran.json["verdict"], ran.json["questions_asked"]) == ("go", 12)
    assert put(ran.err) == IN_ORDER
    assert "\n   7  First session: no\n   8  Days since the last session: 30 days\n" in ran.err


@pytest.mark.parametrize(
    ("days", "reaction", "until"),
    [
        ("3", "as expected", "2026-11-24"),
        ("3", "longer than", "2026-12-01"),
        ("3", "not sure", "2026-12-01"),
        ("not sure", "not sure", "2026-12-04"),
        ("0", "as expected", "2026-11-27"),
    ],
)
def test_a_session_that_only_the_person_knows_of_must_rest_as_one_that_was_logged(
    run: Run, days: str, reaction: str, until: str
) -> None:
    told = planned(run, days, *DEVICE, reaction, DECIDE).json
    assert (told["verdict"], told["until"], told["next_earliest"]) == ("wait", until, until)
    assert "mn-first-session" not in reasons(told)


@pytest.mark.parametrize("said", ["not sure", "not_sure", "skip"])
def test_who_is_unsure_when_it_was_had_a_session_and_is_asked_how_it_went(run: Run, said: str) -> None:
    ran = planned(run, said, *DEVICE, "as expected", DECIDE)
    assert (ran.json["verdict"], ran.json["until"]) == ("wait", "2026-11-27")
    assert "First session: no\n" in ran.err
    assert put(ran.err).count(REACTION) == 1


@pytest.mark.parametrize("said", ["Never", "NEVER", " never "])
def test_never_is_understood_however_it_is_written(run: Run, said: str) -> None:
    assert planned(run, said, *DEVICE, DECIDE).json["verdict"] == "caution"


@pytest.mark.parametrize("said", ["first", "nev", "never ever", "-1", "", "none", "no"])
def test_what_is_neither_a_number_nor_never_asks_again_and_tells_what_fits(run: Run, said: str) -> None:
    ran = planned(run, said, "never", *DEVICE, DECIDE)
    assert ran.json["verdict"] == "caution"
    assert " ".join(ran.err.split()).count(OR_NEVER) == 2


def test_never_is_no_answer_to_another_number(run: Run) -> None:
    ran = planned(run, "never", "never", *DEVICE, DECIDE)
    assert "> 'never' isn't a number that fits. Type a number of years" in " ".join(ran.err.split())


def test_where_the_history_knows_a_session_it_is_not_asked(run: Run) -> None:
    run(*needled(), "--at", "30 days ago", "--reaction", "expected")
    ran = planned(run, *DEVICE, DECIDE)
    assert ran.json["verdict"] == "go"
    assert (FIRST in ran.err, SINCE in ran.err, "First session" in ran.err) == (False, False, False)


# ------------------------------------------------------------------ back, review, going on


def test_who_goes_back_over_never_may_keep_it_or_give_a_number(run: Run) -> None:
    kept = planned(run, "never", "back", "keep", *DEVICE, DECIDE)
    assert 'Your answer was: Never. Type "keep" to keep it.' in kept.err
    assert "mn-first-session" in reasons(kept.json)
    run("profile", "forget", "--all")
    number = planned(run, "never", "back", "30", *DEVICE, "as expected", DECIDE)
    assert (number.json["verdict"], put(number.err)[5:8]) == ("go", [SINCE, AGE, SINCE])


def test_who_goes_back_over_a_number_may_say_never(run: Run) -> None:
    ran = planned(run, "30", "back", "never", *DEVICE, DECIDE)
    assert 'Your answer was: 30 days. Type "keep" to keep it.' in ran.err
    assert ("mn-first-session" in reasons(ran.json), REACTION in ran.err) == (True, False)


def test_in_the_review_never_becomes_a_number(run: Run) -> None:
    ran = planned(run, "never", *DEVICE, "First session", "no", "3", "longer than", DECIDE)
    assert put(ran.err)[-5:] == [REVIEW, FIRST, SINCE, REACTION, REVIEW]
    assert " ".join(ran.err.split()).count(SINCE_ALONE) == 1
    assert (ran.json["verdict"], ran.json["until"]) == ("wait", "2026-12-01")
    assert "mn-first-session" not in reasons(ran.json)


@pytest.mark.parametrize(
    ("change", "asked"), [(["First session", "yes"], FIRST), (["Days since", "never"], SINCE)]
)
def test_in_the_review_a_number_becomes_never(run: Run, change: list[str], asked: str) -> None:
    ran = planned(run, "3", *DEVICE, "longer than", *change, DECIDE)
    assert put(ran.err)[-3:] == [REVIEW, asked, REVIEW]
    assert ("mn-first-session" in reasons(ran.json), ran.json["verdict"]) == (True, "caution")
    last_review = ran.err[ran.err.rindex(REVIEW) :]
    assert ("First session: yes" in last_review, "Days since" in last_review) == (True, False)


def test_a_number_becomes_never_and_a_number_again(run: Run) -> None:
    changes = ["Days since", "never", "First session", "no", "20", "Days since", "9"]
    ran = planned(run, "3", *DEVICE, "as expected", *changes, DECIDE)
    assert "Days since the last session: 20 days\n" in ran.err
    assert "Days since the last session: 9 days\n" in ran.err[ran.err.rindex(REVIEW) :]
    assert (ran.json["verdict"], "mn-first-session" in reasons(ran.json)) == ("go", False)


def test_never_stays_in_the_review_and_among_the_reasons_after_a_refusal(run: Run) -> None:
    ran = planned(run, "never", *DEVICE, "age", "17", DECIDE)
    assert "First session: yes\n" in ran.err[ran.err.rindex(REVIEW) :]
    assert {"mn-under-18", "mn-first-session"} <= reasons(ran.json)


def test_a_number_of_days_stays_in_the_review_after_a_refusal(run: Run) -> None:
    ran = planned(run, "3", *DEVICE, "as expected", "age", "17", DECIDE)
    last_review = ran.err[ran.err.rindex(REVIEW) :]
    assert "First session: no\n" in last_review
    assert "Days since the last session: 3 days\n" in last_review
    assert "Last reaction: As expected\n" in last_review


@pytest.mark.parametrize("said", ["never", "not sure", "30"])
def test_an_interview_that_is_taken_up_knows_never_from_a_number(run: Run, said: str) -> None:
    planned(run, said, "34", "quit", terminal=True)
    rest = [*DEVICE[1:], *([] if said == "never" else ["as expected"]), DECIDE]
    ran = run("plan", "microneedling", "--json", typed=lines("yes", *rest), terminal=True)
    assert (SINCE in put(ran.err), ran.json["verdict"]) == (
        False,
        {"never": "caution", "not sure": "wait", "30": "go"}[said],
    )


def test_a_change_to_never_is_kept_when_the_interview_is_taken_up(run: Run) -> None:
    planned(run, "3", *DEVICE, "as expected", "Days since", "never", "quit", terminal=True)
    ran = run("plan", "microneedling", "--json", typed=lines("yes", DECIDE), terminal=True)
    assert ("mn-first-session" in reasons(ran.json), put(ran.err)[1:]) == (True, [REVIEW])


# ------------------------------------------------------------------ what the history and the flags say


def test_a_session_of_the_other_treatment_is_no_session_of_this_kind(run: Run) -> None:
    run(*needled(areas="neck"), "--at", "60 days ago", "--reaction", "expected")
    typed = lines(*BEFORE, "never", "34", "diamond", "lowest", "none", "none", DECIDE)
    ran = run("plan", "microdermabrasion", "--json", typed=typed)
    assert put(ran.err).count(SINCE) == 1
    assert (ran.json["verdict"], "md-first-session" in reasons(ran.json)) == ("caution", True)


@pytest.mark.parametrize(("person", "rule"), [(needling, "mn-first-session"), (abrasion, "md-first-session")])
def test_without_prompts_no_days_since_the_last_session_mean_a_first_one(
    run: Run, person: Any, rule: str
) -> None:
    assert rule in reasons(run("plan", *person(), "--json").json)
    rested = run("plan", *person(days_since_last_session="60", last_reaction="expected"), "--json").json
    assert (rested["verdict"], rule in reasons(rested)) == ("go", False)


def test_an_answer_that_says_no_without_the_days_is_not_enough(run: Run) -> None:
    ran = run("plan", *needling(first_session="no"))
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("These answers are missing: days_since_last_session.")


def test_a_first_session_typed_over_a_logged_one_shortens_no_rest(run: Run) -> None:
    run(*needled(), "--at", "8 days ago", "--reaction", "prolonged")
    told = run("plan", *needling(first_session="yes"), "--json").json
    assert (told["verdict"], told["until"]) == ("wait", "2026-11-26")


def test_the_choice_of_the_treatment_counts_among_the_questions(run: Run) -> None:
    ran = run("plan", "--json", typed=lines("microneedling", *BEFORE, "never", *DEVICE, DECIDE))
    assert ran.json["questions_asked"] == 12
    assert ran.err.count("\n> ") == 12 + len([DECIDE])


def test_whether_the_maker_calls_it_cleared_is_never_asked_and_shown_unless_it_is_not(run: Run) -> None:
    doubt = "Be wary of packaging that says “FDA cleared” for home use."
    ran = run("plan", "microneedling", "--json", typed=lines(*BEFORE, "never", *DEVICE, DECIDE))
    assert "cleared" not in ran.err
    shown = {
        said: doubt in run("plan", *needling(), *flags({"device_cleared": said} if said else {})).out
        for said in ("", "yes", "not_sure", "no")
    }
    assert shown == {"": True, "yes": True, "not_sure": True, "no": False}
