"""Prompts in a terminal, through questionary: arrows, space for many, typing to filter.

Everything is drawn on standard error, so that standard output holds the result alone.
"""

from __future__ import annotations

import sys
from typing import Final

import questionary
from prompt_toolkit.output import create_output

from skinroutine.answers import typed_number
from skinroutine.conditions import NOT_SURE, Answer, Chosen
from skinroutine.errors import StoppedError
from skinroutine.interview import Asking
from skinroutine.model import Question

_NOT_SURE: Final = "not_sure"
_NONE: Final = "none of these"
_STYLE: Final = questionary.Style([("answer", "bold"), ("instruction", ""), ("pointer", "bold")])
_MARK: Final = ">"


def ask_in_terminal(asking: Asking) -> Answer:
    """Put one question on the terminal. Raises StoppedError on Ctrl-C or Ctrl-D.

    Where "not sure" is an answer the pointer starts there: Enter in haste must not choose the mildest.
    """
    question = asking.question
    ways = {"many": _many, "number": _number, "one": _one, "yes_no": _one}
    try:
        return ways[question.kind](asking)
    except (KeyboardInterrupt, EOFError):
        raise StoppedError from None


def _one(asking: Asking) -> Answer:
    question = asking.question
    labels = {"yes": "Yes", "no": "No"} if question.kind == "yes_no" else asking.options
    choices = [questionary.Choice(label, value=name) for name, label in labels.items()]
    if question.not_sure:
        choices.append(questionary.Choice("Not sure", value=_NOT_SURE))
    found = questionary.select(
        asking.text,
        choices=choices,
        default=_NOT_SURE if question.not_sure else None,
        instruction="(arrows or type, then Enter)",
        qmark=_MARK,
        style=_STYLE,
        use_jk_keys=False,
        use_search_filter=True,
        output=create_output(stdout=sys.stderr),
    ).unsafe_ask()
    if found == _NOT_SURE:
        return NOT_SURE
    return found == "yes" if question.kind == "yes_no" else str(found)


def _many(asking: Asking) -> Answer:
    question = asking.question
    choices = [questionary.Choice(label, value=name) for name, label in asking.options.items()]
    if not question.at_least_one:
        choices.append(questionary.Choice("None of these", value=_NONE))
    if question.not_sure:
        choices.append(questionary.Choice("Not sure", value=_NOT_SURE))
    found = questionary.checkbox(
        asking.text,
        choices=choices,
        instruction="(Space to choose, Enter when done)",
        validate=_complaint,
        qmark=_MARK,
        style=_STYLE,
        use_jk_keys=False,
        use_search_filter=True,
        output=create_output(stdout=sys.stderr),
    ).unsafe_ask()
    if found == [_NOT_SURE]:
        return NOT_SURE
    if len(found) > 1:
        sys.stderr.write(f"  {'; '.join(asking.options[name] for name in found)}\n")
    return Chosen(frozenset(name for name in found if name != _NONE))


def _complaint(found: list[str]) -> bool | str:
    """An empty choice is no answer, and "none" or "not sure" stand alone."""
    if not found:
        return "Choose at least one with the space bar."
    if len(found) > 1 and {_NONE, _NOT_SURE} & set(found):
        return "Choose that one alone, or take it out."
    return True


def _number(asking: Asking) -> Answer:
    question = asking.question
    unsure = ', or "not sure"' if question.not_sure else ""
    found = questionary.text(
        asking.text,
        instruction=f"({question.unit}{unsure}) ",
        validate=lambda text: _fits(question, text),
        qmark=_MARK,
        style=_STYLE,
        output=create_output(stdout=sys.stderr),
    ).unsafe_ask()
    return typed_number(question, found)


def _fits(question: Question, text: str) -> bool | str:
    try:
        typed_number(question, text)
    except ValueError:
        unsure = ', or "not sure"' if question.not_sure else ""
        return f"Type a number from {question.least:g} to {question.most:g}{unsure}."
    return True
