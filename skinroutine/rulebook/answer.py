"""An answer as rules read it: one option, several, a number, yes or no, or one that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from skinroutine.light_typing import NamedTuple


class NotSure:
    """An answer that nobody knows. There are two: ``NOT_SURE`` and ``LEFT_OUT``.

    ``left_out`` is True where nobody was asked, because an answers file does not give it: a person who is not
    sure has looked, and a file that is silent says nothing.
    """

    def __init__(self, *, left_out: bool = False) -> None:
        self.left_out = left_out

    def __repr__(self) -> str:
        return "not_sure"


NOT_SURE: Final = NotSure()
LEFT_OUT: Final = NotSure(left_out=True)


class Chosen(NamedTuple):
    """The options chosen in a question of kind many, those that were not shown yet, and those in doubt."""

    options: frozenset[str]
    unseen: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()


Answer = str | bool | float | Chosen | NotSure


def possible(answer: Chosen) -> frozenset[str]:
    """All options that were chosen or may be so."""
    return answer.options | answer.unseen | answer.unsure


def adding(answer: Chosen, options: Iterable[str]) -> Chosen:
    """The same answer with more options chosen."""
    more = frozenset(options)
    return Chosen(answer.options | more, answer.unseen - more, answer.unsure - more)


def not_asked(answers: Mapping[str, Answer]) -> dict[str, list[str]]:
    """The options of each list that nobody was asked about: they are not left out, they are not known."""
    return {
        name: sorted(answer.unseen | answer.unsure)
        for name, answer in answers.items()
        if isinstance(answer, Chosen) and answer.unseen | answer.unsure
    }
