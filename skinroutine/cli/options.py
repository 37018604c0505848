"""The options that several commands have, and how every part of the program is built."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

Treatment = Annotated[
    str, typer.Argument(help="The treatment; `skinroutine about` lists them.", show_default=False)
]
Json = Annotated[bool, typer.Option("--json", help="Give the result as JSON on standard output.")]
Plain = Annotated[bool, typer.Option("--plain", help="Plain text of 80 columns; questions line by line.")]
NoInput = Annotated[bool, typer.Option("--no-input", help="Ask nothing; name what is missing instead.")]
AnswersFile = Annotated[
    str | None, typer.Option("--answers", metavar="FILE", help="Answers in YAML; - reads standard input.")
]
Settings = Annotated[
    list[str] | None, typer.Option("--set", metavar="QUESTION=VALUE", help="One answer; may be repeated.")
]
Rules = Annotated[
    Path | None, typer.Option("--rules", metavar="DIR", help="More rules; they can only be stricter.")
]
Home = Annotated[
    Path | None,
    typer.Option("--home", metavar="DIR", help="Where history and rules are kept (SKINROUTINE_HOME)."),
]


def typer_with(**settings: Any) -> typer.Typer:  # noqa: ANN401  what Typer takes, it takes by keyword
    """A Typer with the settings that all parts share; errors are told by the program itself."""
    return typer.Typer(
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        **settings,
    )


def group_of(
    commands: Mapping[str, Callable[..., int]],
    arguments: Sequence[str],
    bare: Callable[..., int] | None = None,
    **settings: Any,  # noqa: ANN401  the same
) -> typer.Typer:
    """A group with the one command that is called, or with all of them for help and mistakes.

    ``bare`` is what the group does without a command; its docstring is the help of the group.
    """
    group = typer_with(**{"help": bare.__doc__ if bare else None, **settings})
    if bare is not None:
        group.callback(invoke_without_command=True)(bare)
    called = next(iter(arguments), "")
    for name in [called] if called in commands else commands:
        group.command(name)(commands[name])
    return group
