"""Signals that end the program while a question, or a pager, has the terminal."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from skinroutine.errors import StoppedError

_ENDING: Final = ("SIGTERM", "SIGHUP")
"""The signals that end a program: the second where its terminal goes away. Not every system has both."""


def _stop() -> None:
    raise StoppedError


class Ending:
    """A signal to end is followed once the terminal is as it was. At first it stops whatever runs."""

    def __init__(self) -> None:
        self._leave: Callable[[], object] = _stop
        self._by = 0

    def leave_by(self, leave: Callable[[], object]) -> None:
        """Call this from now on when a signal comes, in the middle of whatever runs."""
        self._leave = leave

    @contextmanager
    def watch(self) -> Iterator[None]:
        """Wait for a signal until this ends."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        numbers = [getattr(signal, name) for name in _ENDING if hasattr(signal, name)]
        # One that is ignored stays so: that is how nohup works.
        mine = [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]
        for number in mine:
            signal.signal(number, self._hear)
        try:
            yield
        finally:
            for number in mine:
                signal.signal(number, signal.SIG_DFL)
            if self._by:
                os.kill(os.getpid(), self._by)

    def _hear(self, number: int, _: object) -> None:
        self._by = number
        self._leave()
