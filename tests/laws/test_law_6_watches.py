"""Law 6: what is to watch for after a limit was passed comes with what to do about it, and whom to see."""

from __future__ import annotations

import re
from typing import Final

import pytest

from skinroutine.rulebook import Watch
from skinroutine.rulebook.book import Book
from todays_rules import LIBRARY, TREATMENTS

pytestmark = pytest.mark.todays_rules

WATCHES: Final = {watch.id: watch for name in TREATMENTS for watch in Book(LIBRARY, name).watches}
WHOM: Final = re.compile(r"care today|[Cc]all |doctor|dermatologist|pharmacist|emergency department")


@pytest.mark.parametrize("watch", WATCHES.values(), ids=list(WATCHES))
def test_each_list_of_signs_says_whom_to_see(watch: Watch) -> None:
    assert any(WHOM.search(step) for step in watch.help), watch.watch_for


@pytest.mark.parametrize("watch", WATCHES.values(), ids=list(WATCHES))
def test_a_sign_of_the_first_days_is_not_watched_for_weeks(watch: Watch) -> None:
    if any("Bleeding that goes on" in sign for sign in watch.watch_for):
        assert watch.lasts.hours <= 72
