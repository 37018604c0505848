"""The straight road reads what was typed as the library does, or leaves it to the library."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Annotated, Any, Final, get_type_hints

import pytest
import typer.main
from hypothesis import given
from hypothesis import strategies as st
from typer.exceptions import TyperException

from conftest import Run
from effort import examples
from skinroutine.app import App
from skinroutine.cli import program
from skinroutine.cli.clash import OptionsClashError
from skinroutine.cli.parameters import NEEDED, Parameter, function_of, parameters_of
from skinroutine.cli.straight import COMPLETING, DoubtError, answer, read
from skinroutine.cli.table import TABLE, CommandEntry
from skinroutine.errors import SkinroutineError
from skinroutine.options import usage_of

VALUES: Final = (
    "x",
    "7",
    "0",
    "007",
    "-7",
    "99999999",
    "1.5",
    "two words",
    "a=b",
    "=",
    "é",
    "\uff17",
    "-",
    "--",
    "",
)
WORDS: Final = (*VALUES, " ", "-h", "--help", "--hlep", "--json", "--json=1", "--set", "-x", "show")
REFUSED: Final = {"refused": True}


def commands() -> Iterator[tuple[str, str]]:
    """Every command as it is typed, and where it stands."""
    for name, entry in TABLE.items():
        if isinstance(entry, CommandEntry):
            yield name, entry.where
        else:
            yield from ((f"{name} {inner}", each.where) for inner, each in entry.commands.items())
            yield from [(name, entry.bare)] if entry.bare else []


COMMANDS: Final = dict(commands())


@cache
def built(command: str) -> Any:
    """A command as the library knows it; it gives the options that the function would get."""
    group, _, inner = command.partition(" ")
    function = function_of(COMMANDS[command])

    def give(app: Mapping[str, object], **options: object) -> Mapping[str, object]:
        return {**app, **options}

    give.__dict__.update(function.__dict__)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            program, "function_of", lambda where: give if where == COMMANDS[command] else function_of(where)
        )
        patch.setattr(
            program, "parameters_of", lambda each: parameters_of(function if each is give else each)
        )
        return typer.main.get_command(program.app_for([group, *([inner] if inner else [])]))


def by_library(command: str, typed: Sequence[str]) -> object:
    """What the library makes of it; ``REFUSED`` where it runs no command."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(program, "App", lambda **shared: shared)
        try:
            found = built(command).main([*command.split(), *typed], standalone_mode=False)
        except (SkinroutineError, TyperException):
            return REFUSED
    return found if isinstance(found, dict) else REFUSED  # a help gives a status


def straight(command: str, typed: Sequence[str]) -> object:
    try:
        return read(function_of(COMMANDS[command]), typed)
    except (DoubtError, OptionsClashError):
        return None


def pieces(parameter: Parameter) -> Iterator[list[str]]:
    """All ways to type a parameter, with good values and bad ones."""
    for name in parameter.names:
        yield [name]
        yield from ([name, value] for value in VALUES)
        yield from ([f"{name}={value}"] for value in VALUES)
    if not parameter.names:
        yield from ([value] for value in VALUES)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_types_of_a_command_are_those_that_typing_reads(command: str) -> None:
    function = function_of(COMMANDS[command])
    known = {"App": App, "Annotated": Annotated}
    hints = get_type_hints(function, localns=known, include_extras=True)
    own = [each for each in parameters_of(function) if each.name in hints]
    assert {each.name for each in own} == hints.keys() - {"app", "return"}
    assert [each.kind for each in own] == [hints[each.name].__origin__ for each in own]
    assert all(vars(each.described) == vars(hints[each.name].__metadata__[0]) for each in own)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_option_alone_is_read_as_the_library_reads_it(command: str) -> None:
    parameters = parameters_of(function_of(COMMANDS[command]))
    needed = [["thing"] for each in parameters if each.default is NEEDED]
    for parameter in parameters:
        others = needed[1:] if parameter.default is NEEDED else needed
        for piece in pieces(parameter):
            typed = [word for each in (*others, piece) for word in each]
            found = straight(command, typed)
            assert found is None or found == by_library(command, typed), typed


@given(st.data())
@examples(1000)
def test_whatever_is_typed_is_read_as_the_library_reads_it_or_left_to_it(data: st.DataObject) -> None:
    command = data.draw(st.sampled_from(sorted(COMMANDS)))
    known = [piece for each in parameters_of(function_of(COMMANDS[command])) for piece in pieces(each)]
    drawn = data.draw(st.lists(st.sampled_from([*known, *([word] for word in WORDS)]), max_size=6))
    typed = [word for piece in drawn for word in piece]
    found = straight(command, typed)
    assert found is None or found == by_library(command, typed)


def plainly_typed(parameter: Parameter) -> list[str]:
    """A parameter as people type it."""
    flag = "bool" in str(parameter.kind)
    return [*parameter.names[:1], *([] if flag else ["1"])]


def is_list_of_words(parameter: Parameter) -> bool:
    return not parameter.names and "list" in str(parameter.kind)


@pytest.mark.parametrize("command", COMMANDS)
def test_what_people_mostly_type_takes_the_straight_road(command: str) -> None:
    parameters = parameters_of(function_of(COMMANDS[command]))
    needed = [word for each in parameters if each.default is NEEDED for word in plainly_typed(each)]
    together = list(usage_of(function_of(COMMANDS[command])).needs)
    left = [
        each.typed_as
        for each in parameters
        if each.default is not NEEDED and straight(command, [*needed, *plainly_typed(each)]) is None
    ]
    assert straight(command, needed) is not None
    assert left == [*(each.typed_as for each in parameters if is_list_of_words(each)), *together]


def test_a_shell_that_asks_for_words_to_complete_with_is_left_to_the_library(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(COMPLETING, "complete_bash")
    assert answer(["status"]) is None


def test_end_of_input_where_a_command_reads_it_itself_is_no_answer(run: Run) -> None:
    assert run("hold", "end").status == 2
