"""What a check found that a specialist has to clear: no way of ending the hold clears it, their word does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import time_machine

from checkout import TESTS
from conftest import NOW, Run
from old_homes import opened
from skinroutine.history import Draft, History
from skinroutine.history.events import payload_of
from skinroutine.rulebook.folders import layers
from skinroutine.rulebook.library import Library
from typed import needled, needling, refused, symptoms

AIRWAY = "mouth_throat_swelling"
CLEARED = ["hold", "end", "--how", "cleared", "--by"]
ALARMED = TESTS / "program" / "homes" / "revision_1" / "alarmed"
CLEARED_BY = {
    rule: finding.ends.cleared_by
    for finding in Library(layers()).findings.values()
    for rule in finding.left_by
}
DAY = 86400


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def planned(run: Run) -> Any:
    """A plan for skin that was never treated."""
    return run("plan", *needling(areas="legs"), "--json").json


def stops(run: Run) -> list[str]:
    """What a plan stops for."""
    stopping = {"no", "professional-first"}
    return [one["message"] for one in planned(run)["reasons"] if one["verdict"] in stopping]


def may_go(run: Run) -> bool:
    return planned(run)["verdict"] in {"go", "caution"}


def commands_in(text: str) -> list[list[str]]:
    """The commands that a text tells to paste."""
    return [found.split() for found in re.findall(r"skinroutine (hold end --how cleared --by \w+)", text)]


@pytest.mark.parametrize("how", ["seen", "error"])
def test_no_way_of_ending_the_hold_clears_the_airway(
    run: Run, clock: time_machine.Traveller, how: str
) -> None:
    run(*symptoms(symptoms=AIRWAY))
    clock.shift(15 * DAY)
    assert run("hold", "end", "--how", how).status == 0
    assert stops(run) == [
        "Sessions stay paused until an allergy specialist has cleared what you had on Fri 20 Nov 2026.",
    ]


def test_the_word_of_the_specialist_clears_it(run: Run) -> None:
    run(*symptoms(symptoms=AIRWAY))
    ended = run(*CLEARED, "allergy_specialist", "--json")
    assert (ended.status, ended.json["how"]) == (0, "cleared")
    assert may_go(run)


def test_another_professional_clears_nothing(run: Run) -> None:
    run(*symptoms(symptoms=AIRWAY))
    refused(run(*CLEARED, "eye_doctor"), 2, "--how cleared --by allergy_specialist")
    assert stops(run)


def test_who_cleared_it_has_to_be_named(run: Run) -> None:
    run(*symptoms(symptoms=AIRWAY))
    refused(run("hold", "end", "--how", "cleared"), 2, "--how cleared --by allergy_specialist")


def test_a_name_without_a_clearance_is_refused(run: Run) -> None:
    run(*symptoms(symptoms=AIRWAY))
    refused(run("hold", "end", "--how", "seen", "--by", "allergy_specialist"), 2, "--how cleared --by")


def test_a_hold_that_waits_for_nobody_is_not_cleared(run: Run) -> None:
    run(*symptoms(symptoms="lump_nodule"))
    refused(run(*CLEARED, "eye_doctor"), 2, "skinroutine hold end --how seen")


def test_what_is_left_once_its_hold_has_ended_ends_by_the_command_that_is_shown(run: Run) -> None:
    run(*symptoms(symptoms=AIRWAY))
    ended = run("hold", "end", "--how", "seen")
    (command,) = commands_in(" ".join(ended.out.split()))
    refused(run("hold", "end", "--how", "seen"), 2, "skinroutine hold end --how cleared")
    assert run(*command).status == 0
    assert may_go(run)


def test_who_is_asked_names_who_cleared_it(run: Run) -> None:
    run(*symptoms(symptoms=AIRWAY))
    assert run("hold", "end", typed="The professional it waited for has cleared it\nAn allergy\n").status == 0
    assert may_go(run)


def test_a_new_alarm_has_to_be_cleared_anew(run: Run, clock: time_machine.Traveller) -> None:
    for _ in range(2):
        run(*symptoms(symptoms=AIRWAY))
        assert stops(run)
        run(*CLEARED, "allergy_specialist")
        assert may_go(run)
        clock.shift(DAY)


def test_an_undone_clearance_clears_nothing_until_it_is_redone(run: Run) -> None:
    run(*symptoms(symptoms=AIRWAY))
    run(*CLEARED, "allergy_specialist")
    run("undo")
    assert stops(run)
    run("redo")
    assert may_go(run)


def test_a_check_that_was_a_mistake_is_removed_by_its_name(run: Run) -> None:
    run(*symptoms(symptoms=AIRWAY))
    run("hold", "end", "--how", "error")
    (command,) = re.findall(r"skinroutine (history remove \w+)", run("hold").out)
    assert run(*command.split()).status == 0
    assert may_go(run)
    run("undo")
    assert stops(run)


def test_a_check_of_another_machine_has_to_be_cleared_here_too(run: Run, tmp_path: Path) -> None:
    away = ["--home", str(tmp_path / "away")]
    run(*symptoms(symptoms=AIRWAY), *away)
    run("hold", "end", "--how", "seen", *away)
    run("export", str(tmp_path / "all.jsonl"), *away)
    assert may_go(run)
    run("import", str(tmp_path / "all.jsonl"))
    assert stops(run)
    run(*CLEARED, "allergy_specialist")
    run("import", str(tmp_path / "all.jsonl"))
    assert may_go(run)


def test_due_is_silent_and_the_handover_tells_until_it_is_cleared(run: Run) -> None:
    run(*needled(reaction="expected"), "--at", "9 days ago")
    run(*symptoms(symptoms=AIRWAY))
    run("hold", "end", "--how", "seen")
    assert run("due").out == ""
    holds: Any = run("handover", "--json").json["holds"]
    assert [one["rule"] for one in holds if one["ended"] is None] == ["flag-airway"]
    run(*CLEARED, "allergy_specialist")
    assert run("due").out != ""


@pytest.mark.parametrize("rule", sorted(CLEARED_BY))
def test_every_rule_that_names_who_clears_it_stops_sessions_until_they_did(
    run: Run, home: Path, clock: time_machine.Traveller, rule: str
) -> None:
    found = {"id": rule, "level": 4, "message": "It was bad.", "because": [], "sources": []}
    data = {"treatment": "", "answers": {}, "result": {"reasons": [found]}}
    history = History(home / "history.db", lambda: NOW)
    hold = {"treatment": "", "rule": rule, "why": "It was bad.", "least_days": 0}
    held = history.write([Draft(payload_of("symptom-check", data)), Draft(payload_of("hold", hold))])[1]
    history.record(payload_of("release", {"hold": held.id, "how": "seen"}))
    clock.shift(DAY)
    assert stops(run)
    assert run(*CLEARED, CLEARED_BY[rule]).status == 0
    assert may_go(run)


@pytest.fixture
def upgraded(home: Path) -> Path:
    """A home of an earlier revision: a swollen mouth, hives and a painful eye were ended."""
    return opened(ALARMED, home)


def test_alarms_that_were_ended_before_count_as_not_cleared(run: Run, upgraded: Path) -> None:
    assert upgraded.exists()
    assert stops(run) == [
        "Sessions stay paused until an eye doctor has cleared what you had on Sun 1 Nov 2026.",
        "Sessions stay paused until an allergy specialist has cleared what you had on Sat 17 Oct 2026.",
    ]


@pytest.mark.parametrize("command", [["due"], ["status"], ["hold"], ["history"], ["plan", *needling()]])
def test_it_is_said_once_with_how_to_clear_it(run: Run, upgraded: Path, command: list[str]) -> None:
    assert upgraded.exists()
    first, second = run(*command), run(*command)
    told = [[*CLEARED[1:], who] for who in ("eye_doctor", "allergy_specialist")]
    assert commands_in(first.err) == [["hold", *one] for one in told]
    assert second.err == ""


def test_the_commands_that_are_said_clear_it(run: Run, upgraded: Path) -> None:
    assert upgraded.exists()
    for command in commands_in(run("due").err):
        assert stops(run)
        assert run(*command).status == 0
    assert may_go(run)
