"""What each kind of event is stored with: one record a kind. No other module knows the keys.

A record is made with the names of its parts and read from the dict of an event; both give the same. What an
entry of another version has beyond that stays in its dict.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final

from skinroutine.history.fields import (
    ANSWER,
    ANSWERS,
    CLAIM,
    DAY,
    DAYS,
    ID,
    LISTS,
    MAYBE_NUMBER,
    MAYBE_TEXT,
    NULL_TEXT,
    NUMBER,
    OPTIONS,
    TEXT,
    USES,
    WORDS,
    StoredRecord,
    each,
    loose,
    maybe_each,
    nested,
    optional,
    required,
)
from skinroutine.history.parts import (
    NOTHING_PASSED,
    AftercareWindow,
    Crossing,
    FollowUpLook,
    HeadLimits,
    PassedLimit,
    SessionWatch,
    StoredResult,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from skinroutine.history.records import Event

BOOKKEEPING: Final = frozenset({"undoes", "redoes", "again", "over"})
"""Keys that say what an event undoes, redoes or brings back; no screen shows them."""


class Payload(StoredRecord):
    """What is stored with an event of any kind: what several kinds have in common is empty in the others."""

    __slots__ = ()
    kind: ClassVar[str] = ""
    treatment: str = loose(TEXT, default="")
    areas: list[str] = loose(WORDS, default=())
    answers: Mapping[str, object] = loose(ANSWERS, default=None)
    note: str = loose(TEXT, default="")
    photo: str = loose(TEXT, default="")
    undoes: list[str] = loose(WORDS, default=())
    redoes: list[str] = loose(WORDS, default=())
    again: list[str] = loose(WORDS, default=())
    over: list[str] = loose(WORDS, default=())

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
    """What was done. ``head`` is the id of the head that was used, empty where none is named."""

    __slots__ = ()
    kind = "session"
    treatment: str = required(TEXT)
    areas: list[str] = required(WORDS)
    answers: Mapping[str, object] = optional(ANSWERS)
    note: str = optional(TEXT)
    aftercare: list[AftercareWindow] = optional(each(AftercareWindow))
    follow_up: list[FollowUpLook] = optional(each(FollowUpLook))
    past_limits: list[PassedLimit] | None = optional(maybe_each(PassedLimit), default=None)
    watch: list[SessionWatch] | None = optional(maybe_each(SessionWatch), default=None)
    head: str = loose(TEXT, default="")

    @property
    def crossing(self) -> Crossing:
        """The limits that it went past, as it was recorded."""
        if self.past_limits is None or self.watch is None:
            return NOTHING_PASSED
        return Crossing(self.past_limits, self.watch)


class HoldRecord(Payload):
    """A block of all sessions, by a rule or by the person's own word."""

    __slots__ = ()
    kind = "hold"
    treatment: str = required(TEXT)
    rule: str = required(TEXT)
    why: str = required(TEXT)
    least_days: int = required(DAYS)


class ReleaseRecord(Payload):
    """The end of a hold."""

    __slots__ = ()
    kind = "release"
    hold: str = required(ID)
    how: str = required(TEXT)


class ClearanceRecord(Payload):
    """A professional's word that sessions may go on."""

    __slots__ = ()
    kind = "clearance"
    who: str = required(TEXT)
    rule: str = loose(TEXT)


class FollowUpRecord(Payload):
    """How the skin took a session, some hours after it."""

    __slots__ = ()
    kind = "follow-up"
    session: str = required(ID)
    hours: float | None = required(NUMBER)
    reaction: str = required(TEXT)
    treatment: str = required(TEXT)
    areas: list[str] = required(WORDS)
    answers: Mapping[str, object] = optional(ANSWERS)


class FactRecord(Payload):
    """An answer that stays so: None says that what was remembered before is so no longer.

    ``options`` are those that were on offer, ``about`` is the answer that it hangs on.
    """

    __slots__ = ()
    kind = "fact"
    question: str = required(TEXT)
    answer: object = required(ANSWER)
    options: list[str] | None = optional(OPTIONS)
    areas: list[str] = optional(WORDS)
    about: object = optional(ANSWER)
    treatment: str = loose(TEXT)

    @classmethod
    def forgotten(cls, question: str, treatment: str) -> Self:
        """Return what ends a fact."""
        return cls.read({"question": question, "answer": None, "treatment": treatment})

    @property
    def lost_options(self) -> bool:
        """Whether options were on offer that cannot be read."""
        return self.options is None and self.stored.get("options") is not None


class DeviceRecord(Payload):
    """A head that is added, as it was described."""

    __slots__ = ()
    kind = "device"
    needle_mm: float | None = optional(MAYBE_NUMBER)
    single_use: object = optional(CLAIM)
    certified: object = optional(CLAIM)
    used_before: int | None = optional(USES)
    life: HeadLimits = optional(nested(HeadLimits))
    name: str = loose(TEXT)
    treatment: str = loose(TEXT)
    device_kind: str = loose(TEXT, key="kind")
    opened: date | None = loose(DAY)


class DeviceEndRecord(Payload):
    """The end of a head: ``retires`` is the id of the event that added it, empty in one that adds a head."""

    __slots__ = ()
    kind = "device"
    treatment: str = loose(TEXT)
    name: str = loose(TEXT)
    retires: str = loose(TEXT)
    why: str = loose(MAYBE_TEXT)


class PauseRecord(Payload):
    """A time without reminders. ``until`` is a date (ISO), or empty where it is open."""

    __slots__ = ()
    kind = "pause"
    until: str = required(TEXT)
    why: str = required(TEXT)


class ResumeRecord(Payload):
    """The end of a pause."""

    __slots__ = ()
    kind = "resume"
    pause: str = required(ID)


class ResultRecord(Payload):
    """Answers and what they gave. ``unseen`` are the options of each list that nobody was asked about."""

    __slots__ = ()
    treatment: str = optional(NULL_TEXT)
    answers: Mapping[str, object] = optional(ANSWERS)
    unseen: Mapping[str, list[str]] | None = optional(LISTS, default=None)
    result: StoredResult = optional(nested(StoredResult))


class PlanRecord(ResultRecord):
    """A plan: ``steps`` are the ids of its checklists."""

    __slots__ = ()
    kind = "plan"
    steps: list[str] = loose(WORDS)


class SymptomCheckRecord(ResultRecord):
    """A check of symptoms."""

    __slots__ = ()
    kind = "symptom-check"


class VoidRecord(Payload):
    """That an event counts no longer."""

    __slots__ = ()
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


def told_in(event: Event) -> Mapping[str, object]:
    """Return the answers in an event, by question; a fact is one answer."""
    if event.kind != FactRecord.kind:
        return event.payload.answers
    fact = FactRecord.of(event)
    return {fact.question: fact.answer}
