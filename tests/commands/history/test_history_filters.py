"""``history --area`` and ``--treatment``: by any word that an answer takes; refused where nobody knows it."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine

from conftest import Run
from rule_overlay import SHIPPED
from skinroutine.rulebook.book import Book
from typed import HEALTHY, RESTED, ROLLER, flags, needled

TREATED = {"armpits", "under_eyes"}


def entries(run: Run, *arguments: str) -> Any:
    return run("history", *arguments, "--json").json["entries"]


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London, a Friday."""


def test_an_area_may_be_named_by_any_word_that_an_answer_takes(run: Run) -> None:
    run(*needled(areas="armpits"))
    run(*needled(areas="under_eyes"))
    areas = next(each for each in Book(SHIPPED, "microneedling").questions("plan") if each.id == "areas")
    words = {word: {*areas.members(word), areas.option_of(word)} & TREATED for word in areas.known_words}
    for word, meant in words.items():
        if meant:
            found = entries(run, "--area", word)
            assert {area for entry in found for area in entry["data"]["areas"]} == meant, word


@pytest.mark.parametrize("beside", [[], ["--chart"], ["--json"]], ids=" ".join)
def test_an_area_that_nobody_knows_is_refused_though_other_areas_were_treated(
    run: Run, beside: list[str]
) -> None:
    run(*needled())
    ran = run("history", "--area", "qqqqq", *beside)
    assert ran.status == 2
    assert "There's no area 'qqqqq'. See them all: skinroutine why areas" in ran.err + ran.out


def test_a_treatment_may_be_named_by_what_people_call_it(run: Run) -> None:
    run(*needled())
    answered = flags({**HEALTHY, **ROLLER, **RESTED})
    page = SHIPPED.treatment("microneedling")
    for word in (page.name, *page.also):
        assert len(entries(run, "--treatment", word.upper())) == 1, word
        assert run("plan", word, *answered, "--json").json["treatment"] == "microneedling", word
