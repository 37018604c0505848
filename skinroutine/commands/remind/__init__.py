"""``remind``: what a system needs to tell each day what is due. It prints that and edits nothing."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from skinroutine.app import App
from skinroutine.commands.remind.files import Reminder, cron, launchd, systemd
from skinroutine.errors import SkinroutineError, UsageError
from skinroutine.options import Apart, Argument, Option, command
from skinroutine.rulebook.slips import slipped
from skinroutine.show.blocks import Heading, Page, TextLine
from skinroutine.show.documents import JsonDocument, JsonRecord
from skinroutine.text import clock_text

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds

KINDS: Final[Mapping[str, Callable[[list[str], time, str], Reminder]]] = {
    "cron": cron,
    "systemd": systemd,
    "launchd": launchd,
}
USUAL: Final = "09:00"
_SYSTEMD_RUNS: Final = Path("/run/systemd/system")


class ReminderError(UsageError):
    """A reminder cannot be made as it was asked for."""

    code = "remind"


class UnwritablePathError(SkinroutineError):
    """A path has a sign that these files cannot carry."""

    code = "path"

    def __init__(self, path: str, kind: str) -> None:
        super().__init__(
            f"{path!r} has a sign that a file for {kind} cannot carry. Use another path, or another kind: "
            f"{', '.join(KINDS)}"
        )


@command(apart=(Apart("--json", ("--only",)),))
def remind(
    app: App,
    kind: Annotated[
        str, Argument("cron, systemd or launchd. Usually the one that this computer has.", "[KIND]")
    ] = "",
    *,
    at: Annotated[str, Option("--at", "When to remind you, such as 20:30.", "HH:MM")] = USUAL,
    only: Annotated[str, Option("--only", "Print only this file, such as timer.", "FILE")] = "",
    private: Annotated[
        bool, Option("--private", "Keep treatments and areas out of the notification.")
    ] = False,
) -> int:
    """Print what the system ``kind`` (empty: this one) needs to run ``due --notify`` each day at a time.

    ``only`` prints one of its files alone. Raises ReminderError and UnwritablePathError.
    """
    made = _made(app, kind or usual_kind(), at, private=private)
    if only and only not in made.files:
        near, listed = slipped(only, made.files) or ".", ", ".join(made.files)
        raise ReminderError(f"{only!r} isn't one of its files{near} Choose from: {listed}")
    if app.out.as_json:
        app.out.data(reminder_document(made))
        return 0
    sys.stdout.write(made.files[only] if only else reminder_text(made))
    sys.stdout.flush()
    if not only:
        app.out.talk(reminder_page(made))
    return 0


def _made(app: App, kind: str, at: str, *, private: bool) -> Reminder:
    if kind not in KINDS:
        raise ReminderError(
            f"{kind!r} is not known{slipped(kind, KINDS) or '.'} Choose from: {', '.join(KINDS)}"
        )
    when = _time(at)
    # a program without these settings would look for the history elsewhere
    moved = app.paths.home is not None or os.environ.get("XDG_DATA_HOME")
    home = ["--home", str(app.paths.history.parent)] if moved else []
    options = [*(["--private"] if private else []), *home]
    command = [*program(), "due", "--notify", *options]
    _refuse_signs(command, kind)
    again = ["skinroutine", "remind", kind, *([] if at == USUAL else ["--at", clock_text(when)]), *options]
    return KINDS[kind](command, when, shlex.join(again))


def usual_kind() -> str:
    """What this system runs things by."""
    if sys.platform.startswith("darwin"):
        return "launchd"
    return "systemd" if _SYSTEMD_RUNS.is_dir() else "cron"


def _time(at: str) -> time:
    try:
        return datetime.strptime(at, "%H:%M").time()  # noqa: DTZ007  a time of day has no zone
    except ValueError:
        raise ReminderError(f"{at!r} isn't a time of day. Write it as --at 09:00") from None


def _refuse_signs(command: list[str], kind: str) -> None:
    """Crons differ on what a backslash does, and systemd starts no program with quotes in its path."""
    for app, word in enumerate(command):
        signs = {"cron": "\\", "systemd": "" if app else "\"'\\"}.get(kind, "")
        if not word.isprintable() or set(signs) & set(word):
            raise UnwritablePathError(word, kind)


def program() -> list[str]:
    """How this program is started from anywhere: its own path, or Python with its name."""
    called = Path(sys.argv[0])
    found = called if called.is_absolute() or called.parent != Path() else shutil.which(sys.argv[0])
    if called.name == "__main__.py" or found is None:
        return [sys.executable, "-m", "skinroutine"]
    return [str(Path(found).absolute())]


def reminder_text(made: Reminder) -> str:
    """The files; where there are several, each below its name in a comment."""
    if len(made.files) == 1:
        return next(iter(made.files.values()))
    return "\n".join(f"# {made.places[name]}\n{text}" for name, text in made.files.items())


def reminder_page(made: Reminder) -> Page:
    """How to start the reminder and how to stop it."""
    return [
        Heading("Nothing was changed. To get a notice each day when something is due:"),
        *(TextLine(f"  {step}") for step in made.start),
        Heading("To stop it:"),
        *(TextLine(f"  {step}") for step in made.stop),
    ]


class ReminderFile(JsonRecord):
    """One file."""

    name: Annotated[str, "The name by which --only picks it."]
    goes_to: Annotated[str, "Where the file goes, or what it is added to."]
    text: Annotated[str, "All that the file holds."]


class RemindDocument(JsonDocument):
    """What this system needs to remind you each day. Nothing was changed."""

    kind: Annotated[str, "What runs it: cron, systemd or launchd."]
    at: Annotated[str, "The time of day, such as 09:00."]
    files: Annotated[Sequence[ReminderFile], "The files that it needs."]
    start: Annotated[Sequence[kinds.CommandText], "What to type to start it, in order."]
    stop: Annotated[Sequence[kinds.CommandText], "What to type to stop it, in order."]


def reminder_document(made: Reminder) -> RemindDocument:
    """The reminder as JSON."""
    files = [
        ReminderFile(name=name, goes_to=made.places[name], text=text) for name, text in made.files.items()
    ]
    return RemindDocument.of(made, at=clock_text(made.at), files=files)
