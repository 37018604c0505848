"""The first question, drawn before the library that takes its keys is loaded: half of a start goes there.

The library draws the same lines over these. Keys that are pressed meanwhile wait for it and are not shown;
Ctrl-C stops at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from skinroutine.prompts.labels import signs
from skinroutine.prompts.list_view import ScreenLine, Size

_CODES: Final = {"class:strong": "1", "class:accent": "36", "class:good": "32", "class:dim": "2"}
_COLOURED: Final = {"class:accent", "class:good"}
_ERASE_BELOW: Final = "\x1b[J"
_UNKNOWN: Final = os.terminal_size((80, 24))


class FirstFrame:
    """Lines that stand on the terminal until the library draws over them; without any it does nothing."""

    def __init__(self, lines: Sequence[ScreenLine] = (), end: Callable[[], None] = lambda: None) -> None:
        self._lines = lines
        self._end = end

    @property
    def stands(self) -> bool:
        """Whether the lines are on the terminal."""
        return bool(self._lines)

    def put(self, above: Sequence[ScreenLine]) -> None:
        """Draw ``above``, which stays, then the lines; leave the cursor where the library would."""
        below = len(self._lines) - 1 - self._pointed
        up = f"\x1b[{below}A" if below else ""
        _write("\n".join(map(ansi_text, (*above, *self._lines))) + f"\r{up}")

    def hand_over(self, write: Callable[[str], object]) -> None:
        """Put the cursor where the library begins to draw, in the same go with what it draws."""
        if self._lines:
            write(self._to_top())
            self._lines = ()
            self._end()

    def erase(self) -> None:
        """Take the lines away again where the library does not come to draw over them."""
        self.hand_over(lambda top: _write(f"{top}{_ERASE_BELOW}"))

    @property
    def _pointed(self) -> int:
        return next((place for place, line in enumerate(self._lines) if line.pointed), len(self._lines) - 1)

    def _to_top(self) -> str:
        # A terminal that got narrower meanwhile has broken the lines above the cursor anew.
        columns = terminal_size().columns
        up = sum(1 + max(0, len(line.text) - 1) // columns for line in self._lines[: self._pointed])
        return f"\r\x1b[{up}A" if up else "\r"


@contextmanager
def first_frame(
    lines: Callable[[Size], Sequence[ScreenLine]], above: Callable[[Size], Sequence[ScreenLine]]
) -> Iterator[FirstFrame]:
    """Draw ``above``, which stays, and the lines, on a terminal that shows no key until the library comes."""
    end, size = _hide_keys(), terminal_size()
    frame = FirstFrame(lines(size), end) if end else FirstFrame()
    try:
        if frame.stands:
            frame.put(above(size))
        yield frame
    finally:
        frame.erase()


def terminal_size() -> Size:
    """How large the terminal is now; the usual size where it does not say."""
    try:
        columns, rows = os.get_terminal_size(sys.stderr.fileno())
    except (OSError, ValueError):
        columns, rows = _UNKNOWN
    return Size(columns or _UNKNOWN.columns, rows or _UNKNOWN.lines)


def _hide_keys() -> Callable[[], None] | None:
    """Have the terminal keep each key as it comes, unseen; gives what ends that. None where it cannot."""
    try:
        import termios  # noqa: PLC0415  not every system has it
    except ImportError:
        return None
    try:
        keys = sys.stdin.fileno()
        before = termios.tcgetattr(keys)
        hidden: list[Any] = termios.tcgetattr(keys)
        # As the library has it, so that Enter is the key that it will read: all but the signal of Ctrl-C.
        hidden[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        hidden[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        hidden[6][termios.VMIN] = 1
        # Ctrl-Z waits too: a shell would get the terminal without its lines back.
        hidden[6][termios.VSUSP] = b"\0"
        termios.tcsetattr(keys, termios.TCSANOW, hidden)
    except (termios.error, OSError, ValueError):
        return None
    return lambda: termios.tcsetattr(keys, termios.TCSANOW, before)


def ansi_text(line: ScreenLine) -> str:
    """The line with the codes of its styles, without colours where the person wants none."""
    codes = {style: code for style, code in _CODES.items() if not (style in _COLOURED and _is_plain())}
    return "".join(
        f"\x1b[{codes[style]}m{text}\x1b[0m" if style in codes else text
        for style, text in ((style, signs(text, sys.stderr.encoding)) for style, text in line.parts)
    )


def _is_plain() -> bool:
    return bool(os.environ.get("NO_COLOR"))


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
