"""What a reason rests on that was not said today: since when it is remembered, and how to end it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from skinroutine.memory.named import NamedOption
from skinroutine.rulebook import Reason
from skinroutine.show.document_parts import RememberedAnswer
from skinroutine.text import day

Recalled = Mapping[str, NamedOption]
"""What counts because it was named before, by the answer that a rule names as its cause."""


def remembered(reason: Reason, recalled: Recalled) -> list[RememberedAnswer]:
    """The remembered answers behind a reason."""
    return [
        RememberedAnswer.of(row, question=row.question.id, since=row.happened)
        for row in _behind(reason, recalled)
    ]


def remembered_text(reason: Reason, recalled: Recalled, now: datetime) -> str:
    """The same in words: since when each is known, and how to end it. Empty where all was said today."""
    return " ".join(
        f"You said so on {day(row.happened.astimezone(now.tzinfo).date(), now.date())}. "
        f"No longer true? {row.end}"
        for row in _behind(reason, recalled)
    )


def _behind(reason: Reason, recalled: Recalled) -> Iterable[NamedOption]:
    return [recalled[cause] for cause in reason.because if cause in recalled]
