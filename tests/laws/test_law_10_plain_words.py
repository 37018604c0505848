"""Law 10: plain words, short lists, a number to call in any country."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from proof_rules import checklists
from skinroutine.decide.triage import WORST
from skinroutine.review.grade import reading_grade
from skinroutine.rulebook.conditions import Chosen
from skinroutine.rulebook.regions import without_blanks
from todays_rules import RULES, TREATMENTS, checking

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
    lists = list(checklists(treatment))
    last = {steps[-1].kind for phase, steps in lists if phase == "prep"}
    kinds = [{step.kind for step in steps} for phase, steps in lists if phase == "technique"]
    assert last == {"pause"}
    assert [found for found in kinds if "stop_if" not in found] == []
    assert kinds
