"""The help names all that can be typed, fits the terminal, and is the same on both roads."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Final

import pytest

from conftest import Run
from in_a_terminal import ESCAPES, Glass
from skinroutine.cli.help import help_of, is_called, screen_help
from skinroutine.cli.parameters import function_of, parameters_of
from skinroutine.cli.table import TABLE, CommandEntry, GroupEntry


def called() -> Iterator[tuple[str, CommandEntry | GroupEntry]]:
    """All that can be called, as it is typed."""
    for name, entry in TABLE.items():
        yield name, entry
        if isinstance(entry, GroupEntry):
            yield from ((f"{name} {inner}", each) for inner, each in entry.commands.items())


CALLED: Final = dict(called())
SET: Final = """\
Usage: skinroutine profile set [OPTIONS] [QUESTION=VALUE...]

  Change an answer about you, as of today.

Arguments:
  QUESTION=VALUE...  What to remember, such as age=34.

Options:
  --treatment TREATMENT  Remember it for this treatment alone.
  --json                 Print the result as JSON, for a script.
  --plain                Plain lines without colour, such as for a screen
                         reader.
  --rules DIR            Add your own rules. They can only make results
                         stricter.
  --home DIR             Keep your history and rules in this folder (or set
                         SKINROUTINE_HOME).
  -h, --help             Show this help.

Examples:
  skinroutine profile set age=34
      Change one answer without a new plan.
  skinroutine profile set conditions=eczema medicines=none
      Change two at once.
"""


def flowing(text: str) -> str:
    return " ".join(text.split())


def test_a_help_has_what_it_does_its_arguments_and_its_options(run: Run) -> None:
    assert run("profile", "set", "--help").out == SET


@pytest.mark.parametrize("name", CALLED)
def test_a_help_names_every_option_with_what_it_says(name: str) -> None:
    entry = CALLED[name]
    shown = flowing(help_of(name.split()))
    where = entry.bare if isinstance(entry, GroupEntry) else entry.where
    for each in parameters_of(function_of(where)) if where else ():
        assert each.typed_as in shown or each.name in shown
        assert flowing(each.described.help) in shown
    assert flowing(entry.help) in shown
    assert "-h, --help" in shown


@pytest.mark.parametrize("columns", [50, 57, 64, 80, 200])
def test_a_help_is_no_wider_than_the_terminal_and_than_80_columns(
    monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    wide = [
        line for name in CALLED for line in help_of(name.split()).splitlines() if len(line) > min(columns, 80)
    ]
    assert wide == []


@pytest.mark.parametrize("name", CALLED)
def test_beside_other_options_the_help_is_the_same(run: Run, name: str) -> None:
    straight = run(*name.split(), "-h")
    assert (straight.status, straight.err) == (0, "")
    assert run(*name.split(), "--help", "--help").out == straight.out


@pytest.mark.parametrize(
    "name", ["", *(name for name, each in CALLED.items() if isinstance(each, GroupEntry))]
)
def test_no_line_of_a_list_of_commands_is_cut_in_a_terminal_of_80_columns(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert "..." not in help_of(name.split()).partition("COMMAND [ARGS]...")[2]


def test_a_long_first_sentence_is_cut_between_two_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    assert "  plan            Find out whether to go...\n" in help_of([])


@pytest.mark.parametrize("name", CALLED)
def test_what_stands_for_a_value_is_a_word(name: str) -> None:
    assert not set("<>{}") & set(help_of(name.split()))


@pytest.mark.parametrize("path", [["nothing"], [""], ["plan", "plan"], ["hold", "end", "end"], ["hold", ""]])
def test_what_is_no_command_has_no_help(path: list[str]) -> None:
    assert not is_called(path)


@pytest.mark.parametrize("typed", [["nothing", "--help"], ["", "--help"], ["hold", "", "--help"]])
def test_a_help_that_is_asked_of_no_command_is_refused(run: Run, typed: list[str]) -> None:
    ran = run(*typed)
    assert (ran.status, ran.out, ran.err.startswith("There's no command ")) == (2, "", True)


def test_help_in_a_terminal_says_the_same_in_colours_and_without_them_where_none_are_wanted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = help_of(["log"])
    monkeypatch.setattr(sys, "stdout", Glass())
    monkeypatch.setenv("TERM", "xterm-256color")
    coloured = screen_help(["log"])
    monkeypatch.setenv("NO_COLOR", "1")
    assert (ESCAPES.sub("", coloured), screen_help(["log"])) == (plain, plain)
    assert "\x1b[1mOptions:\x1b[0m\n  \x1b[36m--at TIME\x1b[0m " in coloured
