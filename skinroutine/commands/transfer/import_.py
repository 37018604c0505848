"""``import``: takes in the entries of another machine. What is here already stays as it is."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Annotated, BinaryIO

from skinroutine.app import App
from skinroutine.commands.options import NoInput
from skinroutine.commands.transfer.screen import ImportView, damage_lines, import_document, import_page
from skinroutine.commands.transfer.survey import DAMAGED, Survey, Surveyor, kept_rows
from skinroutine.commands.way_to_ask import agrees
from skinroutine.decide.dates import derive
from skinroutine.errors import SkinroutineError, StoppedError, UsageError
from skinroutine.files.private import expand
from skinroutine.history import Derived, Reader
from skinroutine.history.jsonl import NewerFileError
from skinroutine.history.merge import KNOWN, NEW
from skinroutine.memory.sessions import AREAS
from skinroutine.options import Apart, Argument, Option, command
from skinroutine.prompts import is_terminal
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.library import Library
from skinroutine.text import counted


class NoImportFileError(UsageError):
    """The file cannot be opened or read."""

    code = "no-file"

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"{file} cannot be read ({why}). Check the path, or use - for standard input.")


class NoExportError(SkinroutineError):
    """The file is something else."""

    code = "no-export"

    def __init__(self, file: str) -> None:
        super().__init__(f"{file} isn't an export from skinroutine. Make one with: skinroutine export FILE")


class NewerExportError(SkinroutineError):
    """The file is of a version that this one does not know."""

    code = "newer-export"

    def __init__(self, file: str) -> None:
        super().__init__(f"{file} is from a newer skinroutine. Nothing was stored. Update this one first.")


class DamagedError(SkinroutineError):
    """Lines are damaged, and nobody said that the rest should be taken."""

    code = "damaged-lines"

    def __init__(self, damage: Sequence[str], rest: int) -> None:
        left = counted(rest, "entry", "entries")
        last = f"Nothing was stored. To take the {left} that can be read, add --yes."
        super().__init__("\n".join([*damage, last if rest else "Nothing was stored. Export it once more."]))


@command(
    rules=True,
    apart=(Apart("--dry-run", ("--yes",), "A dry run stores nothing. Leave one of them out."),),
)
def import_(
    app: App,
    file: Annotated[str, Argument("The file that export wrote. - reads what is piped in.", "FILE")],
    *,
    dry_run: Annotated[bool, Option("--dry-run", "Show what it would add. Nothing is stored.")] = False,
    yes: Annotated[bool, Option("--yes", "Skip damaged lines and add the rest.")] = False,
    no_input: NoInput = False,
) -> int:
    """Take in what is new in ``file`` (``-`` is standard input), all or nothing; in a dry run only look.

    Raises NoImportFileError, NoExportError, NewerExportError, DamagedError unless the rest is wanted, and
    the errors of the history.
    """
    name = "standard input" if file == "-" else file
    # what is taken in is what was looked at: a pipe is read once, and a file may change in between
    with tempfile.TemporaryFile() as kept:
        found = _survey(app, file, name, kept, every=dry_run)
        before = {} if dry_run else {hold.id: hold for hold in app.history.holds()}
        treated = set(app.history.treated())
        if not dry_run:
            _check_wanted(app, name, found, yes=yes, ask=file != "-" and not no_input)
            found = _take(app, kept, found)
    after = app.history.holds()
    still = {hold.id for hold in after}
    ended = [hold for hold in before.values() if hold.id not in still]
    shown = [] if dry_run else after
    view = ImportView(name, dry_run, found.counts, found.missing, found.looked, shown, ended)
    app.out.result(import_page(view), import_document(view))
    unknown = sorted({*_unknown(app.library, set(app.history.treated()) - treated)})
    if unknown:
        named = ", ".join(map(repr, unknown))
        app.warn(
            f"{name}: no rule here knows {named}. Those sessions are kept, but they put off nothing else."
        )
    return 0


def _unknown(library: Library, pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The treatments and the areas of these pairs that the rules know nothing of."""
    for treatment, area in pairs:
        if treatment not in library.treatment_ids:
            yield treatment
            continue
        asked = Book(library, treatment).questions("plan")
        if all(area not in question.options for question in asked if question.id == AREAS):
            yield area


def _check_wanted(app: App, name: str, found: Survey, *, yes: bool, ask: bool) -> None:
    """Go on only with a whole file, or where the person takes the rest of a damaged one."""
    if yes or not found.damaged:
        return
    damage, rest = damage_lines(name, found.looked, found.missing), found.counts[NEW]
    if not (ask and rest and is_terminal()):
        raise DamagedError(damage, rest)
    for line in damage:
        app.warn(line)
    question = f"Take the {counted(rest, 'entry', 'entries')} that can be read, without the damaged lines?"
    if not agrees(app, question, "A damaged line may have been a hold or a session."):
        raise StoppedError("Stopped. Nothing was stored.")


def _take(app: App, kept: BinaryIO, found: Survey) -> Survey:
    """The same with what really came of it: another process may have been faster."""
    if not found.counts[NEW] and found.before_day_parts is None:
        return found
    _ = app.region  # asked ahead: a transaction that has grown large keeps every other reader out
    merged = app.history.merge_rows(kept_rows(kept), _dates(app.library, app.now()), found.before_day_parts)
    counts = Counter(found.counts)
    counts[NEW], counts[KNOWN] = merged.new, found.counts[KNOWN] + merged.known
    return found._replace(counts=counts)


def _dates(library: Library, now: datetime) -> Callable[[Reader], Derived]:
    """What the history calls for the dates of everything that was ever treated."""
    return lambda reader: derive(reader, library, {area for _, area in reader.treated()}, now)


def _survey(app: App, file: str, name: str, kept: BinaryIO, *, every: bool) -> Survey:
    try:
        with _standard_input() if file == "-" else expand(file).open("rb") as stream:
            found = Surveyor(app.history, kept, app.now()).survey(stream, every=every)
    except OSError as error:
        raise NoImportFileError(name, error.strerror or "unknown cause") from error
    except NewerFileError as error:
        raise NewerExportError(name) from error
    if not found.has_head and not found.counts.keys() - {DAMAGED}:
        raise NoExportError(name)
    return found


def _standard_input() -> BinaryIO:
    """The bytes of standard input; where it has none (closed, or put in its place by a test), its text."""
    try:
        return os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    except (OSError, ValueError):
        return io.BytesIO(sys.stdin.read().encode("utf-8", "surrogateescape"))
