"""The part of a history that is read of sessions, and the same where each question is asked once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from skinroutine.light_typing import Protocol, TypeVar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from skinroutine.history import Event, Hold, SessionBrief
    from skinroutine.history.parts import Crossing

T = TypeVar("T")


class SessionHistory(Protocol):
    """The part of a history that is read here: the file, or the file while it is being written."""

    def last_sessions(
        self, area: str | None = None, treatment: str | None = None, limit: int = 3
    ) -> list[Event]:
        """The last sessions on an area."""

    def sessions_telling(
        self, areas: Collection[str], treatment: str, moment: datetime, words: Collection[str]
    ) -> list[tuple[str, SessionBrief]]:
        """The sessions after a moment of which one of these words may have been told, behind their areas."""

    def sessions_apart(
        self, area: str, treatment: str, since: datetime, before: datetime
    ) -> list[SessionBrief]:
        """The sessions from one moment up to another; of those that were recorded alike the newest."""

    def last_briefs(self, area: str, treatment: str, limit: int) -> list[SessionBrief]:
        """The last sessions on an area, with what is weighed of them."""

    def treated(self) -> list[tuple[str, str]]:
        """Every treatment and area with a session."""

    def events(self, kinds: Collection[str] = (), *, limit: int | None = None) -> list[Event]:
        """The events of these kinds, newest first."""

    def since(self, kind: str, moment: datetime) -> list[Event]:
        """The events of this kind from a moment on."""

    def holds(self, treatment: str | None = None) -> list[Hold]:
        """The holds in force."""

    def recent_crossings(self, most: int) -> list[tuple[Event, Crossing]]:
        """Those of the last sessions that went past a limit, each with its limits."""


class ReadOnce:
    """A history of which the same is asked again, as after each answer: it is read once."""

    def __init__(self, history: SessionHistory) -> None:
        self._history = history
        self._known: dict[tuple[object, ...], Any] = {}

    def once(self, read: Callable[..., T], *asked: object) -> T:
        """Return what is read for these arguments; later on the same."""
        key = (read.__name__, *asked)
        if key not in self._known:
            self._known[key] = read(*asked)
        found: T = self._known[key]
        return found

    def last_sessions(
        self, area: str | None = None, treatment: str | None = None, limit: int = 3
    ) -> list[Event]:
        """Return the last sessions on an area."""
        return self.once(self._history.last_sessions, area, treatment, limit)

    def sessions_telling(
        self, areas: Collection[str], treatment: str, moment: datetime, words: Collection[str]
    ) -> list[tuple[str, SessionBrief]]:
        """Return the sessions after a moment of which one of these words may have been told."""
        return self.once(self._history.sessions_telling, tuple(areas), treatment, moment, tuple(words))

    def sessions_apart(
        self, area: str, treatment: str, since: datetime, before: datetime
    ) -> list[SessionBrief]:
        """Return the sessions from one moment up to another, as the history has them."""
        return self._history.sessions_apart(area, treatment, since, before)

    def last_briefs(self, area: str, treatment: str, limit: int) -> list[SessionBrief]:
        """Return the last sessions on an area, with what is weighed of them."""
        return self.once(self._history.last_briefs, area, treatment, limit)

    def treated(self) -> list[tuple[str, str]]:
        """Return every treatment and area with a session."""
        return self.once(self._history.treated)

    def events(self, kinds: Collection[str] = (), *, limit: int | None = None) -> list[Event]:
        """Return the events of these kinds, newest first."""
        return self._history.events(kinds, limit=limit)

    def since(self, kind: str, moment: datetime) -> list[Event]:
        """Return the events of this kind from a moment on."""
        return self._history.since(kind, moment)

    def holds(self, treatment: str | None = None) -> list[Hold]:
        """Return the holds in force."""
        return self.once(self._history.holds, treatment)

    def recent_crossings(self, most: int) -> list[tuple[Event, Crossing]]:
        """Return those of the last sessions that went past a limit."""
        return self._history.recent_crossings(most)
