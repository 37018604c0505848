"""``undo`` and ``redo`` from outside: what they say, and what is as before."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import time_machine

from conftest import Run
from typed import needled, needling, refused, symptoms

SEVERE = "Do not treat your skin again while a severe reaction is open."


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London, a Friday."""


def told(run: Run) -> tuple[object, ...]:
    """What stands: the sessions with their data, the dates and the holds."""
    listed: Any = run("history", "--json").json["entries"]
    status: Any = run("status", "--json").json
    sessions = [(one["kind"], one["at"], one["data"]) for one in listed]
    aftercare = [{key: row[key] for key in ("text", "starts", "ends")} for row in status["aftercare"]]
    return sessions, aftercare, status["next"], [hold["id"] for hold in status["holds"]]


def a_session_id(run: Run) -> str:
    listed: Any = run("history", "--json").json["entries"]
    return next(str(one["short"]) for one in listed if one["kind"] == "session")


def test_undo_names_what_it_took_back_and_the_dates_that_moved(run: Run) -> None:
    run(*needled(), "--at", "yesterday 9pm", "--note", "hm")
    assert run("undo").out == (
        "Undone: microneedling, cheeks, Thu 19 Nov 21:00\n"
        "\n"
        "Updated dates\n"
        "  - microneedling, cheeks: no session is left here.\n"
        "\n"
        "To bring it back: skinroutine redo\n"
    )


def test_undo_again_undoes_one_more(run: Run) -> None:
    run(*needled(), "--at", "9 days ago")
    run(*needled(areas="nose"), "--at", "yesterday 9pm")
    assert run("undo").out.startswith("Undone: microneedling, nose, Thu 19 Nov 21:00\n")
    assert run("undo").out.startswith("Undone: microneedling, cheeks, Wed 11 Nov 10:00\n")
    refused(run("undo"), 1, "There is nothing to undo.", "skinroutine history")


def test_redo_does_the_last_undone_one_again(run: Run) -> None:
    run(*needled(), "--at", "9 days ago")
    run(*needled(areas="nose"), "--at", "yesterday 9pm")
    before = told(run)
    run("undo")
    run("undo")
    assert run("redo").out.startswith("Redone: microneedling, cheeks, Wed 11 Nov 10:00\n")
    assert run("redo").out.startswith("Redone: microneedling, nose, Thu 19 Nov 21:00\n")
    assert told(run) == before
    refused(run("redo"), 1, "There is nothing to redo.", "skinroutine history")


def test_something_new_ends_redo(run: Run) -> None:
    run(*needled())
    run("undo")
    run(*needled(areas="nose"))
    refused(run("redo"), 1, "There is nothing to redo.")


def test_a_plan_or_a_check_in_between_leaves_redo_as_it_is(run: Run) -> None:
    run(*needled())
    run("undo")
    run("plan", *needling())
    run(*symptoms(symptoms="redness"))
    assert run("redo").out.startswith("Redone: microneedling, cheeks,")


def test_a_plan_is_not_undone(run: Run) -> None:
    run("plan", *needling())
    refused(run("undo"), 1, "There is nothing to undo.")


def test_a_check_is_undone_with_its_hold_and_what_that_lowers_is_said_first(run: Run) -> None:
    run(*symptoms(symptoms="seizure"))
    why = " ".join(run("hold").out.split())
    out = run("undo").out
    first, second = out.splitlines()[:2]
    assert first.removeprefix("This no longer pauses your sessions: ") in why
    assert second.startswith("Undone: check of symptoms, microneedling, emergency, ")
    assert run("hold").out.startswith("Your sessions aren't paused.\n")
    assert run("redo").out.startswith("Redone: check of symptoms")
    assert "Your sessions are paused" in run("hold").out


