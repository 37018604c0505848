"""Prompts as plain lines: a question, numbered options, one line of answer.

Reads in order, draws nothing and redraws nothing, so that a screen reader and a pipe can follow it.
Input that cannot be understood asks again; it never counts as an answer, and neither does an empty line.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from textwrap import fill
from typing import Final

from skinroutine.answers import typed_number
from skinroutine.conditions import NOT_SURE, Answer, Chosen
from skinroutine.errors import StoppedError
from skinroutine.interview import Asking
from skinroutine.model import Question

_NOT_SURE: Final = ("not sure", "not_sure", "?", "dont know", "don't know")
_WHY: Final = ("why", "w")
_QUIT: Final = ("quit", "q", "exit")
_NONE: Final = ("none", "none of these", "nothing")
_YES_NO: Final = {"yes": "Yes", "no": "No"}


class EndOfInputError(Exception):
    """There is nobody to answer: the input has ended."""


class NotUnderstoodError(ValueError):
    """A line that is no answer to the question."""


def ask_by_lines(asking: Asking) -> Answer:
    """Put one question on standard error and read its answer from standard input.

    Raises EndOfInputError at end of input and StoppedError on quit or Ctrl-C.
    """
    _say(_prompt(asking))
    while True:
        line = _line()
        try:
            return _understood(asking, line)
        except NotUnderstoodError as error:
            _say(f"{error} {_accepted(asking)}")


def _line() -> str:
    sys.stderr.write("> ")
    sys.stderr.flush()
    try:
        line = sys.stdin.readline()
    except KeyboardInterrupt:
        raise StoppedError from None
    if not line:
        sys.stderr.write("\n")
        raise EndOfInputError
    return line.strip()


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _prompt(asking: Asking) -> str:
    lines = ["", fill(asking.text, 80)]
    width = len(str(len(_choices(asking))))
    lines += [f"  {number:>{width}}  {label}" for number, label in enumerate(_choices(asking).values(), 1)]
    return "\n".join([*lines, _accepted(asking)])


def _choices(asking: Asking) -> dict[str, str]:
    return _YES_NO if asking.question.kind == "yes_no" else asking.options


def _accepted(asking: Asking) -> str:
    question = asking.question
    if question.kind == "number":
        first = f"Type a number of {question.unit} ({question.least:g} to {question.most:g})"
    elif question.kind == "many":
        first = "Type numbers or words with commas between"
    else:
        first = "Type a number or a word"
    words = [
        *(['"none"'] if _none_allowed(question) else []),
        *(['"not sure"'] if question.not_sure else []),
        '"why"',
        '"quit"',
    ]
    return fill(f"{first}; or {', '.join(words)}.", 80)


def _none_allowed(question: Question) -> bool:
    return question.kind == "many" and not question.at_least_one


def _understood(asking: Asking, line: str) -> Answer:
    question, said = asking.question, " ".join(line.lower().split())
    if said in _QUIT:
        raise StoppedError
    if said in _WHY:
        raise NotUnderstoodError(question.why)
    if not said:
        message = "An empty line is no answer."
        raise NotUnderstoodError(message)
    if question.not_sure and said in _NOT_SURE:
        return NOT_SURE
    if _none_allowed(question) and said in _NONE:
        return Chosen(frozenset())
    return _chosen(asking, said)


def _chosen(asking: Asking, said: str) -> Answer:
    question = asking.question
    if question.kind == "number":
        return _number(question, said)
    names = list(_choices(asking))
    if question.kind == "many":
        parts = [part.strip() for part in said.split(",") if part.strip()]
        if not parts:
            message = "Commas alone are no answer."
            raise NotUnderstoodError(message)
        if len(parts) == 1 and all(word.isdigit() for word in said.split()):
            parts = said.split()
        return Chosen(frozenset(_option(asking, part, names) for part in parts))
    option = _option(asking, said, names)
    return option == "yes" if question.kind == "yes_no" else option


def _number(question: Question, said: str) -> Answer:
    try:
        return typed_number(question, said)
    except ValueError:
        message = f"{said!r} is no number that fits."
        raise NotUnderstoodError(message) from None


def _option(asking: Asking, said: str, names: Sequence[str]) -> str:
    if said.isdigit():
        if 1 <= int(said) <= len(names):
            return names[int(said) - 1]
        message = f"There is no option {said}."
        raise NotUnderstoodError(message)
    found = _matching(asking, said)
    if len(found) == 1:
        return found[0]
    message = f"{said!r} fits {len(found)} options." if found else f"{said!r} is not among the options."
    raise NotUnderstoodError(message)


def _matching(asking: Asking, said: str) -> list[str]:
    """The options that are this word, or else those that begin with it."""
    choices = {name: (name.replace("_", " "), label.lower()) for name, label in _choices(asking).items()}
    said = said.replace("_", " ")
    exact = [name for name, words in choices.items() if said in words]
    return exact or [name for name, words in choices.items() if any(word.startswith(said) for word in words)]
