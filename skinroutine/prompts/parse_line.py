"""What a typed line means: a word that steers the prompt, an answer, or neither."""

from __future__ import annotations

import re
from typing import Final, Literal

from skinroutine.errors import StoppedError
from skinroutine.interview.answers import answer_of as answer_to
from skinroutine.interview.asking import BACK, NEVER, Asking, Back
from skinroutine.interview.own_words import named_by
from skinroutine.interview.plain_words import UNSURE_WORDS, says_unsure
from skinroutine.prompts.labels import (
    ALONE,
    FIRST,
    NEEDED,
    NONE,
    UNSURE,
    answer_of,
    harmless,
    meanings,
    near_label,
    number_before,
    numbers,
    rows,
    rows_before,
    unsure_rows,
    words_elsewhere,
    words_for,
)
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import NOT_SURE, Answer
from skinroutine.rulebook.questions import CELSIUS, FAHRENHEIT
from skinroutine.text import plain_form, singular, yes_or_no

Steering = Literal["back", "why", "skip", "quit", "keep"]

STEERING: Final[dict[Steering, tuple[str, ...]]] = {
    "back": ("back", "<", "b"),
    "why": ("why", "w", "?"),
    "skip": (*UNSURE_WORDS[:2], "skip", "s", *UNSURE_WORDS[2:]),
    "quit": ("quit", "q", "exit"),
    "keep": ("keep", "k"),
}
"""The words that steer a prompt, the one to name first."""
_NONE: Final = ("none", "nothing")
_ANSWERING: Final = ("skip", "keep")
_LISTED: Final = 4
_LONGEST: Final = 40
_LENGTH_OF_TIME: Final = re.compile(r"([0-9]+(?:[.,][0-9]+)?)\s*(hour|day|week|month|year)s?(?: ago)?")
_THOUSANDS: Final = re.compile(r"[1-9][0-9]{0,2}(,[0-9]{3})+\b.*")
"""A comma that is a decimal one for some and stands between thousands for others."""
_FIGURE: Final = re.compile(r"[0-9.,]+")
_DEGREES: Final = (CELSIUS.lower(), FAHRENHEIT.lower())
_IN_HOURS: Final = {"hours": 1, "days": 24, "hour": 1, "day": 24, "week": 168, "month": 672, "year": 8736}
"""Lengths of time in hours; a month counts as four weeks and a year as 52, so that no wait ends early."""


class NotUnderstoodError(ValueError):
    """A line that is no answer to the question."""


def parse_line(asking: Asking, line: str) -> Answer | Back:
    """The answer that a line gives, or BACK.

    Raises NotUnderstoodError, which says why the line is no answer, and StoppedError where it says stop.
    """
    typed = " ".join(line.lower().split())
    if not typed:
        message = "An empty line isn't an answer."
        raise NotUnderstoodError(message)
    if asking.question.kind == "number":
        steering = find_steering(asking, typed)
        return _number(asking, typed) if steering is None else _follow(asking, steering)
    # An option comes before a word that steers: it may be called "back" or "keep".
    exact = _exact(asking, typed)
    if len(exact) == 1:
        return answer_of(asking, exact)
    steering = find_steering(asking, typed)
    return _rows(asking, typed) if steering is None else _follow(asking, steering)


def find_steering(asking: Asking, typed: str) -> Steering | None:
    """What a line in small letters asks of the prompt; None where it is no such word, or an option."""
    for steering, words in STEERING.items():
        if typed in words and not _exact(asking, typed):
            _refuse_two_meanings(asking, typed, steering)
            return steering
    return None


def word_for(asking: Asking, steering: Steering) -> str:
    """The first word for this that is not the word of an option too."""
    return next(word for word in STEERING[steering] if word == UNSURE or not _exact(asking, word))


def can_keep(asking: Asking) -> bool:
    """Whether the answer given before can be given again."""
    return bool(number_before(asking) if asking.question.kind == "number" else rows_before(asking))


def _refuse_two_meanings(asking: Asking, typed: str, steering: Steering) -> None:
    # A single letter may not answer where an option begins with it: it could be meant for either.
    labels = rows(asking).items()
    likely = [label for name, label in labels if name not in ALONE and label.lower().startswith(typed)]
    if steering in _ANSWERING and len(typed) == 1 and likely:
        message = f'\'{typed}\' could be "{steering}" or "{likely[0]}". Type the whole word.'
        raise NotUnderstoodError(message)


def _follow(asking: Asking, steering: Steering) -> Answer | Back:
    if steering == "quit":
        raise StoppedError
    if steering == "why":
        raise NotUnderstoodError("\n".join((asking.why, *asking.explained())))
    if steering == "back":
        return _back(asking)
    return _skip(asking) if steering == "skip" else _keep(asking)


def _back(asking: Asking) -> Back:
    if not asking.can_go_back:
        raise NotUnderstoodError(FIRST)
    return BACK


def _skip(asking: Asking) -> Answer:
    if not asking.question.not_sure:
        raise NotUnderstoodError(NEEDED)
    return NOT_SURE


def _keep(asking: Asking) -> Answer:
    if not can_keep(asking) or asking.before is None:
        message = "There's no answer to keep."
        raise NotUnderstoodError(message)
    if asking.question.kind == "number":
        return asking.before
    return answer_of(asking, rows_before(asking))


