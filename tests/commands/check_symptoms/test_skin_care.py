"""How to care for the skin meanwhile: the aftercare of that hour goes before the words of the level."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import Run
from typed import flags

CREAM = "Use a plain cream and nothing else."
GEL = "Keep to your aftercare for all else: use only lukewarm water and a bland gel on the skin."
SCALP = "(scalp): leave minoxidil off the scalp, and use only lukewarm water there on the first day."

pytestmark = pytest.mark.usefixtures("home", "clock")


def actions(run: Run, hours: str, areas: str = "cheeks") -> list[str]:
    told = {"needle_mm": "0.25", "risk_factors": "none", "symptoms": "acne_flare", "areas": areas}
    mild = {"hours_since_session": hours, "symptoms.acne_flare.severity": "mild"}
    found: Any = run("check-symptoms", "microneedling", "--json", *flags({**told, **mild})).json
    return list(found["actions"])


@pytest.mark.parametrize(("hours", "said", "unsaid"), [("23", GEL, CREAM), ("24", CREAM, GEL)])
def test_what_the_aftercare_leaves_no_room_for_is_said_when_it_is_over(
    run: Run, hours: str, said: str, unsaid: str
) -> None:
    told = actions(run, hours)
    assert (said in told, unsaid in told) == (True, False)
    assert told[-1] == "Take a photo today, so that you can compare."


def test_where_nobody_knows_when_the_session_was_the_aftercare_may_be_in_force(run: Run) -> None:
    assert GEL in actions(run, "not_sure")


def test_each_of_several_areas_has_its_own_aftercare(run: Run) -> None:
    told = [step for step in actions(run, "2", areas="cheeks,scalp") if "aftercare" in step]
    assert (len(told), told[-1].endswith(SCALP)) == (2, True)


def test_what_one_area_leaves_no_room_for_stays_said_for_the_others(run: Run) -> None:
    told = actions(run, "30", areas="cheeks,scalp")
    assert (CREAM in told, any(step.endswith(SCALP) for step in told)) == (True, True)
    assert CREAM not in actions(run, "30", areas="scalp")
