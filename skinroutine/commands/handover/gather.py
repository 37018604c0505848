"""From the events of a time to a hand-over. Replaced and voided entries are not there any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from skinroutine.commands.handover.facts import devices_in_use, head_names, personal_facts, unknown_facts
from skinroutine.commands.handover.pauses import Pauses, events_until
from skinroutine.commands.handover.records import (
    HandoverDocument,
    HandoverEarlier,
    HandoverRule,
    HandoverUndone,
)
from skinroutine.commands.handover.results import Results, whole_checks
from skinroutine.commands.handover.scope import PageScope, WordedHistory
from skinroutine.commands.handover.sessions import Sessions
from skinroutine.commands.handover.wording import NOTES, AnswerWords, Redaction, within
from skinroutine.history import Event, History
from skinroutine.history.events import SymptomCheckRecord
from skinroutine.history.undo import root_of
from skinroutine.memory.heads import heads
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.library import Library
from skinroutine.show.document_parts import CitedSource

_PLANS: Final = 200
SEE_SOMEONE: Final = 2
"""From this level on a check that was taken out stays on the page as it was."""


def gather(
    history: History, library: Library, scope: PageScope, made: datetime, file: str
) -> HandoverDocument:
    """Everything that was recorded in that time, for the page that goes into ``file`` (empty: none).

    Raises the errors of the history and of the rules.
    """
    return _Gatherer(history, library, scope).handover(made, file)


class _Gatherer:
    def __init__(self, history: History, library: Library, scope: PageScope) -> None:
        self.history = history
        self.worded = WordedHistory(history, history.wording())
        self.library = library
        self.scope = scope
        self.words = AnswerWords(library)
        self.redaction = Redaction(scope.redacted, self.words)
        self.common = Book(library)
        self.results = Results(self.common, self.words, self.redaction)

    def handover(self, made: datetime, file: str) -> HandoverDocument:
        scope, hidden, owned = self.scope, self._hidden_rules(), heads(self.history, retired=True)
        events = whole_checks(self.worded.between("symptom-check", scope))
        planned = self.worded.between("plan", scope)
        checks = [self.results.check(event) for event in events]
        removed = [self.results.check(event) for event in self._removed_checks()]
        plans = [self.results.plan(event) for event in planned]
        rules = [rule for check in [*checks, *removed] for rule in check.rules]
        rules += [rule for plan in plans for rule in plan.rules]
        rules = list({(rule.id, rule.message): rule for rule in rules}.values())
        sessions = Sessions(self.worded, scope, self.redaction, hidden, head_names(owned))
        answered = [
            *events,
            *planned,
            *self._earlier_plans(),
            *events_until(self.history, "fact", scope.until),
        ]
        facts = personal_facts(answered, self.words, self.redaction)
        return HandoverDocument(
            made=made,
            since=scope.since.date(),
            until=scope.until.date(),
            redacted=sorted(self.redaction.named),
            facts=facts,
            devices=devices_in_use(owned, scope.since, scope.until, self.words),
            sessions=list(sessions.logged()),
            removed=list(sessions.removed()),
            checks=checks,
            removed_checks=removed,
            holds=list(Pauses(self.worded, scope, self.words, hidden).found()),
            plans=plans,
            rules=rules,
            sources=self._sources(rules),
            file=file,
            undone=[*sessions.undone(), *self._checks_undone()],
            not_known=unknown_facts(facts, answered, self.words, self.redaction),
            earlier=self._earlier(),
            levels={level.level: level.title.lower() for level in self.common.levels},
        )

    def _earlier(self) -> HandoverEarlier | None:
        """What was recorded before that time, counted; None where nothing was."""
        found = self.history.backlog(self.scope.since)
        if not found.sessions and not found.checks:
            return None
        return HandoverEarlier(
            since=found.since.astimezone(self.scope.since.tzinfo).date(),
            sessions=found.sessions,
            checks=found.checks,
            worst=self.results.check(self.worded.wording.of(found.worst)) if found.worst else None,
        )

    def _sources(self, rules: Iterable[HandoverRule]) -> list[CitedSource]:
        """Those of all rules on the page, once each; one that the rules no longer know is left out."""
        known = self.library.sources
        named = dict.fromkeys(name for rule in rules for name in rule.sources)
        return [CitedSource.of(known[name]) for name in named if name in known]

    def _earlier_plans(self) -> list[Event]:
        """The last plans of all: what was told before that time still tells of the person."""
        newest = self.history.events(["plan"], limit=_PLANS)
        return [event for event in newest if event.happened < self.scope.since]

    def _checks_gone(self) -> list[Event]:
        """The checks of that time that the person took out, newest first, each once."""
        gone = self.worded.gone("symptom-check", self.scope)
        return list({root_of(event): event for event in gone}.values())

    def _removed_checks(self) -> list[Event]:
        """Those of them that called for somebody."""
        return [event for event in self._checks_gone() if _level(event) >= SEE_SOMEONE]

    def _checks_undone(self) -> Iterator[HandoverUndone]:
        """The others: what they were, without their signs."""
        for event in self._checks_gone():
            if _level(event) < SEE_SOMEONE:
                treatment = event.payload.treatment
                about = f", {within(self.words.treatment(treatment))}" if treatment else ""
                what = f"Check of symptoms{about}, level {_level(event)}"
                yield HandoverUndone(happened=event.happened, what=what)

    def _hidden_rules(self) -> set[str]:
        """The rules that held, at any time, because of what is left out: a hold names its rule.

        What a person wrote of a hold of their own is a note.
        """
        own = {self.scope.own_hold} if NOTES in self.redaction.named else set[str]()
        if not self.redaction.named - {NOTES}:
            return own
        _, events = self.history.everything()  # a hold stands though the check that set it was removed
        checks = (event for event in events if event.kind == "symptom-check")
        return own | {rule for event in checks for rule in self.results.hidden_rules(event)}


def _level(event: Event) -> int:
    return SymptomCheckRecord.of(event).result.level or 0
