"""The sessions as a table for a spreadsheet: CSV as RFC 4180 has it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from skinroutine.history import Event
from skinroutine.text import harmless, yes_or_no

_BEFORE: Final = ("id", "happened", "treatment", "areas")
_AFTER: Final = ("note",)
_KEPT: Final = "\t\r\n"
"""Signs that a cell may hold: a note can have several lines."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def answer_columns(sessions: Iterable[Event]) -> list[str]:
    """The names of all answers that these sessions have, in order; each becomes a column."""
    names = {name for event in sessions for name in event.payload.answers}
    return sorted(names - {*_BEFORE, *_AFTER})


def session_rows(sessions: Iterable[Event], columns: Sequence[str]) -> Iterator[str]:
    """The head of the table and a row for each session, as lines of CSV."""
    yield _line([*_BEFORE, *columns, *_AFTER])
    for event in sessions:
        done = event.payload
        yield _line(
            [
                event.id,
                event.happened.isoformat(),
                done.treatment,
                done.areas,
                *(done.answers.get(name) for name in columns),
                done.note,
            ]
        )


def _line(values: Iterable[object]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow([_cell(value) for value in values])
    return text.getvalue()


def _cell(value: object) -> str:
    """A value as text that no spreadsheet takes for a formula and no terminal for an order.

    It may come from another machine.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return yes_or_no(value)
    if isinstance(value, list):
        value = "; ".join(map(str, value)) or "none"
    if isinstance(value, int | float):
        return str(value)
    text = "".join(sign if sign in _KEPT else harmless(sign) for sign in str(value))
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
