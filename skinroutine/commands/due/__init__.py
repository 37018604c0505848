"""``due``: a line for each treatment and area that may be done again, and for each look at the skin.

Nothing when nothing is due, under a hold and in a pause. It reads a few small tables and no rules, and
is loaded without the rest of the program, so that a shell prompt can call it.
"""

from __future__ import annotations

import sys
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

from skinroutine.clock import here
from skinroutine.options import NOT_NOW, Option, bare, command

if TYPE_CHECKING:
    from pathlib import Path

    from skinroutine.app import App
    from skinroutine.history import Check, History, Pause, Standing


@command()
def due(
    app: App,
    *,
    exit_code: Annotated[bool, Option("--exit-code", "Exit with 3 when nothing is due.")] = False,
    notify: Annotated[bool, Option("--notify", "Send it to the desktop as a notice too.")] = False,
    private: Annotated[bool, Option("--private", "With --notify: it tells nothing.")] = False,
) -> int:
    """Print what is due, on the desktop too where that is wanted. Raises the errors of the history."""
    if notify or private:
        from skinroutine.commands.due.notify import print_and_notify  # noqa: PLC0415  a print does without it

        return print_and_notify(app, notify=notify, private=private, exit_code=exit_code)
    return print_due(app.dated_history, app.now(), as_json=app.out.as_json, exit_code=exit_code)


def print_due(history: History, now: datetime, *, as_json: bool = False, exit_code: bool = False) -> int:
    """Print what is due. Gives the exit status: 3 when nothing is and that was asked for.

    Raises the errors of the history.
    """
    today = now.date()
    with history.snapshot() as told:
        pause = told.pause(today)
        silent = bool(pause or told.holds())
        rows = [] if silent else [row for row in told.standings() if row.earliest <= today and not row.bar]
        checks = [] if silent else told.checks(now)
    if as_json:
        _print_json(rows, checks, pause, today)
    else:
        lines = [*(_line(row, today) for row in rows), *(_asked(check) for check in checks)]
        sys.stdout.write("".join(f"{line}\n" for line in lines))
    return NOT_NOW if exit_code and not rows and not checks else 0


def quickly(arguments: list[str]) -> int | None:
    """The same from bare arguments; None when they say more than this understands."""
    told = bare(arguments, frozenset({"--json", "--plain", "--exit-code"}))
    if told is None:
        return None
    history = _history(told.home)
    return print_due(history, here(), as_json="--json" in told.flags, exit_code="--exit-code" in told.flags)


def _history(home: Path | None) -> History:
    """The history with the dates of today's rules. Raises the error of rules that cannot be read."""
    from skinroutine.history import History  # noqa: PLC0415  the same
    from skinroutine.paths import Paths  # noqa: PLC0415  loaded only when this is the command
    from skinroutine.rule_files import own_folders, shipped, stored_under  # noqa: PLC0415  the same

    paths = Paths(home)
    history = History(paths.history, here)
    if not history.is_outdated(stored_under([shipped(), *own_folders(None, paths.rules).values()])):
        return history
    from skinroutine.app import App  # noqa: PLC0415  only rules that changed need it

    return App(home=home).dated_history


def _line(row: Standing, today: date) -> str:
    treatment, area = row.treatment.replace("_", " "), row.area.replace("_", " ")
    last = f"last done {row.last_session:%a} {row.last_session.day} {row.last_session:%b}"
    if row.lapsed and row.lapsed <= today:
        return f"{treatment}, {area}: long ago, so start gently again, {last}"
    better = f", better from {row.suggested}" if row.suggested and row.suggested > today else ""
    return f"{treatment}, {area}: may be done again since {row.earliest}{better}, {last}"


def _asked(check: Check) -> str:
    areas = ", ".join(area.replace("_", " ") for area in check.areas)
    return f"{check.treatment.replace('_', ' ')}, {areas}: {check.ask} {check.answer}".rstrip()


def _print_json(rows: list[Standing], checks: list[Check], pause: Pause | None, today: date) -> None:
    import json  # noqa: PLC0415  the plain form does without it

    data = {
        "schema_version": 1,
        "due": [_row_data(row, today) for row in rows],
        "checks": [check.data() for check in checks],
        "paused": pause.data() if pause else None,
    }
    sys.stdout.write(json.dumps(data, indent=2) + "\n")


def _row_data(row: Standing, today: date) -> dict[str, object]:
    return {
        "treatment": row.treatment,
        "area": row.area,
        "last_session": row.last_session.isoformat(),
        "earliest": row.earliest.isoformat(),
        "suggested": (row.suggested or row.earliest).isoformat(),
        "overdue": row.overdue <= today,
        "lapsed": bool(row.lapsed and row.lapsed <= today),
    }
