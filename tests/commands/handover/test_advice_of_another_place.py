"""What a check advised where the person lived then, on a page that leaves things out."""

from __future__ import annotations

from shipped import LIBRARY
from skinroutine.commands.handover.results import steps_anywhere


def test_what_a_level_asked_for_elsewhere_is_known_as_its_own() -> None:
    steps = steps_anywhere(LIBRARY, 4)
    assert {
        "Call 112, 911 or 999 now.",
        "Call 999 now. In another country, call 112, 911 or 999.",
        "Call 911 now. In another country, call 112, 911 or 999.",
    } <= steps
