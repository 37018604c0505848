"""Heads at their limit: when ``plan`` refuses one, when it does not, and how it says why."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
import yaml
from hypothesis import given
from hypothesis import strategies as st

from conftest import NOW, Run
from heads_typed import BLUE, add, listed, planned, worn_out
from shipped import LIBRARY
from skinroutine.decide.head_wear import limits, still_to_tell, wear_reasons
from skinroutine.memory.heads import Head
from skinroutine.rulebook import VERDICTS
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import NOT_SURE, Answer
from typed import RESTED, needled, needling

DAY = 86400
BOOK = Book(LIBRARY, "microneedling")


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London, a Friday."""


def test_the_ninth_session_with_a_head_is_refused_once_eight_were_logged(run: Run) -> None:
    add(run, *BLUE)
    for _ in range(7):
        run(*needled(), "--at", "10 days ago", "--again")
    assert planned(run)["verdict"] == "go"
    run(*needled(), "--at", "10 days ago", "--again")
    assert planned(run)["reasons"][0]["because"] == ["head=blue roller, 8 uses"]


def test_a_plan_refuses_a_head_at_its_limit_with_the_spread_of_advice(run: Run) -> None:
    worn_out(run)
    told = planned(run)
    (reason,) = told["reasons"]
    assert (told["verdict"], reason["id"]) == ("no", "mn-head-uses")
    assert reason["because"] == ["head=blue roller, 8 uses"]
    assert reason["until"] == "you take a new head"
    assert reason["why"].startswith("No session with blue roller, as it has had 8 uses.")
    assert "Advice runs from 8 to 15 uses" in reason["why"]
    assert "facefirma" in reason["sources"]


def test_a_plan_with_a_use_left_goes_ahead(run: Run) -> None:
    worn_out(run, times=7)
    assert planned(run)["verdict"] == "go"


@pytest.mark.parametrize("changes", [{"needle_mm": "0.2"}, {"device_kind": "stamp"}])
def test_a_used_up_head_does_not_block_another_kind_or_length(run: Run, changes: dict[str, str]) -> None:
    worn_out(run)
    assert planned(run, **changes)["verdict"] == "go"


def test_a_used_up_head_does_not_block_another_treatment(run: Run) -> None:
    worn_out(run)
    ids = [one["id"] for one in planned(run, device_kind="pen")["reasons"]]
    assert "mn-head-uses" not in ids


def test_a_length_that_the_person_is_not_sure_of_could_be_the_used_up_head(run: Run) -> None:
    worn_out(run)
    assert "mn-head-uses" in [one["id"] for one in planned(run, needle_mm="not_sure")["reasons"]]


def test_a_retired_head_no_longer_blocks(run: Run) -> None:
    worn_out(run)
    run("device", "retire", "blue roller", "--why", "worn")
    assert planned(run)["verdict"] == "go"


def test_a_new_head_takes_the_place_of_a_used_up_one(run: Run) -> None:
    worn_out(run)
    add(run, "--kind", "roller", "--needle", "0.25", "--name", "red")
    assert planned(run)["verdict"] == "go"


def test_undoing_the_last_session_lifts_the_block(run: Run) -> None:
    worn_out(run)
    run("undo")
    assert planned(run, **RESTED)["verdict"] == "go"


def test_a_head_that_has_been_open_for_90_days_is_refused(run: Run, clock: time_machine.Traveller) -> None:
    add(run, *BLUE[:-4], "--opened", "2026-08-23", "--name", "old")
    assert planned(run, **RESTED)["verdict"] == "go"
    clock.shift(DAY)
    told = planned(run, **RESTED)
    assert [one["id"] for one in told["reasons"]] == ["mn-head-age"]
    assert told["reasons"][0]["because"] == ["head=old, opened 2026-08-23"]


@pytest.mark.parametrize(
    "kind", [["--kind", "pen"], ["--kind", "roller", "--single-use"]], ids=["pen", "roller"]
)
def test_a_single_use_head_that_was_used_once_is_refused(run: Run, kind: list[str]) -> None:
    add(run, *kind, "--needle", "0.25", "--name", "one")
    assert planned(run, device_kind=kind[1])["verdict"] in {"go", "caution"}
    run(*needled(device_kind=kind[1]), "--at", "2026-11-20")
    told = planned(run, device_kind=kind[1])
    assert told["verdict"] == "no"
    assert told["reasons"][0]["because"] == ["head=one, 1 use"]


def test_a_head_that_may_be_for_one_use_counts_as_one(run: Run) -> None:
    add(run, "--kind", "roller", "--needle", "0.25", "--set", "head_single_use=not_sure")
    assert [head["most_uses"] for head in listed(run)] == [1]


def test_an_interview_that_has_yet_to_tell_the_length_asks_for_it(run: Run) -> None:
    worn_out(run)
    typed = needling(areas="nose")
    at = typed.index("needle_mm=0.25")
    ran = run("plan", *typed[: at - 1], *typed[at + 1 :])
    assert (ran.status, "needle_mm" in ran.err) == (2, True)


def test_why_tells_the_rule_behind_a_used_up_head_and_where_sources_differ(run: Run) -> None:
    worn_out(run)
    planned(run)
    out = " ".join(run("why").out.split())
    assert "It counts because of: head=blue roller, 8 uses" in out
    assert "Sources differ: Advice runs from 8 to 15 uses" in out


