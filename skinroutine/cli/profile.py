"""The commands of ``skinroutine profile``."""
# ruff: noqa: PLC0415  what a command does not need is not loaded

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Final

import typer

from skinroutine.app import Place
from skinroutine.cli.options import Home, Json, Plain, Rules, group_of


def profile(
    context: typer.Context,
    as_json: Json = False,
    plain: Plain = False,
    rules: Rules = None,
    home: Home = None,
) -> int:
    """What is remembered of you, and until when."""
    from skinroutine.commands import profile as command

    if context.invoked_subcommand is not None:
        return 0
    return command.show(Place(home=home, rules=rules, as_json=as_json, plain=plain))


def show(as_json: Json = False, plain: Plain = False, rules: Rules = None, home: Home = None) -> int:
    """List what is remembered of you."""
    from skinroutine.commands import profile as command

    return command.show(Place(home=home, rules=rules, as_json=as_json, plain=plain))


def put(
    facts: Annotated[
        list[str] | None, typer.Argument(metavar="QUESTION=VALUE...", help="What to remember.")
    ] = None,
    *,
    treatment: Annotated[str, typer.Option("--treatment", help="For facts about one treatment.")] = "",
    as_json: Json = False,
    plain: Plain = False,
    rules: Rules = None,
    home: Home = None,
) -> int:
    """Remember something of you, as of today."""
    from skinroutine.commands import profile as command

    return command.put(Place(home=home, rules=rules, as_json=as_json, plain=plain), facts or [], treatment)


def forget(
    facts: Annotated[
        list[str] | None, typer.Argument(metavar="QUESTION...", help="What to use no longer.")
    ] = None,
    *,
    everything: Annotated[bool, typer.Option("--all", help="Forget every fact.")] = False,
    as_json: Json = False,
    plain: Plain = False,
    rules: Rules = None,
    home: Home = None,
) -> int:
    """Use a fact no longer. The history keeps that it was said."""
    from skinroutine.commands import profile as command

    place = Place(home=home, rules=rules, as_json=as_json, plain=plain)
    return command.forget(place, facts or [], everything=everything)


COMMANDS: Final[Mapping[str, Callable[..., int]]] = {"show": show, "set": put, "forget": forget}


def group_for(arguments: Sequence[str]) -> typer.Typer:
    """The commands of the group that are needed for these arguments."""
    return group_of(COMMANDS, arguments, profile)
