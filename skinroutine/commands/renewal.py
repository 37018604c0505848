"""Rules that changed: what the history stored under the old ones is worked out again, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skinroutine.errors import SkinroutineError
from skinroutine.next_dates import derived

if TYPE_CHECKING:
    from skinroutine.commands.place import Place
    from skinroutine.history import History, Hold


def renew(place: Place, history: History) -> SkinroutineError | None:
    """Work out again what is stored, and say what holds anew. Gives what stood in the way, or None."""
    try:
        before = {hold.id for hold in history.holds()}
        library = place.library
        history.renew(lambda reader: derived(reader, library, (), place.now()))
        after = history.holds()
    except SkinroutineError as error:
        return error
    for hold in after:
        if hold.found and hold.id not in before:
            place.warn(_said(hold))
    return None


def _said(hold: Hold) -> str:
    """What holds again, and how it ends: said once, as the plan goes on to say it."""
    when = f"{hold.since:%a} {hold.since.day} {hold.since:%b %Y}"
    return (
        f"Sessions are paused: {hold.professional} has not cleared what you had on {when} ({hold.why}) "
        f"Once they have: {hold.clearing}"
    )
