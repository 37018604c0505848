"""Who logs a session at a terminal confirms the areas and the device of the last one in one list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from conftest import Ran, Run
from skinroutine.interview.asking import Asking
from skinroutine.interview.reconfirm import STILL_SO
from skinroutine.rulebook.conditions import Answer, Chosen
from todays_rules import LIBRARY, TREATMENTS, example

pytestmark = pytest.mark.todays_rules


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


class Person:
    """Somebody of whom the example is true, but for what has changed."""

    def __init__(self, treatment: str, *changed: str) -> None:
        self.treatment = treatment
        self.answers = example(treatment) | {STILL_SO: Chosen(frozenset(changed))}
        self.asked: list[Asking] = []

    def __call__(self, asking: Asking) -> Answer:
        self.asked.append(asking)
        known = self.answers.get(asking.question.id)
        if asking.question.kind == "many":
            return Chosen(
                (known.options if isinstance(known, Chosen) else frozenset()).intersection(asking.options)
            )
        return known if known is not None else next(iter(asking.options), False)

    @property
    def questions(self) -> list[str]:
        return [asking.question.id for asking in self.asked]


@pytest.fixture
def logged(run: Run, monkeypatch: pytest.MonkeyPatch, clock: time_machine.Traveller) -> Callable[..., Ran]:
    """The log of this person ten days after a first one."""

    def log(person: Person, *typed: str, terminal: bool = True) -> Ran:
        run("plan", person.treatment, "--answers", str(LIBRARY.example(person.treatment)[0]))
        assert run("log").status == 0
        clock.shift(timedelta(days=10))
        monkeypatch.setattr("skinroutine.prompts.asker", lambda **_: person)
        return run("log", person.treatment, "--json", *typed, terminal=terminal)

    return log


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_nothing_has_changed_is_one_answer_for_areas_and_device(
    logged: Callable[..., Ran], treatment: str
) -> None:
    person = Person(treatment)
    areas = person.answers["areas"]
    assert isinstance(areas, Chosen)
    assert str(sorted(areas.options)) in str(logged(person).json)
    assert person.questions[0] == STILL_SO
    assert {"areas", "device_kind"} <= person.asked[0].tells.keys()
    assert not person.asked[0].tells.keys() & {*person.questions}


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_another_device_is_asked_for_with_what_hangs_on_it(
    logged: Callable[..., Ran], treatment: str
) -> None:
    person = Person(treatment, "device_kind")
    assert logged(person).status == 0
    assert person.questions[1] == "device_kind"
    assert "areas" not in person.questions


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_lines_of_a_pipe_answer_the_questions_that_they_were_written_for(
    logged: Callable[..., Ran], treatment: str
) -> None:
    person = Person(treatment)
    assert logged(person, terminal=False).status == 0
    assert STILL_SO not in person.questions
    assert {"areas", "device_kind"} <= {*person.questions}
