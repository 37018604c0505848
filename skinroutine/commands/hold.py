"""``hold``: the blocks in force, and how one ends."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from skinroutine.commands.place import Place
from skinroutine.errors import UsageError
from skinroutine.history import Hold
from skinroutine.render.hold_screen import ended_data, ended_page, holds_data, holds_page

ENDINGS: Final = {
    "healed": "It has healed",
    "seen": "A professional has seen it",
    "error": "It was recorded in error",
}


class HoldError(UsageError):
    """A hold cannot be ended as it was asked for."""

    code = "hold"


def show(place: Place) -> int:
    """List the holds in force. Raises the errors of the history."""
    holds = place.history.holds()
    place.out.result(holds_page(holds, place.now()), holds_data(holds))
    return 0


def end(place: Place, hold: str, how: str) -> int:
    """End one hold (by id, or its beginning; the only one when empty), and keep how it ended.

    Raises HoldError when nothing or more than one fits, for an unknown ending, and while the least
    days of the rule run unless a professional has seen it or it was an error.
    """
    now = place.now()
    found = _found(place.history.holds(), hold)
    if how not in ENDINGS:
        raise HoldError(f"Say how it ended: --how {', --how '.join(ENDINGS)}.")
    _check_days(found, how, now)
    event = place.history.record("release", {"hold": found.id, "how": how})
    place.out.result(ended_page(found, ENDINGS[how]), ended_data(found, how, event.id))
    return 0


def _found(holds: list[Hold], named: str) -> Hold:
    fitting = [hold for hold in holds if hold.id.startswith(named)]
    if not holds:
        raise HoldError("No hold is in force.")
    if not fitting:
        raise HoldError(f"No hold has the id {named}. List them with: skinroutine hold")
    if len(fitting) > 1:
        ids = ", ".join(hold.id for hold in fitting)
        raise HoldError(f"{len(fitting)} holds fit. Name one of them: {ids}.")
    return fitting[0]


def _check_days(hold: Hold, how: str, now: datetime) -> None:
    end = hold.since + timedelta(days=hold.least_days)
    if how == "healed" and end > now:
        raise HoldError(
            f"This hold runs until {end:%Y-%m-%d} at the least. "
            "If a professional has seen it, say: skinroutine hold end --how seen"
        )
