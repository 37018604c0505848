"""Whether it is the first session: asked at the prompts where the history knows none, and never guessed."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine

from conftest import Run
from typed import abrasion, flags, needled, needling

BEFORE = ["cheeks", "none", "none", "none", "none"]
DEVICE = ["34", "roller", "0.25", "no", "yes", "yes", "none", "1"]
FIRST = "Is this your first session of this kind?"
SINCE = "How many days since your last session on that skin?"
REACTION = "How did your skin take the last session?"
IN_ORDER = [
    "Which areas will you treat?",
    "What do you see there today?",
    "Which of these apply to you?",
    "Which of these have you used in the last 12 months?",
    "Which of these were done on that skin in the last 12 months?",
    FIRST,
    SINCE,
    "How old are you?",
    "Which device will you use?",
    "How long are the needles?",
    "Has anyone else ever used this head or device?",
    "Is the head sound",
    "Have you cleaned it for this session",
    "What will be on the skin while you use the device?",
    "Will you use a numbing cream?",
    REACTION,
]


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def lines(*typed: str) -> str:
    return "".join(f"{line}\n" for line in typed)


def reasons(told: Any) -> set[str]:
    return {reason["id"] for reason in told["reasons"]}


def test_a_first_session_is_a_caution_and_nothing_is_asked_about_the_last_one(run: Run) -> None:
    ran = run("plan", "microneedling", "--json", typed=lines(*BEFORE, "yes", *DEVICE))
    assert (ran.json["verdict"], ran.json["questions_asked"]) == ("caution", 14)
    assert "mn-first-session" in reasons(ran.json)
    assert ran.err.count(FIRST) == 1
    assert (SINCE in ran.err, REACTION in ran.err) == (False, False)


def test_after_no_the_days_and_the_reaction_are_asked_in_their_places(run: Run) -> None:
    ran = run("plan", "microneedling", "--json", typed=lines(*BEFORE, "no", "30", *DEVICE, "as expected"))
    assert (ran.json["verdict"], ran.json["questions_asked"]) == ("go", 16)
    places = [ran.err.index(question) for question in IN_ORDER]
    assert places == sorted(places)


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
    typed = lines(*BEFORE, "no", days, *DEVICE, reaction)
    told = run("plan", "microneedling", "--json", typed=typed).json
    assert (told["verdict"], told["until"], told["next_earliest"]) == ("wait", until, until)
    assert "mn-first-session" not in reasons(told)


@pytest.mark.parametrize("said", ["not sure", "?", "not_sure"])
def test_nobody_is_unsure_whether_it_is_the_first(run: Run, said: str) -> None:
    ran = run("plan", "microneedling", "--json", typed=lines(*BEFORE, said, "yes", *DEVICE))
    assert ran.json["verdict"] == "caution"
    complaint = f'\'{said}\' is not among the options. Type a number or a word; or "why", "quit".'
    assert complaint in " ".join(ran.err.split())


def test_where_the_history_knows_a_session_it_is_not_asked(run: Run) -> None:
    run(*needled(), "--at", "30 days ago", "--reaction", "expected")
    ran = run("plan", "microneedling", "--json", typed=lines(*BEFORE, *DEVICE))
    assert ran.json["verdict"] == "go"
    assert (FIRST in ran.err, SINCE in ran.err) == (False, False)


def test_a_session_of_the_other_treatment_is_no_session_of_this_kind(run: Run) -> None:
    run(*needled(areas="neck"), "--at", "60 days ago", "--reaction", "expected")
    typed = lines(*BEFORE, "yes", "34", "diamond", "lowest", "no", "yes", "yes", "none", "1")
    ran = run("plan", "microdermabrasion", "--json", typed=typed)
    assert ran.err.count(FIRST) == 1
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
    ran = run("plan", "--json", typed=lines("microneedling", *BEFORE, "yes", *DEVICE))
    assert ran.json["questions_asked"] == 15
    assert ran.err.count("\n> ") == 15


def test_whether_the_maker_calls_it_cleared_is_never_asked_and_shown_unless_it_is_not(run: Run) -> None:
    doubt = "Doubt a box that claims US clearance for home use."
    ran = run("plan", "microneedling", "--json", typed=lines(*BEFORE, "yes", *DEVICE))
    assert "cleared" not in ran.err
    shown = {
        said: doubt in run("plan", *needling(), *flags({"device_cleared": said} if said else {})).out
        for said in ("", "yes", "not_sure", "no")
    }
    assert shown == {"": True, "yes": True, "not_sure": True, "no": False}
