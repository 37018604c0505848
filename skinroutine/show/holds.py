"""The answers of ``hold``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from skinroutine.history import Hold
from skinroutine.show.blocks import Banner, Block, Item, Page, Para
from skinroutine.text import ago, day, spoken

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
            Item("-", f"{held_treatment(hold)}, set {ago(hold.since, now)}: {hold.why} [{hold.rule}]")
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


def holds_data(holds: Sequence[Hold]) -> dict[str, object]:
    """The holds in force as JSON: see ``docs/json.md``."""
    return {
        "schema_version": 1,
        "holds": [
            {
                "id": hold.id,
                "treatment": hold.treatment or None,
                "since": hold.since.isoformat(),
                "rule": hold.rule,
                "why": hold.why,
                "least_days": hold.least_days,
            }
            for hold in holds
        ],
    }


def ended_page(holds: Sequence[Hold], how: str, left: Sequence[Hold]) -> Page:
    """Holds that were ended, and ``left``, those that are still in force."""
    names = ", ".join(dict.fromkeys(held_treatment(hold) for hold in holds))
    blocks: list[Block] = [Banner("ENDED", f"The hold on {names} is over. {how}.", "good")]
    for hold in left:
        blocks.append(Item("-", f"Sessions stay paused: {hold.why}", "bad"))
        blocks += waiting(hold) if hold.cleared_by else []
    step = "" if left else " Before the next session: skinroutine plan"
    return [*blocks, Para(f"It stays in your history.{step}")]


def ended_data(holds: Sequence[Hold], how: str, stored: Sequence[str]) -> dict[str, object]:
    """Holds that were ended, as JSON."""
    return {
        "schema_version": 1,
        "ended": [hold.id for hold in holds],
        "treatments": [hold.treatment or None for hold in holds],
        "how": how,
        "stored": list(stored),
    }


def held_treatment(hold: Hold) -> str:
    """The treatment that a hold was set for; an emergency may come before it is known."""
    return spoken(hold.treatment) or "all treatments"


def healed_from(hold: Hold) -> date:
    """The first day on which a hold may be ended as healed."""
    return (hold.since + timedelta(days=hold.least_days)).date()
