"""The answer of ``check-symptoms``: the level in words, what to do in order, when to come back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from skinroutine.decide.symptoms import Triage
from skinroutine.interview import Conflict
from skinroutine.model import Reason
from skinroutine.show.blocks import Banner, Block, Heading, Item, Page, Para
from skinroutine.show.parts import FOOT, LEVEL_TONES, clashing, contradictions_data
from skinroutine.text import moment

HANDED_OVER: Final = 2
"""From this level on somebody will see the skin, and a page for them is offered."""


class SymptomView(NamedTuple):
    """What a screen shows of symptoms that were judged."""

    treatment: str
    found: Triage
    now: datetime
    held: bool
    asked: int
    own: Sequence[str] = ()
    """The folders of own rules that the treatment comes from, when it is not a shipped one."""
    stood: Sequence[Conflict] = ()
    """The cautious answers that stand because two answers conflict."""


def symptom_page(view: SymptomView) -> Page:
    """The screen of a check."""
    return [*_level(view.found), *_reasons(view.found), *clashing(view.stood), *_return(view), *_foot(view)]


def alarm_page(found: Triage) -> Page:
    """What is said at once, before the rest is asked."""
    return [
        Para(""),
        *_level(found),
        Heading("Call at once if"),
        *(Item("-", text) for text in found.words.back_if),
        Para(""),
        Para("This stands from now on. Do it first; a few more questions follow.", "strong"),
    ]


def symptom_data(view: SymptomView, stored: str) -> dict[str, object]:
    """The check as JSON: see ``docs/json.md``."""
    found = view.found
    return {
        "schema_version": 1,
        "treatment": view.treatment or None,
        "level": found.level,
        "name": found.words.name,
        "reasons": [_reason_data(one) for one in found.reasons],
        "actions": list(found.actions),
        "back_if": list(found.words.back_if),
        "check_again": _to_the_minute(found.check_again),
        "hold": view.held,
        "handover": found.level >= HANDED_OVER,
        "questions_asked": view.asked,
        "contradictions": contradictions_data(view.stood),
        "unreviewed_rules": _unreviewed(view),
        "stored": stored or None,
    }


def _to_the_minute(moment: datetime | None) -> str | None:
    return moment.replace(second=0, microsecond=0).isoformat() if moment else None


def _level(found: Triage) -> Iterator[Block]:
    words = found.words
    yield Banner(words.title, words.say, LEVEL_TONES[found.level])
    yield Heading("What to do now")
    for number, action in enumerate(found.actions, 1):
        yield Item(f"{number}.", action)


def _reasons(found: Triage) -> Iterator[Block]:
    """The reasons for this level; milder ones are left to ``why``, so that the worst is not lost."""
    deciding = [one for one in found.reasons if one.weight == found.level]
    if deciding:
        yield Heading("Why")
    for one in deciding:
        yield Item("-", f"{one.message} [{one.id}]")


def _return(view: SymptomView) -> Iterator[Block]:
    words = view.found.words
    if words.back_if:
        yield Heading(
            "Get help, or check again at once, if" if view.found.level < len(LEVEL_TONES) - 1 else "And then"
        )
        yield from (Item("-", text) for text in words.back_if)
    if view.found.check_again:
        yield Para("")
        yield Para(
            f"Check again by {moment(view.found.check_again, view.now)}, even if it is no worse.", "strong"
        )


def _foot(view: SymptomView) -> Iterator[Block]:
    yield Para("")
    if view.held:
        yield Para("Sessions are on hold. A plan says no until you end it: skinroutine hold end", "strong")
    for name in _unreviewed(view):
        yield Para(f"Unreviewed rules: {name}", "careful")
    if view.found.level >= HANDED_OVER:
        yield Para("For whoever sees you: skinroutine handover --output handover.html", "strong")
    yield Para("The rules and sources behind this: skinroutine why", "faint")
    yield Para(FOOT, "faint")


def _unreviewed(view: SymptomView) -> list[str]:
    return sorted({*view.own, *(one.origin for one in view.found.reasons if one.origin)})


def _reason_data(one: Reason) -> dict[str, object]:
    return {
        "id": one.id,
        "level": one.weight,
        "because": list(one.because),
        "message": one.message,
        "sources": list(one.sources),
    }
