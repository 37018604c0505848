"""A yes that a command needs before it goes on."""

from __future__ import annotations

from skinroutine.app import App
from skinroutine.commands.way_to_ask import way_to_ask
from skinroutine.errors import EndOfInputError
from skinroutine.interview import Asking
from skinroutine.rulebook import Question


def agrees(app: App, ask: str, why: str, *, before: bool | None = None) -> bool:
    """Whether the person says yes; the end of input is a no. ``before`` is the answer that is offered."""
    question = Question(id="agrees", kind="yes_no", ask=ask, why=why, asked_by=("log",), not_sure=False)
    try:
        return way_to_ask(app)(Asking(question, {}, before=before)) is True
    except EndOfInputError:
        return False
