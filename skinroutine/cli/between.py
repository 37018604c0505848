"""The options of what a person sets between sessions: a pause, and a hold of their own."""
# ruff: noqa: PLC0415

from __future__ import annotations

from typing import Annotated

import typer

from skinroutine.app import Place
from skinroutine.cli.options import Home, Json, Plain


def pause(
    *,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DATE", help='The day it ends: mon, "2 weeks", 2026-12-24.'),
    ] = None,
    why: Annotated[str, typer.Option("--why", help="What for: illness, holiday, or in your own words.")] = "",
    as_json: Json = False,
    plain: Plain = False,
    home: Home = None,
) -> int:
    """Silence reminders for a holiday or an illness. Nothing is lost, and log still works."""
    from skinroutine.commands import pause as command

    return command.run(Place(home=home, as_json=as_json, plain=plain), until=until, why=why)


def resume(as_json: Json = False, plain: Plain = False, home: Home = None) -> int:
    """End a pause: reminders come again."""
    from skinroutine.commands import pause as command

    return command.resume(Place(home=home, as_json=as_json, plain=plain))


def hold_add(
    *,
    why: Annotated[str, typer.Option("--why", help='The reason, such as "A doctor told me to stop".')] = "",
    days: Annotated[int, typer.Option("--days", min=0, max=3660, help="The least days that it lasts.")] = 0,
    as_json: Json = False,
    plain: Plain = False,
    home: Home = None,
) -> int:
    """Set a hold of your own: no sessions until you end it."""
    from skinroutine.commands import hold as command

    return command.add(Place(home=home, as_json=as_json, plain=plain), why, days)


def hold_list(as_json: Json = False, plain: Plain = False, home: Home = None) -> int:
    """List the holds in force, as `skinroutine hold` does."""
    from skinroutine.commands import hold as command

    return command.show(Place(home=home, as_json=as_json, plain=plain))
