"""Taking back what was done last, and doing it again: all of it by events that are added.

An action is what one write added. Undo takes back the newest action that is not taken back already;
redo does again what was undone last, until something new is done. An event that brings one back lists
in ``again`` the ids under which it was recorded before, the first one first, and in ``over`` those of the
voids that it comes after: another machine must not take one of them for the later word.
"""

from __future__ import annotations

from itertools import chain, groupby
from typing import TYPE_CHECKING, Final

from skinroutine.history.codec import action_of, event_of
from skinroutine.history.events import OWN, HoldRecord, VoidRecord, payload_of
from skinroutine.history.records import VOID, Draft, Event
from skinroutine.light_typing import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from skinroutine.history.reader import Reader

UNDOES: Final = "undoes"
REDOES: Final = "redoes"
AGAIN: Final = "again"
OVER: Final = "over"
_TYPED: Final = 50
"""No command writes so many events at once."""

_COLUMNS = "seq, id, kind, happened, happened_offset, recorded, data, replaces, treatment"
# A plan changes nothing: undo leaves it alone.
_BACK = f"""SELECT {_COLUMNS} FROM events
WHERE kind <> 'plan' ORDER BY recorded DESC, id DESC"""  # noqa: S608  no value is put in
_BY_ID = f"SELECT {_COLUMNS} FROM events WHERE id = ?"  # noqa: S608  the same
_IS_LIVE = "SELECT 1 FROM live WHERE id = ?"
_REPLACING = "SELECT id FROM events WHERE replaces = ? AND kind <> 'void'"
_VOIDS = "SELECT id FROM events WHERE replaces = ? AND kind = 'void'"
# Word for word as in the index ``events_again``.
_COPIES = """SELECT id FROM events WHERE instr(data, '"again":["')
AND substr(data, instr(data, '"again":["') + 10, 36) = ? ORDER BY recorded, id"""


class UndoStep(NamedTuple):
    """One step back or forth: the action, what it had replaced or voided, and what has to be added."""

    events: list[Event]
    earlier: list[Event]
    drafts: list[Draft]
    written: tuple[Event, ...] = ()

    @property
    def touched(self) -> list[Event]:
        """Every event whose place changes."""
        return [event for event in [*self.earlier, *self.events] if event.kind != VOID]


def to_undo(db: sqlite3.Connection) -> UndoStep | None:
    """Return the step that takes back the newest action that stands, or None."""
    undone: dict[str, bool] = {}
    for events in _actions_back(db):
        # From the newest back: the last word on an action is met first, and stays.
        turned = _turned(events)
        if turned:
            undone.setdefault(action_of(turned[0]), bool(events[0].payload.undoes))
        elif not undone.get(action_of(events[0].id)):
            turn = _turn(db, events, UNDOES)
            if turn.drafts:
                return turn
    return None


def to_redo(db: sqlite3.Connection) -> UndoStep | None:
    """Return the step that does again what was undone last, or None once something new was done."""
    known: set[str] = set()
    for events in _actions_back(db):
        turned = _turned(events)
        if not turned and any(event.kind == "symptom-check" for event in events):
            continue  # it judges, and what was undone before can be done again beside it
        if not turned:
            break
        if action_of(turned[0]) not in known and events[0].payload.undoes:
            turn = _turn(db, _events(db, turned), REDOES)
            if turn.drafts:
                return turn
        known.add(action_of(turned[0]))
    return None


def root_of(event: Event) -> str:
    """Return the id under which the event was first recorded."""
    return next(iter(event.payload.again), event.id)


def versions_before(history: Reader, event: Event) -> Iterator[Event]:
    """Yield what an event was before each of its edits, newest first; a damaged file may go in a circle."""
    seen: set[str] = set()
    while event.replaces and event.replaces not in seen and (before := history.event(event.replaces)):
        seen.add(before.id)
        yield before
        event = before


def earlier_ids(event: Event) -> list[str]:
    """Return the ids of what the event replaced and of what it brings back."""
    return [*([event.replaces] if event.replaces else []), *event.payload.again]


