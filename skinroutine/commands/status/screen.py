"""The answer of ``status``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

from skinroutine.history import REMEMBERED, Explained, Hold, Pause, SkinCheck, Standing
from skinroutine.memory.heads import Head
from skinroutine.show.aftercare import InForce, care_lines
from skinroutine.show.blocks import Block, Heading, Item, Page, Para, Tone
from skinroutine.show.head_words import heads_in_use
from skinroutine.show.holds import treatment_on_hold, ways_out
from skinroutine.show.pauses import clock_page, paused_text
from skinroutine.show.watch import Watched, watched_page
from skinroutine.text import ago, counted, day, join_words, moment_there, spoken, treatment_text

_LAPSED: Final = "lapsed"
_NAMES: Final = {"suggested": "Better from", _LAPSED: "From"}
"""How a date is told besides the earliest one."""


class StatusView(NamedTuple):
    """What a screen shows of where things stand."""

    holds: Sequence[Hold]
    aftercare: Sequence[InForce]
    standings: Sequence[Standing]
    now: datetime
    heads: Sequence[Head] = ()
    pause: Pause | None = None
    checks: Sequence[SkinCheck] = ()
    watched: Sequence[Watched] = ()
    behind: datetime | None = None
    """The last session, when the clock says that it is still to come."""


def status_page(view: StatusView) -> Page:
    """The screen of where things stand."""
    watched = watched_page(view.watched, view.now)
    blocks = [*_holds(view), *_pause(view), *watched, *_checks(view), *_aftercare(view), *_next(view)]
    blocks = [*blocks, *heads_in_use(view.heads, view.now)]
    if not blocks:
        blocks = [
            Para("No session is logged yet."),
            Para("Before a session: skinroutine plan"),
            Para("After one: skinroutine log"),
        ]
    return blocks


def _pause(view: StatusView) -> Iterator[Block]:
    if view.pause is None:
        return
    yield Heading(f"Paused: {paused_text(view.pause, view.now.date())}")
    yield Para("To end it: skinroutine resume", indent=2)


def _checks(view: StatusView) -> Iterator[Block]:
    if not view.checks:
        return
    yield Heading("A check is due")
    for check in view.checks:
        yield Item("-", f"{treatment_text(check.treatment, check.areas)}: {check.ask}", "careful")
        if check.answer:
            yield Para(f"Record it: {check.answer}", indent=4)


def _holds(view: StatusView) -> Iterator[Block]:
    if not view.holds:
        return
    yield Heading("On hold: no sessions")
    for hold in view.holds:
        since = day(hold.since.astimezone(view.now.tzinfo).date(), view.now.date())
        yield Item("-", f"{treatment_on_hold(hold)}, since {since}: {hold.why} [{hold.rule}]", "bad")
        # The first way alone: all of them stand on the screen of the holds.
        words, step = next(ways_out(hold, view.now))
        yield Para(f"{words} {step}", indent=4)
    yield Para("See how each ends: skinroutine hold", indent=2)


def _aftercare(view: StatusView) -> Iterator[Block]:
    if not view.aftercare:
        return
    everywhere = list(dict.fromkeys(area for step in view.aftercare for area in step.areas))
    treatments = list(dict.fromkeys(step.treatment for step in view.aftercare))
    about = treatment_text(treatments[0], everywhere) if len(treatments) == 1 else join_words(everywhere)
    yield Heading(f"Aftercare now: {about}")
    yield from care_lines(view.aftercare, view.now)


def _next(view: StatusView) -> Iterator[Block]:
    if not view.standings:
        return
    yield Heading("Next sessions")
    yield from clock_page(view.behind, view.now)
    today = view.now.date()
    for row, areas in _alike(view.standings):
        tone: Tone = "good" if row.earliest <= today and not view.holds and not row.bar else "plain"
        last = f"last {moment_there(row.last_session, view.now)}, {ago(row.last_session, view.now)}"
        yield Item("-", f"{treatment_text(row.treatment, areas)}: {_when(row, view)} ({last})", tone)
        yield from (Para(text, "faint", indent=4) for text in _whys(row, today))


def _alike(rows: Sequence[Standing]) -> Iterator[tuple[Standing, list[str]]]:
    """The areas of a treatment that share the last session and every date with its reason, as one."""
    areas: dict[Standing, list[str]] = {}
    for row in rows:
        areas.setdefault(row._replace(area=""), []).append(row.area)
    yield from areas.items()


def _when(row: Standing, view: StatusView) -> str:
    if row.bar:
        return "no session here"
    today = view.now.date()
    when = f"from {day(row.earliest, today)}" if row.earliest > today else "may be done again"
    if row.lapsed and row.lapsed <= today and row.earliest <= today:
        when = f"long ago since {day(row.lapsed, today)}"
    return f"on hold, else {when}" if view.holds else when


def _whys(row: Standing, today: date) -> Iterator[str]:
    """Why each date is what it is; a gentle start is told of once the next session is late."""
    if row.bar:
        yield f"{row.bar.say} [{row.bar.rule}]"
        return
    yield from (f"{reason.say} [{reason.rule}]" for reason in row.explained if reason.name == REMEMBERED)
    late = row.overdue <= today or bool(row.lapsed and row.lapsed <= today)
    named: set[str] = set()
    for name in ("earliest", *_NAMES):
        for reason in row.explained:
            if reason.name == name and (name != _LAPSED or late):
                yield _why(reason, row, today, repeated=reason.rule in named)
                named.add(reason.rule)
    if row.sooner:
        when = "today" if row.sooner <= today else day(row.sooner, today)
        yield f"Once you say how your skin took it, it may be as early as {when}."


def _why(reason: Explained, row: Standing, today: date, *, repeated: bool) -> str:
    """Why a date is what it is: from which session it counts, how many days, and by which rule.

    The words of a rule are ``repeated`` where it gives another of these dates: they name that one alone.
    """
    dates = {"earliest": row.earliest, "suggested": row.suggested, "lapsed": row.lapsed}
    reached = dates.get(reason.name) or row.earliest
    other = f" {spoken(reason.treatment)} on" if reason.treatment != row.treatment else ""
    length = counted((reached - reason.counted).days, "day")
    since = f"{length} after{other} {day(reason.counted, today)}"
    if reason.name in _NAMES:
        since = f"{_NAMES[reason.name]} {day(reached, today)}, {since}"
    return f"{since}." if repeated else f"{since}: {reason.say} [{reason.rule}]"
