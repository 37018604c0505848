"""What goes into the history and what comes out of it: plain records, no storage."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from skinroutine.text import spoken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from skinroutine.history.events import Payload

VOID = "void"
ENTRIES = (
    "session", "symptom-check", "hold", "release", "clearance", "device", "fact", "plan", "follow-up",
    "pause", "resume",
)  # fmt: skip
KINDS = (*ENTRIES, VOID)


class Draft(NamedTuple):
    """An event that is about to be written.

    ``happened`` is aware; None means now. ``replaces`` is the id of the event that this one takes the place
    of, or voids.
    """

    payload: Payload
    happened: datetime | None = None
    replaces: str | None = None

    @property
    def kind(self) -> str:
        """Return the kind of event that this is."""
        return self.payload.kind

    def as_event(self, now: datetime) -> Event:
        """Return the event as it will be, without an id yet."""
        return Event("", self.kind, self.happened or now, now, self.payload.stored, self.replaces)


class Event(NamedTuple):
    """One line of the history; it never changes.

    ``happened`` has the offset of the place where it happened, ``recorded`` is UTC. What is ``stored`` with
    it is read through its ``payload``.
    """

    id: str
    kind: str
    happened: datetime
    recorded: datetime
    stored: dict[str, object]
    replaces: str | None

    @property
    def payload(self) -> Payload:
        """Return what is stored with it, as the record of its kind."""
        from skinroutine.history.events import payload_of  # noqa: PLC0415  `due` reads no payload

        return payload_of(self.kind, self.stored)


BARRED: Final = "barred"
"""The name under which a standing keeps the rule that says no to its area, whatever the day."""


REMEMBERED: Final = "remembered"
"""The same for the rule that refuses it until the earliest date, because of what the person said before."""


class Explained(NamedTuple):
    """Why one of the dates of a standing is what it is.

    ``name`` is that of the date, ``rule`` and ``say`` are the rule behind it, ``treatment`` and
    ``counted`` the session that it counts from.
    """

    name: str
    rule: str
    say: str
    treatment: str
    counted: date


class Standing(NamedTuple):
    """Where one treatment of one area stands: the last session and the next dates.

    ``suggested`` is None where it was not worked out; ``lapsed``, from when on the next session starts
    again gently, is None where it never comes. ``untold`` names what was not known as the dates were made.
    """

    treatment: str
    area: str
    last_session: datetime
    earliest: date
    overdue: date
    suggested: date | None = None
    lapsed: date | None = None
    explained: tuple[Explained, ...] = ()
    untold: str = ""

    @property
    def bar(self) -> Explained | None:
        """The rule for which none of the dates counts, where there is one."""
        return next((why for why in self.explained if why.name == BARRED), None)


class Derived(NamedTuple):
    """What follows from the events by the rules of today, to be stored.

    ``rules`` is the name of these rules; where it differs from the stored one, ``rows`` are all rows of the
    ``treatments`` that they know. ``cleared_by`` says by rule who has to clear what a check found.
    """

    rows: Sequence[Standing]
    rules: str
    treatments: Sequence[str]
    cleared_by: Mapping[str, str]


class SkinCheck(NamedTuple):
    """A look at the skin that is asked for after a session, between ``opens`` and ``closes``.

    ``answer`` is the command that records it.
    """

    session: str
    treatment: str
    areas: tuple[str, ...]
    ask: str
    answer: str
    opens: datetime
    closes: datetime


class Pause(NamedTuple):
    """A time without reminders: it ends with the day ``until`` or, without one, by a resume."""

    id: str
    since: datetime
    until: date | None
    why: str


class Hold(NamedTuple):
    """A block that is in force since ``since``, for ``least_days`` days at the least.

    ``cleared_by`` names the professional who alone can end what it was set for, where somebody has to. One
    that nobody set, or that was ended without them, has the id of the check that found it.
    """

    id: str
    treatment: str
    since: datetime
    rule: str
    why: str
    least_days: int
    cleared_by: str = ""
    found: bool = False

    @property
    def least_end(self) -> datetime:
        """The moment until which it lasts at the least: before it nothing ends it as healed."""
        return self.since + timedelta(days=self.least_days)

    @property
    def professional(self) -> str:
        """Who has to clear it, in words: ``an allergy specialist``; empty where nobody has to."""
        words = spoken(self.cleared_by)
        return f"{'an' if words[0] in 'aeiou' else 'a'} {words}" if words else ""

    @property
    def clearing(self) -> str:
        """The command that records that they did."""
        return f"skinroutine hold end --how cleared --by {self.cleared_by}"