def _number(asking: Asking, typed: str) -> Answer:
    if asking.never and typed == NEVER:
        return NEVER
    try:
        return parse_number(asking.question, typed)
    except ValueError:
        message = f"{_quote(typed)} isn't a number that fits."
        raise NotUnderstoodError(message) from None


def parse_number(question: Question, text: str) -> Answer:
    """A number as a person types it: with its unit, with a comma, or "not sure". Raises ValueError."""
    words = text.strip().lower()
    if says_unsure(question, words):
        return answer_to(question, words)
    if _THOUSANDS.fullmatch(words):
        message = "write the number without a comma"
        raise ValueError(message)
    unit = question.shown_unit.lower()
    if question.shown_in and _FIGURE.fullmatch(words):
        # A bare number is in the unit that was asked for.
        words = f"{words}{unit}"
    if unit in _DEGREES and words.endswith(("c", "f")):
        return answer_to(question, words)
    length = _LENGTH_OF_TIME.fullmatch(words)
    if unit in _IN_HOURS and length and length[2] in _IN_HOURS:
        hours = float(length[1].replace(",", ".")) * _IN_HOURS[length[2]]
        return answer_to(question, hours / _IN_HOURS[unit])
    endings = [unit, singular(unit), unit.removeprefix("°")]
    ending = next((word for word in endings if word and words.endswith(word)), "")
    return answer_to(question, words.removesuffix(ending).strip().replace(",", ".") or "an empty line")


def _rows(asking: Asking, typed: str) -> Answer:
    if asking.question.kind != "many":
        return answer_of(asking, [_row(asking, typed)])
    parts = _parts(asking, typed)
    found = frozenset(name for part in parts for name in _group(asking, part) or (_row(asking, part),))
    if len(found) > 1 and found & ALONE:
        message = f'"{rows(asking)[min(found & ALONE)]}" can\'t go with others.'
        raise NotUnderstoodError(message)
    for unsure, doubted in unsure_rows(asking).items():
        if unsure in found and found & doubted:
            message = f'"{rows(asking)[unsure]}" can\'t go with "{rows(asking)[min(found & doubted)]}".'
            raise NotUnderstoodError(message)
    return answer_of(asking, found)


def _group(asking: Asking, typed: str) -> tuple[str, ...]:
    """The options that a word for several stands for, where all of them are on offer."""
    members = asking.question.members(typed)
    return members if asking.options.keys() >= set(members) else ()


def _parts(asking: Asking, typed: str) -> list[str]:
    """What is listed in a line: between commas, or between blanks where all of it is numbers."""
    # A label may hold a comma itself.
    if "," in typed and len(_fits(asking, typed)) == 1:
        return [typed]
    parts = [part.strip() for part in typed.split(",") if part.strip()]
    if not parts:
        message = "Commas alone aren't an answer."
        raise NotUnderstoodError(message)
    return [piece for part in parts for piece in (part.split() if _all_numbers(part) else [part])]


def _all_numbers(text: str) -> bool:
    return all(_is_number(word) for word in text.split())


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit()


def _row(asking: Asking, typed: str) -> str:
    if _is_number(typed):
        listed = numbers(rows(asking))
        if len(typed) <= _LONGEST and int(typed) in listed:
            return listed[int(typed)]
        message = f"There's no option {_short(typed)}."
        raise NotUnderstoodError(message)
    unclear = meanings(asking, typed)
    if unclear:
        message = f"{_quote(typed)} can mean several things. Which is it? {'; '.join(unclear)}."
        raise NotUnderstoodError(message)
    found = _fits(asking, typed)
    if len(found) == 1:
        return found[0]
    raise NotUnderstoodError(_several(asking, typed, found) if found else _elsewhere(asking, typed))


def _elsewhere(asking: Asking, typed: str) -> str:
    """Why a word fits no row: it may be an option of another screen of the same question."""
    where = words_elsewhere(asking).get(plain_form(typed), "")
    if where:
        return f"{_quote(typed)} {where}"
    near = "" if typed in _NONE else near_label(asking, typed)
    return f"{_quote(typed)} is not among the options.{f' Did you mean “{near}”?' if near else ''}"


def _several(asking: Asking, typed: str, found: list[str]) -> str:
    labels = [rows(asking)[name] for name in found]
    more = f"; and {len(labels) - _LISTED} more" if len(labels) > _LISTED else ""
    return f"{_quote(typed)} fits {len(found)} options: {'; '.join(labels[:_LISTED])}{more}."


def _exact(asking: Asking, typed: str) -> list[str]:
    """The option whose id or words a line is; "y" and "n" are whole words where only yes or no is asked."""
    if asking.question.kind == "yes_no" and typed in {"y", "n"}:
        return [yes_or_no(typed == "y")]
    words = plain_form(typed)
    return [name for name, ways in words_for(asking).items() if name not in ALONE and words in ways]


def _fits(asking: Asking, typed: str) -> list[str]:
    """The rows that are this word, else that begin with it, have it in them, have words that begin so."""
    exact = _exact(asking, typed)
    if exact:
        return exact
    offered = rows(asking)
    if NONE in offered and typed in _NONE:
        return [NONE]
    return named_by(typed, {name: ways for name, ways in words_for(asking).items() if name in offered})


def _quote(typed: str) -> str:
    return f"'{_short(typed)}'"


def _short(typed: str) -> str:
    shown = harmless(typed)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
