"""What a condition comes to under some answers, and what several come to together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from skinroutine.light_typing import NamedTuple
from skinroutine.text import yes_or_no


class Outcome(NamedTuple):
    """What a condition comes to.

    ``truth`` is None while it is open; ``because`` names the answers that make it true, as
    ``question=answer``; ``open`` the questions that it hangs on.
    """

    truth: bool | None
    because: tuple[str, ...] = ()
    open: frozenset[str] = frozenset()


class Holding(NamedTuple):
    """Whether a rule holds: ``truth`` as in Outcome, ``sure`` False when only a "not sure" makes it.

    ``left_out`` is True when only what was left out makes it hold.
    """

    truth: bool | None
    sure: bool = True
    because: tuple[str, ...] = ()
    open: frozenset[str] = frozenset()
    left_out: bool = False


FALSE: Final = Outcome(truth=False)
NOT_HELD: Final = Holding(truth=False)


def joined(outcomes: list[Outcome], *, truth: bool) -> Outcome:
    """What several come to of which none decides by itself: open while one is, else ``truth``."""
    if len(outcomes) == 1:
        return outcomes[0]
    if undecided := [outcome for outcome in outcomes if outcome.truth is None]:
        return _open_on(undecided)
    return Outcome(truth=True, because=reasons_of(outcomes)) if truth else FALSE


def _open_on(undecided: list[Outcome]) -> Outcome:
    first, *others = undecided
    return (
        Outcome(truth=None, open=first.open.union(*(outcome.open for outcome in others))) if others else first
    )


def in_words(answer: object) -> str:
    """An answer as an outcome names it; of a list all its options, with a plus between."""
    options: frozenset[str] | None = getattr(answer, "options", None)
    if options is not None:
        return "+".join(sorted(options)) or "none"
    number = f"{answer:g}" if isinstance(answer, float) else str(answer)
    return yes_or_no(answer) if isinstance(answer, bool) else number


def reasons_of(outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    """The answers behind all of them, each once."""
    return tuple(dict.fromkeys(pair for outcome in outcomes for pair in outcome.because))
