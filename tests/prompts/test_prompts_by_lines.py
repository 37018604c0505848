"""Prompts as plain lines: what is accepted, what asks again, and what is never taken for an answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import time_machine
import yaml
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from conftest import Run
from effort import examples
from typed import HEALTHY, ROLLER, needled, needling, symptoms

PERSON = [
    "cheeks",
    "none",
    "none",
    "none",
    "none",
    "never",
    "34",
    "roller",
    "0.25",
    "none",
    "none",
    "all right",
]
FIRST = "Do you have any of these right now?"
SECOND = "Do you see any of these signs of an infection?"
SCREENS = [
    FIRST,
    SECOND,
    "How does the skin look and feel?",
    "Is there anything wrong with an eye?",
    "Do you feel ill in any other way?",
    "Has any of these come up later, or stayed?",
]
RED_FLAGS = ["breathing", "A fit (seizure)", "Swollen lips", "Blue or grey lips", "Blurred"]


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def lines(*typed: str) -> str:
    return "".join(f"{line}\n" for line in typed)


def person(**places: str) -> str:
    """The answers of a healthy adult, line by line, with other words at ``q0``, ``q1`` and so on."""
    return lines(*(places.get(f"q{place}", line) for place, line in enumerate(PERSON)))


def planned(run: Run, typed: str) -> Any:
    return run("plan", "microneedling", "--json", typed=typed).json


@pytest.mark.parametrize(
    "said", ["cheeks", "Cheeks", "CHEEKS", "chee", "6", " 6 ", "cheeks,", "6,6", "cheeks, 6"]
)
def test_an_option_is_chosen_by_its_number_its_word_or_its_beginning(run: Run, said: str) -> None:
    run("plan", "microneedling", typed=person(q0=said))
    told: Any = run("log", "--json").json
    assert told["stored"]["answers"]["areas"] == ["cheeks"]


@pytest.mark.parametrize(
    "said", ["nose, cheeks", "5,6", "5 6", "6 5", "cheeks,nose", "nos, chee", "5, cheeks"]
)
def test_several_options_are_chosen_with_commas_or_as_numbers(run: Run, said: str) -> None:
    run("plan", "microneedling", typed=person(q0=said))
    told: Any = run("log", "--json").json
    assert told["stored"]["answers"]["areas"] == ["cheeks", "nose"]


@pytest.mark.parametrize("said", ["none", "None", "none of these", "nothing"])
def test_none_is_an_answer_to_a_question_with_several(run: Run, said: str) -> None:
    assert planned(run, person(q1=said))["verdict"] == "caution"


@pytest.mark.parametrize("said", ["not sure", "Not sure", "not_sure", "skip", "5", "don't know"])
def test_not_sure_takes_the_cautious_branch(run: Run, said: str) -> None:
    told = planned(run, person(q9=said))
    assert told["verdict"] != "caution"
    assert any("device_shared=not_sure" in reason["because"] for reason in told["reasons"])


@pytest.mark.parametrize("said", ["0.25", "0,25", "0.25mm", "0.25 mm", ".25"])
def test_a_number_may_have_a_comma_and_its_unit(run: Run, said: str) -> None:
    run("plan", "microneedling", typed=person(q8=said))
    told: Any = run("log", "--json").json
    assert told["stored"]["answers"]["needle_mm"] == 0.25


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ("moon", "'moon' is not among the options."),
        ("c", "'c' fits 3 options: Cheeks; Chin; Chest."),
        ("99", "There's no option 99."),
        ("0", "There's no option 0."),
        ("-1", "'-1' is not among the options."),
        ("cheeks, moon", "'moon' is not among the options."),
        ("", "An empty line isn't an answer."),
        ("   ", "An empty line isn't an answer."),
        ("none", "'none' is not among the options."),
        ("skip", "This question cannot be skipped."),
        ("<", "This is the first question."),
    ],
)
def test_a_line_that_is_no_answer_asks_again_and_says_what_is_accepted(
    run: Run, said: str, complaint: str
) -> None:
    ran = run("plan", "microneedling", "--json", typed=lines(said) + person())
    assert ran.json["questions_asked"] == 11
    assert f'> {complaint} Type numbers or words with commas between; or "why", "quit".' in " ".join(
        ran.err.split("\n")
    )


@pytest.mark.parametrize("said", ["-3", "1000", "nan", "inf", "forty", "3 4", "1e9"])
def test_an_impossible_number_asks_again_with_the_bounds(run: Run, said: str) -> None:
    ran = run("plan", "microneedling", "--json", typed=lines(*PERSON[:6], said) + lines(*PERSON[6:]))
    assert ran.json["verdict"] == "caution"
    assert f"'{said}' isn't a number that fits. Type a number of years (0 to 120)" in " ".join(
        ran.err.split()
    )


def test_lines_that_are_empty_never_end_in_a_verdict(run: Run, home: Path) -> None:
    ran = run("plan", "microneedling", typed="\n" * 100)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.count("An empty line isn't an answer.") == 100
    assert not home.exists()


def test_why_tells_the_reason_and_asks_on(run: Run) -> None:
    ran = run("plan", "microneedling", "--json", typed=lines("why") + person())
    assert "Some skin is too thin for this, and each area needs its own rest." in ran.err
    assert (ran.json["verdict"], ran.json["questions_asked"]) == ("caution", 11)


@pytest.mark.parametrize("said", ["quit", "q", "exit", "QUIT"])
def test_quit_at_the_first_question_is_status_130_and_stores_nothing(run: Run, home: Path, said: str) -> None:
    ran = run("plan", "microneedling", typed=lines(said))
    assert (ran.status, ran.out) == (130, "")
    assert ran.err.endswith("Stopped. Nothing was decided and nothing was stored.\n")
    assert not home.exists()


@pytest.mark.parametrize("said", ["quit", "QUIT"])
@pytest.mark.parametrize("before", [5, 10])
def test_quit_later_is_status_130_and_keeps_the_answers_out_of_the_history(
    run: Run, home: Path, said: str, before: int
) -> None:
    ran = run("plan", "microneedling", typed=lines(*PERSON[:before], said), terminal=True)
    assert (ran.status, ran.out) == (130, "")
    assert "Stopped. Nothing was decided. Your answers are kept for 12 hours" in ran.err
    assert not (home / "history.db").exists()


@pytest.mark.parametrize(
    ("before", "missing"),
    [
        (0, "areas, skin_today"),
        (5, "first_session, age, device_kind"),
        (6, "age, device_kind"),
        (10, "products_during, numbing_cream."),
    ],
)
def test_the_end_of_input_names_all_open_questions_and_stores_no_session(
    run: Run, home: Path, before: int, missing: str
) -> None:
    ran = run("plan", "microneedling", typed=lines(*PERSON[:before]))
    assert (ran.status, ran.out) == (2, "")
    assert f"These answers are missing: {missing}" in ran.err
    assert not (home / "history.db").exists()


def test_the_end_of_input_as_json_lists_the_open_questions(run: Run) -> None:
    ran = run("plan", "microneedling", "--json", typed=lines(*PERSON[:10]))
    missing: Any = ran.json["missing"]
    assert [one["id"] for one in missing] == ["products_during", "numbing_cream"]


@pytest.mark.parametrize("command", [["plan"], ["log"], ["check-symptoms"]])
def test_the_end_of_input_at_the_very_first_question_stores_nothing(
    run: Run, home: Path, command: list[str]
) -> None:
    ran = run(*command)
    assert (ran.status, ran.out) == (2, "")
    assert "These answers are missing: treatment" in ran.err
    assert not home.exists()


@pytest.mark.proof
@examples(40, allowed=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=12), max_size=6))
def test_no_few_lines_that_anyone_types_give_a_verdict_or_a_traceback(run: Run, typed: list[str]) -> None:
    ran = run("plan", "microneedling", typed=lines(*typed))
    assert ran.status in {2, 130}
    assert ran.out == ""


@pytest.mark.parametrize("command", [["check-symptoms"], ["check-symptoms", "microneedling"]])
def test_red_flags_are_on_the_first_screen_before_anything_else(run: Run, command: list[str]) -> None:
    first = run(*command).err.split("> ")[0]
    assert FIRST in first
    for flag in RED_FLAGS:
        assert flag in first


@pytest.mark.parametrize("command", [["check-symptoms"], ["check-symptoms", "microneedling"]])
@pytest.mark.parametrize("sign", ["A fit", "5", "trouble breathing", "blue or grey"])
def test_one_emergency_sign_gives_the_action_with_nothing_more_asked(
    run: Run, command: list[str], sign: str
) -> None:
    ran = run(*command, typed=lines(sign))
    assert ran.status == 0
    assert ran.out.startswith(
        "(x) EMERGENCY: Get emergency help now.\n\nWhat to do now\n  1. Call 112, 911 or 999"
    )
    assert ran.err.count("\n> ") == 1


@pytest.mark.parametrize("command", [["check-symptoms"], ["check-symptoms", "microneedling"]])
def test_an_urgent_sign_shows_the_action_before_the_next_question(run: Run, command: list[str]) -> None:
    first, second = run(*command, typed=lines("pain far worse")).err.split("\n> ", 2)[:2]
    assert FIRST in first
    assert second.startswith("Answer: Pain far worse")
    assert second.split(".\n", 1)[1].lstrip().startswith("(!!) GET CARE TODAY: ")
    assert "Do this first, whatever comes next. A few more questions follow." in second
    question = "Which treatment is this about?" if len(command) == 1 else SECOND
    assert second.index("Do this first,") < second.index(question)


def test_the_same_urgent_action_is_not_said_twice(run: Run) -> None:
    err = run("check-symptoms", typed=lines("pain far worse", "1", "none", "none", "none")).err
    assert err.count("GET CARE TODAY") == 1


def test_a_first_screen_without_a_sign_is_followed_by_all_the_others(run: Run) -> None:
    ran = run("check-symptoms", typed=lines("none", "microneedling"))
    assert (ran.status, ran.out) == (2, "")
    assert "Red skin that spreads" in ran.err
    ran = run("check-symptoms", typed=lines("none", "microneedling", *["none"] * 6))
    for words in (
        "Red skin that spreads",
        "Still bleeding after",
        "An eye that hurts",
        "Dizzy",
        "A raised scar",
    ):
        assert words in ran.err


def test_mild_redness_line_by_line_is_expected_only_after_all_screens(run: Run) -> None:
    run(*needled(), "--at", "14 hours ago")
    typed = lines(
        "none",
        "microneedling",
        "none",
        "skin that is red",
        "none",
        "none",
        "none",
        "none",
        "mild",
        "getting better",
        "no",
        "all right",
    )
    ran = run("check-symptoms", "--json", typed=typed)
    assert (ran.status, ran.json["level"]) == (0, 0)
    assert [ran.err.count(screen) for screen in SCREENS] == [1, 1, 1, 1, 1, 1]
    places = [ran.err.index(screen) for screen in SCREENS]
    assert places == sorted(places)


def test_the_same_person_by_lines_by_file_and_by_flags_gets_the_same_plan(run: Run, tmp_path: Path) -> None:
    answers: dict[str, object] = {**HEALTHY, **ROLLER, "areas": ["cheeks"], "skin_today": ["sunburn"]}
    answers |= {"days_since": {"sunburn": 3}, "age": 34, "needle_mm": 0.25}
    file = tmp_path / "answers.yaml"
    file.write_text(yaml.safe_dump(answers))
    by_file = run("plan", "microneedling", "--answers", str(file), "--json").json
    by_flags = run("plan", *needling(**{"skin_today": "sunburn", "days_since.sunburn": "3"}), "--json").json
    by_lines = planned(run, lines("cheeks", "sunburn", "none", "none", "none", "3", *PERSON[5:]))
    for part in ("verdict", "until", "reasons", "next_earliest"):
        assert by_lines[part] == by_file[part] == by_flags[part]


def test_the_same_person_by_lines_and_by_flags_gets_the_same_checklist(run: Run) -> None:
    by_lines, by_flags = planned(run, person()), run("plan", *needling(), "--json").json
    assert by_lines["verdict"] == "caution"
    assert by_lines["checklist"] == by_flags["checklist"]
    assert by_lines["reasons"] == by_flags["reasons"]


def test_the_same_symptoms_by_lines_and_by_flags_get_the_same_level(run: Run) -> None:
    by_lines = run("check-symptoms", "microneedling", "--json", typed=lines("A fit")).json
    by_flags = run(*symptoms(symptoms="seizure"), "--json").json
    assert (by_lines["level"], by_lines["actions"]) == (by_flags["level"], by_flags["actions"])
    assert by_lines["reasons"] == by_flags["reasons"]


def test_an_option_that_no_rule_reads_is_not_offered(run: Run) -> None:
    assert "Asthma" not in run("plan", "microneedling", typed=lines(*PERSON[:3])).err
