"""The command line: options in, errors to standard error, exit status out. It decides nothing else.

Each command is imported inside its function, so that none pays for what another needs.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from skinroutine.app import Place
from skinroutine.cli import between, records
from skinroutine.cli.options import (
    Again,
    AnswersFile,
    At,
    Home,
    Json,
    NoInput,
    Photo,
    Plain,
    Rules,
    Settings,
    Treatment,
    check_command,
    group_of,
    typer_with,
)
from skinroutine.cli.usage import StrictCommand, check_order

NOT_NOW = 3
SEE_SOMEONE = 2


def options() -> None:
    """Plan, log and check home skin treatments, with cited rules and a local history."""


def plan(
    treatment: Treatment = "",
    *,
    example: Annotated[
        bool, typer.Option("--example", help="Use a typical person's answers; ask and store nothing.")
    ] = False,
    answers: AnswersFile = None,
    settings: Settings = None,
    no_input: NoInput = False,
    as_json: Json = False,
    plain: Plain = False,
    what_if: Annotated[
        list[str] | None,
        typer.Option("--what-if", metavar="QUESTION=VALUE", help="Try another answer; stores nothing."),
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DAY", help='Try a later day, such as "friday".')
    ] = None,
    save_answers: Annotated[
        Path | None, typer.Option("--save-answers", metavar="FILE", help="Write the answers to a file.")
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 3 when the answer is not now.")
    ] = False,
    rules: Rules = None,
    home: Home = None,
) -> int:
    """Before a session: may it go ahead, and how."""
    from skinroutine.commands import plan as command
    from skinroutine.commands.given import given
    from skinroutine.model import MILDEST_REFUSAL

    place = Place(home=home, rules=rules, as_json=as_json, plain=plain)
    typed = given(answers, settings or [], no_input=no_input)
    wish = command.Wish(example, tuple(what_if or ()), on, save_answers)
    weight = command.run(place, treatment, typed, wish)
    return NOT_NOW if exit_code and weight >= MILDEST_REFUSAL else 0


def log(
    treatment: Treatment = "",
    *,
    at: At = None,
    area: Annotated[list[str] | None, typer.Option("--area", help="A treated area; may be repeated.")] = None,
    device: Annotated[str, typer.Option("--device", help="The kind of device.")] = "",
    needle: Annotated[str, typer.Option("--needle", help="Needle length in mm.")] = "",
    setting: Annotated[str, typer.Option("--setting", help="The suction level.")] = "",
    head: Annotated[str, typer.Option("--head", help="The head that was used: its name or id.")] = "",
    reaction: Annotated[
        str, typer.Option("--reaction", help="How the skin took it; typed alone, the last time.")
    ] = "",
    note: Annotated[str, typer.Option("--note", help="Anything you want to keep.")] = "",
    photo: Photo = "",
    again: Again = False,
    answers: AnswersFile = None,
    settings: Settings = None,
    no_input: NoInput = False,
    as_json: Json = False,
    plain: Plain = False,
    rules: Rules = None,
    home: Home = None,
) -> int:
    """After a session: record what was really done. Without a treatment it starts from the last plan."""
    from skinroutine.commands import log as command
    from skinroutine.commands.given import given
    from skinroutine.commands.log.repeat import Repeat

    flags = {
        "areas": ",".join(area or []),
        "device_kind": device,
        "needle_mm": needle,
        "suction": setting,
        "reaction": reaction,
    }
    typed = [*(settings or []), *(f"{name}={value}" for name, value in flags.items() if value)]
    place = Place(home=home, rules=rules, as_json=as_json, plain=plain)
    told = given(answers, typed, no_input=no_input or bool(head))
    twice = Repeat(again, may_ask=not (answers or no_input))
    return command.run(place, treatment, told, at=at, note=note, head=head, photo=photo, twice=twice)


def check_symptoms(
    treatment: Treatment = "",
    *,
    answers: AnswersFile = None,
    settings: Settings = None,
    no_input: NoInput = False,
    as_json: Json = False,
    plain: Plain = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 3 when someone should see it.")
    ] = False,
    rules: Rules = None,
    home: Home = None,
) -> int:
    """When the skin reacts: what to do, and how soon. The worst signs come first."""
    from skinroutine.commands import check_symptoms as command
    from skinroutine.commands.given import given

    place = Place(home=home, rules=rules, as_json=as_json, plain=plain)
    level = command.run(place, treatment, given(answers, settings or [], no_input=no_input))
    return NOT_NOW if exit_code and level >= SEE_SOMEONE else 0


def status(as_json: Json = False, plain: Plain = False, home: Home = None) -> int:
    """Between sessions: holds, aftercare in force, next dates."""
    from skinroutine.commands import status as command

    return command.run(Place(home=home, as_json=as_json, plain=plain))


def due(
    as_json: Json = False,
    plain: Plain = False,
    home: Home = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 3 when nothing is due.")] = False,
    *,
    notify: Annotated[bool, typer.Option("--notify", help="Send it to the desktop as a notice too.")] = False,
    private: Annotated[bool, typer.Option("--private", help="With --notify: it tells nothing.")] = False,
) -> int:
    """What may be done again, a line each; silent when nothing."""
    from skinroutine.commands import due as command

    place = Place(home=home, as_json=as_json, plain=plain)
    if notify or private:
        from skinroutine.commands import notify as noticed

        return noticed.run(place, notify=notify, private=private, exit_code=exit_code)
    return command.run(place.dated_history, place.now(), as_json=as_json, exit_code=exit_code)


def about(
    treatment: Treatment = "",
    as_json: Json = False,
    plain: Plain = False,
    rules: Rules = None,
    home: Home = None,
) -> int:
    """What a treatment does and what to expect.

    Without a name it puts all treatments side by side.
    """
    from skinroutine.commands import about as command

    return command.run(Place(home=home, rules=rules, as_json=as_json, plain=plain), treatment)


def why(as_json: Json = False, plain: Plain = False, rules: Rules = None, home: Home = None) -> int:
    """The rules, answers and sources behind the last answer."""
    from skinroutine.commands import why as command

    return command.run(Place(home=home, rules=rules, as_json=as_json, plain=plain))


def hold(context: typer.Context, as_json: Json = False, plain: Plain = False, home: Home = None) -> int:
    """List the holds in force. To end one: skinroutine hold end --how healed|seen|error."""
    from skinroutine.commands import hold as command

    if context.invoked_subcommand is not None:
        return 0
    return command.show(Place(home=home, as_json=as_json, plain=plain))


def hold_end(
    hold: Annotated[
        str, typer.Argument(help="The id of the hold, or its beginning.", show_default=False)
    ] = "",
    *,
    how: Annotated[
        str, typer.Option("--how", help="healed, seen (by a professional), error or cleared.")
    ] = "",
    by: Annotated[
        str, typer.Option("--by", metavar="WHO", help="With cleared: who, such as allergy_specialist.")
    ] = "",
    no_input: NoInput = False,
    as_json: Json = False,
    plain: Plain = False,
    home: Home = None,
) -> int:
    """End a hold, and keep how it ended."""
    from skinroutine.commands import hold as command

    return command.end(Place(home=home, as_json=as_json, plain=plain), hold, how, by, no_input=no_input)


COMMANDS: Final[Mapping[str, Callable[..., int]]] = {
    "plan": plan,
    "log": log,
    "check-symptoms": check_symptoms,
    "status": status,
    "due": due,
    "about": about,
    "why": why,
    **records.COMMANDS,
}


def app_for(arguments: Sequence[str]) -> typer.Typer:
    """The program, with the one command that is called, or with all of them for help.

    Typer builds the options of every command it is given, which costs more than most commands take.
    Raises NoSuchCommandError and OptionsClashError.
    """
    check_command(arguments, [*COMMANDS, *GROUPS])
    check_order(arguments, {*COMMANDS, *GROUPS})
    app = typer_with(
        help=options.__doc__, epilog="Start with: skinroutine plan --example", no_args_is_help=True
    )
    app.callback()(options)
    called, *rest = arguments or [""]
    for name in _built(COMMANDS, called):
        app.command(name, cls=StrictCommand)(COMMANDS[name])
    for name in _built(GROUPS, called):
        app.add_typer(GROUPS[name](rest if name == called else []), name=name)
    return app


def _built(names: Iterable[str], called: str) -> list[str]:
    """Those of the names that are called; all of them when nothing known is."""
    known = called in COMMANDS or called in GROUPS
    return [name for name in names if name == called or not known]


def _holds(arguments: Sequence[str]) -> typer.Typer:
    commands: Mapping[str, Callable[..., int]] = {
        "end": hold_end,
        "add": between.hold_add,
        "list": between.hold_list,
    }
    return group_of(commands, arguments, hold)


def _profile(arguments: Sequence[str]) -> typer.Typer:
    from skinroutine.cli.profile import group_for

    return group_for(arguments)


def _rules(arguments: Sequence[str]) -> typer.Typer:
    from skinroutine.cli.rules import group_for

    return group_for(arguments)


GROUPS: Final[Mapping[str, Callable[[Sequence[str]], typer.Typer]]] = {
    "hold": _holds,
    "profile": _profile,
    "rules": _rules,
    **records.GROUPS,
}
