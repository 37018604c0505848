"""The screens of ``tests/screens`` as they are drawn: over the frozen rules, at one moment and place."""

from __future__ import annotations

import difflib
import re
import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import time_machine

from checkout import FROZEN_CHECKOUT, TESTS, run_here
from situations import SITUATIONS, Line, Situation
from skinroutine.history import History
from terminals import living_alone, screen_of

FOLDER: Final = TESTS / "screens"
NOW: Final = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Europe/London"))
RENEW: Final = "python tests/renew_screens.py"
_NAME: Final = re.compile("[a-z][a-z0-9-]*")
MOST_LINES: Final = 60
"""Of a difference so many lines are shown."""


def kept() -> dict[str, str]:
    """The screens that are kept, by the name of their situation."""
    return {file.stem: file.read_text(encoding="utf-8") for file in sorted(FOLDER.glob("*.txt"))}


def drawn(place: Path) -> dict[str, str]:
    """The same as the program shows them now; ``place`` is an empty folder."""
    run_here(FROZEN_CHECKOUT)
    lives = _Lives(place / "lives")
    with time_machine.travel(NOW, tick=False):
        return {name: _drawn(wanted, lives, place / name) for name, wanted in SITUATIONS.items()}


class _Lives:
    """Homes in which some lines were typed, each lived once."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._known: dict[tuple[tuple[str, ...], ...], Path] = {}

    def home_after(self, lines: Sequence[Line], folder: Path) -> None:
        """Put the home that these lines leave into a new folder."""
        folder.mkdir(parents=True)
        if not lines:
            return
        name = tuple(map(tuple, lines))
        if name not in self._known:
            self._known[name] = self._place / str(len(self._known))
            self._known[name].mkdir(parents=True)
            with living_alone(self._known[name], 1):
                for line in lines:
                    shown = screen_of(_completed(line), columns=80, terminal=False)
                    if shown.endswith(")\n") and "(status " in shown:
                        raise ValueError(f"{_command(line)}: {shown}")
        shutil.copytree(self._known[name] / "home", folder / "home")


def _drawn(wanted: Situation, lives: _Lives, place: Path) -> str:
    typed = [f"# before: {_command(line)}\n" for line in wanted.before] + [f"$ {_command(wanted.typed)}\n"]
    shows = [("a pipe", 80)] if wanted.plain or not wanted.columns else []
    screens = [(f"{columns} columns", columns) for columns in wanted.columns] + shows
    for title, columns in screens:
        folder = place / str(len(typed))
        lives.home_after(wanted.before, folder)
        with living_alone(folder, 1_000_000):
            screen = screen_of(
                _completed(wanted.typed), columns=columns, terminal=title != "a pipe", typed=wanted.keys
            )
        typed.append(f"\n{f' {title} ':=^{columns}}\n{_without_places(screen, folder)}")
    return "".join(typed)


def _without_places(screen: str, folder: Path) -> str:
    """The screen without what is called otherwise on every machine."""
    for place, name in ((str(folder), "~"), (str(FROZEN_CHECKOUT), "CHECKOUT"), (sys.executable, "PYTHON")):
        screen = screen.replace(place, name)
    return screen


def _command(line: Line) -> str:
    return shlex.join(["skinroutine", *line])


def _completed(line: Line) -> list[str]:
    """The line with the id of what was recorded last."""
    if "ID" not in line:
        return list(line)
    history = History(Path("home", "history.db").absolute(), lambda: datetime.now(UTC))
    newest = max(history.events(), key=lambda event: event.id)
    return [newest.id if word == "ID" else word for word in line]


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    """How two sets of screens differ, as the lines of a diff."""
    for name in sorted({*before, *after}):
        files = f"tests/screens/{name}.txt", f"{name} as it is drawn now"
        old, new = before.get(name, "").splitlines(), after.get(name, "").splitlines()
        yield from difflib.unified_diff(old, new, *files, n=1, lineterm="")


def write(screens: Mapping[str, str]) -> list[str]:
    """Keep these screens in place of those before; gives the names of those that changed.

    Raises ValueError for a name that would lead out of the folder.
    """
    for name in screens:
        if not _NAME.fullmatch(name) or (FOLDER / f"{name}.txt").is_symlink():
            raise ValueError(f"{name!r} is no name of a screen")
    if FOLDER.is_symlink():
        raise ValueError(f"{FOLDER} leads elsewhere")
    FOLDER.mkdir(exist_ok=True)
    before = kept()
    for name, text in screens.items():
        if before.get(name) != text:
            (FOLDER / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
    for name in before.keys() - screens.keys():
        (FOLDER / f"{name}.txt").unlink()
    return sorted(name for name in {*before, *screens} if before.get(name) != screens.get(name))
