"""From the events of a time to a hand-over. Replaced and voided entries are not there any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple

from skinroutine.commands.handover.facts import devices_in_use, personal_facts
from skinroutine.commands.handover.records import (
    HandoverDocument,
    HandoverHold,
    HandoverRemoval,
    HandoverRule,
    HandoverSession,
)
from skinroutine.commands.handover.results import Results, limits_text, whole_checks
from skinroutine.commands.handover.wording import NOTES, AnswerWords, Redaction, within
from skinroutine.history import Event, History, Hold
from skinroutine.history.events import (
    FollowUpRecord,
    HoldRecord,
    ReleaseRecord,
    SessionRecord,
    SymptomCheckRecord,
)
from skinroutine.history.parts import PassedLimit
from skinroutine.history.undo import root_of
from skinroutine.rulebook import Question
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.library import Library
from skinroutine.show.documents import CitedSource

_AREAS: Final = "areas"
_PLANS: Final = 200
_ERROR: Final = "error"
SEE_SOMEONE: Final = 2
"""From this level on a check that was taken out stays on the page."""


class PageScope(NamedTuple):
    """The time that a page is about, both ends included, and what it leaves out.

    ``endings`` says each way in which a hold can end in words, ``own_hold`` names the rule of a person's own.
    """

    since: datetime
    until: datetime
    redacted: Sequence[str]
    endings: Mapping[str, str]
    own_hold: str


def gather(
    history: History, library: Library, scope: PageScope, made: datetime, file: str
) -> HandoverDocument:
    """Everything that was recorded in that time, for the page that goes into ``file`` (empty: none).

    Raises the errors of the history and of the rules.
    """
    return _Gatherer(history, library, scope).handover(made, file)


class _Gatherer:
    def __init__(self, history: History, library: Library, scope: PageScope) -> None:
        self.history, self.wording = history, history.wording()
        self.library = library
        self.scope = scope
        self.words = AnswerWords(library)
        self.redaction = Redaction(scope.redacted, self.words)
        self.common = Book(library)
        self.results = Results(self.common, self.words, self.redaction)

    def handover(self, made: datetime, file: str) -> HandoverDocument:
        events, planned = whole_checks(self._between("symptom-check")), self._between("plan")
        checks = [self.results.check(event) for event in events]
        removed = [self.results.check(event) for event in self._removed_checks()]
        plans = [self.results.plan(event) for event in planned]
        rules = [rule for check in [*checks, *removed] for rule in check.rules]
        rules += [rule for plan in plans for rule in plan.rules]
        rules = list({(rule.id, rule.message): rule for rule in rules}.values())
        return HandoverDocument(
            made=made,
            since=self.scope.since.date(),
            until=self.scope.until.date(),
            redacted=sorted(self.redaction.named),
            facts=personal_facts(
                [*events, *planned, *self._earlier_plans(), *self._until("fact")], self.words, self.redaction
            ),
            devices=devices_in_use(self.history, self.scope.since, self.scope.until, self.words),
            sessions=list(self._sessions()),
            removed=list(self._removals()),
            checks=checks,
            removed_checks=removed,
            holds=list(self._holds()),
            plans=plans,
            rules=rules,
            sources=self._sources(rules),
            file=file,
            levels={level.level: level.title.lower() for level in self.common.levels},
        )

    def _sources(self, rules: Iterable[HandoverRule]) -> list[CitedSource]:
        """Those of all rules on the page, once each; one that the rules no longer know is left out."""
        known = self.library.sources
        named = dict.fromkeys(name for rule in rules for name in rule.sources)
        return [CitedSource.of(known[name]) for name in named if name in known]

    def _between(self, kind: str) -> list[Event]:
        return list(map(self.wording.of, self.history.between(kind, self.scope.since, self.scope.until)))

    def _until(self, kind: str) -> list[Event]:
        return [event for event in self.history.events([kind]) if event.happened <= self.scope.until]

    def _earlier_plans(self) -> list[Event]:
        """The last plans of all: what was told before that time still tells of the person."""
        newest = self.history.events(["plan"], limit=_PLANS)
        return [event for event in newest if event.happened < self.scope.since]

    def _sessions(self) -> Iterator[HandoverSession]:
        sessions = self._between("session")
        later = self.history.follow_ups([event.id for event in sessions])
        hidden = self._hidden_rules()
        for event, crossing in zip(sessions, self.history.crossings(sessions), strict=True):
            after = sorted(later.get(event.id, []), key=lambda event: event.happened)
            yield self._with_limits(event, crossing.limits, self._session(event, after), hidden)

    def _with_limits(
        self, event: Event, stand: Sequence[PassedLimit], session: HandoverSession, hidden: set[str]
    ) -> HandoverSession:
        """The session with the limits that it went past, and those that a correction took away."""
        known = {limit.id for limit in stand}
        gone = [limit for limit in self._first_logged(event) if limit.id not in known]
        shown = [limit for limit in [*stand, *gone] if not self._hides(event, limit, hidden)]
        return HandoverSession.of(
            session,
            limits=[HandoverRule.of(limit) for limit in shown if limit.id in known],
            corrected=[HandoverRule.of(limit) for limit in shown if limit.id not in known],
            left_out=len(shown) < len(stand) + len(gone),
        )

    def _removals(self) -> Iterator[HandoverRemoval]:
        """The sessions that were taken out though they were past a limit, with those limits."""
        hidden = self._hidden_rules()
        for event, limits in removals(self.history, self.scope.since, self.scope.until):
            shown = [HandoverRule.of(limit) for limit in limits if not self._hides(event, limit, hidden)]
            whole = len(shown) == len(limits)
            yield HandoverRemoval.of(self._session(event, []), corrected=shown, left_out=not whole)

    def _removed_checks(self) -> list[Event]:
        """The checks of that time that called for somebody and that the person took out, newest first."""
        gone = self.history.gone("symptom-check", self.scope.since, self.scope.until)
        found = {
            root_of(event): self.wording.of(event)
            for event in gone
            if (SymptomCheckRecord.of(event).result.level or 0) >= SEE_SOMEONE
            and self.history.standing_of(event.id) is None
        }
        return list(found.values())

    def _first_logged(self, event: Event) -> list[PassedLimit]:
        """The limits of every older record that this one took the place of, each once."""
        found: dict[str, PassedLimit] = {}
        older = self.history.event(event.replaces) if event.replaces else None
        while older is not None:
            found = {
                each.id: each for each in SessionRecord.of(self.wording.of(older)).crossing.limits
            } | found
            older = self.history.event(older.replaces) if older.replaces else None
        return list(found.values())

    def _hides(self, event: Event, limit: PassedLimit, hidden: set[str]) -> bool:
        """Whether a limit would tell what is left out: by its answers, or by the hold that it names."""
        treatment, causes = event.payload.treatment, {pair.partition("=")[2] for pair in limit.because}
        return self.redaction.hides_reason(treatment, limit.because) or not causes.isdisjoint(hidden)

    def _session(self, event: Event, later: Sequence[Event]) -> HandoverSession:
        done, treatment = event.payload, event.payload.treatment
        questions, answers = self.words.questions(treatment), done.answers
        reactions = {question.becomes: question for question in questions.values() if question.becomes}
        used = {name: value for name, value in answers.items() if name not in {_AREAS, *reactions}}
        took = [self.words.label(questions.get(name), answers[name]) for name in reactions if name in answers]
        return HandoverSession(
            id=event.id,
            happened=event.happened,
            treatment=self.words.treatment(treatment),
            areas=[self.words.label(questions.get(_AREAS), area) for area in done.areas],
            settings=self.words.pairs(treatment, used),
            reaction="; ".join(took),
            later=[self._later(look, questions) for look in later],
            note=self._note_of(done.note),
            photos=[photo for noted in (event, *later) if (photo := self._note_of(noted.payload.photo))],
        )

    def _note_of(self, text: str) -> str:
        """What the person wrote or noted themselves; empty where notes are left out."""
        return "" if NOTES in self.redaction.named else text

    def _later(self, event: Event, questions: Mapping[str, Question]) -> str:
        """How the skin was some hours after the session: ``26 hours after it: longer than expected``."""
        look = FollowUpRecord.of(event)
        note, answers = self._note_of(look.note), look.answers
        asked = next((question for question in questions.values() if question.becomes), None)
        if asked and asked.becomes in answers:
            took = self.words.label(questions.get(asked.becomes), answers[asked.becomes])
        else:
            took = self.words.label(asked, look.reaction)
        noted = f' ("{note}")' if note else ""
        return f"{limits_text(look.hours)} after it: {within(took)}{noted}"

    def _holds(self) -> Iterator[HandoverHold]:
        """Those of that time, and those that run into it."""
        ended = {ReleaseRecord.of(event).hold: event for event in reversed(self.history.events(["release"]))}
        hidden = self._hidden_rules()
        for event in self._until("hold"):
            end = ended.get(event.id)
            if end is None or end.happened >= self.scope.since:
                yield self._hold_set(event, end, hidden)
        for root, event in self._holds_undone().items():
            taken = self.history.successor(event.id)
            if taken is not None and taken.happened >= self.scope.since:
                undone = {"ended": taken.happened, "how": "The person took it back", "mistaken": True}
                yield HandoverHold.of(self._hold_set(event, None, hidden), id=root, **undone)
        for hold in self.history.holds():
            if hold.found and hold.since <= self.scope.until:
                yield self._hold_awaited(hold, hidden)

    def _holds_undone(self) -> dict[str, Event]:
        """The holds that were undone and not done again, each once by its first id."""
        gone = self.history.gone("hold", datetime.min.replace(tzinfo=UTC), self.scope.until)
        return {root_of(event): event for event in gone if self.history.standing_of(event.id) is None}

    def _hold_awaited(self, hold: Hold, hidden: set[str]) -> HandoverHold:
        """What a check found that a professional has to clear, and nobody has."""
        return HandoverHold(
            id=hold.id,
            since=hold.since,
            treatment=self.words.treatment(hold.treatment) if hold.treatment else "",
            rule="" if hold.rule in hidden else hold.rule,
            why="" if hold.rule in hidden else hold.why,
            ended=None,
            how="",
            waits_for=hold.professional,
        )

    def _hold_set(self, event: Event, end: Event | None, hidden: set[str]) -> HandoverHold:
        hold = HoldRecord.of(self.wording.of(event))
        treatment, rule = hold.treatment, hold.rule
        how = ReleaseRecord.of(end).how if end else ""
        return HandoverHold(
            id=event.id,
            since=event.happened,
            treatment=self.words.treatment(treatment) if treatment else "",
            rule="" if rule in hidden else rule,
            why="" if rule in hidden else hold.why,
            ended=end.happened if end else None,
            how=self.scope.endings.get(how, how),
            mistaken=how == _ERROR,
        )

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


class Removal(NamedTuple):
    """The last record of a session that was past a limit, and all limits that its records were past."""

    event: Event
    limits: list[PassedLimit]


def removals(history: History, since: datetime, until: datetime) -> Iterator[Removal]:
    """Yield what was taken out of the sessions of that time, newest first, each session once.

    Raises the errors of the history.
    """
    records: dict[str, list[Event]] = {}
    for event in history.gone("session", since, until):
        if SessionRecord.of(event).crossing.limits and history.standing_of(event.id) is None:
            records.setdefault(_first(history, event), []).append(history.wording().of(event))
    for events in records.values():
        limits = {limit.id: limit for event in events for limit in SessionRecord.of(event).crossing.limits}
        yield Removal(events[-1], list(limits.values()))


def _first(history: History, event: Event) -> str:
    """The id under which a session was recorded first, before every change, undo and redo."""
    root = history.event(root_of(event)) or event
    older = history.event(root.replaces) if root.replaces else None
    return _first(history, older) if older else root.id
