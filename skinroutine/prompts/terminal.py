"""Prompts in a terminal, through prompt_toolkit. What was asked and answered stays as a line or two.

Everything is drawn on standard error, so that standard output holds the result alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.shortcuts import print_formatted_text

from skinroutine.errors import StoppedError
from skinroutine.interview import Asking, Back
from skinroutine.prompts.canvas import STYLE, colours, fragments, terminal_output
from skinroutine.prompts.labels import folded, in_words, noted, wrap_label
from skinroutine.prompts.list_prompt import ListPrompt
from skinroutine.prompts.list_view import DIM, Part, ScreenLine, Size, line_of
from skinroutine.prompts.number_prompt import NumberPrompt
from skinroutine.rulebook.conditions import Answer

_GOOD: Final = "class:good"


def ask_in_terminal(asking: Asking) -> Answer | Back:
    """Put one question on the terminal. Gives BACK where the person wants the question before it.

    Raises StoppedError on Ctrl-C, Ctrl-D and when the terminal goes away.
    """
    if asking.note:
        _say([line_of(line) for line in noted(asking, _width())])
    prompt = NumberPrompt(asking) if asking.question.kind == "number" else ListPrompt(asking)
    try:
        answer = prompt.ask()
    except (KeyboardInterrupt, EOFError):
        raise StoppedError from None
    _say(_fold(asking, answer, _width()))
    return answer


def _fold(asking: Asking, answer: Answer | Back, width: int) -> list[ScreenLine]:
    """What is left of a question: its name and the answer on one line, or below each other."""
    name = folded(asking)
    if isinstance(answer, Back):
        return [line_of("← back", DIM)]
    words = in_words(asking, answer)
    done: tuple[Part, ...] = ((_GOOD, "✓ "), (DIM, name))
    if len(f"✓ {name}  {words}") <= width and "\n" not in name:
        return [ScreenLine((*done, ("", f"  {words}")))]
    first, *rest = wrap_label(name, width, "  ")
    lines = [ScreenLine(((_GOOD, "✓ "), (DIM, first[2:]))), *(line_of(line, DIM) for line in rest)]
    return lines + [line_of(line) for line in wrap_label(words, width, "    ")]


def _width() -> int:
    size = terminal_output().get_size()
    return Size(size.columns, size.rows).width


def _say(lines: Sequence[ScreenLine]) -> None:
    text = FormattedText([*fragments(lines)])
    print_formatted_text(text, output=terminal_output(), style=STYLE, color_depth=colours())
