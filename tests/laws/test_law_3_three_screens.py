"""A person who comes back is asked three screens: the skin today, the head, and what has changed."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from conftest import Run
from skinroutine.interview import STILL_SO, Asking
from skinroutine.rulebook.conditions import Answer, Chosen
from todays_rules import TREATMENTS, example

pytestmark = pytest.mark.todays_rules


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


class Person:
    """Somebody of whom the example is true, and who says that nothing has changed."""

    def __init__(self, treatment: str) -> None:
        self.answers = example(treatment)
        self.asked: list[Asking] = []

    def __call__(self, asking: Asking) -> Answer:
        self.asked.append(asking)
        question, known = asking.question, self.answers.get(asking.question.id)
        if question.id == "review":
            return asking.start
        if question.kind == "many":
            return Chosen(
                (known.options if isinstance(known, Chosen) else frozenset()) & asking.options.keys()
            )
        if asking.never:
            return "never"
        return known if known is not None else next(iter(asking.options), False)

    @property
    def questions(self) -> list[str]:
        return [asking.question.id for asking in self.asked]


def planned(run: Run, monkeypatch: pytest.MonkeyPatch, treatment: str) -> Person:
    person = Person(treatment)
    monkeypatch.setattr("skinroutine.commands.plan.asker", lambda **_: person)
    run("plan", treatment)
    return person


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_who_comes_back_answers_three_screens_and_no_review(
    run: Run, monkeypatch: pytest.MonkeyPatch, clock: time_machine.Traveller, treatment: str
) -> None:
    first = planned(run, monkeypatch, treatment)
    run("log")
    clock.shift(timedelta(days=10))
    run("log", "--reaction", "expected")
    again = planned(run, monkeypatch, treatment)
    assert first.questions[-1] == "review"
    assert again.questions[-1] == STILL_SO
    assert again.asked[0].note.startswith("Areas: ")
    assert len(again.questions) <= 3
    assert "review" not in again.questions


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_all_that_is_remembered_and_matters_stands_on_the_last_screen(
    run: Run, monkeypatch: pytest.MonkeyPatch, clock: time_machine.Traveller, treatment: str
) -> None:
    planned(run, monkeypatch, treatment)
    run("log")
    clock.shift(timedelta(days=10))
    run("log", "--reaction", "expected")
    again = planned(run, monkeypatch, treatment)
    left = {asking.question.id for asking in again.asked[:-1]}
    facts = run("profile", "--json").json["facts"]
    assert isinstance(facts, list)
    names = {fact["question"] for fact in facts}
    assert not left & names
    assert "areas" in again.asked[-1].tells
