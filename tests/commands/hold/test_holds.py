"""Holds: what sets one, what it blocks, and that nothing but ``hold end`` takes it away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import time_machine

from conftest import Run
from typed import abrasion, needled, needling, symptoms

LUMP = {"symptoms": "lump_nodule"}
MILD = {"symptoms__redness__severity": "mild", "symptoms__redness__trend": "improving"}


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def holds(run: Run) -> Any:
    return run("hold", "--json").json["holds"]


@pytest.mark.parametrize(
    ("story", "held"),
    [
        (MILD, False),
        ({"symptoms__redness__severity": "mild", "symptoms__redness__trend": "worsening"}, False),
        (LUMP, True),
        ({"symptoms__red_streaks__trend": "stable"}, True),
        ({"symptoms": "seizure"}, True),
    ],
)
def test_level_two_and_higher_sets_a_hold(run: Run, story: dict[str, str], held: bool) -> None:
    assert run(*symptoms(**story), "--json").json["hold"] is held
    assert bool(holds(run)) is held


@pytest.mark.parametrize(("reaction", "held"), [("expected", False), ("prolonged", False), ("severe", True)])
def test_a_reaction_logged_as_severe_sets_a_hold(run: Run, reaction: str, held: bool) -> None:
    assert run(*needled(), "--reaction", reaction, "--json").json["hold"] is held
    assert bool(holds(run)) is held


def test_a_plan_under_a_hold_says_no_with_the_reason(run: Run) -> None:
    run(*symptoms(**LUMP))
    told: Any = run("plan", *needling(), "--json").json
    assert told["verdict"] == "no"
    reason = next(reason for reason in told["reasons"] if reason["id"] == "hold")
    assert reason["verdict"] == "no"
    assert reason["because"] == [f"hold={holds(run)[0]['rule']}"]
    assert reason["sources"]
    out = run("plan", *needling()).out
    assert out.startswith("(x) NO: ")
    assert holds(run)[0]["why"] in " ".join(out.split())


def test_the_other_treatment_is_refused_under_a_hold_too(run: Run) -> None:
    run(*symptoms(**LUMP))
    assert run("plan", *abrasion(areas="neck"), "--json").json["verdict"] == "no"


def test_a_plan_under_a_hold_asks_only_what_is_needed_and_still_says_no(run: Run) -> None:
    run(*symptoms(**LUMP))
    told = run("plan", "microneedling", "--no-input", "--json").json
    assert told["verdict"] == "no"


@pytest.mark.parametrize("later", [MILD, {"symptoms": "none"}])
def test_no_milder_check_takes_a_hold_away(run: Run, later: dict[str, str]) -> None:
    run(*symptoms(**LUMP))
    assert run(*symptoms(**later), "--json").json["hold"] is True
    assert len(holds(run)) == 1
    assert run("plan", *needling(), "--json").json["verdict"] == "no"


def test_no_later_session_takes_a_hold_away(run: Run, clock: time_machine.Traveller) -> None:
    run(*needled(), "--reaction", "severe")
    clock.shift(40 * 86400)
    run(*needled(), "--reaction", "none")
    assert len(holds(run)) == 1
    assert run("plan", *needling(), "--json").json["verdict"] == "no"


def test_time_alone_ends_no_hold(run: Run, clock: time_machine.Traveller) -> None:
    run(*symptoms(**LUMP))
    clock.shift(400 * 86400)
    assert run("plan", *needling(), "--json").json["verdict"] == "no"


def test_no_answer_takes_a_hold_away(run: Run) -> None:
    run(*needled(), "--reaction", "severe")
    typed = needling(days_since_last_session="300", last_reaction="none")
    assert run("plan", *typed, "--json").json["verdict"] == "no"


@pytest.mark.parametrize("how", ["seen", "error"])
def test_a_hold_that_has_ended_no_longer_says_no(run: Run, how: str) -> None:
    run(*symptoms(**LUMP))
    assert run("hold", "end", "--how", how).status == 0
    assert holds(run) == []
    assert run("plan", *needling(), "--json").json["verdict"] == "caution"


def test_after_a_severe_reaction_has_ended_the_next_session_is_a_caution_after_a_double_rest(
    run: Run, clock: time_machine.Traveller
) -> None:
    run(*needled(), "--reaction", "severe")
    run("hold", "end", "--how", "seen")
    told = run("plan", *needling(), "--json").json
    assert (told["verdict"], told["until"]) == ("wait", "2026-12-04")
    clock.shift(15 * 86400)
    later: Any = run("plan", *needling(), "--json").json
    assert later["verdict"] == "caution"
    assert "any-last-severe-over" in {reason["id"] for reason in later["reasons"]}


def test_a_hold_needs_to_be_told_how_it_ended(run: Run) -> None:
    run(*symptoms(**LUMP))
    ran = run("hold", "end")
    assert (ran.status, ran.out) == (2, "")
    assert "How did it end?" in ran.err
    assert ran.err.endswith("\nSay how it ended: --how seen, --how error.\n")
    assert len(holds(run)) == 1


def test_how_a_hold_ended_can_be_told_at_the_prompt(run: Run) -> None:
    run(*symptoms(**LUMP))
    assert run("hold", "end", typed="quit\n").status == 130
    assert len(holds(run)) == 1
    ran = run("hold", "end", typed="1\n")
    assert (ran.status, holds(run)) == (0, [])
    assert "A professional has seen it." in ran.out


def test_an_unknown_ending_is_refused(run: Run) -> None:
    run(*symptoms(**LUMP))
    assert run("hold", "end", "--how", "bored").status == 2
    assert len(holds(run)) == 1


def test_where_no_hold_is_in_force_there_is_none_to_end(run: Run) -> None:
    ran = run("hold", "end", "--how", "healed")
    assert (ran.status, ran.err) == (2, "Your sessions aren't paused.\n")


def test_one_of_two_holds_is_ended_by_the_beginning_of_its_id(
    run: Run, clock: time_machine.Traveller
) -> None:
    run(*symptoms(**LUMP))
    clock.shift(3600)
    run(*symptoms(symptoms="seizure"))
    first, second = holds(run)
    assert run("hold", "end", first["id"], "--how", "seen").status == 0
    assert [hold["id"] for hold in holds(run)] == [second["id"]]
    assert run("plan", *needling(), "--json").json["verdict"] == "no"


def test_without_a_name_all_holds_end_or_none(run: Run, clock: time_machine.Traveller) -> None:
    run(*symptoms(**LUMP))
    clock.shift(3600)
    run(*symptoms(symptoms="seizure"))
    both = [hold["id"] for hold in holds(run)]
    assert run("hold", "end", "--how", "healed").status == 2
    assert [hold["id"] for hold in holds(run)] == both
    told: Any = run("hold", "end", "--how", "seen", "--json").json
    assert (sorted(told["ended"]), len(told["stored"]), holds(run)) == (sorted(both), 2, [])


def test_an_id_that_no_hold_has_ends_none(run: Run) -> None:
    run(*symptoms(**LUMP))
    ran = run("hold", "end", "nothing", "--how", "seen")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "Nothing that pauses sessions has the id nothing. List them with: skinroutine hold\n"
    assert len(holds(run)) == 1


def test_the_same_finding_twice_sets_one_hold(run: Run) -> None:
    run(*symptoms(**LUMP))
    run(*symptoms(**LUMP))
    assert len(holds(run)) == 1


def test_an_emergency_before_the_treatment_is_known_holds_every_treatment(run: Run) -> None:
    run("check-symptoms", typed="seizure\n")
    assert [hold["treatment"] for hold in holds(run)] == [None]
    assert run("hold").out.splitlines()[1].startswith("  - All treatments, set ")
    assert run("plan", *needling(), "--json").json["verdict"] == "no"
    assert run("plan", *abrasion(), "--json").json["verdict"] == "no"


def test_the_list_of_holds_says_since_when_and_why(run: Run, clock: time_machine.Traveller) -> None:
    assert run("hold").out.startswith("Your sessions aren't paused.\n")
    run(*symptoms(**LUMP))
    clock.shift(5 * 3600)
    out = run("hold").out
    assert out.startswith("Your sessions are paused until this is sorted out.\n")
    assert "  - Microneedling, set 5 h ago: " in out
    assert "skinroutine hold end --how seen\n" in out
    assert "skinroutine hold end --how error\n" in out


def test_a_hold_that_was_ended_is_told_in_the_same_words_as_it_was_asked(run: Run) -> None:
    run(*symptoms(**LUMP))
    out = run("hold", "end", "--how", "seen").out
    assert out.startswith("Ended: The hold on microneedling is over. A professional has seen it.\n")


@pytest.mark.parametrize("command", [["check-symptoms"], ["check-symptoms", "microneedling"]])
@pytest.mark.parametrize(("typed", "status"), [("quit\n", 130), ("", 2)])
def test_an_urgent_sign_sets_its_hold_even_when_the_person_stops_there(
    run: Run, command: list[str], typed: str, status: int
) -> None:
    ran = run(*command, typed=f"pain far worse\n{typed}")
    assert (ran.status, ran.out) == (status, "")
    assert "Nothing was decided" not in ran.err
    assert ran.err.endswith("Stopped. Please still do what it says above.\n") is (status == 130)
    assert [(hold["rule"], hold["least_days"]) for hold in holds(run)] == [("flag-severe-pain", 7)]
    assert run("plan", *needling(), "--json").json["verdict"] == "no"


def test_a_check_without_a_hold_writes_no_hold(run: Run, home: Path) -> None:
    run(*symptoms(**MILD))
    assert (home / "history.db").exists()
    assert holds(run) == []


def test_a_session_logged_under_a_hold_says_that_no_other_may_follow(run: Run) -> None:
    run(*symptoms(**LUMP))
    ran = run(*needled())
    assert "No session while you're paused. See how it ends: skinroutine hold\n" in ran.out
    assert "The next session may be on" not in ran.out


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("how", ["seen", "healed", "error"])
def test_beside_another_hold_each_command_that_is_shown_names_its_own(run: Run, how: str) -> None:
    run("hold", "add", "--why", "A sore on the chin.")
    run("hold", "add", "--why", "A sore on the nose.")
    shown = [line.strip() for line in run("hold").out.splitlines()]
    first, _ = [line.partition("skinroutine ")[2] for line in shown if line.endswith(f"--how {how}")]
    run(*first.split())
    left: Any = run("hold", "--json").json["holds"]
    assert len(left) == 1
    assert f"skinroutine hold end --how {how}\n" in run("hold").out


def test_one_word_as_the_reason_is_a_whole_sentence_on_every_screen(run: Run) -> None:
    assert "set just now: Doctor\n" in run("hold", "add", "--why", "doctor").out
    assert "sorted out. Doctor. It ends" in " ".join(run("plan", *needling()).out.split())
    assert "All treatments, since Fri 20 Nov: Doctor.\n" in run("status").out
    assert "All treatments: Doctor. From" in run("calendar").out
    assert "PAUSED: All treatments, doctor\n" in run("history").out
    assert "This no longer pauses your sessions: Doctor." in run("undo").out


def test_a_reason_of_the_rules_loses_its_stop_before_a_comma(run: Run) -> None:
    run(*symptoms(**LUMP))
    assert "even weeks later\n" in run("history").out
    run("hold", "end", "--how", "error")
    assert ".," not in run("history", "--all").out
