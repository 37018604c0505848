"""``--json``: every command has a schema, every document keeps to it, and what is promised stays."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from typer.main import get_command

from conftest import NOW, Run
from json_promises import met, promises, schemas, undescribed
from json_situations import SHARED, SITUATIONS, folders_in
from json_words import FIRST, FOLDERS, Situation
from shipped import (
    LIBRARY,
    TREATMENTS,
    Answers,
    cases,
    chances,
    checked,
    checking,
    plan_edges,
    planned,
    planning,
    somebody,
    story,
)
from skinroutine.cli import app_for
from skinroutine.commands.check_symptoms.screen import SymptomView, symptom_data
from skinroutine.commands.plan.screen import PlanView, plan_data
from skinroutine.conditions import Facts
from skinroutine.decide.verdict import checklist

ERROR = "error"
ALL = schemas()
PROMISED = promises(ALL)
TYPED = [(name, place) for name, found in SITUATIONS.items() for place in range(len(found))]
NEVER_FILLED = {
    ("why", "steps[].because[]"),  # a step is told with no answers, unlike a rule of the same form
    ("log", "contradictions[].stands[]"),  # the one question of a log that can clash has a single answer
    ("device-choose", "answers{}[]"),  # no question about a device has several answers
    ("profile", "facts[].open_options[]"),  # options stay open only where a person is asked screen by screen
}
FORMATS = FormatChecker(["date"])
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
"""A date-time of RFC 3339, which JSON Schema asks for: jsonschema checks none without one more package."""


@FORMATS.checks("date-time", raises=ValueError)
def _is_instant(value: object) -> bool:
    return not isinstance(value, str) or bool(INSTANT.fullmatch(value) and datetime.fromisoformat(value))


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(ALL[name], format_checker=FORMATS)


def complaints(name: str, data: object) -> list[str]:
    return [f"{list(one.absolute_path)}: {one.message}" for one in validator(name).iter_errors(data)]


def as_read(data: object) -> Any:
    """Data as it comes out of JSON."""
    return json.loads(json.dumps(data))


# ---------------------------------------------------------------- what the commands print


Printed = Callable[[str, int], Any]
_PRINTED: dict[tuple[str, int], Any] = {}
"""Each situation is run once; its document is looked at by several tests."""


@pytest.fixture
def printed(
    run: Run,
    clock: time_machine.Traveller,  # noqa: ARG001  it stands at 2026-11-20 10:00 in London
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> Printed:
    """What a situation prints as JSON in a home of its own, by schema and number."""

    def printing(name: str, place: int) -> Any:
        if (name, place) not in _PRINTED:
            folder = tmp_path_factory.mktemp("situation")
            monkeypatch.setenv("SKINROUTINE_HOME", str(folder / "home"))
            _PRINTED[name, place] = typed(SITUATIONS[name][place], run, folder)
        return _PRINTED[name, place]

    return printing


def typed(situation: Situation, run: Run, folders: Path) -> Any:
    folders_in(folders)

    named = any(FIRST in line for line in [*situation.before, situation.typed])
    first = ""

    def filled(line: Sequence[str]) -> list[str]:
        return [word.replace(FOLDERS, str(folders)).replace(FIRST, first) for word in line]

    for line in situation.before:
        assert run(*filled(line)).status == 0
        first = first or (first_id(run) if named else "")
    return run(*filled(situation.typed), "--json", typed=situation.answers).json


def first_id(run: Run) -> str:
    """The id of the session, or else of another entry, that was just recorded."""
    entries: Any = run("history", "--all", "--json").json["entries"]
    return str(max(entries, key=lambda one: one["kind"] == "session")["id"])


@pytest.mark.proof
@pytest.mark.parametrize(("name", "place"), TYPED)
def test_what_a_command_prints_keeps_to_its_schema(name: str, place: int, printed: Printed) -> None:
    assert complaints(name, printed(name, place)) == []


@pytest.mark.proof
@pytest.mark.parametrize(("name", "place"), TYPED)
def test_what_a_command_prints_holds_nothing_that_its_schema_does_not_describe(
    name: str, place: int, printed: Printed
) -> None:
    assert undescribed(ALL[name], printed(name, place)) == []


@pytest.mark.parametrize("name", ALL)
def test_the_situations_show_each_promised_field_filled_once(name: str, printed: Printed) -> None:
    documents = [printed(name, place) for place in range(len(SITUATIONS[name]))]
    seen = set().union(*(met(ALL[name], one) for one in documents))
    promised = {path for schema, path in PROMISED if schema == name}
    assert {(name, path) for path in promised - seen} <= NEVER_FILLED


def empty_texts(data: Any, where: str = "") -> Iterator[str]:
    if data == "":
        yield where
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in parts:
        yield from empty_texts(value, f"{where}.{key}")


@pytest.mark.parametrize(("name", "place"), TYPED)
def test_what_is_not_there_is_null_and_never_an_empty_text(name: str, place: int, printed: Printed) -> None:
    assert list(empty_texts(printed(name, place))) == []


# ---------------------------------------------------------------- every case, and people at random


def plan_document(treatment: str, answers: Answers) -> Any:
    made = planning(treatment)
    verdict = made.judge(answers)
    told = LIBRARY.treatment(treatment)
    view = PlanView(
        treatment=treatment,
        name=told.name,
        verdict=verdict,
        words=made.book.verdicts[verdict.name],
        steps=checklist(made.book.steps, Facts(answers, made.book.guards)) if verdict.allowed else {},
        meanwhile=[one.do for one in told.meanwhile],
        next_earliest=made.next_after(answers, verdict),
        asked=0,
        today=NOW.date(),
        example={},
    )
    return as_read(plan_data(view, ""))


def check_document(treatment: str, answers: Answers) -> Any:
    found = checking(treatment).judge(answers)
    return as_read(symptom_data(SymptomView(treatment, found, NOW, found.words.hold, 0), ""))


def documents_of_cases() -> Iterator[tuple[str, str, Any]]:
    for treatment, case in cases()[::3]:  # the results are proved elsewhere; here their shape is
        if case.symptoms is None:
            yield case.case, "plan", plan_document(treatment, planned(treatment, case)[0])
        else:
            yield case.case, "check-symptoms", check_document(treatment, checked(treatment, case)[0])


@pytest.mark.proof
def test_every_third_case_of_the_rules_gives_a_document_that_its_schema_knows() -> None:
    found = [
        (case, problem)
        for case, name, data in documents_of_cases()
        for problem in complaints(name, data) + undescribed(ALL[name], data)
    ]
    assert found == []


@settings(max_examples=40)
@given(st.sampled_from(TREATMENTS), st.integers(min_value=0))
def test_whatever_a_person_answers_the_document_keeps_to_its_schema(treatment: str, seed: int) -> None:
    luck = chances(seed)
    answers = somebody(planning(treatment).questions, plan_edges(treatment), luck)
    plan = plan_document(treatment, answers)
    check = check_document(treatment, story(treatment, luck)[0])
    assert complaints("plan", plan) + undescribed(ALL["plan"], plan) == []
    assert complaints("check-symptoms", check) + undescribed(ALL["check-symptoms"], check) == []


# ---------------------------------------------------------------- a schema for each command


def with_json(command: Any, name: str = "") -> Iterator[str]:
    """The names of all commands that take ``--json``, as their schemas are called."""
    if any("--json" in option.opts for option in command.params):
        yield name
    for below, one in getattr(command, "commands", {}).items():
        yield from with_json(one, f"{name}-{below}".lstrip("-"))


COMMANDS = sorted(with_json(get_command(app_for([], whole=True))))


def test_the_walk_through_the_program_finds_commands_groups_and_what_is_in_them() -> None:
    assert {"plan", "due", "hold", "hold-end", "rules-list", "undo", "history-edit"} <= set(COMMANDS)
    assert "rules" not in COMMANDS


def test_every_command_with_json_has_a_schema_and_no_schema_is_left_over() -> None:
    assert {SHARED.get(name, name) for name in COMMANDS} | {ERROR} == set(ALL)
    assert SHARED.keys() <= set(COMMANDS)


def test_every_schema_has_situations_that_show_it() -> None:
    assert sorted(SITUATIONS) == sorted(ALL)


@pytest.mark.parametrize(
    ("format_", "text", "fits"),
    [
        ("date", "2026-11-20", True),
        ("date", "20 Nov 2026", False),
        ("date", "2026-11-20T10:00:00+00:00", False),
        ("date-time", "2026-11-20T10:00:00+00:00", True),
        ("date-time", "2026-11-20T10:00:00.25+01:00", True),
        ("date-time", "2026-11-20T10:00:00", False),
        ("date-time", "2026-11-20T10:00+00:00", False),
        ("date-time", "2026-13-20T10:00:00+00:00", False),
    ],
)
def test_dates_and_times_are_looked_at(format_: str, text: str, fits: bool) -> None:
    assert FORMATS.conforms(text, format_) is fits