def test_a_check_that_was_taken_back_stays_on_the_hand_over(run: Run) -> None:
    run(*symptoms(symptoms="seizure"))
    run("undo")
    page: Any = run("handover", "--json").json
    assert (page["checks"], [check["level"] for check in page["removed_checks"]]) == ([], [4])
    assert [hold["how"] for hold in page["holds"]] == ["The person took it back"]
    text = run("handover", "--format", "text").out
    assert "Taken back: The person took this check back later. It no longer counts." in " ".join(text.split())
    lead, rest = text.split("How it went")
    assert ("paused until" in lead, "paused until" in rest) == (False, True)


def test_a_hold_of_ones_own_is_undone_and_no_fact_before_it(run: Run) -> None:
    run("profile", "set", "conditions=pregnancy")
    run("hold", "add", "--why", "A doctor told me to stop.")
    assert run("undo").out.splitlines() == [
        "This no longer pauses your sessions: A doctor told me to stop.",
        "Undone: hold, all treatments, A doctor told me to stop, Fri 20 Nov 10:00",
        "To bring it back: skinroutine redo",
    ]
    assert "pregnan" in run("profile").out.lower()


def test_a_hold_that_was_ended_as_set_in_error_does_not_lead_the_hand_over(run: Run) -> None:
    run("hold", "add", "--why", "A doctor told me to stop.")
    run("hold", "end", "--how", "error")
    lead, rest = run("handover", "--format", "text").out.split("How it went")
    assert "A doctor told me to stop." not in lead
    assert "A doctor told me to stop." in rest


def test_with_no_history_there_is_nothing_to_undo_and_no_file_is_made(run: Run, home: Path) -> None:
    refused(run("undo"), 1, "There is nothing to undo.")
    refused(run("redo"), 1, "There is nothing to redo.")
    assert not home.exists()


def test_a_hold_stays_when_its_session_is_undone_and_it_is_said_how_it_ends(run: Run) -> None:
    run(*needled(reaction="severe"))
    out = run("undo").out
    assert f"Still paused: {SEVERE}\n" in out
    assert "If it was set in error, end it with: skinroutine hold end --how error\n" in out
    assert "Your sessions are paused" in run("hold").out
    assert run("plan", *needling(), "--json").json["verdict"] == "no"


def test_no_undo_and_no_redo_calls_a_pause_over_that_still_waits_for_somebody(run: Run) -> None:
    run(*symptoms(symptoms="mouth_throat_swelling"))
    run("hold", "end", "--how", "seen")
    assert "Your sessions are still paused.\n" in run("undo").out
    assert "Your sessions are still paused.\n" in run("redo").out
    assert run("plan", *needling(), "--json").json["verdict"] == "no"


def test_a_removed_check_says_whom_its_pause_no_longer_waits_for_and_is_not_just_healed(
    run: Run,
) -> None:
    run(*symptoms(symptoms="mouth_throat_swelling"))
    listed: Any = run("history", "--json").json["entries"]
    (check,) = [entry["short"] for entry in listed if entry["kind"] == "symptom-check"]
    removed = " ".join(run("history", "remove", check).out.split())
    assert removed.startswith("This no longer waits until an allergy specialist has cleared you: ")
    assert run("hold", "end", "--how", "healed").status == 2
    assert run("plan", *needling(), "--json").json["verdict"] == "no"


def test_the_undo_of_a_change_brings_back_what_was(run: Run) -> None:
    run(*needled(), "--at", "9 days ago", "--note", "hm")
    before = told(run)
    run("history", "edit", a_session_id(run), "--area", "nose", "--needle", "0.5", "--at", "2 days ago")
    after = told(run)
    assert run("undo").out.startswith("Undone: the change to microneedling, nose, Wed 18 Nov 10:00\n")
    assert told(run) == before
    assert run("redo").out.startswith("Redone: the change to microneedling, nose, Wed 18 Nov 10:00\n")
    assert told(run) == after


def test_the_undo_of_a_removal_brings_the_entry_back(run: Run) -> None:
    run(*needled(), "--at", "9 days ago", "--note", "hm")
    before = told(run)
    run("history", "remove", a_session_id(run))
    assert run("undo").out.startswith("Undone: the removal of microneedling, cheeks, Wed 11 Nov 10:00\n")
    assert told(run) == before
    run("redo")
    assert told(run) != before


