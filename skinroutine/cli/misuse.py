"""What the command line cannot take, in our own words: the library's sentences name no fix, and change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from typer.exceptions import TyperException

from skinroutine.errors import UsageError
from skinroutine.rulebook.slips import near_words


@contextmanager
def in_our_words(command: Any, ctx: Any, args: list[str]) -> Iterator[None]:  # noqa: ANN401  types that Typer hides
    """Turn the library's refusals of what was typed into ours. Raises UsageError."""
    # The parser takes words out of the list that it is given, and the complaint has to name them.
    typed = list(args)
    try:
        yield
    except TyperException as error:
        message = _complaint(error, command, ctx, typed)
        if not message:
            raise
        raise UsageError(message) from None


def name_of(param: Any) -> str:  # noqa: ANN401  the same
    """An option as it is typed, an argument as the help calls it."""
    if param.param_type_name == "argument":
        return str(param.metavar or param.name.upper()).strip("[]")
    return str(max(param.opts, key=len))


def path_of(ctx: Any) -> str:  # noqa: ANN401  the same
    """The command as it is typed behind the name of the program."""
    names: list[str] = []
    while ctx.parent is not None:
        names.insert(0, str(ctx.info_name))
        ctx = ctx.parent
    return " ".join(names)


def _complaint(error: Any, command: Any, ctx: Any, typed: list[str]) -> str:  # noqa: ANN401  the same
    """The sentence for an error, told by what it carries; empty for help, which is no error of ours."""
    see = " ".join(f"See: skinroutine {path_of(ctx)} --help".split())
    option, param = getattr(error, "option_name", None), getattr(error, "param", None)
    if option and hasattr(error, "possibilities"):
        # Without the dashes: two short options are near each other by these alone.
        known = {each.strip("-"): each for each in _options(command, ctx)}
        near = [f"Did you mean {known[each]}?" for each in near_words(option.strip("-"), known)[:1]]
        return " ".join([f"There's no option {option} here.", *near, see])
    if option:
        valued = option not in _options(command, ctx, flags=True)
        return f"{option} {'needs a value after it' if valued else 'takes no value'}. {see}"
    if param is not None:
        return _of_value(error, param, see)
    extra = [] if "\n" in error.message else command.make_parser(ctx).parse_args(args=typed)[1]
    return f"“{extra[0]}” is too many. {see}" if extra else ""


def _of_value(error: Any, param: Any, see: str) -> str:  # noqa: ANN401  the same
    least, most = getattr(param.type, "min", None), getattr(param.type, "max", None)
    if not error.message:
        return f"{name_of(param)} is missing. {see}"
    if least is not None and most is not None:
        return f"{name_of(param)}: write a whole number from {least} to {most}."
    return f"{name_of(param)} cannot take that value. {see}"


def _options(command: Any, ctx: Any, *, flags: bool = False) -> list[str]:  # noqa: ANN401  the same
    """The options of a command as they are typed; only those without a value where ``flags``."""
    params = [param for param in command.get_params(ctx) if param.param_type_name == "option"]
    return [name for param in params if param.is_flag or not flags for name in param.opts]
