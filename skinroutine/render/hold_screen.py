"""The answers of ``hold``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from skinroutine.history import Hold
from skinroutine.render.blocks import Banner, Block, Item, Page, Para
from skinroutine.render.dates import ago, day, spoken


def holds_page(holds: Sequence[Hold], now: datetime) -> Page:
    """The holds in force."""
    if not holds:
        return [Para("No hold is in force.")]
    blocks: list[Block] = [Para("On hold: no sessions until you end it.", "strong")]
    for hold in holds:
        blocks.append(
            Item("-", f"{held_treatment(hold)}, set {ago(hold.since, now)}: {hold.why} [{hold.rule}]")
        )
        if hold.least_days:
            blocks.append(Para(f"It can end as healed from {day(healed_from(hold), now.date())}.", indent=4))
        blocks.append(Para(f"id {hold.id}", "faint", indent=4))
    blocks.append(Para("When it is over, say how it ended: skinroutine hold end --how healed|seen|error"))
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


def ended_page(holds: Sequence[Hold], how: str) -> Page:
    """Holds that were ended."""
    names = ", ".join(dict.fromkeys(held_treatment(hold) for hold in holds))
    return [
        Banner("ENDED", f"The hold on {names} is over. {how}.", "good"),
        Para("It stays in your history. Before the next session: skinroutine plan"),
    ]


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
