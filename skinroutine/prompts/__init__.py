"""Asking a person: in a terminal, or line by line. What the answer means is decided elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from skinroutine.interview import Ask
from skinroutine.prompts.lines import EndOfInputError, ask_by_lines, ask_place, ask_words
from skinroutine.rulebook import Glossary

__all__ = ["EndOfInputError", "ask_place", "ask_words", "asker", "is_terminal"]


def is_terminal() -> bool:
    """Whether a person types. Lines of a pipe answer the questions that they were written for, no others."""
    return sys.stdin.isatty()


def asker(*, plain: bool, glossary: Callable[[], Glossary] | None = None) -> Ask:
    """The way to ask that this place allows: arrows in a terminal, lines everywhere else.

    ``glossary`` gives the words that ``?`` explains; it is read when somebody wants to know.
    """
    ask = _way_to_ask(plain=plain)
    return ask if glossary is None else lambda asking: ask(asking._replace(glossary=glossary))


def _way_to_ask(*, plain: bool) -> Ask:
    if plain or os.environ.get("TERM") == "dumb" or not (is_terminal() and sys.stderr.isatty()):
        return ask_by_lines
    from skinroutine.prompts.terminal import ask_in_terminal  # noqa: PLC0415  nothing for lines

    return ask_in_terminal
