"""``why STEP``: the reason for one step or rule, by its id, a part of it, or its words."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import Run
from typed import RESTED, needling


def found(run: Run, *words: str) -> list[str]:
    items: Any = run("why", *words, "--json").json["items"]
    return [each["id"] for each in items]


@pytest.mark.parametrize(
    "words",
    [
        ["mn-tech-no-drag"],
        ["no", "drag"],
        ["NO DRAG"],
        ["never drag the head"],
        ["Never drag or twist the head on the skin."],
        ["3. Critical: Never drag or twist the head on the skin (from 2 days on)."],
    ],
)
def test_a_step_is_found_by_its_id_a_part_of_it_or_its_words(run: Run, words: list[str]) -> None:
    assert found(run, *words) == ["mn-tech-no-drag"]


def test_a_step_tells_what_it_says_why_and_on_which_sources(run: Run) -> None:
    out = run("why", "no-drag").out
    assert out.startswith(
        "mn-tech-no-drag\n  Never drag or twist the head on the skin.\n  Lift it first and then turn"
    )
    assert "[drpen-uk]" in out


def test_a_rule_and_an_interval_are_explained_too(run: Run) -> None:
    assert found(run, "mn-active-acne") == ["mn-active-acne"]
    assert "Sources differ:" in run("why", "mn-weekly").out


def test_words_of_several_steps_are_refused_with_the_commands_that_tell_them_apart(run: Run) -> None:
    ran = run("why", "head")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("'head' fits ")
    assert ran.err.count("skinroutine why ") == 6


def test_of_several_steps_that_of_the_last_plan_is_meant(run: Run) -> None:
    assert run("why", "wash", "skin").status == 2
    run("plan", *needling(**RESTED))
    assert found(run, "wash", "skin") == ["mn-prep-wash"]


def test_words_of_no_step_are_refused_with_the_nearest_id(run: Run) -> None:
    ran = run("why", "mn-tech-no-drg")
    assert (ran.status, ran.out) == (1, "")
    assert "did you mean 'mn-tech-no-drag'?" in ran.err


def test_a_far_word_is_not_suggested_for_a_step(run: Run) -> None:
    ran = run("why", "moonbeams")
    assert (ran.status, ran.out) == (1, "")
    assert "did you mean" not in ran.err


def test_a_plan_with_steps_says_how_to_get_their_reasons(run: Run) -> None:
    line = "Why a step is there, by a few of its words: skinroutine why WORDS\n"
    assert line in run("plan", *needling(**RESTED)).out
    assert line not in run("plan", *needling(skin_today="active_acne")).out
