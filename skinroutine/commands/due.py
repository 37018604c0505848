"""``due``: one line for each treatment and area that may be done again; nothing when nothing is due.

Reads one small table and no rules, and is loaded without the rest of the program, so that a shell
prompt can call it.
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skinroutine.history import History, Standing

NOTHING_DUE = 3
_FLAGS = {"--json": "as_json", "--exit-code": "exit_code", "--plain": "plain"}


def run(history: History, now: datetime, *, as_json: bool = False, exit_code: bool = False) -> int:
    """Print what is due. Gives the exit status: 3 when nothing is and that was asked for.

    Raises the errors of the history.
    """
    rows = due_now(history, now.date())
    if as_json:
        _print_json(rows, now.date())
    else:
        sys.stdout.write("".join(f"{_line(row, now.date())}\n" for row in rows))
    return NOTHING_DUE if exit_code and not rows else 0


def due_now(history: History, today: date) -> list[Standing]:
    """What may be done again today. A hold silences everything: no session is due on held skin."""
    if history.holds():
        return []
    return [row for row in history.standings() if row.earliest <= today]


def quickly(arguments: list[str]) -> int | None:
    """The same from bare arguments; None when they say more than this understands."""
    wanted: dict[str, bool] = {}
    home: Path | None = None
    rest = iter(arguments)
    for argument in rest:
        if argument == "--home":
            named = next(rest, None)
            if named is None:
                return None
            home = Path(named)
        elif argument in _FLAGS:
            wanted[_FLAGS[argument]] = True
        else:
            return None
    wanted.pop("plain", None)
    from skinroutine.commands.paths import Paths  # noqa: PLC0415  loaded only when this is the command
    from skinroutine.history import History  # noqa: PLC0415  the same

    return run(History(Paths(home).history, here), here(), **wanted)


def here() -> datetime:
    """The time here, with its offset; in UTC where the zone of the machine makes no sense."""
    try:
        return datetime.now().astimezone()
    except ValueError:
        return datetime.now(UTC)


def _line(row: Standing, today: date) -> str:
    treatment, area = row.treatment.replace("_", " "), row.area.replace("_", " ")
    last = f"last done {row.last_session:%a} {row.last_session.day} {row.last_session:%b}"
    if row.overdue <= today:
        return f"{treatment}, {area}: overdue since {row.overdue}, {last}"
    return f"{treatment}, {area}: may be done again since {row.earliest}, {last}"


def _print_json(rows: list[Standing], today: date) -> None:
    import json  # noqa: PLC0415  the plain form does without it

    due = [
        {
            "treatment": row.treatment,
            "area": row.area,
            "last_session": row.last_session.isoformat(),
            "earliest": row.earliest.isoformat(),
            "overdue": row.overdue <= today,
        }
        for row in rows
    ]
    sys.stdout.write(json.dumps({"schema_version": 1, "due": due}, indent=2) + "\n")
