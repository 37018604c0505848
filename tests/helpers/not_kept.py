"""What the program does not keep yet of law 1 over weeks: an entry goes once the lives of its name pass."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from closed_list import SEEN, TYPED, Act, Cause, Entry, Result, is_ended

LISTS: Final = ("conditions", "medicines", "recent_procedures", "risk_factors")


def _rests_on_a_list(cause: Cause, _act: Act, _before: Result) -> bool:
    return any(cause.rests_on(name) for name in LISTS)


def _rests_on_a_reaction(cause: Cause, _act: Act, _before: Result) -> bool:
    return cause.rests_on("last_reaction")


NOT_KEPT: Final[Sequence[Entry]] = (
    Entry("what a check found is forgotten with its hold", SEEN, is_ended),
    Entry(
        "a list that is given anew takes away what is remembered",
        frozenset({TYPED, "fact", "interview"}),
        _rests_on_a_list,
    ),
    Entry(
        "a milder reaction to a later session takes away a severe one",
        frozenset({"log", "import"}),
        _rests_on_a_reaction,
    ),
)
