"""How a command asks a person here, with the words at hand that ``?`` explains.

What it asks with is loaded once somebody is asked.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

from skinroutine.app import App
from skinroutine.errors import EndOfInputError, SkinroutineError
from skinroutine.rulebook import Glossary, Question

TYPE_CHECKING = False
if TYPE_CHECKING:
    from skinroutine.interview.asking import Ask


def way_to_ask(app: App) -> Ask:
    """The way to ask that this place allows. A glossary that cannot be read explains nothing."""
    from skinroutine.prompts import asker

    def glossary() -> Glossary:
        try:
            return app.library.glossary
        except SkinroutineError:  # told where the rules are needed; a prompt goes on without
            return Glossary(())

    return asker(plain=app.out.plain, glossary=glossary)


def agrees(app: App, ask: str, why: str, *, before: bool | None = None) -> bool:
    """Whether the person says yes; the end of input is a no. ``before`` is the answer that is offered."""
    from skinroutine.interview.asking import Asking

    question = Question(id="agrees", kind="yes_no", ask=ask, why=why, asked_by=("log",), not_sure=False)
    try:
        return way_to_ask(app)(Asking(question, {}, before=before)) is True
    except EndOfInputError:
        return False
