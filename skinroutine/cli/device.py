"""The options of ``device``: the heads of a person, and choosing a device before it is bought."""
# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Final

import typer

from skinroutine.app import Place
from skinroutine.cli.options import (
    AnswersFile,
    Home,
    Json,
    NoInput,
    Plain,
    Rules,
    Settings,
    Treatment,
    group_of,
)

All = Annotated[bool, typer.Option("--all", help="Show retired heads too.")]


def device(
    context: typer.Context,
    *,
    everything: All = False,
    as_json: Json = False,
    plain: Plain = False,
    rules: Rules = None,
    home: Home = None,
) -> int:
    """Your heads and their uses; a device before you buy it."""
    if context.invoked_subcommand is not None:
        return 0
    return device_list(everything=everything, as_json=as_json, plain=plain, rules=rules, home=home)


def device_list(
    *,
    everything: All = False,
    as_json: Json = False,
    plain: Plain = False,
    rules: Rules = None,
    home: Home = None,
) -> int:
    """List the heads in use, with their uses and limits."""
    from skinroutine.commands import device as command

    return command.show(Place(home=home, rules=rules, as_json=as_json, plain=plain), everything=everything)


def device_add(
    treatment: Treatment = "",
    *,
    kind: Annotated[str, typer.Option("--kind", help="The kind of device, such as roller.")] = "",
    needle: Annotated[str, typer.Option("--needle", help="Needle length in mm.")] = "",
    opened: Annotated[
        str | None, typer.Option("--opened", help="The day it was opened; today without it.")
    ] = None,
    single_use: Annotated[
        bool | None, typer.Option("--single-use/--no-single-use", help="Whether it is made for one use.")
    ] = None,
    certified: Annotated[
        bool | None,
        typer.Option("--certified/--not-certified", help="Whether the maker says it is certified."),
    ] = None,
    uses: Annotated[str, typer.Option("--uses", help="How many times it has been used so far.")] = "",
    name: Annotated[str, typer.Option("--name", help='What you call it, such as "blue roller".')] = "",
    answers: AnswersFile = None,
    settings: Settings = None,
    no_input: NoInput = False,
    as_json: Json = False,
    plain: Plain = False,
    rules: Rules = None,
    home: Home = None,
) -> int:
    """Note a head that you use. What you do not say is asked in a terminal."""
    from skinroutine.commands import device as command
    from skinroutine.commands.given import given

    place = Place(home=home, rules=rules, as_json=as_json, plain=plain)
    flags = command.Flags(kind, needle, single_use, certified, uses)
    typed = given(answers, [*(settings or []), *flags.settings()], no_input=no_input)
    quiet = bool(answers or settings or no_input)
    return command.add(place, treatment, typed._replace(quiet=quiet), flags, name=name, opened=opened)


def device_retire(
    head: Annotated[str, typer.Argument(metavar="NAME|ID", help="The name of the head, or its id.")],
    *,
    why: Annotated[str, typer.Option("--why", help="worn, lost or damaged.")] = "",
    as_json: Json = False,
    plain: Plain = False,
    home: Home = None,
) -> int:
    """Retire a head that you no longer use; it stays in your history."""
    from skinroutine.commands import device as command

    return command.retire(Place(home=home, as_json=as_json, plain=plain), head, why)


def device_choose(
    treatment: Treatment = "",
    *,
    answers: AnswersFile = None,
    settings: Settings = None,
    no_input: NoInput = False,
    as_json: Json = False,
    plain: Plain = False,
    rules: Rules = None,
    home: Home = None,
) -> int:
    """Judge a device before you buy it."""
    from skinroutine.commands.device import choose as command
    from skinroutine.commands.given import given

    place = Place(home=home, rules=rules, as_json=as_json, plain=plain)
    return command.run(place, treatment, given(answers, settings or [], no_input=no_input))


COMMANDS: Final[Mapping[str, Callable[..., int]]] = {
    "add": device_add,
    "list": device_list,
    "retire": device_retire,
    "choose": device_choose,
}


def group_for(arguments: Sequence[str]) -> typer.Typer:
    """The commands of the group that are needed for these arguments."""
    return group_of(COMMANDS, arguments, device)
