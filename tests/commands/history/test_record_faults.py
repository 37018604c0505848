"""What was found when people tried to break the record commands: each of these once went wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import time_machine

from conftest import ROOT, Run
from typed import needled, refused


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def test_a_part_of_an_id_that_fits_two_holds_ends_neither(run: Run) -> None:
    for why in ("first", "second"):
        run("hold", "add", "--why", why)
    refused(run("hold", "end", "01", "--how", "seen"), 2, "01 fits 2 holds")
    assert len(run("hold", "--json").json["holds"]) == 2  # type: ignore[arg-type]  # a list


@pytest.mark.parametrize(
    ("zone", "earliest"), [("America/Los_Angeles", "2026-11-26"), ("Pacific/Auckland", "2026-11-27")]
)
def test_after_travel_to_the_east_no_date_is_earlier_than_a_plan_allows(
    home: Path, zone: str, earliest: str
) -> None:
    def there(where: str, *arguments: str) -> str:
        program = [sys.executable, "-m", "skinroutine", *arguments]
        place = {**os.environ, "TZ": where, "SKINROUTINE_HOME": str(home)}
        return subprocess.run(program, capture_output=True, text=True, check=True, env=place, cwd=ROOT).stdout

    there("America/Los_Angeles", *needled(reaction="expected"), "--at", "2026-11-19T20:00-08:00")
    (row,) = json.loads(there(zone, "status", "--json"))["next"]
    assert row["earliest"] == earliest


def test_bytes_that_are_no_text_are_kept_as_a_sign_and_no_traceback(run: Run) -> None:
    ran = run("hold", "add", "--why", os.fsdecode(b"Entz\xfcndung"))
    assert (ran.status, ran.err) == (0, "")
    holds: Any = run("hold", "--json").json["holds"]
    assert holds[0]["why"] == "Entz\ufffdndung"


def test_a_hold_that_an_undo_ends_again_is_named(run: Run) -> None:
    run("hold", "add", "--why", "told to")
    released = run("hold", "end", "--how", "error", "--json").json
    assert released["ended"]
    entries: Any = run("history", "--all", "--json").json["entries"]
    release = next(one["short"] for one in entries if one["kind"] == "release")
    run("history", "remove", release)
    assert "Your sessions aren't paused, as before you removed it." in " ".join(run("undo").out.split())


def test_a_removed_check_does_not_bring_back_what_was_redacted(run: Run) -> None:
    typed = ["--set", "symptoms=pinpoint_bleeding", "--set", "risk_factors=anticoagulant"]
    run("check-symptoms", "microneedling", *typed, "--set", "hours_since_session=40", "--no-input")
    entries: Any = run("history", "--json").json["entries"]
    run("history", "remove", next(one["short"] for one in entries if one["kind"] == "symptom-check"))
    assert "blood thinner" in run("handover").out
    assert "blood thinner" not in run("handover", "--redact", "medicines").out


def test_whole_hours_that_were_imported_can_be_undone_and_removed(run: Run, tmp_path: Path) -> None:
    run(*needled(), "--at", "2 days ago")
    run("log", "--reaction", "expected")
    file = tmp_path / "history.jsonl"
    run("export", str(file))
    lines = file.read_text(encoding="utf-8").replace('"hours": 48.0', '"hours": 48').replace(":48.0", ":48")
    away = str(tmp_path / "away")
    file.write_text(lines, encoding="utf-8")
    run("import", str(file), "--yes", "--home", away)
    assert run("undo", "--home", away).status == 0
    assert run("redo", "--home", away).status == 0


def test_half_of_a_letter_is_not_imported(run: Run, tmp_path: Path) -> None:
    run(*needled(), "--note", "a mark here")
    file = tmp_path / "history.jsonl"
    run("export", str(file))
    file.write_text(file.read_text(encoding="utf-8").replace("a mark here", "\\ud800"), encoding="utf-8")
    ran = run("import", str(file), "--home", str(tmp_path / "away"))
    assert (ran.status, "half of a letter" in ran.out + ran.err) == (1, True)


def test_what_a_person_wrote_of_a_hold_of_their_own_is_a_note(run: Run) -> None:
    run("hold", "add", "--why", "told by my doctor")
    assert "told by my doctor" in run("handover").out
    assert "told by my doctor" not in run("handover", "--redact", "notes").out


def test_removing_a_session_says_what_becomes_of_the_reaction_that_was_told_later(run: Run) -> None:
    run(*needled(), "--at", "2 days ago")
    run("log", "--reaction", "prolonged")
    entries: Any = run("history", "--json").json["entries"]
    session = next(one["short"] for one in entries if one["kind"] == "session")
    out = " ".join(run("history", "remove", session).out.split())
    assert "What you said about it later stays in your history, but no longer on the handover page." in out
    assert any(one["kind"] == "follow-up" for one in run("history", "--json").json["entries"])  # type: ignore[attr-defined]  # a list
