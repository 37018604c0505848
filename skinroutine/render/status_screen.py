"""The answer of ``status``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from math import ceil
from typing import NamedTuple

from skinroutine.history import Hold, Standing
from skinroutine.render.blocks import Block, Heading, Item, Page, Para, Tone
from skinroutine.render.dates import ago, day, moment, spoken, window_text
from skinroutine.render.hold_screen import held_treatment


class InForce(NamedTuple):
    """A step of aftercare of a session, with its times."""

    treatment: str
    areas: Sequence[str]
    text: str
    starts: datetime
    ends: datetime | None
    session: str


class StatusView(NamedTuple):
    """What a screen shows of where things stand."""

    holds: Sequence[Hold]
    aftercare: Sequence[InForce]
    standings: Sequence[Standing]
    now: datetime


def status_page(view: StatusView) -> Page:
    """The screen of where things stand."""
    blocks = [*_holds(view), *_aftercare(view), *_next(view)]
    if not blocks:
        blocks = [
            Para("No session is logged yet."),
            Para("Before a session: skinroutine plan"),
            Para("After one: skinroutine log"),
        ]
    return blocks


def status_data(view: StatusView) -> dict[str, object]:
    """Where things stand as JSON: see ``docs/json.md``."""
    today = view.now.date()
    return {
        "schema_version": 1,
        "holds": [
            {
                "id": hold.id,
                "treatment": hold.treatment or None,
                "since": hold.since.isoformat(),
                "rule": hold.rule,
                "why": hold.why,
            }
            for hold in view.holds
        ],
        "aftercare": [
            {
                "treatment": one.treatment,
                "areas": list(one.areas),
                "text": one.text,
                "starts": one.starts.isoformat(),
                "ends": one.ends.isoformat() if one.ends else None,
                "hours_left": ceil((one.ends - view.now) / timedelta(hours=1)) if one.ends else None,
                "session": one.session,
            }
            for one in view.aftercare
        ],
        "next": [
            {
                "treatment": row.treatment,
                "area": row.area,
                "last_session": row.last_session.isoformat(),
                "earliest": row.earliest.isoformat(),
                "due": row.earliest <= today and not view.holds,
                "overdue": row.overdue <= today,
            }
            for row in view.standings
        ],
    }


def _holds(view: StatusView) -> Iterator[Block]:
    if not view.holds:
        return
    yield Heading("On hold: no sessions")
    for hold in view.holds:
        since = day(hold.since.astimezone(view.now.tzinfo).date(), view.now.date())
        yield Item("-", f"{held_treatment(hold)}, since {since}: {hold.why} [{hold.rule}]", "bad")
    yield Para("When it is over, say how it ended: skinroutine hold end", indent=2)


def _aftercare(view: StatusView) -> Iterator[Block]:
    sessions = dict.fromkeys(one.session for one in view.aftercare)
    for session in sessions:
        steps = [one for one in view.aftercare if one.session == session]
        areas = ", ".join(spoken(area) for area in steps[0].areas)
        yield Heading(f"Aftercare now: {spoken(steps[0].treatment)}, {areas}")
        for one in steps:
            yield Item("-", window_text(one.text, one.starts, one.ends, view.now))


def _next(view: StatusView) -> Iterator[Block]:
    if not view.standings:
        return
    yield Heading("Next sessions")
    today = view.now.date()
    for row in view.standings:
        tone: Tone = "good" if row.earliest <= today and not view.holds else "plain"
        when = f"from {day(row.earliest, today)}" if row.earliest > today else "may be done again"
        if row.overdue <= today:
            when = f"overdue since {day(row.overdue, today)}"
        if view.holds:
            when = f"on hold, else {when}"
        last = f"last {moment(row.last_session, view.now)}, {ago(row.last_session, view.now)}"
        yield Item("-", f"{spoken(row.treatment)}, {spoken(row.area)}: {when} ({last})", tone)
