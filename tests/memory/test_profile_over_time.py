"""Facts as time passes: a clock that was ahead, a medicine taken up again, another device."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

import pytest
import time_machine

from conftest import NOW, Ran, Run
from first_interview import (
    CHANGED,
    CONDITIONS,
    DECIDE,
    FIRST_TIME,
    HEAD,
    MEDICINES,
    REVIEW,
    SINCE,
    lines,
    put,
)
from skinroutine.decide.conflicts import Before, Conflicts
from skinroutine.memory.statements import EarlierAnswers
from skinroutine.rulebook import Contradiction, Question
from skinroutine.rulebook.conditions import Answer, Chosen
from skinroutine.text import days_ago
from typed import needling

AHEAD: Final = timedelta(days=300)
DEVICE: Final = "Which device will you use?"
LENGTH: Final = "How long are the needles?"
STRENGTH: Final = "How strong is the suction?"
SINCE_USE: Final = "How many days since you last used it? 0 means you still do. (Isotretinoin"
STILL: Final = "Still the same? Medicines: Retinol, 9 days ago (at a time still to come)."


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def planned(run: Run, *typed: str, treatment: str = "microneedling") -> Ran:
    return run("plan", treatment, "--json", typed=lines(*typed))


def facts(run: Run) -> dict[str, Any]:
    """What the profile shows, by question."""
    told: Any = run("profile", "--json").json["facts"]
    return {one["question"]: one for one in told}


def reasons(ran: Ran) -> set[str]:
    told: Any = ran.json["reasons"]
    return {one["id"] for one in told}


@pytest.fixture
def ahead(run: Run, clock: time_machine.Traveller) -> None:
    """Retinol was told of while the clock was 300 days ahead."""
    clock.shift(AHEAD)
    run("profile", "set", "medicines=retinol", "days_since.retinol=9")
    clock.shift(-AHEAD)


@pytest.mark.usefixtures("ahead")
def test_what_was_told_at_a_time_still_to_come_is_to_be_confirmed(run: Run) -> None:
    assert STILL in put(planned(run, "cheeks", "none", "none").err)
    page = " ".join(run("profile", "--verbose").out.split())
    assert "Medicines: Retinol, last on 11 Nov 2026. You said so at a time still to come" in page
    assert "medicines: to be confirmed the next time." in page
    assert facts(run)["medicines"]["confirm"] is True


def test_a_single_day_is_one_day_ago(run: Run, clock: time_machine.Traveller) -> None:
    clock.shift(AHEAD)
    run("profile", "set", "medicines=retinol", "days_since.retinol=1")
    clock.shift(-AHEAD)
    assert STILL.replace("9 days", "1 day") in put(planned(run, "cheeks", "none", "none").err)


@pytest.mark.usefixtures("ahead")
def test_no_screen_counts_days_that_are_still_to_come(run: Run) -> None:
    shown = run("profile").out + planned(run, "cheeks", "none", "none").err
    assert "days ago" in shown
    assert "-2" not in shown
    assert "-3" not in shown


@pytest.mark.usefixtures("ahead")
def test_what_is_said_now_corrects_what_a_clock_ahead_has_dated(
    run: Run, clock: time_machine.Traveller
) -> None:
    planned(run, "cheeks", "none", "none", "no", "isotretinoin", "yes", "none", "20", DECIDE)
    assert facts(run)["medicines"]["answer"] == ["isotretinoin"]
    clock.shift(timedelta(days=1))
    ran = planned(run, DECIDE)
    assert (put(ran.err), reasons(ran)) == ([REVIEW], {"mn-isotretinoin-recent"})


@pytest.mark.usefixtures("ahead")
def test_what_a_clock_ahead_has_dated_can_be_forgotten(run: Run) -> None:
    ran = run("profile", "forget", "medicines", "--json")
    assert (ran.status, ran.json["facts"]) == (0, [])
    assert MEDICINES in put(planned(run, "cheeks", "none", "none").err)


def test_a_time_still_to_come_is_said_in_words() -> None:
    assert days_ago(NOW + AHEAD, NOW) == "at a time still to come"
    assert [days_ago(NOW - timedelta(days=days), NOW) for days in (0, 1, 2)] == [
        "today",
        "yesterday",
        "2 days ago",
    ]


ONCE = ("cheeks", "none", "none", "isotretinoin", "none", "200", *FIRST_TIME[5:])
"""A first plan of somebody who ended isotretinoin 200 days ago."""
RETURN = ("cheeks", "none", "none", "never", "none")


def test_a_medicine_that_is_told_of_again_is_asked_for_its_days_anew(
    run: Run, clock: time_machine.Traveller
) -> None:
    planned(run, *ONCE, DECIDE)
    clock.shift(timedelta(days=15))
    run("profile", "set", "medicines=isotretinoin")
    assert "days_since.isotretinoin" not in facts(run)
    ran = planned(run, "cheeks", "none", "none", "3", DECIDE)
    assert put(ran.err)[2:4] == [CHANGED, SINCE_USE]
    assert ran.json["verdict"] == "no"


def test_a_medicine_that_was_dropped_and_is_named_again_is_asked_for_its_days_anew(
    run: Run, clock: time_machine.Traveller
) -> None:
    planned(run, *ONCE, DECIDE)
    clock.shift(timedelta(days=15))
    planned(run, *RETURN, "medicines", "none", "yes", DECIDE)
    assert facts(run)["medicines"]["answer"] == []
    clock.shift(timedelta(days=5))
    ran = planned(run, *RETURN, "medicines", "isotretinoin", "3", DECIDE)
    assert put(ran.err)[-3:] == [MEDICINES, SINCE_USE, REVIEW]
    assert "mn-isotretinoin-recent" in reasons(ran)


def test_a_medicine_that_is_changed_in_the_review_is_asked_for_its_days_anew(
    run: Run, clock: time_machine.Traveller
) -> None:
    planned(run, *ONCE, DECIDE)
    clock.shift(timedelta(days=5))
    ran = planned(run, *RETURN, "medicines", "isotretinoin", "3", DECIDE)
    assert put(ran.err)[-3:] == [MEDICINES, SINCE_USE, REVIEW]
    assert facts(run)["days_since.isotretinoin"]["answer"] == 3


@pytest.fixture
def rolled(run: Run, clock: time_machine.Traveller) -> None:
    """A plan with a roller, ten days ago."""
    planned(run, *FIRST_TIME, DECIDE)
    clock.shift(timedelta(days=10))


@pytest.mark.usefixtures("rolled")
def test_another_device_in_the_profile_is_asked_for_its_needles_and_its_users(run: Run) -> None:
    run("profile", "set", "device_kind=stamp", "--treatment", "microneedling")
    assert not {"needle_mm", "device_shared"} & set(facts(run))
    ran = planned(run, "cheeks", "none", "none", "never", "0.25", "someone else", DECIDE)
    assert put(ran.err)[4:] == [LENGTH, HEAD, REVIEW]
    assert "mn-device-shared" in reasons(ran)


@pytest.mark.usefixtures("rolled")
def test_the_first_device_again_has_its_needles_again(run: Run) -> None:
    for device in ("stamp", "roller"):
        run("profile", "set", f"device_kind={device}", "--treatment", "microneedling")
    assert facts(run)["needle_mm"]["answer"] == 0.25
    assert LENGTH not in put(planned(run, *RETURN).err)


@pytest.mark.usefixtures("rolled")
def test_another_device_in_the_review_is_asked_for_its_needles_and_its_head(run: Run) -> None:
    ran = planned(run, *RETURN, "device: roller", "stamp", "0.25", "someone else", DECIDE)
    assert put(ran.err)[-4:] == [DEVICE, LENGTH, HEAD, REVIEW]
    assert ("mn-device-shared" in reasons(ran), facts(run)["device_shared"]["answer"]) == (True, True)


def test_another_device_in_the_first_review_is_asked_for_its_needles_and_its_head(run: Run) -> None:
    ran = planned(run, *FIRST_TIME, "needle", "0.2", "device: roller", "stamp", "0.3", "none", DECIDE)
    assert put(ran.err)[-4:] == [DEVICE, LENGTH, HEAD, REVIEW]
    assert facts(run)["needle_mm"]["answer"] == 0.3


def test_another_device_in_the_first_review_is_asked_for_its_suction(run: Run) -> None:
    typed = (*FIRST_TIME[:7], "diamond", "lowest", "none", "none", "device: diamond", "machine")
    ran = planned(run, *typed, "none", treatment="microdermabrasion")
    assert STRENGTH in put(ran.err)[put(ran.err).index(REVIEW) :]


@pytest.mark.usefixtures("rolled")
def test_a_device_that_changed_among_what_is_confirmed_takes_its_needles_with_it(
    run: Run, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(days=81))
    ran = planned(run, "cheeks", "none", "device", "never", "stamp", "0.25", "someone else", DECIDE)
    assert put(ran.err)[2:] == [CHANGED, SINCE, DEVICE, LENGTH, HEAD, REVIEW]
    assert "mn-device-shared" in reasons(ran)


@pytest.mark.usefixtures("rolled")
def test_what_was_told_of_the_head_not_long_ago_is_not_said_of_another_device(
    run: Run, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(days=70))
    planned(run, *RETURN, DECIDE)
    clock.shift(timedelta(days=12))
    ran = planned(run, "cheeks", "none", "device", "never", "stamp", "0.25", "someone else", DECIDE)
    assert "mn-device-shared" in reasons(ran)


@pytest.mark.usefixtures("rolled")
def test_what_was_confirmed_of_the_device_before_is_not_said_of_another(
    run: Run, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(days=81))
    ran = planned(run, *RETURN, "device: roller", "stamp", "0.25", "none", DECIDE)
    assert put(ran.err).count(CHANGED) == 1
    assert put(ran.err)[-4:] == [DEVICE, LENGTH, HEAD, REVIEW]


def held_against(offered: frozenset[str] | None) -> list[str]:
    """The clashes of "no illness" with diabetes two days ago, and an answer in between that says none."""
    illnesses = Question(
        id="ill", kind="many", ask="?", why=".", asked_by=("plan",), options={"diabetes": ".", "asthma": "."}
    )
    item = Contradiction(
        id="gone", asks="ill", vanished=("diabetes",), say="You did.", sources=("judgement",)
    )
    none: dict[str, Answer] = {"ill": Chosen(frozenset())}
    told = [
        EarlierAnswers(NOW - timedelta(days=1), none, offered),
        EarlierAnswers(NOW - timedelta(days=2), {"ill": Chosen(frozenset({"diabetes"}))}),
    ]
    return [one.id for one in Conflicts([item], [illnesses], {}, Before(told, NOW))(none)]


def test_a_list_without_an_option_says_nothing_of_it_when_answers_are_held_against_each_other() -> None:
    assert held_against(frozenset({"asthma"})) == ["gone.diabetes"]
    assert held_against(frozenset({"asthma", "diabetes"})) == []
    assert held_against(None) == []


def test_a_plan_of_the_other_treatment_takes_back_no_illness_that_it_did_not_ask_for(
    run: Run, clock: time_machine.Traveller
) -> None:
    planned(run, "cheeks", "none", "diabetes", *FIRST_TIME[3:], DECIDE)
    clock.shift(timedelta(days=1))
    other = ("cheeks", "none", "none", "none", "none", "never", "diamond", "lowest", "none", "none", DECIDE)
    ran = planned(run, *other, treatment="microdermabrasion")
    assert (ran.status, CONDITIONS in put(ran.err)) == (0, True)
    clock.shift(timedelta(days=1))
    told: Any = run("plan", *needling(), "--json").json["contradictions"]
    assert [one["id"] for one in told] == ["condition-cannot-be-gone.diabetes"]


def test_days_in_another_zone_are_counted_by_the_calendar_of_now() -> None:
    then = datetime.fromisoformat("2026-11-19T23:30:00-10:00")
    assert days_ago(then, NOW) == "today"
