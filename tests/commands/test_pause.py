"""``pause`` and ``resume``: reminders fall silent, nothing is lost, and a pause ends as it was told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import time_machine

from conftest import NOW, Run
from skinroutine.times import BadTimeError, later_day
from typed import needled, needling, refused, symptoms

DAY = 86400


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London, a Friday."""


def paused(run: Run) -> Any:
    return run("due", "--json").json["paused"]


def test_a_pause_silences_due_and_its_json_says_so(run: Run) -> None:
    run(*needled(), "--at", "40 days ago")
    assert run("due").out != ""
    run("pause")
    assert (run("due").out, run("due").err) == ("", "")
    told: Any = run("due", "--json").json
    assert (told["due"], told["checks"], told["paused"]["until"]) == ([], [], None)
    assert run("due", "--exit-code").status == 3


def test_a_pause_silences_a_check_too(run: Run, clock: time_machine.Traveller) -> None:
    run(*needled())
    clock.shift(DAY)
    assert run("due").out != ""
    run("pause")
    assert run("due").out == ""


def test_the_answer_of_pause_names_its_end_and_the_way_out(run: Run) -> None:
    out = run("pause", "--until", "2026-11-30", "--why", "holiday").out
    assert out == (
        "Paused: no reminders until Mon 30 Nov (holiday).\n"
        "Nothing is lost: you can still plan, log and check.\n"
        "To end it before: skinroutine resume\n"
    )


def test_a_pause_without_an_end_runs_until_it_is_resumed(run: Run, clock: time_machine.Traveller) -> None:
    assert "no reminders until you end it." in run("pause").out
    clock.shift(400 * DAY)
    assert paused(run)["until"] is None
    assert run("resume").out.startswith("Resumed: The pause is over. Reminders come again.\n")
    assert paused(run) is None


def test_a_pause_ends_by_itself_as_its_day_begins(run: Run, clock: time_machine.Traveller) -> None:
    run(*needled(), "--at", "40 days ago")
    run("pause", "--until", "2026-11-23")
    clock.move_to(NOW.replace(day=22, hour=23, minute=59))
    assert run("due").out == ""
    clock.move_to(NOW.replace(day=23, hour=0, minute=0))
    assert "ready since Sun 25 Oct" in run("due").out
    assert paused(run) is None


def test_a_second_pause_takes_the_place_of_the_first(run: Run) -> None:
    run("pause", "--until", "2026-12-24")
    assert "It replaces your earlier pause." in run("pause", "--until", "2026-11-25").out
    assert paused(run)["until"] == "2026-11-25"
    run("resume")
    assert paused(run) is None


def test_there_is_nothing_to_resume_without_a_pause(run: Run, home: Path) -> None:
    refused(run("resume"), 2, "No pause is running. To start one: skinroutine pause")
    assert not home.exists()


def test_status_says_that_a_pause_runs_with_its_day_and_still_shows_everything(run: Run) -> None:
    run(*needled(reaction="expected"), "--at", "2 days ago")
    run("pause", "--until", "2 weeks", "--why", "illness")
    out = run("status").out
    assert "\nPaused: no reminders until Fri 4 Dec (illness)\n" in out
    assert "microneedling, cheeks: from Wed 25 Nov" in out
    told: Any = run("status", "--json").json
    assert (told["paused"]["until"], told["paused"]["why"]) == ("2026-12-04", "illness")


def test_log_works_in_a_pause_and_says_that_it_stands(run: Run) -> None:
    run("pause", "--until", "mon")
    ran = run(*needled(), "--json")
    assert (ran.status, ran.json["paused"]) == (0, True)
    assert "Reminders are still paused. To end that: skinroutine resume\n" in run(*needled(), "--again").out
    assert paused(run)["until"] == "2026-11-23"


def test_a_pause_makes_no_verdict_milder_and_ends_no_hold(run: Run) -> None:
    run(*symptoms(symptoms="lump_nodule"))
    run("pause")
    assert run("plan", *needling(), "--json").json["verdict"] == "no"
    run("resume")
    assert run("hold", "--json").json["holds"] != []


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("mon", "2026-11-23"),
        ("tomorrow", "2026-11-21"),
        ("2 weeks", "2026-12-04"),
        ("in 3 days", "2026-11-23"),
        ("2026-12-24", "2026-12-24"),
        ("29 feb 2028", "2028-02-29"),
    ],
)
def test_the_end_of_a_pause_is_read_as_a_later_day(said: str, meant: str) -> None:
    assert later_day(said, NOW, "--until").isoformat() == meant


@pytest.mark.parametrize("said", ["yesterday", "2026-11-20", "today", "flurb", "31/12/2026", "2099-01-01"])
def test_a_day_that_is_no_day_to_come_is_refused_and_nothing_is_stored(
    run: Run, home: Path, said: str
) -> None:
    refused(run("pause", "--until", said), 2, "--until: ", said, "Try: tomorrow, 2 weeks, 2026-12-04")
    assert not home.exists()


def test_the_words_of_a_refused_day_say_what_to_write() -> None:
    with pytest.raises(BadTimeError, match="Try: tomorrow, 2 weeks, 2026-12-04"):
        later_day("flurb", NOW, "--until")


def test_signs_that_steer_a_terminal_are_taken_out_of_the_reason(run: Run) -> None:
    assert "\x1b" not in run("pause", "--why", "\x1b[31mill").out


def test_a_hold_of_ones_own_blocks_every_treatment_until_it_is_ended(
    run: Run, clock: time_machine.Traveller
) -> None:
    ran = run("hold", "add", "--why", "A doctor told me to stop", "--days", "5")
    assert "  - All treatments, set just now: A doctor told me to stop\n" in ran.out
    told: Any = run("plan", *needling(), "--json").json
    assert told["verdict"] == "no"
    assert told["reasons"][0]["because"] == ["hold=own"]
    ends = "it has healed (Wed 25 Nov 2026 at the earliest) or a professional has seen it"
    assert (told["until"], told["reasons"][0]["until"]) == (None, ends)
    refused(run("hold", "end", "--how", "healed"), 2, "This can end as healed from Wed 25 Nov.")
    clock.shift(5 * DAY)
    assert run("hold", "end", "--how", "healed").status == 0
    assert run("plan", *needling(), "--json").json["verdict"] == "caution"


def test_a_hold_of_ones_own_needs_a_reason(run: Run, home: Path) -> None:
    refused(run("hold", "add"), 2, "Say why with --why. See: skinroutine hold add --help")
    refused(run("hold", "add", "--why", "  "), 2, "--why is empty")
    assert not home.exists()


def test_hold_list_shows_the_same_as_hold(run: Run) -> None:
    run("hold", "add", "--why", "Sore")
    assert run("hold", "list") == run("hold")
    assert run("hold", "list", "--json") == run("hold", "--json")
