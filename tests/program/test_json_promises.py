"""What the JSON promises is never taken back: fields may be added, none goes and none changes its type."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from json_promises import add, broken, kept, promises, schemas, undescribed, write

ALL = schemas()
PROMISED = promises(ALL)
PHASES: dict[str, list[str]] = {"device": [], "prep": [], "technique": [], "aftercare": []}


def test_no_schema_takes_back_what_was_promised() -> None:
    assert broken(kept(), PROMISED) == []


def test_everything_that_the_schemas_promise_is_kept_from_now_on() -> None:
    new = [f"{name}.json: {path}" for name, path in PROMISED.keys() - kept().keys()]
    assert new == [], "run: python tests/json_promises.py"


def changed_plan(change: Callable[[Any], object]) -> list[str]:
    """What is no longer kept once the schema of a plan was changed."""
    plan = deepcopy(ALL["plan"])
    change(plan)
    return broken(PROMISED, promises({**ALL, "plan": plan}))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda plan: plan["required"].remove("until"), "until was promised as string|null/date"),
        (
            lambda plan: plan["properties"]["treatment"].update(type=["string", "null"]),
            "now it is string|null",
        ),
        (lambda plan: plan["properties"]["until"].pop("format"), "now it is string|null"),
        (lambda plan: plan["$defs"]["reason"]["required"].remove("why"), "reasons[].why was promised"),
        (
            lambda plan: plan["$defs"]["not_now"]["required"].remove("meanwhile"),
            "<not_now>.meanwhile was promised",
        ),
    ],
)
def test_a_promise_that_is_taken_back_is_told(change: Callable[[Any], object], told: str) -> None:
    assert told in "\n".join(changed_plan(change))


def test_a_field_or_a_format_that_is_added_takes_nothing_back() -> None:
    def with_more(plan: Any) -> None:
        plan["properties"]["more"] = {"type": "string", "description": "More."}
        plan["required"].append("more")
        plan["properties"]["stored"]["format"] = "uuid"

    assert changed_plan(with_more) == []


def test_a_form_that_holds_itself_is_promised_once_and_described_at_any_depth() -> None:
    kept = {"type": ["array", "null"], "items": {"$ref": "#/$defs/kept"}}
    schema = {"type": "object", "properties": {"data": {"$ref": "#/$defs/kept"}}, "required": ["data"]}
    whole = {**schema, "$defs": {"kept": kept}}
    assert promises({"it": whole}) == {("it", "data"): "array|null", ("it", "data[]"): "array|null"}
    assert undescribed(whole, {"data": [[[None]], []], "more": 1}) == ["more"]


def test_promises_are_written_so_that_they_are_read_again(tmp_path: Path) -> None:
    write(PROMISED, tmp_path / "kept.txt")
    assert kept(tmp_path / "kept.txt") == PROMISED


def test_writing_the_promises_anew_keeps_those_that_no_schema_makes_any_more(tmp_path: Path) -> None:
    file = tmp_path / "kept.txt"
    write({("plan", "gone"): "string", ("plan", "verdict"): "integer"}, file)
    told = add(ALL, file)
    assert kept(file) == {**PROMISED, ("plan", "gone"): "string", ("plan", "verdict"): "integer"}
    assert told[1:] == [
        "plan.json: gone was promised as string, now it is not promised",
        "plan.json: verdict was promised as integer, now it is string",
    ]


@pytest.mark.parametrize(
    ("found", "place"),
    [
        ({"more": 1}, "more"),
        ({"reasons": [{}, {"more": 1}]}, "reasons[1].more"),
        ({"checklist": {**PHASES, "more": []}}, "checklist.more"),
    ],
)
def test_a_field_that_no_schema_speaks_of_is_found_at_any_depth(found: dict[str, object], place: str) -> None:
    first = {"patch": False, "consult": {"ask": [], "bring": []}}
    told = {"checklist": PHASES, "steps": PHASES, "next_dates": [], **first, **found}
    assert undescribed(ALL["plan"], told) == [place]
