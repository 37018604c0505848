"""The history as lines of JSON: a head, then one event a line. No line is trusted until it was looked at."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any, BinaryIO, Final, NamedTuple

import msgspec

from skinroutine.history.codec import data_text, event_of, moment_of
from skinroutine.history.event_shapes import (
    LARGEST,
    EventLine,
    PlainLine,
    check_data,
    check_shape,
    is_shallow,
    misfit_of_line,
)
from skinroutine.history.records import KINDS, VOID, Event
from skinroutine.history.writer import Row, row_of
from skinroutine.misfits import Excess, Misfit, Missing

VERSION: Final = 1
LONGEST_LINE: Final = 2**20
"""Bytes. A session takes a thousand."""
_CALENDAR: Final = "before_day_parts"


class BadLineError(ValueError):
    """A line is no event; the message says why, as the end of a sentence about the line."""


class NewerFileError(Exception):
    """The file was written by a version that knows more than this one."""


class ExportHead(NamedTuple):
    """The first line: how many events follow.

    ``before_day_parts`` is until when calendars may have been made in the form of before, None for never.
    A file of such a version does not tell, and ``tells_calendar`` is false.
    """

    events: int
    before_day_parts: datetime | None = None
    tells_calendar: bool = False


def head_line(many: int, before_day_parts: datetime | None) -> str:
    """Return the first line of a file with so many events; what else it tells is as in ``ExportHead``."""
    before = before_day_parts.isoformat() if before_day_parts else None
    return _text({"skinroutine": "history", "version": VERSION, "events": many, _CALENDAR: before})


def line_of(event: Event) -> str:
    """Return an event as a line. All letters beyond ASCII are escaped, so that none is lost on the way."""
    return _text(
        {
            "id": event.id,
            "kind": event.kind,
            "happened": event.happened.isoformat(),
            "recorded": event.recorded.isoformat(),
            "data": event.stored,
            "replaces": event.replaces,
        }
    )


def line_of_row(row: tuple[Any, ...]) -> str:
    """Return a row of the events as ``line_of`` gives its event; sqlite3.DatabaseError for a damaged one."""
    _, event_id, kind, happened, offset, recorded, data, replaces, _ = row
    # What this program has stored is a line of ASCII by itself.
    if not (data.startswith("{") and data.isascii() and data.isprintable()):
        return line_of(event_of(row))
    times = (moment_of(happened, offset).isoformat(), moment_of(recorded).isoformat())
    named, sort, later = (_ENCODER.encode(text) for text in (event_id, kind, replaces))
    head = f'{{"id":{named},"kind":{sort},"happened":"{times[0]}","recorded":"{times[1]}"'
    return f'{head},"data":{data},"replaces":{later}}}\n'


def lines_of(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not empty, with their numbers; one that is too long is cut."""
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        rest = line
        # The rest of it is passed over, so that the lines after it keep their numbers.
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST_LINE + 1)
        if not line.isspace():
            yield number, line


def read_row(line: bytes) -> Row | ExportHead:
    """Return what a line says: the row of an event as the file keeps it, or a head.

    Raises BadLineError, or NewerFileError for the head of a newer version.
    """
    row = quick_row(line)
    if row is not None:
        return row
    found = _look_at(line)
    return row_of(found) if isinstance(found, Event) else found


def quick_row(line: bytes) -> Row | None:
    """The row of a line that is an event beyond doubt, as nearly all are; None for any other line."""
    try:
        found = _line_in(line) if len(line) <= LONGEST_LINE else None
        if found is None or found.kind not in KINDS or (found.kind == VOID and found.replaces is None):
            return None
        check_shape(found.kind, found.stored)
    # In older versions an error of msgspec is no ValueError.
    except (ValueError, RecursionError, msgspec.MsgspecError):
        return None
    return row_of(found, _data_text(found.stored))


def _line_in(line: bytes) -> PlainLine | Event | None:
    """What stands in a line; None where its data is nested too deep, or has a number out of the ordinary."""
    try:
        plain = _plain_lines().decode(line)
    except msgspec.ValidationError:
        found = _LINES.decode(line)
        return _event(found) if is_shallow(found.data) else None
    return plain if plain.is_sound else None


