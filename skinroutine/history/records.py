"""What goes into the history and what comes out of it: plain records, no storage."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from functools import cache

from skinroutine.light_typing import NamedTuple
from skinroutine.text import capital, professional, whole_sentence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Final

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
        return _reader()(self.kind, self.stored)


@cache
def _reader() -> Callable[[str, Mapping[str, object]], Payload]:
    from skinroutine.history.events import payload_of  # noqa: PLC0415  `due` reads no payload

    return payload_of


class SessionBrief(NamedTuple):
    """What is weighed of a session: what is ``stored`` with it, then what is with each report on it.

    Of sessions that were done alike, and reported alike, it is one object.
    """

    id: str
    happened: datetime
    stored: tuple[dict[str, object], ...]

    @classmethod
    def of(cls, session: Event, reports: Iterable[Event]) -> SessionBrief:
        """Return what is weighed of a session that was reported on like this."""
        return cls(session.id, session.happened, (session.stored, *(report.stored for report in reports)))

    @property
    def likeness(self) -> int:
        """The same number for briefs that live and share what is stored, as one object."""
        return id(self.stored)


BARRED: Final = "barred"
"""The name under which a standing keeps the rule that says no to its area, whatever the day."""


REMEMBERED: Final = "remembered"
"""The same for the rule that refuses it until the earliest date, because of what the person said before."""


SOONER: Final = "sooner"
"""The same for the date, in place of the session's, on which it may be once what is not known yet is said."""


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
    def best_day(self) -> date:
        """The one day that a person is shown for the next session: the usual one where it is later."""
        return max(self.earliest, self.suggested or self.earliest)

    @property
    def bar(self) -> Explained | None:
        """The rule for which none of the dates counts, where there is one."""
        return next((why for why in self.explained if why.name == BARRED), None)

    @property
    def sooner(self) -> date | None:
        """The day that is shown once the person says what is not known yet, where that is sooner."""
        return next((why.counted for why in self.explained if why.name == SOONER), None)


class FindingRow(NamedTuple):
    """That a rule leaves a finding from a level on; without a rule, all at that level do that none names.

    ``who`` can clear it, ``healed`` are the days after which it can be said to have healed: None for never.
    ``weight`` is the place among the verdicts of what a plan then says.
    """

    rule: str
    level: int
    finding: str
    weight: int
    who: str
    healed: int | None


class TodaysSentence(NamedTuple):
    """What a rule says today: ``item`` is its id, ``part`` and ``place`` which of its sentences it is.

    ``nature`` names its condition. ``reads`` is what that reads, with a space between: a question, and behind
    "=" the answers with which it can hold, with commas; bounds of a number as ``at_least:48``.
    """

    treatment: str
    item: str
    part: str
    text: str
    place: int = 0
    nature: str = ""
    reads: str = ""


class Derived(NamedTuple):
    """What follows from the events by the rules of today, to be stored.

    ``rules`` is the name of these rules; where it differs from the stored one, ``rows`` are all rows of the
    ``treatments`` that they know. ``findings`` says what each rule of a check leaves, ``hold_ends`` how the
    hold of each level can end, and ``sentences`` what each rule says ``now``.
    """

    rows: Sequence[Standing]
    rules: str
    treatments: Sequence[str]
    findings: Sequence[FindingRow] = ()
    hold_ends: Mapping[int, Sequence[str]] = {}
    sentences: Sequence[TodaysSentence] = ()
    now: datetime | None = None


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


HEALED: Final = "healed"
CLEARED: Final = "cleared"
NAMED_BY: Final = 12
"""So many characters at the end of an id name no other one."""
HOLD_ENDS: Final = (HEALED, "seen", "error")
"""How a hold can end where its level says nothing else."""


class Hold(NamedTuple):
    """A block that is in force since ``since``, for ``least_days`` days at the least.

    ``finding`` is what a check found that does not end with the hold, and ``cleared_by`` the professional
    whose word ends that, where somebody has to. One that is ``found`` was never set, or its hold has ended:
    it has the id of the check, and ``weight`` is what a plan says. ``ends`` are the ways in which it can end.
    ``beside`` names what weighs as much as its finding: a word ends the hold once it ends all of these. One
    that ``outlives`` what its own rule found is told beside what it still waits for.
    """

    id: str
    treatment: str
    since: datetime
    rule: str
    why: str
    least_days: int
    cleared_by: str = ""
    found: bool = False
    finding: str = ""
    weight: int = 0
    level: int = 0
    ends: tuple[str, ...] = HOLD_ENDS
    beside: tuple[str, ...] = ()
    outlives: bool = False
    care: str = ""
    """What to do about it while it lasts: whom to see, and how soon."""

    @property
    def least_end(self) -> datetime:
        """The moment until which it lasts at the least: before it nothing ends it as healed."""
        return self.since + timedelta(days=self.least_days)

    @property
    def professional(self) -> str:
        """Who has to clear it, in words: ``an allergy specialist``; empty where nobody has to."""
        return professional(self.cleared_by)

    @property
    def reason(self) -> str:
        """Why it was set, as a whole sentence: a person may have typed one word."""
        return capital(whole_sentence(self.why))

    @property
    def clearing(self) -> str:
        """The command that records that they did."""
        return self.ending(CLEARED)

    @property
    def healing(self) -> str:
        """The command that records that it has healed."""
        return self.ending(HEALED, named=True)

    def ending(self, how: str, *, named: bool = False) -> str:
        """The command that records this way of ending it; beside another hold it has to be ``named``."""
        which = f" {self.finding if self.found else self.id[-NAMED_BY:]}" if named else ""
        who = f" --by {self.cleared_by}" if how == CLEARED else ""
        return f"skinroutine hold end{which} --how {how}{who}"

    def healed_from(self, zone: tzinfo | None) -> date:
        """The first day on which it can be said to have healed: by the calendar, as people count."""
        return self.least_end.astimezone(zone).date()
