"""``about`` and ``why``: what a treatment is, and what stands behind an answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import time_machine

from conftest import Run
from rule_folders import laid_over_with
from typed import RESTED, needled, needling, symptoms

PARTS = [
    "What it does",
    "What to expect",
    "What not to expect",
    "How long until it shows",
    "At home or in a clinic",
    "Which device",
]


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


@pytest.mark.parametrize("treatment", ["microneedling", "microdermabrasion"])
def test_about_a_treatment_tells_each_part_once_and_in_order(run: Run, treatment: str) -> None:
    lines = run("about", treatment).out.splitlines()
    assert lines[0] == treatment.capitalize()
    assert [line for line in lines if line in PARTS] == PARTS


@pytest.mark.parametrize(
    ("treatment", "home", "never"),
    [("microneedling", "Roller", "radiofrequency"), ("microdermabrasion", "Diamond tip", "Clinic machine")],
)
def test_about_says_which_devices_belong_in_a_home(run: Run, treatment: str, home: str, never: str) -> None:
    out = " ".join(run("about", treatment).out.split())
    assert f"{home}" in out.split("(at home)")[0]
    assert never in out.split("(never at home)")[0][-60:]


def test_about_shows_where_sources_differ(run: Run) -> None:
    out = " ".join(run("about", "microdermabrasion").out.split())
    assert "Sources differ: A skin clinic says that nobody should do this at home." in out


def test_about_without_a_name_sets_the_treatments_side_by_side(run: Run) -> None:
    lines = run("about").out.splitlines()
    assert lines[0].split() == ["Microneedling", "Microdermabrasion"]
    assert [line for line in lines if line in PARTS] == PARTS
    assert "More on one of them: skinroutine about microneedling" in lines


def test_the_json_of_about_has_sources_on_every_sentence(run: Run) -> None:
    told: Any = run("about", "microneedling", "--json").json
    assert (told["treatment"], told["name"]) == ("microneedling", "Microneedling")
    assert all(one["say"] and one["sources"] for one in [*told["about"], *told["devices"]])
    assert {one["id"]: one["home"] for one in told["devices"]}["radiofrequency"] is False


def test_the_json_of_about_without_a_name_holds_both_treatments(run: Run) -> None:
    told: Any = run("about", "--json").json
    assert [one["treatment"] for one in told["treatments"]] == ["microneedling", "microdermabrasion"]


def test_about_stores_nothing(run: Run, home: Path) -> None:
    run("about")
    assert not home.exists()


def test_why_without_an_answer_says_how_to_get_one(run: Run) -> None:
    ran = run("why")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == "Nothing was answered yet. Start with: skinroutine plan\n"


def test_why_names_the_rule_the_answer_and_the_sources_with_title_and_address(run: Run) -> None:
    run("plan", *needling(skin_today="active_acne", **RESTED))
    out = " ".join(run("why").out.split())
    assert out.startswith("The plan of Fri 20 Nov 10:00, microneedling: wait")
    assert "mn-active-acne" in out
    assert "skin_today=active_acne" in out
    told: Any = run("why", "--json").json
    rule = next(reason for reason in told["reasons"] if reason["id"] == "mn-active-acne")
    assert rule["sources"]
    assert all(source["title"] and source["publisher"] for source in rule["sources"])
    for source in rule["sources"]:
        assert source["title"] in out
        assert not source["url"] or source["url"].startswith("http")


def test_why_gives_every_reason_of_the_plan(run: Run) -> None:
    plan: Any = run("plan", *needling(skin_today="active_acne", needle_mm="1.5"), "--json").json
    why: Any = run("why", "--json").json
    assert [one["id"] for one in why["reasons"]] == [one["id"] for one in plan["reasons"]]
    assert [one["because"] for one in why["reasons"]] == [one["because"] for one in plan["reasons"]]


def test_why_says_where_sources_differ(run: Run) -> None:
    run("plan", *needling(days_since_last_session="2", last_reaction="expected"))
    out = " ".join(run("why").out.split())
    assert "Sources differ: One skin doctor allows two or three times a week" in out


def test_why_explains_the_newest_answer_plan_or_check(run: Run, clock: time_machine.Traveller) -> None:
    run("plan", *needling())
    clock.shift(60)
    run(*symptoms(symptoms="seizure"))
    assert run("why").out.startswith("The check of Fri 20 Nov 10:01, microneedling: emergency\n")
    clock.shift(60)
    run("plan", *needling())
    assert run("why").out.startswith("The plan of Fri 20 Nov 10:02, microneedling: no\n")


def test_why_of_a_go_says_that_no_rule_spoke_against_it(run: Run) -> None:
    run("plan", *needling(**RESTED))
    assert "Nothing spoke against it." in run("why").out


def test_why_under_a_hold_names_what_set_it(run: Run) -> None:
    run(*symptoms(symptoms="lump_nodule"))
    rule = run("hold", "--json").json["holds"]
    run("plan", *needling())
    assert f"hold={rule[0]['rule']}" in run("why").out  # type: ignore[index]


def test_a_logged_session_does_not_hide_the_last_answer(run: Run, clock: time_machine.Traveller) -> None:
    run("plan", *needling())
    clock.shift(60)
    run(*needled())
    assert run("why").out.startswith("The plan of Fri 20 Nov 10:00")


def test_why_of_an_emergency_told_before_the_treatment_was_known_names_no_treatment(run: Run) -> None:
    run("check-symptoms", typed="seizure\n")
    assert run("why").out.startswith("The check of Fri 20 Nov 10:00: emergency\n")
    assert run("why", "--json").json["treatment"] is None


def test_why_says_which_sentences_are_our_own_judgement(run: Run, tmp_path: Path) -> None:
    rule = """\
- id: own-warts
  when: {skin_today: warts}
  verdict: "no"
  say: Leave skin with warts alone.
  why: {text: Needles carry warts on., judgement: true}
  sources: [judgement]
"""
    own = laid_over_with(tmp_path, screening=rule)
    run("plan", *needling(skin_today="warts"), "--rules", str(own))
    out = " ".join(run("why", "--rules", str(own)).out.split())
    assert "Leave skin with warts alone. Needles carry warts on. (This is our own judgement.)" in out
    told: Any = run("why", "--rules", str(own), "--json").json
    assert {one["id"]: one["judgement"] for one in told["reasons"]}["own-warts"] == ["why"]


def test_why_leaves_a_sentence_alone_that_names_facts_of_its_own(run: Run, tmp_path: Path) -> None:
    rule = """\
- id: own-warts
  when: {skin_today: warts}
  verdict: "no"
  say: {text: Leave skin with warts alone., facts: [some-fact]}
  sources: [judgement]
"""
    own = laid_over_with(tmp_path, screening=rule)
    run("plan", *needling(skin_today="warts"), "--rules", str(own))
    out = " ".join(run("why", "--rules", str(own)).out.split())
    assert "own-warts Leave skin with warts alone. It counts because of" in out
