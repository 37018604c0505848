"""What Tab offers: read from the command line as it is and from the rules, without loading either."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import time
from pathlib import Path

import pytest

from checkout import FROZEN_CHECKOUT
from checkout import environment as run_environment
from person import run_program
from shipped import LIBRARY
from skinroutine.cli.words import command_words
from skinroutine.commands.remind.files import Reminder, cron, launchd, systemd
from skinroutine.completion import FIXED, TABLE, Completer, answer_shell
from skinroutine.review.lint.findings import CODES

TREATMENTS = {"microdermabrasion", "microneedling"}


def offered(typed: str, word: str = "") -> set[str]:
    found = Completer(typed.split()).words(word)
    return {name for name in found if name.startswith(word)}


def test_the_table_is_what_the_command_line_has() -> None:
    assert json.loads(TABLE.read_text(encoding="utf-8")) == json.loads(json.dumps(command_words())), (
        "run: python -m skinroutine.cli.words"
    )


@pytest.mark.parametrize("place", FIXED)
def test_words_that_a_command_knows_itself_are_those_of_its_help(place: str) -> None:
    name, _, option = place.rpartition(" ")
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    command = table.get(name) or table[name.rpartition(" ")[0]]
    assert option in {*command["options"], *(each.strip("[]") for each in command["arguments"])}


FREE = frozenset({
    "--answers", "--at", "--days", "--home", "--into", "--limit", "--months", "--name", "--needle", "--note",
    "--on", "--opened", "--output", "--photo", "--rules", "--save-answers", "--since", "--until", "--uses",
    "hold add --why", "export FILE", "import FILE", "rules check DIR", "rules coverage DIR", "rules diff NEW",
    "rules diff OLD", "rules new TREATMENT", "rules test DIR",
})  # fmt: skip
"""What is typed in words or figures of one's own, or is a path, which a shell completes itself."""


