"""Law 1: what a check found counts until its own end, however its hold ended and however long ago it was."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from skinroutine.decide.dates import derive
from skinroutine.decide.plan import PlanDecision
from skinroutine.history import Draft, History
from skinroutine.history.events import (
    SELF,
    ClearanceRecord,
    HoldRecord,
    ReleaseRecord,
    payload_of,
)
from skinroutine.rulebook import VERDICTS, LastingFinding
from skinroutine.rulebook.book import Book
from todays_rules import LIBRARY, TREATMENTS, example, planning

pytestmark = pytest.mark.todays_rules

NOW: Final = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
LAPSES: Final = (1, 400)
URGENT: Final = 3


class Sign(NamedTuple):
    """A rule of check-symptoms, and a level at which it can hold."""

    rule: str
    level: int

    @property
    def left(self) -> list[LastingFinding]:
        """What it leaves by the rules as they are written."""
        named = [
            finding
            for finding in LIBRARY.findings.values()
            if self.rule in finding.left_by and finding.from_level <= self.level
        ]
        general = [finding for finding in LIBRARY.findings.values() if finding.left_at_level is not None]
        return named or [each for each in general if (each.left_at_level or 0) <= self.level]


def signs() -> Iterator[Sign]:
    rulings = [ruling for treatment in TREATMENTS for ruling in Book(LIBRARY, treatment).signs]
    weights = {(one.id, one.weight) for one in rulings}
    weights |= {(one.id, one.weight_if_not_sure) for one in rulings if one.weight_if_not_sure}
    return (Sign(*each) for each in sorted(weights))


LEAVING: Final = [sign for sign in signs() if sign.left]


def stricter(found: Iterable[LastingFinding]) -> int:
    return max((VERDICTS.index(finding.verdict) for finding in found), default=0)


class Home:
    """A history with one check that found a sign, and the hold that it set; or a copy of one."""

    def __init__(self, folder: Path, sign: Sign, like: Home | None = None) -> None:
        self.file = folder / f"{sign.rule}-{sign.level}.db"
        self.history = History(self.file, lambda: NOW)
        self.held: str
        if like:
            shutil.copy(like.file, self.file)
            self.held = like.held
            return
        found = {"id": sign.rule, "level": sign.level, "message": "It was bad.", "because": [], "sources": []}
        check = {"treatment": "", "answers": {}, "result": {"level": sign.level, "reasons": [found]}}
        self.held = self.write(
            Draft(payload_of("symptom-check", check)),
            Draft(HoldRecord(treatment="", rule=sign.rule, why="It was bad.", least_days=14)),
        )

    def write(self, *drafts: Draft) -> str:
        """Write them with the rules of today. Gives the id of the last one."""
        kept = self.history.write(list(drafts), lambda reader: derive(reader, LIBRARY, (), NOW))
        return next((event.id for event in kept if event.kind == "hold"), kept[-1].id)

    def weight(self, days: int, treatment: str) -> int:
        """What a typical person's plan comes to, so many days later."""
        book, when = planning(treatment).book, NOW + timedelta(days=days)
        plan = PlanDecision(book, when, self.history, self.history.holds())
        return plan.judge(example(treatment)).weight

    def weakest(self) -> int:
        return min(self.weight(days, treatment) for days in LAPSES for treatment in TREATMENTS)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> dict[Sign, Home]:
    """The homes as they are when the sign was found."""
    folder = tmp_path_factory.mktemp("begun")
    return {sign: Home(folder, sign) for sign in LEAVING}


def test_every_urgent_sign_leaves_something() -> None:
    assert [sign for sign in signs() if sign.level >= URGENT and not sign.left] == []


def test_every_finding_that_is_written_is_left_by_some_rule() -> None:
    left = {finding.id for sign in LEAVING for finding in sign.left}
    assert set(LIBRARY.findings) - left == set()


def test_every_finding_says_on_which_day_it_was_found() -> None:
    assert [finding.id for finding in LIBRARY.findings.values() if "{when}" not in finding.say] == []


@pytest.mark.proof
@pytest.mark.parametrize("how", ["seen", "healed", "error", "cleared"])
def test_no_end_of_the_hold_and_no_time_makes_a_plan_milder_than_what_was_found(
    tmp_path: Path, begun: dict[Sign, Home], how: str
) -> None:
    milder = []
    for sign in LEAVING:
        home = Home(tmp_path, sign, begun[sign])
        home.write(Draft(ReleaseRecord(hold=home.held, how=how)))
        if home.weakest() < stricter(sign.left):
            milder.append(sign)
    assert milder == []


@pytest.mark.proof
def test_the_word_of_each_professional_ends_what_waits_for_them_and_nothing_else(
    tmp_path: Path, begun: dict[Sign, Home]
) -> None:
    everybody = {finding.ends.cleared_by for finding in LIBRARY.findings.values()} - {""}
    milder = []
    for sign in LEAVING:
        home = Home(tmp_path, sign, begun[sign])
        home.write(Draft(ReleaseRecord(hold=home.held, how="seen")))
        theirs = {finding.ends.cleared_by for finding in sign.left}
        for other in sorted(everybody - theirs):
            home.write(Draft(ClearanceRecord(who=other, rule=sign.rule)))
        if not all(finding.ends.healed for finding in sign.left):
            home.write(Draft(ClearanceRecord(who=SELF, rule=sign.rule)))
        if home.weakest() < stricter(sign.left):
            milder.append(sign)
        for finding in sign.left:
            who = finding.ends.cleared_by or SELF
            home.write(Draft(ClearanceRecord(who=who, rule=sign.rule, finding=finding.id)))
        assert home.history.holds() == []
    assert milder == []
