"""What a calendar shows: the next dates, the aftercare, the checks and the holds, an entry each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Final, Literal, NamedTuple
from uuid import UUID, uuid5

from skinroutine.history import HEALED, Hold, Standing
from skinroutine.show.documents import JsonDocument, JsonRecord
from skinroutine.show.holds import treatment_on_hold
from skinroutine.text import capital, day, harmless, moment_there, treatment_text

Part = Literal["next", "aftercare", "checks"]
PARTS: Final[tuple[Part, ...]] = ("next", "aftercare", "checks")
BEGINNING: Final = datetime(2020, 1, 1, tzinfo=UTC)
"""No entry is older; what changed later has a higher number, which stays small enough for every program."""
_NAMES: Final = UUID("0b3d6f1e-5c0a-4d53-9a5e-0d8c7a6c41d2")
"""What the ids of entries are made in; another one would double every entry at the next import."""
MOST: Final = 2**31 - 1
"""The greatest number that a calendar takes."""
_LAPSED: Final = "lapsed"
_PRIVATE_TITLE: Final = "Reminder"
_TAKEN_BACK: Final = "Taken back: the session was changed"


class CalendarSession(NamedTuple):
    """A session. ``key`` is the id that it had first, which an edit keeps; ``changed`` the last edit.

    One that is ``gone`` was edited since or taken out; only what it once put into a calendar matters.
    """

    key: str
    treatment: str
    areas: Sequence[str]
    happened: datetime
    changed: datetime
    gone: bool = False


class CalendarWindow(NamedTuple):
    """A step of the aftercare of a session. ``ends`` is None for a step without an end."""

    session: CalendarSession
    id: str
    text: str
    starts: datetime
    ends: datetime | None


class CalendarCheck(NamedTuple):
    """When the skin should be looked at after a session; ``answer`` is the command that records it."""

    session: CalendarSession
    id: str
    ask: str
    answer: str
    at: datetime


class CalendarView(NamedTuple):
    """What a calendar is made from.

    ``changed`` is when anything was last recorded, ``local`` gives a moment as the clocks here show it.
    """

    parts: Sequence[Part]
    standings: Sequence[Standing]
    holds: Sequence[Hold]
    paused: bool
    sessions: Sequence[CalendarSession]
    windows: Sequence[CalendarWindow]
    checks: Sequence[CalendarCheck]
    changed: datetime
    now: datetime
    local: Callable[[datetime], datetime]
    private: bool


class CalendarEntry(JsonRecord, changed=""):
    """One entry."""

    uid: Annotated[str, "An id that stays the same, so that a new import brings the entry up to date."]
    part: Annotated[Part, "A next date or a hold, a step of aftercare, or a look at the skin."]
    title: Annotated[str, "The title. With --private, it tells nothing."]
    text: Annotated[str | None, "The details in plain words, or null."]
    starts: Annotated[
        date,
        "When it starts: a day for an entry of the whole day, or a time with offset.",
        {"format": None},
    ]
    ends: Annotated[datetime | None, "When it ends. It is null when it has no end."] = None
    cancelled: Annotated[bool, "True when it takes back an entry that you may have from before."] = False
    changed: datetime


def entries(view: CalendarView) -> list[CalendarEntry]:
    """The entries of the parts that are wanted; private ones say nothing about what they are for."""
    made = {
        "next": [*_holds(view), *_next(view), *_done_nowhere(view)],
        "aftercare": [_window(window, view) for window in view.windows],
        "checks": [_check(check) for check in view.checks],
    }
    first: dict[str, CalendarEntry] = {}
    for entry in (entry for part in view.parts for entry in made[part]):
        first.setdefault(entry.uid, entry)  # what counts stands before what is gone
    wanted = list(first.values())
    return [_hidden(entry) for entry in wanted] if view.private else [_clean(entry) for entry in wanted]


class CalendarDocument(JsonDocument):
    """The entries of the calendar."""

    file: Annotated[str | None, "The file that was written, as it was typed, or null."]
    entries: Annotated[Sequence[CalendarEntry], "The entries of the calendar."]


def entries_document(listed: Sequence[CalendarEntry], file: str) -> CalendarDocument:
    """The entries as JSON. ``file`` is empty when none was written."""
    return CalendarDocument(file=file, entries=listed)


def _next(view: CalendarView) -> Iterator[CalendarEntry]:
    """The first day of each treatment and area; where a session may not be, it is taken back instead."""
    blocked_by = "your sessions are paused" if view.holds or view.paused else ""
    for row in view.standings:
        why = blocked_by or ("this skin is left out" if row.bar else "")
        blocked = bool(why)
        what = capital(treatment_text(row.treatment, [row.area]))
        yield CalendarEntry(
            uid=_uid("next", row.treatment, row.area),
            part="next",
            title=f"{what}: no session, as {why}" if blocked else f"{what}: may be done from today",
            text="What's paused and what's next: skinroutine status" if blocked else _before_next(row, view),
            starts=row.earliest,
            changed=view.changed,
            cancelled=blocked,
        )


def _before_next(row: Standing, view: CalendarView) -> str:
    last = day(view.local(row.last_session).date(), row.earliest)
    later = row.suggested if row.suggested and row.suggested > row.earliest else None
    better = f" Better from {day(later, row.earliest)}." if later else ""
    gently = "".join(
        f"\nFrom {day(row.lapsed, row.earliest)} on: {reason.say}"
        for reason in row.explained
        if row.lapsed and reason.name == _LAPSED
    )
    return (
        f"Last done {last}.{better}{gently}\nBefore you start, see if today is a good day: skinroutine plan"
    )


def _done_nowhere(view: CalendarView) -> Iterator[CalendarEntry]:
    """Areas that a session names no more: their next date is taken back."""
    for session in view.sessions:
        for area in session.areas if session.gone else ():
            yield CalendarEntry(
                uid=_uid("next", session.treatment, area),
                part="next",
                title=_TAKEN_BACK,
                text="",
                starts=view.local(session.happened).date(),
                changed=session.changed,
                cancelled=True,
            )


def _holds(view: CalendarView) -> Iterator[CalendarEntry]:
    for hold in view.holds:
        heals = HEALED in hold.ends
        since = view.local(hold.since)
        ends = "may be ended from today if it has healed" if heals else "until a professional has cleared it"
        yield CalendarEntry(
            uid=_uid("hold", hold.id, *([hold.finding] if hold.found else [])),
            part="next",
            title=f"On hold, {treatment_on_hold(hold)}: {ends}",
            text=f"{hold.why}\nSee how it ends: skinroutine hold",
            starts=hold.healed_from(since.tzinfo) if heals else since.date(),
            changed=view.changed,
        )


def _window(window: CalendarWindow, view: CalendarView) -> CalendarEntry:
    return CalendarEntry(
        uid=_uid(window.session.key, window.id),
        part="aftercare",
        title=window.text
        if window.ends is None
        else f"{window.text.rstrip('.')} (until {_when(window.ends, view)})",
        text=f"Aftercare of {_treated_areas(window.session)}, done {_when(window.session.happened, view)}.",
        starts=window.starts,
        ends=window.ends,
        changed=window.session.changed,
        cancelled=window.session.gone,
    )


def _check(check: CalendarCheck) -> CalendarEntry:
    return CalendarEntry(
        uid=_uid(check.session.key, "check", check.id),
        part="checks",
        title=f"{check.ask} ({_treated_areas(check.session)})",
        text=(f"Record it: {check.answer}\n" if check.answer else "")
        + "If something worries you: skinroutine check-symptoms",
        starts=check.at,
        changed=check.session.changed,
        cancelled=check.session.gone,
    )


def _when(when: datetime, view: CalendarView) -> str:
    """The time that the clocks here show at that moment, whatever they show today."""
    return moment_there(view.local(when), view.now)


def _treated_areas(session: CalendarSession) -> str:
    return treatment_text(session.treatment, session.areas)


def _uid(*names: str) -> str:
    # The same names give the same id for ever; it tells nobody what they are.
    return f"{uuid5(_NAMES, '.'.join(names))}@skinroutine"


def _hidden(entry: CalendarEntry) -> CalendarEntry:
    return CalendarEntry.of(entry, title=_PRIVATE_TITLE, text="", changed=entry.changed)


def _clean(entry: CalendarEntry) -> CalendarEntry:
    # A title on one line, a text on a few: a shared history may hold any sign.
    text = "\n".join(_in_a_line(line) for line in (entry.text or "").split("\n"))
    return CalendarEntry.of(entry, title=_in_a_line(entry.title), text=text, changed=entry.changed)


def _in_a_line(text: str) -> str:
    return " ".join(harmless(text).encode("utf-8", "replace").decode().split())


def sequence(entry: CalendarEntry) -> int:
    """A number that rises whenever an entry changes: seconds since the beginning."""
    return min(MOST, max(0, int((entry.changed - BEGINNING).total_seconds())))
