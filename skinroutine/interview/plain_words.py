"""Figures, temperatures, names and "not sure" as people write them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

from skinroutine.rulebook import Question
from skinroutine.rulebook.questions import CELSIUS, celsius_of
from skinroutine.rulebook.slips import is_slip, nearest, slips
from skinroutine.text import NOT_SURE, plain_form

UNSURE_WORDS: Final = ("not sure", "not_sure", "dont know", "don't know", "don\u2019t know")
"""How somebody says that they aren't sure, the words to name first."""
_UNSURE: Final = frozenset(map(plain_form, UNSURE_WORDS))
_DEGREES: Final = r"([0-9.,]+) ?°? ?([cCfF])"
"""A temperature that says in which unit it is."""
_NAMING: Final = frozenset({"plan", "check-symptoms"})
"""Commands that name the questions which are not answered, and store nothing then."""
_LONGEST: Final = 60
_NEAREST: Final = 3


def says_unsure(question: Question, value: object) -> bool:
    """Whether this says in words that somebody isn't sure, as it is typed at a question.

    An option that is called so comes first, and so does a text where nobody may be unsure.
    """
    if not isinstance(value, str) or plain_form(value) not in _UNSURE:
        return False
    own = question.option_of(value) or (question.kind == "text" and not question.not_sure)
    return value == NOT_SURE or not own


def number_of(question: Question, value: object) -> float | None:
    """The number that answers a question, in its unit; None where this is none."""
    return temperature(value) if question.unit == CELSIUS else figure(value)


def figure(value: object) -> float | None:
    """A number, or the text of one as people write it; None for anything else."""
    if isinstance(value, str):
        return float(value) if _is_number(value.strip()) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        # A whole number has no end in YAML and JSON.
        return float(value)
    except OverflowError:
        return None


def _is_number(text: str) -> bool:
    """Whether it is figures as people write them: no exponent, no figures of another script."""
    # By hand: a session is logged in less time than it takes to compile and run a pattern for its one number.
    bare = text[1:] if text[:1] in ("+", "-") else text
    figures = bare.replace(".", "", 1)
    return figures.isascii() and figures.isdigit()


def temperature(value: object) -> float | None:
    """A number of °C, or the text of one in °C or °F that says which it is."""
    found = re.fullmatch(_DEGREES, value.strip()) if isinstance(value, str) else None
    if found is None:
        return figure(value)
    number = figure(found[1].replace(",", "."))
    return number if number is None or found[2] in "cC" else celsius_of(number)


def nearest_labels(question: Question, name: str) -> str:
    """The options whose words are a slip away from a name that is none of them."""
    words = {
        word.lower(): option
        for option, label in question.options.items()
        for word in (label, *question.words_for(option))
    }
    typed = name.lower()[:_LONGEST]
    near = sorted((word for word in words if is_slip(typed, word)), key=lambda word: slips(typed, word))
    return ", ".join(dict.fromkeys(question.options[words[word]] for word in near[:_NEAREST]))


def meant_option(question: Question, name: str) -> str:
    """What to write where a name is no option: the one that a prompt would take, or what was mistyped."""
    from skinroutine.interview.own_words import (  # noqa: PLC0415  only who mistypes waits for it
        mistyped_way,
        named_by,
    )

    ways = {
        option: (option, *question.words_for(option), label) for option, label in question.options.items()
    }
    named = named_by(name, {option: {*map(plain_form, way)} for option, way in ways.items()})
    if len(named) == 1:
        ways = {named[0]: ways[named[0]]}
    else:
        ways |= {word: (word,) for word in (*question.groups, *question.may_mean)}
    option, way = mistyped_way(name, ways)
    # A comma stands between two options.
    return (option if "," in way else way) or (named[0] if len(named) == 1 else "")


def near_question(name: str, questions: Mapping[str, Question]) -> str:
    """What to write for a question that nobody knows: one that is near, else the command that names them."""
    asked = Counter(each for question in questions.values() for each in question.asked_by if each in _NAMING)
    names = f"; see their names: skinroutine {asked.most_common(1)[0][0]} --no-input" if asked else ""
    return nearest(name, questions) or names
