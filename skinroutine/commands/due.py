"""``due``: a line for each treatment and area that may be done again, and for each look at the skin.

Nothing when nothing is due, under a hold and in a pause. It reads a few small tables and no rules, and
is loaded without the rest of the program, so that a shell prompt can call it.
"""

from __future__ import annotations

import sys
from datetime import date, datetime

from skinroutine.light_typing import NamedTuple
from skinroutine.machine import here
from skinroutine.options import NOT_NOW, Option, bare, command
from skinroutine.text import day, treatment_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Annotated

    from skinroutine.app import App
    from skinroutine.history import History, Pause, SkinCheck, Standing


@command()
def due(
    app: App,
    *,
    exit_code: Annotated[
        bool, Option("--exit-code", "For a script: exit with 3 when nothing is ready.")
    ] = False,
    notify: Annotated[bool, Option("--notify", "Show it as a desktop notification too.")] = False,
    private: Annotated[
        bool, Option("--private", "Keep treatments and areas out of the notification. Goes with --notify.")
    ] = False,
) -> int:
    """Print what is due, on the desktop too where that is wanted. Raises the errors of the history.

    The exit status is that of what is due, whatever becomes of the notice.
    """
    if not (notify or private):
        return _print(_find(app.dated_history, app.now()), as_json=app.out.as_json, exit_code=exit_code)
    from skinroutine.commands.notify import check_private, send_notice  # noqa: PLC0415  rarely wanted

    check_private(notify=notify)
    found = _find(app.dated_history, app.now())
    status = _print(found, as_json=app.out.as_json, exit_code=exit_code)
    send_notice(app, found.text, private=private)
    return status


class Due(NamedTuple):
    """What may be done again, and the looks at the skin that are open; nothing in a pause."""

    rows: Sequence[Standing]
    checks: Sequence[SkinCheck]
    pause: Pause | None
    today: date

    @property
    def text(self) -> str:
        """A line each."""
        lines = [*(_line(row, self.today) for row in self.rows), *(_question(check) for check in self.checks)]
        return "".join(f"{line}\n" for line in lines)


def _find(history: History, now: datetime) -> Due:
    today = now.date()
    with history.snapshot() as reader:
        pause = reader.pause(today)
        if pause or reader.is_on_hold():
            return Due((), (), pause, today)
        rows = [row for row in reader.standings() if row.best_day <= today and not row.bar]
        return Due(rows, reader.checks(now), pause, today)


def _print(found: Due, *, as_json: bool, exit_code: bool) -> int:
    """Print what is due. Gives the exit status: 3 when that was asked for and no area is ready."""
    if as_json:
        from skinroutine.show.due_document import due_document  # noqa: PLC0415  the plain form does without it
        from skinroutine.show.output import Output  # noqa: PLC0415  the same

        Output(as_json=True).data(due_document(found.rows, found.checks, found.pause, found.today))
    else:
        sys.stdout.write(found.text)
    return NOT_NOW if exit_code and not found.rows else 0


def quickly(arguments: list[str]) -> int | None:
    """The same from bare arguments; None when they say more than this understands."""
    typed = bare(arguments, frozenset({"--json", "--plain", "--exit-code"}))
    if typed is None:
        return None
    home, flags = typed
    history = _history(home)
    found = _find(history, here())
    return _print(found, as_json="--json" in flags, exit_code="--exit-code" in flags)


def _history(home: Path | None) -> History:
    """The history with the dates of today's rules. Raises the error of rules that cannot be read."""
    from skinroutine.history import History  # noqa: PLC0415  the same
    from skinroutine.machine import Paths  # noqa: PLC0415  loaded only when this is the command
    from skinroutine.rule_files import RuleTexts, own_folders, shipped  # noqa: PLC0415  the same

    paths = Paths(home)
    history = History(paths.history, here)
    name = RuleTexts().stored_under([shipped(), *own_folders(None, paths.rules).values()])
    if not history.is_outdated(name):
        return history
    from skinroutine.app import App  # noqa: PLC0415  only rules that changed need it

    return App(home=home).dated_history


def _line(row: Standing, today: date) -> str:
    where = treatment_text(row.treatment, [row.area])
    last = f"last done {day(row.last_session, today)}"
    if row.lapsed and row.lapsed <= today:
        return f"{where}: long ago, so start gently again, {last}"
    return f"{where}: ready since {day(row.best_day, today)}, {last}"


def _question(check: SkinCheck) -> str:
    return f"{treatment_text(check.treatment, check.areas)}: {check.ask} {check.answer}".rstrip()