def test_the_undo_of_the_end_of_a_hold_brings_the_hold_back(run: Run) -> None:
    run(*needled(reaction="severe"))
    before = told(run)
    run("hold", "end", "--how", "error")
    out = run("undo").out
    assert out.startswith("Undone: the end of the hold on microneedling, error, Fri 20 Nov 10:00\n")
    assert "Your sessions are paused again.\n" in out
    assert told(run) == before


def test_a_session_that_was_brought_back_can_be_changed_and_removed(run: Run) -> None:
    run(*needled())
    run("undo")
    run("redo")
    assert run("history", "edit", a_session_id(run), "--needle", "0.2").out.startswith("Changed:")
    assert run("history", "remove", a_session_id(run)).out.startswith("Removed:")


def test_an_id_from_before_an_undo_leads_to_what_stands_now(run: Run) -> None:
    run(*needled())
    old = a_session_id(run)
    run("undo")
    run("redo")
    assert f"It is now: {a_session_id(run)}\n" in run("history", "show", old).out


def test_history_undo_and_history_redo_are_the_same_commands(run: Run) -> None:
    run(*needled())
    assert run("history", "undo").out.startswith("Undone: microneedling, cheeks,")
    assert run("history", "redo").out.startswith("Redone: microneedling, cheeks,")


def test_a_late_reaction_can_be_undone(run: Run) -> None:
    run(*needled(), "--at", "2 days ago")
    before = told(run)
    run("log", "--reaction", "prolonged")
    assert told(run) != before
    assert run("undo").out.startswith("Undone: follow-up, microneedling, cheeks,")
    assert told(run) == before


def test_the_json_of_an_undo_names_entries_dates_and_holds(run: Run) -> None:
    run(*needled(reaction="severe"))
    whole: Any = run("undo", "--json").json
    assert whole["schema_version"] == 1
    assert [one["data"]["areas"] for one in whole["undone"]] == [["cheeks"]]
    assert whole["next"] == [{"treatment": "microneedling", "area": "cheeks", "earliest": None}]
    assert (len(whole["holds"]), len(whole["stored"])) == (1, 1)
    assert run("redo", "--json").json["redone"]


def test_no_screen_shows_how_undo_keeps_its_books(run: Run) -> None:
    run(*needled())
    run("undo")
    run("redo")
    shown = run("history", "show", a_session_id(run), "--json").out + run("history", "--json").out
    assert [word for word in ("undoes", "redoes", "again") if word in shown] == []


def test_undo_and_redo_only_add_events(run: Run, home: Path) -> None:
    before: list[object] = []
    for command in (needled(), ["undo"], ["redo"], ["undo"], ["undo"], needled(areas="nose"), ["redo"]):
        run(*command)
        with closing(sqlite3.connect(home / "history.db")) as database:
            after = database.execute("SELECT * FROM events ORDER BY seq").fetchall()
        assert after[: len(before)] == before
        before = after
    assert len(before) == 5


def test_a_session_of_a_treatment_whose_rules_are_gone_can_be_undone(run: Run, tmp_path: Path) -> None:
    run("rules", "new", "cupping", "--into", str(tmp_path / "own"))
    ran = run(
        "log", "cupping", "--rules", str(tmp_path / "own"), "--area", "legs", "--device", "cupping_hand_tool"
    )
    assert (ran.status, ran.err) == (0, "")
    assert run("undo").out.startswith("Undone: cupping, legs, Fri 20 Nov 10:00\n")
    assert run("status", "--json").json["next"] == []


def test_a_plan_can_be_taken_out_and_brought_back(run: Run) -> None:
    run("plan", *needling())
    listed: Any = run("history", "--all", "--json").json["entries"]
    assert run("history", "remove", listed[0]["id"]).out.startswith("Removed: plan, microneedling,")
    assert run("undo").status == 0
    again: Any = run("history", "--all", "--json").json["entries"]
    assert [one["kind"] for one in again] == ["plan"]
