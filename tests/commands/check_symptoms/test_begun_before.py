"""Signs that are older than the session: asked about where that could matter, and judged by their own age."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine

from conftest import Ran, Run
from first_interview import lines, put
from rule_set import Answers, chances
from shipped import TREATMENTS, checking, story
from skinroutine.rulebook.conditions import NOT_SURE, Chosen, Facts
from typed import flags, needled

BEGUN = "Had any of this begun before that session?"
BUMPS_HOURS = "For how many hours have you had it? (Red bumps or thick patches that stay)"


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


@pytest.fixture
def six_hours_ago(run: Run) -> None:
    run(*needled(), "--at", "6 hours ago")


def bumps(run: Run, *typed: str) -> Ran:
    """A check of somebody with bumps that stay, from the last screen of symptoms on."""
    signs = ("none", "none", "none", "none", "none", "red bumps", "none")
    return run("check-symptoms", "microneedling", "--json", typed=lines(*signs, *typed))


def story_of(sign: str, treatment: str = "microneedling") -> Answers:
    """A mild sign six hours after the session, without risk factors. Not told is how long it has lasted."""
    known = {one.id for one in checking(treatment).questions}
    told: Answers = {
        "symptoms": Chosen(frozenset({sign})),
        "hours_since_session": 6,
        "needle_mm": 0.25,
        "risk_factors": Chosen(frozenset()),
        f"symptoms.{sign}.severity": "mild",
        f"symptoms.{sign}.trend": "stable",
        f"symptoms.{sign}.area": "cheeks",
        f"symptoms.{sign}.near_eye": False,
    }
    return {name: one for name, one in told.items() if name in known}


def level(told: Answers, treatment: str = "microneedling") -> int:
    return checking(treatment).judge(told).level


def still_open(told: Answers) -> set[str]:
    check = checking("microneedling")
    return set(check.undecided(Facts(told, check.guards)))


@pytest.mark.usefixtures("six_hours_ago")
def test_bumps_of_two_thousand_hours_are_no_younger_for_a_session_six_hours_ago(run: Run) -> None:
    ran = bumps(run, "yes", "2000", "all right")
    asked = put(ran.err)
    assert asked[asked.index(BEGUN) :][:3] == [
        BEGUN,
        BUMPS_HOURS,
        "Are these answers right? Choose one to change it.",
    ]
    assert (ran.json["level"], bumps(run, "no", "all right").json["level"]) == (2, 1)


@pytest.mark.usefixtures("six_hours_ago")
def test_who_says_that_nothing_had_begun_is_asked_nothing_more(run: Run) -> None:
    ran = bumps(run, "no", "all right")
    assert put(ran.err)[-2:] == [BEGUN, "Are these answers right? Choose one to change it."]
    assert "Begun before the session: no\n" in ran.err


@pytest.mark.usefixtures("six_hours_ago")
@pytest.mark.parametrize("begun", ["yes", "not sure"])
def test_not_sure_how_long_is_as_careful_as_the_longest_time(run: Run, begun: str) -> None:
    assert bumps(run, begun, "not sure", "all right").json["level"] == 2


@pytest.mark.usefixtures("six_hours_ago")
def test_not_sure_whether_it_had_begun_asks_for_how_long_and_believes_the_answer(run: Run) -> None:
    ran = bumps(run, "not sure", "3", "all right")
    assert (put(ran.err)[-2], ran.json["level"]) == (BUMPS_HOURS, 1)


@pytest.mark.usefixtures("six_hours_ago")
def test_in_the_review_no_becomes_yes_and_asks_for_how_long(run: Run) -> None:
    ran = bumps(run, "no", "Begun before", "yes", "2000", "all right")
    assert BUMPS_HOURS in put(ran.err)
    assert ran.json["level"] == 2


def test_a_file_of_answers_need_not_say_it(run: Run) -> None:
    told = flags(
        {
            "symptoms": "persistent_bumps", "hours_since_session": "6", "needle_mm": "0.25",
            "risk_factors": "none",
        }
    )  # fmt: skip
    ran = run("check-symptoms", "microneedling", *told, "--json")
    assert (ran.status, ran.json["level"]) == (0, 1)
    said: Any = run("check-symptoms", "microneedling", *told, "--set", "begun_before=yes", "--json").json
    assert said["level"] == 2


@pytest.mark.parametrize("sign", ["persistent_bumps", "redness", "dryness", "bruising", "eye_redness"])
def test_it_is_asked_where_an_older_sign_would_be_worse(sign: str) -> None:
    assert still_open(story_of(sign)) == {"begun_before"}


@pytest.mark.parametrize("sign", ["dizziness", "open_sore", "lump_nodule", "facial_swelling", "raised_scar"])
def test_it_is_never_asked_where_an_older_sign_is_no_worse(sign: str) -> None:
    assert "begun_before" not in still_open(story_of(sign))


def test_it_is_asked_after_everything_else() -> None:
    asked = [one.id for one in checking("microneedling").questions if one.asked_by]
    assert asked[-1] == "begun_before"


def test_it_is_not_asked_where_the_time_of_the_session_is_not_known() -> None:
    told = {**story_of("redness"), "hours_since_session": NOT_SURE}
    assert "begun_before" not in still_open(told)


def test_it_is_not_asked_where_the_age_of_each_sign_is_told() -> None:
    assert still_open({**story_of("redness"), "symptoms.redness.hours": 3}) == set()


def test_it_is_asked_where_the_age_of_a_sign_is_not_sure() -> None:
    told: Answers = {**story_of("redness"), "symptoms.redness.hours": NOT_SURE}
    assert still_open(told) == {"begun_before"}
    assert [level({**told, "begun_before": said}) for said in (False, True, NOT_SURE)] == [0, 2, 2]


@pytest.mark.parametrize("begun", [True, NOT_SURE])
def test_it_opens_the_age_of_every_sign_that_is_not_told(begun: Any) -> None:
    told = {**story_of("redness"), **story_of("itch"), "begun_before": begun}
    told["symptoms"] = Chosen(frozenset({"redness", "itch"}))
    assert still_open(told) == {"symptoms.redness.hours", "symptoms.itch.hours"}
    assert still_open({**told, "symptoms.itch.hours": 3}) == {"symptoms.redness.hours"}


@pytest.mark.proof
@pytest.mark.parametrize("treatment", TREATMENTS)
def test_that_something_had_begun_before_never_makes_a_check_milder(treatment: str) -> None:
    luck, raised = chances(81), 0
    mild = [story_of(one.id, treatment) for one in checking(treatment).book.symptoms]
    for told in [*mild, *(story(treatment, luck)[0] for _ in range(20))]:
        signs = told["symptoms"]
        assert isinstance(signs, Chosen)
        unsure: Answers = {**told, **{f"symptoms.{sign}.hours": NOT_SURE for sign in signs.options}}
        unsure.pop("begun_before", None)
        found = [level({**unsure, "begun_before": said}, treatment) for said in (False, True, NOT_SURE)]
        assert level(unsure, treatment) == found[0] <= found[1] == found[2]
        raised += found[1] > found[0]
    assert raised > 10


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_not_sure_how_long_is_never_milder_than_any_number_of_hours(treatment: str) -> None:
    luck, higher = chances(82), 0
    for _ in range(12):
        told = {**story(treatment, luck)[0], "begun_before": True}
        for name in [one for one in told if one.endswith(".hours")]:
            unsure = level({**told, name: NOT_SURE}, treatment)
            found = [level({**told, name: hours}, treatment) for hours in (0, 5, 30, 80, 200, 800, 5000)]
            assert max(found) <= unsure
            higher += unsure > min(found)
    assert higher > 0
