"""The options of ``rules``: what rule authors use to read, check and prove rules."""
# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from skinroutine.app import Place
from skinroutine.cli.options import Home, Json, Plain, Rules, group_of

HELP: Final = "For rule authors: read, check, test and compare rules."
Folder = Annotated[
    Path | None,
    typer.Argument(
        metavar="[DIR]", help="Rules laid over the shipped ones; without it, these.", show_default=False
    ),
]


def rules_list(
    *,
    treatment: Annotated[
        str, typer.Option("--treatment", help="Rules of this folder; common is one too.")
    ] = "",
    topic: Annotated[str, typer.Option("--topic", help="Rules of this file, such as screening.")] = "",
    verdict: Annotated[str, typer.Option("--verdict", help="Rules that give this verdict.")] = "",
    level: Annotated[
        int | None, typer.Option("--level", min=0, max=4, help="Rules that can give this level.")
    ] = None,
    source: Annotated[str, typer.Option("--source", metavar="ID", help="Rules that cite this source.")] = "",
    as_json: Json = False,
    plain: Plain = False,
    rules: Rules = None,
    home: Home = None,
) -> int:
    """List the rules, a line each: id, treatment, topic, result, and what it says."""
    from skinroutine.commands import rules_list as command
    from skinroutine.review.listing import Wanted

    place = Place(home=home, rules=rules, as_json=as_json, plain=plain)
    return command.run(place, Wanted(treatment, topic, verdict, level, source))


def rules_show(
    name: Annotated[str, typer.Argument(metavar="ID", help="The id of a rule, step, question or source.")],
    as_json: Json = False,
    plain: Plain = False,
    rules: Rules = None,
    home: Home = None,
) -> int:
    """Show one rule in words, with its evidence, its cases and the questions that it needs."""
    from skinroutine.commands import rules_show as command

    return command.run(Place(home=home, rules=rules, as_json=as_json, plain=plain), name)


def rules_check(
    folder: Folder = None,
    explain: Annotated[str, typer.Option("--explain", metavar="CODE", help="Say what a code means.")] = "",
    as_json: Json = False,
    plain: Plain = False,
) -> int:
    """Tell all that is wrong with the rules, a line each; exits with 1 when something is."""
    from skinroutine.commands import rules_check as command

    return command.run(Place(as_json=as_json, plain=plain), folder, explain)


def rules_test(folder: Folder = None, as_json: Json = False, plain: Plain = False) -> int:
    """Run the cases, and show those that differ as a diff; exits with 1 when some do."""
    from skinroutine.commands import rules_test as command

    return command.run(Place(as_json=as_json, plain=plain), folder)


def rules_coverage(folder: Folder = None, as_json: Json = False, plain: Plain = False) -> int:
    """Tell what no case tries, and what one treatment weighs and another does not."""
    from skinroutine.commands import rules_coverage as command

    return command.run(Place(as_json=as_json, plain=plain), folder)


def rules_sources(
    unused: Annotated[
        bool, typer.Option("--unused", help="Only sources and facts that nothing rests on.")
    ] = False,
    as_json: Json = False,
    plain: Plain = False,
    rules: Rules = None,
    home: Home = None,
) -> int:
    """List the sources, each with the rules that use it."""
    from skinroutine.commands import rules_sources as command

    return command.run(Place(home=home, rules=rules, as_json=as_json, plain=plain), only_unused=unused)


def rules_diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A folder of rules, as it was.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The same as it is to be.")],
    as_json: Json = False,
    plain: Plain = False,
) -> int:
    """Tell whose result changes between two folders of rules; exits with 1 when one gets milder."""
    from skinroutine.commands import rules_diff as command

    return command.run(Place(as_json=as_json, plain=plain), old, new)


def rules_new(
    treatment: Annotated[str, typer.Argument(help="The name of the treatment: lower case, digits, _.")],
    *,
    into: Annotated[
        Path | None, typer.Option("--into", metavar="DIR", help="Where to put its folder; else here.")
    ] = None,
    as_json: Json = False,
    plain: Plain = False,
    rules: Rules = None,
    home: Home = None,
) -> int:
    """Write a treatment to start from, which works as it stands."""
    from skinroutine.commands import rules_new as command

    return command.run(Place(home=home, rules=rules, as_json=as_json, plain=plain), treatment, into or Path())


COMMANDS: Final[Mapping[str, Callable[..., int]]] = {
    "list": rules_list,
    "show": rules_show,
    "check": rules_check,
    "test": rules_test,
    "coverage": rules_coverage,
    "sources": rules_sources,
    "diff": rules_diff,
    "new": rules_new,
}


def group_for(arguments: Sequence[str]) -> typer.Typer:
    """The commands of the group that are needed for these arguments."""
    return group_of(COMMANDS, arguments, help=HELP, no_args_is_help=True)
