"""Law 6 in use: what a plan refused and was done all the same is logged, named and counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
import time_machine

from person import Someone
from skinroutine.rulebook import MILDEST_REFUSAL, VERDICTS
from typed import HEALTHY, flags

NOW: Final = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


class Story(NamedTuple):
    """What was done, what of it was against the rules, and whether during a hold and too early as well."""

    treatment: str
    within: Mapping[str, str]
    against: Mapping[str, str]
    held: bool = False
    early: bool = False

    @property
    def done(self) -> dict[str, str]:
        """The answers to a plan of what was done."""
        told = {"last_reaction": "expected"} if self.early else {}
        return {**HEALTHY, **self.within, **self.against, **told}


CLEAN: Final = {"products_during": "none", "numbing_cream": "none"}
NEEDLE: Final = {"device_kind": "roller", "needle_mm": "0.25", **CLEAN}
TIP: Final = {"device_kind": "diamond_tip", "suction": "lowest", **CLEAN}
STORIES: Final = [
    Story("microneedling", NEEDLE, {"areas": "eyelids"}),
    Story("microneedling", NEEDLE, {"device_kind": "pen", "needle_mm": "1.5"}, held=True),
    Story("microneedling", NEEDLE, {"products_during": "vitamin_c"}, early=True),
    Story("microneedling", NEEDLE, {"device_kind": "stamp", "numbing_cream": "stronger"}),
    Story("microneedling", NEEDLE, {"device_kind": "radiofrequency"}, held=True, early=True),
    Story("microneedling", NEEDLE, {"areas": "lips,scalp", "needle_mm": "0.3"}, early=True),
    Story("microdermabrasion", TIP, {"areas": "under_eyes"}, early=True),
    Story("microdermabrasion", TIP, {"products_during": "acid"}),
    Story("microdermabrasion", TIP, {"device_kind": "medical_grade"}, held=True),
]
LOGGED: Final = ("areas", "device_kind", "needle_mm", "suction", "products_during", "numbing_cream")


@pytest.mark.parametrize("story", STORIES, ids=lambda story: "+".join(story.against.values()))
def test_log_names_what_plan_would_have_refused_and_counts_it(
    tmp_path: Path, clock: time_machine.Traveller, story: Story
) -> None:
    past = lived(Someone(tmp_path / "past", clock), story)
    fine = lived(Someone(tmp_path / "fine", clock), story._replace(against={}))
    assert past.refused
    assert past.refused <= past.limits
    assert VERDICTS.index(past.tomorrow["verdict"]) >= VERDICTS.index(fine.tomorrow["verdict"])
    assert past.following >= fine.following


class Lived(NamedTuple):
    """What a plan refused, what log was told to be past, the next date, and the plan of tomorrow."""

    refused: set[str]
    limits: set[str]
    following: str
    tomorrow: Any


def lived(person: Someone, story: Story) -> Lived:
    """A session that is planned, done all the same and logged; the next day another one is planned."""
    person.go_to(NOW)
    session = {name: value for name, value in story.done.items() if name in LOGGED}
    if story.early:
        person.types("log", story.treatment, *flags(session), "--at", "3 days ago")
    if story.held:
        person.types("hold", "add", "--why", "A doctor told me to stop.")
    plan = person.json("plan", story.treatment, *flags(story.done))
    logged = person.json("log", story.treatment, *flags(session))
    person.later(days=1)
    again = {**story.done, **story.within, "last_reaction": "expected"}
    return Lived(
        {one["id"] for one in plan["reasons"] if VERDICTS.index(one["verdict"]) >= MILDEST_REFUSAL},
        {one["id"] for one in logged["past_limits"]},
        logged["next_earliest"],
        person.json("plan", story.treatment, *flags(again)),
    )
