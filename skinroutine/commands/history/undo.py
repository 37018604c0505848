"""``undo``, ``redo`` and ``history remove``: each adds events, and none takes any away."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from skinroutine.app import App
from skinroutine.commands.history.find import (
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
from skinroutine.commands.options import EntryId
from skinroutine.decide.dates import derive
from skinroutine.errors import SkinroutineError
from skinroutine.history import VOID, Derived, Event, History, Hold, Reader, Standing
from skinroutine.history.events import SessionRecord, SymptomCheckRecord
from skinroutine.history.parts import PassedLimit
from skinroutine.history.undo import UndoStep
from skinroutine.options import command
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
    "release": "Your sessions are paused again.",
    "clearance": "Sessions are paused again until it is cleared.",
    "resume": "The pause goes on, so no reminders until it ends.",
}
"""What is said as the end of something is taken back."""


@command(rules=True)
def undo(app: App) -> int:
    """Take back what was recorded last. Raises NothingToUndoError and the errors of the history."""
    before = app.history.holds()
    turn = _taken_back(app)
    if turn is None:
        raise NothingToUndoError
    while _is_begun(app, turn) and (first := _taken_back(app)):
        turn = _both(first, turn)
    kinds = {event.kind for event in turn.events}
    again = _going_on(kinds, before)
    if not again and VOID in kinds and _over(before, app.history.holds()):
        again.append("Your sessions aren't paused, as before you removed it.")
    view = _view(app, "Undone", turn, again, before)
    app.out.result(changed_page(view), changed_document(view, UndoDocument, "undone"))
    return 0


def _taken_back(app: App) -> UndoStep | None:
    return app.history.undo(lambda reader, events: _dates_moved_by(app, reader, events))


def _done_again(app: App) -> UndoStep | None:
    return app.history.redo(lambda reader, events: _dates_moved_by(app, reader, events))


def _goes_on(turn: UndoStep, following: UndoStep | None) -> bool:
    """Whether what can be done again next is a check that began as one that just was: its alarm."""
    known = {name for event in turn.events for name in (event.id, *event.payload.again)}
    events = following.events if following else []
    return any(SymptomCheckRecord.of(event).began_as in known for event in events)


def _is_begun(app: App, turn: UndoStep) -> bool:
    """Whether the newest check that is left is how the one that was undone began: an alarm, kept at once."""
    began_as = {SymptomCheckRecord.of(event).began_as for event in turn.events} - {""}
    left = app.history.newest(["symptom-check"])
    standing = [app.history.standing_of(event_id) for event_id in began_as]
    return left is not None and any(event is not None and event.id == left.id for event in standing)


def _both(first: UndoStep, then: UndoStep) -> UndoStep:
    return UndoStep(
        [*first.events, *then.events],
        [*first.earlier, *then.earlier],
        [*then.drafts, *first.drafts],
        (*then.written, *first.written),
    )


@command(rules=True)
def redo(app: App) -> int:
    """Do again what was undone last. Raises NothingToRedoError and the errors of the history."""
    before = app.history.holds()
    turn = _done_again(app)
    if turn is None:
        raise NothingToRedoError
    # An undo took both parts of such a check back: one alone could be milder than what was undone.
    while _goes_on(turn, app.history.next_redo()) and (rest := _done_again(app)):
        turn = _both(turn, rest)
    ends = any(event.kind == "release" for event in turn.events)
    # Where a professional's word is wanted, the end of the hold alone ends no pause.
    after = (
        "Your sessions are still paused." if app.history.holds() else "Your sessions aren't paused any more."
    )
    view = _view(app, "Redone", turn, [after] if ends else [], before)
    app.out.result(changed_page(view), changed_document(view, RedoDocument, "redone"))
    return 0


@command(rules=True)
def remove(app: App, part: EntryId) -> int:
    """Take one entry out.

    Raises UnclearEntryError, EntryChangedError, NoSuchEntry, HoldStands, and the errors of the history.
    """
    event, before = find_standing(app, part), app.history.holds()
    removed = app.history.void(event.id, standing=lambda reader: _dates_moved_by(app, reader, [event]))
    turn = UndoStep([event], [], [], (removed,))
    after = [*_going_on({event.kind}, before), "To bring it back: skinroutine undo"]
    if event.kind == "session" and app.history.follow_ups([event.id])[event.id]:
        after.insert(
            0, "What you said about it later stays in your history, but no longer on the handover page."
        )
    view = _view(app, "Removed", turn, after, before)
    app.out.result(changed_page(view), changed_document(view, HistoryRemoveDocument, "removed"))
    return 0


def _going_on(kinds: Collection[str], before: Sequence[Hold]) -> list[str]:
    """What is said as the end of something is taken back; ``before`` are the holds that were in force."""
    sentences = [sentence for kind, sentence in _GOES_ON.items() if kind in kinds]
    return ["Your sessions are still paused."] if "release" in kinds and before else sentences


def _eased(before: Sequence[Hold], after: Sequence[Hold]) -> list[Hold]:
    """The holds that waited for the word of a professional and no longer do, as they were."""
    now = {hold.id: hold.professional for hold in after}
    return [hold for hold in before if hold.professional and now.get(hold.id) == ""]


def _over(before: Sequence[Hold], after: Sequence[Hold]) -> list[Hold]:
    """The holds, and what checks found, that no longer pause sessions."""
    still = {(hold.id, hold.finding) for hold in after}
    return [hold for hold in before if (hold.id, hold.finding) not in still and hold.why not in _whys(after)]


def _whys(holds: Sequence[Hold]) -> set[str]:
    return {hold.why for hold in holds}


def _view(app: App, word: str, turn: UndoStep, after: Sequence[str], before: Sequence[Hold]) -> Changed:
    """``before`` are the holds as they were: what the change lowers is told first."""
    history = app.history
    over, holds = [], history.holds()
    if not {"release", "clearance"} & {event.kind for event in turn.events}:
        over = _over(before, holds)
    shown = [event for event in turn.events if event.kind not in {"hold", "plan"}]
    earlier = {event.id: event for event in turn.earlier}
    return Changed(
        word=word,
        lines=[_line(app, event, earlier.get(event.replaces or "")) for event in shown or turn.events],
        lifted=_limits_lifted(history, turn.touched),
        after=after,
        events=[event for event in turn.events if event.kind != VOID] or turn.earlier,
        written=[event.id for event in turn.written],
        areas=pairs_of(turn.touched),
        standings=history.standings(),
        standing=holds_set_with(history, turn.touched),
        in_force=len(holds),
        over=over,
        eased=_eased(before, holds),
        now=app.now(),
    )


def _limits_lifted(history: History, touched: Sequence[Event]) -> list[PassedLimit]:
    """The limits that these sessions were past, and that nothing which stands for them now is past."""
    found = {limit.id: limit for event in touched for limit in SessionRecord.of(event).crossing.limits}
    if not found:
        return []
    now = [standing for event in touched if (standing := history.standing_of(event.id))]
    stand = {limit.id for crossing in history.crossings(now) for limit in crossing.limits}
    return [limit for limit in found.values() if limit.id not in stand]


def _line(app: App, event: Event, earlier: Event | None) -> str:
    """What one event of the action did, in words; ``earlier`` is what it replaced or voided."""
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
    return f"{kind}{date_line(app.history.wording().of(event), app.now())}"


def _dates_moved_by(app: App, reader: Reader, events: Iterable[Event]) -> Derived | list[Standing]:
    """The dates of every treatment on the areas of these events, as the history now sees them.

    So are those of all areas after a fact: it may bar them. Where no session is logged no rules are read.
    """
    touched = list(events)
    areas = {area for _, area in pairs_of(touched) if any(event.kind != "fact" for event in touched)}
    moved = areas or (any(event.kind == "fact" for event in touched) and reader.treated())
    return derive(reader, app.library, areas, app.now()) if moved else []
