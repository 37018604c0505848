"""What was typed is used, or the command says why not: no option is ever passed over without a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, Final

from typer.core import TyperCommand, TyperGroup

from skinroutine.cli.clash import OptionsClashError, check_together
from skinroutine.cli.help import screen_help
from skinroutine.cli.misuse import in_our_words, name_of, path_of
from skinroutine.errors import UsageError
from skinroutine.options import Usage

if TYPE_CHECKING:
    import typer


class EmptyOptionError(UsageError):
    """An option without a value: nobody can tell what was meant."""

    code = "empty-option"

    def __init__(self, option: str) -> None:
        super().__init__(f"{option} is empty. Write a value after it, or leave it out.")


class GivenTwiceError(UsageError):
    """An option that takes one value and got two: one of them would be lost."""

    code = "given-twice"

    def __init__(self, option: str) -> None:
        super().__init__(f"{option} is given twice. Keep one of them.")


_OF_THE_PROGRAM: Final = frozenset({"--help", "--version", "--install-completion", "--show-completion"})


class StrictCommand(TyperCommand):
    """A command that refuses what it would not use."""

    usage = Usage()

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  a type that Typer keeps to itself
        """Look at what was typed before it is read. Raises UsageError."""
        with in_our_words(self, ctx, args):
            _check(self, ctx, args)
            return super().parse_args(ctx, args)

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401  the same
        """The help as it is drawn without the library."""
        return screen_help(path_of(ctx).split())


class StrictGroup(TyperGroup):
    """A group that refuses options before the name of a command: nothing would read them there."""

    usage = Usage()

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  the same
        """Look at what was typed before it is read. Raises UsageError."""
        with in_our_words(self, ctx, args):
            named, rest = _check(self, ctx, args)
            if named and rest and _OF_THE_PROGRAM.issuperset(named):
                raise OptionsClashError(f"“{rest[0]}” is too many. See: skinroutine --help")
            if named and rest:
                first, before = min(named), f"{path_of(ctx)} {rest[0]}"
                raise OptionsClashError(f"Write {first} after the command: skinroutine {before} {first} ...")
            return super().parse_args(ctx, args)

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401  the same
        """The help as it is drawn without the library."""
        return screen_help(path_of(ctx).split())


def strict_command(usage: Usage) -> type[StrictCommand]:
    """The class of a command that is held to what ``@command`` says of it."""
    return type("StrictCommand", (StrictCommand,), {"usage": usage})


def strict_group(usage: Usage) -> type[StrictGroup]:
    """The same for what a group does without a command."""
    return type("StrictGroup", (StrictGroup,), {"usage": usage})


def check_order(arguments: Sequence[str], commands: Collection[str]) -> None:
    """Refuse an option before the name of the command it is for. Raises OptionsClashError."""
    first = next(iter(arguments), "").partition("=")[0]
    named = next((word for word in arguments[1:] if word in commands), "")
    if named and first.startswith("--") and first not in _OF_THE_PROGRAM and len(first) > len("--"):
        raise OptionsClashError(f"Write {first} after the command: skinroutine {named} {first} ...")


def _check(
    command: StrictCommand | StrictGroup, ctx: typer.Context, args: list[str]
) -> tuple[set[str], list[str]]:
    """The names of all that was typed, and what is left for a command of the group. Raises UsageError."""
    if not args:
        return set(), []
    # Read once more by a parser of our own: the library keeps of an option given twice the last value alone.
    values, rest, order = command.make_parser(ctx).parse_args(args=list(args))
    if "help" in values:
        return set(), rest
    found = {name_of(param): values.get(str(param.name)) for param in order}
    typed = {name: value for name, value in found.items() if _is_typed(value)}
    for option, value in typed.items():
        if _is_empty(value) and option not in command.usage.may_be_empty:
            raise EmptyOptionError(option)
    for option, times in Counter(name_of(param) for param in order if _takes_one(param)).items():
        if times > 1:
            raise GivenTwiceError(option)
    check_together(command.usage, typed.keys())
    return set(typed), rest


def _takes_one(param: Any) -> bool:  # noqa: ANN401  the same
    """Whether a second value would take the place of the first; a plain flag says the same twice."""
    if param.param_type_name == "argument" or param.multiple:
        return False
    return not param.is_flag or bool(param.secondary_opts)


def _is_typed(value: object) -> bool:
    return isinstance(value, str | bool) or (isinstance(value, list | tuple) and bool(value))


def _is_empty(value: object) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return isinstance(value, list | tuple) and any(_is_empty(item) for item in value)
