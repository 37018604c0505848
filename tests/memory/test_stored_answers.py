"""What is kept and cannot be read is not known: it never counts as none, and the person is told in a line."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest
import time_machine

from conftest import Ran, Run
from first_interview import AGE, CONDITIONS, DECIDE, FIRST_TIME, lines, put
from skinroutine.history import History
from skinroutine.history.events import payload_of
from skinroutine.machine import here
from skinroutine.rulebook import VERDICTS
from typed import HEALTHY, RESTED, ROLLER, flags, needled

NO_ANSWERS: Final[tuple[object, ...]] = (
    [[]],
    [None],
    ["banana"],
    {},
    {"pregnancy": None},
    "none",
    True,
    0,
    ["pregnancy", None],
)
GARBAGE: Final[tuple[object, ...]] = ([None], [[]], "banana", {}, ["none"], "0", False, None)


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def recorded(home: Path, kind: str, **data: object) -> None:
    home.mkdir(exist_ok=True)
    History(home / "history.db", here).record(payload_of(kind, data))


def fact(home: Path, question: str, answer: object, **more: object) -> None:
    treatment = "microneedling"
    told = {"question": question, "answer": answer, "options": None, "treatment": treatment, "areas": []}
    recorded(home, "fact", **{**told, **more})


def missing(ran: Ran) -> list[str]:
    """The questions that are said to be missing."""
    listed: Any = ran.json["missing"]
    return [one["id"] for one in listed]


def planned(run: Run, *left_out: str) -> Ran:
    """A plan of a healthy adult, who leaves these answers to what is remembered."""
    told = {**HEALTHY, **ROLLER, **RESTED}
    return run(
        "plan", "microneedling", "--json", *flags({k: v for k, v in told.items() if k not in left_out})
    )


@pytest.mark.parametrize("stored", NO_ANSWERS, ids=repr)
def test_a_remembered_list_that_cannot_be_read_is_asked_for_again(
    run: Run, home: Path, stored: object
) -> None:
    fact(home, "conditions", stored)
    ran = planned(run, "conditions")
    assert (ran.status, missing(ran)) == (2, ["conditions"])
    assert ran.err.splitlines()[0] == (
        "Conditions: your earlier answer can't be read, so it isn't used. Please answer again."
    )


@pytest.mark.parametrize("stored", [[[]], [None], ["banana"]], ids=repr)
def test_nothing_older_is_trusted_in_its_place(run: Run, home: Path, stored: object) -> None:
    fact(home, "conditions", [])
    fact(home, "conditions", stored)
    assert planned(run, "conditions").status == 2


def test_a_newer_answer_that_is_whole_needs_no_older_one(run: Run, home: Path) -> None:
    fact(home, "conditions", [[]])
    fact(home, "conditions", ["pregnancy"])
    ran = planned(run, "conditions")
    assert (ran.json["verdict"], ran.err) == ("no", "")


@pytest.mark.parametrize("options", ["all", [None], [[]], {}, 5], ids=repr)
def test_a_list_whose_options_cannot_be_read_is_asked_for_again(
    run: Run, home: Path, options: object
) -> None:
    fact(home, "conditions", [], options=options)
    assert planned(run, "conditions").status == 2


@pytest.mark.parametrize("stored", ["34", True, [34], float(-3), 999, {}], ids=repr)
def test_a_remembered_number_that_cannot_be_read_is_asked_for_again(
    run: Run, home: Path, stored: object
) -> None:
    fact(home, "age", stored)
    ran = planned(run, "age")
    assert (ran.status, missing(ran)) == (2, ["age"])
    assert ran.err.startswith("Age: your earlier answer can't be read")


def test_an_option_of_another_treatment_spoils_no_answer(run: Run, home: Path) -> None:
    fact(home, "conditions", ["of_its_own"], options=["of_its_own", "pregnancy"])
    ran = planned(run, "conditions")
    assert (ran.status, "can't be read" in ran.err) == (2, False)


def test_who_types_the_answer_is_not_told_of_the_one_that_cannot_be_read(run: Run, home: Path) -> None:
    fact(home, "conditions", [[]])
    assert (planned(run).json["verdict"], planned(run).err) == ("go", "")


def test_a_check_tells_of_it_too_and_asks(run: Run, home: Path) -> None:
    fact(home, "risk_factors", [[]])
    ran = run("check-symptoms", "microneedling", *flags({"hours_since_session": "14", "symptoms": "redness"}))
    assert ran.status == 2
    assert "About you and the session: your earlier answer can't be read" in ran.err


@pytest.mark.parametrize("stored", GARBAGE, ids=repr)
@pytest.mark.parametrize(
    "question", [("last_reaction", "caution"), ("needle_mm", "wait"), ("device_kind", "go")], ids=str
)
def test_a_session_with_an_answer_that_cannot_be_read_is_not_taken_for_a_mild_one(
    run: Run, home: Path, clock: time_machine.Traveller, question: tuple[str, str], stored: object
) -> None:
    name, at_least = question
    answers = {"areas": ["cheeks"], "device_kind": "roller", "needle_mm": 0.25, "last_reaction": "expected"}
    whole = {"treatment": "microneedling", "areas": ["cheeks"], "note": "", "aftercare": []}
    recorded(home, "session", **whole, answers={**answers, name: stored})
    clock.shift(timedelta(days=12))
    ran = planned(run, *RESTED)
    assert VERDICTS.index(str(ran.json["verdict"])) >= VERDICTS.index(at_least)
    assert "has answers that can't be read" in ran.err


def test_a_session_that_can_be_read_is_not_spoken_of(run: Run, home: Path) -> None:
    run(*needled(), "--at", "2 days ago")
    assert planned(run, *RESTED).err == ""
    assert home.exists()


@pytest.mark.parametrize(
    "stored", [None, [None], [[]], {}, "banana", ["banana"], 0, [["pregnancy"]]], ids=repr
)
@pytest.mark.parametrize(("question", "text"), [("conditions", CONDITIONS), ("age", AGE)])
def test_an_answer_of_a_stopped_interview_that_cannot_be_read_is_asked_for_again(
    run: Run, home: Path, question: str, text: str, stored: object
) -> None:
    if question == "age" and stored == 0:
        return
    run("plan", "microneedling", typed=lines(*FIRST_TIME, "quit"), terminal=True)
    (file,) = home.glob("unfinished-plan.json")
    data = json.loads(file.read_text())
    for one in data["given"]:
        one["answer"] = stored if one["question"] == question else one["answer"]
    file.write_text(json.dumps(data))
    ran = run("plan", "microneedling", typed=lines("yes", DECIDE), terminal=True)
    assert (ran.out, put(ran.err)[1]) == ("", text)


@pytest.mark.parametrize("options", [[None], [[]], "all", 5], ids=repr)
def test_an_answer_whose_options_cannot_be_read_is_asked_for_again(
    run: Run, home: Path, options: object
) -> None:
    run("plan", "microneedling", typed=lines(*FIRST_TIME, "quit"), terminal=True)
    (file,) = home.glob("unfinished-plan.json")
    data = json.loads(file.read_text())
    for one in data["given"]:
        one["options"] = options if one["question"] == "conditions" else one["options"]
    file.write_text(json.dumps(data))
    ran = run("plan", "microneedling", typed=lines("yes", DECIDE), terminal=True)
    assert (ran.out, put(ran.err)[1]) == ("", CONDITIONS)
