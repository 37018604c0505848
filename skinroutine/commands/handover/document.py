"""A hand-over page in the order of a hand-over between professionals, before it is text, Markdown or HTML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from skinroutine import __version__
from skinroutine.commands.handover.advice import advice_part, sources_part
from skinroutine.commands.handover.course import course_part
from skinroutine.commands.handover.layout import PrintedPage
from skinroutine.commands.handover.person import person_part
from skinroutine.commands.handover.records import HandoverDocument, HandoverEarlier
from skinroutine.commands.handover.skin_now import skin_part
from skinroutine.commands.handover.treated import aftercare_part, treated_part
from skinroutine.commands.handover.wording import day, moment
from skinroutine.history.backlog import MOST
from skinroutine.show.parts import FOOT
from skinroutine.text import counted

TITLE: Final = "Home skin treatment: a page for a professional"
PRIVATE: Final = "It contains health details. Check it before you share it."
_PARTS: Final = (
    skin_part, course_part, treated_part, aftercare_part, person_part, advice_part, sources_part
)  # fmt: skip


def document_of(handover: HandoverDocument) -> PrintedPage:
    """The page of a hand-over. What there is nothing to say about has no part."""
    parts = (make(handover) for make in _PARTS)
    levels = ", ".join(f"{level} {title}" for level, title in sorted(handover.levels.items()))
    return PrintedPage(
        TITLE,
        list(_notes(handover)),
        [part for part in parts if part.blocks],
        [FOOT, f"Levels of a check: {levels}."],
        f"Made {_made(handover)} with skinroutine {__version__}. {PRIVATE}",
    )


def _made(handover: HandoverDocument) -> str:
    """When it was made, with the zone: ``27 Nov 2026, 10:00 (UTC+00:00)``."""
    offset = f"{handover.made:%z}"
    return f"{moment(handover.made)} (UTC{offset[:3]}:{offset[3:5]})"


def _notes(handover: HandoverDocument) -> Iterator[str]:
    sessions, checks = counted(len(handover.sessions), "session"), counted(len(handover.checks), "check")
    span = f"From {day(handover.since)} to {day(handover.until)}"
    yield f"{span}: {sessions}, {checks} of symptoms. Made {_made(handover)} with skinroutine {__version__}."
    yield f"All of this comes from the person. Nobody has checked it. {PRIVATE}"
    if handover.redacted:
        yield f"The person left this out: {', '.join(handover.redacted)}."
    if handover.earlier:
        yield _earlier(handover.earlier)


def _earlier(earlier: HandoverEarlier) -> str:
    """What is not on the page in full, and how to have it."""
    found = f"{_at_least(earlier.sessions, 'session')}, {_at_least(earlier.checks, 'check')} of symptoms"
    text = [f"Before that, since {day(earlier.since)}: {found}."]
    worst = earlier.worst
    if worst:
        text.append(f"The worst check was level {worst.level}, {worst.title}, on {day(worst.happened)}.")
    text.append(f'All of it: skinroutine handover --since "{day(earlier.since)}"')
    return " ".join(text)


def _at_least(number: int, what: str) -> str:
    """``3 sessions``; ``100 or more sessions`` where no more were counted."""
    return f"{number} or more {what}s" if number >= MOST else counted(number, what)
