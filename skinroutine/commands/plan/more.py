"""A plan in a terminal: its first screen, and the rest by keys or by commands."""

from __future__ import annotations

from collections.abc import Iterator

from skinroutine.app import App
from skinroutine.commands.more import More, offer_more
from skinroutine.commands.plan.first_screen import checklist_page, first_screen, folded
from skinroutine.commands.plan.screen import plan_page
from skinroutine.commands.plan.view import PlanView
from skinroutine.commands.reasons import AnsweredResult
from skinroutine.commands.reasons.short import short_page
from skinroutine.history.events import PlanRecord
from skinroutine.prompts import takes_keys
from skinroutine.show.blocks import Block, Para, command_line
from skinroutine.text import counted


def show_first(app: App, view: PlanView, record: PlanRecord | None) -> None:
    """Show the first screen; then wait for keys, or without a ``record`` say how to see the rest."""
    if not (record and takes_keys(plain=app.out.plain)):
        app.out.first(first_screen(view, list(_commands(view))))
        return
    app.out.first([*first_screen(view), Para("")])
    answered = AnsweredResult(record.kind, view.now, record, record.steps)
    offer_more(app, dict(_parts(app, view, answered)))


def _parts(app: App, view: PlanView, answered: AnsweredResult) -> Iterator[tuple[str, More]]:
    if view.steps:
        yield "enter", More("checklist", lambda: checklist_page(view))
    else:
        yield "enter", More("whole answer", lambda: plan_page(view))
    yield "w", More(_with_milder("why", view), lambda: short_page(app.library, answered, view.now))


def _commands(view: PlanView) -> Iterator[Block]:
    """How to see the rest where no key is waited for; an example and a trial leave nothing for ``why``."""
    yield command_line("The whole checklist:" if view.steps else "The whole answer:", "--full")
    if not (view.example or view.supposed):
        yield command_line(_with_milder("The reasons and sources", view) + ":", "skinroutine why")


def _with_milder(what: str, view: PlanView) -> str:
    number = folded(view)
    return f"{what}, and {counted(number, 'milder point')}" if number else what
