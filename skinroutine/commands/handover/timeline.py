"""The time of a hand-over as a drawing: sessions as shapes, checks as numbers, holds as striped bars.

A shape, a number or a stripe says it each time; colour only repeats it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from skinroutine.commands.handover.html import text_of
from skinroutine.commands.handover.records import (
    HandoverCheck,
    HandoverDocument,
    HandoverHold,
    HandoverSession,
)
from skinroutine.commands.handover.wording import day, moment
from skinroutine.text import date_text

WIDTH: Final = 720
LEFT: Final = 190
RIGHT: Final = 14
LANE: Final = 18
TOP: Final = 4
AXIS: Final = 20
MOST_LANES: Final = 8
LONGEST: Final = 32
"""Letters of a lane's name; the whole of it is in its tooltip."""
NEAR: Final = 15
"""Checks closer than this are drawn as one, with the highest level."""
SEEN: Final = 2
"""From this level on someone should see it, and the ring is filled."""
APART: Final = timedelta(days=14)
"""What happened in less time lies too close together to draw."""
_STEPS: Final = (1, 2, 7, 14, 28, 56, 91, 182, 365, 730, 1826)
_MOST_TICKS: Final = 7


class _Scale(NamedTuple):
    since: date
    days: int

    def place(self, when: datetime) -> float:
        """Where a moment stands, left to right, kept inside the drawing."""
        gone = (when.date() - self.since).days + (when.hour * 60 + when.minute) / 1440
        share = min(max(gone / self.days, 0), 1)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


class _Lane(NamedTuple):
    name: str
    drawn: Sequence[str]


def timeline(handover: HandoverDocument) -> str:
    """The drawing as a figure in HTML; empty where everything happened within days: a list shows that."""
    if not _is_worth_it(handover):
        return ""
    scale = _Scale(handover.since, (handover.until - handover.since).days + 1)
    lanes = list(_lanes(handover, scale))
    height = TOP + LANE * len(lanes) + AXIS
    lines = [
        "<figure>",
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="time-title time-text">',
        '<title id="time-title">Timeline</title>',
        f'<desc id="time-text">{text_of(_in_words(handover))}</desc>',
        *_ticks(scale, TOP + LANE * len(lanes)),
        *(line for row, lane in enumerate(lanes) for line in _lane(lane, TOP + LANE * row)),
        "</svg>",
        f"<figcaption>{_key(handover)}</figcaption>",
        "</figure>",
    ]
    return "\n".join(lines)


def _is_worth_it(handover: HandoverDocument) -> bool:
    days = [session.happened for session in handover.sessions]
    days += [check.happened for check in handover.checks]
    days += [hold.since for hold in handover.holds]
    return bool(days) and max(days) - min(days) > APART


def _in_words(handover: HandoverDocument) -> str:
    """The drawing in words, for who does not see it."""
    sessions = [
        f"{session.treatment}, {', '.join(session.areas)}: {day(session.happened)}."
        for session in handover.sessions
    ]
    checks = [f"Check of symptoms, {day(check.happened)}: level {check.level}." for check in handover.checks]
    holds = [_span(hold) for hold in handover.holds]
    return " ".join([*sessions, *checks, *holds])


def _span(hold: HandoverHold) -> str:
    end = f"to {day(hold.ended)}" if hold.ended else "on, not ended yet"
    return f"Sessions paused from {day(hold.since)} {end}."


def _key(handover: HandoverDocument) -> str:
    kinds = dict.fromkeys(session.treatment for session in handover.sessions)
    parts = [f"{_SHAPE_NAMES[app % len(_SHAPES)]}: {text_of(name)}" for app, name in enumerate(kinds)]
    parts += ["Number in a ring: level of a check of symptoms, 0 to 4"] if handover.checks else []
    parts += ["Striped bar: sessions paused"] if handover.holds else []
    return ". ".join(parts) + "."


def _lanes(handover: HandoverDocument, scale: _Scale) -> Iterator[_Lane]:
    yield from _session_lanes(handover.sessions, scale)
    if handover.checks:
        yield _Lane("Checks of symptoms", [_ring(*cluster) for cluster in _clusters(handover.checks, scale)])
    if handover.holds:
        yield _Lane("Paused", [_bar(hold, scale) for hold in handover.holds])


