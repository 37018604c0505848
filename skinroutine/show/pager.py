"""A pager for what is longer than the screen, chosen as git chooses one; without one the text is printed."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Final, TextIO

from rich.cells import cell_len
from rich.text import Text

from skinroutine.ending import Ending

_OWN: Final = "SKINROUTINE_PAGER"
_USUAL: Final = ("less", "-FRX")
_LESS: Final = r"FRXPs?e(end)   q\: back:space\: more   q\: back."
"""As in git: leave at once what fits, let colours through, and leave the last page on the screen.
Its own prompt, a colon, does not say how to go on and how to get out."""
_NONE: Final = frozenset({"", "cat"})
_NOT_STARTED: Final = (126, 127)
"""What a shell gives for a command that it cannot run or does not find."""
_SHELL_SIGNS: Final = frozenset("|&;<>()$`\\*?[]~=%#\n")
"""What needs a shell to be read as it is meant; git looks for such signs too."""


def pager_command(environment: Mapping[str, str]) -> list[str] | str | None:
    """The pager that the surroundings ask for; None for none. A text is for a shell, a list is not."""
    named = next((environment[name] for name in (_OWN, "PAGER") if name in environment), None)
    if named is None:
        return list(_USUAL) if shutil.which(_USUAL[0]) else None
    if named.strip() in _NONE:
        return None
    if not _SHELL_SIGNS.isdisjoint(named):
        return named
    with suppress(ValueError):  # a quote that is never closed
        words = shlex.split(named)
        return words if shutil.which(words[0]) else None
    return None


def is_longer(text: str, columns: int, rows: int) -> bool:
    """Whether a text with its colours is longer than a screen that ends in a line to type on."""
    lines = text.splitlines()
    if len(lines) >= rows:
        return True
    widths = (cell_len(Text.from_ansi(line).plain) for line in lines)
    return sum(max(1, -(-width // columns)) for width in widths) >= rows


def show_paged(text: str, stream: TextIO) -> bool:
    """Show the text in the pager, and wait until it is left. Gives False where there is none to show it.

    Who leaves it before the end has seen enough. Ctrl-C is a key of the pager; a signal to end goes on to
    it, so that it leaves the terminal as it was, and is followed then.
    """
    command = pager_command(os.environ)
    if command is None:
        return False
    stream.flush()
    surroundings = {"LESS": _LESS, **os.environ}
    encoding = stream.encoding or "utf-8"
    try:
        pager = subprocess.Popen(  # noqa: S603  the person's own command
            command,
            shell=isinstance(command, str),
            stdin=subprocess.PIPE,
            env=surroundings,
        )
    except OSError:
        return False
    with _signals_passed_on(pager):
        with suppress(BrokenPipeError):
            pager.communicate(text.encode(encoding, "backslashreplace"))
        status = pager.wait()
    return status not in _NOT_STARTED


@contextmanager
def _signals_passed_on(pager: subprocess.Popen[bytes]) -> Iterator[None]:
    """Leave Ctrl-C to the pager, and end it before this program where that is to end."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    ending = Ending()
    ending.leave_by(pager.terminate)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with ending.watch():
            yield
    finally:
        signal.signal(signal.SIGINT, before)
