"""Holds in force as the reasons why no session may be done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from skinroutine.history import HEALED, Hold
from skinroutine.rulebook import VERDICTS, Reason
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.findings import WHEN
from skinroutine.rulebook.library import Library
from skinroutine.text import date_text

HOLD: Final = "hold"
_BECAUSE: Final = f"{HOLD}="


def hold_reasons(holds: Iterable[Hold], book: Book) -> list[Reason]:
    """A hold says no to every treatment, whichever it was set for: the skin is the same."""
    each = {(hold.rule, hold.finding): hold for hold in holds}.values()
    return [_finding_reason(hold, book) if hold.found else _hold_reason(hold, book) for hold in each]


def is_on_hold(reason: Reason) -> bool:
    """Whether a reason is a hold, or what a check found."""
    return any(pair.startswith(_BECAUSE) for pair in reason.because)


def _hold_reason(hold: Hold, book: Book) -> Reason:
    """It has no date: a professional who has seen it ends it on any day."""
    return Reason(
        id=HOLD,
        weight=len(VERDICTS) - 1,
        message=f"Your sessions are paused until this is sorted out. {hold.reason}",
        because=(f"{_BECAUSE}{hold.rule}",),
        sources=_sources_of(hold, book.library),
        until_words=_over_once(hold),
        why=f"It ends once {_over_once(hold)}.",
        instead=_ends(hold),
    )


def _over_once(hold: Hold) -> str:
    """What has to come before a hold can end, in words: only what heals has a first day."""
    seen = f"{hold.professional} has cleared it" if hold.professional else "a professional has seen it"
    if HEALED not in hold.ends:
        return seen
    first = f" ({date_text(hold.least_end)} at the earliest)" if hold.least_days else ""
    return f"it has healed{first} or {seen}"


def _finding_reason(hold: Hold, book: Book) -> Reason:
    """What a check found on which day, and how it ends. Its own id where somebody wrote it down."""
    finding = book.library.findings.get(hold.finding)
    written = finding if finding and finding.sources else None
    say = finding.say if finding else "Sessions stay paused because of what you had on {when}."
    return Reason(
        id=written.id if written else HOLD,
        weight=hold.weight,
        message=say.replace(WHEN, date_text(hold.since)),
        because=(f"{_BECAUSE}{hold.rule}",),
        sources=written.sources if written else _sources_of(hold, book.library),
        why=f"A check found this: {hold.reason} {written.why if written else ''}".rstrip(),
        instead=f"{written.instead if written else ''} {_ends(hold)}".lstrip(),
        disagreement=written.disagreement if written else "",
        origin=written.origin if written else "",
    )


def _ends(hold: Hold) -> str:
    """What to do about a hold that was set, and how it ends. What was found says itself what to do."""
    care = "" if hold.found else hold.care
    if hold.professional:
        end = f"Once {hold.professional} has cleared you, record it: {hold.clearing}"
    elif hold.found:
        end = f"Once it has healed, record it: {hold.healing}"
    else:
        end = "If it is no better, check again: skinroutine check-symptoms"
    return f"{care} {end}".lstrip()


def _sources_of(hold: Hold, library: Library) -> tuple[str, ...]:
    """The sources of the rule that set a hold, which may be one of another treatment."""
    book = Book(library, hold.treatment if hold.treatment in library.treatment_ids else "")
    return next((rule.sources for rule in [*book.screening, *book.signs] if rule.id == hold.rule), ())
