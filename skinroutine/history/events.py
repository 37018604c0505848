"""What each kind of event is stored with: one record a kind. No other module knows the keys.

A record is made with the names of its parts and read from the dict of an event; both give the same. What an
entry of another version has beyond that stays in its dict.
"""

from __future__ import annotations

from datetime import date

from skinroutine.history import fields as form
from skinroutine.history.fields import StoredRecord, loose, optional, required
from skinroutine.history.parts import (
    NOTHING_PASSED,
    AftercareWindow,
    Crossing,
    FollowUpLook,
    HeadLimits,
    LaterEarly,
    PassedLimit,
    SessionWatch,
    StoredResult,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import ClassVar, Final, Self

    from skinroutine.history.records import Event, SessionBrief

BOOKKEEPING: Final = frozenset({"undoes", "redoes", "again", "over"})
"""Keys that say what an event undoes, redoes or brings back; no screen shows them."""
PATCH: Final = "patch"
"""The answer that says that a session was one test patch only."""


class Payload(StoredRecord):
    """What is stored with an event of any kind: what several kinds have in common is empty in the others."""

    kind: ClassVar[str] = ""
    treatment: str = loose(form.TEXT, default="")
    areas: list[str] = loose(form.WORDS, default=())
    answers: Mapping[str, object] = loose(form.ANSWERS, default=None)
    note: str = loose(form.TEXT, default="")
    photo: str = loose(form.TEXT, default="")
    undoes: list[str] = loose(form.WORDS, default=())
    redoes: list[str] = loose(form.WORDS, default=())
    again: list[str] = loose(form.WORDS, default=())
    over: list[str] = loose(form.WORDS, default=())

    @classmethod
    def of(cls, event: Event) -> Self:
        """Return the record of an event, read as one of this kind."""
        return cls.read(event.stored)

    @property
    def lost_answers(self) -> bool:
        """Whether answers were kept that cannot be read."""
        return not isinstance(self.stored.get("answers", {}), dict)

    @property
    def content(self) -> dict[str, object]:
        """Everything that is stored, by key, without what says how the event came about."""
        return {key: value for key, value in self.stored.items() if key not in BOOKKEEPING}


class SessionRecord(Payload):
    """What was done. ``head`` is the id of the head that was used, empty where none is named.

    ``later_early`` are sessions after it that were logged before it was, and that it makes too early.
    """

    kind = "session"
    treatment: str = required(form.TEXT)
    areas: list[str] = required(form.WORDS)
    answers: Mapping[str, object] = optional(form.ANSWERS)
    note: str = optional(form.TEXT)
    aftercare: list[AftercareWindow] = optional(form.each(AftercareWindow))
    follow_up: list[FollowUpLook] = optional(form.each(FollowUpLook))
    past_limits: list[PassedLimit] | None = optional(form.maybe_each(PassedLimit), default=None)
    watch: list[SessionWatch] | None = optional(form.maybe_each(SessionWatch), default=None)
    later_early: list[LaterEarly] | None = optional(form.maybe_each(LaterEarly), default=None)
    head: str = loose(form.TEXT, default="")

    @property
    def patch(self) -> bool:
        """Whether it was one test patch only."""
        return self.answers.get(PATCH) is True

    @property
    def crossing(self) -> Crossing:
        """The limits that it went past, as it was recorded."""
        if self.past_limits is None or self.watch is None:
            return NOTHING_PASSED
        return Crossing(self.past_limits, self.watch)


OWN: Final = "own"
"""Stands for the rule where a person set the hold."""


class HoldRecord(Payload):
    """A block of all sessions, by a rule or by the person's own word."""

    kind = "hold"
    treatment: str = required(form.TEXT)
    rule: str = required(form.TEXT)
    why: str = required(form.TEXT)
    least_days: int = required(form.DAYS)


class ReleaseRecord(Payload):
    """The end of a hold."""

    kind = "release"
    hold: str = required(form.ID)
    how: str = required(form.TEXT)


SELF: Final = "self"
"""Stands for the professional where the person says that a finding has healed."""


class ClearanceRecord(Payload):
    """A professional's word that sessions may go on after a finding; without one, after all they wait for."""

    kind = "clearance"
    who: str = required(form.TEXT)
    rule: str = loose(form.TEXT)
    finding: str = loose(form.TEXT, default="")


class FollowUpRecord(Payload):
    """How the skin took a session, some hours after it."""

    kind = "follow-up"
    session: str = required(form.ID)
    hours: float | None = required(form.NUMBER)
    reaction: str = required(form.TEXT)
    treatment: str = required(form.TEXT)
    areas: list[str] = required(form.WORDS)
    answers: Mapping[str, object] = optional(form.ANSWERS)


class FactRecord(Payload):
    """An answer that stays so: None says that what was remembered before is so no longer.

    ``options`` are those that were on offer, ``about`` is the answer that it hangs on. ``no_longer`` are
    options that are so no longer, and ``ends`` the ids of the facts that named them: of no other fact it
    takes anything away, so that what another machine knows stays.
    """

    kind = "fact"
    question: str = required(form.TEXT)
    answer: object = required(form.ANSWER)
    options: list[str] | None = optional(form.OPTIONS)
    areas: list[str] = optional(form.WORDS)
    about: object = optional(form.ANSWER)
    no_longer: list[str] = optional(form.WORDS, default=[])
    ends: list[str] = optional(form.WORDS, default=[])
    treatment: str = loose(form.TEXT)

    @property
    def lost_options(self) -> bool:
        """Whether options were on offer that cannot be read."""
        return self.options is None and self.stored.get("options") is not None


class DeviceRecord(Payload):
    """A head that is added, as it was described."""

    kind = "device"
    needle_mm: float | None = optional(form.MAYBE_NUMBER)
    single_use: object = optional(form.CLAIM)
    certified: object = optional(form.CLAIM)
    used_before: int | None = optional(form.USES)
    life: HeadLimits = optional(form.form_of(HeadLimits))
    name: str = loose(form.TEXT)
    treatment: str = loose(form.TEXT)
    device_kind: str = loose(form.TEXT, key="kind")
    opened: date | None = loose(form.DAY)


class DeviceEndRecord(Payload):
    """The end of a head: ``retires`` is the id of the event that added it, empty in one that adds a head."""

    kind = "device"
    treatment: str = loose(form.TEXT)
    name: str = loose(form.TEXT)
    retires: str = loose(form.TEXT)
    why: str = loose(form.MAYBE_TEXT)


class PauseRecord(Payload):
    """A time without reminders. ``until`` is a date (ISO), or empty where it is open."""

    kind = "pause"
    until: str = required(form.TEXT)
    why: str = required(form.TEXT)


class ResumeRecord(Payload):
    """The end of a pause."""

    kind = "resume"
    pause: str = required(form.ID)


class ResultRecord(Payload):
    """Answers and what they gave. ``unseen`` are the options of each list that nobody was asked about."""

    treatment: str = optional(form.NULL_TEXT)
    answers: Mapping[str, object] = optional(form.ANSWERS)
    unseen: Mapping[str, list[str]] | None = optional(form.LISTS, default=None)
    result: StoredResult = optional(form.form_of(StoredResult))


class PlanRecord(ResultRecord):
    """A plan: ``steps`` are the ids of its checklists, ``patch`` says that it was for one test patch only."""

    kind = "plan"
    steps: list[str] = loose(form.WORDS)
    patch: bool = loose(form.FLAG, default=False)


class SymptomCheckRecord(ResultRecord):
    """A check of symptoms. ``began_as`` is the id of what was kept of it before its last question."""

    kind = "symptom-check"
    began_as: str = loose(form.TEXT, default="")

    @property
    def about(self) -> list[list[str]]:
        """The areas and the symptoms that it was about, by their ids."""
        return [form.WORDS.read(self.answers.get(name)) for name in ("areas", "symptoms")]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was chosen from the lists of signs."""
        return self.answers.get("symptoms") == []


class VoidRecord(Payload):
    """That an event counts no longer."""

    kind = "void"


RECORDS: Final[Mapping[str, type[Payload]]] = {
    record.kind: record
    for record in (
        SessionRecord, SymptomCheckRecord, HoldRecord, ReleaseRecord, ClearanceRecord, DeviceRecord,
        FactRecord, PlanRecord, FollowUpRecord, PauseRecord, ResumeRecord, VoidRecord,
    )
}  # fmt: skip


def payload_of(kind: str, stored: Mapping[str, object]) -> Payload:
    """Return the record of that kind over what is stored; one without a kind for a kind that is unknown."""
    return RECORDS.get(kind, Payload).read(stored)


def records_in(brief: SessionBrief) -> tuple[SessionRecord, list[FollowUpRecord]]:
    """Return the record of a session of which a brief was made, and those of the reports on it."""
    return SessionRecord.read(brief.stored[0]), [FollowUpRecord.read(report) for report in brief.stored[1:]]


def answers_in(event: Event) -> Mapping[str, object]:
    """Return the answers in an event, by question; a fact is one answer."""
    if event.kind != FactRecord.kind:
        return event.payload.answers
    fact = FactRecord.of(event)
    return {fact.question: fact.answer}


def result_title(event: Event) -> str:
    """Return the verdict or the name of the level in an event; empty where there is none."""
    result = result_of(event)
    return result.title if result else ""


def result_of(event: Event) -> StoredResult | None:
    """Return the result in an event; None where there is none."""
    return ResultRecord.of(event).result if "result" in event.stored else None


def is_past_limits(event: Event) -> bool:
    """Return whether it was recorded with limits that it went past."""
    return "past_limits" in event.stored and bool(SessionRecord.of(event).crossing.limits)
