"""What the profile remembers: until when it is trusted, how it is confirmed, and what it never assumes."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from conftest import Ran, Run
from first_interview import (
    AGAIN,
    AGE,
    AREAS,
    BEFORE,
    CHANGED,
    CONDITIONS,
    DECIDE,
    FIRST_TIME,
    HEAD,
    MEDICINES,
    PROCEDURES,
    SINCE,
    SKIN,
    lines,
    offered,
    put,
)
from typed import needled, needling, refused

DEVICE = "Which device will you use?"


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def planned(run: Run, *typed: str, treatment: str = "microneedling") -> Ran:
    return run("plan", treatment, "--json", typed=lines(*typed))


def first(run: Run) -> Ran:
    return planned(run, *FIRST_TIME, DECIDE)


def with_medicine(run: Run, medicine: str, days: str) -> Ran:
    """A first plan of somebody who uses or used a medicine."""
    head_and_rest = FIRST_TIME[len(BEFORE) :]
    return planned(run, "cheeks", "none", "none", medicine, "none", days, *BEFORE[5:], *head_and_rest, DECIDE)


def facts(run: Run) -> dict[str, Any]:
    """What the profile shows, by question."""
    told: Any = run("profile", "--json").json["facts"]
    return {fact["question"]: fact for fact in told}


# ------------------------------------------------------------------ what is remembered


def test_a_plan_leaves_facts_with_the_words_of_their_answers(run: Run) -> None:
    first(run)
    told = facts(run)
    assert (told["age"]["answer"], told["medicines"]["answer"]) == (34, [])
    assert (told["device_kind"]["treatment"], told["age"]["treatment"]) == ("microneedling", None)


def test_what_is_asked_each_time_is_not_remembered(run: Run) -> None:
    first(run)
    assert not {"areas", "skin_today", "device_sound", "device_clean", "first_session"} & set(facts(run))


def test_a_plan_by_file_or_flags_stores_no_facts(run: Run) -> None:
    run("plan", *needling())
    assert facts(run) == {}


def test_a_plan_that_nobody_decided_stores_no_facts(run: Run) -> None:
    planned(run, *FIRST_TIME, "quit")
    assert facts(run) == {}


def test_a_trusted_fact_is_not_asked_for(run: Run, clock: time_machine.Traveller) -> None:
    first(run)
    clock.shift(timedelta(days=29))
    questions = put(planned(run, *AGAIN, DECIDE).err)
    assert not {AGE, MEDICINES, DEVICE} & set(questions)


def test_ten_days_later_the_same_person_is_asked_five_questions(
    run: Run, clock: time_machine.Traveller
) -> None:
    first(run)
    clock.shift(timedelta(days=10))
    ran = planned(run, *AGAIN, DECIDE)
    assert put(ran.err)[:-1] == [AREAS, SKIN, CHANGED, SINCE, HEAD]
    assert (ran.json["questions_asked"], ran.json["verdict"]) == (5, "caution")


def test_ten_days_after_a_logged_session_there_are_five_at_the_most(
    run: Run, clock: time_machine.Traveller
) -> None:
    first(run)
    run(*needled(reaction="expected"))
    clock.shift(timedelta(days=10))
    ran = planned(run, "cheeks", "none", "none", "none", DECIDE)
    assert (ran.json["questions_asked"], ran.json["verdict"]) == (4, "go")


# ------------------------------------------------------------------ what is confirmed


def test_facts_whose_time_is_up_are_confirmed_in_one_list(run: Run, clock: time_machine.Traveller) -> None:
    first(run)
    clock.shift(timedelta(days=30))
    ran = planned(run, *AGAIN, DECIDE)
    assert "Medicines: none (30 days ago)" in offered(ran.err, CHANGED)
    assert MEDICINES not in put(ran.err)


def test_what_is_confirmed_counts_from_that_day(run: Run, clock: time_machine.Traveller) -> None:
    first(run)
    clock.shift(timedelta(days=30))
    planned(run, *AGAIN, DECIDE)
    clock.shift(timedelta(days=29))
    assert "Medicines: none" not in " ".join(offered(planned(run, *AGAIN, DECIDE).err, CHANGED))


def test_what_has_changed_is_asked_with_the_old_answer_beside_it(
    run: Run, clock: time_machine.Traveller
) -> None:
    first(run)
    clock.shift(timedelta(days=30))
    ran = planned(run, "cheeks", "none", "medicines", "anticoagulant", "0", "never", "none", DECIDE)
    assert put(ran.err)[2:4] == [CHANGED, MEDICINES]
    assert "Your answer was: None of these." in ran.err
    assert facts(run)["medicines"]["answer"] == ["anticoagulant"]


def test_not_sure_what_has_changed_asks_for_all_of_it(run: Run, clock: time_machine.Traveller) -> None:
    first(run)
    clock.shift(timedelta(days=30))
    assert put(planned(run, "cheeks", "none", "not sure", "none").err)[3:] == [CONDITIONS, MEDICINES]


def test_a_fact_that_became_not_sure_is_trusted_no_more(run: Run, clock: time_machine.Traveller) -> None:
    first(run)
    clock.shift(timedelta(days=5))
    planned(run, *AGAIN, "medicines", "not sure", DECIDE)
    assert "medicines" not in facts(run)
    assert MEDICINES in put(planned(run, "cheeks", "none", "none").err)


def test_a_medicine_still_in_use_is_confirmed_each_time(run: Run, clock: time_machine.Traveller) -> None:
    with_medicine(run, "retinol", "0")
    clock.shift(timedelta(days=1))
    assert any(
        "Retinol, days since the last use: 0 days, as before" in line
        for line in offered(planned(run, "cheeks", "none").err, CHANGED)
    )


def test_the_days_since_a_medicine_grow(run: Run, clock: time_machine.Traveller) -> None:
    with_medicine(run, "retinol", "20")
    clock.shift(timedelta(days=9))
    ran = planned(run, *AGAIN, DECIDE)
    assert "Retinol, days since the last use: 29 days\n" in ran.err


def test_what_is_still_in_use_does_not_grow(run: Run, clock: time_machine.Traveller) -> None:
    with_medicine(run, "retinol", "0")
    clock.shift(timedelta(days=9))
    assert "Retinol, days since the last use: 0 days\n" in planned(run, *AGAIN, DECIDE).err


def test_procedures_are_known_for_the_same_areas_only(run: Run, clock: time_machine.Traveller) -> None:
    first(run)
    clock.shift(timedelta(days=1))
    assert "Recent procedures: none" in " ".join(offered(planned(run, "cheeks", "none").err, CHANGED))
    ran = planned(run, "neck", "none", "none")
    assert "Recent procedures" not in " ".join(offered(ran.err, CHANGED))
    assert put(ran.err)[3] == PROCEDURES


def test_a_device_is_known_for_its_own_treatment_only(run: Run) -> None:
    first(run)
    ran = planned(run, "cheeks", "none", "none", "none", "none", "never", treatment="microdermabrasion")
    assert put(ran.err)[-1] == DEVICE
    assert AGE not in put(ran.err)


def test_what_a_clock_in_the_future_wrote_is_not_trusted(run: Run, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(days=400))
    first(run)
    clock.shift(timedelta(days=-400))
    ran = planned(run, "cheeks", "none", "not sure", "none")
    assert CHANGED in put(ran.err)
    assert put(ran.err)[-1] == MEDICINES


# ------------------------------------------------------------------ profile show, set, forget


def test_an_empty_profile_says_so(run: Run) -> None:
    ran = run("profile", "show")
    assert (ran.status, ran.json if "{" in ran.out else {}) == (0, {})
    assert "remembers nothing about you yet" in ran.out


def test_what_is_set_is_remembered_as_of_today(run: Run) -> None:
    assert run("profile", "set", "age=34", "medicines=none").status == 0
    assert facts(run)["age"]["answer"] == 34
    assert not {AGE, MEDICINES} & set(put(planned(run, *["cheeks", "none", "none", "none", "never"]).err))


def test_what_is_forgotten_is_asked_for_again(run: Run) -> None:
    first(run)
    assert run("profile", "forget", "age").status == 0
    assert "age" not in facts(run)
    assert AGE in put(planned(run, *AGAIN[:4]).err)


def test_with_a_question_what_hangs_on_it_is_forgotten_too(run: Run) -> None:
    with_medicine(run, "retinol", "20")
    run("profile", "forget", "medicines")
    assert not [name for name in facts(run) if "medicines" in name or "retinol" in name]


def test_everything_can_be_forgotten(run: Run) -> None:
    first(run)
    assert run("profile", "forget", "--all").status == 0
    assert facts(run) == {}


def test_the_profile_says_until_when_and_for_which_rules_on_a_wish(run: Run) -> None:
    run("profile", "set", "age=34")
    page = " ".join(run("profile", "--verbose").out.split())
    assert "Age: 34 years. You said so today." in page
    assert "age: trusted until Sat 20 Nov 2027. " in page
    assert "mn-under-18" in page


def test_each_fact_has_a_line_to_paste_that_drops_it(run: Run) -> None:
    run("profile", "set", "age=34", "medicines=isotretinoin,retinol", "days_since.isotretinoin=200")
    run("profile", "set", "device_kind=roller", "--treatment", "microneedling")
    page = run("profile").out
    assert "last on 4 May 2026" in " ".join(page.split())
    pasted = re.findall("skinroutine (profile forget .*)", page)
    assert [run(*line.split()).status for line in pasted] == [0, 0, 0, 0]
    assert {name: fact["answer"] for name, fact in facts(run).items()} == {"medicines": []}


def test_no_id_of_a_rule_or_a_question_stands_on_the_profile_but_in_what_is_pasted(run: Run) -> None:
    run("profile", "set", "age=34", "medicines=isotretinoin", "conditions=eczema")
    said = [line.partition("skinroutine ")[0] for line in run("profile").out.splitlines()]
    assert not re.search(r"[a-z]_[a-z]|mn-|md-|any-|isotretinoin", " ".join(said))


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["set"], 2, "Say what to remember, as QUESTION=VALUE. See: skinroutine profile set --help"),
        (["set", "age"], 2, "age"),
        (["set", "age=banana"], 2, "age"),
        (["set", "agee=3"], 2, "there's no such question"),
        (["set", "medicines=not_sure"], 2, "not_sure is nothing to remember"),
        (["set", "skin_today=none"], 2, "asked each time"),
        (["set", "device_kind=roller"], 2, "Add --treatment microdermabrasion or microneedling."),
        (["set", "recent_procedures=none"], 2, "Add areas=cheeks or the like."),
        (["set", "age=3", "--treatment", "tattooing"], 2, "tattooing"),
        (["forget"], 2, "Say what to forget"),
        (["forget", "age"], 2, "Nothing is kept about 'age'. See what is: skinroutine profile"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, list) else "",
)
def test_a_profile_command_that_cannot_be_done_says_why_in_a_line(
    run: Run, words: list[str], status: int, said: str
) -> None:
    refused(run("profile", *words), status, said)
    assert facts(run) == {}


@pytest.mark.parametrize("typed", ["age", "age=", "=35", "="])
def test_a_fact_without_a_value_is_refused(run: Run, home: Path, typed: str) -> None:
    refused(run("profile", "set", typed), 2)
    assert not home.exists()


def test_a_fact_without_a_value_is_refused_with_a_line_that_works(run: Run) -> None:
    refused(
        run("profile", "set", "age"),
        2,
        "age: write it as QUESTION=VALUE. See: skinroutine profile set --help",
    )
    assert run("profile", "set", "age=35").status == 0
