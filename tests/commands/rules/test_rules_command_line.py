"""The group of commands for rule authors, as it is typed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from conftest import ROOT, Run
from skinroutine.cli.program import app_for
from skinroutine.cli.table import TABLE, GroupEntry

RULES = TABLE["rules"]
assert isinstance(RULES, GroupEntry)
COMMANDS = RULES.commands
DESCRIBED = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")


def built(app: typer.Typer) -> list[str | None]:
    """The commands of the group of rules as it was built."""
    (group,) = app.registered_groups
    assert group.typer_instance is not None
    return [command.name for command in group.typer_instance.registered_commands]


@pytest.mark.parametrize("name", COMMANDS)
def test_only_the_command_that_is_called_is_built(name: str) -> None:
    app = app_for(["rules", name])
    assert (app.registered_commands, [one.name for one in app.registered_groups]) == ([], ["rules"])
    assert built(app) == [name]


def test_a_mistyped_command_is_refused_with_the_nearest(run: Run) -> None:
    ran = run("rules", "shwo", "mn-sunburn")
    said = "There's no command 'rules shwo'. Did you mean: skinroutine rules show\n"
    assert (ran.status, ran.err) == (2, said)


def test_holds_are_still_a_group(run: Run) -> None:
    assert run("hold").out == "Your sessions aren't paused.\nBefore a session: skinroutine plan\n"
    assert run("hold", "end").err == "Your sessions aren't paused.\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_and_the_json_of_each_command_are_in_the_docs(name: str) -> None:
    assert f"\n## rules {name}\n" in (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert f"\n## rules {name}\n" in DESCRIBED


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "--verdict", "go"],
        ["show", "mn-weekly"],
        ["check"],
        ["sources", "--unused"],
        ["coverage", "tests/third"],
        ["test", "tests/third"],
        ["diff", "tests/frozen_rules", "tests/frozen_rules"],
    ],
    ids=" ".join,
)
def test_every_field_of_the_json_is_described(
    run: Run, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    fields = set(run("rules", *arguments, "--json").json) - {"schema_version"}
    (row,) = re.findall(rf"\n## rules {arguments[0]}\n.*?(?=\n## )", DESCRIBED, flags=re.DOTALL)
    assert fields != set()
    assert [field for field in fields if f"`{field}`" not in row] == []


def test_a_new_treatment_is_written_checked_and_tested(run: Run, tmp_path: Path) -> None:
    assert run("rules", "new", "peeling", "--into", str(tmp_path)).status == 0
    assert run("rules", "check", str(tmp_path)).status == 0
    tested = run("rules", "test", str(tmp_path))
    assert (tested.status, tested.out.split(": ")[1]) == (0, "all as expected\n")
    assert "peeling" in run("rules", "list", "--treatment", "peeling", "--rules", str(tmp_path)).out


def test_without_a_place_a_new_treatment_is_written_here(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("rules", "new", "peeling").status == 0
    assert (tmp_path / "peeling" / "treatment.yaml").is_file()


def test_a_code_of_rules_check_is_explained(run: Run) -> None:
    ran = run("rules", "check", "--explain", "gap")
    assert ran.status == 0
    assert ran.out.startswith("gap\n")


def test_a_case_that_cannot_be_run_is_named_beside_the_others(run: Run) -> None:
    ran = run("rules", "test", "tests/broken_folders/treatment-without-example")
    assert (ran.status, ran.out.splitlines()[-1]) == (1, "1 case, 1 differs")
    assert "example.yaml:1: this file is missing" in ran.out
