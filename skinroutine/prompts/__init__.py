"""Asking a person: in a terminal, or line by line. What the answer means is decided elsewhere."""

# ruff: noqa: PLC0415  what asks is loaded with the first question

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping

from skinroutine.interview.asking import Ask, Asking, Back
from skinroutine.rulebook import Glossary, Question
from skinroutine.rulebook.conditions import Answer


def is_terminal() -> bool:
    """Whether a person types. Lines of a pipe answer the questions that they were written for, no others."""
    return sys.stdin.isatty()


def ask_words(question: Question) -> str:
    """Put a question that is answered in words of one's own, line by line. Empty where nothing is typed."""
    from skinroutine.prompts import lines

    return lines.ask_words(question)


def ask_place(question: Question) -> str | None:
    """Ask where the person lives, line by line. None where the input ends."""
    from skinroutine.prompts import lines

    return lines.ask_place(question)


def takes_keys(*, plain: bool) -> bool:
    """Whether single keys can be pressed and drawn here; who has lines read aloud types lines."""
    return not plain and os.environ.get("TERM") != "dumb" and is_terminal() and sys.stderr.isatty()


def ask_key(keys: Mapping[str, str]) -> str:
    """Wait for one of these keys, each with what it does; empty for q, which means done."""
    from skinroutine.prompts.key_prompt import KeyPrompt

    return KeyPrompt(keys).ask()


def asker(*, plain: bool, glossary: Callable[[], Glossary] | None = None) -> Ask:
    """The way to ask that this place allows: arrows in a terminal, lines everywhere else.

    ``glossary`` gives the words that ``?`` explains; it is read when somebody wants to know.
    """

    def ask(asking: Asking) -> Answer | Back:
        put = asking if glossary is None else asking._replace(glossary=glossary)
        return _way_to_ask(plain=plain)(put)

    return ask


def _way_to_ask(*, plain: bool) -> Ask:
    if not takes_keys(plain=plain):
        from skinroutine.prompts.lines import ask_by_lines

        return ask_by_lines
    from skinroutine.prompts.terminal import ask_in_terminal

    return ask_in_terminal
