"""What a calendar may still have from files of before: they had an entry for each area and for each step.

Only a history that such a version wrote to has any of them, and those whose time is over are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from skinroutine.commands.calendar.entries import (
    REPLACED,
    CalendarEntry,
    CalendarSession,
    CalendarView,
    taken_back,
    uid,
)


def earlier_entries(view: CalendarView) -> Iterator[CalendarEntry]:
    """These entries, taken back."""
    if view.last_before is None:
        return
    old = [session for session in view.sessions if session.recorded <= view.last_before]
    yield from _next(old, view)
    yield from _holds(view)
    for session in old:
        yield from _steps(session, view)


def _next(old: list[CalendarSession], view: CalendarView) -> Iterator[CalendarEntry]:
    days = {
        (row.treatment, row.area): row.last_session.astimezone(view.zone).date()
        for row in view.standings
        if view.last_before and row.last_session <= view.last_before
    }
    for session in old:
        for area in session.areas:
            days[session.treatment, area] = session.happened.astimezone(view.zone).date()
    for (treatment, area), day in days.items():
        yield taken_back(uid("next", treatment, area), "next", REPLACED, day)


def _holds(view: CalendarView) -> Iterator[CalendarEntry]:
    found = {
        uid("hold", hold.id, *([hold.finding] if hold.found else [])): hold.since.astimezone(view.zone).date()
        for hold in view.holds
        if view.last_before and hold.since <= view.last_before
    }
    found |= {uid("hold", name): view.now.date() for name in view.former_holds}
    for name, day in found.items():
        yield taken_back(name, "next", REPLACED, day)


def _steps(session: CalendarSession, view: CalendarView) -> Iterator[CalendarEntry]:
    for step in session.steps:
        if view.concerns(session, step.ends):
            yield taken_back(uid(session.key, step.id), "aftercare", REPLACED, session.happened)
