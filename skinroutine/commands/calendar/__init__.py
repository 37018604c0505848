"""``calendar``: the next dates, the aftercare and the checks as a file that calendars import."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated, Final

from skinroutine.app import App
from skinroutine.commands.calendar.entries import (
    BEGINNING,
    PARTS,
    CalendarCheck,
    CalendarEntry,
    CalendarSession,
    CalendarView,
    CalendarWindow,
    Part,
    entries,
    entries_document,
    sequence,
)
from skinroutine.errors import UsageError
from skinroutine.files.targets import FileKind, Target
from skinroutine.history import KINDS, Event, History
from skinroutine.history.events import SessionRecord
from skinroutine.history.parts import LONGEST_AFTERCARE
from skinroutine.history.records import VOID
from skinroutine.options import Option, command
from skinroutine.show.blocks import Banner, Block, Page, Para, command_line
from skinroutine.text import capital, counted, join_words

if TYPE_CHECKING:
    import icalendar

_TAKEN: Final = "is already there and isn't a skinroutine calendar. Name another file."
_MOST_VOIDS: Final = 1000


class NoSuchPartError(UsageError):
    """A part that calendars do not have."""

    code = "part"

    def __init__(self, named: str) -> None:
        super().__init__(f"{named!r} isn't a part of the calendar. Choose from: --what {','.join(PARTS)}")


@command()
def calendar(
    app: App,
    *,
    what: Annotated[
        str, Option("--what", "Which dates to include: next, aftercare, checks. Usually all three.", "PARTS")
    ] = "",
    output: Annotated[
        str, Option("--output", "Write the calendar to this file instead of the screen.", "FILE")
    ] = "",
    private: Annotated[
        bool, Option("--private", "Use titles that give nothing away, and leave out the details.")
    ] = False,
) -> int:
    """Write the calendar to standard output, or to the file ``output``; ``what`` names its parts.

    Raises NoSuchPartError, FileInTheWay, FileNotWrittenError and the errors of the history.
    """
    view = _view(app, _parts(what), private=private)
    listed = entries(view)
    if output not in {"", "-"}:
        kind = FileKind(_TAKEN, "--output ~/skin.ics", [FILE_START])
        Target(output, app.own_places, kind).write([calendar_bytes(listed, view.now)])
        app.out.result(written_page(listed, output), entries_document(listed, output))
    elif app.out.as_json:
        app.out.data(entries_document(listed, ""))
    else:
        sys.stdout.buffer.write(calendar_bytes(listed, view.now))
        sys.stdout.buffer.flush()
    if not listed:
        app.warn("There is nothing for a calendar yet. After a session: skinroutine log")
    return 0


def _parts(what: str) -> list[Part]:
    named = [word.strip() for word in what.split(",")] if what else []
    for word in named:
        if word not in PARTS:
            raise NoSuchPartError(word)
    return [part for part in PARTS if part in named or not named]


def _view(app: App, parts: list[Part], *, private: bool) -> CalendarView:
    now = app.now()
    history = app.dated_history
    last = history.newest(KINDS)
    wording, found = history.wording(), _sessions_since(history, now - LONGEST_AFTERCARE)
    treated = [(wording.of(event), done) for event, done in found]
    return CalendarView(
        parts=parts,
        standings=history.standings(),
        holds=history.holds(),
        paused=history.pause(now.date()) is not None,
        sessions=[done for _, done in treated],
        windows=[window for event, done in treated for window in _windows(event, done, now)],
        checks=[check for event, done in treated for check in _checks(event, done, now)],
        changed=last.recorded if last else BEGINNING,
        now=now,
        local=_local,
        private=private,
    )


def _sessions_since(history: History, since: datetime) -> Iterator[tuple[Event, CalendarSession]]:
    """The sessions since then, and after them what they once were and those that were taken out."""
    live = [(event, _earlier(history, event)) for event in history.sessions_since(since)]
    for event, before in live:
        yield event, _session_of(event, [event, *before], gone=False)
    voids = [void for void in history.events([VOID], limit=_MOST_VOIDS) if void.happened >= since]
    taken_out = [(void, _earlier(history, void)) for void in voids]
    for newest, before in [*live, *taken_out]:
        for event in before:
            if event.kind == "session" and event.happened >= since:
                yield event, _session_of(event, before, gone=True)._replace(changed=newest.recorded)


def _earlier(history: History, event: Event) -> list[Event]:
    """What an entry was before it was edited or taken out, newest first."""
    found: list[Event] = []
    before = history.event(event.replaces) if event.replaces else None
    while before is not None and before not in found:
        found.append(before)
        before = history.event(before.replaces) if before.replaces else None
    return found


def _session_of(event: Event, versions: list[Event], *, gone: bool) -> CalendarSession:
    return CalendarSession(
        key=versions[-1].id,
        treatment=event.payload.treatment,
        areas=event.payload.areas,
        happened=event.happened,
        changed=event.recorded,
        gone=gone,
    )


def _windows(event: Event, done: CalendarSession, now: datetime) -> Iterator[CalendarWindow]:
    # The aftercare that is not over; after an edit all of it, so that importing again corrects it.
    for step in SessionRecord.of(event).aftercare:
        ahead = step.ends is None or step.ends > now
        if step.is_whole and (done.gone or event.replaces or ahead):
            place = f"{capital(join_words(step.areas))}: " if step.areas else ""
            yield CalendarWindow(done, step.id, f"{place}{step.text}", step.starts, step.ends)


def _checks(event: Event, done: CalendarSession, now: datetime) -> Iterator[CalendarCheck]:
    # The checks whose time is not over; after an edit all of them, for the same reason.
    for look in SessionRecord.of(event).follow_up:
        if look.is_whole and (done.gone or event.replaces or look.closes > now):
            yield CalendarCheck(done, look.id, look.ask, look.answer, look.opens)


def _local(moment: datetime) -> datetime:
    """As the clocks here show it then; in UTC where the zone of the machine makes no sense."""
    try:
        return moment.astimezone()
    except ValueError:
        return moment.astimezone(UTC)


PRODUCT: Final = "-//skinroutine//skinroutine//EN"
FILE_START: Final = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{PRODUCT}\r\n".encode()
"""How each calendar of this program begins."""


def calendar_bytes(listed: Iterable[CalendarEntry], now: datetime) -> bytes:
    """The entries as one calendar in UTF-8, with times in UTC and whole days as dates."""
    import icalendar  # noqa: PLC0415  costs 60 ms, and one command alone needs it

    made = icalendar.Calendar()
    made.add("version", "2.0")
    made.add("prodid", PRODUCT)
    made.add("method", "PUBLISH")
    for entry in listed:
        made.add_component(_event(entry, now.astimezone(UTC)))
    return bytes(made.to_ical())


def _event(entry: CalendarEntry, stamp: datetime) -> icalendar.Event:
    # Never marked as busy, and private: a shared calendar shows others neither the title nor the text.
    import icalendar  # noqa: PLC0415  the same

    event = icalendar.Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", _moment(entry.starts))
    if entry.ends is not None:
        event.add("dtend", _moment(entry.ends))
    event.add("summary", entry.title)
    if entry.text:
        event.add("description", entry.text)
    event.add("sequence", sequence(entry))
    event.add("last-modified", entry.changed.astimezone(UTC))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def _moment(when: date) -> date:
    # iCalendar has no parts of a second (RFC 5545, 3.3.12)
    return when.astimezone(UTC).replace(microsecond=0) if isinstance(when, datetime) else when


def written_page(listed: Sequence[CalendarEntry], file: str) -> Page:
    """Where the calendar is, and how to use it."""
    kept = sum(not entry.cancelled for entry in listed)
    taken = len(listed) - kept
    many = counted(kept, "date")
    blocks: list[Block] = [Banner("Written", f"{file} has {many} in it.", "good")]
    if taken:
        many = counted(taken, "date")
        blocks.append(Para(f"It takes back {many} that you may have from before."))
    blocks.append(
        Para("Import it into your calendar. Import it again after each log to bring it up to date.")
    )
    return [*blocks, command_line("For a reminder each day:", "skinroutine remind")]
