"""``plan`` from outside: the verdict, its reasons, the checklists, and every way to give answers."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import Run
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.folders import layers
from skinroutine.rulebook.library import Library
from typed import HEALTHY, RESTED, ROLLER, abrasion, flags, needling

VERDICTS = {"go", "caution", "wait", "professional-first", "no"}


@pytest.fixture(autouse=True)
def _clock(clock: object) -> None:
    """Every plan is made on 2026-11-20 at 10:00."""


@pytest.mark.parametrize("treatment", ["microneedling", "microdermabrasion"])
def test_the_example_of_each_treatment_may_go_ahead_with_four_checklists(run: Run, treatment: str) -> None:
    ran = run("plan", treatment, "--example", "--json")
    assert (ran.status, ran.err) == (0, "")
    assert ran.json["verdict"] == "go"
    assert ran.json["reasons"] == []
    assert list(ran.json["checklist"]) == ["device", "prep", "technique", "aftercare"]  # type: ignore[call-overload]


def test_plan_example_needs_no_treatment(run: Run) -> None:
    assert run("plan", "--example").out.startswith("An example: these are the answers of a typical person.")


def test_an_example_asks_nothing_and_stores_nothing(run: Run, home: Path) -> None:
    ran = run("plan", "--example", "--json")
    assert (ran.json["questions_asked"], ran.json["stored"]) == (0, None)
    assert not home.exists()


def test_an_example_does_not_look_at_the_persons_own_history(run: Run) -> None:
    run("check-symptoms", "microneedling", "--set", "symptoms=seizure")
    assert run("plan", *needling(), "--json").json["verdict"] == "no"
    assert run("plan", "microneedling", "--example", "--json").json["verdict"] == "go"


def test_a_healthy_adult_well_after_the_last_session_gets_go_and_no_reason(run: Run) -> None:
    ran = run("plan", *needling(**RESTED), "--json")
    assert (ran.json["verdict"], ran.json["reasons"], ran.json["until"]) == ("go", [], None)
    assert run("plan", *needling(**RESTED)).out.startswith("(ok) GO: Microneedling. You may go ahead")


@pytest.mark.parametrize(("person", "rule"), [(needling, "mn-first-session"), (abrasion, "md-first-session")])
def test_the_first_session_ever_is_a_caution_and_no_refusal(run: Run, person: Any, rule: str) -> None:
    ran = run("plan", *person(), "--json")
    assert (ran.status, ran.json["verdict"]) == (0, "caution")
    assert rule in [reason["id"] for reason in ran.json["reasons"]]  # type: ignore[attr-defined]
    assert "checklist" in ran.json


@pytest.mark.parametrize(
    ("changes", "verdict", "word"),
    [
        (RESTED, "go", "(ok) GO: "),
        ({}, "caution", "(!) CAUTION: "),
        ({"skin_today": "active_acne"}, "wait", "(..) WAIT: "),
        ({"conditions": "diabetes"}, "professional-first", "(?) ASK FIRST: "),
        ({"device_shared": "yes"}, "no", "(x) NO: "),
    ],
)
def test_a_plan_opens_with_one_verdict_word(
    run: Run, changes: dict[str, str], verdict: str, word: str
) -> None:
    assert run("plan", *needling(**changes), "--json").json["verdict"] == verdict
    assert run("plan", *needling(**changes)).out.startswith(word)


def test_the_json_of_a_plan_that_may_go_ahead_has_the_keys_of_the_vocabulary(run: Run) -> None:
    told = run("plan", *needling(), "--json").json
    assert set(told) >= {"verdict", "until", "reasons", "checklist", "next_earliest", "questions_asked"}
    assert told["verdict"] in VERDICTS
    assert told["next_earliest"] == "2026-11-27"
    assert told["questions_asked"] == 0
    for steps in told["checklist"].values():  # type: ignore[attr-defined]
        assert steps
        assert all(isinstance(step, str) for step in steps)


def test_the_json_of_a_reason_says_which_rule_which_answer_and_which_sources(run: Run) -> None:
    told: Any = run("plan", *needling(skin_today="active_acne,warts", **RESTED), "--json").json
    reasons = {reason["id"]: reason for reason in told["reasons"]}
    acne = reasons["mn-active-acne"]
    assert set(acne) >= {"id", "verdict", "because", "message", "sources"}
    assert acne["verdict"] == "wait"
    assert acne["because"] == ["skin_today=active_acne"]
    assert acne["message"].endswith(".")
    assert acne["sources"]


def test_a_number_stands_in_because_as_it_was_given(run: Run) -> None:
    told: Any = run("plan", *needling(needle_mm="1.5", **RESTED), "--json").json
    assert any("needle_mm=1.5" in reason["because"] for reason in told["reasons"])


def test_a_refusal_has_no_checklist_and_says_what_can_be_done_meanwhile(run: Run) -> None:
    told = run("plan", *needling(skin_today="active_acne"), "--json").json
    assert "checklist" not in told
    assert told["meanwhile"]
    out = run("plan", *needling(skin_today="active_acne")).out
    assert "What you can do meanwhile" in out
    assert "Today, before" not in out


def test_a_wait_names_the_date_before_which_it_cannot_change(run: Run) -> None:
    changes = {"medicines": "isotretinoin", "days_since.isotretinoin": "70", **RESTED}
    assert run("plan", *needling(**changes), "--json").json["until"] == "2027-03-12"
    assert "This can't change before Fri 12 Mar 2027." in run("plan", *needling(**changes)).out


def test_a_wait_for_healing_names_the_condition_instead_of_a_date(run: Run) -> None:
    told: Any = run("plan", *needling(skin_today="broken_skin", **RESTED), "--json").json
    assert told["until"] is None
    assert all(re.match(r"^\D", reason["until"]) for reason in told["reasons"])


def test_a_checklist_has_at_most_nine_steps_a_phase_and_names_what_is_critical(run: Run) -> None:
    told: Any = run("plan", *needling(), "--json").json
    steps = [step for phase in told["checklist"].values() for step in phase]
    assert max(len(phase) for phase in told["checklist"].values()) <= 9
    assert any(step.startswith("Critical: ") for step in steps)


@pytest.mark.parametrize("treatment", ["microneedling", "microdermabrasion"])
def test_a_stopping_point_stands_last_before_anything_touches_the_skin(run: Run, treatment: str) -> None:
    told: Any = run("plan", treatment, "--example", "--json").json
    assert told["checklist"]["prep"][-1].startswith("Stopping point: ")


@pytest.mark.parametrize("treatment", ["microneedling", "microdermabrasion"])
def test_stop_if_stands_under_technique(run: Run, treatment: str) -> None:
    told: Any = run("plan", treatment, "--example", "--json").json
    assert any(step.startswith("Critical: Stop if") for step in told["checklist"]["technique"])


def test_flags_a_file_and_standard_input_give_the_same_plan(run: Run, tmp_path: Path) -> None:
    answers = {**HEALTHY, **ROLLER, "skin_today": ["sunburn"], "days_since": {"sunburn": 3}}
    answers = {name: [] if value == "none" else value for name, value in answers.items()}
    answers |= {"numbing_cream": "none", "areas": ["cheeks"]}
    file = tmp_path / "answers.yaml"
    file.write_text(yaml.safe_dump(answers))
    typed = needling(skin_today="sunburn", **{"days_since.sunburn": "3"})
    by_flags = run("plan", *typed, "--json").json
    by_file = run("plan", "microneedling", "--answers", str(file), "--json").json
    by_pipe = run("plan", "microneedling", "--answers", "-", "--json", typed=file.read_text()).json
    for told in (by_flags, by_file, by_pipe):
        del told["stored"]
    assert by_flags["verdict"] == "wait"
    assert by_flags == by_file == by_pipe


def test_a_setting_goes_over_the_answers_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(yaml.safe_dump({**HEALTHY, **ROLLER, **RESTED}))
    typed = ["plan", "microneedling", "--answers", str(file), "--json"]
    assert run(*typed).json["verdict"] == "go"
    assert run(*typed, "--set", "device_shared=yes").json["verdict"] == "no"


def test_an_answers_file_may_name_the_treatment(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(yaml.safe_dump({"treatment": "microneedling", **HEALTHY, **ROLLER}))
    assert run("plan", "--answers", str(file), "--json").json["treatment"] == "microneedling"


def test_a_treatment_that_command_and_answers_name_differently_is_refused(run: Run) -> None:
    ran = run("plan", *needling(treatment="microdermabrasion"))
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == (
        "The command names microneedling, the answers name microdermabrasion. Name one treatment.\n"
    )


def test_answers_on_standard_input_are_read_once_and_nothing_is_asked(run: Run) -> None:
    ran = run("plan", "microneedling", "--answers", "-", "--plain", typed="areas: [cheeks]\n")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("These answers are missing: skin_today, ")
    assert ran.err.count("\n") == 1


def test_every_missing_answer_is_named_at_once(run: Run) -> None:
    ran = run("plan", "microneedling", *flags({"areas": "cheeks", "age": "34"}))
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(
        "These answers are missing: skin_today, conditions, medicines, recent_procedures, device_kind, "
        "needle_mm, device_shared, device_sound, device_clean, products_during, numbing_cream."
    )


def test_each_missing_answer_is_named_in_the_words_of_its_question_behind_what_is_pasted(run: Run) -> None:
    ran = run("plan", "microneedling", *flags({"areas": "cheeks", "age": "34"}))
    asked = {
        question.id: question.ask for question in Book(Library(layers()), "microneedling").questions("plan")
    }
    missing = ran.err.partition(": ")[2].partition(".")[0].split(", ")
    assert len(missing) == 11
    for name in missing:
        assert f" {name}: {asked[name]}" in ran.err


def test_the_json_of_missing_answers_lists_their_kinds_and_options(run: Run) -> None:
    answers = {name: value for name, value in HEALTHY.items() if name not in {"age", "numbing_cream"}}
    ran = run("plan", "microneedling", *flags({**answers, **ROLLER}), "--json")
    assert ran.status == 2
    assert ran.json["error"] == "missing-answers"
    assert ran.json["missing"] == [
        {"id": "age", "kind": "number", "options": []},
        {"id": "numbing_cream", "kind": "one", "options": ["none", "up_to_4_percent", "stronger"]},
    ]


def test_no_input_asks_nothing_even_where_somebody_could_answer(run: Run) -> None:
    ran = run("plan", "microneedling", "--no-input", typed="cheeks\n" * 20)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("These answers are missing: areas, ")


def test_what_is_missing_is_not_stored(run: Run, home: Path) -> None:
    run("plan", "microneedling", "--no-input")
    assert not home.exists()


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        (RESTED, 0),
        ({}, 0),
        ({"skin_today": "active_acne"}, 3),
        ({"conditions": "diabetes"}, 3),
        ({"device_shared": "yes"}, 3),
    ],
)
def test_exit_code_gives_three_for_not_now(run: Run, changes: dict[str, str], status: int) -> None:
    assert run("plan", *needling(**changes), "--exit-code").status == status
    assert run("plan", *needling(**changes)).status == 0


def test_a_first_plan_asks_at_most_fourteen_questions(run: Run) -> None:
    typed = "cheeks\nnone\nnone\nnone\nnone\nnever\n34\nroller\n0.25\nnone\nnone\n1\n"
    told = run("plan", "microneedling", "--json", typed=typed).json
    assert told["verdict"] == "caution"
    assert told["questions_asked"] == 11


def test_the_answer_stands_on_standard_output_and_the_talk_on_standard_error(run: Run) -> None:
    typed = "cheeks\nnone\nnone\nnone\nnone\nnever\n34\nroller\n0.25\nnone\nnone\n1\n"
    ran = run("plan", "microneedling", typed=typed)
    assert ran.out.startswith("(!) CAUTION: ")
    assert "Which areas will you treat?" in ran.err
    assert "Which areas will you treat?" not in ran.out


def test_a_plan_is_stored_even_when_it_says_no(run: Run) -> None:
    assert run("plan", *needling(device_shared="yes"), "--json").json["stored"]
    assert "device_shared=yes" in run("why").out


def test_no_plan_is_made_while_the_holds_cannot_be_read(run: Run, home: Path) -> None:
    home.write_text("a file where the folder should be")
    ran = run("plan", *needling(**RESTED))
    assert (ran.status, ran.out) == (1, "")
    assert "a file is where a folder should be" in ran.err
    assert home.read_text() == "a file where the folder should be"


@pytest.mark.parametrize("device", ["radiofrequency", "medical_grade"])
def test_a_device_that_does_not_belong_in_a_home_is_refused(run: Run, device: str) -> None:
    person = needling if device == "radiofrequency" else abrasion
    assert run("plan", *person(device_kind=device, **RESTED), "--json").json["verdict"] == "no"


def test_the_next_date_of_a_plan_follows_a_session_done_today(run: Run) -> None:
    assert run("plan", *needling(**RESTED), "--json").json["next_earliest"] == "2026-11-27"
    out = run("plan", *needling(**RESTED)).out
    assert "If you do it today, the next session may be on Fri 27 Nov at the earliest." in out


def test_a_session_too_soon_waits_until_its_week_is_over(run: Run) -> None:
    told: Any = run("plan", *needling(days_since_last_session="2", last_reaction="expected"), "--json").json
    assert (told["verdict"], told["until"]) == ("wait", "2026-11-25")
    assert date.fromisoformat(told["next_earliest"]) == date(2026, 11, 25)


def test_plain_text_has_no_escape_codes(run: Run) -> None:
    assert "\x1b" not in run("plan", "--example", "--plain").out
