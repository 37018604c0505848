"""What is known of a person where a gap between sessions hangs on it: no log asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from skinroutine.history import Event
from skinroutine.memory.named import Memory
from skinroutine.memory.past import SessionHistory
from skinroutine.memory.sessions import AREAS, Past, session_answers
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Answer, Chosen

RECENT: Final = timedelta(days=3)
"""A plan this old still tells what was on the skin, which medicines were used, and of the person."""


def person_on(history: SessionHistory, book: Book, area: str, memory: Memory) -> dict[str, Answer]:
    """What is known of the person for an area: what they named of themselves, and the plan of the session.

    What nobody was asked is left out, so that no gap turns on it.
    """
    wanted = book.asked_of_person
    if not wanted:
        return {}
    planned = _planned(history, book, area, memory.now)
    answers = memory.under({**planned, AREAS: Chosen(frozenset({area}))})
    return {name: answer for name, answer in answers.items() if name in wanted}


def with_person(pasts: Iterable[Past], person: Mapping[str, Answer]) -> list[Past]:
    """Sessions with what is known of the person; those that shared their answers still do."""
    listed, known = list(pasts), dict[int, dict[str, Answer]]()
    if not person:
        return listed
    for past in listed:
        if id(past.answers) not in known:
            known[id(past.answers)] = {**past.answers, **person}
    return [past._replace(answers=known[id(past.answers)]) for past in listed]


def _planned(history: SessionHistory, book: Book, area: str, now: datetime) -> dict[str, Answer]:
    """What the plan of the last session there said: of that day, or of the days before it."""
    last = next(iter(history.last_sessions(area=area, treatment=book.treatment, limit=1)), None)
    # After the longest gap the day is over anyhow, and years of plans are not read for it.
    if last is None or last.happened < now - _longest_gap(book):
        return {}
    lately = history.since("plan", last.happened - RECENT)
    newest = next((plan for plan in lately if _is_before(plan, last, book, now)), None)
    return session_answers(newest, book.questions("plan")) if newest else {}


def _longest_gap(book: Book) -> timedelta:
    spans = [span.hours for gap in book.intervals for span in (gap.every, gap.suggested) if span]
    return timedelta(hours=max(spans, default=0.0))


def _is_before(plan: Event, session: Event, book: Book, now: datetime) -> bool:
    days = [event.happened.astimezone(now.tzinfo).date() for event in (plan, session)]
    return plan.payload.treatment == book.treatment and days[0] <= days[1]
