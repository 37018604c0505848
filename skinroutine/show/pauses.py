"""The answers of ``pause`` and ``resume``, and what other screens say of a pause and of the clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from skinroutine.history import Pause
from skinroutine.show.blocks import Banner, Block, Page, Para
from skinroutine.text import day, moment


def paused_page(pause: Pause | None, now: datetime, *, again: bool) -> Page:
    """A pause that was begun, or changed."""
    if pause is None:
        return []
    blocks: list[Block] = [Banner("PAUSED", f"{paused_text(pause, now.date())}.", "careful")]
    if again:
        blocks.append(Para("It takes the place of the pause that ran before."))
    blocks.append(Para("Nothing is lost: you can still plan, log and check."))
    blocks.append(Para(f"To end it{' before' if pause.until else ''}: skinroutine resume"))
    return blocks


def resumed_page() -> Page:
    """A pause that was ended."""
    return [
        Banner("RESUMED", "The pause is over. Reminders come again.", "good"),
        Para("See where you stand: skinroutine status"),
    ]


def paused_text(pause: Pause, today: date) -> str:
    """``no reminders until Mon 30 Nov (holiday)``, without its end where it has none."""
    until = f" until {day(pause.until, today)}" if pause.until else " until you end it"
    return f"no reminders{until}{f' ({pause.why})' if pause.why else ''}"


def pause_page(pause: Pause | None) -> Iterator[Block]:
    """That a pause stands, where one does."""
    if pause is not None:
        yield Para("")
        yield Para("Your pause stands: no reminders. To end it: skinroutine resume")


def clock_page(behind: datetime | None, now: datetime) -> Iterator[Block]:
    """That the clock is behind what was recorded, where it is."""
    if behind is not None:
        said = f"The clock here is behind your last session, {moment(behind, now)}. Set it right."
        yield Para(said, "careful")


def pause_data(pause: Pause | None) -> dict[str, object]:
    """A pause as JSON: see ``docs/json.md``."""
    return {"schema_version": 1, "paused": pause.data() if pause else None}


def resume_data(ended: Sequence[Pause], stored: Sequence[str]) -> dict[str, object]:
    """Pauses that were ended, as JSON."""
    return {"schema_version": 1, "ended": [one.id for one in ended], "stored": list(stored)}