def stands_as(db: sqlite3.Connection, event_id: str) -> str | None:
    """Return the id of what stands in the place of an event after every edit, undo and redo, or None."""
    if db.execute(_IS_LIVE, (event_id,)).fetchone():
        return event_id
    ahead, seen = [event_id], set[str]()
    while ahead:
        for known_id in _ids_of(db, ahead.pop()):
            if db.execute(_IS_LIVE, (known_id,)).fetchone():
                return known_id
            later = [row[0] for row in db.execute(_REPLACING, (known_id,)) if known_id not in seen]
            seen.add(known_id)
            ahead += later
    return None


def _actions_back(db: sqlite3.Connection) -> Iterator[list[Event]]:
    rows = (event_of(row) for row in db.execute(_BACK))
    # One write shares the beginning of its ids, and so lies together in this order.
    for _, events in groupby(rows, lambda event: action_of(event.id)):
        action = _without_holds(list(events)[::-1])
        if action:
            yield action


def _without_holds(action: list[Event]) -> list[Event]:
    """An action without the hold that a session has set: that ends by a release alone.

    One goes with the check that set it, and with the word of the person whose own it is.
    """
    if any(event.kind == "symptom-check" for event in action):
        return action
    return [event for event in action if event.kind != "hold" or HoldRecord.of(event).rule == OWN]


def _turned(events: list[Event]) -> list[str]:
    """The events that this action undoes or redoes, each once; none for an action of its own."""
    payloads = (event.payload for event in events)
    return list(dict.fromkeys(chain.from_iterable(each.undoes or each.redoes for each in payloads)))


def _turn(db: sqlite3.Connection, events: list[Event], key: str) -> UndoStep:
    ids = [event.id for event in events]
    replaced = {event.id: _events(db, [event.replaces]) for event in events if event.replaces}
    drafts = []
    for event in events:
        before = next(iter(replaced.get(event.id, [])), None)
        after = None if event.kind == VOID else event
        source, target = (after, before) if key == UNDOES else (before, after)
        # Each names the whole action; of one that was never typed, as from a file, only its own part.
        link: dict[str, object] = {key: ids if len(ids) <= _TYPED else [event.id]}
        drafts += _change(db, source, target, link)
    return UndoStep(events, [earlier for found in replaced.values() for earlier in found], drafts)


def _change(
    db: sqlite3.Connection, source: Event | None, target: Event | None, link: dict[str, object]
) -> list[Draft]:
    """What puts ``target`` where ``source`` is; nothing where that was changed by other means since."""
    there = _live(db, source.id) if source else None
    if source is not None and there is None:
        return []
    if target is None:
        return [Draft(VoidRecord.read(link), replaces=there)]
    if source is None and _live(db, target.id):
        return []
    again = _ids_of(db, target.id)
    over = [row[0] for known_id in again for row in db.execute(_VOIDS, (known_id,))]
    data = {**_linked(db, target.payload.content), **link, AGAIN: again, **({OVER: over} if over else {})}
    return [Draft(payload_of(target.kind, data), target.happened, there)]


def _live(db: sqlite3.Connection, event_id: str) -> str | None:
    """The id under which an event stands now."""
    return next((entry for entry in _ids_of(db, event_id) if db.execute(_IS_LIVE, (entry,)).fetchone()), None)


def _ids_of(db: sqlite3.Connection, event_id: str) -> list[str]:
    """All ids under which an event was recorded, the first one first."""
    first = [first_id for event in _events(db, [event_id]) for first_id in event.payload.again[:1]]
    root = first[0] if first else event_id
    return [root, *(row[0] for row in db.execute(_COPIES, (root,)))]


def _linked(db: sqlite3.Connection, data: dict[str, object]) -> dict[str, object]:
    """The same data, where it names an event that was brought back under the id that this has now."""
    return {
        key: _live(db, value) or value if isinstance(value, str) and _events(db, [value]) else value
        for key, value in data.items()
    }


def _events(db: sqlite3.Connection, ids: Iterable[str]) -> list[Event]:
    return [event_of(row) for event_id in ids for row in db.execute(_BY_ID, (event_id,))]
