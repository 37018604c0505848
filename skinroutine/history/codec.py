"""Values as the file keeps them: moments as sortable UTC text, data as JSON, ids as UUIDv7; and its rows."""

from __future__ import annotations

import os
import sqlite3
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache, lru_cache

from skinroutine.history.records import Event, Standing
from skinroutine.light_typing import cast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from json import JSONEncoder
    from typing import Any

    from skinroutine.history.event_shapes import PlainLine
    from skinroutine.history.records import Explained

    Row = tuple[Any, ...]

# json is imported where it is used: `due` reads no data and shall not wait for it.


def utc_text(moment: datetime) -> str:
    """Return an aware moment as UTC text of fixed width, to the microsecond.

    Raises ValueError for a moment without an offset.
    """
    if moment.tzinfo is not UTC:
        if moment.utcoffset() is None:
            raise ValueError(f"{moment!r} has no offset from UTC")
        moment = moment.astimezone(UTC)
    # SQLite compares it as text: each moment has all of its digits, so that a later one is a larger text.
    return f"{moment.isoformat('T', 'microseconds')[:-6]}Z"


def both_texts(event: Event | PlainLine) -> tuple[str, str]:
    """Return when an event happened and when it was recorded, mostly the same, as ``utc_text`` does."""
    happened = utc_text(event.happened)
    return happened, happened if event.recorded == event.happened else utc_text(event.recorded)


def offset_minutes(moment: datetime) -> int:
    """Return how many minutes the clock of an aware moment is ahead of UTC."""
    return 0 if moment.tzinfo is UTC else (moment.utcoffset() or timedelta()) // timedelta(minutes=1)


def moment_of(text: str, offset: int = 0) -> datetime:
    """Return the moment that ``utc_text`` wrote, ``offset`` minutes ahead of UTC.

    Raises sqlite3.DatabaseError for other text: the file is damaged.
    """
    try:
        return datetime.fromisoformat(text).astimezone(_zone(offset) if offset else UTC)
    except (ValueError, OverflowError) as error:
        raise sqlite3.DatabaseError(f"no moment: {text!r}") from error


@lru_cache(maxsize=64)
def _zone(offset: int) -> timezone:
    return timezone(timedelta(minutes=offset))


def date_of(text: str) -> date:
    """Return the date of ISO text; raises sqlite3.DatabaseError for other text."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise sqlite3.DatabaseError(f"no date: {text!r}") from error


def data_text(data: Mapping[str, object]) -> str:
    """Return data as JSON with sorted keys; raises ValueError or TypeError for what JSON lacks."""
    return _encoder().encode(dict(data))


def list_text(values: Iterable[str | int]) -> str:
    """Return names or numbers as one value for SQLite, which takes only so many values in a query."""
    return _encoder().encode(list(values))


@cache
def _encoder() -> JSONEncoder:
    from json import JSONEncoder  # noqa: PLC0415

    return JSONEncoder(sort_keys=True, allow_nan=False, separators=(",", ":"))


def data_of(text: str) -> dict[str, object]:
    """Return the data that ``data_text`` wrote; raises sqlite3.DatabaseError for other text."""
    # Where the rules are read it is loaded anyway.
    return quick_reader()(text) if "msgspec" in sys.modules else data_by_json(text)


def data_by_json(text: str) -> dict[str, object]:
    """Return the same by the library of Python, which ``due`` has to load for one text or none."""
    import json  # noqa: PLC0415

    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise sqlite3.DatabaseError("no JSON") from error
    if not isinstance(data, dict):
        raise sqlite3.DatabaseError("no JSON object")
    return cast("dict[str, object]", data)


def new_action(moment: datetime) -> str:
    """Return what the ids of one write at an aware moment share: a UUIDv7 without its last group.

    It has the milliseconds and 26 random bits: two writes never share it.
    """
    milliseconds = max(0, int(moment.timestamp() * 1000)) & (2**48 - 1)
    number = milliseconds << 32 | int.from_bytes(os.urandom(4), "big")
    # The version (7) and the variant (2) stand at fixed bits: https://www.rfc-editor.org/rfc/rfc9562#section-5.7
    number = number & ~(0xF << 28) | 0x7 << 28
    number = number & ~(0x3 << 14) | 0x2 << 14
    text = f"{number:020x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:]))


def new_id(action: str) -> str:
    """Return a new UUIDv7 of a write: what its ids share, then 48 random bits."""
    return f"{action}-{os.urandom(6).hex()}"


def action_of(event_id: str) -> str:
    """Return what the id shares with those of the events that were written together with it."""
    return event_id.rpartition("-")[0] or event_id


@cache
def quick_reader() -> Callable[[str], dict[str, object]]:
    """Return what gives the same in half the time, for whoever reads thousands of texts."""
    import msgspec  # noqa: PLC0415  it takes longer to load than a few texts to read

    decode = msgspec.json.Decoder().decode

    def read(text: str) -> dict[str, object]:
        try:
            data = decode(text)
        # What it does not take, such as half of a letter, may be JSON all the same for Python.
        except (ValueError, RecursionError, msgspec.MsgspecError):
            return data_by_json(text)
        return data if type(data) is dict else data_by_json(text)

    return read


def event_of(row: Row, read: Callable[[str], dict[str, object]] = data_of) -> Event:
    """Return a row of the events as an event; ``read`` makes data of their text."""
    _, event_id, kind, happened, offset, recorded, data, replaces, _ = row
    when = moment_of(recorded)
    there = when if happened == recorded and not offset else moment_of(happened, offset)
    return Event(event_id, kind, there, when, read(data), replaces)


def standing_of(row: Row, why: tuple[Explained, ...]) -> Standing:
    """Return a row of the next dates as where a treatment of an area stands."""
    treatment, area, last, offset, earliest, overdue, *later, untold = row
    suggested, lapsed = (date_of(text) if text else None for text in later)
    dates = (date_of(earliest), date_of(overdue), suggested, lapsed)
    return Standing(treatment, area, moment_of(last, offset), *dates, why, untold)


def newest_first(listed: Sequence[Iterable[Row]]) -> Iterable[Row]:
    """The rows of several lists as one; each of them has the newest first."""
    if len(listed) == 1:
        return listed[0]
    from heapq import merge  # noqa: PLC0415  most ask for one kind alone

    return merge(*listed, key=_happened, reverse=True)


def _happened(row: Row) -> tuple[str, str, str]:
    return row[3], row[5], row[1]
