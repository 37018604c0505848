"""``due --notify``: what is due, on the desktop too, through the notifier that the system brings."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stdout
from pathlib import Path
from typing import Final

from skinroutine.app import App
from skinroutine.commands.due import print_due
from skinroutine.errors import UsageError
from skinroutine.plain_text import harmless

TITLE: Final = "Skin care"
PRIVATE_TITLE: Final = "Reminder"
PRIVATE_TEXT: Final = "There is something to look at."
_PATIENCE: Final = 10.0
_MOST: Final = 1000
_MARKUP: Final = str.maketrans("<>&\\", "    ")
_APPLE: Final = (
    "-e", "on run argv",
    "-e", "display notification (item 2 of argv) with title (item 1 of argv)",
    "-e", "end run",
)  # fmt: skip


class PrivateAloneError(UsageError):
    """``--private`` without what it hides."""

    code = "private"

    def __init__(self) -> None:
        super().__init__("--private hides what a notice says. Add it to: skinroutine due --notify")


def print_and_notify(app: App, *, notify: bool, private: bool, exit_code: bool) -> int:
    """Print what is due and send the same to the desktop; nothing is sent when nothing is due.

    Gives the exit status of ``due``, whatever becomes of the notice. Raises PrivateAloneError without
    ``notify``, and the errors of the history.
    """
    if not notify:
        raise PrivateAloneError
    told = io.StringIO()
    with redirect_stdout(told):
        print_due(app.dated_history, app.now())
    status = print_due(app.dated_history, app.now(), as_json=app.out.as_json, exit_code=exit_code)
    text = told.getvalue().strip()
    if text:
        _send(app, PRIVATE_TITLE if private else TITLE, PRIVATE_TEXT if private else _plain(text))
    return status


def _plain(text: str) -> str:
    """Without signs that a notifier reads as markup or that steer it; a desktop shows a few lines at most."""
    lines = [harmless(line).translate(_MARKUP) for line in text.splitlines()]
    return "\n".join(lines)[:_MOST]


def _send(app: App, title: str, text: str) -> None:
    name, arguments = _notifier(title, text)
    found = shutil.which(name)
    if found is None:
        app.warn(f"No notice was sent: {name} is not on this system. Install it, or leave --notify off.")
        return
    try:
        subprocess.run(  # noqa: S603  a list, never a shell; the program is the system's own
            [found, *arguments], check=True, capture_output=True, timeout=_PATIENCE, env=_environment()
        )
    except (OSError, subprocess.SubprocessError):
        app.warn(
            f"No notice was sent: {name} did not take it. It works where you are logged in to a desktop."
        )


def _notifier(title: str, text: str) -> tuple[str, list[str]]:
    """The notifier of this kind of system, and how it takes a title and a text."""
    if sys.platform.startswith("darwin"):
        return "osascript", [*_APPLE, title, text]
    return "notify-send", ["--", title, text]


def _environment() -> Mapping[str, str]:
    """What the notifier needs to find the desktop; cron starts programs without it."""
    known = dict(os.environ)
    if not hasattr(os, "getuid"):  # Windows has neither such users nor this bus
        return known
    runtime = Path(f"/run/user/{os.getuid()}")
    if "DBUS_SESSION_BUS_ADDRESS" not in known and "XDG_RUNTIME_DIR" not in known and runtime.is_dir():
        known["XDG_RUNTIME_DIR"] = str(runtime)
    return known
