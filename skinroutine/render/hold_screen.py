"""The answers of ``hold``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from skinroutine.history import Hold
from skinroutine.render.blocks import Banner, Block, Item, Page, Para
from skinroutine.render.dates import ago, spoken


def holds_page(holds: Sequence[Hold], now: datetime) -> Page:
    """The holds in force."""
    if not holds:
        return [Para("No hold is in force.")]
    blocks: list[Block] = [Para("On hold: no sessions until you end it.", "strong")]
    for hold in holds:
        blocks.append(
            Item("-", f"{spoken(hold.treatment)}, set {ago(hold.since, now)}: {hold.why} [{hold.rule}]")
        )
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
                "treatment": hold.treatment,
                "since": hold.since.isoformat(),
                "rule": hold.rule,
                "why": hold.why,
                "least_days": hold.least_days,
            }
            for hold in holds
        ],
    }


def ended_page(hold: Hold, how: str) -> Page:
    """A hold that was ended."""
    return [
        Banner("ENDED", f"The hold on {spoken(hold.treatment)} is over. {how}.", "good"),
        Para("It stays in your history. Before the next session: skinroutine plan"),
    ]


def ended_data(hold: Hold, how: str, event: str) -> dict[str, object]:
    """A hold that was ended, as JSON."""
    return {"schema_version": 1, "ended": hold.id, "treatment": hold.treatment, "how": how, "stored": event}
