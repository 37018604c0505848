"""The head that a session was done with, as ``log`` names it or finds it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from skinroutine.app import App
from skinroutine.commands.finding_heads import HeadError, find_head
from skinroutine.commands.typed import Typed
from skinroutine.memory.heads import KIND, LENGTH, Done, Head, fits, head_of, heads
from skinroutine.rulebook.conditions import Answer


def named_head(app: App, named: str, happened: datetime) -> Head | None:
    """The head that was named for a session; None where none was. Raises HeadError."""
    if not named:
        return None
    head = find_head(heads(app.history, retired=True), named)
    if head.opened > happened.date():
        opened = f"{head.name} was opened on {head.opened.isoformat()}, which is after this session."
        raise HeadError(f"{opened} Name another head, or leave --head out.")
    return head


def with_head(typed: Typed, head: Head | None) -> Typed:
    """What was typed, over what a head that was named tells of its treatment, kind and length."""
    if head is None:
        return typed
    told = {"treatment": head.treatment, KIND: head.kind, LENGTH: head.needle_mm}
    return typed._replace(
        raw={**{name: value for name, value in told.items() if value is not None}, **typed.raw}
    )


def head_done_with(
    app: App, treatment: str, answers: Mapping[str, Answer], happened: datetime, named: Head | None
) -> Head | None:
    """The head with the use of this session counted; the newest that fits where none was named.

    Raises HeadError when the head that was named is of another kind or length than the session.
    """
    length = answers.get(LENGTH)
    needle = length if isinstance(length, int | float) else None
    done = Done(treatment, str(answers.get(KIND) or ""), needle, happened, app.now())
    if named is not None and not fits(named, done.treatment, done.kind, done.needle_mm):
        raise HeadError(
            f"{named.name} is another kind or length of head than this session tells. Name one of them."
        )
    found = named or head_of(heads(app.history), done)
    return found._replace(uses=found.uses + 1) if found else None
