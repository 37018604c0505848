"""What can be asked of an answer to a list, and what can be added to it."""

from __future__ import annotations

from collections.abc import Iterable

from skinroutine.rulebook.conditions import Chosen


def possible(answer: Chosen) -> frozenset[str]:
    """All options that were chosen or may be so."""
    return answer.options | answer.unseen | answer.unsure


def adding(answer: Chosen, options: Iterable[str]) -> Chosen:
    """The same answer with more options chosen."""
    more = frozenset(options)
    return Chosen(answer.options | more, answer.unseen - more, answer.unsure - more)
