"""Asking a person: in a terminal, or line by line. What the answer means is decided elsewhere."""

from __future__ import annotations

import os
import sys

from skinroutine.interview import Ask
from skinroutine.prompts.lines import EndOfInputError, ask_by_lines, ask_place, ask_words

__all__ = ["EndOfInputError", "ask_place", "ask_words", "asker", "is_terminal"]


def is_terminal() -> bool:
    """Whether a person types. Lines of a pipe answer the questions that they were written for, no others."""
    return sys.stdin.isatty()


def asker(*, plain: bool) -> Ask:
    """The way to ask that this place allows: arrows in a terminal, lines everywhere else."""
    if plain or os.environ.get("TERM") == "dumb" or not (is_terminal() and sys.stderr.isatty()):
        return ask_by_lines
    from skinroutine.prompts.terminal import ask_in_terminal  # noqa: PLC0415  nothing for lines

    return ask_in_terminal
