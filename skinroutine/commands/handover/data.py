"""A hand-over as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

from skinroutine.commands.handover.document import numbered
from skinroutine.commands.handover.records import (
    Check,
    Device,
    Handover,
    Held,
    Plan,
    RemovedSession,
    Rule,
    Session,
    Told,
)
from skinroutine.show.documents import CitedSource, JsonDocument

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


class HandoverDocument(JsonDocument, told="person", removed="removed_sessions"):
    """The page for a professional. What was told is in plain words, as on the page."""

    made: Annotated[datetime, "When the page was made."]
    since: Annotated[date, "The first day that it tells of."]
    until: Annotated[date, "The last day that it tells of."]
    redacted: Annotated[Sequence[kinds.Redacted], "What was left out."]
    told: Annotated[Sequence[Told], "What the person told of themselves."]
    devices: Annotated[Sequence[Device], "The heads that were in use in that time."]
    sessions: Annotated[Sequence[Session], "The sessions, newest first."]
    removed: Annotated[Sequence[RemovedSession], "Sessions past a limit that were removed later."]
    checks: Annotated[Sequence[Check], "The checks of symptoms, newest first."]
    holds: Annotated[Sequence[Held], "The holds, newest first."]
    plans: Annotated[Sequence[Plan], "The plans, newest first."]
    rules: Annotated[Sequence[Rule], "The rules behind the checks and plans."]
    sources: Annotated[Sequence[CitedSource], "The sources of these rules, in the order of the page."]
    file: Annotated[str | None, "The file that was written, or null."]


def handover_record(handover: Handover, written: str) -> HandoverDocument:
    """All that the page tells. ``written`` is the file that it went into, or empty."""
    sources = [CitedSource.of(handover.sources[name]) for name in numbered(handover)]
    return HandoverDocument.of(handover, sources=sources, file=written)
