"""Prompts in a terminal, through prompt_toolkit. What was asked and answered stays as a line or two.

Everything is drawn on standard error, so that standard output holds the result alone.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Final

from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.shortcuts import print_formatted_text

from skinroutine.errors import StoppedError
from skinroutine.interview import Asking, Back
from skinroutine.prompts.canvas import terminal_output
from skinroutine.prompts.labels import harmless, in_words, noted, signs, wrap_label
from skinroutine.prompts.list_prompt import ListPrompt
from skinroutine.prompts.list_view import width_of
from skinroutine.prompts.number_prompt import NumberPrompt
from skinroutine.rulebook.conditions import Answer

ANSWER: Final = "bold"


def ask_in_terminal(asking: Asking) -> Answer | Back:
    """Put one question on the terminal. Gives BACK where the person wants the question before it.

    Raises StoppedError on Ctrl-C, Ctrl-D and when the terminal goes away.
    """
    width = width_of(terminal_output().get_size().columns)
    if asking.note:
        _say("", noted(asking, width))
    prompt = NumberPrompt(asking) if asking.question.kind == "number" else ListPrompt(asking)
    try:
        answer = prompt.ask()
    except (KeyboardInterrupt, EOFError):
        raise StoppedError from None
    _say_outcome(asking, answer)
    return answer


def _say_outcome(asking: Asking, answer: Answer | Back) -> None:
    """Leave question and answer on one line, or below each other where they need more."""
    width = width_of(terminal_output().get_size().columns)
    outcome = "(back)" if isinstance(answer, Back) else in_words(asking, answer)
    question = harmless(asking.text)
    if len(f"{question}  {outcome}") <= width:
        _say("", [f"{question}  "], end="")
        _say(ANSWER, [outcome])
    else:
        _say("", wrap_label(question, width))
        _say(ANSWER, wrap_label(outcome, width, "  "))


def _say(style: str, lines: Sequence[str], end: str = "\n") -> None:
    text = FormattedText([(style, signs("\n".join(lines), sys.stderr.encoding))])
    # Bold and nothing else: it can be read on any background.
    print_formatted_text(text, end=end, output=terminal_output(), color_depth=ColorDepth.DEPTH_1_BIT)
