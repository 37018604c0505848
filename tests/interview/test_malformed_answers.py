"""What is no answer is refused wherever answers are read: it decides nothing, and nothing is stored."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from conftest import Ran, Run
from malformed_answers import for_a_file, for_a_line
from shipped import LIBRARY, TREATMENTS
from skinroutine.errors import UsageError
from skinroutine.interview.answer_tree import with_settings
from skinroutine.interview.answers import BadAnswersError, read_answers
from skinroutine.memory.stored_answers import recorded
from skinroutine.rulebook import Command, Question
from skinroutine.rulebook.book import Book
from typed import HEALTHY, RESTED, ROLLER

COMMANDS: Final[tuple[Command, ...]] = ("plan", "log", "check-symptoms", "device-add", "device-choose")
PLAN: Final = {**HEALTHY, **ROLLER, **RESTED}
LOG: Final = {"areas": "cheeks", "products_during": "none", "numbing_cream": "none", **ROLLER}
CHECK: Final = {
    "hours_since_session": "14",
    "needle_mm": "0.25",
    "risk_factors": "none",
    "symptoms": "redness",
}
ANSWERED: Final[Mapping[str, Mapping[str, str]]] = {
    "plan": PLAN, "log": LOG, "check-symptoms": CHECK, "device add": ROLLER, "device choose": ROLLER,
}  # fmt: skip
LONG: Final = 1_000
TRIED: Final = (
    "areas",
    "conditions",
    "age",
    "last_reaction",
    "device_shared",
    "symptoms",
    "head_used_before",
)
"""A question of each kind, and the ones that need an answer or hang on another."""


def questions(command: Command, treatment: str = TREATMENTS[0]) -> list[Question]:
    asked = Book(LIBRARY, treatment).questions(command)
    return [one for one in asked if one.options_from != "listed"]


def is_refused(raw: Mapping[str, object], asked: list[Question]) -> bool:
    try:
        read_answers(raw, asked)
    except BadAnswersError:
        return True
    return False


@pytest.mark.parametrize("treatment", TREATMENTS)
@pytest.mark.parametrize("command", COMMANDS)
def test_no_question_of_any_command_takes_what_is_no_answer(command: Command, treatment: str) -> None:
    asked = questions(command, treatment)
    sample = [one for one in asked if one.id.count(".") < 2] + [
        one for one in asked if one.id.count(".") > 1
    ][::29]
    taken = [
        (question.id, value)
        for question in sample
        for value in for_a_file(question)
        if not is_refused({question.id: value}, asked)
    ]
    assert taken == []


@pytest.mark.parametrize("command", COMMANDS)
def test_no_question_takes_what_is_no_answer_from_a_setting(command: Command) -> None:
    asked = questions(command)
    sample = [one for one in asked if one.id.count(".") < 2]
    taken = [
        (question.id, line)
        for question in sample
        for line in for_a_line(question)
        if not is_refused(with_settings({}, [f"{question.id}={line}"]), asked)
    ]
    assert taken == []


def test_nothing_stored_is_read_as_a_milder_answer_than_not_sure() -> None:
    asked = questions("plan")
    by_id = {one.id: one for one in asked}
    for question in asked:
        for value in for_a_file(question):
            (read,) = recorded({question.id: value}, asked).values()
            assert repr(read) == "not_sure", (question.id, value)
    assert by_id


NAMES: Final = (
    "", ".", "..", "a", "Age", "age.", ".age", "age.x", "AGE", "symptoms.", "symptoms.redness",
    "days_since.", "days_since.peel.x", "conditions.pregnancy", "skin_today.sunburn",
    "a.b.c.d.e.f.g.h.i.j.k.l.m", "x" * 5_000, "device_state", "still_so", "review", "go_on",
    "treatments", "__class__", "\x1b[2J", "age\nage",
)  # fmt: skip
"""Names that no question of a plan has."""


@pytest.mark.parametrize("value", [None, [], {}, "none", "no", 0, "not_sure", {"x": "y"}], ids=repr)
def test_no_name_that_no_question_has_is_passed_over(value: object) -> None:
    asked = questions("plan")
    taken = [
        name for name in NAMES if not _refused({name: value}, asked) and (name, value) != ("days_since", {})
    ]
    assert taken == []


def _refused(raw: Mapping[str, object], asked: list[Question]) -> bool:
    try:
        read_answers(raw, asked)
    except UsageError as error:
        return all(line.isprintable() and len(line) < LONG for line in str(error).splitlines())
    return False


def command_line(command: str) -> list[str]:
    return [*command.split(), "microneedling"]


def nothing_came_of_it(ran: Ran, home: Path) -> bool:
    return ran.status in {1, 2} and ran.out == "" and ran.err != "" and not (home / "history.db").exists()


def tried(command: str) -> Iterator[Question]:
    asked = questions(command.replace(" ", "-"))  # type: ignore[arg-type]  # the name of a command
    return (one for one in asked if one.id in TRIED)


@pytest.mark.parametrize("command", ANSWERED)
def test_a_file_of_answers_with_one_that_is_none_is_refused_and_nothing_is_stored(
    run: Run, home: Path, tmp_path: Path, command: str
) -> None:
    file = tmp_path / "answers.yaml"
    for question in tried(command):
        for value in list(for_a_file(question))[:: 4 if command == "plan" else 7]:
            file.write_text(yaml.safe_dump({**ANSWERED[command], question.id: value}))
            ran = run(*command_line(command), "--answers", str(file))
            assert nothing_came_of_it(ran, home), (question.id, value, ran)


@pytest.mark.parametrize(
    "text",
    [
        "numbing_cream:\n -\n", "last_reaction: [null]\n", "skin_today: [[]]\n",
        "conditions: [[]]\n", "conditions: {}\n",
        "conditions: {pregnancy: no}\n", "conditions: {pregnancy: }\n", "conditions:\n- \n- pregnancy\n",
        "conditions: [none, pregnancy]\n", "conditions: [not_sure, pregnancy]\n",
        'conditions: "none, pregnancy"\n',
        'conditions: ""\n', "conditions: ~\n", "days_since: []\n", "days_since: {peel: }\n",
        "days_since: {peel: [3]}\n",
        "device_shared: 0\n", "age: 0x22\n", "age: 3_4\n",
        "age: 34 years\n", "age: [34]\n",
        "treatment: []\n", "treatment: {}\n", "treatment:\n", "treatment: no\n",
        "treatment: [microneedling]\n",
        "symptoms: []\n", "last_reaction: {none: }\n", "numbing_cream: [none, none]\n",
        "days_since: {peel: 9}\ndays_since.peel: 90\n",
    ],
)  # fmt: skip
@pytest.mark.parametrize("through", ["a file", "standard input"])
def test_one_line_that_is_no_answer_makes_all_answers_refused(
    run: Run, home: Path, tmp_path: Path, text: str, through: str
) -> None:
    name = text.partition(":")[0].partition(".")[0]
    rest = {key: value for key, value in PLAN.items() if key != name}
    file = tmp_path / "answers.yaml"
    file.write_text(yaml.safe_dump(rest) + text)
    if through == "a file":
        ran = run("plan", "microneedling", "--answers", str(file))
    else:
        ran = run("plan", "microneedling", "--answers", "-", typed=file.read_text())
    assert nothing_came_of_it(ran, home), ran


@pytest.mark.parametrize(
    "text",
    [
        "symptoms: {redness: }", "symptoms: {redness: {severity: }}", "symptoms: {redness: {severity: []}}",
        "symptoms: {redness: [mild]}", "symptoms: [[]]", "symptoms: [null]", "symptoms: [redness, null]",
        "symptoms: [{redness: {}}]", "symptoms: {none: {}}", "symptoms: {redness: no}",
        "symptoms: {redness: mild}",
        "symptoms: {redness: {temperature_c: hot}}", "symptoms: {redness: {temperature_c: 390}}",
        "symptoms: {fever: {temperature_c: [39]}}", "symptoms: {'': {}}", "symptoms: {redness: {'': mild}}",
        "symptoms: not_sure", "symptoms:", "symptoms: ''", "symptoms: {redness: {}, Redness: {}}",
        "symptoms: {redness: {}}\nsymptoms.redness:", "symptoms: {redness: {severity: {mild: }}}",
        "symptoms: {fever: {}}\nrisk_factors: [[]]", "symptoms: {fever: {}}\nhours_since_session: [null]",
    ],
)  # fmt: skip
def test_symptoms_that_are_none_give_no_level(run: Run, home: Path, text: str) -> None:
    rest = {key: value for key, value in CHECK.items() if f"{key}:" not in text}
    ran = run("check-symptoms", "microneedling", "--answers", "-", typed=f"{yaml.safe_dump(rest)}{text}\n")
    assert nothing_came_of_it(ran, home), ran


@pytest.mark.parametrize("option", ["--set", "--what-if"])
def test_a_setting_that_is_no_answer_is_refused_with_its_error_as_json(
    run: Run, home: Path, option: str
) -> None:
    settings = [word for name, value in PLAN.items() for word in ("--set", f"{name}={value}")]
    for question in tried("plan"):
        rest = settings if option == "--what-if" else _without(settings, question.id)
        for line in for_a_line(question)[::3]:
            ran = run("plan", "microneedling", *rest, option, f"{question.id}={line}", "--json")
            assert (ran.status, ran.json["error"]) == (2, "bad-answers"), (question.id, line)
    assert not (home / "history.db").exists()


def _without(settings: list[str], name: str) -> list[str]:
    kept = [one for one in settings[1::2] if not one.startswith(f"{name}=")]
    return [word for one in kept for word in ("--set", one)]


def test_the_profile_remembers_nothing_that_is_no_answer(run: Run, home: Path) -> None:
    for question in questions("plan"):
        for line in for_a_line(question)[::9] if question.kept and "." not in question.id else []:
            ran = run("profile", "set", "--treatment", "microneedling", f"{question.id}={line}")
            assert nothing_came_of_it(ran, home), (question.id, line, ran)


@pytest.mark.parametrize(
    "said",
    [
        ["conditions=pregnancy", "conditions=none"],
        ["conditions=none", "conditions=pregnancy"],
        ["age=34", "age=34"],
    ],
)
def test_of_two_answers_to_one_question_neither_is_chosen(run: Run, home: Path, said: list[str]) -> None:
    flags = _without(
        [word for pair in PLAN.items() for word in ("--set", "=".join(pair))], said[0].split("=")[0]
    )
    typed = [word for one in said for word in ("--set", one)]
    assert nothing_came_of_it(run("plan", "microneedling", *flags, *typed), home)
    assert nothing_came_of_it(run("profile", "set", *said), home)


def test_a_flag_and_a_setting_for_one_question_are_two_answers(run: Run, home: Path) -> None:
    flags = [word for pair in LOG.items() for word in ("--set", "=".join(pair))]
    assert nothing_came_of_it(run("log", "microneedling", *flags, "--needle", "2"), home)
    head = ["device", "add", "microneedling", "--kind", "roller", "--set", "device_kind=pen"]
    assert nothing_came_of_it(run(*head, "--no-input"), home)


def test_a_setting_still_takes_the_place_of_what_the_file_says(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(yaml.safe_dump({**PLAN, "needle_mm": 3}))
    arguments = ("plan", "microneedling", "--answers", str(file), "--json")
    assert run(*arguments).json["verdict"] == "no"
    assert run(*arguments, "--set", "needle_mm=0.25").json["verdict"] == "go"


@pytest.mark.parametrize(
    "line", ["null", "~", "[]", "[[]]", "-", "\u200b", "0", "99", "none, 1", "1;2", "{}"]
)
def test_a_line_that_is_no_answer_asks_again_and_decides_nothing(run: Run, home: Path, line: str) -> None:
    ran = run("plan", "microneedling", typed=f"cheeks\n{line}\n")
    assert nothing_came_of_it(ran, home)
    assert "missing: skin_today" in ran.err.splitlines()[-1]


@pytest.mark.parametrize(
    "line", ["5 mm mm", "\u0663", "1,000", "1e1", "0x1", "1_0", "-0.2", "mm", "0.25 0.25", "\u00bd"]
)
def test_a_length_that_is_none_asks_again(run: Run, line: str) -> None:
    before = ("cheeks", "none", "none", "none", "none", "never", "34", "roller")
    ran = run("plan", "microneedling", typed="".join(f"{one}\n" for one in (*before, line)))
    assert "isn't a number that fits" in " ".join(ran.err.split())
    assert "missing: needle_mm" in ran.err.splitlines()[-1]


def exported(run: Run) -> list[dict[str, Any]]:
    """A session, a plan with its facts, a check and a follow-up, as an export has them."""
    settings = [word for pair in PLAN.items() for word in ("--set", "=".join(pair))]
    run("profile", "set", "conditions=sensitive_skin", "age=34")
    run("plan", "microneedling", *settings)
    run("log", "microneedling", "--no-input")
    run("log", "--reaction", "expected")
    run("device", "add", "microneedling", "--kind", "roller", "--needle", "0.25", "--no-input")
    run(
        "check-symptoms",
        "microneedling",
        *[word for pair in CHECK.items() for word in ("--set", "=".join(pair))],
    )
    return [json.loads(line) for line in run("export").out.splitlines()[1:]]


NO_ANSWERS: Final[tuple[object, ...]] = (
    None,
    [None],
    [[]],
    [[None]],
    {},
    [{}],
    {"x": 1},
    [1],
    [True],
    {"pregnancy": None},
)


def test_a_line_of_an_export_with_an_answer_that_is_none_is_no_entry(run: Run, tmp_path: Path) -> None:
    events, file = exported(run), tmp_path / "other.jsonl"
    for event in events:
        for place in ("answers", "answer", "unseen"):
            for value in NO_ANSWERS:
                spoilt = _spoilt(event, place, value)
                if spoilt is None:
                    continue
                file.write_text(json.dumps(spoilt))
                ran = run("import", str(file), "--home", str(tmp_path / "there"), "--no-input")
                assert (ran.status, ran.out) == (1, ""), (event["kind"], place, value, ran)
    assert {one["kind"] for one in events} >= {
        "session",
        "plan",
        "fact",
        "symptom-check",
        "follow-up",
        "device",
    }
    assert not (tmp_path / "there" / "history.db").exists()


def _spoilt(event: dict[str, Any], place: str, value: object) -> dict[str, Any] | None:
    """The entry with one answer that is none; a fact without an answer is one that was forgotten."""
    there = event["data"].get(place)
    if place == "answer":
        if there is None or value is None:
            return None
        return {**event, "data": {**event["data"], "answer": value}}
    if not isinstance(there, dict):
        return None
    return {**event, "data": {**event["data"], place: {**there, next(iter(there), "conditions"): value}}}
