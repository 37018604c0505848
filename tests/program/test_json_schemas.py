"""``--json``: every command has a schema, every document keeps to it, and what is promised stays."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from typer.main import get_command

from command_lines import FIRST, FOLDERS, Situation
from conftest import NOW, Run
from effort import examples
from json_promises import met, promises, schemas
from json_situations import BESIDE, SHARED, SITUATIONS, folders_in
from rule_set import Answers, chances, somebody
from shipped import LIBRARY, TREATMENTS, checking, plan_edges, planning, story
from skinroutine.cli.program import app_for
from skinroutine.commands.check_symptoms.alarm import weigh
from skinroutine.commands.check_symptoms.screen import symptom_document
from skinroutine.commands.plan.document import plan_document
from skinroutine.commands.plan.view import PlanView
from skinroutine.decide.checklist import checklist
from skinroutine.rulebook.conditions import Facts

ERROR = "error"
ALL = schemas()
PROMISED = promises(ALL)
NEVER_FILLED = {
    ("why", "steps[].because[]"),  # a step is told with no answers, unlike a rule of the same form
    ("why", "steps[].not_sure_about[]"),  # the same
    ("log", "contradictions[].stands[]"),  # the one question of a log that can clash has a single answer
    ("device-choose", "answers{}[]"),  # no question about a device has several answers
    ("profile", "facts[].open_options[]"),  # options stay open only where a person is asked screen by screen
}
SLOW = {"rules-diff", "rules-coverage"}
"""What runs all cases to answer."""
FORMATS = FormatChecker(["date"])
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
"""A date-time of RFC 3339, which JSON Schema asks for: jsonschema checks none without one more package."""


@FORMATS.checks("date-time", raises=ValueError)
def _is_instant(value: object) -> bool:
    return not isinstance(value, str) or bool(INSTANT.fullmatch(value) and datetime.fromisoformat(value))


def complaints(name: str, data: object) -> list[str]:
    """Where a document is not as its schema says, and where a text is empty that had to be null."""
    found = Draft202012Validator(ALL[name], format_checker=FORMATS).iter_errors(data)
    return [*(f"{list(one.absolute_path)}: {one.message}" for one in found), *empty_texts(data)]


def empty_texts(data: Any, where: str = "") -> Iterator[str]:
    if data == "":
        yield f"{where} is an empty text"
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in parts:
        yield from empty_texts(value, f"{where}.{key}")


def printed(situation: Situation, run: Run, folders: Path) -> Any:
    """What a situation prints as JSON. ``folders`` has a home of its own."""
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
    """The id of the session, else of another entry, that was just recorded; of a hold where it is alone."""
    entries: Any = run("history", "--all", "--json").json["entries"]
    return str(max(entries, key=lambda one: (one["kind"] == "session", one["kind"] != "hold"))["id"])


@pytest.mark.usefixtures("clock")  # it stands at 2026-11-20 10:00 in London
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.proof) if name in SLOW else name for name in ALL]
)
def test_what_is_printed_keeps_to_its_schema_and_shows_each_promised_field_filled_once(
    name: str, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    seen: set[str] = set()
    for situation in SITUATIONS[name]:
        folder = tmp_path_factory.mktemp("situation")
        monkeypatch.setenv("SKINROUTINE_HOME", str(folder / "home"))
        document = printed(situation, run, folder)
        assert complaints(name, document) == [], situation
        seen |= met(ALL[name], document)
    promised = {path for schema, path in PROMISED if schema == name}
    assert {(name, path) for path in promised - seen} <= NEVER_FILLED


def plan_of(treatment: str, answers: Answers) -> Any:
    made = planning(treatment)
    verdict = made.judge(answers)
    told = LIBRARY.treatment(treatment)
    view = PlanView(
        treatment=treatment,
        name=told.name,
        verdict=verdict,
        words=made.book.verdicts[verdict.name],
        steps=checklist(made.book, Facts(answers, made.book.guards)) if verdict.allowed else {},
        meanwhile=[one.do for one in told.meanwhile],
        next_earliest=made.next_after(answers, verdict),
        asked=0,
        now=NOW,
        example={},
    )
    return json.loads(json.dumps(plan_document(view, "").data()))


def check_of(treatment: str, answers: Answers) -> Any:
    check = weigh(checking(treatment), answers)
    document = symptom_document(check._replace(on_hold=check.found.words.hold), "")
    return json.loads(json.dumps(document.data()))


@examples(40)
@given(st.sampled_from(TREATMENTS), st.integers(min_value=0))
def test_whatever_a_person_answers_the_document_keeps_to_its_schema(treatment: str, seed: int) -> None:
    luck = chances(seed)
    answers = somebody(planning(treatment).questions, plan_edges(treatment), luck)
    plan = plan_of(treatment, answers)
    check = check_of(treatment, story(treatment, luck)[0])
    assert complaints("plan", plan) == []
    assert complaints("check-symptoms", check) == []


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
    assert {SHARED.get(name, name) for name in COMMANDS} | {ERROR, *BESIDE} == set(ALL)
    assert SHARED.keys() | set(BESIDE.values()) <= set(COMMANDS)


def test_every_schema_has_situations_that_show_it() -> None:
    assert sorted(SITUATIONS) == sorted(ALL)
