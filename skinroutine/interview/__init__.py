"""Which question comes next, and when there is nothing left to ask.

``ask`` is handed in: this room knows neither a terminal nor a line of input. A question is asked only
while some rule is open on it, which the conditions decide by proof.
"""

from __future__ import annotations

from skinroutine.interview.asking import (
    BACK,
    NEVER,
    Ask,
    Asking,
    Back,
    Reads,
    Told,
    lines_of,
    next_asking,
    taken,
)
from skinroutine.interview.conducting import (
    BackedOutError,
    Interview,
    Subject,
)
from skinroutine.interview.given import Clash, Clashes, Given
from skinroutine.interview.open_questions import Open, always_asked, guards_of, left_out, unasked
from skinroutine.interview.said_before import Said
from skinroutine.interview.still_so import STILL_SO, Recalled

__all__ = [
    "BACK", "NEVER", "STILL_SO", "Ask", "Asking", "Back", "BackedOutError", "Clash", "Clashes", "Given",
    "Interview", "Open", "Reads", "Recalled", "Said", "Subject", "Told", "always_asked", "guards_of",
    "left_out", "lines_of", "next_asking", "taken", "unasked",
]  # fmt: skip
