"""The holds of a page: those in force, those that ended, and those that were taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from skinroutine.commands.handover.records import HandoverHold
from skinroutine.commands.handover.scope import PageScope, WordedHistory
from skinroutine.commands.handover.wording import AnswerWords
from skinroutine.history import Event, History, Hold
from skinroutine.history.events import HoldRecord, ReleaseRecord
from skinroutine.history.undo import root_of

_ERROR: Final = "error"


class Pauses:
    """The holds of a time. ``hidden`` are the rules that held because of what is left out."""

    def __init__(self, worded: WordedHistory, scope: PageScope, words: AnswerWords, hidden: set[str]) -> None:
        self.wording = worded.wording
        self.history = worded.history
        self.scope = scope
        self.words = words
        self.hidden = hidden

    def found(self) -> Iterator[HandoverHold]:
        """Yield those of that time, and those that run into it."""
        ended = {ReleaseRecord.of(event).hold: event for event in reversed(self.history.events(["release"]))}
        for event in events_until(self.history, "hold", self.scope.until):
            end = ended.get(event.id)
            if end is None or end.happened >= self.scope.since:
                yield self._hold_set(event, end)
        for root, event in self._holds_undone().items():
            taken = self.history.successor(event.id)
            if taken is not None and taken.happened >= self.scope.since:
                yield HandoverHold.of(self._hold_set(event, None), id=root, **_taken_back(taken))
        for hold in self.history.holds():
            if hold.found and hold.since <= self.scope.until:
                yield self._hold_awaited(hold)

    def _holds_undone(self) -> dict[str, Event]:
        """The holds that were undone and not done again, each once by its first id."""
        gone = self.history.gone("hold", datetime.min.replace(tzinfo=UTC), self.scope.until)
        return {root_of(event): event for event in gone if self.history.standing_of(event.id) is None}

    def _hold_awaited(self, hold: Hold) -> HandoverHold:
        """What a check found that a professional has to clear, and nobody has."""
        return HandoverHold(
            id=hold.id,
            since=hold.since,
            treatment=self.words.treatment(hold.treatment) if hold.treatment else "",
            rule="" if hold.rule in self.hidden else hold.rule,
            why="" if hold.rule in self.hidden else hold.why,
            ended=None,
            how="",
            waits_for=hold.professional,
        )

    def _hold_set(self, event: Event, end: Event | None) -> HandoverHold:
        hold = HoldRecord.of(self.wording.of(event))
        treatment, rule = hold.treatment, hold.rule
        how = ReleaseRecord.of(end).how if end else ""
        return HandoverHold(
            id=event.id,
            since=event.happened,
            treatment=self.words.treatment(treatment) if treatment else "",
            rule="" if rule in self.hidden else rule,
            why="" if rule in self.hidden else hold.why,
            ended=end.happened if end else None,
            how=self.scope.endings.get(how, how),
            mistaken=how == _ERROR,
        )


def _taken_back(by: Event) -> dict[str, object]:
    return {"ended": by.happened, "how": "The person took it back", "mistaken": True}


def events_until(history: History, kind: str, until: datetime) -> list[Event]:
    """The events of a kind up to a moment, newest first. Raises the errors of the history."""
    return [event for event in history.events([kind]) if event.happened <= until]
