"""Under which answers each question is asked, and what conditions came to under the answers so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from skinroutine.rulebook.apart import NO_LISTS, Lists, lists_apart
from skinroutine.rulebook.outcome import Holding

if TYPE_CHECKING:
    from skinroutine.rulebook.conditions import Condition
    from skinroutine.rulebook.questions import Question

Seen = tuple[tuple[str, frozenset[str] | None], ...]
"""Questions, and of each the options that matter; None where all of the answer does."""


class Guards(dict[str, "Condition"]):
    """By question, the condition under which it is asked.

    ``possible`` gives the options that a "not sure" can stand for, where a question names them: what a person
    cannot be unsure of is not among them. ``apart`` are the lists of which other questions ask about some
    options. ``met`` are the conditions that were asked about; ``kept`` has, by
    condition, what of the answers it can see, and what it came to under those that were seen.
    """

    def __init__(
        self, guards: Mapping[str, Condition], possible: Mapping[str, frozenset[str]], apart: Lists = NO_LISTS
    ) -> None:
        super().__init__(guards)
        self.possible = possible
        self.apart = apart
        self.met: set[Condition] = set()
        self.kept: dict[Condition, tuple[Seen, dict[object, Holding]]] = {}


def guards_of(questions: Iterable[Question]) -> Guards:
    """When each question is asked, for those that are not always, and what a "not sure" can mean."""
    listed = list(questions)
    return Guards(
        {question.id: question.when for question in listed if question.when.parts()},
        {question.id: frozenset(question.not_sure_can_be) for question in listed if question.not_sure_can_be},
        lists_apart(listed),
    )
