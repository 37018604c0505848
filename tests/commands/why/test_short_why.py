"""``why`` in a terminal: one screen that says what decided, what would change it, and how to read on."""

from __future__ import annotations

import pytest
import time_machine

from conftest import Run
from in_a_terminal import OnScreen, letters_of
from typed import RESTED, needling, symptoms

STRICT = needling(conditions="pregnancy,diabetes", skin_today="active_acne", **RESTED)


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def words(text: str) -> str:
    return " ".join(text.split())


def test_it_is_one_screen_and_names_each_reason_once(run: Run, on_screen: OnScreen) -> None:
    reasons = run("plan", *STRICT, "--json").json["reasons"]
    status, shown = on_screen("why")
    assert (status, len(shown.splitlines()) <= 24) == (0, True)
    for reason in reasons:  # type: ignore[attr-defined]
        assert words(shown).count(words(reason["message"])) == 1
        assert reason["id"] not in shown


def test_the_reasons_that_decided_come_before_the_milder_ones(run: Run, on_screen: OnScreen) -> None:
    run("plan", *STRICT)
    _, shown = on_screen("why")
    decided, _, milder = shown.partition("Milder points")
    assert "pregnant" in decided.partition("What decided it")[2]
    assert "diabetes" in milder


def test_it_says_what_was_said_and_a_few_of_the_sources(run: Run, on_screen: OnScreen) -> None:
    run("plan", *needling(conditions="diabetes", **RESTED))
    _, shown = on_screen("why")
    assert "You said: Conditions: Diabetes" in words(shown)
    assert " more." in words(shown).partition("Sources: ")[2]
    assert "http" not in shown


def test_what_a_file_left_out_was_not_said_and_what_was_not_sure_is_called_so(
    run: Run, on_screen: OnScreen
) -> None:
    run(*symptoms(symptoms="pus_discharge"))
    left_out = words(on_screen("why")[1])
    run(*symptoms(symptoms="pus_discharge", symptoms__pus_discharge__severity="not_sure"))
    unsure = words(on_screen("why")[1])
    assert "You didn't say: " in left_out
    assert "not sure" not in left_out
    assert "how bad: not sure" in unsure.partition("You didn't say: ")[0]


def test_a_source_that_no_publisher_stands_behind_is_named_by_its_title(
    run: Run, on_screen: OnScreen
) -> None:
    run("plan", *STRICT)
    sources = words(on_screen("why")[1]).split("Sources: ")[1:]
    assert sources
    assert all("(project seed" in each or "project seed" not in each for each in sources)


@pytest.mark.parametrize(
    ("answers", "change"),
    [
        ({"medicines": "isotretinoin", "days_since.isotretinoin": "30"}, "Time: not before"),
        ({"skin_today": "broken_skin"}, "When "),
        ({"conditions": "diabetes"}, "Another answer to: "),
        ({"device_sound": "not_sure"}, "Once you know: "),
    ],
)
def test_it_says_what_would_change_it(
    run: Run, on_screen: OnScreen, answers: dict[str, str], change: str
) -> None:
    run("plan", *needling(**{**RESTED, **answers}))
    _, shown = on_screen("why")
    assert change in shown.partition("What would change it")[2]


def test_of_a_go_it_says_that_nothing_spoke_against_it(run: Run, on_screen: OnScreen) -> None:
    run("plan", *needling(**RESTED))
    _, shown = on_screen("why")
    assert "Nothing that you said speaks against it." in shown


def test_of_a_check_it_has_the_title_of_the_level(run: Run, on_screen: OnScreen) -> None:
    run(*symptoms(symptoms="fever,pus_discharge"))
    _, shown = on_screen("why")
    assert "CARE TODAY" in shown.splitlines()[0] or "EMERGENCY" in shown.splitlines()[0]
    assert "What decided it" in shown


def test_it_says_how_to_read_on_and_full_is_what_a_pipe_gets(run: Run, on_screen: OnScreen) -> None:
    run("plan", *STRICT)
    _, shown = on_screen("why")
    assert [line.rstrip().split("skinroutine ")[-1] for line in shown.splitlines()[-2:]] == [
        "why WORD",
        "why --full",
    ]
    _, whole = on_screen("why", "--full")
    assert letters_of(whole) == letters_of(run("why").out)


def test_without_an_answer_it_says_how_to_get_one(on_screen: OnScreen) -> None:
    assert on_screen("why")[0] == 1


@pytest.mark.parametrize("columns", [40, 60, 80, 120, 160])
def test_no_line_is_wider_than_the_terminal(run: Run, on_screen: OnScreen, columns: int) -> None:
    run("plan", *STRICT)
    _, shown = on_screen("why", columns=columns)
    assert max(map(len, shown.splitlines())) <= columns


@pytest.mark.parametrize("word", ["needle_mm", "needle-mm", "Needle length"])
def test_a_question_is_explained_by_its_id_or_its_name(run: Run, word: str) -> None:
    run("plan", *needling(**RESTED))
    found = run("why", word, "--json").json
    assert (found["question"], found["answer"]) == ("needle_mm", "0.25 mm")
    assert "mn-needle-too-long" in found["rules"]  # type: ignore[operator]
    assert run("why", word).out.startswith(f"{found['ask']}\n  {found['why']}"[:60])


def test_a_question_that_was_not_answered_has_no_answer(run: Run) -> None:
    assert run("why", "needle_mm", "--json").json["answer"] is None
