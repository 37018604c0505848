"""Nothing in a file rewrites what a check found: it is taken out whole, or it stays."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from typed import RESTED, needling, symptoms

pytestmark = pytest.mark.usefixtures("clock")
EMPTIED = [
    {"answers": {}},
    {"result": {}},
    {"answers": {}, "result": {}},
    {"result": {"level": 0, "reasons": []}},
]


def exported(run: Run, file: Path) -> list[Any]:
    """The head and the events of a home in which an airway was found, and its hold has ended."""
    run(*symptoms(symptoms="mouth_throat_swelling"))
    run("hold", "end", "--how", "seen")
    run("export", str(file))
    return [json.loads(line) for line in file.read_text().splitlines()]


@pytest.mark.parametrize("emptied", EMPTIED)
@pytest.mark.parametrize("kind", ["symptom-check", "session"])
def test_a_line_that_empties_a_check_takes_nothing_away(
    run: Run, tmp_path: Path, emptied: dict[str, object], kind: str
) -> None:
    head, *events = exported(run, tmp_path / "all.jsonl")
    check = next(event for event in events if event["kind"] == "symptom-check")
    session = {"treatment": "microneedling", "areas": ["cheeks"], "answers": {}}
    line = {
        **check,
        "id": "018e0000-0000-7000-8000-000000000009",
        "kind": kind,
        "recorded": "2026-11-20T11:00:00+00:00",
        "data": {**check["data"], **emptied} if kind == check["kind"] else session,
        "replaces": check["id"],
    }
    typed = "\n".join([json.dumps({**head, "events": 1}), json.dumps(line)])
    assert run("import", "-", "--yes", typed=typed).status == 0
    told: Any = run("plan", *needling(**RESTED), "--json").json
    assert told["verdict"] == "no"


@pytest.mark.parametrize("emptied", [*EMPTIED, None])
def test_in_another_home_the_hold_still_tells_what_its_check_found(
    run: Run, tmp_path: Path, emptied: dict[str, object] | None
) -> None:
    head, *events = exported(run, tmp_path / "all.jsonl")
    check = next(event for event in events if event["kind"] == "symptom-check")
    check["data"].update(emptied or {})
    kept = [event for event in events if emptied is not None or event is not check]
    file = tmp_path / "emptied.jsonl"
    file.write_text("\n".join(map(json.dumps, [{**head, "events": len(kept)}, *kept])))
    new = ("--home", str(tmp_path / "new"))
    run("import", str(file), *new)
    assert run("plan", *needling(**RESTED), "--json", *new).json["verdict"] == "no"


def test_a_check_that_found_nothing_lasting_leaves_nothing_by_its_hold(run: Run, tmp_path: Path) -> None:
    run(*symptoms(symptoms="open_sore"))
    run("hold", "end", "--how", "seen")
    run("export", str(tmp_path / "all.jsonl"))
    new = ("--home", str(tmp_path / "new"))
    run("import", str(tmp_path / "all.jsonl"), *new)
    assert run("hold", "--json", *new).json["holds"] == []


def test_a_check_that_was_taken_out_as_a_mistake_leaves_nothing_by_its_hold(run: Run, tmp_path: Path) -> None:
    check = run(*symptoms(symptoms="mouth_throat_swelling"), "--json").json["stored"]
    run("history", "remove", check)
    run("hold", "end", "--how", "error")
    run("export", str(tmp_path / "all.jsonl"))
    new = ("--home", str(tmp_path / "new"))
    run("import", str(tmp_path / "all.jsonl"), *new)
    assert run("plan", *needling(**RESTED), "--json", *new).json["verdict"] != "no"
