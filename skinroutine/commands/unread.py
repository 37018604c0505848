"""What is kept and cannot be read: it counts as not known, and the person is told so in one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from skinroutine.history import Reader
from skinroutine.memory.stored_answers import unreadable
from skinroutine.model import Question


def unread_notes(questions: Iterable[Question]) -> Iterator[str]:
    """A sentence for each remembered answer that cannot be read."""
    for question in questions:
        yield f"{question.called}: your earlier answer can't be read, so it isn't used. Please answer again."


def unread_sessions(history: Reader, questions: Iterable[Question], treatment: str) -> Iterator[str]:
    """A sentence for each of the last sessions that holds an answer that cannot be read."""
    listed = list(questions)
    for event in history.last_sessions(treatment=treatment):
        raw = event.data.get("answers", {})
        unclear = unreadable(raw, listed) if isinstance(raw, Mapping) else listed
        if unclear:
            names = ", ".join(one.called.lower() for one in unclear[:3])
            yield (
                f"Your session of {event.happened:%Y-%m-%d} has answers that can't be read ({names}). "
                f"They count as not sure. To mend it: skinroutine history edit {event.id}"
            )
