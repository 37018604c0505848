"""The options of ``history``, ``undo`` and ``redo``: what was recorded, and how it is changed."""
# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Final

import typer

from skinroutine.app import Place
from skinroutine.cli.options import AnswersFile, At, Home, Json, NoInput, Plain, Rules, Settings, group_of

Entry = Annotated[
    str, typer.Argument(metavar="ID", help="The id of the entry, or one end of it.", show_default=False)
]


def history(
    context: typer.Context,
    *,
    area: Annotated[str, typer.Option("--area", help="Sessions on this area.")] = "",
    treatment: Annotated[str, typer.Option("--treatment", help="Entries about this treatment.")] = "",
    since: Annotated[
        str | None, typer.Option("--since", help='From this day on: "2 weeks ago", ISO.')
    ] = None,
    until: Annotated[str | None, typer.Option("--until", help="Up to this day, and with it.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100_000, help="How many, at the most.")] = 20,
    everything: Annotated[bool, typer.Option("--all", help="With plans and remembered facts.")] = False,
    chart: Annotated[bool, typer.Option("--chart", help="Show them as a calendar.")] = False,
    months: Annotated[
        int, typer.Option("--months", min=1, max=24, help="With --chart: how many months, this one too.")
    ] = 2,
    as_json: Json = False,
    plain: Plain = False,
    rules: Rules = None,
    home: Home = None,
) -> int:
    """List what was recorded, newest first. Show, change or remove an entry, or see a chart."""
    if context.invoked_subcommand is not None:
        return 0
    place = Place(home=home, rules=rules, as_json=as_json, plain=plain)
    if chart:
        from skinroutine.commands.history import chart as drawing

        return drawing.run(place, months, area=area, treatment=treatment)
    from skinroutine.commands import history as command

    return command.run(
        place,
        area=area,
        treatment=treatment,
        since=since,
        until=until,
        limit=limit,
        everything=everything,
    )


def show(entry: Entry, as_json: Json = False, plain: Plain = False, home: Home = None) -> int:
    """Show one entry with all that was kept of it."""
    from skinroutine.commands import history as command

    return command.show(Place(home=home, as_json=as_json, plain=plain), entry)


def edit(
    entry: Entry,
    *,
    at: At = None,
    area: Annotated[list[str] | None, typer.Option("--area", help="A treated area; may be repeated.")] = None,
    device: Annotated[str, typer.Option("--device", help="The kind of device.")] = "",
    needle: Annotated[str, typer.Option("--needle", help="Needle length in mm.")] = "",
    setting: Annotated[str, typer.Option("--setting", help="The suction level.")] = "",
    reaction: Annotated[str, typer.Option("--reaction", help="How the skin took it.")] = "",
    note: Annotated[
        str | None, typer.Option("--note", help="Another note; empty takes it away.", show_default=False)
    ] = None,
    answers: AnswersFile = None,
    settings: Settings = None,
    no_input: NoInput = False,
    as_json: Json = False,
    plain: Plain = False,
    rules: Rules = None,
    home: Home = None,
) -> int:
    """Change a session; what it was before is kept. Without options it asks what to change."""
    from skinroutine.commands.given import given
    from skinroutine.commands.history import edit as command

    flags = {
        "areas": ",".join(area or []),
        "device_kind": device,
        "needle_mm": needle,
        "suction": setting,
        "reaction": reaction,
    }
    typed = [*(settings or []), *(f"{name}={value}" for name, value in flags.items() if value)]
    place = Place(home=home, rules=rules, as_json=as_json, plain=plain)
    return command.run(place, entry, given(answers, typed, no_input=no_input), at=at, note=note)


def remove(
    entry: Entry, as_json: Json = False, plain: Plain = False, rules: Rules = None, home: Home = None
) -> int:
    """Take an entry out. Undo brings it back; a hold stays."""
    from skinroutine.commands.history import undo as command

    return command.remove(Place(home=home, rules=rules, as_json=as_json, plain=plain), entry)


def undo(as_json: Json = False, plain: Plain = False, rules: Rules = None, home: Home = None) -> int:
    """Take back what was recorded last. Again takes back one more; a hold stays."""
    from skinroutine.commands.history import undo as command

    return command.undo(Place(home=home, rules=rules, as_json=as_json, plain=plain))


def redo(as_json: Json = False, plain: Plain = False, rules: Rules = None, home: Home = None) -> int:
    """Do again what was undone last."""
    from skinroutine.commands.history import undo as command

    return command.redo(Place(home=home, rules=rules, as_json=as_json, plain=plain))


COMMANDS: Final[Mapping[str, Callable[..., int]]] = {
    "show": show,
    "edit": edit,
    "remove": remove,
    "undo": undo,
    "redo": redo,
}


def group_for(arguments: Sequence[str]) -> typer.Typer:
    """The commands of the group that are needed for these arguments."""
    return group_of(COMMANDS, arguments, history)
