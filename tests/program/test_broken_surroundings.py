"""Broken surroundings: a history, a home or a stream that does not work, and what is said of it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE
from tempfile import TemporaryDirectory

import pytest

from conftest import ROOT, Run
from typed import needled, needling, refused, symptoms

PROGRAM = [sys.executable, "-m", "skinroutine"]


# ---------------------------------------------------------------- history


@pytest.mark.parametrize(
    "command",
    [
        ["plan", *needling()],
        needled(),
        ["status"],
        ["due"],
        ["why"],
        ["hold"],
        ["hold", "end", "--how", "seen"],
    ],
)
def test_a_history_of_a_newer_version_is_refused_and_left_alone(
    run: Run, home: Path, command: list[str]
) -> None:
    run(*needled())
    with sqlite3.connect(home / "history.db") as db:
        db.execute("PRAGMA user_version = 999")
    db.close()
    before = (home / "history.db").read_bytes()
    refused(run(*command), 1, "is from a newer skinroutine. Update skinroutine")
    assert (home / "history.db").read_bytes() == before


@pytest.mark.parametrize(
    "command", [["plan", *needling()], needled(), ["status"], ["due"], ["why"], ["hold"]]
)
def test_a_damaged_history_is_refused_and_left_alone(run: Run, home: Path, command: list[str]) -> None:
    home.mkdir()
    (home / "history.db").write_bytes(b"not a history" * 500)
    refused(run(*command), 1, "history.db is damaged")
    assert (home / "history.db").read_bytes() == b"not a history" * 500


@pytest.mark.parametrize(
    "command", [["plan", *needling()], needled(), ["status"], ["due"], ["why"], ["hold"]]
)
def test_a_file_in_place_of_the_home_is_refused_and_left_alone(
    run: Run, home: Path, command: list[str]
) -> None:
    home.write_text("mine")
    refused(run(*command), 1, "a file is where a folder should be")
    assert home.read_text() == "mine"


@pytest.fixture
def read_only(run: Run, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home with one session that nobody may write to, seen by a user who is not its owner."""
    if os.geteuid() != 0:
        pytest.skip("only root can become another user")
    with TemporaryDirectory() as place:
        home = Path(place) / "home"
        monkeypatch.setenv("SKINROUTINE_HOME", str(home))
        run(*needled(), "--at", "14 hours ago")
        for typed in (symptoms(symptoms="none"), ["plan", "--example"], ["status"]):
            run(*typed)
        for path, mode in ((Path(place), 0o755), (home, 0o555), (home / "history.db", 0o444)):
            path.chmod(mode)
        os.seteuid(65534)
        try:
            yield home / "history.db"
        finally:
            os.seteuid(0)


def test_symptoms_are_judged_in_a_home_that_may_not_be_written(run: Run, read_only: Path) -> None:
    before = read_only.read_bytes()
    ran = run(*symptoms(symptoms="seizure"))
    assert ran.status == 0
    assert ran.out.startswith("(x) EMERGENCY: ")
    assert "This check was not stored, and no hold is set." in ran.err
    assert ran.err.count("\n") == 1
    assert read_only.read_bytes() == before


def test_a_plan_is_answered_in_a_home_that_may_not_be_written(run: Run, read_only: Path) -> None:
    before = read_only.read_bytes()
    ran = run("plan", *needling())
    assert ran.status == 0
    assert ran.out.startswith("(..) WAIT: ")
    assert ran.err.startswith("This plan was not stored.")
    assert ran.err.count("\n") == 1
    assert read_only.read_bytes() == before


def test_a_session_cannot_be_logged_in_a_home_that_may_not_be_written(run: Run, read_only: Path) -> None:
    before = read_only.read_bytes()
    refused(run(*needled()), 1, "history.db")
    assert read_only.read_bytes() == before


# ---------------------------------------------------------------- streams


def test_an_interrupt_at_a_question_is_status_130_and_stores_nothing(home: Path) -> None:
    with subprocess.Popen(
        [*PROGRAM, "plan", "microneedling"], cwd=ROOT, stdin=PIPE, stdout=PIPE, stderr=PIPE, bufsize=0
    ) as started:
        assert started.stderr is not None
        seen = b""
        while not seen.endswith(b"\n> "):
            seen += started.stderr.read(1)
        started.send_signal(signal.SIGINT)
        out, err = started.communicate()
    assert (started.returncode, out) == (130, b"")
    assert err == b"Stopped. Nothing was decided and nothing was stored.\n"
    assert not home.exists()


@pytest.mark.parametrize(
    "command", [["plan", "--example"], ["about"], ["plan", "--example", "--json"], ["due", "--json"]]
)
def test_a_reader_who_goes_away_gets_no_complaint(command: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as nobody:
        ran = subprocess.run(
            [*PROGRAM, *command], cwd=ROOT, stdout=nobody, stderr=subprocess.PIPE, text=True, check=False
        )
    assert ran.stderr == ""
    assert ran.returncode in {0, 1}


@pytest.mark.parametrize("command", [["plan", "--example"], ["about", "--json"], ["due", "--json"]])
def test_an_answer_that_cannot_be_written_is_one_sentence_and_status_one(command: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [*PROGRAM, *command], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert ran.returncode == 1
    assert ran.stderr == (
        "The answer could not be read or written (No space left on device). Check space and rights.\n"
    )


def test_closed_standard_input_is_the_end_of_input() -> None:
    command = f"exec {' '.join(PROGRAM)} plan microneedling <&-"
    ran = subprocess.run(["/bin/sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "These answers are missing: areas, " in ran.stderr


def test_a_letter_that_the_output_lacks_stops_no_answer() -> None:
    ran = subprocess.run(
        [*PROGRAM, *needled(), "--note", "\N{LATIN SMALL LETTER E WITH ACUTE}"],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0
    assert "  - note: \\xe9\n" in ran.stdout


def test_a_broken_rule_of_ones_own_keeps_no_emergency_back(run: Run, home: Path) -> None:
    (home / "rules" / "microneedling").mkdir(parents=True)
    (home / "rules" / "microneedling" / "screening.yaml").write_text("- {", encoding="utf-8")

    ran = run("check-symptoms", *symptoms(symptoms="breathing_difficulty")[1:], "--json")

    assert (ran.status, ran.json["level"]) == (0, 4)
    assert "Your own rules were left out; the shipped rules answer." in ran.err
