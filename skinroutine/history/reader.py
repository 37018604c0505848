"""Questions to the history: SQL in, records out."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext

from skinroutine.history import in_force
from skinroutine.history.codec import event_of, newest_first, utc_text
from skinroutine.history.records import ENTRIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Generator, Iterator, Sequence
    from contextlib import AbstractContextManager
    from datetime import date, datetime
    from typing import Any

    from skinroutine.history.ids import Named
    from skinroutine.history.parts import Crossing
    from skinroutine.history.records import Event, Hold, Pause, SessionBrief, SkinCheck, Standing
    from skinroutine.history.wording import Wording

    Row = tuple[Any, ...]
    By = datetime | None

_BY_ID = "SELECT * FROM events WHERE id = ?"
_REPLACING = "SELECT * FROM events WHERE replaces = ?"
_OF_KIND = "SELECT * FROM live WHERE kind = ? ORDER BY happened DESC, recorded DESC, id DESC LIMIT ?"
_NEWEST = "SELECT * FROM live WHERE kind = ? ORDER BY recorded DESC, id DESC LIMIT 1"
_NEWEST_OF_TREATMENT = """SELECT * FROM live WHERE kind = ? AND treatment = ?
ORDER BY recorded DESC, id DESC LIMIT 1"""
_OF_TREATMENT = """SELECT * FROM live WHERE kind = 'session' AND treatment = ?
ORDER BY happened DESC, recorded DESC, id DESC LIMIT ?"""
# CROSS JOIN keeps the small indexed table outside: the newest rows come first, unsorted.
_OF_AREA = """SELECT live.* FROM session_area AS done CROSS JOIN live ON live.id = done.event_id
WHERE done.area = ? ORDER BY done.happened DESC, done.recorded DESC, done.event_id DESC LIMIT ?"""
_OF_PAIR = """SELECT live.* FROM session_area AS done CROSS JOIN live ON live.id = done.event_id
WHERE done.treatment = ? AND done.area = ?
ORDER BY done.happened DESC, done.recorded DESC, done.event_id DESC LIMIT ?"""
_SINCE = """SELECT * FROM live WHERE kind = ? AND happened >= ?
ORDER BY happened DESC, recorded DESC, id DESC"""
_BETWEEN = """SELECT * FROM live WHERE kind = ? AND happened >= ? AND happened <= ?
ORDER BY happened DESC, recorded DESC, id DESC"""
_GONE = """SELECT events.* FROM gone JOIN events ON events.id = gone.event_id
WHERE kind = ? AND happened >= ? AND happened <= ? ORDER BY happened DESC, recorded, id"""
_IS_USED = """SELECT EXISTS (SELECT 1 FROM session_area) OR EXISTS (SELECT 1 FROM finding)
OR EXISTS (SELECT 1 FROM standing) OR EXISTS (SELECT 1 FROM hold)"""


class Reader:
    """Reads the history; ``opened`` gives the connection for as long as one question takes.

    Lists are newest first; of two events that happened at the same time the one that was recorded later comes
    first. Replaced and voided events are left out everywhere but in ``event``. Every method raises
    HistoryTooNew, HistoryDamaged, HistoryUnwritable or HistoryBusy if the file cannot be read.
    """

    def __init__(self, opened: Callable[[], AbstractContextManager[sqlite3.Connection]]) -> None:
        self._opened = opened

    @contextmanager
    def snapshot(self) -> Iterator[Reader]:
        """Open the history once for several questions, which all see the same moment of it."""
        with self._opened() as db:
            yield Reader(lambda: nullcontext(db))

    def events(self, kinds: Collection[str] = (), *, limit: int | None = None) -> list[Event]:
        """Return the events of these kinds (all but "void" if none is named)."""
        from itertools import islice  # noqa: PLC0415  `due` lists nothing

        return list(islice(self.each(kinds), limit))

    def each(self, kinds: Collection[str] = ()) -> Generator[Event]:
        """Yield the same one by one. Nobody can record anything before the last one, or ``close``."""
        with self._opened() as db:
            listed = [db.execute(_OF_KIND, (kind, -1)) for kind in _kinds_or_all(kinds)]
            yield from map(event_of, newest_first(listed))

    def event(self, event_id: str) -> Event | None:
        """Return the event with this id, even if it was replaced or voided; else None."""
        return next(iter(self._events(_BY_ID, event_id)), None)

    def successor(self, event_id: str) -> Event | None:
        """Return the event that replaced or voided the one with this id; else None."""
        return next(iter(self._events(_REPLACING, event_id)), None)

    def named(self, part: str, most: int = 2, *, standing: bool = False) -> Named:
        """Return what begins or ends with these hexadecimal digits, the newest first; no voids.

        ``standing`` leaves out the ids of what was changed or taken out, but counts them.
        """
        from skinroutine.history.ids import named_in  # noqa: PLC0415  `due` names no entry

        with self._opened() as db:
            return named_in(db, part, most, standing=standing)

    def short_ids(self, ids: Collection[str], least: int = 6) -> dict[str, str]:
        """Return the shortest ending of each id, of ``least`` characters or more, that no other id has."""
        from skinroutine.history.ids import short_ids_in  # noqa: PLC0415  the same

        with self._opened() as db:
            return short_ids_in(db, ids, least)

    def everything(self) -> tuple[int, Iterator[Event]]:
        """Return how many events there are, and all as they were recorded: also what was replaced, and voids.

        What is recorded while they are read is left out; nobody who records has to wait for it.
        """
        from skinroutine.history.pages import everything  # noqa: PLC0415  `due` reads no page

        return everything(self._opened, event_of)

    def lines(self) -> tuple[int, Iterator[str]]:
        """Return the same, each as a line of JSON."""
        from skinroutine.history import jsonl, pages  # noqa: PLC0415  the same

        return pages.everything(self._opened, jsonl.line_of_row)

    def sessions(self) -> Iterator[Event]:
        """Yield the sessions that stand, oldest first; nobody who records has to wait for it."""
        from skinroutine.history.pages import sessions  # noqa: PLC0415  the same

        return sessions(self._opened, event_of)

    def newest(self, kinds: Collection[str], treatment: str | None = None) -> Event | None:
        """Return the event that was recorded last, of these kinds and of this treatment."""
        query = _NEWEST if treatment is None else _NEWEST_OF_TREATMENT
        about = () if treatment is None else (treatment,)
        with self._opened() as db:
            rows = [row for kind in _kinds_or_all(kinds) for row in db.execute(query, (kind, *about))]
            # When it was recorded, then its id: the same on every machine. In here damage is told as such.
            return event_of(max(rows, key=lambda row: (row[5], row[1]))) if rows else None

    def last_sessions(
        self, area: str | None = None, treatment: str | None = None, limit: int = 3
    ) -> list[Event]:
        """Return the last sessions, of this area and of this treatment if they are named."""
        values = [value for value in (treatment, area) if value is not None]
        queries = ((_OF_KIND, _OF_AREA), (_OF_TREATMENT, _OF_PAIR))
        query = queries[treatment is not None][area is not None]
        return self._events(query, *(values or ["session"]), limit)

    def last_briefs(self, area: str, treatment: str, limit: int, until: By = None) -> list[SessionBrief]:
        """Return the last sessions on an area (up to an aware moment), with what is weighed of each."""
        from skinroutine.history.briefs import last_in  # noqa: PLC0415  `due` weighs nothing

        with self._opened() as db:
            return last_in(db, area, treatment, limit, until)

    def sessions_telling(
        self,
        areas: Collection[str],
        treatment: str,
        moment: datetime,
        words: Collection[str],
        until: By = None,
    ) -> list[tuple[str, SessionBrief]]:
        """Return the sessions after a moment of which one of these words may have been told, behind areas."""
        from skinroutine.history.briefs import among, telling_in  # noqa: PLC0415  the same

        with self._opened() as db:
            ids = telling_in(db, areas, treatment, moment, words)
            return [(area, each) for area in areas for each in among(db, area, treatment, ids, until)]

    def sessions_apart(
        self, area: str, treatment: str, since: datetime, before: datetime, until: By = None
    ) -> list[SessionBrief]:
        """Return the sessions between two aware moments; of those recorded alike the newest."""
        from skinroutine.history.briefs import among  # noqa: PLC0415  the same

        with self._opened() as db:
            return among(db, area, treatment, in_force.apart_ids(db, area, treatment, since, before), until)

    def sessions_since(self, moment: datetime) -> list[Event]:
        """Return the sessions that happened at this aware moment or later."""
        return self.since("session", moment)

    def sessions_in_care(self, since: datetime, now: datetime) -> list[Event]:
        """Return those from an aware moment on of which some aftercare may not be over now."""
        with self._opened() as db:
            return [event_of(row) for row in in_force.in_care_rows(db, since, now)]

    def since(self, kind: str, moment: datetime) -> list[Event]:
        """Return the events of this kind that happened at this aware moment or later."""
        return self._events(_SINCE, kind, utc_text(moment))

    def sessions_told_of_later(self, moment: datetime) -> list[Event]:
        """Return those sessions before this aware moment of which something may be told for a time since."""
        from skinroutine.history.follow_ups import rows_told_of_later  # noqa: PLC0415  a chart alone asks

        with self._opened() as db:
            return [event_of(row) for row in rows_told_of_later(db, moment)]

    def between(self, kind: str, first: datetime, last: datetime) -> list[Event]:
        """Return the events of this kind that happened from one aware moment to another, both included."""
        return self._events(_BETWEEN, kind, utc_text(first), utc_text(last))

    def gone(self, kind: str, first: datetime, last: datetime) -> list[Event]:
        """Return the same for the events that were replaced or voided, each in the order of its records."""
        return self._events(_GONE, kind, utc_text(first), utc_text(last))

    def treated(self) -> list[tuple[str, str]]:
        """Return every (treatment, area) that has a session, in order of name."""
        with self._opened() as db:
            return list(in_force.treated_pairs(db))

    def standings(self) -> list[Standing]:
        """Return where each treatment of each area stands, in order of name.

        The dates are as good as the rules that they were worked out by: see ``stored_under``.
        """
        with self._opened() as db:
            return in_force.standings_in(db)

    def stored_under(self) -> str:
        """Return the name of the rules by which all dates were worked out; empty before there were any."""
        with self._opened() as db:
            return in_force.stored_under(db)

    def is_outdated(self, rules: str) -> bool:
        """Return whether something is stored that other rules than these stand behind."""
        with self._opened() as db:
            return in_force.stored_under(db) != rules and bool(db.execute(_IS_USED).fetchone()[0])

    def follow_ups(self, sessions: Collection[str]) -> dict[str, list[Event]]:
        """Return what was recorded later of how the skin took these sessions, by the id of the session.

        A session that was edited keeps what was recorded before the edit.
        """
        found: dict[str, list[Event]] = {session: [] for session in sessions}
        with self._opened() as db:
            for session, row in in_force.follow_up_rows(db, found):
                found[session].append(event_of(row))
        return found

    def recent_crossings(
        self,
        most: int = -1,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        without: Collection[str] = (),
    ) -> list[tuple[Event, Crossing]]:
        """Return those of the last sessions that went past a limit, each with its limits.

        Looked at are the ``most`` newest (-1: all), between moments and without ids where such are named.
        """
        from skinroutine.history.crossings import recent_in  # noqa: PLC0415  it reads events with this module

        with self._opened() as db:
            return recent_in(db, most, since, until, without)

    def crossings(self, events: Sequence[Event]) -> list[Crossing]:
        """Return the limits that each session went past; being early after one since removed is none."""
        from skinroutine.history.crossings import crossings_in  # noqa: PLC0415  it reads events with this module

        with self._opened() as db:
            return crossings_in(db, events)

    def checks(self, now: datetime) -> list[SkinCheck]:
        """Return the looks at the skin that are due at this aware moment and were not taken yet."""
        with self._opened() as db:
            found = in_force.open_checks(db, now)
            return found and self.wording().checks(found)

    def pause(self, today: date) -> Pause | None:
        """Return the pause that runs today, of several the one that ends last, or None."""
        return next(iter(self.pauses(today)), None)

    def pauses(self, today: date) -> list[Pause]:
        """Return all pauses that run today."""
        with self._opened() as db:
            return in_force.running_pauses(db, today)

    def holds(self, treatment: str | None = None) -> list[Hold]:
        """Return the holds in force (of this treatment), and what checks found that nobody has cleared."""
        with self._opened() as db:
            found = [hold for hold in in_force.holds_in_force(db) if treatment in (None, hold.treatment)]
            return found and self.wording().holds(found)

    def is_on_hold(self) -> bool:
        """Return whether some hold is in force."""
        with self._opened() as db:
            return bool(in_force.holds_in_force(db))

    def wording(self) -> Wording:
        """Return what the rules of today say in place of the sentences that were stored with events."""
        from skinroutine.history.wording import Wording  # noqa: PLC0415  `due` seldom speaks a sentence

        return Wording(self._opened, event_of)

    def _events(self, query: str, *values: str | int | None) -> list[Event]:
        with self._opened() as db:
            return [event_of(row) for row in db.execute(query, values)]


def _kinds_or_all(kinds: Collection[str]) -> Collection[str]:
    # A lone kind is a collection of letters for Python.
    return (kinds,) if isinstance(kinds, str) else set(kinds) or ENTRIES
