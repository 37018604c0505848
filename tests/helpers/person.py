"""Someone who types into the program in this process, at times and in places that a script decides."""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import time_machine

from skinroutine.__main__ import main


class Ran(NamedTuple):
    """What a run of the program left behind."""

    status: int
    out: str
    err: str


class Someone:
    """Someone at a terminal, whose clock and place can be moved."""

    def __init__(self, home: Path, clock: time_machine.Traveller) -> None:
        self.home = home
        self.clock = clock

    def go_to(self, when: datetime) -> None:
        """Be there then, in the zone of that moment."""
        self.clock.move_to(when, tick=False)

    def later(self, **span: float) -> None:
        """Let time pass."""
        self.clock.shift(timedelta(**span))

    def types(self, *arguments: str, typed: str = "", status: int = 0) -> Ran:
        """Run the program half a minute later. Raises AssertionError unless it ends with this status."""
        self.later(seconds=30)
        ran = run_program(self.home, *arguments, typed=typed)
        assert ran.status == status, (arguments, ran)
        return ran

    def json(self, *arguments: str, typed: str = "") -> Any:
        """The answer of the program as JSON."""
        return json.loads(self.types(*arguments, "--json", typed=typed).out)


def run_program(home: Path, *arguments: str, typed: str = "") -> Ran:
    """Run the program in this process, in that home."""
    out, err, before = io.StringIO(), io.StringIO(), (sys.argv, sys.stdin)
    sys.argv, sys.stdin = ["skinroutine", *arguments, "--home", str(home)], io.StringIO(typed)
    try:
        with redirect_stdout(out), redirect_stderr(err):
            main()
    except SystemExit as left:
        return Ran(int(left.code or 0), out.getvalue(), err.getvalue())
    finally:
        sys.argv, sys.stdin = before
    raise AssertionError("the program always exits")
