"""The command of a daily reminder, as cron, systemd and launchd read it."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from datetime import time
from typing import Final, NamedTuple

from skinroutine.text import clock_text

_UNIT: Final = "skinroutine-due"
_LABEL: Final = "skinroutine.due"
_UNITS: Final = "~/.config/systemd/user"
_AGENT: Final = f"~/Library/LaunchAgents/{_LABEL}.plist"


class Reminder(NamedTuple):
    """What a system needs: each file by a short name, where it goes, and the steps to start and to stop."""

    kind: str
    at: time
    files: Mapping[str, str]
    places: Mapping[str, str]
    start: tuple[str, ...]
    stop: tuple[str, ...]


def cron(command: list[str], at: time, _again: str) -> Reminder:
    """A line for a crontab; the words have no line break and no backslash.

    Cron takes a bare % for the end of the line. What is printed would be mailed, so it is dropped.
    """
    words = shlex.join(command).replace("%", r"\%")
    line = f"{at.minute} {at.hour} * * * {words} >/dev/null\n"
    return Reminder(
        "cron", at, {"line": line}, {"line": "your crontab"},
        ("Add the line to the file that this opens: crontab -e",),
        ("Take the line out again: crontab -e",),
    )  # fmt: skip


def systemd(command: list[str], at: time, again: str) -> Reminder:
    """A user service and its timer; a day that was missed is made up for.

    ``again`` is the command that prints all this.
    """
    service = (
        "[Unit]\nDescription=Tell what is due\n\n"
        f"[Service]\nType=oneshot\nExecStart={_quoted(command)}\nStandardOutput=null\n"
    )
    timer = (
        "[Unit]\nDescription=Tell each day what is due\n\n"
        f"[Timer]\nOnCalendar=*-*-* {clock_text(at)}:00\nPersistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )
    files = {"service": service, "timer": timer}
    places = {name: f"{_UNITS}/{_UNIT}.{name}" for name in files}
    return Reminder(
        "systemd", at, files, places,
        (
            f"mkdir -p {_UNITS}",
            *(f"{again} --only {name} >{app}" for name, app in places.items()),
            "systemctl --user daemon-reload",
            f"systemctl --user enable --now {_UNIT}.timer",
        ),
        (f"systemctl --user disable --now {_UNIT}.timer", f"rm {' '.join(places.values())}"),
    )  # fmt: skip


def launchd(command: list[str], at: time, again: str) -> Reminder:
    """A launch agent; ``again`` is the command that prints all this."""
    import plistlib  # noqa: PLC0415  one kind of system alone needs it

    agent = plistlib.dumps({
        "Label": _LABEL,
        "ProgramArguments": command,
        "StartCalendarInterval": {"Hour": at.hour, "Minute": at.minute},
    }).decode()  # fmt: skip
    return Reminder(
        "launchd", at, {"agent": agent}, {"agent": _AGENT},
        (
            "mkdir -p ~/Library/LaunchAgents",
            f"{again} >{_AGENT}",
            f"launchctl bootstrap gui/$(id -u) {_AGENT}",
        ),
        (f"launchctl bootout gui/$(id -u)/{_LABEL}", f"rm {_AGENT}"),
    )  # fmt: skip


def _quoted(command: list[str]) -> str:
    """The words in quotes, with %% for a percent sign; the colon keeps dollar signs as they are."""
    first, *rest = [word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%") for word in command]
    return " ".join(f'"{word}"' for word in (f":{first}", *rest))
