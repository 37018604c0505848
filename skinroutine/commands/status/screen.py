"""The answer of ``status``."""
# ruff: noqa: PLC0415  what few people have is loaded for them: a shell prompt waits for each module

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from skinroutine.history import REMEMBERED, Explained, Hold, Pause, SkinCheck, Standing
from skinroutine.light_typing import NamedTuple
from skinroutine.show.aftercare import InForce, calm_day, care_lines
from skinroutine.show.blocks import (
    CHECK,
    Banner,
    Block,
    Gauge,
    Heading,
    Item,
    Page,
    Para,
    Sided,
    command_line,
)
from skinroutine.text import (
    ago,
    capital,
    clock_text,
    counted,
    day,
    join_words,
    moment_there,
    near_day,
    spoken,
    treatment_text,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from skinroutine.memory.heads import Head
    from skinroutine.show.watch import Watched

_URGENT: Final = 3
"""The level of a check from which care cannot wait."""
_CHECK_FIRST: Final = (
    "Your check comes first: do what it said, and put on your skin only what whoever sees you agrees to."
)
_LAPSED: Final = "lapsed"
_NAMES: Final = {"earliest": "Never before", _LAPSED: "From"}
"""How a date besides the one that is shown is named."""


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
    shorts: Mapping[str, str] = {}
    """Steps of aftercare in a few words, by their sentence."""


def status_page(view: StatusView, *, verbose: bool = False) -> Page:
    """The screen of where things stand; with every rule behind a date when it is ``verbose``."""
    blocks = [
        *_holds(view),
        *_pause(view),
        *_watched(view),
        *([Para("")] if view.holds or view.pause else []),
        *_next(view, verbose=verbose),
        *_aftercare(view, verbose=verbose),
        *_checks(view),
    ]
    blocks = [*blocks, *_heads(view)]
    if blocks:
        blocks += [Para(""), *_in_full(view, verbose=verbose), *_step(view)]
    if not blocks:
        blocks = [
            Para(""),
            Para("No session is logged yet."),
            command_line("Before a session:", "skinroutine plan"),
            command_line("After one:", "skinroutine log"),
        ]
    return [_title(view.now), *blocks]


def _title(now: datetime) -> Block:
    when = f"{day(now.date(), now.date())}, {clock_text(now)}"
    return Sided("skinroutine", when, f"skinroutine, {when}", "strong", mark="", indent=0)


def _pause(view: StatusView) -> Iterator[Block]:
    if view.pause is None:
        return
    from skinroutine.show.pauses import paused_text

    yield Heading(f"Paused: {paused_text(view.pause, view.now.date())}")
    yield command_line("To end it:", "skinroutine resume", indent=2)


def _watched(view: StatusView) -> Iterator[Block]:
    if view.watched:
        from skinroutine.show.watch import watched_page

        yield from watched_page(view.watched, view.now)


def _heads(view: StatusView) -> Iterator[Block]:
    if view.heads:
        from skinroutine.show.head_words import heads_in_use

        yield from heads_in_use(view.heads, view.now)


def _clock(view: StatusView) -> Iterator[Block]:
    if view.behind is not None and view.standings:
        from skinroutine.show.pauses import clock_page

        yield from clock_page(view.behind, view.now)


def _checks(view: StatusView) -> Iterator[Block]:
    if not view.checks:
        return
    yield Heading("Today")
    for check in view.checks:
        yield Item("-", f"{treatment_text(check.treatment, check.areas)}: {check.ask}", "careful")
        if check.answer:
            yield command_line("Record it:", check.answer, indent=4)


def _holds(view: StatusView) -> Iterator[Block]:
    """What pauses all sessions, first and big, with the next step for it."""
    if not view.holds:
        return
    from skinroutine.show.holds import care_of, treatment_on_hold, ways_out

    today = view.now.date()
    since = [hold.since.astimezone(view.now.tzinfo).date() for hold in view.holds]
    yield Para("")
    yield Banner("PAUSED", f"All sessions, since {near_day(min(since), today)}.", "hold")
    for hold, began in zip(view.holds, since, strict=True):
        yield Item(
            "-", f"{capital(treatment_on_hold(hold))}, since {day(began, today)}: {hold.reason}", "strong"
        )
        yield from care_of(hold)
        # The first way alone: all of them stand on the screen of the holds.
        words, step = next(ways_out(hold, view.now, view.holds))
        yield Para(f"{words} {step}", indent=4)
    yield command_line("Is it getting worse?", CHECK, indent=2)
    yield command_line("A page to take along:", "skinroutine handover", indent=2)
    yield command_line("How each pause ends:", "skinroutine hold", indent=2)


def _aftercare(view: StatusView, *, verbose: bool) -> Iterator[Block]:
    if not view.aftercare:
        return
    everywhere = list(dict.fromkeys(area for step in view.aftercare for area in step.areas))
    treatments = list(dict.fromkeys(step.treatment for step in view.aftercare))
    about = treatment_text(treatments[0], everywhere) if len(treatments) == 1 else join_words(everywhere)
    yield Heading(f"Aftercare right now: {about}")
    if any(hold.level >= _URGENT and hold.treatment in {"", *treatments} for hold in view.holds):
        yield Para(_CHECK_FIRST, "bad", indent=2)
    yield from care_lines(view.aftercare, view.now, {} if verbose else view.shorts)


def _next(view: StatusView, *, verbose: bool) -> Iterator[Block]:
    yield from _clock(view)
    for row, areas in _alike(view.standings):
        yield _gauge(row, areas, view)
        yield from _until(row, view)
        # While all sessions are paused a date alone changes nothing; what bars one for good still does.
        if verbose or row.bar or not view.holds:
            yield from (
                Para(text, "faint", indent=4) for text in _whys(row, view.now.date(), verbose=verbose)
            )


def _gauge(row: Standing, areas: Sequence[str], view: StatusView) -> Block:
    """How far the rest of some areas has come."""
    now, today = view.now, view.now.date()
    ready = row.best_day <= today and not view.holds and not row.bar
    whole = max((row.best_day - row.last_session.date()).days, 1)
    when = _when(row, view)
    last = f"last {moment_there(row.last_session, now)}, {ago(row.last_session, now)}"
    return Gauge(
        capital(spoken(row.treatment)),
        join_words(areas),
        0 if row.bar else (today - row.last_session.date()).days / whole,
        f"last {near_day(row.last_session.date(), today)}",
        f"{when}{_days_to(row, today) if row.best_day > today and not (row.bar or view.holds) else ''}",
        f"{treatment_text(row.treatment, areas)}: {when} ({last})",
        "good" if ready else "plain",
    )


def _until(row: Standing, view: StatusView) -> Iterator[Block]:
    """That a rest runs under a pause: its end ends no pause."""
    if view.holds and not row.bar and row.best_day > view.now.date():
        when = day(row.best_day, view.now.date())
        yield Para(f"Not until the pause is over, and not before {when}.", "faint", indent=4)


def _days_to(row: Standing, today: date) -> str:
    return f" ({counted((row.best_day - today).days, 'day')})"


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
    if view.holds:
        return "paused"
    if row.best_day > today:
        return f"from {day(row.best_day, today)}"
    return "ready, start gently" if _is_lapsed(row, today) else f"ready since {day(row.best_day, today)}"


def _is_lapsed(row: Standing, today: date) -> bool:
    return bool(row.lapsed and row.lapsed <= today)


def _in_full(view: StatusView, *, verbose: bool) -> Iterator[Block]:
    """How to see what stands above in a few words alone."""
    if not verbose and any(step.text in view.shorts for step in view.aftercare):
        yield command_line("Your aftercare in full:", "skinroutine status --verbose")


def _step(view: StatusView) -> Iterator[Block]:
    """The best command to go on with, where nothing above names one."""
    if view.holds or view.checks or not view.standings:
        return
    today = view.now.date()
    ready = [row.treatment for row in view.standings if row.best_day <= today and not row.bar]
    if ready and view.pause is None:
        yield command_line("Before the next session:", f"skinroutine plan {ready[0]}")
    else:
        yield command_line("If your skin worries you:", CHECK)


def _whys(row: Standing, today: date, *, verbose: bool) -> Iterator[str]:
    """What stands against a date, or puts it off; a gentle start is named once the next session is late."""
    if row.bar:
        yield f"{row.bar.say}{_id(row.bar.rule, verbose=verbose)}"
        return
    for reason in row.explained:
        if reason.name == REMEMBERED:
            yield f"{reason.say}{_id(reason.rule, verbose=verbose)}"
    late = row.overdue <= today or _is_lapsed(row, today)
    # One day is shown; the one before which no session may be stands behind it.
    later = row.best_day > row.earliest
    wanted = {
        "suggested": later and (verbose or row.best_day > today),
        "earliest": verbose or (row.earliest > today and not later),
        _LAPSED: late,
    }
    named: set[str] = set()
    for reason in sorted(row.explained, key=lambda reason: [*wanted, reason.name].index(reason.name)):
        if wanted.get(reason.name):
            yield _why(reason, row, today, repeated=reason.rule in named, verbose=verbose)
            named.add(reason.rule)
    if row.sooner:
        when = "today" if row.sooner <= today else day(row.sooner, today)
        yield calm_day(when)


def _why(reason: Explained, row: Standing, today: date, *, repeated: bool, verbose: bool) -> str:
    """Why a date is what it is: from which session it counts, and how many days.

    The words of a rule are ``repeated`` where it gives another of these dates: they name that one alone.
    """
    dates = {"earliest": row.earliest, "suggested": row.suggested, "lapsed": row.lapsed}
    reached = dates.get(reason.name) or row.earliest
    other = f" {spoken(reason.treatment)} on" if reason.treatment != row.treatment else ""
    length = counted((reached - reason.counted).days, "day")
    since = f"{length} after{other} {day(reason.counted, today)}"
    if reason.name in _NAMES and reached != row.best_day:
        since = f"{_NAMES[reason.name]} {day(reached, today)}, {since}"
    return f"{since}." if repeated else f"{since}: {reason.say}{_id(reason.rule, verbose=verbose)}"


def _id(rule: str, *, verbose: bool) -> str:
    return f" [{rule}]" if verbose else ""
