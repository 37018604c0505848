"""``status``: holds, the aftercare in force now, and the next dates.

It reads the history alone, and is loaded without the command line where its arguments allow it.
"""

from __future__ import annotations

from datetime import datetime

from skinroutine.app import App
from skinroutine.commands.status.screen import StatusView, status_page
from skinroutine.history import Reader
from skinroutine.history.parts import LONGEST_AFTERCARE
from skinroutine.machine import clock_behind
from skinroutine.memory.heads import heads
from skinroutine.options import Option, bare, command
from skinroutine.show.aftercare import steps_in_force

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    from skinroutine.show.watch import Watched


@command()
def status(
    app: App,
    *,
    verbose: Annotated[bool, Option("--verbose", "Show which rule each date comes from.")] = False,
) -> int:
    """Show where things stand. Raises the errors of the history."""
    with app.history.snapshot() as history:
        view = _view(history, app.now())
    if app.unread is not None:
        app.warn(f"Your next dates are left out until this is mended: {app.unread}")
        view = view._replace(standings=[])
    if not app.out.as_json:
        show = app.out.page if verbose else app.out.first
        show(status_page(view, verbose=verbose))
        return 0
    from skinroutine.commands.status.document import status_document  # noqa: PLC0415  only JSON needs it

    app.out.data(status_document(view))
    return 0


def quickly(arguments: list[str]) -> int | None:
    """The same from bare arguments; None when they say more than this understands."""
    typed = bare(arguments, frozenset({"--json", "--plain", "--verbose"}))
    if typed is None:
        return None
    home, flags = typed
    app = App(home=home, as_json="--json" in flags, plain="--plain" in flags)
    return status(app, verbose="--verbose" in flags)


def _view(history: Reader, now: datetime) -> StatusView:
    aftercare = steps_in_force(history, now)
    return StatusView(
        holds=history.holds(),
        aftercare=aftercare,
        standings=history.standings(),
        now=now,
        heads=heads(history),
        pause=history.pause(now.date()),
        checks=history.checks(now),
        watched=_watched(history, now),
        behind=clock_behind((event.happened for event in history.last_sessions(limit=1)), now),
        shorts=history.wording().shorts() if aftercare else {},
    )


def _watched(history: Reader, now: datetime) -> list[Watched]:
    """What is still to watch for after the last sessions."""
    found = history.recent_crossings(since=now - LONGEST_AFTERCARE)
    ahead = [(event, watch) for event, crossing in found for watch in crossing.watched(now)]
    if not ahead:
        return []
    from skinroutine.show.watch import Watched  # noqa: PLC0415  few went past a limit, and a prompt waits

    return [Watched(event.payload.treatment, event.payload.areas, event.id, watch) for event, watch in ahead]
