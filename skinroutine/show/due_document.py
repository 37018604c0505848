"""What ``due`` prints as JSON, and what ``status`` tells alike. The lines of ``due`` do without it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

from skinroutine.history import Pause, SkinCheck, Standing
from skinroutine.show.documents import JsonDocument, JsonRecord
from skinroutine.show.pauses import RunningPause, paused_record

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


class SkinLook(JsonRecord, opens="since", closes="until"):
    """One look at the skin that is asked for."""

    session: kinds.SessionId
    treatment: kinds.TreatmentId
    areas: kinds.Areas
    ask: Annotated[str, "What to look at, in plain words."]
    answer: Annotated[str | None, "The command that records it. It is null when there is none."]
    opens: Annotated[datetime, "When the look is first asked for."]
    closes: Annotated[datetime, "When it is no longer asked for."]


class DueDate(JsonRecord):
    """One treatment of one area."""

    treatment: kinds.TreatmentId
    area: Annotated[str, "The id of the area."]
    last_session: Annotated[datetime, "When this area was last treated."]
    earliest: Annotated[date, "The day on which the wait is over. A plan may still say no."]
    suggested: Annotated[date, "The day from which it is better still. It is never before the earliest day."]
    overdue: Annotated[bool, "True when more time has passed than the rules advise."]
    lapsed: Annotated[bool, "True when it was so long ago that you should start gently again."]


class DueDocument(JsonDocument):
    """Where the wait is over today, and which looks at the skin are asked for. A plan may still say no."""

    due: Annotated[Sequence[DueDate], "Each treatment and area that is ready. Empty in a hold or a pause."]
    checks: Annotated[
        Sequence[SkinLook], "The looks at the skin that are asked for. Empty in a hold or a pause."
    ]
    paused: Annotated[RunningPause | None, "The pause that runs, or null."]


def due_document(
    rows: Sequence[Standing], checks: Sequence[SkinCheck], pause: Pause | None, today: date
) -> DueDocument:
    """What is due, as JSON."""
    due = [DueDate.of(row, **dates_of(row, today), overdue=row.overdue <= today) for row in rows]
    return DueDocument(due=due, checks=looks(checks), paused=paused_record(pause))


def dates_of(row: Standing, today: date) -> dict[str, object]:
    """What follows from the dates of one area."""
    lapsed = bool(row.lapsed and row.lapsed <= today)
    return {"suggested": row.suggested or row.earliest, "lapsed": lapsed}


def looks(checks: Sequence[SkinCheck]) -> list[SkinLook]:
    """The looks at the skin that are asked for."""
    return [SkinLook.of(check) for check in checks]
