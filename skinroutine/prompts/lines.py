"""Prompts as plain lines: a question, numbered options, one line of answer.

Reads in order, draws nothing and redraws nothing, so that a screen reader and a pipe can follow it.
Input that cannot be understood asks again; it never counts as an answer, and neither does an empty line.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import Final

from skinroutine.errors import EndOfInputError, StoppedError
from skinroutine.interview.answers import answer_of
from skinroutine.interview.asking import NEVER, Asking, Back
from skinroutine.prompts.labels import (
    NONE,
    WIDEST,
    bounds,
    harmless,
    headings,
    in_words,
    noted,
    notes_on,
    numbers,
    progress,
    rows,
    signs,
    wrap_label,
)
from skinroutine.prompts.parse_line import NotUnderstoodError, can_keep, parse_line, word_for
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import Answer, Chosen

_READY: Final = "> "


def ask_by_lines(asking: Asking) -> Answer | Back:
    """Put one question on standard error and read its answer from standard input.

    Raises EndOfInputError at end of input and StoppedError on quit, Ctrl-C, and Ctrl-D in a terminal.
    """
    try:
        return _ask(asking)
    except KeyboardInterrupt:
        raise StoppedError from None


def ask_words(question: Question) -> str:
    """Put a question that is answered in words of one's own. Empty where nothing is typed, or no more comes.

    Whoever stops here has answered all that is needed, and still gets the result.
    """
    _say(["", *wrap_label(f"{question.ask} A few words help whoever sees you.", _width())])
    _say(wrap_label("Press Enter to leave it out.", _width()))
    try:
        return harmless(_line())
    except (EndOfInputError, StoppedError, KeyboardInterrupt):
        return ""


def ask_place(question: Question) -> str | None:
    """Put a question with more options than a list should have, and read a word for one of them.

    Gives the option, "" where it is left out, and None where nobody answers. Whoever stops here has got
    the result already.
    """
    _say(["", *wrap_label(f"{question.ask} {question.why}", _width())])
    _say(wrap_label("Type its name or code, or press Enter to leave it out.", _width()))
    try:
        while line := harmless(_line()):
            try:
                option = str(answer_of(question, line))
            except ValueError as error:
                _reply(str(error))
                continue
            _reply(f"Answer: {question.options[option]}.")
            return option
    except (EndOfInputError, StoppedError, KeyboardInterrupt):
        return None
    return ""


def _ask(asking: Asking) -> Answer | Back:
    _say(_prompt(asking, _width()))
    while True:
        line = _line()
        try:
            answer = parse_line(asking, line)
        except NotUnderstoodError as error:
            for part in str(error).splitlines():
                _reply(part)
            _say(wrap_label(_accept(asking), _width()))
            continue
        if isinstance(answer, Chosen):
            for note in notes_on(asking, answer.options):
                _reply(note)
        if not isinstance(answer, Back):
            _reply(f"Answer: {in_words(asking, answer).rstrip('.')}.")
        return answer


def _line() -> str:
    sys.stderr.write(_READY)
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        sys.stderr.write("\n")
        raise StoppedError if sys.stdin.isatty() else EndOfInputError
    return line.strip()


def _width() -> int:
    """The columns that there are, 80 at most."""
    try:
        return min(WIDEST, os.get_terminal_size(sys.stderr.fileno()).columns or WIDEST)
    except (OSError, ValueError):
        return WIDEST


def _say(lines: Iterable[str]) -> None:
    sys.stderr.write("".join(signs(f"{line}\n", sys.stderr.encoding) for line in lines))


def _reply(text: str) -> None:
    """Say something where the cursor may still stand behind the sign that asks for a line."""
    first, *rest = wrap_label(text, _width(), _READY, "")
    _say([first.removeprefix(_READY), *rest])


def _prompt(asking: Asking, width: int) -> list[str]:
    lines = ["", *noted(asking, width), *wrap_label(asking.text, width)]
    far = progress(asking)
    lines += [f"({far})"] if far else []
    if asking.screen_note:
        lines += wrap_label(asking.screen_note, width)
    if asking.question.kind != "number":
        lines += _number_lines(asking, width)
    if can_keep(asking) and asking.before is not None:
        keep = f'Type "{word_for(asking, "keep")}" to keep it.'
        lines += wrap_label(f"Your answer was: {in_words(asking, asking.before).rstrip('.')}. {keep}", width)
    return [*lines, *wrap_label(_accept(asking), width)]


def _number_lines(asking: Asking, width: int) -> list[str]:
    offered, over = rows(asking), headings(asking)
    typed = {name: str(number) for number, name in numbers(offered).items()}
    digits = len(str(len(typed)))
    return [
        line
        for name, label in offered.items()
        for line in (
            *wrap_label(over.get(name, ""), width, "  ")[: name in over],
            *wrap_label(label, width, f"  {typed.get(name, ''):>{digits}}  "),
        )
    ]


def _accept(asking: Asking) -> str:
    """What may be typed: the answers first, then the words that steer."""
    words = [
        *(["none"] if NONE in rows(asking) else []),
        *([NEVER] if asking.never else []),
        *([word_for(asking, "skip")] if asking.question.not_sure else []),
        *([word_for(asking, "back")] if asking.can_go_back else []),
        word_for(asking, "why"),
        word_for(asking, "quit"),
    ]
    return f"{_answers(asking)}; or {', '.join(map(_in_quotes, words))}."


def _answers(asking: Asking) -> str:
    kind, unit = asking.question.kind, harmless(asking.question.shown_unit)
    if kind == "number":
        return f"Type a number{f' of {unit}' if unit else ''} ({bounds(asking)})"
    return "Type numbers or words with commas between" if kind == "many" else "Type a number or a word"


def _in_quotes(word: str) -> str:
    return '"<" to go back' if word == "<" else f'"{word}"'
