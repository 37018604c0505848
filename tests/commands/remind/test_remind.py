"""``remind``: what it prints is read by the programs that it is for, and nothing is edited."""

from __future__ import annotations

import configparser
import plistlib
import shlex
import shutil
import subprocess
import sys
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Run
from skinroutine.commands import remind
from skinroutine.commands.remind.files import cron, launchd, systemd
from typed import refused

ODD = "a b%c$HOME & \"d\" 'e' ; ü"
NINE = time(9)
words = st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), min_size=1)


@pytest.fixture(autouse=True)
def _program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The program is in a folder on the path."""
    program = tmp_path / "bin" / "skinroutine"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")


def as_cron_reads(line: str) -> tuple[list[str], list[str]]:
    """The five fields of a line, and the words that the shell of cron makes of the rest."""
    *fields, command = line.rstrip("\n").split(" ", 5)
    assert "%" not in command.replace("\\%", "")
    return fields, shlex.split(command.replace("\\%", "%").removesuffix(" >/dev/null"))


def unit_of(text: str) -> configparser.RawConfigParser:
    unit = configparser.RawConfigParser(strict=True)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # the names of units are in two cases
    unit.read_string(text)
    return unit


def test_cron_runs_this_program_with_this_home_at_that_time(run: Run, home: Path, tmp_path: Path) -> None:
    fields, command = as_cron_reads(run("remind", "cron", "--at", "21:05").out)
    assert fields == ["5", "21", "*", "*", "*"]
    assert command == [str(tmp_path / "bin" / "skinroutine"), "due", "--notify", "--home", str(home)]


def test_the_home_is_left_out_where_none_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SKINROUTINE_HOME")
    assert run("remind", "cron").out.endswith("/skinroutine due --notify >/dev/null\n")


def test_a_data_folder_of_ones_own_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("SKINROUTINE_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    _, command = as_cron_reads(run("remind", "cron").out)
    assert command[-2] == "--home"


@pytest.mark.parametrize("kind", ["cron", "systemd", "launchd"])
def test_private_goes_into_the_command(run: Run, kind: str) -> None:
    assert "--private" in run("remind", kind, "--private").out
    assert "--private" not in run("remind", kind).out


@given(st.lists(words, min_size=1))
def test_cron_gives_back_every_word(command: list[str]) -> None:
    plain = [word.replace("\\", "/") for word in command]
    assert as_cron_reads(cron(plain, NINE, "").files["line"])[1] == plain


@given(st.lists(words, min_size=1))
def test_launchd_gives_back_every_word(command: list[str]) -> None:
    agent = plistlib.loads(launchd(command, NINE, "").files["agent"].encode())
    assert agent["ProgramArguments"] == command


def test_launchd_runs_at_that_time(run: Run) -> None:
    agent = plistlib.loads(run("remind", "launchd", "--at", "07:30").out.encode())
    assert agent["Label"] == "skinroutine.due"
    assert agent["StartCalendarInterval"] == {"Hour": 7, "Minute": 30}


def test_systemd_has_a_service_and_a_timer(run: Run) -> None:
    service = unit_of(run("remind", "systemd", "--only", "service").out)
    timer = unit_of(run("remind", "systemd", "--only", "timer", "--at", "07:30").out)
    assert service["Service"]["Type"] == "oneshot"
    assert timer["Timer"]["OnCalendar"] == "*-*-* 07:30:00"
    assert timer["Install"]["WantedBy"] == "timers.target"


def test_systemd_prints_both_files_each_under_its_name(run: Run) -> None:
    out = run("remind", "systemd").out
    assert out.startswith("# ~/.config/systemd/user/skinroutine-due.service\n[Unit]\n")
    assert "\n# ~/.config/systemd/user/skinroutine-due.timer\n[Unit]\n" in out


def test_a_line_of_systemd_escapes_what_systemd_reads() -> None:
    line = systemd(["/a b/50%", '"$HOME"', "c\\d"], NINE, "").files["service"].splitlines()[5]
    assert line == r'ExecStart=":/a b/50%%" "\"$HOME\"" "c\\d"'


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="this machine has no systemd")
def test_systemd_itself_finds_nothing_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    program = tmp_path / ODD.replace("'", "").replace('"', "") / "skinroutine"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o700)
    files = systemd([str(program), "due", "--home", ODD], NINE, "").files
    units = [tmp_path / f"skinroutine-due.{name}" for name in files]
    for unit, text in zip(units, files.values(), strict=True):
        unit.write_text(text)
    command = [str(shutil.which("systemd-analyze")), "verify", "--user", *map(str, units)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (told.stderr, told.returncode) == ("", 0)


def test_without_a_kind_it_is_that_of_this_system(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert run("remind").out.startswith("<?xml")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(remind, "_SYSTEMD_RUNS", Path("/"))
    assert run("remind").out.startswith("# ~/.config/systemd")
    monkeypatch.setattr(remind, "_SYSTEMD_RUNS", Path("/nowhere"))
    assert run("remind").out.startswith("0 9 * * * ")


@pytest.mark.parametrize("kind", ["cron", "systemd", "launchd"])
def test_how_to_start_and_stop_is_talk_and_nothing_is_edited(run: Run, home: Path, kind: str) -> None:
    ran = run("remind", kind)
    assert "Nothing was changed." in ran.err
    assert "\nTo stop it:\n" in ran.err
    assert not home.exists()
    assert list(Path.home().iterdir()) == []


def test_the_commands_to_start_it_print_the_same_files_again(run: Run, home: Path) -> None:
    options = ["--at", "21:30", "--private", "--home", str(home.parent / ODD)]
    told: Any = run("remind", "systemd", *options, "--json").json
    for file, step in zip(told["files"], told["start"][1:3], strict=True):
        command, place = step.split(" >")
        assert place == file["goes_to"]
        assert run(*shlex.split(command)[1:]).out == file["text"]


def test_one_file_alone_is_printed_without_talk(run: Run) -> None:
    assert run("remind", "systemd", "--only", "timer").err == ""


def test_the_json_has_the_files_and_the_steps(run: Run) -> None:
    told: Any = run("remind", "launchd", "--json").json
    assert (told["schema_version"], told["kind"], told["at"]) == (1, "launchd", "09:00")
    assert [file["goes_to"] for file in told["files"]] == ["~/Library/LaunchAgents/skinroutine.due.plist"]
    assert told["stop"][0] == "launchctl bootout gui/$(id -u)/skinroutine.due"


@pytest.mark.parametrize("at", ["9pm", "24:00", "09:00:00"])
def test_a_time_that_is_none_is_a_wrong_use(run: Run, at: str) -> None:
    refused(run("remind", "cron", "--at", at), 2, "--at 09:00")


def test_an_unknown_kind_and_an_unknown_file_are_a_wrong_use(run: Run) -> None:
    refused(run("remind", "anacron"), 2, "'anacron'", "cron, systemd, launchd")
    refused(run("remind", "systemd", "--only", "socket"), 2, "'socket'", "service, timer")


@pytest.mark.parametrize("home", ["a\nb", "a\x07b", "a\u202eb", "a\\b"])
def test_a_path_that_cron_cannot_carry_is_refused(run: Run, tmp_path: Path, home: str) -> None:
    refused(run("remind", "cron", "--home", str(tmp_path / home)), 1, "Use another path")


def test_a_program_that_systemd_would_not_start_is_refused(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(remind, "program", lambda: [str(tmp_path / "Anna's" / "skinroutine")])
    refused(run("remind", "systemd"), 1, "Anna's", "another kind: cron, systemd, launchd")
    assert run("remind", "cron").status == 0


def test_a_program_that_is_run_by_its_name_in_python_is_reminded_of_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "argv", ["/site/skinroutine/__main__.py"])
    assert remind.program() == [sys.executable, "-m", "skinroutine"]
    monkeypatch.setattr(sys, "argv", ["./bin/skinroutine"])
    assert remind.program() == [str(Path.cwd() / "bin" / "skinroutine")]
