"""A notice on the desktop, through the notifier that the system brings."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from skinroutine.app import App
from skinroutine.errors import UsageError
from skinroutine.text import harmless

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


def check_private(*, notify: bool) -> None:
    """Refuse ``--private`` without a notice. Raises PrivateAloneError."""
    if not notify:
        raise PrivateAloneError


def send_notice(app: App, text: str, *, private: bool) -> None:
    """Send a text to the desktop, or only that there is one; an empty text is not sent.

    Where no notice can be sent that is said, and nothing else changes.
    """
    if text:
        _send(app, PRIVATE_TITLE if private else TITLE, PRIVATE_TEXT if private else _plain(text))


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
            f"No notice was sent: {name} didn't accept it. It works where you are logged in to a desktop."
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
