"""What a calendar shows: the next dates, the aftercare, the checks and a pause, an entry each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Annotated, Final, Literal, NamedTuple
from uuid import UUID, uuid5

from skinroutine.history import Hold, Standing
from skinroutine.history.parts import LONGEST_AFTERCARE, AftercareWindow, FollowUpLook
from skinroutine.show.documents import JsonDocument, JsonRecord
from skinroutine.text import treatment_text

Part = Literal["next", "aftercare", "checks"]
PARTS: Final[tuple[Part, ...]] = ("next", "aftercare", "checks")
BEGINNING: Final = datetime(2020, 1, 1, tzinfo=UTC)
"""No entry is older; what changed later has a higher number, which stays small enough for every program."""
A_MOMENT: Final = timedelta(minutes=30)
"""How long an entry is drawn that has a time of day: an entry without an end is shown by some as none."""
REPLACED: Final = "Replaced by newer dates"
CHANGED: Final = "Taken back: the session was changed"
_A_WHILE: Final = timedelta(days=14)
_NAMES: Final = UUID("0b3d6f1e-5c0a-4d53-9a5e-0d8c7a6c41d2")
"""What the ids of entries are made in; another one would double every entry at the next import."""


class CalendarSession(NamedTuple):
    """A session. ``key`` is the id that it had first, which an edit keeps; ``id`` that of this edit.

    One that is ``gone`` was edited since or taken out; only what it once put into a calendar matters.
    ``changed`` is when the last edit was made or it was taken out, None for one that is as it was logged.
    """

    key: str
    id: str
    treatment: str
    areas: Sequence[str]
    happened: datetime
    recorded: datetime
    steps: Sequence[AftercareWindow] = ()
    looks: Sequence[FollowUpLook] = ()
    gone: bool = False
    changed: datetime | None = None

    @property
    def what(self) -> str:
        """What was treated and where."""
        return treatment_text(self.treatment, self.areas)


class CalendarView(NamedTuple):
    """What a calendar is made from.

    ``ended`` says that a hold ended lately; ``last_before`` is when the last event was recorded of which a
    file in the form of before may tell, None where there is none.
    """

    standings: Sequence[Standing]
    holds: Sequence[Hold]
    paused: bool
    ended: bool
    sessions: Sequence[CalendarSession]
    former_holds: Sequence[str]
    last_before: datetime | None
    now: datetime

    @property
    def zone(self) -> tzinfo | None:
        """The zone of the person."""
        return self.now.tzinfo

    def concerns(self, session: CalendarSession, over: datetime | None) -> bool:
        """Whether what a session put into a calendar until then matters: it is not over, or changed lately.

        What is over and was corrected is told for a while, until the file has been imported.
        """
        lately = session.changed is not None and session.changed > self.now - _A_WHILE
        return lately or over is None or over > self.now


class CalendarEntry(JsonRecord, reminder="alarm"):
    """One entry."""

    uid: Annotated[str, "An id that stays the same, so that a new import brings the entry up to date."]
    part: Annotated[Part, "A next date or a pause, the aftercare of a part of a day, or a look at the skin."]
    title: Annotated[str, "The title. With --private, it gives nothing away."]
    text: Annotated[str | None, "The details in plain words, or null."]
    starts: Annotated[
        date,
        "When it starts: a day for an entry of the whole day, or a time with offset.",
        {"format": None},
    ]
    ends: Annotated[datetime | None, "When it ends. It is null for an entry of the whole day."] = None
    cancelled: Annotated[bool, "True when it takes back an entry that you may have from before."] = False
    reminder: Annotated[datetime | None, "When your calendar reminds you of it, or null for never."] = None


class CalendarDocument(JsonDocument):
    """The entries of the calendar."""

    file: Annotated[str | None, "The file that was written, as it was typed, or null."]
    entries: Annotated[Sequence[CalendarEntry], "The entries of the calendar."]


def entries_document(listed: Sequence[CalendarEntry], file: str) -> CalendarDocument:
    """The entries as JSON. ``file`` is empty when none was written."""
    return CalendarDocument(file=file, entries=listed)


def is_near(moment: datetime, happened: datetime) -> bool:
    """Whether a moment may belong to a session: a damaged history may name any, at the edge of time too."""
    return abs(moment - happened) <= LONGEST_AFTERCARE


def taken_back(name: str, part: Part, title: str, was: date) -> CalendarEntry:
    """The entry by this id, taken back.

    Some programs go on to draw what was cancelled, so that it is moved to where it is in nobody's way:
    ``was`` is when the session was.
    """
    ends = was + A_MOMENT if isinstance(was, datetime) else None
    return CalendarEntry(uid=name, part=part, title=title, text="", starts=was, ends=ends, cancelled=True)


def uid(*names: str) -> str:
    """An id: the same names give the same for ever, and it tells nobody what they are."""
    return f"{uuid5(_NAMES, '.'.join(names))}@skinroutine"
