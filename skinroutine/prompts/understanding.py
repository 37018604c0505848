"""What a typed line means: a word that steers the prompt, an answer, or neither."""

from __future__ import annotations

from typing import Final, Literal

from skinroutine.errors import StoppedError
from skinroutine.interview import BACK, NEVER, Asking, Back
from skinroutine.prompts.typed_numbers import typed_number
from skinroutine.prompts.wording import (
    ALONE,
    FIRST,
    NEEDED,
    NONE,
    UNSURE,
    answer_of,
    harmless,
    number_before,
    rows,
    rows_before,
)
from skinroutine.rulebook.conditions import NOT_SURE, Answer
from skinroutine.text import spoken, yes_or_no

Steering = Literal["back", "why", "skip", "quit", "keep"]

STEERING: Final[dict[Steering, tuple[str, ...]]] = {
    "back": ("back", "<", "b"),
    "why": ("why", "w", "?"),
    "skip": (UNSURE, "not_sure", "skip", "s", "dont know", "don't know", "don\u2019t know"),
    "quit": ("quit", "q", "exit"),
    "keep": ("keep", "k"),
}
"""The words that steer a prompt, the one to name first."""
_NONE: Final = ("none", "nothing")
_ANSWERING: Final = ("skip", "keep")
_LISTED: Final = 4
_LONGEST: Final = 40


class NotUnderstoodError(ValueError):
    """A line that is no answer to the question."""


def understood(asking: Asking, line: str) -> Answer | Back:
    """The answer that a line gives, or BACK.

    Raises NotUnderstoodError, which says why the line is no answer, and StoppedError where it says stop.
    """
    said = " ".join(line.lower().split())
    if not said:
        message = "An empty line is no answer."
        raise NotUnderstoodError(message)
    if asking.question.kind == "number":
        steering = steered(asking, said)
        return _number(asking, said) if steering is None else _followed(asking, steering)
    exact = _exact(asking, said)
    if exact:
        return answer_of(asking, exact)
    steering = steered(asking, said)
    return _rows(asking, said) if steering is None else _followed(asking, steering)


def steered(asking: Asking, said: str) -> Steering | None:
    """What a line in small letters asks of the prompt; None where it is no such word, or an option."""
    for steering, words in STEERING.items():
        if said in words and not _exact(asking, said):
            _one_meaning(asking, said, steering)
            return steering
    return None


def word_for(asking: Asking, steering: Steering) -> str:
    """The first word for this that is not the word of an option too."""
    return next(word for word in STEERING[steering] if word == UNSURE or not _exact(asking, word))


def can_keep(asking: Asking) -> bool:
    """Whether the answer given before can be given again."""
    return bool(number_before(asking) if asking.question.kind == "number" else rows_before(asking))


def _one_meaning(asking: Asking, said: str, steering: Steering) -> None:
    """A single letter may not answer where an option begins with it: it could be meant for either."""
    labels = rows(asking).items()
    likely = [label for name, label in labels if name not in ALONE and label.lower().startswith(said)]
    if steering in _ANSWERING and len(said) == 1 and likely:
        message = f'\'{said}\' could be "{steering}" or "{likely[0]}". Type the whole word.'
        raise NotUnderstoodError(message)


def _followed(asking: Asking, steering: Steering) -> Answer | Back:
    if steering == "quit":
        raise StoppedError
    if steering == "why":
        raise NotUnderstoodError(asking.why)
    if steering == "back":
        return _back(asking)
    return _skipped(asking) if steering == "skip" else _kept(asking)


def _back(asking: Asking) -> Back:
    if not asking.can_go_back:
        raise NotUnderstoodError(FIRST)
    return BACK


def _skipped(asking: Asking) -> Answer:
    if not asking.question.not_sure:
        raise NotUnderstoodError(NEEDED)
    return NOT_SURE


def _kept(asking: Asking) -> Answer:
    if not can_keep(asking) or asking.before is None:
        message = "There is no answer to keep."
        raise NotUnderstoodError(message)
    if asking.question.kind == "number":
        return asking.before
    return answer_of(asking, rows_before(asking))


def _number(asking: Asking, said: str) -> Answer:
    if asking.never and said == NEVER:
        return NEVER
    try:
        return typed_number(asking.question, said)
    except ValueError:
        message = f"{_quoted(said)} is no number that fits."
        raise NotUnderstoodError(message) from None


def _rows(asking: Asking, said: str) -> Answer:
    if asking.question.kind != "many":
        return answer_of(asking, [_row(asking, said)])
    names = frozenset(_row(asking, part) for part in _parts(asking, said))
    if len(names) > 1 and names & ALONE:
        message = f'"{rows(asking)[min(names & ALONE)]}" stands alone.'
        raise NotUnderstoodError(message)
    return answer_of(asking, names)


def _parts(asking: Asking, said: str) -> list[str]:
    """What is listed in a line: between commas, or between blanks where all of it is numbers."""
    if "," in said and len(_fitting(asking, said)) == 1:
        return [said]
    parts = [part.strip() for part in said.split(",") if part.strip()]
    if not parts:
        message = "Commas alone are no answer."
        raise NotUnderstoodError(message)
    return [piece for part in parts for piece in (part.split() if _all_numbers(part) else [part])]


def _all_numbers(text: str) -> bool:
    return all(_is_number(word) for word in text.split())


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit()


def _row(asking: Asking, said: str) -> str:
    names = list(rows(asking))
    if _is_number(said):
        if len(said) <= _LONGEST and 1 <= int(said) <= len(names):
            return names[int(said) - 1]
        message = f"There is no option {_short(said)}."
        raise NotUnderstoodError(message)
    found = _fitting(asking, said)
    if len(found) == 1:
        return found[0]
    message = _several(asking, said, found) if found else f"{_quoted(said)} is not among the options."
    raise NotUnderstoodError(message)


def _several(asking: Asking, said: str, found: list[str]) -> str:
    labels = [rows(asking)[name] for name in found]
    more = f"; and {len(labels) - _LISTED} more" if len(labels) > _LISTED else ""
    return f"{_quoted(said)} fits {len(found)} options: {'; '.join(labels[:_LISTED])}{more}."


def _exact(asking: Asking, said: str) -> list[str]:
    """The option whose id or words a line is; "y" and "n" are whole words where only yes or no is asked."""
    if asking.question.kind == "yes_no" and said in {"y", "n"}:
        return [yes_or_no(said == "y")]
    words = spoken(said)
    found = [
        name
        for name, label in rows(asking).items()
        if name not in ALONE and words in {spoken(name), label.lower()}
    ]
    return found[:1]


def _fitting(asking: Asking, said: str) -> list[str]:
    """The rows that are this word, or else those that begin with it."""
    exact = _exact(asking, said)
    if exact:
        return exact
    offered, start = rows(asking), spoken(said)
    if NONE in offered and said in _NONE:
        return [NONE]
    words = {name: (spoken(name), label.lower()) for name, label in offered.items()}
    return [name for name, ways in words.items() if any(way.startswith(start) for way in ways)]


def _quoted(said: str) -> str:
    return f"'{_short(said)}'"


def _short(said: str) -> str:
    shown = harmless(said)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
