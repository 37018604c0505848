"""A check in which nothing was named, a device that is a reason by itself, and a sign in one's own words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import time_machine

from conftest import Run
from first_interview import DECIDE, lines
from typed import flags

OWN = {
    "symptoms": """\
- {id: own_sign, screen: late, label: "A sign of my own"}
- id: own-sign-seen
  when: {symptoms: own_sign}
  level: 2
  say: Have that looked at.
  sources: [judgement]
- id: own-device
  when: {risk_factors: rf_device}
  level: 1
  if_not_sure: 0
  say: That device can harm the skin later.
  do: [Put the device away.]
  look_for: [The skin sinks in.]
  sources: [judgement]
""",
    "questions": """\
- id: symptoms.{symptoms}.words
  told_as: in their words
  redacted_by: [notes]
  only: [own_sign]
  asked_by: []
  told_to: [check-symptoms]
  kind: text
  most: 40
  ask: What is it?
  why: Whoever sees you reads it.
  not_sure: false
  left_out: optional
""",
}


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


@pytest.fixture
def own(tmp_path: Path) -> list[str]:
    """The option that names a folder with the rules above."""
    folder = tmp_path / "own" / "common"
    folder.mkdir(parents=True)
    for name, text in OWN.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return ["--rules", str(tmp_path / "own")]


def check(*more: str, **answers: str) -> list[str]:
    named = {name.replace("__", "."): value for name, value in answers.items()}
    return ["check-symptoms", "microneedling", *flags(named), *more]


def test_nothing_named_says_no_more_than_that(run: Run) -> None:
    page = run(*check("--plain", symptoms="none")).out
    assert page.startswith("NOTHING NAMED: You named nothing that is on the lists.\n")
    assert "normal part of healing" not in page


def test_no_screen_calls_it_normal_when_nothing_was_named(run: Run) -> None:
    page = run(*check("--plain", symptoms="none")).out
    assert "even if you still notice nothing." in page
    assert "NOTHING NAMED: Microneedling" in run("history").out
    assert "That isn't an all-clear." in run("why").out


def test_nothing_named_keeps_its_level_and_its_name_in_json(run: Run) -> None:
    found: Any = run(*check("--json", symptoms="none")).json
    assert (found["level"], found["name"], found["hold"]) == (0, "expected", False)
    assert found["back_if"] == ["You have a fever or feel ill."]


def test_nothing_named_is_not_called_expected_on_the_hand_over(run: Run) -> None:
    run(*check(symptoms="none"))
    assert "**NOTHING NAMED: Level 0 of 4." in run("handover").out


def test_a_sign_that_was_named_keeps_the_words_of_its_level(run: Run) -> None:
    told = {"hours_since_session": "14", "needle_mm": "0.25", "risk_factors": "none"}
    mild = {
        "symptoms": "redness",
        "symptoms__redness__severity": "mild",
        "symptoms__redness__trend": "improving",
    }
    assert run(*check("--plain", **told, **mild)).out.startswith("(ok) EXPECTED: ")


def test_a_device_alone_is_a_reason_and_says_what_to_look_for(run: Run, own: list[str]) -> None:
    found: Any = run(*check("--json", *own, symptoms="none", risk_factors="rf_device")).json
    assert (found["level"], [one["id"] for one in found["reasons"]]) == (1, ["own-device"])
    assert found["back_if"][0] == "The skin sinks in."
    assert found["actions"][0] == "Put the device away."


@pytest.mark.parametrize("factors", ["none", "serum_needled", "not_sure"])
def test_without_that_device_it_is_none(run: Run, own: list[str], factors: str) -> None:
    found: Any = run(*check("--json", *own, symptoms="none", risk_factors=factors)).json
    assert (found["level"], found["reasons"]) == (0, [])


def test_what_to_look_for_stays_said_at_a_higher_level(run: Run, own: list[str]) -> None:
    found: Any = run(*check("--json", *own, symptoms="own_sign", risk_factors="rf_device")).json
    assert (found["level"], found["back_if"][:2]) == (2, [*found["call_if"], "The skin sinks in."])


def test_a_file_that_leaves_the_device_out_is_not_asked_for_it(run: Run, own: list[str]) -> None:
    assert run(*check("--json", *own, symptoms="none")).json["level"] == 0


def test_a_person_who_names_nothing_is_asked_about_the_device(run: Run, own: list[str]) -> None:
    typed = lines(*["none"] * 6, "1", DECIDE)
    ran = run("check-symptoms", "microneedling", "--json", *own, typed=typed)
    assert ran.json["level"] == 1


def test_words_of_ones_own_are_on_the_hand_over_and_change_nothing(run: Run, own: list[str]) -> None:
    found: Any = run(*check("--json", *own, symptoms="own_sign", symptoms__own_sign__words="a hollow")).json
    assert (found["level"], [one["id"] for one in found["reasons"]]) == (2, ["own-sign-seen"])
    assert "in their words: a hollow" in run("handover", *own).out
    assert "a hollow" not in run("handover", "--redact", "notes", *own).out


def test_words_of_ones_own_name_their_sign(run: Run, own: list[str]) -> None:
    assert run(*check("--json", *own, symptoms__own_sign__words="a hollow")).json["level"] == 2


@pytest.mark.parametrize("words", ["", "x" * 41])
def test_no_words_and_too_many_are_refused(run: Run, own: list[str], words: str) -> None:
    ran = run(*check(*own, symptoms="own_sign", symptoms__own_sign__words=words))
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.rstrip().endswith("write 1 to 40 letters")


@pytest.mark.parametrize(("last", "shown"), [("a hollow", True), ("", False)])
def test_a_person_may_add_words_at_the_end_or_leave_them_out(
    run: Run, own: list[str], last: str, shown: bool
) -> None:
    typed = lines(*["none"] * 5, "a sign of my own", "none", DECIDE, last)
    ran = run("check-symptoms", "microneedling", "--json", *own, typed=typed)
    assert ran.json["level"] == 2
    assert ("a hollow" in run("handover", *own).out) is shown


def test_input_that_ends_before_the_words_gives_the_result_all_the_same(run: Run, own: list[str]) -> None:
    typed = lines(*["none"] * 5, "a sign of my own", "none", DECIDE)
    assert run("check-symptoms", "microneedling", "--json", *own, typed=typed).json["level"] == 2
