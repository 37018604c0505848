"""What a condition comes to under some answers, and what several come to together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from skinroutine.tuples import NamedTuple


class Outcome(NamedTuple):
    """What a condition comes to.

    ``truth`` is None while it is open; ``because`` names the answers that make it true, as
    ``question=answer``; ``open`` the questions that it hangs on.
    """

    truth: bool | None
    because: tuple[str, ...] = ()
    open: frozenset[str] = frozenset()


FALSE: Final = Outcome(truth=False)


def joined(outcomes: list[Outcome], *, truth: bool) -> Outcome:
    """What several come to of which none decides by itself: open while one is, else ``truth``."""
    if undecided := [outcome.open for outcome in outcomes if outcome.truth is None]:
        return Outcome(truth=None, open=frozenset().union(*undecided))
    return Outcome(truth=True, because=reasons_of(outcomes)) if truth else FALSE


def reasons_of(outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    """The answers behind all of them, each once."""
    return tuple(dict.fromkeys(pair for outcome in outcomes for pair in outcome.because))