def test_status_and_the_list_show_the_uses_and_say_when_a_head_is_worn(run: Run) -> None:
    worn_out(run, times=7)
    assert "  - blue roller: 7 of 8 uses, day 19 of 90\n" in run("status").out
    assert "blue roller (microneedling, roller, 0.25 mm): 7 of 8 uses" in run("device").out
    run(*needled())
    assert "blue roller: 8 of 8 uses, day 19 of 90. Worn out: take a new one.\n" in run("status").out
    assert "Worn out: Throw this head away after 8 uses." in run("device", "list").out
    told: Any = run("status", "--json").json["heads"]
    assert [(one["uses"], one["most_uses"], one["worn"]) for one in told] == [(8, 8, True)]


def test_logging_the_last_use_says_to_take_a_new_head_and_is_never_refused(run: Run) -> None:
    worn_out(run)
    ran = run(*needled())
    assert ran.status == 0
    assert "head: blue roller, 9 of 8 uses" in ran.out
    assert "blue roller is worn out now. Take a new one for the next session.\n" in ran.out


@pytest.mark.parametrize(("uses_allowed", "most"), [(20, 8), (3, 3)])
def test_an_own_rule_can_shorten_the_life_of_a_head_and_never_lengthen_it(
    run: Run, tmp_path: Path, uses_allowed: int, most: int
) -> None:
    life = {"id": "own-life", "uses": uses_allowed, "say": "Throw it away.", "sources": ["judgement"]}
    own = tmp_path / "own" / "microneedling" / "heads.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(yaml.safe_dump([life]), encoding="utf-8")
    add(run, *BLUE)
    assert [one["most_uses"] for one in listed(run, "--rules", str(tmp_path / "own"))] == [most]


def head(**changes: Any) -> Head:
    known: dict[str, Any] = {
        "id": "a", "name": "a", "treatment": "microneedling", "kind": "roller", "needle_mm": 0.25,
        "opened": date(2026, 11, 1), "single_use": False, "certified": None, "before": None,
        "most_uses": None, "most_days": None, "added": datetime(2026, 11, 1, tzinfo=UTC),
    }  # fmt: skip
    return Head(**{**known, **changes})


@pytest.mark.parametrize(
    ("life", "worn", "good"),
    [
        ("head-single-use", {"single_use": True, "uses": 1}, {"single_use": False, "uses": 1}),
        ("head-single-use", {"single_use": "not_sure", "uses": 1}, {"single_use": None, "uses": 1}),
        ("mn-head-cartridge", {"kind": "pen", "uses": 1}, {"kind": "pen", "uses": 0}),
        ("mn-head-long-needles", {"needle_mm": 0.5, "uses": 1}, {"needle_mm": 0.3, "uses": 1}),
        ("mn-head-uses", {"kind": "stamp", "uses": 8}, {"kind": "stamp", "uses": 7}),
        ("mn-head-age", {"opened": date(2026, 8, 22)}, {"opened": date(2026, 8, 23)}),
    ],
)
def test_a_life_of_a_head_ends_at_its_limit_and_not_before(
    life: str, worn: dict[str, Any], good: dict[str, Any]
) -> None:
    assert [one.id for one in limits(head(**worn), BOOK.lives, NOW.date()).reached] == [life]
    assert limits(head(**good), BOOK.lives, NOW.date()).reached == ()


def test_every_life_of_a_head_is_tried() -> None:
    assert {one.id for one in BOOK.lives} == {
        "head-single-use", "mn-head-cartridge", "mn-head-long-needles", "mn-head-uses", "mn-head-age",
    }  # fmt: skip


HEADS = st.builds(
    head,
    uses=st.integers(0, 40),
    opened=st.dates(date(2026, 4, 1), NOW.date()),
    kind=st.sampled_from(["roller", "stamp", "pen"]),
    needle_mm=st.sampled_from([0.2, 0.25, 0.5, 1.5, None]),
    single_use=st.sampled_from([True, False, "not_sure", None]),
)


@given(before=HEADS, more=st.integers(0, 40), days=st.integers(0, 200))
def test_more_uses_and_more_days_never_make_a_worn_head_good_again(
    before: Head, more: int, days: int
) -> None:
    after = before._replace(uses=before.uses + more)
    reached = {one.id for one in limits(before, BOOK.lives, NOW.date()).reached}
    later = limits(after, BOOK.lives, NOW.date() + timedelta(days=days)).reached
    assert reached <= {one.id for one in later}


@given(
    uses=st.integers(0, 20),
    answers=st.fixed_dictionaries(
        {},
        optional={
            "device_kind": st.sampled_from(["roller", "stamp", "pen"]),
            "needle_mm": st.sampled_from([0.2, 0.25, 0.3, NOT_SURE]),
        },
    ),
)
def test_a_reason_is_given_just_when_the_answers_name_that_head_and_it_is_done(
    uses: int, answers: dict[str, Answer]
) -> None:
    worn = head(uses=uses)
    found = wear_reasons([worn], BOOK.lives, "microneedling", answers, NOW)
    named = answers.get("device_kind") == "roller" and answers.get("needle_mm") in {0.25, NOT_SURE}
    assert [one.id for one in found] == (["mn-head-uses"] if named and uses >= 8 else [])
    assert all(VERDICTS[one.weight] == "no" for one in found)
    waiting = answers.get("device_kind") == "roller" and "needle_mm" not in answers
    assert still_to_tell([worn], "microneedling", answers) == (frozenset({"needle_mm"}) if waiting else set())
