"""A plan of several areas that refuses: what it is about, and which areas are free."""

from __future__ import annotations

from collections.abc import Mapping

from skinroutine.decide.verdict import Verdict
from skinroutine.rulebook import Reason


def free_areas(by_area: Mapping[str, Verdict]) -> list[str]:
    """The areas that a session today may treat, where it may not treat them all."""
    return [area for area, verdict in by_area.items() if verdict.allowed]


def areas_of(reason: Reason, by_area: Mapping[str, Verdict]) -> list[str]:
    """The areas that a reason is about, where it is not about all of them."""
    found = [
        area
        for area, verdict in by_area.items()
        if any(each.id == reason.id and each.weight >= reason.weight for each in verdict.reasons)
    ]
    return found if len(found) < len(by_area) else []
