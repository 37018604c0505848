"""Looking through an export before anything is stored: what each line is to the history that is here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import BinaryIO, Final, NamedTuple

import msgspec

from skinroutine.commands.transfer.screen import ImportLine, about
from skinroutine.history import History
from skinroutine.history.codec import event_of
from skinroutine.history.jsonl import BadLineError, ExportHead, lines_of, read_row
from skinroutine.history.merge import CONFLICT, KNOWN, NEW
from skinroutine.history.writer import Row

DAMAGED: Final = "damaged"
_AT_A_TIME: Final = 500
_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(list[Row])
_SIZE: Final = 8
"""Bytes that say how long the next part of what is kept is."""
_ALWAYS_TOLD: Final = frozenset({CONFLICT, DAMAGED})


class Survey(NamedTuple):
    """What a file holds: how many lines of each state, entries that it lacks, and lines to be told.

    ``before_day_parts`` is until when a calendar may have been made of it in the form of before, None for
    never: of a file that does not tell it is when its last event was recorded.
    """

    counts: Counter[str]
    missing: int
    looked: list[ImportLine]
    has_head: bool
    before_day_parts: datetime | None = None

    @property
    def damaged(self) -> bool:
        """Whether anything of the file is lost."""
        return bool(self.counts[DAMAGED] or self.missing)


class _Line(NamedTuple):
    """A line of the file, and the row of an event that it is or why it is none."""

    number: int
    found: Row | str


class Surveyor:
    """Looks at each line of one file; what is new is put into ``kept`` as rows, so that it is read once."""

    def __init__(self, history: History, kept: BinaryIO, now: datetime) -> None:
        self._history = history
        self._kept = kept
        self._now = now
        self._seen: dict[object, int] = {}
        self._heads: list[ExportHead] = []
        self._newest: Row | None = None

    def survey(self, stream: BinaryIO, *, every: bool) -> Survey:
        """Look through the file; lines that are new or known are told only if ``every`` is wanted."""
        counts: Counter[str] = Counter()
        looked: list[ImportLine] = []
        for line, state in self._look(stream):
            counts[state] += 1
            if every or state in _ALWAYS_TOLD:
                looked.append(self._told(line, state))
        missing = max(0, sum(head.events for head in self._heads) - counts.total())
        return Survey(counts, missing, looked, bool(self._heads), self._before_day_parts())

    def _before_day_parts(self) -> datetime | None:
        befores = [head.before_day_parts for head in self._heads if head.before_day_parts]
        if not self._heads or not all(head.tells_calendar for head in self._heads):
            befores += [event_of((0, *self._newest)).recorded] if self._newest else []
        # A clock that was ahead makes nothing of before out of what is still to come.
        return min(max(befores), self._now) if befores else None

    def _look(self, stream: BinaryIO) -> Iterator[tuple[_Line, str]]:
        lines = self._lines(stream)
        while waiting := list(islice(lines, _AT_A_TIME)):
            yield from self._compare(waiting)

    def _lines(self, stream: BinaryIO) -> Iterator[_Line]:
        """The lines that are no head."""
        for number, text in lines_of(stream):
            try:
                found = read_row(text)
            except BadLineError as error:
                yield _Line(number, str(error))
                continue
            if isinstance(found, ExportHead):
                self._heads.append(found)
            else:
                if self._newest is None or _recorded(found) > _recorded(self._newest):
                    self._newest = found
                yield _Line(number, found)

    def _compare(self, lines: list[_Line]) -> Iterator[tuple[_Line, str]]:
        rows = [line.found for line in lines if not isinstance(line.found, str)]
        compared = zip(rows, self._history.states(rows), strict=True)
        new = []
        for line in lines:
            if isinstance(line.found, str):
                yield line, DAMAGED
                continue
            row, state = next(compared)
            if state == NEW and (state := self._among_all(row)) == NEW:
                new.append(row)
            yield line, state
        blob = _ENCODER.encode(new)
        self._kept.write(len(blob).to_bytes(_SIZE) + blob)

    def _told(self, line: _Line, state: str) -> ImportLine:
        if isinstance(line.found, str):
            return ImportLine(line=line.number, state=state, why=line.found)
        event = event_of((0, *line.found))
        return ImportLine(
            line=line.number,
            state=state,
            kind=event.kind,
            id=event.id,
            about=about(event, self._now),
            why="the entry here stays" if state == CONFLICT else "",
        )

    def _among_all(self, row: Row) -> str:
        """The state of a new entry that this very file may have named before."""
        mark = hash(row)
        if row[0] in self._seen:
            return KNOWN if self._seen[row[0]] == mark else CONFLICT
        self._seen[row[0]] = mark
        return NEW


def kept_rows(kept: BinaryIO) -> Iterator[Row]:
    """Yield what a Surveyor has kept, from the start."""
    kept.seek(0)
    while size := kept.read(_SIZE):
        yield from _DECODER.decode(kept.read(int.from_bytes(size)))


def _recorded(row: Row) -> str:
    """When it was recorded; as text the moments are in their order."""
    return str(row[4])
