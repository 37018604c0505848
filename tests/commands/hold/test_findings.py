"""What a check found and has an end of its own: a scar that a skin doctor clears, a colour that may heal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import time_machine

from conftest import Run
from typed import needled, needling, refused, symptoms

DAY = 86400
SCAR = symptoms(symptoms="raised_scar")
DARKER = symptoms(symptoms="darkening")
GENERAL = """- id: own-urgent
  finding: A sign that could not wait
  left_at_level: 3
  verdict: wait
  ends: {cleared_by: doctor}
  say: Wait for a doctor, as you had a sign that could not wait on {when}.
  sources: [judgement]
"""


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def planned(run: Run) -> tuple[str, list[str]]:
    """The verdict and the reasons of a plan for skin that was never treated."""
    told: Any = run("plan", *needling(areas="legs"), "--json").json
    return told["verdict"], [reason["id"] for reason in told["reasons"]]


def test_a_scar_outlasts_its_hold_with_the_verdict_that_it_is_written_with(
    run: Run, clock: time_machine.Traveller
) -> None:
    run(*SCAR)
    run("hold", "end", "--how", "seen")
    clock.shift(900 * DAY)
    verdict, reasons = planned(run)
    assert (verdict, "found-scar" in reasons) == ("professional-first", True)


def test_a_plan_says_from_which_check_a_finding_is_and_what_to_paste(run: Run) -> None:
    run(*SCAR)
    run("hold", "end", "--how", "seen")
    out = " ".join(run("plan", *needling(areas="legs")).out.split())
    assert "as you had a new scar or rows of marks on Fri 20 Nov 2026." in out
    assert "record it: skinroutine hold end --how cleared --by skin_doctor" in out


def test_why_and_the_hand_over_show_a_finding(run: Run) -> None:
    run(*SCAR)
    run("hold", "end", "--how", "seen")
    run("plan", *needling(areas="legs"))
    assert "found-scar\n" in run("why").out
    page = run("handover", "--format", "text").out
    assert "Not cleared by a skin doctor yet, since 20 Nov 2026 (just now)." in page


def test_what_still_pauses_sessions_is_never_called_over(run: Run) -> None:
    run(*SCAR)
    out = run("hold", "end", "--how", "seen").out
    assert out.startswith("Noted: A professional has seen it. Sessions stay paused for this:\n")
    assert "is over" not in out


def test_the_skin_doctor_ends_the_hold_and_the_finding_at_once(run: Run) -> None:
    run(*SCAR)
    assert run("hold", "end", "--how", "cleared", "--by", "skin_doctor").out.startswith("Ended: ")
    assert planned(run)[0] == "caution"


def test_a_colour_can_be_said_to_have_healed_from_the_day_that_is_shown(
    run: Run, clock: time_machine.Traveller
) -> None:
    run(*DARKER)
    run("hold", "end", "--how", "seen")
    assert "Once it has healed, from Fri 18 Dec:" in run("hold").out
    clock.shift(27 * DAY)
    refused(run("hold", "end", "--how", "healed"), 2, "This can end as healed from Fri 18 Dec.")
    clock.shift(DAY)
    assert run("hold", "end", "found-lasting-colour", "--how", "healed").status == 0
    assert planned(run)[0] == "caution"


def test_a_colour_that_is_found_again_counts_again(run: Run, clock: time_machine.Traveller) -> None:
    for _ in range(2):
        run(*DARKER)
        run("hold", "end", "--how", "seen")
        assert "found-lasting-colour" in planned(run)[1]
        clock.shift(28 * DAY)
        run("hold", "end", "--how", "healed")
        assert "found-lasting-colour" not in planned(run)[1]
        clock.shift(DAY)


def test_two_findings_of_one_check_end_each_by_its_own_way(run: Run, clock: time_machine.Traveller) -> None:
    run(*symptoms(symptoms="raised_scar,darkening"))
    run("hold", "end", "--how", "seen")
    clock.shift(40 * DAY)
    run("hold", "end", "found-lasting-colour", "--how", "healed")
    assert planned(run) == ("professional-first", ["found-scar", "mn-first-session"])
    run("hold", "end", "found-scar", "--how", "cleared", "--by", "skin_doctor")
    assert planned(run)[0] == "caution"


def test_a_sign_that_nothing_names_leaves_what_is_written_for_its_level(run: Run, home: Path) -> None:
    (home / "rules" / "common").mkdir(parents=True)
    (home / "rules" / "common" / "findings.yaml").write_text(GENERAL)
    run(*symptoms(symptoms="seizure"))
    run("hold", "end", "--how", "seen")
    assert planned(run)[0] == "wait"
    run("hold", "end", "--how", "cleared", "--by", "doctor")
    assert planned(run)[0] == "caution"


def test_a_milder_reaction_of_a_newer_session_does_not_end_a_severe_one(
    run: Run, clock: time_machine.Traveller
) -> None:
    run(*needled(reaction="severe"), "--at", "2026-11-01 10:00")
    run(*needled(reaction="none"), "--at", "2026-11-05 10:00")
    run("hold", "end", "--how", "seen")
    clock.shift(30 * DAY)
    told: Any = run("plan", *needling(), "--json").json
    assert (told["verdict"], [one["id"] for one in told["reasons"]]) == ("caution", ["any-last-severe-over"])


def test_a_severe_reaction_counts_no_longer_than_its_question_says(
    run: Run, clock: time_machine.Traveller
) -> None:
    run(*needled(reaction="severe"), "--at", "2026-11-01 10:00")
    run("hold", "end", "--how", "seen")
    clock.shift(150 * DAY)
    run(*needled(reaction="none"))
    clock.shift(7 * DAY)
    assert run("plan", *needling(), "--json").json["verdict"] == "caution"
    clock.shift(7 * DAY)
    assert run("plan", *needling(), "--json").json["verdict"] == "go"
