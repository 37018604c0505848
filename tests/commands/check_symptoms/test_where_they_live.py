"""Where a person lives: what a check tells them to call, and when it asks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Ran, Run
from first_interview import lines
from typed import flags, refused, symptoms

WHERE = "Where do you live? The numbers to call differ from place to place."
EMERGENCY = symptoms(symptoms="breathing_difficulty", symptoms__breathing_difficulty__severity="severe")
URGENT = symptoms(
    symptoms="spreading_redness", symptoms__spreading_redness__severity="moderate",
    symptoms__spreading_redness__trend="worsening", symptoms__spreading_redness__area="arms",
)  # fmt: skip
RASH = symptoms(hours_since_session="130", symptoms="redness", symptoms__redness__severity="severe")
LEVELS = {4: EMERGENCY, 3: URGENT, 2: RASH}


def live_in(run: Run, region: str) -> Ran:
    return run("profile", "set", f"region={region}")


@pytest.mark.parametrize(("level", "typed"), LEVELS.items())
def test_the_three_checks_have_the_levels_that_they_are_named_after(
    run: Run, level: int, typed: list[str]
) -> None:
    assert run(*typed, "--json").json["level"] == level


@pytest.mark.parametrize(
    ("region", "call", "health"),
    [
        ("UK", "Call 999 now. ", "call 111 (NHS 111, or NHS 24 in Scotland)."),
        ("United States", "Call 911 now. ", "call your health line."),
        ("IRL", "Call 112 or 999 now. ", "call your health line."),
    ],
)
def test_the_action_lines_name_the_number_of_the_region_and_those_elsewhere(
    run: Run, region: str, call: str, health: str
) -> None:
    live_in(run, region)
    worst: Any = run(*EMERGENCY, "--json").json
    assert worst["actions"][0] == f"{call}In another country, call 112, 911 or 999."
    urgent: Any = run(*URGENT, "--json").json
    assert any(step.endswith(health) for step in urgent["actions"])
    assert "In another country, call 112, 911 or 999." in " ".join(urgent["actions"])


@pytest.mark.parametrize(
    ("region", "call"), [("", "112, 911 or 999"), ("UK", "999"), ("United States", "911")]
)
def test_the_first_screen_says_to_call_before_answering(run: Run, region: str, call: str) -> None:
    if region:
        live_in(run, region)
    first = run("check-symptoms", typed="").err
    assert f"\nIf it's bad, call {call} before you answer.\n      None of these\n" in first


def test_without_a_region_the_three_numbers_stand(run: Run) -> None:
    told: Any = run(*EMERGENCY, "--json").json
    assert told["actions"][0] == "Call 112, 911 or 999 now."
    assert told["numbers"] == {
        "region": None, "name": None,
        "emergency": [{"number": number, "what": None, "hours": None} for number in ("112", "911", "999")],
        "health_line": [], "poison_line": [], "elsewhere": ["112", "911", "999"], "note": None,
        "note_health": None,
    }  # fmt: skip


def test_json_has_the_numbers_of_the_region(run: Run) -> None:
    live_in(run, "ireland")
    told: Any = run(*URGENT, "--json").json["numbers"]
    assert (told["region"], told["name"], told["elsewhere"]) == ("ie", "Ireland", ["112", "911", "999"])
    assert [each["number"] for each in told["emergency"]] == ["112", "999"]
    assert told["poison_line"] == [
        {"number": "01 809 2166", "what": "Public Poisons Line", "hours": "8:00 to 22:00"}
    ]


@pytest.mark.parametrize("level", LEVELS)
def test_the_screen_lists_what_to_call(run: Run, level: int) -> None:
    live_in(run, "gb")
    out = run(*LEVELS[level]).out
    assert "What to call: United Kingdom\n  - Emergency: 999 (ambulance and all services)" in out
    assert ("- Health line: 111" in out) is (level < 4)


def test_a_region_that_is_typed_counts_for_this_answer_alone(run: Run) -> None:
    live_in(run, "gb")
    assert "Call 911 now." in run(*EMERGENCY, *flags({"region": "USA"})).out
    assert "Call 999 now." in run(*EMERGENCY).out


def test_a_wrong_region_is_refused_with_the_nearest(run: Run) -> None:
    refused(live_in(run, "Irland"), 2, "there's no place 'Irland'; the nearest: Ireland")
    refused(run(*EMERGENCY, *flags({"region": "Untied States"})), 2, "the nearest: United States")


def test_no_far_place_is_named_for_a_region_that_is_none(run: Run) -> None:
    refused(
        live_in(run, "Atlantis"), 2, "there's no place 'Atlantis'; write the name of the country in English"
    )


@pytest.mark.parametrize("nothing", ["not_sure", "", "[]"])
def test_what_is_no_place_is_no_region(run: Run, nothing: str) -> None:
    assert live_in(run, nothing).status == 2
    told: Any = run(*EMERGENCY, "--json").json
    assert told["numbers"]["region"] is None


def test_neither_language_nor_zone_is_taken_for_a_region(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANG", "LC_ALL", "LANGUAGE"):
        monkeypatch.setenv(name, "en_GB.UTF-8")
    monkeypatch.setenv("TZ", "Europe/London")
    assert "Call 112, 911 or 999 now." in run(*EMERGENCY).out


def test_a_region_is_a_fact_that_is_shown_forgotten_and_taken_back(run: Run) -> None:
    out = " ".join(live_in(run, "England").out.split())
    assert "Where you live: United Kingdom." in out
    assert "It picks the numbers to call." in " ".join(run("profile", "--verbose").out.split())
    run("profile", "forget", "region")
    assert "Call 112, 911 or 999 now." in run(*EMERGENCY).out
    live_in(run, "us")
    run("profile", "set", "region=gb")
    run("undo")
    assert "Call 911 now." in run(*EMERGENCY).out


def test_a_region_travels_with_an_export(run: Run, tmp_path: Path) -> None:
    live_in(run, "us")
    run("export", str(tmp_path / "all.jsonl"))
    other = ["--home", str(tmp_path / "other")]
    run("import", str(tmp_path / "all.jsonl"), *other)
    assert "Call 911 now." in run(*EMERGENCY, *other).out


def test_a_history_that_cannot_be_read_leaves_the_three_numbers(run: Run, home: Path) -> None:
    live_in(run, "us")
    (home / "history.db").write_bytes(b"no history")
    assert "Call 112, 911 or 999 now." in run(*EMERGENCY).out


# What is asked, and when

CALM = ("none",) * 6
SEEN = ("none", "none", "none", "none", "none", "red bumps", "none")


def asked(run: Run, *typed: str) -> Ran:
    run("log", "microneedling", *flags({"areas": "cheeks", "device_kind": "roller", "needle_mm": "0.25",
        "products_during": "none", "numbing_cream": "none"}), "--at", "2026-11-20 04:00")  # fmt: skip
    return run(
        "check-symptoms", "microneedling", "--json", typed=lines(*SEEN, "yes", "2000", "all right", *typed)
    )


@pytest.fixture
def _clock(clock: object) -> None:
    """It is 2026-11-20 10:00 in London."""


@pytest.mark.usefixtures("_clock")
def test_after_an_answer_of_level_2_a_person_is_asked_once_where_they_live(run: Run) -> None:
    ran = asked(run, "nowhere", "uk")
    assert ran.json["level"] == 2
    assert WHERE in ran.err
    assert "there's no place 'nowhere'" in ran.err
    assert "What to call: United Kingdom" in ran.err
    told: Any = run("profile", "--json").json["facts"]
    assert [fact["answer"] for fact in told if fact["question"] == "region"] == ["gb"]
    again = asked(run).err
    assert WHERE not in again
    assert "Where you live" not in again


@pytest.mark.usefixtures("_clock")
def test_who_leaves_it_out_is_never_asked_again(run: Run) -> None:
    assert WHERE in asked(run, "").err
    assert WHERE not in asked(run).err
    assert "Call 112, 911 or 999 now." in run(*EMERGENCY).out


@pytest.mark.usefixtures("_clock")
def test_where_input_ends_the_answer_stands_and_nothing_is_taken_for_a_place(run: Run) -> None:
    ran = asked(run)
    assert (ran.status, ran.json["level"], WHERE in ran.err) == (0, 2, True)
    assert WHERE in asked(run).err


@pytest.mark.usefixtures("_clock")
def test_what_cannot_wait_is_said_without_a_word_about_where_they_live(run: Run) -> None:
    ran = run("check-symptoms", "microneedling", typed=lines("trouble breathing"))
    assert "EMERGENCY: Get emergency help now." in ran.out
    assert WHERE not in ran.err


@pytest.mark.parametrize("level", LEVELS)
def test_where_nobody_can_be_asked_nobody_is(run: Run, level: int) -> None:
    ran = run(*LEVELS[level], "--no-input")
    assert WHERE not in ran.err
    assert json.dumps(ran.out)
