"""The options of the commands that keep, change, share and call to mind what was recorded."""
# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from skinroutine.app import Place
from skinroutine.cli.between import pause, resume
from skinroutine.cli.history import group_for as history_group
from skinroutine.cli.history import redo, undo
from skinroutine.cli.journal import export, import_
from skinroutine.cli.options import Home, Json, Plain, Rules


def calendar(
    *,
    what: Annotated[
        str, typer.Option("--what", metavar="PARTS", help="Some of next,aftercare,checks; else all.")
    ] = "",
    output: Annotated[
        str, typer.Option("--output", metavar="FILE", help="Write to this file, not to standard output.")
    ] = "",
    private: Annotated[
        bool, typer.Option("--private", help="Titles that tell nothing, and no details.")
    ] = False,
    as_json: Json = False,
    plain: Plain = False,
    home: Home = None,
) -> int:
    """A calendar file (ICS): next dates, aftercare, checks.

    Import it again to update what is there.
    """
    from skinroutine.commands import calendar as command

    place = Place(home=home, as_json=as_json, plain=plain)
    return command.run(place, what=what, output=output, private=private)


def remind(
    kind: Annotated[
        str, typer.Argument(metavar="[KIND]", help="cron, systemd or launchd; else what this system has.")
    ] = "",
    *,
    at: Annotated[str, typer.Option("--at", metavar="HH:MM", help="The time of day.")] = "09:00",
    only: Annotated[
        str, typer.Option("--only", metavar="FILE", help="Print one file alone, such as timer.")
    ] = "",
    private: Annotated[bool, typer.Option("--private", help="A notice that tells nothing.")] = False,
    as_json: Json = False,
    plain: Plain = False,
    home: Home = None,
) -> int:
    """Print a daily reminder for cron, systemd or launchd. Nothing is changed."""
    from skinroutine.commands import remind as command

    place = Place(home=home, as_json=as_json, plain=plain)
    return command.run(place, kind, at=at, only=only, private=private)


def handover(
    *,
    since: Annotated[
        str | None,
        typer.Option("--since", help='The first day: 90d, "3 months", 2026-08-01. Usual: 90 days.'),
    ] = None,
    until: Annotated[str | None, typer.Option("--until", help="The last day; today without it.")] = None,
    form: Annotated[str, typer.Option("--format", metavar="FORM", help="md, html or text.")] = "",
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="FILE", help="Write to this file; .html or .txt picks the form."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is not ours.")] = False,
    redact: Annotated[
        list[str] | None,
        typer.Option("--redact", metavar="WHAT", help="Leave out notes, conditions or medicines."),
    ] = None,
    as_json: Json = False,
    plain: Plain = False,
    rules: Rules = None,
    home: Home = None,
) -> int:
    """One page for a professional, to read or to print.

    What was done, how the skin took it, what was advised and why.
    """
    from skinroutine.commands import handover as command

    place = Place(home=home, rules=rules, as_json=as_json, plain=plain)
    asked = command.Asked(since, until, form, redact or [])
    return command.run(place, asked, output, force=force)


def devices(arguments: Sequence[str]) -> typer.Typer:
    """The group ``device``."""
    from skinroutine.cli.device import group_for

    return group_for(arguments)


COMMANDS: Final[Mapping[str, Callable[..., int]]] = {
    "pause": pause,
    "resume": resume,
    "calendar": calendar,
    "remind": remind,
    "handover": handover,
    "undo": undo,
    "redo": redo,
    "export": export,
    "import": import_,
}
GROUPS: Final[Mapping[str, Callable[[Sequence[str]], typer.Typer]]] = {
    "history": history_group,
    "device": devices,
}
