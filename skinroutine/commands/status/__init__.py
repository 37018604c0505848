"""``status``: holds, the aftercare in force now, and the next dates.

It reads the history alone, and is loaded without the command line where its arguments allow it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from skinroutine.app import App
from skinroutine.clock import clock_behind
from skinroutine.commands.bare import bare
from skinroutine.commands.status.screen import InForce, StatusView, status_data, status_page
from skinroutine.history import Event, Reader
from skinroutine.history.crossings import crossing_in
from skinroutine.memory.heads import heads
from skinroutine.options import command
from skinroutine.show.watch import Watched

LONGEST: Final = timedelta(days=60)
"""No aftercare runs longer; sessions before that are not looked at."""


@command()
def status(app: App) -> int:
    """Show where things stand. Raises the errors of the history."""
    with app.history.snapshot() as history:
        view = _view(history, app.now())
    if app.unread is not None:
        app.warn(f"Your next dates are left out until this is mended: {app.unread}")
        view = view._replace(standings=[])
    app.out.result(status_page(view), status_data(view))
    return 0


def quickly(arguments: list[str]) -> int | None:
    """The same from bare arguments; None when they say more than this understands."""
    told = bare(arguments, {"--json", "--plain"})
    if told is None:
        return None
    return status(App(home=told.home, as_json="--json" in told.flags, plain="--plain" in told.flags))


def _view(history: Reader, now: datetime) -> StatusView:
    sessions = history.sessions_since(now - LONGEST)
    return StatusView(
        holds=history.holds(),
        aftercare=[one for event in sessions for one in in_force(event, now)],
        standings=history.standings(),
        now=now,
        heads=heads(history),
        pause=history.pause(now.date()),
        checks=history.checks(now),
        watched=[one for event in sessions for one in watched_after(history, event, now)],
        behind=clock_behind((event.happened for event in history.last_sessions(limit=1)), now),
    )


def watched_after(history: Reader, event: Event, now: datetime) -> list[Watched]:
    """What is still to watch for after one session."""
    if not crossing_in(event).limits:
        return []
    ahead = history.crossing(event).watched(now)
    areas = event.data.get("areas")
    named = [str(area) for area in areas] if isinstance(areas, list) else []
    return [Watched(str(event.data["treatment"]), named, event.id, one) for one in ahead]


def in_force(event: Event, now: datetime) -> list[InForce]:
    """The steps of aftercare of one session that hold now, or will."""
    windows = event.data.get("aftercare")
    kept = (
        [_window(event, window) for window in windows if isinstance(window, Mapping)]
        if isinstance(windows, list)
        else []
    )
    return [one for one in kept if one.ends is not None and one.ends > now]


def _window(event: Event, window: Mapping[str, object]) -> InForce:
    areas = event.data["areas"]
    return InForce(
        treatment=str(event.data["treatment"]),
        areas=[str(area) for area in areas] if isinstance(areas, list) else [],
        text=str(window["text"]),
        starts=datetime.fromisoformat(str(window["starts"])),
        ends=datetime.fromisoformat(str(window["ends"])) if window.get("ends") else None,
        session=event.id,
    )
