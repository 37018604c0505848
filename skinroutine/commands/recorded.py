"""What a screen shows of a session that was just written, by ``log`` or by ``history edit``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from skinroutine.app import App
from skinroutine.commands.entry import Entry, Written
from skinroutine.commands.logged_late import early_sessions
from skinroutine.decide.schedule import TimedStep
from skinroutine.interview.answers import plain
from skinroutine.memory.sessions import areas_of
from skinroutine.rulebook import Ruling
from skinroutine.show.aftercare import on_areas
from skinroutine.show.session import LogView


def view_of(
    app: App,
    entry: Entry,
    written: Written,
    holds: Iterable[Ruling],
    starts: Sequence[TimedStep],
    *,
    now: datetime,
) -> LogView:
    """A session as it was ``written``, and what follows from it.

    ``holds`` are the rules that set a hold with it, ``starts`` the steps of aftercare that begin. What only
    one of the commands knows (the head, answers that conflict) is left for it to fill in.
    """
    areas, mildest = areas_of(entry.answers), app.library.levels[0]
    return LogView(
        event=written.events[0].id,
        treatment=entry.book.treatment,
        answers=plain(entry.answers),
        areas=areas,
        happened=entry.happened,
        now=now,
        note=entry.note,
        following=written.following,
        windows=starts,
        care=on_areas(app.history, areas, now),
        holds=[ruling.say for ruling in holds],
        on_hold=bool(app.history.holds()),
        photo=entry.photo,
        pause=app.history.pause(now.date()),
        crossing=entry.crossing,
        later_too_early=early_sessions(app, entry),
        back_if=mildest.back_if,
        call_if=mildest.call_if,
        emergency=app.library.place.blanks["emergency"],
    )
