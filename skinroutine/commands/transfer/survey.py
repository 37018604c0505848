"""Looking through an export before anything is stored: what each line is to the history that is here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO, Final, NamedTuple

from skinroutine.commands.transfer.screen import ImportLine, about
from skinroutine.history import Event, History
from skinroutine.history.jsonl import BadLineError, ExportHead, lines_of, read_line
from skinroutine.history.merge import CONFLICT, KNOWN, NEW
from skinroutine.history.writer import row_of

DAMAGED: Final = "damaged"
_AT_A_TIME: Final = 500


class Survey(NamedTuple):
    """What a file holds: how many lines of each state, entries that it lacks, and lines to be told."""

    counts: Counter[str]
    missing: int
    looked: list[ImportLine]
    has_head: bool

    @property
    def damaged(self) -> bool:
        """Whether anything of the file is lost."""
        return bool(self.counts[DAMAGED] or self.missing)


class _Line(NamedTuple):
    """A line of the file, and the event that it is or why it is none."""

    number: int
    text: bytes
    found: Event | str


class Surveyor:
    """Looks at each line of one file; what is new is copied to ``kept``, so that it is read in one piece."""

    def __init__(self, history: History, kept: BinaryIO, now: datetime) -> None:
        self._history = history
        self._kept = kept
        self._now = now
        self._seen: dict[str, int] = {}
        self._heads: list[int] = []

    def survey(self, stream: BinaryIO, *, every: bool) -> Survey:
        """Look through the file; lines that are new or known are told only if ``every`` is wanted."""
        counts: Counter[str] = Counter()
        looked: list[ImportLine] = []
        for line in self._look(stream):
            counts[line.state] += 1
            if every or line.state in {CONFLICT, DAMAGED}:
                looked.append(line)
        missing = max(0, sum(self._heads) - counts.total())
        return Survey(counts, missing, looked, bool(self._heads))

    def _look(self, stream: BinaryIO) -> Iterator[ImportLine]:
        waiting: list[_Line] = []
        for line in self._lines(stream):
            waiting.append(line)
            if len(waiting) == _AT_A_TIME:
                yield from self._compare(waiting)
                waiting = []
        yield from self._compare(waiting)

    def _lines(self, stream: BinaryIO) -> Iterator[_Line]:
        """The lines that are no head."""
        for number, text in lines_of(stream):
            try:
                found = read_line(text)
            except BadLineError as error:
                yield _Line(number, text, str(error))
                continue
            if isinstance(found, ExportHead):
                self._heads.append(found.events)
            else:
                yield _Line(number, text, found)

    def _compare(self, lines: list[_Line]) -> Iterator[ImportLine]:
        states = iter(self._history.states(line.found for line in lines if isinstance(line.found, Event)))
        for number, text, found in lines:
            if isinstance(found, str):
                yield ImportLine(line=number, state=DAMAGED, why=found)
                continue
            state = self._among_all(next(states), found)
            if state == NEW:
                self._kept.write(text.rstrip(b"\r\n") + b"\n")
            yield ImportLine(
                line=number,
                state=state,
                kind=found.kind,
                id=found.id,
                about=about(found, self._now),
                why="the entry here stays" if state == CONFLICT else "",
            )

    def _among_all(self, state: str, event: Event) -> str:
        """The state of an entry that this very file may have named before."""
        if state != NEW:
            return state
        mark = hash(row_of(event))
        if event.id in self._seen:
            return KNOWN if self._seen[event.id] == mark else CONFLICT
        self._seen[event.id] = mark
        return NEW
