"""``status``: holds, the aftercare in force now, and the next dates. It reads the history alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from skinroutine.commands.place import Place
from skinroutine.history import Event
from skinroutine.render.status_screen import InForce, StatusView, status_data, status_page

LONGEST: Final = timedelta(days=60)
"""No aftercare runs longer; sessions before that are not looked at."""


def run(place: Place) -> int:
    """Show where things stand. Raises the errors of the history."""
    now = place.now()
    history = place.history
    view = StatusView(
        holds=history.holds(),
        aftercare=[one for event in history.sessions_since(now - LONGEST) for one in in_force(event, now)],
        standings=history.standings(),
        now=now,
    )
    place.out.result(status_page(view), status_data(view))
    return 0


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
