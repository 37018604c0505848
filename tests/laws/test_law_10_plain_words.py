"""Law 10: plain words, short lists, a number to call in any country."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
import yaml

from rule_set import Answers, values_of
from skinroutine.decide.checklist import ChecklistStep, checklist
from skinroutine.decide.symptoms import WORST
from skinroutine.review.grade import reading_grade
from skinroutine.rulebook import PHASES, Phase
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Chosen, Facts
from skinroutine.rulebook.regions import without_blanks
from todays_rules import RULES, TREATMENTS, checking, plan_edges, planning

pytestmark = pytest.mark.todays_rules

HIGHEST = 8
SHOWN = {
    "say", "do", "avoid", "pause", "stop_if", "why", "instead", "until", "disagreement", "ask", "ask_log",
    "summary", "back_if", "answer",
}  # fmt: skip


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+", text.strip()) if part]


def grade(sentence: str) -> float:
    return reading_grade(sentence)


def shown(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, dict) and key in SHOWN and "text" in value:
        yield from shown(value["text"], key)
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from shown(one, str(name))
    elif isinstance(value, list):
        for one in value:
            yield from shown(one, key)
    elif isinstance(value, str) and key in SHOWN:
        yield from sentences(without_blanks(value.replace("({option})", "")))


FILES = sorted(file for file in RULES.glob("*/*.yaml") if file.stem != "evidence")


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_sentence_in_the_rules_can_be_read_by_a_twelve_year_old(file: Path) -> None:
    said = list(shown(yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)))
    assert {one: grade(one) for one in said if grade(one) > HIGHEST} == {}


def test_a_hard_sentence_would_be_noticed() -> None:
    assert grade("Discontinue immediately upon manifestation of hypersensitivity.") > HIGHEST
    written = {"say": "One. Two.", "label": "Three.", "do": ["Four.", {"text": "Five.", "facts": ["six"]}]}
    assert list(shown([written])) == ["One.", "Two.", "Four.", "Five."]


def answers_that_matter(treatment: str, phase: Phase) -> Iterator[Answers]:
    """Every mix of answers that the steps of a phase read."""
    plan = planning(treatment)
    read = {leaf.question for step in plan.book.steps[phase] for leaf, _ in step.when.leaves()}
    choices: list[list[tuple[str, Answer]]] = []
    for question in plan.questions:
        if question.id in read:
            values = values_of(question, plan_edges(treatment))
            if question.kind == "many" and not question.at_least_one:
                unsure = [NOT_SURE] if question.not_sure else []
                values = [Chosen(frozenset()), Chosen(frozenset(question.options)), *unsure]
            choices.append([(question.id, value) for value in values])
    for mix in product(*choices):
        yield dict(mix)


def length_for_one_area(steps: list[ChecklistStep]) -> int:
    """The most steps that one of the areas is given."""
    counts = Counter(area for found in steps for area in found.areas)
    return max(counts.values(), default=len(steps))


@pytest.mark.parametrize("treatment", TREATMENTS)
@pytest.mark.parametrize("phase", PHASES)
def test_no_answers_make_a_checklist_longer_than_nine_steps_for_any_area(
    treatment: str, phase: Phase
) -> None:
    plan = planning(treatment)
    tried = list(answers_that_matter(treatment, phase))
    lengths = {
        length_for_one_area(checklist(plan.book, Facts(one, plan.book.guards))[phase]) for one in tried
    }
    assert min(lengths) >= 1
    assert max(lengths) <= 9


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_each_sign_that_is_an_emergency_alone_names_a_number_for_every_country_first(treatment: str) -> None:
    check = checking(treatment)
    found = [check.judge({"symptoms": Chosen(frozenset({one.id}))}) for one in check.book.symptoms]
    first = {one.actions[0] for one in found if one.level == WORST}
    assert {
        action for action in first if not {"112", "911", "999"} <= set(re.findall(r"\d+", action))
    } == set()


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_prep_ends_with_a_stopping_point_and_technique_says_when_to_stop(treatment: str) -> None:
    plan = planning(treatment)
    for answers in answers_that_matter(treatment, "prep"):
        steps = checklist(plan.book, Facts(answers, plan.book.guards))
        assert steps["prep"][-1].step.kind == "pause"
    for answers in answers_that_matter(treatment, "technique"):
        steps = checklist(plan.book, Facts(answers, plan.book.guards))
        assert "stop_if" in {found.step.kind for found in steps["technique"]}
