"""Where a person lives: taken from what was typed, or asked once, and never before help that cannot wait."""

from __future__ import annotations

from collections.abc import Mapping

from skinroutine.app import REGION, App
from skinroutine.commands.check_symptoms.alarm import SEE_SOMEONE
from skinroutine.commands.entry import dates_on
from skinroutine.errors import SkinroutineError
from skinroutine.history import Draft
from skinroutine.history.events import FactRecord
from skinroutine.interview.answers import answer_of
from skinroutine.rulebook import Question
from skinroutine.rulebook.book import Book
from skinroutine.show.numbers import numbers_page


def take_typed(app: App, raw: Mapping[str, object]) -> None:
    """Answer for the region that was typed, if one was; a wrong one is refused with all other answers."""
    question = _question(app) if REGION in raw else None
    if question is None:
        return
    try:
        app.live_in(str(answer_of(question, raw[REGION])))
    except ValueError:
        return


def ask_after(app: App, level: int) -> None:
    """Ask where a person lives after the answer, and only where nothing is urgent.

    No question ever stands before help.
    """
    if level == SEE_SOMEONE:
        ask_once(app)


def ask_once(app: App) -> None:
    """Ask where a person lives, unless they ever told or left it out, and say what to call there."""
    question = _question(app)
    if question is None or _was_asked(app):
        return
    # Only who is asked waits for what asks.
    from skinroutine.memory.new_facts import drafts, forgetting  # noqa: PLC0415
    from skinroutine.prompts import ask_place  # noqa: PLC0415

    answer = ask_place(question)
    if answer is None:
        return
    facts = drafts({REGION: None}, {REGION: answer}, [question], "") if answer else [forgetting(question, {})]
    if _is_kept(app, *facts) and answer:
        app.live_in(answer)
        app.out.talk([*numbers_page(app.library.place)])


def _question(app: App) -> Question | None:
    asked = Book(app.library).questions("check-symptoms")
    return next((question for question in asked if question.id == REGION and question.options), None)


def _was_asked(app: App) -> bool:
    try:
        return app.history.last_told(REGION) is not None
    except SkinroutineError:  # told where the last session is read; nothing could be kept either
        return True


def _is_kept(app: App, *facts: FactRecord) -> bool:
    try:
        app.history.write([Draft(fact) for fact in facts], dates_on(app.library, (), app.now()))
    except SkinroutineError as error:
        app.warn(f"Where you live was not stored. {error}")
        return False
    return True
