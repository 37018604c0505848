"""``export``: the whole history as lines of JSON, or its sessions as a table for a spreadsheet."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from skinroutine.commands.place import Place
from skinroutine.errors import SkinroutineError, UsageError
from skinroutine.history import History
from skinroutine.private_files import write_pieces
from skinroutine.render.import_screen import exported_data, exported_page

LINES: Final = "jsonl"
TABLE: Final = "csv"


class NoSuchFormatError(UsageError):
    """A format that cannot be written."""

    code = "format"

    def __init__(self, named: str) -> None:
        super().__init__(f"{named!r} is no format. Choose from: --format {LINES}, --format {TABLE}")


class InTheWayError(SkinroutineError):
    """Something is where the file should go."""

    code = "in-the-way"


class NoFileError(UsageError):
    """An option for files, and no file."""

    code = "options-clash"


class Counted:
    """Pieces on their way to a file, and how many entries went by."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.entries = -1  # the first line is a head
        self._lines = lines

    def __iter__(self) -> Iterator[bytes]:
        for line in self._lines:
            self.entries += 1
            yield line.encode("utf-8", "replace")


def run(place: Place, file: str, form: str, *, force: bool = False) -> int:
    """Write everything (``form`` "jsonl") or the sessions ("csv") to ``file``; ``-`` is standard output.

    Raises NoSuchFormatError, NoFileError, InTheWayError, FileNotWrittenError and the errors of the history.
    """
    if form not in {LINES, TABLE}:
        raise NoSuchFormatError(form)
    if file == "-":
        _refuse_unused(form, force=force, as_json=place.out.as_json)
    pieces = Counted(_lines(place.history) if form == LINES else _table(place.history))
    if file == "-":
        _to_standard_output(pieces)
        return 0
    path = Path(file).expanduser()
    _check_free(path, place.paths.history, force=force)
    write_pieces(path, pieces)
    place.out.result(
        exported_page(file, pieces.entries, table=form == TABLE),
        exported_data(file, form, pieces.entries),
    )
    return 0


def _refuse_unused(form: str, *, force: bool, as_json: bool) -> None:
    """What only a file can be asked for does nothing on standard output."""
    if force:
        raise NoFileError("--force does nothing without a file. Name one: skinroutine export FILE --force")
    if as_json and form == TABLE:
        raise NoFileError("--json needs a file beside a table: skinroutine export FILE --format csv --json")


def _lines(history: History) -> Iterator[str]:
    from skinroutine.history.journal import head_line, line_of  # noqa: PLC0415  only this form needs it

    many, events = history.everything()
    yield head_line(many)
    for event in events:
        yield line_of(event)


def _table(history: History) -> Iterator[str]:
    from skinroutine.render.session_table import answer_columns, session_rows  # noqa: PLC0415  the same

    yield from session_rows(history.sessions(), answer_columns(history.sessions()))


def _to_standard_output(pieces: Iterable[bytes]) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.writelines(pieces)
    sys.stdout.buffer.flush()


def _check_free(file: Path, history: Path, *, force: bool) -> None:
    """Nothing is written over unless it was asked for, and the history itself never is."""
    if file.exists() and not file.is_file():
        message = f"{file} is no plain file. Name another file, or - for standard output."
        raise InTheWayError(message)
    if file.exists() and history.exists() and file.samefile(history):
        message = f"{file} is the history itself. Name another file."
        raise InTheWayError(message)
    if not force and (file.exists() or file.is_symlink()):
        message = f"{file} is there already. Name another file, or write over it with --force."
        raise InTheWayError(message)
