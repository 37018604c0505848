"""What a command takes, read from its function: its own options, then those that every command takes."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Annotated, Any, Final

from skinroutine.light_typing import NamedTuple
from skinroutine.options import Argument, Option, usage_of

Callback = Callable[..., int]
JSON: Final = Option("--json", "Print the result as JSON, for a script.")
PLAIN: Final = Option("--plain", "Plain lines without colour, such as for a screen reader.")
FULL: Final = Option("--full", "Show the whole answer at once.")
NO_PAGER: Final = Option("--no-pager", "Print a long answer without stopping at each screen.")
RULES: Final = Option("--rules", "Add your own rules. They can only make results stricter.", "DIR")
HOME: Final = Option("--home", "Keep your history and rules in this folder (or set SKINROUTINE_HOME).", "DIR")

SURROUNDINGS: Final[Mapping[str, tuple[Any, Option, object]]] = {
    "as_json": (bool, JSON, False),
    "plain": (bool, PLAIN, False),
    "full": (bool, FULL, False),
    "no_pager": (bool, NO_PAGER, False),
    "rules": (Path | None, RULES, None),
    "home": (Path | None, HOME, None),
}
"""What the ``App`` is made from: parameter, type, option, and what stands where it is not typed."""
NEEDED: Final = object()
"""Stands where a default would: the word has to be typed."""


class Parameter(NamedTuple):
    """One of them: the name in Python, the type that it is read to, what is said of it, its default."""

    name: str
    kind: Any
    described: Option | Argument
    default: object

    @property
    def names(self) -> tuple[str, ...]:
        """An option as it is typed, then the form that says no; nothing for an argument."""
        if isinstance(self.described, Argument):
            return ()
        return tuple(filter(None, (self.described.name, self.described.off)))

    @property
    def typed_as(self) -> str:
        """An option as it is typed, an argument as the help calls it."""
        if isinstance(self.described, Option):
            return self.described.name
        return (self.described.metavar or self.name.upper()).strip("[]")


def _load_records() -> None:
    # msgspec looks for typing_extensions, which takes 5 ms to load, and does with typing where there is none
    # (https://github.com/jcrist/msgspec/blob/main/msgspec/_utils.py). A version that insists is loaded later.
    if "typing_extensions" in sys.modules:
        return
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]  # so it cannot be found
    with suppress(ImportError):
        import msgspec  # noqa: F401, PLC0415  it is the next thing that any command loads
    del sys.modules["typing_extensions"]


def function_of(where: str) -> Callback:
    """The function of a command by its place in the table; its module is imported."""
    _load_records()
    module, _, name = where.partition(":")
    found: Callback = getattr(importlib.import_module(f"skinroutine.commands.{module}"), name)
    return found


def shared_by(function: Callback) -> list[str]:
    """The parameters that the ``App`` of this command is made from."""
    usage = usage_of(function)
    return [name for name in SURROUNDINGS if getattr(usage, name, True)]


def _kinds(function: Callback, names: Sequence[str]) -> Sequence[Any]:
    # All in one go: `typing` compiles each by itself, which takes three times as long.
    written = "".join(f"{function.__annotations__[name]}, " for name in names)
    kinds: Sequence[Any] = eval(f"({written})", function.__globals__, {"Annotated": Annotated})  # noqa: S307  our own
    return kinds


@cache
def parameters_of(function: Callback) -> Sequence[Parameter]:
    """What a command takes, in the order of its help."""
    code = function.__code__
    before = code.co_argcount - len(function.__defaults__ or ())
    defaults = dict(
        zip(code.co_varnames[before : code.co_argcount], function.__defaults__ or (), strict=True)
    )
    defaults |= function.__kwdefaults__ or {}
    names = list(islice(code.co_varnames, 1, code.co_argcount + code.co_kwonlyargcount))
    own = [
        Parameter(name, kind.__origin__, kind.__metadata__[0], defaults.get(name, NEEDED))
        for name, kind in zip(names, _kinds(function, names), strict=True)
    ]
    return [*own, *(Parameter(name, *SURROUNDINGS[name]) for name in shared_by(function))]
