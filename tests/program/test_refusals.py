"""Bad input: one sentence a problem on standard error, the right exit status, and nothing changed."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from conftest import Run
from effort import examples
from typed import HEALTHY, RESTED, ROLLER, needling, refused

# ---------------------------------------------------------------- wrong use


def test_no_arguments_at_all_show_where_things_stand(run: Run) -> None:
    assert run() == run("status")
    assert "Before a session: skinroutine plan" in run().out


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_names_every_command(run: Run, flag: str) -> None:
    ran = run(flag)
    assert (ran.status, ran.err) == (0, "")
    for command in ("plan", "log", "check-symptoms", "status", "due", "about", "why", "hold"):
        assert f"\n  {command} " in ran.out


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        (["plan", "--nope"], "--nope"),
        (["nope"], "There's no command 'nope'."),
        (["hold", "nope"], "There's no command 'hold nope'."),
        (["plan", "--answers"], "--answers"),
        (["plan", "microneedling", "nose"], "nose"),
        (["status", "--set", "age=3"], "--set"),
    ],
)
def test_a_wrong_option_or_command_is_one_line_and_status_two(run: Run, typed: list[str], word: str) -> None:
    refused(run(*typed), 2, word)


@pytest.mark.parametrize("command", ["plan", "log", "check-symptoms", "about"])
@pytest.mark.parametrize(
    ("said", "meant"), [("microneedlin", "microneedling"), ("dermabrasion", "microdermabrasion")]
)
def test_an_unknown_treatment_is_refused_with_the_nearest_name(
    run: Run, command: str, said: str, meant: str
) -> None:
    refused(run(command, said), 2, f"There's no treatment '{said}'", f"did you mean '{meant}'?")


@pytest.mark.parametrize("name", ["common", "../common", "cases", "/etc", "microneedling/cases"])
def test_a_folder_that_is_no_treatment_is_none(run: Run, name: str) -> None:
    refused(run("plan", name), 2, f"There's no treatment '{name}'")


# ---------------------------------------------------------------- answers


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("neddle_mm=0.2", ["neddle_mm: there's no such question", "did you mean 'needle_mm'?"]),
        ("needle_mm=300", ["needle_mm: found 300 mm", "a number of mm from 0 to 5"]),
        ("needle_mm=-0.25", ["needle_mm: found -0.25 mm"]),
        ("age=nan", ["age: found 'nan'", "a number of years"]),
        ("age=inf", ["age: found 'inf'", "a number of years"]),
        ("age=121", ["age: found 121 years", "from 0 to 120"]),
        ("age=thirty", ["age: found 'thirty'", "a number of years"]),
        ("areas=", ["areas: found ''; see what fits: skinroutine why areas"]),
        ("areas=cheecks", ["found 'cheecks'", "did you mean 'cheeks'? See what fits: skinroutine why areas"]),
        ("device_clean=maybe", ["device_clean: found 'maybe'", "yes, no or not_sure"]),
        ("device_kind=diamond_tip", ["device_kind: found 'diamond_tip'", "roller, stamp, pen"]),
        ("device_kind=not_sure", ["not_sure isn't an answer here"]),
        ("days_since.isotretinoin=-1", ["days_since.isotretinoin: found -1 days"]),
        ("days_since.isotretinon=3", ["there's no such question", "days_since.isotretinoin"]),
        ("nonsense", ["--set nonsense: write it as question=value"]),
        ("=3", ["--set =3: write it as question=value"]),
    ],
)
def test_an_answer_that_makes_no_sense_is_refused_and_not_stored(
    run: Run, home: Path, setting: str, words: list[str]
) -> None:
    refused(run("plan", *needling(), "--set", setting), 2, *words)
    assert not home.exists()


def test_several_bad_answers_are_told_on_a_line_each(run: Run) -> None:
    ran = run("plan", *needling(age="cat", needle_mm="300", areas="moon"))
    assert (ran.status, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 3


def test_bad_answers_as_json_carry_an_id_and_the_message(run: Run) -> None:
    ran = run("plan", *needling(age="cat"), "--json")
    assert ran.status == 2
    assert ran.json["error"] == "bad-answers"
    assert "found 'cat'" in str(ran.json["message"])


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        (b"areas: [cheeks", 1, ["answers.yaml:", "this isn't valid YAML"]),
        (b"areas: [cheeks]\nage: x: y\n", 1, ["answers.yaml:2: this isn't valid YAML"]),
        (b"- areas\n- age\n", 2, ["write answers as question: answer, a line each"]),
        (b"just words\n", 2, ["write answers as question: answer, a line each"]),
        (b"age: 34\nage: 35\n", 1, ["answers.yaml:2: the key 'age' stands here twice"]),
        (b"age: &x 34\n", 1, ["answers.yaml:1", "anchors such as &x are refused"]),
        (b"\xff\xfe\x00\x01", 1, ["it isn't UTF-8 text"]),
        (b"age: \x00\n", 1, ["answers.yaml"]),
        (b"x" * 1_100_000, 1, ["answers.yaml:1: this file is over 1 MiB"]),
        (b"areaz: [cheeks]\n", 2, ["areaz: there's no such question", "did you mean 'areas'?"]),
        (b"needle_mm: [0.25]\n", 2, ["needle_mm: found [0.25]"]),
        (b"days_since: 3\n", 2, ["days_since: there's no such question"]),
        (b"age: 2026-01-01\n", 1, ["answers.yaml:1"]),
    ],
)
def test_a_bad_answers_file_is_refused_with_its_name(
    run: Run, tmp_path: Path, text: bytes, status: int, words: list[str]
) -> None:
    file = tmp_path / "answers.yaml"
    file.write_bytes(text)
    refused(run("plan", "microneedling", "--answers", str(file)), status, str(file), *words)


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_an_answers_file_that_is_none_is_refused(run: Run, tmp_path: Path, name: str) -> None:
    refused(run("plan", "microneedling", "--answers", str(tmp_path / name)), 1, "the answers cannot be read")


def test_an_empty_answers_file_answers_nothing(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("# areas:\n")
    refused(run("plan", "microneedling", "--answers", str(file)), 2, "missing: areas, skin_today")


def test_questions_that_are_left_blank_are_refused_by_name(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("areas:\nlast_reaction:\n")
    ran = run("plan", "microneedling", "--answers", str(file))
    assert (ran.status, ran.out) == (2, "")
    assert [line.split(";")[0] for line in ran.err.splitlines()] == [
        f"{file}: areas: found nothing",
        f"{file}: last_reaction: found nothing",
    ]


@examples(60, allowed=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from([*HEALTHY, *ROLLER, *RESTED, "days_since", "symptoms", "x"]), st.text(max_size=9)
    )
)
def test_no_answers_that_anyone_types_end_in_a_traceback(run: Run, typed: dict[str, str]) -> None:
    answers = yaml.safe_dump({**HEALTHY, **ROLLER, **typed})
    ran = run("plan", "microneedling", "--answers", "-", "--json", typed=answers)
    assert ran.status in {0, 1, 2}
    assert ("error" in ran.json) is (ran.status != 0)


@examples(60, allowed=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_no_text_given_as_answers_gives_a_verdict_or_a_traceback(run: Run, text: str) -> None:
    ran = run("plan", "microneedling", "--answers", "-", typed=text)
    assert ran.status in {1, 2}
    assert ran.out == ""
    assert ran.err


# ---------------------------------------------------------------- rules


def test_a_broken_rule_file_is_refused_with_file_and_line(run: Run, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "microneedling" / "screening.yaml"
    file.parent.mkdir()
    file.write_text(
        "- id: own\n  when: {age: {undr: 30}}\n  verdict: wait\n  say: Wait.\n  sources: [judgement]\n"
    )
    ran = run("plan", *needling(), "--rules", str(tmp_path))
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith(f"{file}:2: ")
    assert not home.exists()


def test_every_problem_of_a_rule_file_is_told_at_once(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "microneedling" / "screening.yaml"
    file.parent.mkdir()
    file.write_text(
        "- id: one\n  verdict: never\n  say: A.\n  sources: [judgement]\n- id: two\n  verdit: wait\n"
    )
    ran = run("plan", *needling(), "--rules", str(tmp_path))
    assert (ran.status, ran.out) == (1, "")
    lines = ran.err.splitlines()
    assert len(lines) >= 2
    assert all(line.startswith(f"{file}:") for line in lines)


def test_a_rules_folder_that_is_none_is_refused(run: Run, tmp_path: Path) -> None:
    refused(run("plan", *needling(), "--rules", str(tmp_path / "none")), 2, "isn't a folder of rules")
