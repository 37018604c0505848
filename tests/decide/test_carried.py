"""A severe reaction counts for every treatment on that skin, whatever was told of it since."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from shipped import LIBRARY, TREATMENTS
from skinroutine.decide.plan import PlanDecision
from skinroutine.history import History
from skinroutine.history.events import payload_of
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import LEFT_OUT, Answer, Chosen

NOW: Final = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
QUESTION: Final = next(one for one in Book(LIBRARY, TREATMENTS[0]).questions("plan") if one.counts_for)
COUNTING: Final = next(iter(QUESTION.counts_for))
DAYS: Final = round(QUESTION.counts_for[COUNTING].days)


def reasons(
    folder: Path, treatment: str, answers: dict[str, Answer], *sessions: dict[str, object]
) -> list[str]:
    """The reasons of a plan of the cheeks by which of these sessions count, each with its days ago."""
    history = History(folder / "history.db", lambda: NOW)
    for session in sessions:
        happened = NOW - timedelta(days=session.pop("days"))  # type: ignore[arg-type]
        history.record(
            payload_of("session", {"areas": ["cheeks"], "answers": {}, **session}), happened=happened
        )
    planning = PlanDecision(Book(LIBRARY, treatment), NOW, history)
    verdict = planning.judge({"areas": Chosen(frozenset({"cheeks"})), **answers})
    return [reason.id for reason in verdict.reasons if reason.weight]


def severe(treatment: str, days: int, **more: object) -> dict[str, object]:
    return {"treatment": treatment, "days": days, "answers": {QUESTION.id: COUNTING}, **more}


@pytest.mark.parametrize("done", TREATMENTS)
@pytest.mark.parametrize("planned", TREATMENTS)
def test_it_counts_for_every_treatment_on_that_skin(tmp_path: Path, done: str, planned: str) -> None:
    first: dict[str, Answer] = {"first_session": True}
    assert "any-last-severe-over" in reasons(tmp_path, planned, first, severe(done, 90))


def test_that_of_another_treatment_counts_on_its_own_areas_alone(tmp_path: Path) -> None:
    done, planned = TREATMENTS[:2]
    assert "any-last-severe-over" not in reasons(tmp_path, planned, {}, severe(done, 90, areas=["hands"]))


def test_it_counts_beside_a_newer_session_of_which_nothing_was_told(tmp_path: Path) -> None:
    answers: dict[str, Answer] = {"first_session": False, QUESTION.id: LEFT_OUT}
    newer = {"treatment": TREATMENTS[0], "days": 60}
    found = reasons(tmp_path, TREATMENTS[0], answers, severe(TREATMENTS[0], 90), newer)
    assert found.count("any-last-severe-over") == 1


def test_it_is_over_when_its_question_says(tmp_path: Path) -> None:
    for days, over in ((DAYS - 1, False), (DAYS + 1, True)):
        folder = tmp_path / str(days)
        folder.mkdir()
        found = reasons(folder, TREATMENTS[1], {}, severe(TREATMENTS[0], days))
        assert ("any-last-severe-over" not in found) is over
