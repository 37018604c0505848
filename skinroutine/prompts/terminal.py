"""Prompts in a terminal, through prompt_toolkit. What was asked and answered stays as a line or two.

Everything is drawn on standard error, so that standard output holds the result alone.
"""

# ruff: noqa: PLC0415  the library is loaded once the first question stands on the terminal

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from skinroutine.ending import Ending
from skinroutine.errors import StoppedError
from skinroutine.interview.asking import Asking, Back
from skinroutine.interview.joined import answers_apart
from skinroutine.prompts.first_frame import FirstFrame, first_frame, terminal_size
from skinroutine.prompts.labels import folded, in_words, noted, wrap_label
from skinroutine.prompts.list_view import DIM, Part, ScreenLine, Size, line_of, list_lines, list_state
from skinroutine.rulebook.conditions import Answer

if TYPE_CHECKING:
    from skinroutine.prompts.list_prompt import ListPrompt
    from skinroutine.prompts.number_prompt import NumberPrompt

_GOOD: Final = "class:good"


def ask_in_terminal(asking: Asking) -> Answer | Back:
    """Put one question on the terminal. Gives BACK where the person wants the question before it.

    Raises StoppedError on Ctrl-C, Ctrl-D and when the terminal goes away.
    """
    ending = Ending()
    try:
        with ending.watch(), _first_frame(asking) as frame:
            answer = _prompt(asking, frame).ask(frame, ending)
    except (KeyboardInterrupt, EOFError):
        raise StoppedError from None
    _say(fold_lines(asking, answer, terminal_size().width))
    return answer


@contextmanager
def _first_frame(asking: Asking) -> Iterator[FirstFrame]:
    """A list as it is drawn before the library is loaded; nothing where that is there, or for a number."""
    if "prompt_toolkit" in sys.modules or asking.question.kind == "number":
        yield FirstFrame()
        return
    state = list_state(asking)
    with first_frame(
        lambda size: list_lines(asking, state, size, why=False), lambda size: _note(asking, size)
    ) as frame:
        yield frame


def _prompt(asking: Asking, frame: FirstFrame) -> ListPrompt | NumberPrompt:
    from skinroutine.prompts.list_prompt import ListPrompt
    from skinroutine.prompts.number_prompt import NumberPrompt

    if asking.note and not frame.stands:
        _say(_note(asking, terminal_size()))
    return NumberPrompt(asking) if asking.question.kind == "number" else ListPrompt(asking)


def _say(lines: list[ScreenLine]) -> None:
    from skinroutine.prompts.canvas import say

    say(lines)


def _note(asking: Asking, size: Size) -> list[ScreenLine]:
    return [line_of(line) for line in noted(asking, size.width)] if asking.note else []


def fold_lines(asking: Asking, answer: Answer | Back, width: int) -> list[ScreenLine]:
    """What is left of a screen: each question's name and the answer on one line, or below each other."""
    if isinstance(answer, Back):
        return [line_of("← back", DIM)]
    return [line for part, own in answers_apart(asking, answer) for line in _fold(part, own, width)]


def _fold(asking: Asking, answer: Answer, width: int) -> list[ScreenLine]:
    name = folded(asking)
    words = in_words(asking, answer)
    done: tuple[Part, ...] = ((_GOOD, "✓ "), (DIM, name))
    if len(f"✓ {name}  {words}") <= width and "\n" not in name:
        return [ScreenLine((*done, ("", f"  {words}")))]
    first, *rest = wrap_label(name, width, "  ")
    lines = [ScreenLine(((_GOOD, "✓ "), (DIM, first[2:]))), *(line_of(line, DIM) for line in rest)]
    return lines + [line_of(line) for line in wrap_label(words, width, "    ")]
