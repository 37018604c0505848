"""The aftercare in a calendar: an entry for a part of a day that says what to do then and what to leave out.

A part of a day has an entry where something begins or ends, and the mornings and evenings after a session
have one. Each session asks for its own parts, whatever else was done: so it is known which of them a file
that was made earlier may have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final, NamedTuple

from skinroutine.commands.calendar.entries import (
    A_MOMENT,
    CHANGED,
    CalendarEntry,
    CalendarSession,
    CalendarView,
    is_near,
    taken_back,
    uid,
)
from skinroutine.history.parts import LONGEST_AFTERCARE
from skinroutine.show.aftercare import AVOID, CLASH, Care, InForce, one_list
from skinroutine.text import capital, join_words, moment_there, spoken, treatment_text

_NIGHT: Final = 4
"""The hour at which an evening ends: what is done after midnight belongs to the day before."""
_ENDS: Final = {"morning": 12, "afternoon": 18, "evening": 24 + _NIGHT}
_SAID: Final = {"morning": "this morning", "afternoon": "this afternoon", "evening": "tonight"}
_ROUTINE: Final = {"morning": 8, "evening": 20}
"""When people look after their skin anyway."""
_CLOSELY: Final = 2
"""For how many days after a session each morning and evening has an entry."""
_STATUS: Final = "All that counts now: skinroutine status"


class DayPart(NamedTuple):
    """A part of a day, as people call it."""

    day: date
    name: str

    def at(self, hour: int, zone: tzinfo | None) -> datetime:
        """The moment at which the clocks here show that hour on its day, or on the next beyond 24."""
        days, rest = divmod(hour, 24)
        return datetime.combine(self.day + timedelta(days=days), time(rest), zone).astimezone(UTC)


class _Slot(NamedTuple):
    """When the entry of a part begins: where something changes in it, then; else when people care anyway."""

    usual: bool
    moment: datetime


def care_entries(view: CalendarView) -> Iterator[CalendarEntry]:
    """The parts of days from the one that counts now, and those that are taken back."""
    live = [session for session in view.sessions if not session.gone]
    planned = _slots(live, view.zone)
    ordered = sorted(planned.items(), key=lambda each: each[1].moment)
    past = [at for at, (_, slot) in enumerate(ordered) if slot.moment <= view.now]
    steps = [step for session in live for step in _steps(session)]
    for at in range(past[-1] if past else 0, len(ordered)):
        part, slot = ordered[at]
        before = ordered[at - 1][1].moment if at else slot.moment
        yield _entry(part, slot.moment, before, steps, view)
    for session in view.sessions:
        for part, slot in _slots([session], view.zone).items() if session.gone else ():
            if part not in planned and view.concerns(session, slot.moment):
                yield taken_back(_uid(part), "aftercare", CHANGED, session.happened)


def _slots(sessions: Sequence[CalendarSession], zone: tzinfo | None) -> Mapping[DayPart, _Slot]:
    found: dict[DayPart, _Slot] = {}
    for session in sessions:
        for part, slot in (*_changes(session, zone), *_routine(session, zone)):
            found[part] = min(slot, found.get(part, slot))
    return found


def _changes(session: CalendarSession, zone: tzinfo | None) -> Iterator[tuple[DayPart, _Slot]]:
    for step in session.steps:
        for moment in (step.starts, step.ends):
            if moment is not None and is_near(moment, session.happened):
                yield _part_of(moment, zone), _Slot(usual=False, moment=moment.astimezone(UTC))


def _routine(session: CalendarSession, zone: tzinfo | None) -> Iterator[tuple[DayPart, _Slot]]:
    over = max((step.ends for step in session.steps if step.ends), default=session.happened)
    first = _part_of(session.happened, zone).day
    for days in range(1, _CLOSELY + 1):
        for name, hour in _ROUTINE.items():
            part = DayPart(first + timedelta(days=days), name)
            moment = part.at(hour, zone)
            if moment < over:
                yield part, _Slot(usual=True, moment=moment)


def _part_of(moment: datetime, zone: tzinfo | None) -> DayPart:
    there = moment.astimezone(zone)
    day = there.date() - timedelta(days=there.hour < _NIGHT)
    hour = there.hour + 24 * (there.hour < _NIGHT)
    return DayPart(day, next(name for name, end in _ENDS.items() if hour < end))


def _steps(session: CalendarSession) -> Iterator[InForce]:
    for step in session.steps:
        lasts = step.ends is None or step.ends - session.happened > LONGEST_AFTERCARE
        yield InForce(
            treatment=session.treatment,
            areas=step.areas or session.areas,
            text=step.text,
            starts=step.starts,
            ends=None if lasts else step.ends,
            session=session.key,
            kind=step.kind,
            subject=step.subject,
            excludes=step.excludes,
        )


def _entry(
    part: DayPart, moment: datetime, before: datetime, steps: Sequence[InForce], view: CalendarView
) -> CalendarEntry:
    until = part.at(_ENDS[part.name], view.zone)
    ahead = [step for step in steps if step.ends is None or step.ends > moment]
    cares = [care for care in one_list(ahead) if care.starts < until]
    ended = [step for step in steps if step.ends and before < step.ends <= moment]
    recent = [step for step in ended if not _of_a_moment(step, view.zone)]
    lines = [*_lines(cares, moment, view.zone), *_over(recent, cares), _STATUS]
    about = _about(cares or ended, steps)
    return CalendarEntry(
        uid=_uid(part),
        part="aftercare",
        title=f"Aftercare {_SAID[part.name]}: {about}" if cares else f"Aftercare over: {about}",
        text="\n".join(lines),
        starts=moment.astimezone(view.zone),
        ends=(moment + A_MOMENT).astimezone(view.zone),
    )


def _uid(part: DayPart) -> str:
    return uid("care", part.day.isoformat(), part.name)


def _of_a_moment(step: InForce, zone: tzinfo | None) -> bool:
    """Whether a step is done and over in one part of a day: nobody waits for its end."""
    return step.ends is not None and _part_of(step.starts, zone) == _part_of(step.ends, zone)


def _about(cares: Sequence[Care] | Sequence[InForce], steps: Sequence[InForce]) -> str:
    """What was treated, with the areas in the order in which they were named."""
    treatments = list(dict.fromkeys(care.treatment for care in cares))
    treated = {area for care in cares for area in care.areas}
    areas = [area for area in dict.fromkeys(area for step in steps for area in step.areas) if area in treated]
    return treatment_text(treatments[0], areas) if len(treatments) == 1 else join_words(areas)


def _lines(cares: Sequence[Care], moment: datetime, zone: tzinfo | None) -> Iterator[str]:
    """What to do and what to leave out, each with its times, behind its areas where not all have it."""
    everywhere = {area for care in cares for area in care.areas}
    for heading, avoided in (("To do:", False), ("To leave out:", True)):
        listed = [care for care in cares if (care.kind == AVOID) == avoided]
        if listed:
            yield heading
        for care in listed:
            where = "" if len(care.areas) == len(everywhere) else f"{capital(join_words(care.areas))}: "
            yield f"- {where}{care.text}{_times(care, moment, zone)}"
            if care.against:
                yield f"  {CLASH.format(spoken(care.against))}"


def _times(care: Care, moment: datetime, zone: tzinfo | None) -> str:
    at = moment.astimezone(zone)
    begins = f" From {moment_there(care.starts.astimezone(zone), at)}." if care.starts > moment else ""
    ends = f" Until {moment_there(care.ends.astimezone(zone), at)}." if care.ends else ""
    return f"{begins}{ends}"


def _over(recent: Sequence[InForce], cares: Sequence[Care]) -> Iterator[str]:
    """What has ended since the entry before, and is not about anything that still counts somewhere."""
    counting = {care.about for care in cares}
    texts = dict.fromkeys(step.text for step in recent if not {step.text, step.about} & counting)
    if texts:
        yield "No longer needed:"
        yield from (f"- {text}" for text in texts)
