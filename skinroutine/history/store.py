"""The history as the rest of the program sees it: every question, and the ways to write.

What only writing needs is imported there: `due` and `status` read, and shall not wait for it.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

from contextlib import nullcontext

from skinroutine.history.codec import moment_of, utc_text
from skinroutine.history.files import explain, open_transaction
from skinroutine.history.reader import Reader
from skinroutine.history.records import Draft, Event
from skinroutine.history.snapshots import Snapshots

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from skinroutine.history.backlog import Backlog
    from skinroutine.history.events import Payload
    from skinroutine.history.merge import Merged
    from skinroutine.history.pages import EntryPlace
    from skinroutine.history.records import Derived, Standing
    from skinroutine.history.undo import UndoStep
    from skinroutine.history.writer import Row

    Restate = Callable[[Reader], Derived | Iterable[Standing]]
    RestateAfter = Callable[[Reader, list[Event]], Derived | Iterable[Standing]]

# What a clock that was ahead has dated in the future comes last.
_LAST_TOLD = """SELECT * FROM live WHERE kind = 'fact' AND json_extract(data, '$.question') = ?
ORDER BY happened <= ? DESC, happened DESC, recorded DESC, id DESC LIMIT 1"""
_BEFORE_DAY_PARTS = """UPDATE day_parts SET last_before = ?1
WHERE last_before IS NULL OR last_before < ?1"""


class History(Reader):
    """The events of one person in the file at ``path``; ``now`` gives the aware present.

    Nothing is ever changed or deleted: an edit replaces an event by a new one, an undo voids
    it. A reading method never creates the file. Every method raises HistoryTooNew,
    HistoryDamaged, HistoryUnwritable or HistoryBusy if the file cannot be used.
    """

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        super().__init__(Snapshots(path).open)
        self._path = path
        self._now = now

    def last_told(self, question: str) -> Event | None:
        """Return the last fact about a question, also one that ends what was told before."""
        return next(iter(self._events(_LAST_TOLD, question, utc_text(self._now()))), None)

    def places(self, kinds: Collection[str]) -> Generator[EntryPlace]:
        """Yield which events of these kinds stand, newest first.

        Nobody can record anything before the last one, or ``close``.
        """
        from skinroutine.history import pages

        with self._opened() as connection:
            yield from pages.places(connection, kinds)

    def entries(self, ids: Sequence[str]) -> Iterator[Event]:
        """Yield the events with these ids one by one, in their order; nobody who records waits for it."""
        from skinroutine.history import pages

        with explain(self._path):
            yield from pages.entries(self._opened, ids)

    def crowded_endings(self, length: int) -> set[str]:
        """Return the endings of ids, of that length, that more than one event has: of all in one go."""
        from skinroutine.history.ids import crowded_endings_in

        with self._opened() as connection:
            return crowded_endings_in(connection, length)

    def record(
        self, payload: Payload, *, happened: datetime | None = None, replaces: str | None = None
    ) -> Event:
        """Write one event and return it; for the errors see ``write``."""
        return self.write([Draft(payload, happened, replaces)])[0]

    def void(
        self, event_id: str, *, payload: Payload | None = None, standing: Restate | None = None
    ) -> Event:
        """Take an event out by a new one that voids it, and return the new one.

        A release may be voided: its hold is in force again. For the errors see ``write``.
        """
        from skinroutine.history.events import VoidRecord

        return self.write([Draft(payload or VoidRecord(), replaces=event_id)], standing)[0]

    def write(self, entries: Sequence[Draft], standing: Restate | None = None) -> list[Event]:
        """Write several events and what stands after them, all or nothing, and return them.

        ``standing`` is called inside the transaction, with a reader that already sees the
        events; its rows take the place of those of the same treatment and area, or of all where
        other rules made them. Hand it in whenever a session is added, replaced or voided. A
        standing whose last session is taken out goes by itself.

        Raises ValueError or TypeError for a draft that cannot be kept, NoSuchEntry for an id
        that names nothing, EntryGone for one that was replaced or voided before, HoldStands
        for a hold: only a release ends it, or the undo of all that was written with it.
        """
        from skinroutine.history import projections
        from skinroutine.history.writer import append, check_draft

        drafts = [check_draft(entry) for entry in entries]
        if not drafts and standing is None:
            return []
        with open_transaction(self._path) as connection:
            events = append(connection, drafts, self._now())
            if standing is not None:
                projections.restate(connection, standing(Reader(lambda: nullcontext(connection))))
        return events

    def merge(self, events: Iterable[Event], standing: Restate) -> Merged:
        """Add events of another machine and return what came of it; an error in ``events`` adds none.

        They may come in any order. One that is known stays as it is, whatever the other one says. Two
        histories with the same events agree in everything. ``standing`` is called as in ``write``.
        """
        from skinroutine.history.writer import row_of

        return self.merge_rows(map(row_of, events), standing)

    def merge_rows(
        self, rows: Iterable[Row], standing: Restate, before_day_parts: datetime | None = None
    ) -> Merged:
        """Do the same with events that are rows already, as ``writer.row_of`` makes them.

        Until ``before_day_parts`` calendars may have been made of them in the form of before.
        """
        from skinroutine.history import merge, projections

        with open_transaction(self._path) as connection:
            merged = merge.merge(connection, rows)
            if before_day_parts:
                connection.execute(_BEFORE_DAY_PARTS, (utc_text(before_day_parts),))
            if merged.new:
                projections.restate(connection, standing(Reader(lambda: nullcontext(connection))))
        return merged

    def renew(self, make: Callable[[Reader], Derived]) -> None:
        """Store anew what follows from the events, where other rules than those of ``make`` stand behind it.

        In a file that cannot be written it is worked out on a copy in memory, for as long as this lasts.
        """
        from weakref import finalize

        from skinroutine.history import projections
        from skinroutine.history.copies import copy_of
        from skinroutine.history.errors import HistoryBusy, HistoryUnwritable

        try:
            with open_transaction(self._path) as connection:
                projections.restate(connection, make(Reader(lambda: nullcontext(connection))))
        except (HistoryUnwritable, HistoryBusy):
            with self._opened() as connection:
                copy = copy_of(connection)
            finalize(self, copy.close)  # the copy lives as long as this; Python 3.13 warns of one left open
            self._opened = lambda: nullcontext(copy)
            projections.restate(copy, make(self))

    def states(self, rows: Iterable[Row]) -> list[str]:
        """Return what each event of another machine is to this history: "new", "known" or "conflict"."""
        from skinroutine.history import merge

        with self._opened() as connection:
            return merge.states_of(connection, rows)

    def standing_of(self, event_id: str) -> Event | None:
        """Return what stands in place of an event after all edits, undos and redos; else None."""
        from skinroutine.history import undo

        with self._opened() as connection:
            found = undo.stands_as(connection, event_id)
        return self.event(found) if found else None

    def last_before_day_parts(self) -> datetime | None:
        """Return when the last event was recorded before calendars had day parts; None where none was."""
        with self._opened() as connection:
            [found] = connection.execute("SELECT last_before FROM day_parts").fetchone()
            return moment_of(found) if found else None

    def backlog(self, moment: datetime) -> Backlog:
        """Return what was recorded before this aware moment, counted, and the worst check of it."""
        from skinroutine.history.backlog import backlog_in

        with self._opened() as connection:
            return backlog_in(connection, moment)

    def undo(self, standing: RestateAfter) -> UndoStep | None:
        """Take back the newest action that stands, by new events; None when there is none.

        A hold that was set with a session stays, any other goes with what set it. ``standing`` is called as
        in ``write``, with the events whose place changed; it gives the rows of what they treated.
        """
        from skinroutine.history.undo import to_undo

        return self._turn(to_undo, standing)

    def redo(self, standing: RestateAfter) -> UndoStep | None:
        """Do again what was undone last; None when there is none, or when something new was done since."""
        from skinroutine.history.undo import to_redo

        return self._turn(to_redo, standing)

    def next_redo(self) -> UndoStep | None:
        """Return what ``redo`` would do, and do nothing."""
        from skinroutine.history.undo import to_redo

        with self._opened() as connection:
            return to_redo(connection)

    def _turn(
        self, find: Callable[[sqlite3.Connection], UndoStep | None], standing: RestateAfter
    ) -> UndoStep | None:
        from skinroutine.history import projections
        from skinroutine.history.writer import append, check_draft

        with self._opened() as connection:  # with nothing to do no file is made
            if find(connection) is None:
                return None
        with open_transaction(self._path) as connection:
            # Asked again inside the transaction: another process may have undone it meanwhile.
            turn = find(connection)
            if turn is None:
                return None
            written = append(connection, [check_draft(draft) for draft in turn.drafts], self._now())
            seen = Reader(lambda: nullcontext(connection))
            projections.restate(connection, standing(seen, turn.touched))
        return turn._replace(written=tuple(written))
