"""A setting that the device doesn't have: refused where it was typed, left out where a plan said it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
import time_machine

from conftest import NOW, Run
from skinroutine.history import Event, History
from skinroutine.rulebook import Question
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.folders import layers
from skinroutine.rulebook.library import Library
from typed import abrasion, flags, needled, refused

LIBRARY: Final = Library(layers())


def value(question: Question) -> str:
    return next(reversed(question.options), "0.25")


SETTINGS: Final = [
    (treatment, device.id, question.id, value(question), question.id in device.has)
    for treatment in LIBRARY.treatment_ids
    for device in LIBRARY.treatment(treatment).devices
    for question in Book(LIBRARY, treatment).questions("log")
    if question.follows
]


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def entries(home: Path) -> list[Event]:
    return History(home / "history.db", lambda: NOW).events(["session"])


def session(treatment: str, device: str) -> dict[str, str]:
    """What ``log`` needs to know of a session with this device."""
    own = Book(LIBRARY, treatment).questions("log")
    has = {name: value(each) for name, each in ((each.id, each) for each in own) if each.follows}
    known = next(one.has for one in LIBRARY.treatment(treatment).devices if one.id == device)
    area = next(iter(next(each.options for each in own if each.id == "areas")))
    return {
        "areas": area,
        "device_kind": device,
        **{name: has[name] for name in known if name in has},
    }


@pytest.mark.parametrize("named", SETTINGS)
@pytest.mark.parametrize("in_file", [False, True])
def test_a_setting_is_kept_by_a_device_that_has_it_and_refused_for_every_other(
    run: Run, home: Path, tmp_path: Path, named: tuple[str, str, str, str, bool], *, in_file: bool
) -> None:
    treatment, device, name, typed, has = named
    told = {**session(treatment, device), name: typed}
    file = tmp_path / "session.yaml"
    file.write_text("".join(f'{key}: "{given}"\n' for key, given in told.items()))
    ran = run("log", treatment, *(["--answers", str(file)] if in_file else flags(told)))
    if has:
        assert name in entries(home)[0].payload.answers
    else:
        refused(ran, 2, f"{name}: device_kind={device} has nothing like that")
        assert ran.err.startswith(str(file)) is in_file
        assert entries(home) == []


def test_a_setting_of_the_plan_is_left_out_where_another_device_was_used(run: Run) -> None:
    run("plan", *abrasion(suction="medium"))
    stored: Any = run("log", "--device", "cream", "--json").json["stored"]
    assert stored["answers"]["device_kind"] == "cream"
    assert "suction" not in stored["answers"]


def test_a_setting_that_the_device_does_not_have_cannot_be_edited_in(run: Run, home: Path) -> None:
    run(*needled())
    entry = entries(home)[0].id
    refused(run("history", "edit", entry, "--setting", "high"), 2, "suction: device_kind=roller")


def test_a_setting_goes_with_its_device_when_that_is_corrected(run: Run, home: Path) -> None:
    run("log", "microdermabrasion", "--area", "cheeks", "--device", "diamond_tip", "--setting", "high")
    entry = entries(home)[0].id
    run("history", "edit", entry, "--device", "cream")
    assert "suction" not in entries(home)[0].payload.answers
