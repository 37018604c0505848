"""What stands against a session on an area whatever is answered: the area itself, and what is remembered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from msgspec.structs import replace

from skinroutine.decide.schedule import Next
from skinroutine.decide.verdict import screen
from skinroutine.memory.facts import facts
from skinroutine.memory.named import Memory
from skinroutine.memory.past import SessionHistory
from skinroutine.memory.sessions import AREAS
from skinroutine.rulebook import MILDEST_REFUSAL, Reason
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Answer, Chosen, Facts


def memory_of(history: SessionHistory, book: Book, now: datetime) -> Memory:
    """What counts of what a person said before, for a plan of that time."""
    questions = book.questions("plan")
    return Memory(facts(history, questions, now, book.treatment), questions, now)


def with_bars(found: Next, book: Book, area: str, memory: Memory) -> Next:
    """The next date with what refuses a session whatever is answered.

    What ends on a day moves the date; what has no day bars it.
    """
    answers = memory.under({AREAS: Chosen(frozenset({area}))})
    known = Facts(answers, book.guards)
    # Nobody is asked here: what is open on a question bars nothing.
    verdict = screen(book.screening_index.answered(known), known, memory.now.date())
    refusing = [reason for reason in verdict.reasons if reason.weight >= MILDEST_REFUSAL]
    ends = [(_end_of(reason, answers, memory), reason) for reason in refusing]
    bar = next((reason for end, reason in ends if end is None), None)
    if bar is not None:
        return replace(found, bar=bar)
    last, dated = max(
        ((end, reason) for end, reason in ends if end), key=lambda row: row[0], default=(found.earliest, None)
    )
    return _moved(found, last, dated) if last > found.earliest else found


def _moved(found: Next, until: date, dated: Reason | None) -> Next:
    """The next date not before a day."""
    sooner = max(found.sooner, until) if found.sooner else until
    return replace(
        found,
        earliest=until,
        suggested=max(found.suggested, until),
        sooner=sooner if sooner < max(found.suggested, until) else None,
        dated=dated,
    )


def _end_of(reason: Reason, answers: Mapping[str, Answer], memory: Memory) -> date | None:
    """The day on which a reason is over by itself; None where nothing but a word of the person ends it."""
    passing = memory.passing
    causes = [cause for cause in reason.because if cause.partition("=")[0] != AREAS]
    if causes and all(cause in passing for cause in causes):
        return max(passing[cause] for cause in causes)
    if not reason.until or any(_stands_still(cause, answers, memory) for cause in causes):
        return None
    return date.fromisoformat(reason.until)


def _stands_still(cause: str, answers: Mapping[str, Answer], memory: Memory) -> bool:
    """Whether an answer stays as it is while days pass: "not sure", and what is in use still."""
    name, _, value = cause.partition("=")
    question = next((each for each in memory.questions if each.id == name), None)
    in_use = question is not None and question.grows == "over_zero" and answers.get(name) == 0
    return value == "not_sure" or in_use
