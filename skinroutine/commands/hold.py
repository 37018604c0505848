"""``hold``: the blocks in force, and how one ends."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from skinroutine.commands.place import Place
from skinroutine.errors import UsageError
from skinroutine.history import Draft, Hold
from skinroutine.interview import Asking
from skinroutine.model import Question
from skinroutine.prompts import EndOfInputError, asker
from skinroutine.render.hold_screen import ended_data, ended_page, holds_data, holds_page

ENDINGS: Final = {
    "healed": "It has healed",
    "seen": "A professional has seen it",
    "error": "It was recorded in error",
}


OWN: Final = "own"
"""Stands for the rule where a person set the hold."""


class HoldError(UsageError):
    """A hold cannot be ended as it was asked for."""

    code = "hold"


def show(place: Place) -> int:
    """List the holds in force. Raises the errors of the history."""
    holds = place.history.holds()
    place.out.result(holds_page(holds, place.now()), holds_data(holds))
    return 0


def add(place: Place, why: str, days: int = 0) -> int:
    """Block every session for a reason of one's own, for so many days at the least.

    Raises HoldError without a reason, and the errors of the history.
    """
    if not why.strip():
        raise HoldError('Say why: skinroutine hold add --why "A doctor told me to stop"')
    data = {"treatment": "", "rule": OWN, "why": why.strip(), "least_days": days}
    event = place.history.record("hold", data)
    holds, now = place.history.holds(), place.now()
    place.out.result(holds_page(holds, now), {**holds_data(holds), "stored": event.id})
    return 0


def end(place: Place, hold: str, how: str, *, no_input: bool = False) -> int:
    """End the holds in force, or the one that is named by one end of its id; keep how they ended.

    Asks how where that is not said. Raises HoldError when nothing fits, for an unknown ending, and while
    the least days of a rule run unless a professional has seen it or it was an error.
    """
    now = place.now()
    found = _found(place.history.holds(), hold)
    how = how or ("" if no_input else _asked(place))
    if how not in ENDINGS:
        raise HoldError(f"Say how it ended: --how {', --how '.join(ENDINGS)}.")
    for one in found:
        _check_days(one, how, now)
    events = place.history.write([Draft("release", {"hold": one.id, "how": how}) for one in found])
    place.out.result(ended_page(found, ENDINGS[how]), ended_data(found, how, [event.id for event in events]))
    return 0


def _asked(place: Place) -> str:
    question = Question(
        id="how", kind="one", ask="How did it end?", why="It is kept in your history.", asked_by=("plan",),
        options=dict(ENDINGS), not_sure=False,
    )  # fmt: skip
    try:
        return str(asker(plain=place.out.plain)(Asking(question, question.options)))
    except EndOfInputError:
        return ""


def _found(holds: list[Hold], named: str) -> list[Hold]:
    if not holds:
        raise HoldError("No hold is in force.")
    fitting = [hold for hold in holds if hold.id.startswith(named) or hold.id.endswith(named)]
    if not fitting:
        raise HoldError(f"No hold has the id {named}. List them with: skinroutine hold")
    if named and len(fitting) > 1:
        raise HoldError(f"{named} fits {len(fitting)} holds. Type more of the id: skinroutine hold")
    return fitting


def _check_days(hold: Hold, how: str, now: datetime) -> None:
    end = hold.since + timedelta(days=hold.least_days)
    if how == "healed" and end > now:
        raise HoldError(
            f"This hold runs until {end:%Y-%m-%d} at the least. "
            "If a professional has seen it, say: skinroutine hold end --how seen"
        )
