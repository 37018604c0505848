"""What can be asked of an answer to a list, and what can be added to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from skinroutine.rulebook.conditions import Answer, Chosen


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
