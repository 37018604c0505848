"""Law 6: what was done against the rules is named by the same rules, and never counts for less."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skinroutine.decide.limits import SessionAsDone, crossing_of
from skinroutine.decide.schedule import Schedule
from skinroutine.memory.sessions import Past
from skinroutine.rulebook import MILDEST_REFUSAL, VERDICTS
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Answer, Chosen
from todays_rules import LIBRARY, TREATMENTS, planning

pytestmark = pytest.mark.todays_rules

NOW: Final = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
DONE: Final[Mapping[str, list[Answer]]] = {
    "needle_mm": [0.3, 0.31, 1.0],
    "suction": ["lowest", "high"],
    "products_during": [Chosen(frozenset(one)) for one in ((), ("vitamin_c", "acid"))],
    "numbing_cream": ["none", "up_to_4_percent", "stronger"],
}


def done(treatment: str) -> Iterator[dict[str, Answer]]:
    """Everything that may have been done: each device with each setting, area, product and cream."""
    questions = {one.id: one for one in Book(LIBRARY, treatment).questions("log")}
    asked = {name: values for name, values in DONE.items() if name in questions}
    asked["device_kind"] = list(questions["device_kind"].options)
    asked["areas"] = [Chosen(frozenset({area})) for area in questions["areas"].options]
    for values in product(*asked.values()):
        yield dict(zip(asked, values, strict=True))


@pytest.mark.proof
@pytest.mark.parametrize("treatment", TREATMENTS)
def test_whatever_was_done_each_rule_against_it_is_a_limit_that_has_signs(treatment: str) -> None:
    plan = planning(treatment)
    for answers in done(treatment):
        reasons = plan.judge(answers).reasons
        found = crossing_of(SessionAsDone(plan.book, answers, NOW), reasons, (), ())
        against = {one.id for one in reasons if one.weight >= MILDEST_REFUSAL}
        assert {one.id for one in found.limits} == against
        assert all(found.watches_of(one) for one in found.limits)


ONE: Final = st.tuples(st.integers(0, 60), st.sampled_from([0.25, 0.5, 1.5]), st.booleans())
Done = tuple[int, float, bool]
"""A session so many days ago, with that needle, past a limit or within all."""
LAST: Final[Done] = (0, 0.25, False)


@given(st.sampled_from(TREATMENTS), st.lists(ONE, max_size=9), ONE)
def test_one_more_session_or_one_more_limit_never_makes_the_next_date_earlier(
    treatment: str, sessions: list[Done], more: Done
) -> None:
    first = next_date(treatment, [*sessions, LAST])
    assert next_date(treatment, [*sessions, LAST, more]) >= first
    assert next_date(treatment, [(day, mm, True) for day, mm, _ in [*sessions, LAST]]) >= first


def next_date(treatment: str, sessions: list[Done]) -> date:
    """The next date after these sessions."""
    book = Book(LIBRARY, treatment)
    strictest = len(VERDICTS) - 1
    pasts = [
        Past(treatment, "cheeks", NOW - timedelta(days=day), {"needle_mm": mm}, "", strictest * past)
        for day, mm, past in sessions
    ]
    found = Schedule(treatment, book.intervals, book.guards, NOW).next_session(pasts)
    assert found is not None
    return found.earliest
