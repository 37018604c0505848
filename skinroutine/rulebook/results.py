"""What rules come to: rulings that can be weighed, and the reasons that held."""

from __future__ import annotations

from msgspec import Struct

from skinroutine.rulebook.basis import Until
from skinroutine.rulebook.conditions import Condition


class Ruling(Struct, frozen=True, kw_only=True):
    """A rule, or a part of a course, as something to weigh.

    ``weight`` is its place among the verdicts, or its level; ``weight_if_not_sure`` applies when only
    a "not sure" makes it hold, about one of the ``doubted`` questions if any are named. Of the rulings
    of one ``group`` only the strictest is told.
    """

    id: str
    when: Condition
    weight: int
    say: str
    sources: tuple[str, ...]
    group: str
    weight_if_not_sure: int | None = None
    doubted: frozenset[str] = frozenset()
    until: Until | None = None
    instead: str = ""
    why: str = ""
    do: tuple[str, ...] = ()
    hold: bool = False
    hold_days: int = 0
    disagreement: str = ""
    origin: str = ""


class Reason(Struct, frozen=True, kw_only=True):
    """A ruling that held, and the answers that made it hold, as ``question=answer``."""

    id: str
    weight: int
    message: str
    because: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    until: str = ""
    """The date (ISO) before which this reason cannot go away, or empty."""
    until_words: str = ""
    instead: str = ""
    why: str = ""
    do: tuple[str, ...] = ()
    disagreement: str = ""
    origin: str = ""
