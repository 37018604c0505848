"""``pause`` and ``resume``: a time without reminders, for a holiday or an illness. Nothing is lost in it."""

from __future__ import annotations

from typing import Annotated

from skinroutine.app import App
from skinroutine.errors import UsageError
from skinroutine.history import Draft
from skinroutine.history.events import PauseRecord, ResumeRecord
from skinroutine.options import Option, command
from skinroutine.show.pauses import PauseDocument, ResumeDocument, paused_page, paused_record, resumed_page
from skinroutine.times import later_day


class PauseError(UsageError):
    """There is no pause to end."""

    code = "pause"

    def __init__(self) -> None:
        super().__init__("No pause is running. To start one: skinroutine pause")


@command()
def pause(
    app: App,
    *,
    until: Annotated[
        str | None,
        Option("--until", 'When reminders start again, such as monday, "in 2 weeks" or 2026-12-24.', "DATE"),
    ] = None,
    why: Annotated[
        str, Option("--why", "Your reason: illness, holiday, or in your own words.", "REASON")
    ] = "",
) -> int:
    """Silence the reminders until a day (None: until they are resumed), in place of a pause that runs.

    Raises BadTimeError and the errors of the history.
    """
    now = app.now()
    last = later_day(until, now, "--until") if until is not None else None
    running = app.history.pauses(now.date())
    pause = PauseRecord(until=last.isoformat() if last else "", why=why.strip())
    app.history.write(
        [
            Draft(pause, replaces=running[0].id if running else None),
            *(Draft(ResumeRecord(pause=pause.id)) for pause in running[1:]),
        ]
    )
    begun = app.history.pause(now.date())
    app.out.result(paused_page(begun, now, again=bool(running)), PauseDocument(paused=paused_record(begun)))
    return 0


@command()
def resume(app: App) -> int:
    """Let the reminders come back. Raises PauseError when no pause runs, and the errors of the history."""
    running = app.history.pauses(app.now().date())
    if not running:
        raise PauseError
    events = app.history.write([Draft(ResumeRecord(pause=pause.id)) for pause in running])
    document = ResumeDocument(ended=[pause.id for pause in running], stored=[event.id for event in events])
    app.out.result(resumed_page(), document)
    return 0
