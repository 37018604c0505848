"""What the program does not keep yet of law 1 over weeks: an entry goes once the lives of its name pass."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from closed_list import TYPED, Act, Cause, Entry, Result

LISTS: Final = ("conditions", "medicines", "recent_procedures", "risk_factors")


def _rests_on_a_list(cause: Cause, _act: Act, _before: Result) -> bool:
    return any(cause.rests_on(name) for name in LISTS)


NOT_KEPT: Final[Sequence[Entry]] = (
    Entry(
        "a list that is given anew takes away what is remembered",
        frozenset({TYPED, "fact", "interview"}),
        _rests_on_a_list,
    ),
)
