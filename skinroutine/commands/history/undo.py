"""``undo``, ``redo`` and ``history remove``: each adds events, and none takes any away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from skinroutine.app import App
from skinroutine.commands.history.find import (
    dates_moved_by,
    find_standing,
    hold_ended_by,
    holds_set_with,
    pairs_of,
)
from skinroutine.commands.history.screen import (
    Changed,
    HistoryRemoveDocument,
    RedoDocument,
    UndoDocument,
    changed_document,
    changed_page,
)
from skinroutine.errors import SkinroutineError
from skinroutine.history import VOID, Event, History
from skinroutine.history.events import SessionRecord
from skinroutine.history.parts import PassedLimit
from skinroutine.history.undo import UndoStep
from skinroutine.options import EntryId, command
from skinroutine.show.entry_words import date_line, kind_words


class NothingToUndoError(SkinroutineError):
    """No action stands that could be taken back."""

    code = "nothing-to-undo"

    def __init__(self) -> None:
        super().__init__("There is nothing to undo. See what is kept: skinroutine history")


class NothingToRedoError(SkinroutineError):
    """Nothing was undone, or something new was done since."""

    code = "nothing-to-redo"

    def __init__(self) -> None:
        super().__init__("There is nothing to redo. See what is kept: skinroutine history")


_GOES_ON: Final[Mapping[str, str]] = {
    "release": "The hold is in force again.",
    "clearance": "Sessions are paused again until it is cleared.",
    "resume": "The pause goes on, so no reminders until it ends.",
}
"""What is said as the end of something is taken back."""


@command(rules=True)
def undo(app: App) -> int:
    """Take back what was recorded last. Raises NothingToUndoError and the errors of the history."""
    before = {hold.id for hold in app.history.holds()}
    turn = app.history.undo(lambda reader, events: dates_moved_by(app, reader, events))
    if turn is None:
        raise NothingToUndoError
    kinds = {event.kind for event in turn.events}
    again = [sentence for kind, sentence in _GOES_ON.items() if kind in kinds]
    if not again and before - {hold.id for hold in app.history.holds()}:
        again.append("The hold is over again, as it was before that removal.")
    view = _view(app, "Undid", turn, again)
    app.out.result(changed_page(view), changed_document(view, UndoDocument, "undone"))
    return 0


@command(rules=True)
def redo(app: App) -> int:
    """Do again what was undone last. Raises NothingToRedoError and the errors of the history."""
    turn = app.history.redo(lambda reader, events: dates_moved_by(app, reader, events))
    if turn is None:
        raise NothingToRedoError
    ended = any(event.kind == "release" for event in turn.events)
    view = _view(app, "Redid", turn, ["The hold is over again."] if ended else [])
    app.out.result(changed_page(view), changed_document(view, RedoDocument, "redone"))
    return 0


@command(rules=True)
def remove(app: App, part: EntryId) -> int:
    """Take one entry out.

    Raises UnclearEntryError, EntryChangedError, NoSuchEntry, HoldStands, and the errors of the history.
    """
    event = find_standing(app, part)
    removed = app.history.void(event.id, standing=lambda reader: dates_moved_by(app, reader, [event]))
    turn = UndoStep([event], [], [], (removed,))
    after = ["To bring it back: skinroutine undo"]
    if event.kind in _GOES_ON:
        after.insert(0, _GOES_ON[event.kind])
    if event.kind == "session" and app.history.follow_ups([event.id])[event.id]:
        after.insert(
            0, "What you told of it later stays in your history, but no longer on the handover page."
        )
    view = _view(app, "Removed", turn, after)
    app.out.result(changed_page(view), changed_document(view, HistoryRemoveDocument, "removed"))
    return 0


def _view(app: App, word: str, turn: UndoStep, after: Sequence[str]) -> Changed:
    history = app.history
    shown = [event for event in turn.events if event.kind not in {"hold", "plan"}]
    return Changed(
        word=word,
        lines=[_line(app, event, turn) for event in shown or turn.events],
        lifted=_limits_lifted(history, turn.touched),
        after=after,
        events=[event for event in turn.events if event.kind != VOID] or turn.earlier,
        written=[event.id for event in turn.written],
        areas=pairs_of(turn.touched),
        standings=history.standings(),
        standing=holds_set_with(history, turn.touched),
        in_force=len(history.holds()),
        now=app.now(),
    )


def _limits_lifted(history: History, touched: Sequence[Event]) -> list[PassedLimit]:
    """The limits that these sessions were past, and that nothing which stands for them now is past."""
    found = {limit.id: limit for event in touched for limit in SessionRecord.of(event).crossing.limits}
    now = [standing for event in touched if (standing := history.standing_of(event.id))]
    stand = {limit.id for event in now for limit in history.crossing(event).limits}
    return [limit for limit in found.values() if limit.id not in stand]


def _line(app: App, event: Event, turn: UndoStep) -> str:
    """What one event of the action did, in words."""
    earlier = next((other for other in turn.earlier if other.id == event.replaces), None)
    if event.kind == VOID and earlier is not None:
        return f"the removal of {_name_of(app, earlier)}"
    if earlier is not None:
        return f"the change to {_name_of(app, event)}"
    return _name_of(app, event)


def _name_of(app: App, event: Event) -> str:
    """An entry in words; a session goes without saying that it is one."""
    if event.kind == "release":
        return f"the end of the hold on {date_line(event, app.now(), hold_ended_by(app.history, event))}"
    kind = "" if event.kind == "session" else f"{kind_words(event.kind)}, "
    return f"{kind}{date_line(event, app.now())}"
