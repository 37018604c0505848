"""The history as the rest of the program sees it: every question, and the ways to write."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from skinroutine.history import folds
from skinroutine.history.files import reading, writing
from skinroutine.history.reader import Reader
from skinroutine.history.records import VOID, Draft, Event
from skinroutine.history.writer import append, checked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from skinroutine.history.records import Standing


class History(Reader):
    """The events of one person in the file at ``path``; ``now`` gives the aware present.

    Nothing is ever changed or deleted: an edit replaces an event by a new one, an undo voids
    it. A reading method never creates the file. Every method raises HistoryTooNew,
    HistoryDamaged, HistoryUnwritable or HistoryBusy if the file cannot be used.
    """

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        super().__init__(lambda: reading(path))
        self._path = path
        self._now = now

    def record(
        self,
        kind: str,
        data: Mapping[str, object],
        *,
        happened: datetime | None = None,
        replaces: str | None = None,
    ) -> Event:
        """Write one event and return it; for the errors see ``write``."""
        return self.write([Draft(kind, data, happened, replaces)])[0]

    def void(
        self,
        event_id: str,
        *,
        data: Mapping[str, object] | None = None,
        standing: Callable[[Reader], Iterable[Standing]] | None = None,
    ) -> Event:
        """Take an event out by a new one that voids it, and return the new one.

        A release may be voided: its hold is in force again. For the errors see ``write``.
        """
        return self.write([Draft(VOID, data or {}, replaces=event_id)], standing)[0]

    def write(
        self,
        entries: Sequence[Draft],
        standing: Callable[[Reader], Iterable[Standing]] | None = None,
    ) -> list[Event]:
        """Write several events and what stands after them, all or nothing, and return them.

        ``standing`` is called inside the transaction, with a reader that already sees the
        events; its rows take the place of those of the same treatment and area. Hand it in
        whenever a session is added, replaced or voided. A standing whose last session is
        taken out goes by itself.

        Raises ValueError or TypeError for a draft that cannot be kept, NoSuchEntry for an id
        that names nothing, EntryGone for one that was replaced or voided before, HoldStands
        for a hold: only a release ends it.
        """
        drafts = [checked(entry) for entry in entries]
        if not drafts and standing is None:
            return []
        with writing(self._path) as connection:
            events = append(connection, drafts, self._now())
            if standing is not None:
                folds.restate(connection, standing(Reader(lambda: nullcontext(connection))))
        return events
