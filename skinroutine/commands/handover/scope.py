"""The time that a page is about, what it leaves out, and the history in the words of today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from skinroutine.history import Event, History
from skinroutine.history.wording import Wording


class PageScope(NamedTuple):
    """The time that a page is about, both ends included, and what it leaves out.

    ``endings`` says each way in which a hold can end in words, ``own_hold`` names the rule of a person's own.
    """

    since: datetime
    until: datetime
    redacted: Sequence[str]
    endings: Mapping[str, str]
    own_hold: str


class WordedHistory(NamedTuple):
    """A history, and what the rules of today say in place of its sentences."""

    history: History
    wording: Wording

    def between(self, kind: str, scope: PageScope) -> list[Event]:
        """The events of a kind in the time of a page, newest first. Raises the errors of the history."""
        return [self.wording.of(event) for event in self.history.between(kind, scope.since, scope.until)]

    def gone(self, kind: str, scope: PageScope) -> list[Event]:
        """The same for those that were replaced or taken out and do not stand in another form."""
        gone = self.history.gone(kind, scope.since, scope.until)
        return [self.wording.of(event) for event in gone if self.history.standing_of(event.id) is None]
