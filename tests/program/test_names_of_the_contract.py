"""Every name that people script against is taken from an answers file, whichever treatment it is about."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
import time_machine
import yaml

from conftest import Ran, Run
from shipped import LIBRARY, TREATMENTS
from skinroutine.rulebook.book import Book

DETAILS: Final[dict[str, object]] = {
    "severity": "mild", "trend": "improving", "area": "cheeks", "hours": 5, "temperature_c": 38.4, "count": 3,
    "hours_ago": 5, "drew_blood": True, "removed": True, "rinsed": False, "passed_out": False,
    "near_eye": False,
}  # fmt: skip
CHECK: Final[dict[str, object]] = {"hours_since_session": 20, "needle_mm": 0.25, "risk_factors": []}
LOG: Final[dict[str, object]] = {
    "treatment": "microneedling", "areas": ["cheeks"], "device_kind": "roller", "needle_mm": 0.25,
    "products_during": [], "numbing_cream": "none", "reaction": "expected",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London, a Friday."""


def told(run: Run, command: str, answers: dict[str, object], *options: str) -> Ran:
    return run(command, "--answers", "-", "--json", *options, typed=yaml.safe_dump(answers))


def symptoms_of(treatment: str) -> list[str]:
    asked = Book(LIBRARY, treatment).questions("check-symptoms")
    return list(next(one for one in asked if one.id == "symptoms").options)


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_every_symptom_takes_every_detail(run: Run, treatment: str) -> None:
    everything = {symptom: {**DETAILS} for symptom in symptoms_of(treatment)}
    ran = told(run, "check-symptoms", {"treatment": treatment, **CHECK, "symptoms": everything})
    assert (ran.status, ran.err) == (0, "")


def test_a_detail_that_no_rule_reads_changes_nothing_and_is_kept(run: Run) -> None:
    redness: dict[str, Any] = {"severity": "mild", "trend": "improving", "area": "cheeks"}
    plain = {"treatment": "microneedling", **CHECK, "symptoms": {"redness": redness}}
    more = {**plain, "symptoms": {"redness": {**redness, "count": 3, "drew_blood": True}}}
    assert told(run, "check-symptoms", more).json["level"] == told(run, "check-symptoms", plain).json["level"]
    assert '"symptoms.redness.count":3' in run("export").out.replace(" ", "")


@pytest.mark.parametrize(
    ("beside_another", "where_it_belongs"),
    [
        (
            {"chills_shivering": {"temperature_c": 39.6}},
            {"chills_shivering": {}, "fever": {"temperature_c": 39.6}},
        ),
        ({"redness": {"temperature_c": 38}}, {"redness": {}, "fever": {"temperature_c": 38}}),
        (
            {"redness": {"temperature_c": 39.6}, "fever": {"temperature_c": 38}},
            {"redness": {}, "fever": {"temperature_c": 39.6}},
        ),
        ({"dizziness": {"passed_out": True}}, {"dizziness": {}, "fainting": {"passed_out": True}}),
        ({"redness": {"temperature_c": 36.8}}, {"redness": {}}),
        ({"redness": {"passed_out": False}}, {"redness": {}}),
    ],
)
def test_a_detail_that_speaks_of_another_symptom_counts_as_that_symptom(
    run: Run, beside_another: dict[str, object], where_it_belongs: dict[str, object]
) -> None:
    def reasons(symptoms: dict[str, object]) -> Any:
        story = {"treatment": "microneedling", **CHECK, "symptoms": symptoms}
        found: Any = told(run, "check-symptoms", story).json
        return found["level"], found["reasons"]

    assert reasons(beside_another) == reasons(where_it_belongs)


def test_a_name_of_no_detail_is_refused(run: Run) -> None:
    ran = told(
        run, "check-symptoms", {"treatment": "microneedling", **CHECK, "symptoms": {"redness": {"x": 1}}}
    )
    assert (ran.status, ran.json["error"]) == (2, "bad-answers")


def test_the_note_of_a_session_may_be_among_its_answers(run: Run) -> None:
    stored: Any = told(run, "log", {**LOG, "note": "left cheek only"}).json["stored"]
    assert stored["note"] == "left cheek only"


@pytest.mark.parametrize("note", [None, 5, True, [], {"a": "b"}])
def test_a_note_that_is_no_text_is_refused_and_nothing_is_stored(run: Run, home: Path, note: object) -> None:
    ran = told(run, "log", {**LOG, "note": note})
    assert (ran.status, ran.out.count("such as"), home.exists()) == (2, 1, False)


def test_two_notes_are_refused(run: Run) -> None:
    ran = told(run, "log", {**LOG, "note": "left"}, "--note", "right")
    assert ran.err == "standard input: note: it is written twice; keep one of the notes\n"