def _session_lanes(sessions: Sequence[HandoverSession], scale: _Scale) -> Iterator[_Lane]:
    """A lane for the areas that were treated together; one for each treatment where these are too many."""
    kinds = list(dict.fromkeys(session.treatment for session in sessions))
    together: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for treatment, area in dict.fromkeys(
        (session.treatment, area) for session in sessions for area in session.areas
    ):
        done = tuple(
            session.id for session in sessions if session.treatment == treatment and area in session.areas
        )
        together.setdefault((treatment, done), []).append(area)
    if len(together) > MOST_LANES:
        together = {
            (kind, tuple(session.id for session in sessions if session.treatment == kind)): []
            for kind in kinds
        }
    by_id = {session.id: session for session in sessions}
    for (treatment, ids), areas in sorted(together.items(), key=lambda pair: kinds.index(pair[0][0])):
        name = f"{treatment}: {', '.join(area.lower() for area in areas)}" if areas else treatment
        yield _Lane(name, [_done(by_id[session_id], kinds.index(treatment), scale) for session_id in ids])


def _lane(lane: _Lane, top: int) -> Iterator[str]:
    middle = top + LANE / 2
    short = lane.name if len(lane.name) <= LONGEST else f"{lane.name[: LONGEST - 1]}…"
    yield f'<g transform="translate(0 {middle:g})">'
    yield f'<line class="lane" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="0" y2="0"/>'
    yield f'<text x="0" y="4">{text_of(short)}<title>{text_of(lane.name)}</title></text>'
    yield from lane.drawn
    yield "</g>"


_SHAPES: Final = (
    '<circle class="done" cx="{x}" cy="0" r="5">{title}</circle>',
    '<rect class="done" x="{x}" y="-4.5" width="9" height="9" transform="translate(-4.5 0)">{title}</rect>',
    '<path class="done" transform="translate({x} 0)" d="M0 -6 L6 5 L-6 5 Z">{title}</path>',
    '<path class="done" transform="translate({x} 0)" d="M0 -6.5 L6.5 0 L0 6.5 L-6.5 0 Z">{title}</path>',
)
_SHAPE_NAMES: Final = ("Dot", "Square", "Triangle", "Diamond")


def _done(session: HandoverSession, kind: int, scale: _Scale) -> str:
    title = f"<title>{text_of(f'{session.treatment}, {moment(session.happened)}')}</title>"
    drawn = _SHAPES[kind % len(_SHAPES)].replace("{x}", f"{scale.place(session.happened):g}")
    return drawn.replace("{title}", title)


def _clusters(checks: Sequence[HandoverCheck], scale: _Scale) -> Iterator[tuple[float, list[HandoverCheck]]]:
    """Checks that would cover each other, together at the place of their first."""
    start, near = 0.0, list[HandoverCheck]()
    for check in sorted(checks, key=lambda check: check.happened):
        here = scale.place(check.happened)
        if near and here - start < NEAR:
            near.append(check)
            continue
        if near:
            yield start, near
        start, near = here, [check]
    if near:
        yield start, near


def _ring(x: float, checks: Sequence[HandoverCheck]) -> str:
    level = max(check.level for check in checks)
    high = " high" if level >= SEEN else ""
    listed = "; ".join(f"{moment(check.happened)}: level {check.level}, {check.title}" for check in checks)
    return (
        f'<g><circle class="ring{high}" cx="{x:g}" cy="0" r="8"/>'
        f'<text class="digit{high}" x="{x:g}" y="4">{level}</text><title>{text_of(listed)}</title></g>'
    )


def _bar(hold: HandoverHold, scale: _Scale) -> str:
    """A framed bar with stripes, open to the right while the hold is in force."""
    first = min(scale.place(hold.since), WIDTH - RIGHT - 6)
    last = max(scale.place(hold.ended) if hold.ended else WIDTH - RIGHT, first + 6)
    end = f"M{last:g} -5 H{first:g} V5 H{last:g}{' Z' if hold.ended else ''}"
    stripes = "".join(
        f'<line class="stripe" x1="{x:g}" y1="5" x2="{x + 4:g}" y2="-5"/>' for x in _range(first, last - 4, 7)
    )
    return f'<g><path class="held" d="{end}"/>{stripes}<title>{text_of(_span(hold))}</title></g>'


def _range(first: float, last: float, step: float) -> Iterator[float]:
    while first <= last:
        yield first
        first += step


def _ticks(scale: _Scale, bottom: int) -> Iterator[str]:
    step = next((days for days in _STEPS if scale.days / days <= _MOST_TICKS), _STEPS[-1])
    long = scale.days > _STEPS[-3]
    for gone in range(0, scale.days, step):
        when = scale.since + timedelta(days=gone)
        x = LEFT + gone / scale.days * (WIDTH - LEFT - RIGHT)
        shown = date_text(when, weekday=False, year=long)
        yield f'<line class="tick" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{bottom}"/>'
        yield f'<text class="date" x="{x:.1f}" y="{bottom + 14}">{shown}</text>'
