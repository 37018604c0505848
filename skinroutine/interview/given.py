"""An answer as it was given, and the clash in which it may not have stood."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from skinroutine.conditions import Answer
from skinroutine.interview.asking import Asking
from skinroutine.interview.said_before import Key, Said

AGAIN: Final = "again: "
"""What the screen of a question begins with that is asked once more; the id of the clash follows."""


class Clash(NamedTuple):
    """Two answers that cannot both be true. ``note`` names both, ``stands`` is the cautious one."""

    id: str
    question: str
    note: str
    stands: Answer


class Given(NamedTuple):
    """One answer as it was given, what was known before it, and the clash in which it did not stand."""

    asking: Asking
    answer: Answer
    before: dict[str, Answer]
    stood: Clash | None = None

    @property
    def key(self) -> Key:
        """The question and the screen of it."""
        return self.asking.question.id, self.asking.screen

    @property
    def said(self) -> Said:
        """What was said, without the question."""
        return Said(*self.key, frozenset(self.asking.options), self.answer)


Clashes = Callable[[Mapping[str, Answer]], Iterable[Clash]]


def again(asking: Asking) -> str:
    """The id of the clash for which this is asked once more; empty where it is not."""
    return asking.screen.removeprefix(AGAIN) if asking.screen.startswith(AGAIN) else ""
