"""Law 6: a gap that a rule puts into words is the day that the person is shown."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from skinroutine.decide.schedule import Schedule
from skinroutine.memory.sessions import Past
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Answer, Chosen, Condition, Picked
from todays_rules import LIBRARY, TREATMENTS

pytestmark = pytest.mark.todays_rules

NOW: Final = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
WEEKS: Final = {"two": 2, "three": 3, "four": 4, "six": 6}
# "Or leave four weeks" is one of two ways, and nobody knows which the person takes.
SAID: Final = re.compile(rf"(?<!or )leave ({'|'.join(WEEKS)}) weeks between sessions", re.IGNORECASE)
WORDED: Final = [
    (treatment, rule.id, rule.when, WEEKS[found[1].lower()])
    for treatment in TREATMENTS
    for rule in Book(LIBRARY, treatment).screening
    if (found := SAID.search(f"{rule.say} {rule.instead}"))
]


def holding_with(when: Condition) -> dict[str, Answer]:
    """Answers with which a condition of chosen options holds."""
    picked = [leaf for leaf, positive in when.leaves() if positive and isinstance(leaf, Picked)]
    one_of_many = {"conditions", "medicines", "areas"}
    return {
        leaf.question: Chosen(frozenset(leaf.options)) if leaf.question in one_of_many else min(leaf.options)
        for leaf in picked
    }


@pytest.mark.parametrize(("treatment", "rule", "when", "weeks"), WORDED, ids=[row[1] for row in WORDED])
def test_the_weeks_that_a_rule_asks_for_are_the_day_that_is_shown(
    treatment: str, rule: str, when: Condition, weeks: int
) -> None:
    book = Book(LIBRARY, treatment)
    done = Past(treatment, "cheeks", NOW, {"areas": Chosen(frozenset({"cheeks"})), **holding_with(when)}, "")
    found = Schedule(treatment, book.intervals, book.guards, NOW).next_session([done])
    assert found is not None
    assert found.suggested >= (NOW + timedelta(weeks=weeks)).date(), rule


def test_rules_of_both_treatments_put_a_gap_into_words() -> None:
    assert {row[0] for row in WORDED} == set(TREATMENTS)
