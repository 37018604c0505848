"""The options of ``export`` and ``import``: the history as a file."""
# ruff: noqa: PLC0415

from __future__ import annotations

from typing import Annotated

import typer

from skinroutine.app import Place
from skinroutine.cli.options import Home, Json, NoInput, Plain, Rules


def export(
    file: Annotated[
        str,
        typer.Argument(metavar="[FILE]", help="Where to write; - is standard output.", show_default=False),
    ] = "-",
    *,
    form: Annotated[
        str, typer.Option("--format", metavar="FORM", help="jsonl: everything. csv: the sessions.")
    ] = "jsonl",
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    as_json: Json = False,
    plain: Plain = False,
    home: Home = None,
) -> int:
    """Write your history as JSON Lines, or sessions as CSV."""
    from skinroutine.commands.transfer import export as command

    return command.run(Place(home=home, as_json=as_json, plain=plain), file, form, force=force)


def import_(
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="What export wrote; - is standard input.", show_default=False),
    ],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell of each line what it is; store nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Leave damaged lines out and take the rest.")] = False,
    no_input: NoInput = False,
    as_json: Json = False,
    plain: Plain = False,
    rules: Rules = None,
    home: Home = None,
) -> int:
    """Add another machine's entries to yours.

    What you have stays as it is.
    """
    from skinroutine.commands.transfer import import_ as command

    place = Place(home=home, rules=rules, as_json=as_json, plain=plain)
    return command.run(place, file, dry_run=dry_run, yes=yes, no_input=no_input)
