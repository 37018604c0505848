"""The wait after a test patch: shorter than after a session, never under a floor, and longer for the spot."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from skinroutine.decide.schedule import Schedule
from skinroutine.memory.sessions import Past
from skinroutine.rulebook import Interval, Span
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Picked, Within

EVENING = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
NEXT_DAY = EVENING + timedelta(days=1)


def span(number: float) -> Span:
    return Span(number * 24, f"{number:g} days")


def an_interval(name: str, **keys: object) -> Interval:
    return Interval(id=name, say=f"Leave time ({name}).", sources=("s",), **keys)  # type: ignore[arg-type]


def done(*, patch: bool, **answers: Answer) -> Past:
    return Past("mn", "cheeks", EVENING, answers, "mn cheeks=2026-11-20", patch=patch)


WEEKLY = an_interval("weekly", every=span(7), never_within=span(1))
AFTER_PATCH = an_interval("after-patch", every=span(2), after_patch=("weekly",), spot="Leave the spot out.")


def earliest(past: Past, *intervals: Interval, now: datetime = NEXT_DAY) -> date:
    found = Schedule("mn", intervals, {}, now).next_session([past])
    assert found is not None
    return found.earliest


def test_after_a_patch_its_own_gap_takes_the_place_of_the_usual_one() -> None:
    assert earliest(done(patch=True), WEEKLY, AFTER_PATCH) == date(2026, 11, 22)


def test_after_a_whole_session_the_usual_gap_stays() -> None:
    assert earliest(done(patch=False), WEEKLY, AFTER_PATCH) == date(2026, 11, 27)


def test_without_a_rule_about_patches_a_patch_counts_as_a_session() -> None:
    assert earliest(done(patch=True), WEEKLY) == date(2026, 11, 27)


def test_a_gap_that_is_not_named_stays_after_a_patch() -> None:
    long = an_interval("long-needles", every=span(28), when=Within("needle_mm", {"over": 0.3}))
    assert earliest(done(patch=True, needle_mm=1.0), WEEKLY, long, AFTER_PATCH) == date(2026, 12, 18)


SLOW = an_interval("slow", stretch=2, when=Picked("last_reaction", ["prolonged"]))


def test_a_patch_that_was_slow_to_calm_down_has_the_gap_of_a_whole_session_stretched() -> None:
    past = done(patch=True, last_reaction="prolonged")
    assert earliest(past, WEEKLY, SLOW, AFTER_PATCH) == date(2026, 12, 4)


def test_a_patch_of_which_nobody_knows_how_it_went_has_its_own_gap_stretched() -> None:
    past = done(patch=True, last_reaction=NOT_SURE)
    assert earliest(past, WEEKLY, SLOW, AFTER_PATCH) == date(2026, 11, 24)


def test_a_rule_of_a_persons_own_takes_the_place_of_no_shipped_one() -> None:
    own = replace(AFTER_PATCH, origin="my-rules")
    assert earliest(done(patch=True), WEEKLY, own) == date(2026, 11, 27)


@given(usual=st.integers(1, 40), floor=st.integers(1, 400), gap=st.integers(1, 40))
def test_no_gap_after_a_patch_is_shorter_than_the_floor_of_what_it_takes_the_place_of(
    usual: int, floor: int, gap: int
) -> None:
    weekly = an_interval("weekly", every=span(usual), never_within=Span(floor, f"{floor} hours"))
    patch = an_interval("after-patch", every=span(gap), after_patch=("weekly",))
    midnight = datetime.combine(earliest(done(patch=True), weekly, patch), datetime.min.time(), tzinfo=UTC)
    assert midnight >= EVENING + timedelta(hours=floor)


@pytest.mark.parametrize(("now", "until"), [(NEXT_DAY, ["2026-11-27"]), (EVENING + timedelta(days=7), [])])
def test_the_spot_keeps_the_gap_of_a_whole_session(now: datetime, until: list[str]) -> None:
    told = Schedule("mn", [WEEKLY, AFTER_PATCH], {}, now).spots([done(patch=True)])
    assert [(one.message, one.until) for one in told] == [("Leave the spot out.", day) for day in until]


def test_a_whole_session_leaves_no_spot() -> None:
    assert Schedule("mn", [WEEKLY, AFTER_PATCH], {}, NEXT_DAY).spots([done(patch=False)]) == []
