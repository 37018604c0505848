"""Law 6: what was done against the rules is named by the same rules, and never counts for less."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from shipped import LIBRARY, TREATMENTS, planning
from skinroutine.conditions import Answer, Chosen
from skinroutine.decide.limits import SessionAsDone, crossing_of
from skinroutine.decide.schedule import following
from skinroutine.memory.sessions import Past
from skinroutine.model import MILDEST_REFUSAL, VERDICTS
from skinroutine.rulebook import Book
from someone import Someone
from typed import HEALTHY, flags

NOW: Final = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
DONE: Final[Mapping[str, list[Answer]]] = {
    "needle_mm": [0.3, 0.31, 1.0],
    "suction": ["lowest", "high"],
    "products_during": [Chosen(frozenset(one)) for one in ((), ("vitamin_c", "acid"))],
    "numbing_cream": ["none", "up_to_4_percent", "stronger"],
}


def done(treatment: str) -> Iterator[dict[str, Answer]]:
    """Everything that may have been done: each device with each setting, area, product and cream."""
    questions = {one.id: one for one in Book(LIBRARY, treatment).questions("log")}
    asked = {name: values for name, values in DONE.items() if name in questions}
    asked["device_kind"] = list(questions["device_kind"].options)
    asked["areas"] = [Chosen(frozenset({area})) for area in questions["areas"].options]
    for values in product(*asked.values()):
        yield dict(zip(asked, values, strict=True))


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_whatever_was_done_each_rule_against_it_is_a_limit_that_has_signs(treatment: str) -> None:
    plan = planning(treatment)
    for answers in done(treatment):
        reasons = plan.judge(answers).reasons
        found = crossing_of(SessionAsDone(plan.book, answers, NOW), reasons, (), ())
        against = {one.id for one in reasons if one.weight >= MILDEST_REFUSAL}
        assert {one.id for one in found.limits} == against
        assert all(found.watches_of(one) for one in found.limits)


ONE: Final = st.tuples(st.integers(0, 60), st.sampled_from([0.25, 0.5, 1.5]), st.booleans())
Done = tuple[int, float, bool]
"""A session so many days ago, with that needle, past a limit or within all."""
LAST: Final[Done] = (0, 0.25, False)


@given(st.sampled_from(TREATMENTS), st.lists(ONE, max_size=9), ONE)
def test_one_more_session_or_one_more_limit_never_makes_the_next_date_earlier(
    treatment: str, sessions: list[Done], more: Done
) -> None:
    first = next_date(treatment, [*sessions, LAST])
    assert next_date(treatment, [*sessions, LAST, more]) >= first
    assert next_date(treatment, [(day, mm, True) for day, mm, _ in [*sessions, LAST]]) >= first


def next_date(treatment: str, sessions: list[Done]) -> date:
    """The next date after these sessions."""
    book = Book(LIBRARY, treatment)
    strictest = len(VERDICTS) - 1
    pasts = [
        Past(treatment, "cheeks", NOW - timedelta(days=day), {"needle_mm": mm}, "", strictest * past)
        for day, mm, past in sessions
    ]
    found = following(treatment, book.intervals, pasts, book.guards, NOW)
    assert found is not None
    return found.earliest


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
