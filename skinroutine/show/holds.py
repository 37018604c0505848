"""The answers of ``hold``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Final

from skinroutine.history import Hold
from skinroutine.show.blocks import Banner, Block, Item, Page, Para
from skinroutine.show.documents import JsonDocument, JsonRecord
from skinroutine.text import ago, day, spoken

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


ENDINGS: Final = {
    "healed": "It has healed",
    "seen": "A professional has seen it",
    "error": "It was recorded in error",
    "cleared": "The professional it waited for has cleared it",
}
OWN: Final = "own"
"""Stands for the rule where a person set the hold."""


def holds_page(holds: Sequence[Hold], now: datetime) -> Page:
    """The holds in force."""
    if not holds:
        return [Para("No hold is in force.")]
    blocks: list[Block] = [Para("On hold: no sessions until you end it.", "strong")]
    for hold in holds:
        blocks.append(
            Item("-", f"{treatment_on_hold(hold)}, set {ago(hold.since, now)}: {hold.why} [{hold.rule}]")
        )
        if hold.cleared_by:
            blocks += waiting(hold)
        elif hold.least_days:
            blocks.append(Para(f"It can end as healed from {day(healed_from(hold), now.date())}.", indent=4))
        blocks.append(Para(f"id {hold.id}", "faint", indent=4))
    if any(not hold.cleared_by for hold in holds):
        blocks.append(Para("When it is over, say how it ended: skinroutine hold end --how healed|seen|error"))
    return blocks


def waiting(hold: Hold) -> Page:
    """Who has to clear what a hold was set for, and how that is recorded."""
    blocks: list[Block] = [
        Para(f"Only {hold.professional} can clear this. Once they have:", indent=4),
        Para(hold.clearing, indent=4),
    ]
    if hold.found:
        blocks.append(
            Para(f"If that check was a mistake: skinroutine history remove {hold.id[-12:]}", indent=4)
        )
    return blocks


class HoldInForce(JsonRecord):
    """One hold."""

    id: Annotated[str, "The id of the hold."]
    treatment: Annotated[
        str | None, "The id of the treatment that it was set for. Null for none in particular."
    ]
    since: Annotated[datetime, "When the hold was set."]
    rule: Annotated[str, "The id of the rule that set it. It is own when you set it."]
    why: Annotated[str, "The reason in plain words."]


class HoldWithTime(HoldInForce):
    """One hold."""

    least_days: Annotated[kinds.Count, "Days that must pass before it can end as healed, 0 for none."]


class HoldDocument(JsonDocument):
    """The holds in force. While there is one, no session may be done."""

    holds: Annotated[Sequence[HoldWithTime], "The holds in force. During one, no session may be done."]


class HoldAddDocument(HoldDocument):
    """The holds in force, with the one that was added."""

    stored: Annotated[str, "The id of the hold that was added."]


class HoldEndDocument(JsonDocument):
    """The holds that were ended."""

    ended: Annotated[Sequence[kinds.HoldId], "The holds that are over."]
    treatments: Annotated[Sequence[kinds.HoldTreatment], "What each hold was set for, in the same order."]
    how: Annotated[kinds.HoldEnding, "How it ended: it has healed, a professional has seen it, or an error."]
    stored: Annotated[Sequence[kinds.EntryId], "What was written to the history, in the same order."]


def holds_document(holds: Sequence[Hold]) -> HoldDocument:
    """The holds in force as JSON."""
    return HoldDocument(holds=[HoldWithTime.of(hold) for hold in holds])


def ended_page(holds: Sequence[Hold], how: str, left: Sequence[Hold]) -> Page:
    """Holds that were ended, and ``left``, those that are still in force."""
    names = ", ".join(dict.fromkeys(treatment_on_hold(hold) for hold in holds))
    blocks: list[Block] = [Banner("ENDED", f"The hold on {names} is over. {how}.", "good")]
    for hold in left:
        blocks.append(Item("-", f"Sessions stay paused: {hold.why}", "bad"))
        blocks += waiting(hold) if hold.cleared_by else []
    step = "" if left else " Before the next session: skinroutine plan"
    return [*blocks, Para(f"It stays in your history.{step}")]


def ended_document(holds: Sequence[Hold], how: str, stored: Sequence[str]) -> HoldEndDocument:
    """Holds that were ended, as JSON."""
    treatments = [hold.treatment or None for hold in holds]
    ended = [hold.id for hold in holds]
    return HoldEndDocument(ended=ended, treatments=treatments, how=how, stored=stored)


def treatment_on_hold(hold: Hold) -> str:
    """The treatment that a hold was set for; an emergency may come before it is known."""
    return spoken(hold.treatment) or "all treatments"


def healed_from(hold: Hold) -> date:
    """The first day on which a hold may be ended as healed."""
    return hold.least_end.date()
