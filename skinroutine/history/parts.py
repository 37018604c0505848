"""What is nested in the record of an event: times of aftercare, limits, the result of a plan."""

from __future__ import annotations

from datetime import datetime, timedelta

from skinroutine.history import fields as form
from skinroutine.history.fields import LONG_AGO, StoredRecord, loose, optional, required
from skinroutine.light_typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Final


_NOT_SURE: Final = "=not_sure"
LONGEST_AFTERCARE: Final = timedelta(days=60)
"""No aftercare runs longer: what is in force now began in a session since then."""


class AftercareWindow(StoredRecord):
    """One step of aftercare with its times. ``ends`` is None for a step without an end."""

    id: str = required(form.TEXT)
    kind: str = required(form.TEXT)
    text: str = required(form.TEXT)
    starts: datetime = required(form.MOMENT)
    ends: datetime | None = required(form.MAYBE_MOMENT)
    subject: str = loose(form.TEXT)
    excludes: list[str] = loose(form.WORDS)
    areas: list[str] = loose(form.WORDS)
    """The areas that it is for, where these are not all of the session."""

    @property
    def is_whole(self) -> bool:
        """Whether it makes sense: in a damaged copy it may not."""
        return self.starts != LONG_AGO


class FollowUpLook(StoredRecord):
    """When the skin should be looked at after a session, and the command that records it."""

    id: str = loose(form.TEXT)
    ask: str = required(form.TEXT)
    opens: datetime = required(form.MOMENT)
    closes: datetime = required(form.MOMENT)
    answer: str = optional(form.TEXT)

    @property
    def is_whole(self) -> bool:
        """Whether it makes sense: in a damaged copy it may not."""
        return bool(self.ask) and LONG_AGO not in {self.opens, self.closes}


class PassedLimit(StoredRecord):
    """One limit that a session went past, in the words of its rule of that day.

    ``sure`` is False where only a "not sure" makes it one. ``not_before`` is the date (ISO) before which no
    session could be, where the limit has one. ``after`` are the ids of the sessions that it came too early
    after, ``watch`` those of what to watch for. ``unsure`` is what the person was not sure of, in words.
    """

    id: str = required(form.TEXT)
    verdict: str = required(form.TEXT)
    message: str = required(form.TEXT)
    because: list[str] = optional(form.WORDS)
    sources: list[str] = optional(form.WORDS)
    sure: bool = optional(form.YES)
    not_before: str = optional(form.MAYBE_TEXT)
    after: list[str] = optional(form.WORDS)
    watch: list[str] = optional(form.WORDS)
    unsure: list[str] = loose(form.WORDS, default=())


def unsure_in(because: Iterable[str]) -> list[str]:
    """The questions whose "not sure" is among the causes of a limit; of a list the details are left out."""
    names = [pair.removesuffix(_NOT_SURE) for pair in because if pair.endswith(_NOT_SURE)]
    return [name for name in names if "." not in name] or names


class SessionWatch(StoredRecord):
    """What to watch for after one session, and to do, with its times. ``check`` is when to look closely.

    ``help`` are those of the things to do that say whom to see where such a sign shows up.
    """

    id: str = required(form.TEXT)
    watch_for: list[str] = required(form.WORDS)
    until: datetime = required(form.MOMENT)
    do: list[str] = optional(form.WORDS)
    help: list[str] = optional(form.WORDS)
    check: datetime | None = optional(form.MAYBE_MOMENT)


class Crossing(NamedTuple):
    """All limits that one session went past, and what to watch for.

    Nothing judges a session anew: one that was recorded before there were such lists has none.
    """

    limits: Sequence[PassedLimit] = ()
    watches: Sequence[SessionWatch] = ()

    def watched(self, now: datetime) -> list[SessionWatch]:
        """Return what is still to watch for, the one that ends first at the front."""
        return sorted((watch for watch in self.watches if watch.until > now), key=lambda watch: watch.until)

    def watches_of(self, limit: PassedLimit) -> list[SessionWatch]:
        """Return what to watch for because of one limit."""
        return [watch for watch in self.watches if watch.id in limit.watch]

    def joined(self, more: Iterable[tuple[Iterable[PassedLimit], Iterable[SessionWatch]]]) -> Crossing:
        """Return the same with more limits; of two with one name the first stays."""
        limits = {limit.id: limit for limit in self.limits}
        watches = {watch.id: watch for watch in self.watches}
        for others, signs in more:
            limits = {**{limit.id: limit for limit in others}, **limits}
            watches = {**{watch.id: watch for watch in signs}, **watches}
        return Crossing(list(limits.values()), list(watches.values()))

    def within(self, ids: Iterable[str]) -> Crossing:
        """Return the part of it that is about these limits, with what to watch for after them."""
        kept = frozenset(ids)
        limits = [limit for limit in self.limits if limit.id in kept]
        named = {name for limit in limits for name in limit.watch}
        return Crossing(limits, [watch for watch in self.watches if watch.id in named])


NOTHING_PASSED = Crossing()


class HeadLimits(StoredRecord):
    """How long a head lasts: None where nothing limits it."""

    uses: int | None = optional(form.WHOLE)
    days_open: int | None = optional(form.WHOLE)


class LaterEarly(StoredRecord):
    """A session that was logged before an older one was, and that came too early after it."""

    session: str = required(form.ID)
    limits: list[PassedLimit] = required(form.each(PassedLimit))
    watch: list[SessionWatch] = required(form.each(SessionWatch))


class StoredReason(StoredRecord):
    """A rule behind a result. ``level`` is None where it gives a verdict; else that is empty."""

    id: str = required(form.TEXT)
    message: str = required(form.TEXT)
    because: list[str] = required(form.WORDS)
    sources: list[str] = required(form.WORDS)
    level: int | None = loose(form.WHOLE)
    verdict: str = loose(form.TEXT)
    not_sure_about: list[str] = loose(form.WORDS)
    until: str = loose(form.MAYBE_TEXT)
    """The day (ISO) before which it stays, or in words what has to be over; empty where neither is known."""


class StoredClash(StoredRecord):
    """Two answers that did not agree: the question, and the more careful answer, which counted."""

    question: str = loose(form.TEXT)
    message: str = loose(form.TEXT)
    stands: object = loose(form.ANSWER)


class StoredResult(StoredRecord):
    """The JSON of a plan or a check as it was shown; what is read of it later has a name."""

    reasons: list[StoredReason] = optional(form.each(StoredReason))
    clashes: list[StoredClash] = loose(form.each(StoredClash), key="contradictions")
    verdict: str = loose(form.TEXT)
    name: str = loose(form.TEXT)
    level: int | None = loose(form.WHOLE)
    actions: list[str] = loose(form.WORDS)
    back_if: list[str] = loose(form.WORDS)
    unreviewed_rules: list[str] = loose(form.WORDS)
    questions_asked: object = loose(form.ANSWER)

    def careful_answers(self, question: str) -> list[object]:
        """Return what counted of a question though it was not said: single answers, or options of a list."""
        found = [clash.stands for clash in self.clashes if clash.question == question]
        return [each for stands in found for each in (stands if isinstance(stands, list) else [stands])]

    @property
    def title(self) -> str:
        """The verdict of a plan, the name of a level of a check."""
        return self.verdict or self.name
