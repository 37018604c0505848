"""Steps that begin before the session: an order with its day while there is time, a question afterwards."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skinroutine.decide.checklist import ChecklistStep, in_time
from skinroutine.decide.patches import steps_of_the_day
from skinroutine.decide.schedule import windows
from skinroutine.rulebook import Span, Step

CHECK = "Put it off if you drank wine."


def a_step(days: float, if_past: str = CHECK) -> Step:
    span = Span(days * 24, f"{days} days")
    return Step(id="wine", avoid="Drink no wine.", sources=("s",), before=span, if_past=if_past)


def listed(step: Step, days_ahead: int) -> list[ChecklistStep]:
    return list(in_time([ChecklistStep(step, ())], days_ahead))


def test_on_the_day_it_asks_what_it_would_have_ordered_before() -> None:
    assert [(each.text, each.is_check) for each in listed(a_step(3), 0)] == [(CHECK, True)]


def test_on_the_day_it_is_left_out_where_a_rule_asks_the_same() -> None:
    assert listed(a_step(3, ""), 0) == []


@pytest.mark.parametrize(("days_ahead", "begins_in"), [(3, 0), (4, 1), (10, 7)])
def test_while_there_is_time_it_is_an_order_that_begins_so_many_days_before(
    days_ahead: int, begins_in: int
) -> None:
    found = listed(a_step(3), days_ahead)
    assert [(each.text, each.begins_in, each.is_check) for each in found] == [
        ("Drink no wine.", begins_in, False)
    ]


def test_what_should_have_begun_already_is_ordered_for_the_rest_and_asked_for_the_time_before() -> None:
    assert [each.text for each in listed(a_step(3), 2)] == [f"Drink no wine. {CHECK}"]


def test_less_than_a_day_before_the_session_it_begins_on_its_day() -> None:
    assert [each.begins_in for each in listed(a_step(0.5), 4)] == [4]


def test_a_step_without_such_a_time_is_the_same_on_every_day() -> None:
    step = ChecklistStep(Step(id="wash", do="Wash.", sources=("s",)), ())
    assert [list(in_time([step], days)) for days in (0, 1, 30)] == [[step]] * 3


@given(st.integers(1, 60), st.integers(0, 90), st.sampled_from([CHECK, ""]))
def test_nothing_is_ordered_for_a_time_that_is_over(before: int, days_ahead: int, check: str) -> None:
    for each in listed(a_step(before, check), days_ahead):
        assert each.is_check == (days_ahead == 0)
        assert each.is_check or each.begins_in == days_ahead - before
        assert (check in each.text and check != "") == (check != "" and days_ahead < before)


def test_a_step_for_a_patch_that_has_a_time_of_its_own_joins_the_others() -> None:
    wash = Step(id="wash", do="Wash.", sources=("s",))
    look = Step(id="look", do="Look at it.", sources=("s",), patch=True, lasts=Span(48, "2 days"))
    assert steps_of_the_day([wash, look], patch=True) == [wash, look]
    assert steps_of_the_day([wash, look], patch=False) == [wash]


def test_what_is_left_undone_stands_before_the_steps_of_a_patch_and_what_ends_it_after_them() -> None:
    stop = Step(id="stop", stop_if="Stop if it hurts.", sources=("s",))
    off = Step(id="off", avoid="Stay off moles.", sources=("s",))
    size = Step(id="size", do="Treat one spot.", sources=("s",), patch=True)
    assert steps_of_the_day([stop, off, size], patch=True) == [off, size, stop]


@pytest.mark.parametrize(("starts", "begins", "ends"), [(None, 20, 20.25), (Span(2, "2 hours"), 22, 22.25)])
def test_what_takes_some_minutes_after_a_session_is_done_by_then(
    starts: Span | None, begins: float, ends: float
) -> None:
    clean = Step(id="clean", do="Clean the head.", sources=("s",), minutes=15, starts=starts)
    times = [(each.starts, each.ends) for each in windows([clean], datetime(2026, 11, 20, 20, tzinfo=UTC))]
    assert [tuple(time.hour + time.minute / 60 for time in pair if time) for pair in times] == [
        (begins, ends)
    ]
