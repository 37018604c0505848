"""A correction lowers only what its record raised: it says so, and it stays on the hand-over."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine

from conftest import Run
from typed import needled, needling, symptoms

BELLY = needled(areas="abdomen", needle_mm="1.5")
TOO_LONG = "no longer past a limit: Do not use needles longer than 0.3 mm at home."


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London, a Friday."""


def told(run: Run, *arguments: str) -> Any:
    return run(*arguments, "--json").json


def removed(run: Run, *arguments: str) -> list[list[str]]:
    """The limits of each session that the hand-over names as removed."""
    listed = told(run, "handover", *arguments)["removed_sessions"]
    return [[limit["id"] for limit in one["corrected_limits"]] for one in listed]


# ---------------------------------------------------------------- a session that is taken out


def test_a_session_past_a_limit_that_is_removed_stays_on_the_hand_over(run: Run) -> None:
    entry = told(run, *BELLY)["stored"]["id"]
    assert TOO_LONG in run("history", "remove", entry).out
    assert removed(run) == [["mn-needle-too-long"]]
    page = " ".join(run("handover", "--format", "text").out.split())
    first = "First logged as past a limit, then removed."
    assert f"20 Nov 2026, 10:00 Removed, microneedling, belly: {first}" in page


def test_undo_says_which_limit_no_longer_counts_and_redo_counts_it_again(run: Run) -> None:
    run(*BELLY)
    undone = told(run, "undo")
    assert (undone["no_longer_past"], removed(run)) == (["mn-needle-too-long"], [["mn-needle-too-long"]])
    assert (told(run, "redo")["no_longer_past"], removed(run)) == ([], [])
    assert TOO_LONG in run("undo").out
    assert removed(run) == [["mn-needle-too-long"]]


def test_a_session_that_was_corrected_and_then_removed_is_named_once(run: Run) -> None:
    entry = told(run, *needled(needle_mm="1.5", products_during="oil"))["stored"]["id"]
    entry = told(run, "history", "edit", entry, "--needle", "0.25")["stored"]["id"]
    run("history", "remove", entry)
    assert [sorted(limits) for limits in removed(run)] == [["mn-needle-too-long", "mn-product-on-skin"]]


def test_taking_a_correction_back_lowers_nothing(run: Run) -> None:
    entry = told(run, *BELLY)["stored"]["id"]
    run("history", "edit", entry, "--needle", "0.25")
    assert told(run, "undo")["no_longer_past"] == []
    assert removed(run) == []


def test_a_session_within_limits_is_removed_without_a_trace_on_the_hand_over(run: Run) -> None:
    entry = told(run, *needled())["stored"]["id"]
    run(*needled(areas="nose"))
    assert told(run, "history", "remove", entry)["no_longer_past"] == []
    assert removed(run) == []


def test_what_the_person_leaves_out_is_left_out_of_a_removed_session_too(run: Run) -> None:
    run("profile", "set", "conditions=pregnancy")
    run(*needled())
    run("undo")
    assert removed(run, "--redact", "conditions") == [[]]
    assert "pregnan" not in run("handover", "--redact", "conditions", "--format", "text").out


# ---------------------------------------------------------------- one date on a screen


def test_a_plan_that_may_go_ahead_names_no_day_before_which_it_may_not(run: Run) -> None:
    run(*needled(products_during="oil", reaction="expected"))
    plan = run("plan", *needling(areas="chin")).out
    assert "You may go ahead" in plan
    assert "Until Fri 27 Nov." in " ".join(plan.split())
    assert "Not before" not in plan
    assert "cannot change" not in plan


def test_a_session_of_a_row_names_one_day_until_which_the_skin_should_have_rested(run: Run) -> None:
    for day in (3, 2, 1):
        run(*needled(reaction="expected"), "--at", f"{day} days ago")
    out = run(*needled(reaction="expected")).out
    assert "This came too early: the skin should have rested until Tue 8 Dec." in out
    assert "Leave a full week between two sessions.\n" in out
    assert "ran until" not in out


def test_a_hold_of_the_past_names_no_day_until_which_it_would_have_run(run: Run) -> None:
    run("hold", "add", "--why", "A doctor told me to stop.", "--days", "14")
    out = " ".join(run(*needled()).out.split())
    assert "paused until this was sorted out: A doctor told me to stop." in out
    assert "That ran until" not in out
    assert "Not before" not in out


def test_taking_back_a_look_that_ended_no_alarm_says_that_the_pause_goes_on_and_nothing_else(
    run: Run,
) -> None:
    run(*symptoms(symptoms="mouth_throat_swelling"))
    run("hold", "end", "--how", "seen")
    out = run("undo").out
    assert "Your sessions are still paused." in out
    assert "over again" not in out


def test_the_hand_over_names_an_alarm_that_was_only_seen_as_not_cleared(run: Run) -> None:
    run(*symptoms(symptoms="mouth_throat_swelling"))
    run("hold", "end", "--how", "seen")
    page = " ".join(run("handover", "--format", "text").out.split())
    assert "Not cleared by an allergy specialist yet, since 20 Nov 2026 (just now)." in page
    assert "Sessions are paused" not in page
    run("hold", "end", "--how", "cleared", "--by", "allergy_specialist")
    assert "Not cleared" not in run("handover", "--format", "text").out


def test_a_session_during_an_alarm_is_not_told_that_ending_the_hold_is_enough(run: Run) -> None:
    run(*symptoms(symptoms="mouth_throat_swelling"))
    out = run(*needled()).out
    assert "No session while you're paused. See how it ends: skinroutine hold\n" in out


def test_a_plan_never_claims_what_the_person_was_not_sure_of(run: Run) -> None:
    run(*needled(needle_mm="not_sure"))
    out = " ".join(run("plan", *needling(areas="chin", last_reaction="expected")).out.split())
    assert "On Fri 20 Nov you may have gone past a limit: Do not use needles" in out
