"""The options that several commands have, and how every part of the program is built."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

import typer

from skinroutine.cli.usage import StrictCommand, StrictGroup
from skinroutine.errors import UsageError

Treatment = Annotated[
    str, typer.Argument(help="The treatment; `skinroutine about` lists them.", show_default=False)
]
Json = Annotated[bool, typer.Option("--json", help="Give the result as JSON on standard output.")]
Plain = Annotated[bool, typer.Option("--plain", help="Plain text of 80 columns; questions line by line.")]
Again = Annotated[bool, typer.Option("--again", help="Log it although this session is logged already.")]
Photo = Annotated[str, typer.Option("--photo", metavar="FILE", help="Where a photo is; it is not copied.")]
NoInput = Annotated[bool, typer.Option("--no-input", help="Ask nothing; name what is missing instead.")]
AnswersFile = Annotated[
    str | None, typer.Option("--answers", metavar="FILE", help="Answers in YAML; - reads standard input.")
]
Settings = Annotated[
    list[str] | None, typer.Option("--set", metavar="QUESTION=VALUE", help="One answer; may be repeated.")
]
At = Annotated[
    str | None, typer.Option("--at", metavar="TIME", help='When it was: "yesterday 9pm", "2 days ago", ISO.')
]
Rules = Annotated[
    Path | None, typer.Option("--rules", metavar="DIR", help="More rules; they can only be stricter.")
]
Home = Annotated[
    Path | None,
    typer.Option("--home", metavar="DIR", help="Where history and rules are kept (SKINROUTINE_HOME)."),
]


class NoSuchCommandError(UsageError):
    """Nothing answers to the word that was typed."""

    code = "no-such-command"

    def __init__(self, name: str, known: Sequence[str]) -> None:
        likely = [one for one in known if one.startswith(name)] or get_close_matches(name, known, n=1)
        hint = f"Did you mean {likely[0]!r}?" if len(likely) == 1 else f"Try one of: {', '.join(known)}."
        super().__init__(f"There is no command {name!r}. {hint}")


def check_command(arguments: Sequence[str], known: Sequence[str]) -> None:
    """Refuse a first word that is no command. Raises NoSuchCommandError."""
    name = next(iter(arguments), "-")
    if not name.startswith("-") and name not in known:
        raise NoSuchCommandError(name, known)


def typer_with(**settings: Any) -> typer.Typer:  # noqa: ANN401  what Typer takes, it takes by keyword
    """A Typer with the settings that all parts share; errors are told by the program itself."""
    return typer.Typer(
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        **{"cls": StrictGroup, **settings},
    )


def group_of(
    commands: Mapping[str, Callable[..., int]],
    arguments: Sequence[str],
    bare: Callable[..., int] | None = None,
    **settings: Any,  # noqa: ANN401  the same
) -> typer.Typer:
    """A group with the one command that is called, or with all of them for help.

    ``bare`` is what the group does without a command; its docstring is the help of the group.
    Raises NoSuchCommandError.
    """
    check_command(arguments, list(commands))
    group = typer_with(**{"help": bare.__doc__ if bare else None, **settings})
    if bare is not None:
        group.callback(invoke_without_command=True, cls=StrictGroup)(bare)
    called = next(iter(arguments), "")
    for name in [called] if called in commands else commands:
        group.command(name, cls=StrictCommand)(commands[name])
    return group
