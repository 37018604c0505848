"""An answer as it was given, and the conflict in which it may not have stood."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from skinroutine.interview.asking import Asking
from skinroutine.interview.replay import GivenAnswer, Key
from skinroutine.rulebook.conditions import Answer

AGAIN: Final = "again: "
"""What the screen of a question begins with that is asked once more; the id of the conflict follows."""


class Conflict(NamedTuple):
    """Two answers that cannot both be true. ``note`` names both, ``stands`` is the cautious one."""

    id: str
    question: str
    note: str
    stands: Answer


class Answered(NamedTuple):
    """One answer as it was given, what was known before it, and the conflict in which it did not stand."""

    asking: Asking
    answer: Answer
    before: dict[str, Answer]
    conflict: Conflict | None = None

    @property
    def key(self) -> Key:
        """The question and the screen of it."""
        return self.asking.question.id, self.asking.screen

    @property
    def given(self) -> GivenAnswer:
        """What was said, without the question."""
        return GivenAnswer(*self.key, frozenset(self.asking.options), self.answer)


FindConflicts = Callable[[Mapping[str, Answer]], Iterable[Conflict]]


def again(asking: Asking) -> str:
    """The id of the conflict for which this is asked once more; empty where it is not."""
    return asking.screen.removeprefix(AGAIN) if asking.screen.startswith(AGAIN) else ""