@pytest.fixture
def lived(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A home with a session, a head and a hold."""
    monkeypatch.setenv("SKINROUTINE_HOME", str(tmp_path))
    run_program(tmp_path, "device", "add", "microneedling", "--kind=roller", "--needle=0.2", "--name=blue")
    run_program(tmp_path, "log", "microneedling", "--area=cheeks", "--head=blue", "--no-input")
    run_program(tmp_path, "hold", "add", "--why=Sore")
    return tmp_path


def places() -> Iterator[tuple[str, str]]:
    """Each place of the command line at which a value stands: its command, and the option or argument."""
    for name, command in json.loads(TABLE.read_text(encoding="utf-8")).items():
        options = [option for option, (_, valued) in command["options"].items() if valued]
        arguments = [each.strip("[]").removesuffix("...") for each in command["arguments"]]
        for place in (*options, *arguments):
            if not {place, f"{name} {place}"} & FREE:
                yield name, place


@pytest.mark.usefixtures("lived")
def test_whatever_takes_one_of_some_words_offers_them() -> None:
    kinds = {"remind --only": ["systemd"]}
    silent = [
        f"{name} {place}"
        for name, place in places()
        if not Completer([*name.split(), *kinds.get(f"{name} {place}", ())]).of_option(place, "")
    ]
    assert silent == []


@pytest.mark.parametrize(("kind", "make"), [("cron", cron), ("systemd", systemd), ("launchd", launchd)])
def test_the_files_of_a_reminder_are_offered_by_its_kind(kind: str, make: Callable[..., Reminder]) -> None:
    files = make(["skinroutine", "due"], time(9), "again").files
    assert offered(f"remind {kind} --only") == {*files}


def test_who_can_clear_a_finding_is_who_the_rules_name() -> None:
    named = {finding.ends.cleared_by for finding in LIBRARY.findings.values()} - {""}
    assert offered("hold end --how cleared --by") == named


def test_the_codes_of_the_check_are_those_that_it_can_explain() -> None:
    assert offered("rules check --explain") == {*CODES}


def test_behind_a_command_its_treatments_and_behind_these_nothing() -> None:
    assert offered("plan") == TREATMENTS
    assert offered("plan microneedling") == set()


def test_behind_a_group_its_commands() -> None:
    assert offered("hold") == {"add", "end", "list"}
    assert offered("", "ho") == {"hold"}


def test_an_option_that_was_typed_is_offered_no_more() -> None:
    assert "--json" in offered("plan", "--")
    assert "--json" not in offered("plan --json", "--")


def test_a_list_goes_on_behind_its_comma_without_what_is_in_it() -> None:
    assert offered("plan --set", "areas=chin,ch") == {"areas=chin,cheeks", "areas=chin,chest"}
    assert offered("calendar --what", "next,") == {"next,aftercare", "next,checks"}


def test_a_name_that_alone_fits_brings_its_values_so_that_no_blank_comes_between() -> None:
    assert {"age=", "age=not_sure"} == offered("plan --set", "age")
    assert {"device_shared=yes", "device_shared=no", "device_shared=not_sure"} < offered(
        "plan --set", "device_shared"
    )


def test_a_question_for_each_option_is_offered_once_its_name_has_begun() -> None:
    assert not [name for name in offered("check-symptoms --set", "") if name.startswith("symptoms.")]
    assert "symptoms.fever.trend=" in offered("check-symptoms --set", "symptoms.fever.")


def test_own_rules_are_offered_with_the_shipped_ones(tmp_path: Path) -> None:
    own = tmp_path / "sanding"
    own.mkdir()
    (own / "treatment.yaml").write_text("name: Sanding\n", encoding="utf-8")
    assert offered(f"plan --rules {tmp_path}") == {*TREATMENTS, "sanding"}


@pytest.mark.parametrize("typed", ["plan --rules /nowhere --set", "history show", "hold end", "log --head"])
def test_where_nothing_can_be_read_tab_is_silent(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, typed: str
) -> None:
    (tmp_path / "history.db").write_bytes(b"this is no history")
    monkeypatch.setenv("SKINROUTINE_HOME", str(tmp_path))
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", f"skinroutine {typed} zzz")
    assert answer_shell("zsh") == 0
    assert capsys.readouterr() == ("_files", "")


def test_tab_loads_neither_the_command_line_nor_the_reader_of_rules() -> None:
    asked = (
        "import sys; from skinroutine.completion import Completer; Completer(['plan', '--set']).words('s');"
    )
    shown = subprocess.run(
        [sys.executable, "-c", f"{asked} print(*sys.modules)"],
        env=run_environment(FROZEN_CHECKOUT),
        check=True,
        capture_output=True,
        text=True,
    )
    assert {"typer", "yaml", "rich", "msgspec", "sqlite3"} & set(shown.stdout.split()) == set()


HOSTILE = "x; touch gone"
"""A name that an import can bring: behind Tab it must not become a second command."""


def tab(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], shell: str, *words: str) -> str:
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", " ".join(("skinroutine", *words)))
    monkeypatch.setenv("COMP_WORDS", "\n".join(("skinroutine", *words)))
    monkeypatch.setenv("COMP_CWORD", str(len(words)))
    assert answer_shell(shell) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    return shown.out


def test_a_name_that_could_be_a_command_is_put_into_the_line_in_quotes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    run_program(
        tmp_path, "device", "add", "microneedling", "--kind=roller", "--needle=1", f"--name={HOSTILE}"
    )
    monkeypatch.setenv("SKINROUTINE_HOME", str(tmp_path))
    assert f"'{HOSTILE}'" in tab(monkeypatch, capsys, "bash", "log", "--head", "").splitlines()
    assert f"'{HOSTILE}'" in tab(monkeypatch, capsys, "zsh", "log", "--head", "x")


def test_a_reason_in_several_lines_is_one_line_behind_tab(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    run_program(tmp_path, "hold", "add", "--why=Sore\nseen\tby a \x1b[31mnurse")
    monkeypatch.setenv("SKINROUTINE_HOME", str(tmp_path))
    (line,) = tab(monkeypatch, capsys, "fish", "hold", "end", "").splitlines()
    assert line.partition("\t")[2] == "Sore seenby a [31mnurse"


@pytest.mark.parametrize("shell", ["powershell", "pwsh", "tcsh", ""])
def test_a_shell_that_is_not_served_is_told_nothing(shell: str) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "skinroutine"],
        env={**run_environment(FROZEN_CHECKOUT), "_SKINROUTINE_COMPLETE": f"complete_{shell}"},
        check=True,
        capture_output=True,
        text=True,
    )
    assert (shown.stdout, shown.stderr) == ("", "")
