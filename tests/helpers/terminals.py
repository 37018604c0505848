"""A terminal that draws nothing: what the program would show in one, as text without colours."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from itertools import count
from pathlib import Path
from unittest import mock

from skinroutine.__main__ import main

_CODES = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")
"""Colours, and links that a terminal can follow."""


class Shown(io.StringIO):
    """A screen, or a pipe."""

    encoding = "utf-8"

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@contextmanager
def living_alone(folder: Path, first: int) -> Iterator[None]:
    """Work in this folder, with ids that are the same each time and go on from a ``first`` number."""
    before, numbers = Path.cwd(), count(first)
    settings = {"HOME": str(folder), "SKINROUTINE_HOME": str(folder / "home"), "TERM": "xterm-256color"}
    os.chdir(folder)
    try:
        with (
            mock.patch.dict(os.environ, settings),
            mock.patch("os.urandom", lambda size: next(numbers).to_bytes(size, "big")),
        ):
            for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"):
                os.environ.pop(name, None)
            yield
    finally:
        os.chdir(before)


def screen_of(words: Sequence[str], *, columns: int, terminal: bool, typed: str = "") -> str:
    """All that a command shows, answer and talk in one, and its status where that is not 0."""
    screen = Shown(terminal=terminal)
    settings = {"COLUMNS": str(columns), "LINES": "24"} if terminal else {}
    argv, stdin = sys.argv, sys.stdin
    sys.argv, sys.stdin = ["skinroutine", *words], io.StringIO(typed)
    try:
        with mock.patch.dict(os.environ, settings), redirect_stdout(screen), redirect_stderr(screen):
            main()
    except SystemExit as left:
        status = int(left.code or 0)
    finally:
        sys.argv, sys.stdin = argv, stdin
    lines = [line.rstrip() for line in _CODES.sub("", screen.getvalue()).splitlines()]
    return "".join(f"{line}\n" for line in [*lines, *([f"(status {status})"] if status else [])])
