"""A terminal that draws nothing: what the program would show in one, as text without colours."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from itertools import count
from pathlib import Path
from unittest import mock

from skinroutine.__main__ import main
from skinroutine.errors import StoppedError
from skinroutine.interview.asking import Ask, Asking, Back
from skinroutine.prompts import list_prompt, number_prompt
from skinroutine.prompts.list_view import Size
from skinroutine.prompts.parse_line import NotUnderstoodError, parse_line
from skinroutine.rulebook.conditions import Answer

ROWS = 24
_CODES = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")
"""Colours, and links that a terminal can follow."""


class Shown(io.StringIO):
    """A screen, a keyboard or a pipe."""

    encoding = "utf-8"

    def __init__(self, text: str = "", *, terminal: bool) -> None:
        super().__init__(text)
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


def screen_of(words: Sequence[str], *, columns: int, terminal: bool, typed: str | None = None) -> str:
    """All that a command shows, answer and talk in one, and its status where that is not 0.

    ``typed`` are the lines of standard input. In a terminal they answer one question after another, and the
    question after them is left as it is first drawn; None is a terminal without a keyboard.
    """
    screen = Shown(terminal=terminal)
    keyboard = Shown(typed or "", terminal=terminal and typed is not None)
    settings = {"COLUMNS": str(columns), "LINES": str(ROWS)} if terminal else {}
    argv, stdin = sys.argv, sys.stdin
    sys.argv, sys.stdin = ["skinroutine", *words], keyboard
    try:
        with (
            mock.patch.dict(os.environ, settings),
            mock.patch("skinroutine.prompts.terminal.ask_in_terminal", _asking_on(screen, keyboard, columns)),
            redirect_stdout(screen),
            redirect_stderr(screen),
        ):
            main()
    except SystemExit as left:
        status = int(left.code or 0)
    finally:
        sys.argv, sys.stdin = argv, stdin
    lines = [line.rstrip() for line in _CODES.sub("", screen.getvalue()).splitlines()]
    return "".join(f"{line}\n" for line in [*lines, *([f"(status {status})"] if status else [])])


def _asking_on(screen: Shown, keyboard: Shown, columns: int) -> Ask:
    """A way to ask that reads a line, or draws the question where there is none that answers it."""

    def asking(question: Asking) -> Answer | Back:
        with suppress(NotUnderstoodError):
            return parse_line(question, keyboard.readline())
        screen.write(frame_of(question, Size(columns, ROWS)))
        raise StoppedError

    return asking


def frame_of(asking: Asking, size: Size) -> str:
    """A question as it is first drawn in a terminal of this size."""
    kind = number_prompt if asking.question.kind == "number" else list_prompt
    with mock.patch.object(kind, "size_of", return_value=size):
        if asking.question.kind == "number":
            number = number_prompt.NumberPrompt(asking)
            parts = [*number._head(), ("", f"\n{number.label}{number.buffer.text}\n"), *number._foot()]  # noqa: SLF001  what the library draws by
        else:
            parts = [*list_prompt.ListPrompt(asking)._draw()]  # noqa: SLF001  the same
    return "".join(part[1] for part in parts) + "\n"
