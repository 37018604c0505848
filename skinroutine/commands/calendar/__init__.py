"""``calendar``: the next dates, the aftercare and the checks as a file that calendars import."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated, Final

from skinroutine.app import App
from skinroutine.commands.calendar.alarms import AT_START, Alarm, read_alarm, with_alarm
from skinroutine.commands.calendar.day_parts import care_entries
from skinroutine.commands.calendar.earlier import earlier_entries
from skinroutine.commands.calendar.entries import (
    A_MOMENT,
    BEGINNING,
    PARTS,
    CalendarEntry,
    CalendarSession,
    CalendarView,
    Part,
    entries_document,
    is_near,
    uid,
)
from skinroutine.commands.calendar.ics import FILE_START, FileStamp, calendar_bytes
from skinroutine.commands.calendar.next_sessions import next_entries
from skinroutine.errors import UsageError
from skinroutine.files.targets import FileKind, Target
from skinroutine.history import KINDS, Event, History
from skinroutine.history.events import SessionRecord
from skinroutine.history.parts import LONGEST_AFTERCARE
from skinroutine.history.records import VOID
from skinroutine.history.undo import versions_before
from skinroutine.options import Option, command
from skinroutine.rulebook.slips import slipped
from skinroutine.show.blocks import Banner, Block, Page, Para, command_line
from skinroutine.text import counted, harmless

_TAKEN: Final = "is already there and isn't a skinroutine calendar. Name another file."
_MOST_VOIDS: Final = 1000
_PRIVATE_TITLE: Final = "Reminder"


class NoSuchPartError(UsageError):
    """A part that calendars do not have."""

    code = "part"

    def __init__(self, named: str) -> None:
        near, listed = slipped(named, PARTS) or ".", ",".join(PARTS)
        super().__init__(f"{named!r} isn't a part of the calendar{near} Choose from: --what {listed}")


@command()
def calendar(
    app: App,
    *,
    what: Annotated[
        str, Option("--what", "Which dates to include: next, aftercare, checks. Usually all three.", "PARTS")
    ] = "",
    alarm: Annotated[
        str, Option("--alarm", "When to ring: at-start, morning, none, or before it: 15m, 1h, 1d.", "WHEN")
    ] = AT_START,
    output: Annotated[
        str, Option("--output", "Write the calendar to this file instead of the screen.", "FILE")
    ] = "",
    private: Annotated[
        bool, Option("--private", "Use titles that give nothing away, and leave out the details.")
    ] = False,
) -> int:
    """Write the calendar to standard output, or to the file ``output``; ``what`` names its parts.

    Raises NoSuchPartError, NoSuchAlarmError, FileInTheWay, FileNotWrittenError and the errors of the history.
    """
    parts, reminding = _parts(what), read_alarm(alarm)
    history, now = app.dated_history, app.now()
    last = history.newest(KINDS)
    view = _view(history, now)
    listed = [shown(entry, private=private) for entry in entries_of(view, parts, reminding)]
    stamp = FileStamp(now, last.recorded if last else BEGINNING, history.everything()[0])
    if output not in {"", "-"}:
        kind = FileKind(_TAKEN, "--output ~/skin.ics", [FILE_START])
        Target(output, app.own_places, kind).write([calendar_bytes(listed, stamp)])
        app.out.result(written_page(listed, output), entries_document(listed, output))
    elif app.out.as_json:
        app.out.data(entries_document(listed, ""))
    else:
        sys.stdout.buffer.write(calendar_bytes(listed, stamp))
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


def entries_of(view: CalendarView, parts: Sequence[Part], alarm: Alarm) -> Iterator[CalendarEntry]:
    """The entries of these parts, each once: what counts stands before what is taken back."""
    made = [*next_entries(view), *care_entries(view), *_checks(view), *earlier_entries(view)]
    first: dict[str, CalendarEntry] = {}
    for entry in sorted(made, key=lambda entry: (_place(entry), entry.cancelled)):
        first.setdefault(entry.uid, entry)
    for entry in first.values():
        if entry.part in parts:
            yield with_alarm(entry, alarm, view.now)


def _place(entry: CalendarEntry) -> int:
    """The place of the part of an entry."""
    return PARTS.index(entry.part)


def _checks(view: CalendarView) -> Iterator[CalendarEntry]:
    """The checks whose time is not over; for a while after an edit all of them, to correct them."""
    for session in view.sessions:
        for look in session.looks:
            if view.concerns(session, look.closes):
                record = f"Record it: {look.answer}\n" if look.answer else ""
                yield CalendarEntry(
                    uid=uid(session.key, "check", look.id),
                    part="checks",
                    title=f"{look.ask} ({session.what})",
                    text=f"{record}If something worries you: skinroutine check-symptoms",
                    starts=look.opens.astimezone(view.zone),
                    ends=(look.opens + A_MOMENT).astimezone(view.zone),
                    cancelled=session.gone,
                )


def shown(entry: CalendarEntry, *, private: bool) -> CalendarEntry:
    """The entry with a title on one line and a text on a few: a shared history may hold any sign."""
    if private:
        return CalendarEntry.of(entry, title=_PRIVATE_TITLE, text="")
    text = "\n".join(_in_a_line(line) for line in (entry.text or "").split("\n"))
    return CalendarEntry.of(entry, title=_in_a_line(entry.title).strip(), text=text)


def _in_a_line(text: str) -> str:
    indent = text[: len(text) - len(text.lstrip(" "))]
    return indent + " ".join(harmless(text).encode("utf-8", "replace").decode().split())


def _view(history: History, now: datetime) -> CalendarView:
    since = now - LONGEST_AFTERCARE
    before = history.last_before_day_parts()
    former = [hold.id for hold in history.since("hold", since) if before and hold.recorded <= before]
    return CalendarView(
        standings=history.standings(),
        holds=history.holds(),
        paused=history.pause(now.date()) is not None,
        ended=_hold_ended(history, since, now),
        sessions=list(_sessions_since(history, since)),
        former_holds=former,
        last_before=before,
        now=now,
    )


def _hold_ended(history: History, since: datetime, now: datetime) -> bool:
    """Whether a hold has ended, or what set it was changed or taken out, since then."""
    ends = history.newest(["release", "clearance"])
    changed = (history.gone(kind, since, now) for kind in ("hold", "symptom-check"))
    return (ends is not None and ends.recorded >= since) or any(changed)


def _sessions_since(history: History, since: datetime) -> Iterator[CalendarSession]:
    """The sessions since then, and after them what they once were and those that were taken out."""
    wording = history.wording()
    live = [
        (wording.of(event), list(versions_before(history, event))) for event in history.sessions_since(since)
    ]
    for event, before in live:
        edited = event.recorded if event.replaces else None
        yield _session_of(event, [event, *before], edited)
    voids = [void for void in history.events([VOID], limit=_MOST_VOIDS) if void.happened >= since]
    for newest, before in (*live, *((void, list(versions_before(history, void))) for void in voids)):
        for event in before:
            if event.kind == "session" and event.happened >= since:
                yield _session_of(event, before, newest.recorded, gone=True)


def _session_of(
    event: Event, versions: Sequence[Event], changed: datetime | None, *, gone: bool = False
) -> CalendarSession:
    done = SessionRecord.of(event)
    return CalendarSession(
        key=versions[-1].id,
        id=event.id,
        treatment=done.treatment,
        areas=done.areas,
        happened=event.happened,
        recorded=event.recorded,
        steps=[step for step in done.aftercare if step.is_whole and is_near(step.starts, event.happened)],
        looks=[look for look in done.follow_up if look.is_whole and is_near(look.opens, event.happened)],
        gone=gone,
        changed=changed,
    )


def written_page(listed: Sequence[CalendarEntry], file: str) -> Page:
    """Where the calendar is, and how to use it."""
    cancelled = [entry.cancelled for entry in listed]
    many = counted(cancelled.count(False), "entry", "entries")
    blocks: list[Block] = [Banner("Written", f"{file}, {many}.", "good")]
    if any(cancelled):
        many = counted(cancelled.count(True), "entry", "entries")
        blocks.append(Para(f"It takes back {many} that you may have from before."))
    blocks.append(
        Para("Import it into your calendar. Import it again after each log to bring it up to date.")
    )
    if any(entry.reminder for entry in listed):
        blocks.append(
            command_line(
                "For a calendar without alarms:",
                f"skinroutine calendar --alarm none --output {shlex.quote(file)}",
            )
        )
    return [*blocks, command_line("For a reminder each day:", "skinroutine remind")]
