"""What a command loads: those of a shell prompt do without the command line, none loads what it lacks."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Run
from skinroutine.commands import status
from typed import flags, needled, needling

LOADED = """
import sys
from skinroutine.__main__ import main
sys.argv[0] = "skinroutine"
try:
    main()
except SystemExit as left:
    assert not left.code, left.code
sys.stdout = sys.__stderr__
print(*sys.modules, file=sys.stderr)
"""
SORE = {"symptoms": "none", "hours_since_session": "14", "risk_factors": "none", "needle_mm": "0.25"}
WRITING = {f"skinroutine.history.{name}" for name in ("writer", "projections", "merge", "undo")}
SCREENS = {"rich", "prompt_toolkit", "icalendar", "platformdirs", "shutil"}
ASKING = {
    "skinroutine.commands.conversation", "skinroutine.interview.asking", "skinroutine.interview.question",
    "skinroutine.prompts", "skinroutine.prompts.terminal",
}  # fmt: skip
LIBRARY = {"typer", "typing_extensions", "skinroutine.cli.program"}
"""What reads a command line that leaves a doubt, and shows help; what no other library needs."""
MOST = {"due": 23, "status": 42, "history": 100, "log": 122, "plan": 125, "check-symptoms": 118}
"""So many modules of our own a command loads at the most, with a few to spare."""
RULES = {"yaml", "msgspec", "skinroutine.rulebook", "skinroutine.prompts", "skinroutine.review"}


def loaded(home: Path, *arguments: str) -> set[str]:
    """The modules that a process of its own has loaded when the command is over."""
    return loaded_by(*arguments, "--home", str(home))


def loaded_by(*arguments: str) -> set[str]:
    """The same for a command that has no home."""
    ran = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments],
        cwd=ROOT, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return set(ran.stderr.splitlines()[-1].split())


def own(modules: set[str]) -> int:
    return len([name for name in modules if name.partition(".")[0] == "skinroutine"])


@pytest.mark.parametrize("command", ["due", "status"])
def test_what_a_shell_prompt_calls_loads_no_command_line_no_rules_and_nothing_to_write(
    run: Run, home: Path, command: str
) -> None:
    run(*needled())
    modules = loaded(home, command)
    assert modules & (RULES | WRITING | SCREENS | ASKING | LIBRARY | {"skinroutine.cli"}) == set()
    assert "skinroutine.history.reader" in modules
    assert "typing" not in modules
    assert own(modules) <= MOST[command]


@pytest.mark.parametrize(
    ("command", "left_out"),
    [
        (needled(), {"skinroutine.times", "skinroutine.history.undo"}),
        (["plan", *needling()], {"skinroutine.commands.plan.what_if", "skinroutine.commands.plan.saved"}),
        (
            ["check-symptoms", "microneedling", *flags(SORE)],
            {"skinroutine.commands.check_symptoms.interview", "skinroutine.commands.check_symptoms.occasion"},
        ),
    ],
    ids=["log", "plan", "check-symptoms"],
)
def test_a_command_with_all_its_answers_loads_nothing_to_ask_with(
    home: Path, command: list[str], left_out: set[str]
) -> None:
    loaded(home / "before", *command)  # what the rules say is kept now
    modules = loaded(home, *command)
    assert modules & ({"yaml"} | SCREENS | ASKING | LIBRARY | left_out | {"skinroutine.review"}) == set()
    assert "skinroutine.rulebook.book" in modules
    assert own(modules) <= MOST[command[0]]


def test_the_list_of_what_was_recorded_reads_no_yaml_and_loads_no_library_of_the_command_line(
    run: Run, home: Path
) -> None:
    run(*needled())
    modules = loaded(home, "history")
    assert modules & ({"yaml"} | SCREENS | ASKING | LIBRARY) == set()
    assert "skinroutine.commands.history" in modules
    assert own(modules) <= MOST["history"]


@pytest.mark.parametrize(
    ("command", "opened", "kept"),
    [(["due"], 1, 0), (["status"], 1, 0), (["history"], 1, 0), ([*needled(), "--again"], 2, 1)],
    ids=["due", "status", "history", "log"],
)
def test_a_command_opens_its_history_once_to_read_and_once_to_write_and_keeps_all_in_one_go(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: list[str], opened: int, kept: int
) -> None:
    run(*needled())
    statements: list[list[str]] = []
    connect = sqlite3.connect

    def connect_noted(address: str, **options: Any) -> sqlite3.Connection:
        connection = connect(address, **options)
        statements.append([])
        connection.set_trace_callback(statements[-1].append)
        return connection  # type: ignore[no-any-return]

    monkeypatch.setattr(sqlite3, "connect", connect_noted)
    run(*command)
    asked = [statement for each in statements for statement in each]
    assert (len(statements), asked.count("COMMIT")) == (opened, kept)


def test_the_quick_way_to_the_status_says_the_same_as_the_command_line(run: Run, home: Path) -> None:
    run(*needled())
    quick = run("status", "--json", "--home", str(home))
    assert quick.json == run("status", "--json", f"--home={home}").json
    assert quick.json["next"]


@pytest.mark.parametrize("arguments", [["--hlep"], ["--home"], ["extra"], ["--home=/tmp"], ["--", "--json"]])
def test_what_the_quick_way_does_not_know_is_left_to_the_command_line(arguments: list[str]) -> None:
    assert status.quickly(arguments) is None


def test_the_help_of_the_program_imports_no_command_and_no_library() -> None:
    modules = loaded_by("--help")
    assert {name for name in modules if name.startswith("skinroutine.commands.")} | modules & LIBRARY == set()
    assert "skinroutine.cli.table" in modules


@pytest.mark.parametrize("command", [["plan"], ["log"], ["history", "show"]])
def test_the_help_of_a_command_imports_it_alone_and_no_library(command: list[str]) -> None:
    modules = loaded_by(*command, "--help")
    assert modules & ({"yaml"} | SCREENS | ASKING | LIBRARY) == set()
    assert f"skinroutine.commands.{command[0]}" in modules


def test_the_modules_that_no_command_may_load_are_there() -> None:
    known = {path.stem for path in (ROOT / "skinroutine" / "history").glob("*.py")}
    assert {name.rsplit(".", 1)[-1] for name in WRITING} - known == set()
