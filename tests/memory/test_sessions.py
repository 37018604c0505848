"""What the history tells of how the skin reacted: the strictest that still counts, not the newest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Final

import pytest

from shipped import LIBRARY, TREATMENTS
from skinroutine.history import Draft, History
from skinroutine.history.events import payload_of
from skinroutine.memory.sessions import RESTING, pasts_on, remembered_answers
from skinroutine.rulebook import Question
from skinroutine.rulebook.book import Book

NOW: Final = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
BOOK: Final = Book(LIBRARY, TREATMENTS[0])
QUESTION: Final[Question] = next(one for one in BOOK.questions("plan") if one.counts_for)
COUNTING: Final = next(iter(QUESTION.counts_for))
OPTIONS: Final = [option for option in QUESTION.options if option not in QUESTION.after_hold.values()]


def remembered(folder: Path, told: dict[int, str]) -> object:
    """The answer after sessions so many days ago, each with what was told of it; no hold stands."""
    history = History(folder / "history.db", lambda: NOW)
    for days, option in told.items():
        session = {"treatment": BOOK.treatment, "areas": ["cheeks"], "answers": {QUESTION.id: option}}
        history.record(payload_of("session", session), happened=NOW - timedelta(days=days))
    return remembered_answers(history, BOOK, BOOK.questions("plan"), NOW)[QUESTION.id]


@pytest.mark.parametrize(("older", "newer"), list(product(OPTIONS, OPTIONS)))
def test_no_newer_reaction_takes_away_one_that_still_counts(tmp_path: Path, older: str, newer: str) -> None:
    strictest = COUNTING if COUNTING in {older, newer} else newer
    expected = QUESTION.after_hold.get(strictest, strictest)
    assert remembered(tmp_path, {20: older, 10: newer}) == expected


def test_it_counts_for_as_long_as_its_question_says_and_no_longer(tmp_path: Path) -> None:
    days = round(QUESTION.counts_for[COUNTING].days)
    for place, ago in enumerate((days - 1, days + 1)):
        folder = tmp_path / str(place)
        folder.mkdir()
        found = remembered(folder, {ago: COUNTING, 1: OPTIONS[0]})
        assert (found == OPTIONS[0]) is (ago > days)


def test_no_number_of_newer_sessions_takes_it_away(tmp_path: Path) -> None:
    calm = {"treatment": BOOK.treatment, "areas": ["cheeks"], "answers": {QUESTION.id: OPTIONS[0]}}
    assert remembered(tmp_path, {100: COUNTING}) == QUESTION.after_hold[COUNTING]
    history = History(tmp_path / "history.db", lambda: NOW)
    history.write(
        [Draft(payload_of("session", calm), NOW - timedelta(hours=hours)) for hours in range(2 * RESTING)]
    )
    known = remembered_answers(history, BOOK, BOOK.questions("plan"), NOW)
    assert known[QUESTION.id] == QUESTION.after_hold[COUNTING]


def test_a_rest_counts_however_many_sessions_came_after_it(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db", lambda: NOW)
    long = {"treatment": BOOK.treatment, "areas": ["cheeks"], "answers": {"needle_mm": 2.0}}
    short = {"treatment": BOOK.treatment, "areas": ["cheeks"], "answers": {"needle_mm": 0.2}}
    history.record(payload_of("session", long), happened=NOW - timedelta(days=30))
    history.write(
        [Draft(payload_of("session", short), NOW - timedelta(hours=hours)) for hours in range(2 * RESTING)]
    )
    pasts = pasts_on(history, BOOK, ["cheeks"], NOW)
    # Those recorded alike call for no more rest than the newest of them.
    assert [past.answers["needle_mm"] for past in pasts].count(2.0) == 1
    assert len(pasts) == RESTING + 2
