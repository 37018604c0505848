"""``export``: the whole history as lines of JSON, or its sessions as a table for a spreadsheet."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Annotated, Final

from skinroutine.app import App
from skinroutine.commands.transfer.screen import ExportDocument, exported_page
from skinroutine.errors import UsageError
from skinroutine.files.targets import FileKind, Target
from skinroutine.history import History
from skinroutine.options import Argument, Option, command
from skinroutine.rulebook.slips import slipped

LINES: Final = "jsonl"
TABLE: Final = "csv"
_TAKEN: Final = "is there already. Name another file, or write over it with --force."


class NoSuchFormatError(UsageError):
    """A format that cannot be written."""

    code = "format"

    def __init__(self, named: str) -> None:
        near = slipped(named, (LINES, TABLE)) or "."
        super().__init__(f"{named!r} isn't a format{near} Choose from: --format {LINES}, --format {TABLE}")


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


@command()
def export(
    app: App,
    file: Annotated[str, Argument("The file to write. - prints to the screen.", "[FILE]")] = "-",
    *,
    form: Annotated[
        str, Option("--format", "jsonl for everything, csv for your sessions as a table.", "FORM")
    ] = "jsonl",
    force: Annotated[bool, Option("--force", "Replace the file if there is one.")] = False,
) -> int:
    """Write everything (``form`` "jsonl") or the sessions ("csv") to ``file``; ``-`` is standard output.

    Raises NoSuchFormatError, NoFileError, FileInTheWay, FileNotWrittenError and the errors of the history.
    """
    if form not in {LINES, TABLE}:
        raise NoSuchFormatError(form)
    if file == "-":
        _refuse_unused(form, force=force, as_json=app.out.as_json)
    pieces = Counted(_lines(app.history) if form == LINES else _table(app.history))
    if file == "-":
        _to_standard_output(pieces)
        return 0
    kind = FileKind(_TAKEN, f"skinroutine export ~/skin.{form}")
    target = Target(file, app.own_places, kind, force=force)
    target.write(pieces)
    app.out.result(
        exported_page(file, pieces.entries, table=form == TABLE),
        ExportDocument.of(file=file, format=form, entries=pieces.entries),
    )
    return 0


def _refuse_unused(form: str, *, force: bool, as_json: bool) -> None:
    """What only a file can be asked for does nothing on standard output."""
    if force:
        raise NoFileError("--force does nothing without a file. Name one: skinroutine export FILE --force")
    if as_json and form == TABLE:
        raise NoFileError("--json needs a file beside a table: skinroutine export FILE --format csv --json")


def _lines(history: History) -> Iterator[str]:
    from skinroutine.history.jsonl import head_line  # noqa: PLC0415  only this form needs it

    many, lines = history.lines()
    yield head_line(many, history.last_before_day_parts())
    yield from lines


def _table(history: History) -> Iterator[str]:
    from skinroutine.commands.transfer.session_table import (  # noqa: PLC0415  the same
        answer_columns,
        session_rows,
    )

    yield from session_rows(history.sessions(), answer_columns(history.sessions()))


def _to_standard_output(pieces: Iterable[bytes]) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.writelines(pieces)
    sys.stdout.buffer.flush()
