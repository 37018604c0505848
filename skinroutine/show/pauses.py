"""The answers of ``pause`` and ``resume``, and what other screens say of a pause and of the clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from skinroutine.history import Pause
from skinroutine.show.blocks import Banner, Block, Page, Para
from skinroutine.show.documents import JsonDocument, JsonRecord
from skinroutine.text import day, moment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    from skinroutine.show import document_types as kinds


def paused_page(pause: Pause | None, now: datetime, *, again: bool) -> Page:
    """A pause that was begun, or changed."""
    if pause is None:
        return []
    blocks: list[Block] = [Banner("Paused", f"{paused_text(pause, now.date())}.", "careful")]
    if again:
        blocks.append(Para("It replaces your earlier pause."))
    blocks.append(Para("Nothing is lost: you can still plan, log and check."))
    blocks.append(Para(f"To end it{' before' if pause.until else ''}: skinroutine resume"))
    return blocks


def resumed_page() -> Page:
    """A pause that was ended."""
    return [
        Banner("Resumed", "The pause is over. Reminders come again.", "good"),
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
        yield Para("Reminders are still paused. To end that: skinroutine resume")


def clock_page(behind: datetime | None, now: datetime) -> Iterator[Block]:
    """That the clock is behind what was recorded, where it is."""
    if behind is not None:
        text = f"The clock here is behind your last session, {moment(behind, now)}. Set it right."
        yield Para(text, "careful")


class RunningPause(JsonRecord):
    """The pause that runs, or null."""

    id: Annotated[str, "The id of the pause."]
    since: Annotated[datetime, "When the pause began."]
    until: Annotated[date | None, "The day on which it ends. It is null when it runs until you end it."]
    why: Annotated[str | None, "The reason that was given, or null."]


class PauseDocument(JsonDocument):
    """The pause that now runs."""

    paused: Annotated[RunningPause | None, "The pause that now runs."]


class ResumeDocument(JsonDocument):
    """The pause is over."""

    ended: Annotated[Sequence[Annotated[str, "The id of a pause."]], "The pauses that were ended."]
    stored: Annotated[Sequence[kinds.EntryId], "What was recorded for this."]


def paused_record(pause: Pause | None) -> RunningPause | None:
    """A pause as a part of JSON."""
    return RunningPause.of(pause) if pause else None
