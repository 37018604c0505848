"""The next sessions in a calendar: a whole day for all areas that may be treated then, and a pause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from skinroutine.commands.calendar.entries import (
    CHANGED,
    REPLACED,
    CalendarEntry,
    CalendarView,
    taken_back,
    uid,
)
from skinroutine.history import CLEARED, HEALED, Hold, Standing
from skinroutine.show.holds import treatment_on_hold
from skinroutine.text import capital, day, join_words, treatment_text

_LAPSED: Final = "lapsed"
_PLAN: Final = "Before you start, check that today is a good day: skinroutine plan"


def next_entries(view: CalendarView) -> Iterator[CalendarEntry]:
    """The first day for each treatment, for as many areas as share it.

    Where no session may be, and where there are fewer days than there may have been, they are taken back.
    """
    yield from _pause(view)
    paused = "sessions are paused" if view.holds or view.paused else ""
    for treatment, areas in _treated(view).items():
        rows = [row for row in view.standings if row.treatment == treatment]
        free = {} if paused else _by_day([row for row in rows if not row.bar])
        for place, first in enumerate(sorted(free), 1):
            yield _ready(_uid(treatment, place), first, free[first], view)
        what = capital(treatment_text(treatment, areas))
        barred = "this skin is left out" if rows and all(row.bar for row in rows) else ""
        for place in range(len(free) + 1, _most_days(areas) + 1):
            name = _uid(treatment, place)
            if rows and (paused or barred):
                yield _blocked(name, f"{what}: no session yet, {paused or barred}", rows)
            else:
                yield taken_back(name, "next", REPLACED if rows else CHANGED, _last(rows, view))


def _blocked(name: str, title: str, rows: Sequence[Standing]) -> CalendarEntry:
    """What is taken back where it stands: a program that draws it says so on the very day."""
    return CalendarEntry(
        uid=name,
        part="next",
        title=title,
        text="What counts now: skinroutine status",
        starts=min(row.best_day for row in rows),
        cancelled=True,
    )


def _last(rows: Sequence[Standing], view: CalendarView) -> date:
    lasts = [row.last_session for row in rows] or [session.happened for session in view.sessions]
    return max(lasts, default=view.now).astimezone(view.zone).date()


def _uid(treatment: str, place: int) -> str:
    return uid("ready", treatment, str(place))


def _treated(view: CalendarView) -> Mapping[str, Mapping[str, frozenset[str]]]:
    """By treatment, in which sessions each area was treated, also those that are gone."""
    found: dict[str, dict[str, set[str]]] = {}
    for row in view.standings:
        found.setdefault(row.treatment, {})[row.area] = {row.last_session.isoformat()}
    for session in view.sessions:
        for area in session.areas:
            found.setdefault(session.treatment, {}).setdefault(area, set()).add(session.id)
    return {
        treatment: {area: frozenset(sessions) for area, sessions in areas.items()}
        for treatment, areas in found.items()
    }


def _most_days(areas: Mapping[str, frozenset[str]]) -> int:
    """How many days an earlier file may have: areas that were always treated together have one."""
    return len(set(areas.values()))


def _by_day(rows: Sequence[Standing]) -> Mapping[date, list[Standing]]:
    found: dict[date, list[Standing]] = {}
    for row in rows:
        found.setdefault(row.best_day, []).append(row)
    return found


def _ready(name: str, first: date, rows: Sequence[Standing], view: CalendarView) -> CalendarEntry:
    what = treatment_text(rows[0].treatment, [row.area for row in rows])
    found: dict[str, list[str]] = {}
    for row in rows:
        for line in _lines(row, view):
            found.setdefault(line, []).append(row.area)
    lines = [
        line if len(areas) == len(rows) else f"{capital(join_words(areas))}: {line}"
        for line, areas in found.items()
    ]
    return CalendarEntry(
        uid=name,
        part="next",
        title=f"Next session from today: {what}",
        text="\n".join([*lines, _PLAN]),
        starts=first,
    )


def _lines(row: Standing, view: CalendarView) -> Iterator[str]:
    yield f"Last session {day(row.last_session.astimezone(view.zone).date(), row.best_day)}."
    for reason in row.explained:
        if row.lapsed and reason.name == _LAPSED:
            yield f"From {day(row.lapsed, row.best_day)} on: {reason.say}"


def _pause(view: CalendarView) -> Iterator[CalendarEntry]:
    """What keeps all sessions paused, as one entry, on the first day on which it can end by itself."""
    if not view.holds and not view.ended:
        return
    heals = all(HEALED in hold.ends for hold in view.holds)
    days = [
        hold.healed_from(view.zone) if heals else hold.since.astimezone(view.zone).date()
        for hold in view.holds
    ]
    title = "Sessions paused. They can go on from today if it has healed"
    yield CalendarEntry(
        uid=uid("paused"),
        part="next",
        title=title if heals else "Sessions paused until a professional says that they can go on",
        text="\n".join([*(_on_hold(hold, view) for hold in view.holds), "How it ends: skinroutine hold"]),
        starts=max(days, default=view.now.date()),
        cancelled=not view.holds,
    )


def _on_hold(hold: Hold, view: CalendarView) -> str:
    ends = ""
    if CLEARED in hold.ends:
        ends = f" Once {hold.professional} has cleared you."
    elif HEALED in hold.ends:
        ends = f" From {day(hold.healed_from(view.zone), view.now.date())}, if it has healed."
    care = f" {hold.care}" if hold.care else ""
    return f"{capital(treatment_on_hold(hold))}: {hold.reason}{care}{ends}"
