"""What people ask is found by its words and lets no session go ahead; each step has its reason at hand."""

from __future__ import annotations

import re
from typing import Any, Final

import pytest

from conftest import Run
from skinroutine.commands.about.find import PlacedFaq, find_answers
from skinroutine.rulebook import PHASES
from skinroutine.rulebook.book import Book
from todays_rules import LIBRARY, TREATMENTS

pytestmark = pytest.mark.todays_rules

EVERY: Final = [
    PlacedFaq(LIBRARY.treatment(name), faq) for name in TREATMENTS for faq in Book(LIBRARY, name).faq
]
GO_AHEAD: Final = re.compile(
    r"\b(go ahead|you (can|may) (do|use|treat|needle|go|start)|(is|are) (safe|fine)|no risk|no danger)\b",
    re.IGNORECASE,
)
STEPS: Final = {
    step.id: step for name in TREATMENTS for phase in PHASES for step in Book(LIBRARY, name).steps[phase]
}


def of_treatment(name: str) -> list[PlacedFaq]:
    return [placed for placed in EVERY if placed.treatment.id == name]


@pytest.mark.parametrize("placed", EVERY, ids=lambda placed: placed.faq.id)
def test_a_question_is_found_by_each_of_its_words(placed: PlacedFaq) -> None:
    among = of_treatment(placed.treatment.id)
    for phrase in placed.phrases:
        assert find_answers(phrase, among).answers == [placed], phrase
        assert find_answers(phrase.upper(), among).unused == []


def test_a_treatment_answers_what_people_ask_first() -> None:
    assert {len(of_treatment(name)) >= 20 for name in TREATMENTS} == {True}


def test_no_answer_lets_a_session_go_ahead() -> None:
    said = [(each.faq.id, text) for each in EVERY for text in each.faq.answer if GO_AHEAD.search(text)]
    assert said == []


def test_an_answer_about_what_went_wrong_points_at_the_check_and_not_at_a_plan(run: Run) -> None:
    checks = [placed for placed in EVERY if placed.faq.next == "check-symptoms"]
    assert {placed.treatment.id for placed in checks} == set(TREATMENTS)
    for placed in checks:
        out = run("about", placed.faq.id).out
        assert f"skinroutine check-symptoms {placed.treatment.id}" in out
        assert "skinroutine plan" not in out


@pytest.mark.parametrize(
    ("asked", "unused"),
    [
        ("is blurred vision normal", ["blurred", "vision"]),
        ("are blue lips normal", ["blue", "lips"]),
        ("I have red streaks", ["streaks"]),
        ("is bleeding normal", []),
    ],
)
def test_no_page_about_what_is_normal_passes_over_a_sign(asked: str, unused: list[str]) -> None:
    for name in TREATMENTS:
        found = find_answers(asked, of_treatment(name))
        assert ({placed.faq.next for placed in found.answers}, found.unused) == ({"check-symptoms"}, unused)


def test_each_other_answer_points_at_the_plan(run: Run) -> None:
    for placed in EVERY:
        if placed.faq.next != "check-symptoms":
            assert f"skinroutine plan {placed.treatment.id}" in run("about", placed.faq.id).out, placed.faq.id


@pytest.mark.proof
def test_the_reason_of_every_step_is_one_command_away(run: Run) -> None:
    silent = []
    for step in STEPS.values():
        (shown,) = _items(run, step.id)
        if shown["why"] != (step.why or None) or not shown["sources"]:
            silent.append(step.id)
    assert silent == []
    assert sum(bool(step.why) for step in STEPS.values()) > 80


def _items(run: Run, name: str) -> Any:
    return run("why", name, "--json").json["items"]
