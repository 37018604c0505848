"""A person who comes back is asked three screens: the skin today, the head, and what has changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from conftest import Run
from skinroutine.interview.asking import Asking
from skinroutine.interview.joined import answers_together
from skinroutine.interview.reconfirm import STILL_SO
from skinroutine.prompts.labels import rows
from skinroutine.prompts.list_view import Size, list_lines, list_state
from skinroutine.rulebook.conditions import Answer, Chosen
from todays_rules import TREATMENTS, example

pytestmark = pytest.mark.todays_rules


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


class Person:
    """Somebody of whom the example is true, and who says that nothing has changed but what is named here."""

    def __init__(self, treatment: str, *changed: str) -> None:
        self.answers = example(treatment) | {STILL_SO: Chosen(frozenset(changed))}
        self.asked: list[Asking] = []

    def __call__(self, asking: Asking) -> Answer:
        self.asked.append(asking)
        return self.says(asking)

    def says(self, asking: Asking) -> Answer:
        """What is so."""
        if asking.parts:
            return answers_together(asking.parts, [self.says(part) for part in asking.parts])
        question, known = asking.question, self.answers.get(asking.question.id)
        if question.id == "review":
            return asking.start
        if question.kind == "many":
            return Chosen(
                (known.options if isinstance(known, Chosen) else frozenset()).intersection(asking.options)
            )
        if asking.never:
            return "never"
        return known if known is not None else next(iter(asking.options), False)

    @property
    def questions(self) -> list[str]:
        return [asking.question.id for asking in self.asked]


@pytest.fixture
def returned(
    run: Run, monkeypatch: pytest.MonkeyPatch, clock: time_machine.Traveller
) -> Callable[..., Person]:
    """A plan of somebody ten days after a first one, with the session of that logged."""

    def planned(treatment: str, *changed: str) -> Person:
        person = Person(treatment, *changed)
        monkeypatch.setattr("skinroutine.prompts.asker", lambda **_: person)
        run("plan", treatment)
        return person

    def again(treatment: str, *changed: str) -> Person:
        assert planned(treatment).questions[-1] == "review"
        run("log")
        clock.shift(timedelta(days=10))
        run("log", "--reaction", "expected")
        return planned(treatment, *changed)

    return again


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_who_comes_back_answers_three_screens_and_no_review(
    returned: Callable[..., Person], treatment: str
) -> None:
    person = returned(treatment)
    assert person.questions[-1] == STILL_SO
    assert person.asked[0].note.startswith("Areas: ")
    assert len(person.questions) <= 3
    assert "review" not in person.questions


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_the_head_its_cleanliness_and_the_products_of_today_are_asked_on_one_screen_with_nothing_ticked(
    returned: Callable[..., Person], treatment: str
) -> None:
    person = returned(treatment)
    assert person.questions == ["skin_today", "device_state", STILL_SO]
    assert {"device_sound", "device_clean", "products_during", "numbing_cream"} <= {*person.asked[1].settles}
    assert [asking.before for asking in person.asked] == [None] * 3
    assert not {"products_during", "numbing_cream"} & {*person.asked[2].tells}


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_each_of_the_three_screens_stands_whole_in_24_rows(
    returned: Callable[..., Person], treatment: str
) -> None:
    for asking in returned(treatment).asked:
        lines = list_lines(asking, list_state(asking), Size(80, 24), why=False)
        assert len(lines) < 24
        assert {line.row for line in lines} >= {*rows(asking)}, asking.question.id


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_all_that_is_remembered_and_matters_stands_on_the_last_screen(
    run: Run, returned: Callable[..., Person], treatment: str
) -> None:
    person = returned(treatment)
    left = {asking.question.id for asking in person.asked[:-1]}
    facts = run("profile", "--json").json["facts"]
    assert isinstance(facts, list)
    names = {fact["question"] for fact in facts}
    assert not left & names
    assert "areas" in person.asked[-1].tells


@pytest.mark.parametrize("treatment", TREATMENTS)
@pytest.mark.parametrize(("changed", "again"), [("areas", "skin_today"), ("device_kind", "device_state")])
def test_what_hangs_on_a_line_that_has_changed_is_asked_anew_with_nothing_ticked(
    returned: Callable[..., Person], treatment: str, changed: str, again: str
) -> None:
    person = returned(treatment, changed)
    listed = person.questions.index(STILL_SO)
    assert again in person.questions[:listed]
    assert changed == person.questions[listed + 1]
    anew = next(asking for asking in person.asked[listed:] if asking.question.id == again)
    assert anew.before is None
    assert anew.note == ""
    assert person.questions[-1] == "review"
