"""``check-symptoms`` from outside: the level, what to do, when to come back, and that it always works."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import time_machine
import yaml

from conftest import Run
from typed import abrasion, needled, needling, symptoms

MILD = {"symptoms__redness__severity": "mild", "symptoms__redness__trend": "improving"}
HOT_PATCH = {
    "symptoms__spreading_redness__area": "cheeks",
    "symptoms__warmth__severity": "moderate",
    "symptoms__fever__temperature_c": "38.4",
}
LEVELS = ["expected", "self-care", "see-professional", "urgent", "emergency"]


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def test_mild_redness_the_next_morning_is_expected(run: Run) -> None:
    ran = run(*symptoms(**MILD), "--json")
    assert (ran.status, ran.json["level"], ran.json["name"]) == (0, 0, "expected")
    assert (ran.json["hold"], ran.json["check_again"]) == (False, "2026-11-21T10:00:00+00:00")


def test_a_spreading_hot_patch_with_fever_is_urgent_or_worse(run: Run) -> None:
    told = run(*symptoms(**HOT_PATCH), "--json").json
    assert told["name"] in {"urgent", "emergency"}
    assert told["hold"] is True


def test_no_symptom_at_all_is_expected_and_has_no_reason(run: Run) -> None:
    told = run(*symptoms(symptoms="none"), "--json").json
    assert (told["level"], told["reasons"]) == (0, [])


@pytest.mark.parametrize(
    ("story", "level"),
    [
        (MILD, 0),
        ({"symptoms__redness__severity": "mild", "symptoms__redness__trend": "worsening"}, 1),
        ({"symptoms__lump_nodule__severity": "mild", "symptoms__lump_nodule__trend": "stable"}, 2),
        ({"symptoms__red_streaks__trend": "stable"}, 3),
        ({"symptoms": "seizure"}, 4),
    ],
)
def test_each_level_has_its_name_and_its_first_words(run: Run, story: dict[str, str], level: int) -> None:
    told = run(*symptoms(**story), "--json").json
    assert (told["level"], told["name"]) == (level, LEVELS[level])
    words = [
        "(ok) EXPECTED: ",
        "(+) LOOK AFTER IT: ",
        "(!) HAVE IT SEEN: ",
        "(!!) GET CARE TODAY: ",
        "(x) EMERGENCY: ",
    ]
    assert run(*symptoms(**story)).out.startswith(words[level])


def test_the_json_of_a_check_has_the_keys_of_the_vocabulary(run: Run) -> None:
    told: Any = run(*symptoms(**HOT_PATCH), "--json").json
    assert set(told) >= {"level", "name", "reasons", "actions", "check_again", "hold"}
    for reason in told["reasons"]:
        assert set(reason) >= {"id", "level", "because", "message", "sources"}
        assert reason["sources"]
    assert max(reason["level"] for reason in told["reasons"]) == told["level"]
    assert all(isinstance(action, str) for action in told["actions"])


def test_a_reason_names_the_symptom_behind_it(run: Run) -> None:
    told: Any = run(*symptoms(symptoms="seizure"), "--json").json
    assert told["reasons"][0]["because"] == ["symptoms=seizure"]


@pytest.mark.parametrize(
    "sign", ["seizure", "mouth_throat_swelling", "breathing_difficulty", "blue_grey_lips"]
)
def test_an_emergency_names_the_number_for_everyone_first(run: Run, sign: str) -> None:
    told: Any = run(*symptoms(symptoms=sign), "--json").json
    assert told["name"] == "emergency"
    assert "112, 911 or 999" in told["actions"][0]
    assert told["check_again"] is None


def test_an_emergency_needs_no_other_answer(run: Run) -> None:
    ran = run("check-symptoms", "microneedling", "--set", "symptoms=seizure", "--json")
    assert (ran.status, ran.json["level"]) == (0, 4)


@pytest.mark.parametrize("others", [{}, {"symptoms": ["seizure", "itch"], "risk_factors": ["diabetes"]}])
def test_an_emergency_in_an_answers_file_needs_no_treatment(
    run: Run, tmp_path: Path, others: dict[str, object]
) -> None:
    file = tmp_path / "story.yaml"
    file.write_text(yaml.safe_dump({"symptoms": ["seizure"], **others}))
    for ran in (
        run("check-symptoms", "--answers", str(file), "--json"),
        run("check-symptoms", "--answers", "-", "--json", typed=file.read_text()),
    ):
        assert (ran.status, ran.json["level"], ran.json["treatment"]) == (0, 4, None)
        assert (ran.json["hold"], ran.json["questions_asked"]) == (True, 0)
    assert run("check-symptoms", "--answers", str(file)).out.startswith(
        "(x) EMERGENCY: Get emergency help now."
    )
    assert run("plan", *needling(), "--json").json["verdict"] == "no"
    assert run("plan", *abrasion(), "--json").json["verdict"] == "no"


def test_anything_less_than_an_emergency_still_needs_the_treatment(run: Run, home: Path) -> None:
    ran = run("check-symptoms", "--set", "symptoms=red_streaks", "--json")
    missing: Any = ran.json["missing"]
    assert (ran.status, missing[0]["id"]) == (2, "treatment")
    assert not home.exists()


def test_an_urgent_result_asks_for_care_today_and_for_no_later_check(run: Run) -> None:
    told = run(*symptoms(symptoms__red_streaks__trend="stable"), "--json").json
    assert (told["name"], told["check_again"]) == ("urgent", None)
    assert "today" in run(*symptoms(symptoms__red_streaks__trend="stable")).out.splitlines()[0]


def test_the_screen_says_what_to_do_what_brings_one_back_and_by_when(run: Run) -> None:
    out = run(*symptoms(**MILD)).out
    places = [
        out.index(text)
        for text in (
            "What to do now\n  1. ",
            "Check again at once if",
            "Check again by Sat 21 Nov 10:00",
        )
    ]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("story", "status"),
    [
        (MILD, 0),
        ({"symptoms__redness__severity": "mild", "symptoms__redness__trend": "worsening"}, 0),
        ({"symptoms": "lump_nodule"}, 3),
        ({"symptoms": "seizure"}, 3),
    ],
)
def test_exit_code_gives_three_when_someone_should_see_it(
    run: Run, story: dict[str, str], status: int
) -> None:
    assert run(*symptoms(**story), "--exit-code").status == status
    assert run(*symptoms(**story)).status == 0


def test_what_is_left_out_of_a_symptom_is_read_cautiously(run: Run) -> None:
    told = run(*symptoms(symptoms="redness"), "--json").json
    mild = run(*symptoms(**MILD), "--json").json
    assert isinstance(told["level"], int)
    assert told["level"] > 0 == mild["level"]


def test_missing_answers_are_all_named(run: Run, home: Path) -> None:
    ran = run("check-symptoms", "microneedling", "--no-input")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("These answers are missing: symptoms, hours_since_session, risk_factors.")
    assert not home.exists()


def test_flags_a_file_and_standard_input_give_the_same_level(run: Run, tmp_path: Path) -> None:
    story = {
        "treatment": "microneedling",
        "hours_since_session": 14,
        "needle_mm": 0.25,
        "risk_factors": [],
        "symptoms": {"spreading_redness": {"area": "cheeks"}, "fever": {"temperature_c": 38.4}},
    }
    file = tmp_path / "story.yaml"
    file.write_text(yaml.safe_dump(story))
    details = {"symptoms__spreading_redness__area": "cheeks", "symptoms__fever__temperature_c": "38.4"}
    by_flags = run(*symptoms(**details), "--json").json
    by_file = run("check-symptoms", "--answers", str(file), "--json").json
    by_pipe = run("check-symptoms", "--answers", "-", "--json", typed=file.read_text()).json
    for told in (by_flags, by_file, by_pipe):
        del told["stored"]
    assert by_flags["level"] == 4
    assert by_flags == by_file == by_pipe


def test_hours_and_needle_length_come_from_the_last_session(run: Run) -> None:
    run(*needled(), "--at", "14 hours ago")
    typed = ["--set", "symptoms.redness.severity=mild", "--set", "symptoms.redness.trend=improving"]
    ran = run("check-symptoms", "microneedling", *typed, "--set", "risk_factors=none", "--json")
    assert (ran.status, ran.json["level"]) == (0, 0)


def test_mild_redness_four_days_after_a_logged_session_is_not_expected_any_more(run: Run) -> None:
    run(*needled(), "--at", "4 days ago")
    typed = ["--set", "symptoms.redness.severity=mild", "--set", "symptoms.redness.trend=improving"]
    told = run("check-symptoms", "microneedling", *typed, "--set", "risk_factors=none", "--json").json
    assert told["level"] == 1


def test_the_advice_is_given_over_a_damaged_history_and_says_that_nothing_was_stored(
    run: Run, home: Path
) -> None:
    home.mkdir()
    (home / "history.db").write_bytes(b"this is no history at all" * 100)
    before = (home / "history.db").read_bytes()
    ran = run(*symptoms(**HOT_PATCH), "--json")
    assert (ran.status, ran.json["name"], ran.json["stored"]) == (0, "emergency", None)
    assert ran.err.count("\n") == 2
    assert "Your history was not read." in ran.err
    assert "This check was not stored, and no hold is set." in ran.err
    assert (home / "history.db").read_bytes() == before


def test_the_advice_is_given_where_a_file_stands_in_place_of_the_home(run: Run, home: Path) -> None:
    home.write_text("no folder")
    ran = run(*symptoms(symptoms__red_streaks__trend="stable"))
    assert ran.status == 0
    assert ran.out.startswith("(!!) GET CARE TODAY: ")
    assert "This check was not stored, and no hold is set." in ran.err
    assert home.read_text() == "no folder"


def test_an_unknown_symptom_is_refused_with_the_nearest_name(run: Run, home: Path) -> None:
    ran = run(*symptoms(symptoms="fevr"))
    assert (ran.status, ran.out) == (2, "")
    assert "found 'fevr'" in ran.err
    assert "found 'fevr'; did you mean 'fever'? See what fits: skinroutine why symptoms\n" in ran.err
    assert not home.exists()


def test_an_unknown_detail_is_refused_with_the_nearest_name(run: Run) -> None:
    ran = run(*symptoms(symptoms__fever__temperatur="39"))
    assert (ran.status, ran.out) == (2, "")
    assert "symptoms.fever.temperatur: there's no such question" in ran.err
    assert "did you mean 'symptoms.fever.temperature_c'?" in ran.err
