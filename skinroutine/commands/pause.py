"""``pause`` and ``resume``: a time without reminders, for a holiday or an illness. Nothing is lost in it."""

from __future__ import annotations

from skinroutine.app import Place
from skinroutine.errors import UsageError
from skinroutine.history import Draft
from skinroutine.show.pauses import pause_data, paused_page, resume_data, resumed_page
from skinroutine.times import later_day


class PauseError(UsageError):
    """There is no pause to end."""

    code = "pause"

    def __init__(self) -> None:
        super().__init__("No pause is running. To start one: skinroutine pause")


def run(place: Place, *, until: str | None = None, why: str = "") -> int:
    """Silence the reminders until a day (None: until they are resumed), in place of a pause that runs.

    Raises BadTimeError and the errors of the history.
    """
    now = place.now()
    last = later_day(until, now, "--until") if until is not None else None
    running = place.history.pauses(now.date())
    data = {"until": last.isoformat() if last else "", "why": why.strip()}
    place.history.write(
        [
            Draft("pause", data, replaces=running[0].id if running else None),
            *(Draft("resume", {"pause": one.id}) for one in running[1:]),
        ]
    )
    pause = place.history.pause(now.date())
    place.out.result(paused_page(pause, now, again=bool(running)), pause_data(pause))
    return 0


def resume(place: Place) -> int:
    """Let the reminders come back. Raises PauseError when no pause runs, and the errors of the history."""
    running = place.history.pauses(place.now().date())
    if not running:
        raise PauseError
    events = place.history.write([Draft("resume", {"pause": one.id}) for one in running])
    place.out.result(resumed_page(), resume_data(running, [event.id for event in events]))
    return 0
