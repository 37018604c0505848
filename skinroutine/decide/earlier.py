"""The history as it was when a session was done."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from functools import cached_property

from skinroutine.history import Event, Hold, Reader, SessionBrief
from skinroutine.history.events import HoldRecord, ReleaseRecord, SessionRecord
from skinroutine.history.parts import Crossing

_MORE = 100
"""So many events more are read, as some of the newest may not have happened by then."""


class Earlier:
    """The history as it was when a session was done, without that session itself.

    ``without`` are the ids of older records of the same session, ``also`` is one that is about to be logged.
    """

    def __init__(self, history: Reader, moment: datetime, *without: str, also: Event | None = None) -> None:
        self._history = history
        # In one zone with what is read: to compare moments of two of them takes a hundred times as long.
        self._moment = moment.astimezone(UTC)
        self._without = frozenset(without) - {""}
        self._also = also

    def last_sessions(
        self, area: str | None = None, treatment: str | None = None, limit: int = 3
    ) -> list[Event]:
        """Return the last sessions of that time."""
        found = self._history.last_sessions(area, treatment, limit + self._since)
        if self._also is not None and _is_about(self._also, area, treatment):
            found = sorted([*found, self._also], key=lambda event: event.happened, reverse=True)
        return self._of_then(found)[:limit]

    def last_briefs(self, area: str, treatment: str, limit: int) -> list[SessionBrief]:
        """Return the same, with what is weighed of them."""
        most = limit + len(self._without)
        found = self._history.last_briefs(area, treatment, most, self._moment)
        also = self._also
        if also is not None and also.happened <= self._moment and _is_about(also, area, treatment):
            found.append(SessionBrief.of(also, ()))
            found.sort(key=lambda brief: brief.happened, reverse=True)
        return [brief for brief in found if self._is_of_then(brief)][:limit]

    def sessions_telling(
        self, areas: Collection[str], treatment: str, moment: datetime, words: Collection[str]
    ) -> list[tuple[str, SessionBrief]]:
        """Return those of that time of which one of these words may have been told, behind their areas."""
        found = self._history.sessions_telling(areas, treatment, moment, words, self._moment)
        also = [self._also] if self._also is not None else []
        about = [(area, each) for each in also for area in areas if _is_about(each, area, treatment)]
        logged = [(area, SessionBrief.of(each, ())) for area, each in about]
        return [*logged, *((area, brief) for area, brief in found if self._is_of_then(brief))]

    def sessions_apart(
        self, area: str, treatment: str, since: datetime, before: datetime
    ) -> list[SessionBrief]:
        """Return those of that time from one moment up to another; of those recorded alike the newest."""
        latest = min(before, self._moment)
        found = self._history.sessions_apart(area, treatment, since, latest, self._moment)
        return [brief for brief in found if self._is_of_then(brief)]

    @cached_property
    def _since(self) -> int:
        """How many sessions there are that were not there then: so many more have to be read."""
        return len(self._history.sessions_since(self._moment)) + len(self._without)

    def treated(self) -> list[tuple[str, str]]:
        """Return every treatment and area that had a session by then."""
        done = SessionRecord.of(self._also) if self._also is not None else None
        more = {(done.treatment, area) for area in done.areas} if done else set()
        pairs = sorted({*self._history.treated(), *more})
        return [pair for pair in pairs if self.last_briefs(pair[1], pair[0], 1)]

    def events(self, kinds: Collection[str] = (), *, limit: int | None = None) -> list[Event]:
        """Return the events of these kinds that had happened."""
        many = None if limit is None else limit + _MORE
        return self._of_then(self._history.events(kinds, limit=many))[:limit]

    def since(self, kind: str, moment: datetime) -> list[Event]:
        """Return the events of this kind that had happened, from a moment on."""
        return self._of_then(self._history.since(kind, moment))

    def recent_crossings(self, most: int) -> list[tuple[Event, Crossing]]:
        """Return those of the last sessions of that time that went past a limit, each with its limits."""
        return self._history.recent_crossings(most, until=self._moment, without=self._without)

    def holds(self, treatment: str | None = None) -> list[Hold]:
        """Return the holds that were in force: those of today that are as old, and those ended since."""
        now = [hold for hold in self._history.holds() if hold.since <= self._moment]
        ended = [self._end_of(event) for event in self._history.events(["release"])]
        found = [*now, *(hold for hold in ended if hold is not None)]
        return [hold for hold in found if treatment in (None, hold.treatment)]

    def _end_of(self, release: Event) -> Hold | None:
        """The hold that this release ended, where it was still in force then."""
        if release.happened <= self._moment:
            return None
        event = self._history.event(ReleaseRecord.of(release).hold)
        if event is None or event.happened > self._moment:
            return None
        hold = HoldRecord.of(self._history.wording().of(event))
        return Hold(event.id, hold.treatment, event.happened, hold.rule, hold.why, hold.least_days)

    def _of_then(self, events: Iterable[Event]) -> list[Event]:
        return [event for event in events if self._is_of_then(event)]

    def _is_of_then(self, found: Event | SessionBrief) -> bool:
        return found.happened <= self._moment and found.id not in self._without


def _is_about(event: Event, area: str | None, treatment: str | None) -> bool:
    done = event.payload
    return area in {None, *done.areas} and treatment in {None, done.treatment}
