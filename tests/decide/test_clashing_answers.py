"""Answers that clash, from outside: flags, files, the log and the check settle them and say so."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from conftest import Run
from typed import flags, needled, needling, symptoms

SORE = symptoms(
    symptoms="tenderness", symptoms__tenderness__severity="mild", symptoms__tenderness__trend="improving"
)


def plan_of(run: Run, **changes: str) -> dict[str, Any]:
    ran = run("plan", *needling(**changes), "--json")
    assert ran.status == 0, ran.err
    return ran.json


def contradictions(data: dict[str, Any]) -> list[tuple[str, str, object]]:
    return [(one["id"], one["question"], one["stands"]) for one in data["contradictions"]]


def test_flags_that_clash_with_yesterdays_check_are_settled_and_it_is_said(
    run: Run, clock: time_machine.Traveller
) -> None:
    run(*SORE)
    clock.shift(timedelta(days=1))
    found = plan_of(run)
    assert found["questions_asked"] == 0
    assert contradictions(found) == [("calm-skin-after-soreness", "skin_today", ["irritated_skin"])]
    assert "mn-irritated-skin" in [one["id"] for one in found["reasons"]]


def test_the_page_names_both_answers_and_which_one_counts(run: Run, clock: time_machine.Traveller) -> None:
    run(*SORE)
    clock.shift(timedelta(days=1))
    page = run("plan", *needling(), "--plain").out
    assert (
        "Your answers don't agree\n  - You see no sore skin today. Yet yesterday you told of skin that"
        in page
    )
    assert "The more careful answer counts." in " ".join(page.split())
    assert page.index("The more careful") < page.index("Microneedling.")


@pytest.mark.usefixtures("clock")
def test_without_a_clash_the_page_says_nothing_of_one(run: Run) -> None:
    assert "don't agree" not in run("plan", *needling(), "--plain").out
    assert plan_of(run)["contradictions"] == []


@pytest.mark.usefixtures("clock")
def test_an_answers_file_is_settled_like_flags(run: Run, tmp_path: Path) -> None:
    run(*SORE)
    file = tmp_path / "me.yaml"
    words = needling()[1:]
    lines = [word.replace("=", ": ", 1) for word in words if word != "--set"]
    file.write_text("treatment: microneedling\n" + "\n".join(lines) + "\n")
    ran = run("plan", "--answers", str(file), "--json")
    assert contradictions(ran.json) == [("calm-skin-after-soreness", "skin_today", ["irritated_skin"])]


@pytest.mark.usefixtures("clock")
def test_what_a_cautious_answer_opens_is_not_sure_where_nobody_can_be_asked(run: Run) -> None:
    run("profile", "set", "medicines=isotretinoin")
    found = plan_of(run)
    assert contradictions(found) == [("last-year-cannot-be-over.isotretinoin", "medicines", ["isotretinoin"])]
    because = [one["because"] for one in found["reasons"] if "isotretinoin" in one["id"]]
    assert ["medicines=isotretinoin", "days_since.isotretinoin=not_sure"] in because


@pytest.mark.usefixtures("clock")
def test_a_plan_by_file_is_no_statement_against_a_later_one(run: Run) -> None:
    plan_of(run, medicines="isotretinoin", **{"days_since.isotretinoin": "20"})
    assert plan_of(run)["contradictions"] == []


def test_what_is_set_in_the_profile_corrects_what_was_set_before(
    run: Run, clock: time_machine.Traveller
) -> None:
    run("profile", "set", "conditions=keloid_history")
    assert contradictions(plan_of(run))[0][0] == "condition-cannot-be-gone.keloid_history"
    clock.shift(timedelta(minutes=1))
    run("profile", "set", "conditions=none")
    assert plan_of(run)["contradictions"] == []


def test_after_two_weeks_nothing_is_held_against_an_answer(run: Run, clock: time_machine.Traveller) -> None:
    run("profile", "set", "conditions=keloid_history")
    clock.shift(timedelta(days=14))
    assert plan_of(run)["contradictions"] != []
    clock.shift(timedelta(seconds=1))
    assert plan_of(run)["contradictions"] == []


def test_a_session_that_is_logged_as_calm_after_trouble_is_logged_as_slow_to_calm(
    run: Run, clock: time_machine.Traveller
) -> None:
    sore = symptoms(symptoms="open_sore", symptoms__open_sore__severity="mild")
    run(*sore)
    clock.shift(timedelta(hours=3))
    ran = run(*needled(reaction="expected"), "--at", "yesterday 9am", "--json")
    assert contradictions(ran.json) == [("calm-log-after-trouble", "reaction", "prolonged")]


@pytest.mark.usefixtures("clock")
def test_a_fever_without_a_reading_counts_as_a_fever(run: Run) -> None:
    told = {"hours_since_session": "14", "needle_mm": "0.25", "risk_factors": "none", "symptoms": "fever"}
    unsure = run("check-symptoms", "microneedling", *flags(told), "--json").json
    low = run(
        "check-symptoms", "microneedling", *flags({**told, "symptoms.fever.temperature_c": "36.6"}), "--json"
    )
    assert contradictions(low.json) == [
        ("fever-without-a-reading", "symptoms.fever.temperature_c", "not_sure")
    ]
    assert low.json["level"] == unsure["level"]