def _data_text(data: Mapping[str, object]) -> str:
    """What ``data_text`` gives of the data of a line beyond doubt, in a fifth of the time."""
    text = _SORTED.encode(data)
    # Only these does it write in another way than the library of Python.
    if text.isascii() and b"\\" not in text and b"\x7f" not in text:
        return text.decode("ascii")
    return data_text(data)


def _look_at(line: bytes) -> Event | ExportHead:
    """What a line says, and why it is none where it says nothing."""
    raw = _json(line)
    if not isinstance(raw, dict):
        raise BadLineError("it isn't an entry")
    if "skinroutine" in raw:
        return _head(raw)
    kind = raw.get("kind")
    if isinstance(kind, str) and kind not in KINDS:
        shown = kind[:40] if kind.isprintable() else "not a word"
        raise BadLineError(f"its kind ({shown}) is from a newer skinroutine, so update this one")
    try:
        found = msgspec.convert(raw, EventLine)
        if found.kind == VOID and found.replaces is None:
            raise BadLineError("it does not name the entry that it takes out")
        check_data(found.kind, found.data)
    except msgspec.ValidationError as error:
        misfit = misfit_of_line(raw)
        raise BadLineError(_words(misfit) if misfit else "it makes no sense") from error
    except ValueError as error:
        raise BadLineError(str(error)) from error
    return _event(found)


def _event(line: EventLine) -> Event:
    return Event(line.id, line.kind, line.happened, line.recorded, line.data, line.replaces)


def _head(raw: dict[str, object]) -> ExportHead:
    version, events = raw.get("version"), raw.get("events")
    if raw["skinroutine"] != "history" or not isinstance(version, int) or not isinstance(events, int):
        raise BadLineError("it isn't the first line of an export")
    if version > VERSION:
        raise NewerFileError
    return ExportHead(events, _moment(raw.get(_CALENDAR)), _CALENDAR in raw)


def _moment(raw: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(raw) if isinstance(raw, str) else None
    except ValueError:
        found = None
    if raw is not None and (found is None or found.tzinfo is None):
        raise BadLineError("it isn't the first line of an export")
    return found


def _text(data: dict[str, object]) -> str:
    return _ENCODER.encode(data) + "\n"


def _json(line: bytes) -> object:
    if len(line) > LONGEST_LINE:
        raise BadLineError("it is longer than 1 MiB")
    try:
        # Editors on Windows put a mark before the first line.
        return _DECODER.decode(line.decode("utf-8-sig").strip())
    except BadLineError:
        raise
    except UnicodeDecodeError as error:
        raise BadLineError("it isn't UTF-8 text") from error
    except RecursionError as error:
        raise BadLineError("it is nested too deep") from error
    except ValueError as error:
        raise BadLineError("it is not whole JSON") from error


def _number(text: str) -> float | int:
    """A number that arithmetic can take: dates and lengths of time are counted from some of them."""
    number = float(text)
    if not abs(number) <= LARGEST:  # also for NaN
        raise BadLineError("it has a number that makes no sense")
    return number if "." in text or "e" in text.lower() else int(text)


@cache
def _plain_lines() -> msgspec.json.Decoder[PlainLine]:
    return msgspec.json.Decoder(PlainLine)  # made late: an export reads no line


_LINES: Final = msgspec.json.Decoder(EventLine)
_SORTED: Final = msgspec.json.Encoder(order="sorted")
_ENCODER: Final = json.JSONEncoder(allow_nan=False, separators=(",", ":"))
_DECODER: Final = json.JSONDecoder(parse_float=_number, parse_int=_number, parse_constant=_number)


def _words(found: Misfit) -> str:
    """What makes a line no event, as the end of a sentence about the line."""
    if isinstance(found, Missing):
        return f"its {found.path[-1]} is missing"
    if isinstance(found, Excess):
        return f"it has a part too many: {found.path[-1]}"
    if found.reason:
        return found.reason
    return f"its {found.place} makes no sense" if found.path else "it makes no sense"
