"""Holds in force as the reasons why no session may be done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from skinroutine.history import Hold
from skinroutine.rulebook import VERDICTS, Reason
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.library import Library
from skinroutine.text import date_text

HOLD: Final = "hold"


def hold_reasons(holds: Iterable[Hold], book: Book) -> list[Reason]:
    """A hold says no to every treatment, whichever it was set for: the skin is the same."""
    return [
        Reason(
            id=HOLD,
            weight=len(VERDICTS) - 1,
            message=_message(hold),
            because=(f"hold={hold.rule}",),
            sources=_cited(hold, book.library),
            until=_least(hold),
            why=f"{'A check found this' if hold.found else 'It was set for this'}: {hold.why}",
            instead=_ends(hold),
        )
        for hold in {hold.rule: hold for hold in holds}.values()
    ]


def _message(hold: Hold) -> str:
    if not hold.found:
        return "A hold is in force, so no session until you end it."
    when = date_text(hold.since)
    return f"Sessions stay paused until {hold.professional} has cleared what you had on {when}."


def _ends(hold: Hold) -> str:
    if hold.professional:
        return f"Once {hold.professional} has cleared you, record it: {hold.clearing}"
    return "If it is no better, check again: skinroutine check-symptoms"


def _cited(hold: Hold, library: Library) -> tuple[str, ...]:
    """The sources of the rule that set a hold, which may be one of another treatment."""
    book = Book(library, hold.treatment if hold.treatment in library.treatment_ids else "")
    return next((rule.sources for rule in [*book.screening, *book.signs] if rule.id == hold.rule), ())


def _least(hold: Hold) -> str:
    return hold.least_end.date().isoformat() if hold.least_days else ""
