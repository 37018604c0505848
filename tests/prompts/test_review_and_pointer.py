"""Small promises of the questions: what is reviewed and kept, where a pointer waits, what may be typed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Ran, Run
from first_interview import (
    AREAS,
    DECIDE,
    FIRST,
    FIRST_TIME,
    REACTION,
    REVIEW,
    SINCE,
    lines,
    put,
)
from skinroutine.errors import StoppedError
from skinroutine.interview.asking import Asking
from skinroutine.prompts.labels import UNSURE
from skinroutine.prompts.list_state import ListState
from skinroutine.prompts.parse_line import parse_number
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import Answer, Chosen
from typed import abraded

RETURNING: Final = (*FIRST_TIME[:5], "30", *FIRST_TIME[6:], "as expected")
"""Somebody with a session a month ago, which the history does not know."""


@pytest.fixture(autouse=True)
def _clock(clock: object) -> None:
    """It is 2026-11-20 10:00 in London."""


def planned(run: Run, *typed: str) -> Ran:
    return run("plan", "microneedling", "--json", typed=lines(*typed))


def reasons(ran: Ran) -> set[str]:
    told: Any = ran.json["reasons"]
    return {one["id"] for one in told}


def test_the_review_lists_the_last_session_and_how_the_skin_took_it(run: Run) -> None:
    err = planned(run, *RETURNING).err
    shown = err[err.index(REVIEW) :]
    for line in (
        "First session: no",
        "Days since the last session: 30 days",
        "Last reaction: As expected",
    ):
        assert line in shown


@pytest.mark.parametrize(
    ("changes", "asked", "reason"),
    [
        (("days since", "1"), [SINCE], "mn-weekly"),
        (("first session", "yes"), [FIRST], "mn-first-session"),
        (("last reaction", "4"), [REACTION], "any-last-severe"),
    ],
)
def test_each_of_them_can_be_changed(
    run: Run, changes: tuple[str, ...], asked: list[str], reason: str
) -> None:
    ran = planned(run, *RETURNING, *changes, DECIDE)
    questions = put(ran.err)
    assert questions[questions.index(REVIEW) + 1 : -1] == asked
    assert reason in reasons(ran)


def test_who_says_that_it_is_not_the_first_after_all_is_asked_for_the_rest(run: Run) -> None:
    ran = planned(run, *FIRST_TIME, "first session", "no", "1", "as expected", DECIDE)
    assert put(ran.err)[-4:] == [FIRST, SINCE, REACTION, REVIEW]
    assert "mn-weekly" in reasons(ran)


def test_a_log_that_is_quit_keeps_nothing_and_promises_nothing(run: Run, home: Path) -> None:
    ran = run("log", "microneedling", typed=lines("cheeks", "quit"))
    assert (ran.status, "kept" in ran.err) == (130, False)
    assert [one for one in home.rglob("*") if one.is_file()] == []


def a_pipe(file: Path) -> None:
    os.mkfifo(file)


def a_huge_file(file: Path) -> None:
    given = '{"question": "age", "screen": "", "options": [], "answer": 34}'
    start = '{"treatment": "microneedling", "stopped": "2026-11-20T10:00:00+00:00", "changed": {}, "given": ['
    file.write_text(f"{start}{given}]}}{' ' * (1 << 20)}", encoding="utf-8")


def a_folder(file: Path) -> None:
    file.mkdir()


@pytest.mark.parametrize("spoil", [a_pipe, a_huge_file, a_folder])
def test_what_is_no_kept_file_is_as_good_as_none(run: Run, home: Path, spoil: Callable[[Path], None]) -> None:
    home.mkdir()
    spoil(home / "unfinished-plan.json")
    ran = planned(run, *FIRST_TIME, DECIDE)
    assert (ran.status, put(ran.err)[0]) == (0, AREAS)


@pytest.mark.parametrize("command", ["plan", "check-symptoms"])
def test_the_pointer_waits_on_the_treatment_that_was_logged_last(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    put_to: list[Asking] = []

    def ask(asking: Asking) -> Answer:
        put_to.append(asking)
        if asking.question.id == "symptoms":
            return Chosen(frozenset())
        raise StoppedError

    monkeypatch.setattr("skinroutine.prompts.asker", lambda **_: ask)
    run(command)
    run(*abraded())
    run(command)
    starts = [one.start for one in put_to if one.question.id == "treatment"]
    assert starts == ["", "microdermabrasion"]


ROWS: Final = {"none": "No", "low": "Lowest", "lower": "Lower", "not": "Not at all", UNSURE: "Not sure"}


def one_answer(letters: str) -> ListState:
    """A list for one answer that waits on "Not sure", after these letters."""
    choosing = ListState(ROWS, many=False, before=[UNSURE])
    choosing.find()
    for letter in letters:
        choosing.letter(letter)
    return choosing


@pytest.mark.parametrize("letters", ["n", "no", "not", "low", "lowe"])
def test_letters_that_fit_several_lines_never_leave_the_pointer_on_not_sure(letters: str) -> None:
    choosing = one_answer(letters)
    assert len(choosing.shown) > 1
    assert choosing.pointer != UNSURE
    assert choosing.enter() in {(), ("none",)}


def test_a_whole_word_points_at_its_line_though_others_hold_it_too() -> None:
    choosing = one_answer("no")
    assert choosing.shown == ["none", "not", UNSURE]
    assert choosing.enter() == ("none",)


def test_letters_that_fit_several_lines_say_so_at_enter() -> None:
    choosing = one_answer("not")
    assert (choosing.enter(), choosing.message) == ((), "Several lines fit: type more, or choose one.")


@given(st.text("nolwtrsue a", max_size=6))
def test_whatever_is_typed_enter_gives_the_one_line_that_fits_or_the_word_itself(letters: str) -> None:
    choosing = one_answer(letters)
    typed, shown = letters.strip().lower(), list(choosing.shown)
    for name in choosing.enter():
        assert not typed or shown == [name] or ROWS[name].lower() == typed


@pytest.mark.parametrize("many", [False, True])
def test_figures_in_a_search_are_letters_of_it(many: bool) -> None:
    choosing = ListState({name: one for name, one in ROWS.items() if name != UNSURE}, many=many)
    choosing.find()
    for key in "xyz":
        choosing.letter(key)
    choosing.digit("1")
    assert (choosing.filter, choosing.ticked, choosing.shown) == ("xyz1", set(), [])
    assert (choosing.message, choosing.enter()) == ("No line has “xyz1”. Try another word for it.", ())


def a_number(unit: str) -> Question:
    return Question(id="long", kind="number", ask="?", why=".", asked_by=("plan",), unit=unit, most=36500)


@pytest.mark.parametrize(
    ("unit", "said", "number"),
    [
        ("days", "6 weeks", 42),
        ("days", "2 months", 56),
        ("days", "1 year ago", 364),
        ("days", "1,5 weeks", 10.5),
        ("days", "12 hours", 0.5),
        ("days", "30 days", 30),
        ("hours", "2 days", 48),
        ("hours", "1 week", 168),
        ("hours", "14", 14),
    ],
)
def test_days_and_hours_may_be_typed_in_other_units_of_time(unit: str, said: str, number: float) -> None:
    assert parse_number(a_number(unit), said) == number


@pytest.mark.parametrize("days", [1, 6, 12])
def test_months_and_years_are_never_counted_longer_than_they_are(days: int) -> None:
    assert float(str(parse_number(a_number("days"), f"{days} months"))) <= days * 28
    assert float(str(parse_number(a_number("days"), f"{days} years"))) <= days * 365


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("years", "2 weeks"),
        ("mm", "1 day"),
        ("days", "6 weeks 2 days"),
        ("days", "a week"),
        ("days", "-1 week"),
        ("days", "200 years"),
    ],
)
def test_a_length_that_does_not_fit_the_question_is_no_answer(unit: str, said: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_number(a_number(unit), said)


def test_weeks_are_understood_where_they_are_asked_for_in_days(run: Run) -> None:
    assert "> Answer: 42 days.\n" in planned(run, *FIRST_TIME[:5], "6 weeks").err
