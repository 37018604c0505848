"""The sessions of a page: what was used, how the skin took it, and which limits they went past."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from skinroutine.commands.handover.records import (
    Detail,
    HandoverCare,
    HandoverLook,
    HandoverRemoval,
    HandoverRule,
    HandoverSession,
    HandoverUndone,
)
from skinroutine.commands.handover.results import limits_text
from skinroutine.commands.handover.scope import PageScope, WordedHistory
from skinroutine.commands.handover.wording import NOTES, Redaction, within
from skinroutine.history import Event, History
from skinroutine.history.events import FollowUpRecord, SessionRecord
from skinroutine.history.parts import PassedLimit
from skinroutine.history.undo import root_of, versions_before
from skinroutine.rulebook import Question

_AREAS: Final = "areas"


class Sessions:
    """The sessions of a time. ``hidden`` are the rules that held because of what is left out.

    ``head_names`` are those of the heads, by the id of the event that added each.
    """

    def __init__(
        self,
        worded: WordedHistory,
        scope: PageScope,
        redaction: Redaction,
        hidden: set[str],
        head_names: Mapping[str, str],
    ) -> None:
        self.worded = worded
        self.history = worded.history
        self.scope = scope
        self.words = redaction.words
        self.redaction = redaction
        self.hidden = hidden
        self.head_names = head_names

    def logged(self) -> Iterator[HandoverSession]:
        """Yield those that stand, newest first."""
        sessions = self.worded.between("session", self.scope)
        later = self.history.follow_ups([event.id for event in sessions])
        for event, crossing in zip(sessions, self.history.crossings(sessions), strict=True):
            after = sorted(later.get(event.id, []), key=lambda event: event.happened)
            yield self._with_limits(event, crossing.limits, self._session(event, after))

    def removed(self) -> Iterator[HandoverRemoval]:
        """Yield the sessions that were taken out though they were past a limit, with those limits."""
        for event, limits in removals(self.worded, self.scope):
            if not limits:
                continue
            shown = [HandoverRule.of(limit) for limit in limits if not self._hides(event, limit)]
            whole = len(shown) == len(limits)
            yield HandoverRemoval.of(self._session(event, []), corrected=shown, left_out=not whole)

    def undone(self) -> Iterator[HandoverUndone]:
        """Yield the sessions that were taken out and had been within all limits, newest first."""
        for event, limits in removals(self.worded, self.scope):
            if not limits:
                session = self._session(event, [])
                areas = (within(area) for area in session.areas)
                what = ", ".join(["Session", within(session.treatment), *areas])
                yield HandoverUndone(happened=event.happened, what=what)

    def _with_limits(
        self, event: Event, stand: Sequence[PassedLimit], session: HandoverSession
    ) -> HandoverSession:
        """The session with the limits that it went past, and those that a correction took away."""
        known = {limit.id for limit in stand}
        gone = [limit for limit in self._first_logged(event) if limit.id not in known]
        shown = [limit for limit in [*stand, *gone] if not self._hides(event, limit)]
        return HandoverSession.of(
            session,
            looks=session.looks,
            limits=[HandoverRule.of(limit) for limit in shown if limit.id in known],
            corrected=[HandoverRule.of(limit) for limit in shown if limit.id not in known],
            left_out=len(shown) < len(stand) + len(gone),
        )

    def _first_logged(self, event: Event) -> list[PassedLimit]:
        """The limits of every older record that this one took the place of, each once."""
        found: dict[str, PassedLimit] = {}
        for older in versions_before(self.history, event):
            logged = SessionRecord.of(self.worded.wording.of(older)).crossing.limits
            found = {limit.id: limit for limit in logged} | found
        return list(found.values())

    def _hides(self, event: Event, limit: PassedLimit) -> bool:
        """Whether a limit would tell what is left out: by its answers, or by the hold that it names."""
        treatment, causes = event.payload.treatment, {pair.partition("=")[2] for pair in limit.because}
        return self.redaction.hides_reason(treatment, limit.because) or not causes.isdisjoint(self.hidden)

    def _session(self, event: Event, later: Sequence[Event]) -> HandoverSession:
        done, treatment = event.payload, event.payload.treatment
        questions, answers = self.words.questions(treatment), done.answers
        reactions = {question.becomes: question for question in questions.values() if question.becomes}
        used = {name: value for name, value in answers.items() if name not in {_AREAS, *reactions}}
        took = [self.words.label(questions.get(name), answers[name]) for name in reactions if name in answers]
        looks = [HandoverLook(happened=look.happened, text=self._later(look, questions)) for look in later]
        return HandoverSession(
            id=event.id,
            happened=event.happened,
            treatment=self.words.treatment(treatment),
            areas=[self.words.label(questions.get(_AREAS), area) for area in done.areas],
            settings=[*self.words.pairs(treatment, used), *self._head(event)],
            reaction="; ".join(took),
            later=[look.text for look in looks],
            looks=looks,
            note=self._note_of(done.note),
            photos=[photo for noted in (event, *later) if (photo := self._note_of(noted.payload.photo))],
            edited=event.replaces is not None,
            aftercare=[HandoverCare.of(step) for step in SessionRecord.of(event).aftercare if step.is_whole],
        )

    def _head(self, event: Event) -> Iterator[Detail]:
        """The head that was used, by its name."""
        name = self.head_names.get(SessionRecord.of(event).head)
        if name:
            yield Detail(name="Head", answer=name)

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


class Removal(NamedTuple):
    """The last record of a session that was taken out, and all limits that its records were past."""

    event: Event
    limits: list[PassedLimit]


def removals(worded: WordedHistory, scope: PageScope) -> Iterator[Removal]:
    """Yield what was taken out of the sessions of that time, newest first, each session once.

    Raises the errors of the history.
    """
    records: dict[str, list[Event]] = {}
    for event in worded.gone("session", scope):
        records.setdefault(_first(worded.history, event), []).append(event)
    for events in records.values():
        limits = {limit.id: limit for event in events for limit in SessionRecord.of(event).crossing.limits}
        yield Removal(events[-1], list(limits.values()))


def _first(history: History, event: Event) -> str:
    """The id under which a session was recorded first, before every change, undo and redo."""
    root = history.event(root_of(event)) or event
    older = history.event(root.replaces) if root.replaces else None
    return _first(history, older) if older else root.id
