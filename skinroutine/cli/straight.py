"""The straight road: what leaves no doubt is read without the library.

That takes longer to load than most commands take to answer. Whatever is typed otherwise is left to it, and so
is every refusal.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from skinroutine.app import App
from skinroutine.cli.clash import OptionsClashError, check_together
from skinroutine.cli.parameters import NEEDED, Callback, Parameter, function_of, parameters_of, shared_by
from skinroutine.cli.table import TABLE, CommandEntry
from skinroutine.options import Option, usage_of

COMPLETING: Final = "_SKINROUTINE_COMPLETE"
"""A shell sets it where it asks for words to complete with."""
_ALONE: Final = "status"
"""What the program answers without a command."""
_HELP: Final = frozenset({"-h", "--help"})


class DoubtError(Exception):
    """What was typed could mean something else, or nothing. Nobody is shown it."""


def with_command(arguments: list[str]) -> list[str]:
    """The same with ``status`` first, where no command is named and the first word is an option of that."""
    first = arguments[0].partition("=")[0] if arguments else ""
    if not first.startswith("--") or first in _HELP or not TABLE.keys().isdisjoint(arguments):
        return arguments
    entry = TABLE[_ALONE]
    known = parameters_of(function_of(entry.where)) if isinstance(entry, CommandEntry) else []
    return [_ALONE, *arguments] if any(first in each.names for each in known) else arguments


def answer(arguments: Sequence[str]) -> int | None:
    """Run the command that was typed and give its status; None where the library has to read it."""
    if COMPLETING in os.environ:
        return None
    if arguments and arguments[-1] in _HELP:
        return _show_help(arguments[:-1])
    found = _called(arguments)
    if found is None:
        return None
    function = function_of(found[0])
    try:
        options = read(function, found[1])
    except (DoubtError, OptionsClashError):
        return None
    app = App(**{name: options.pop(name) for name in shared_by(function)})
    try:
        return function(app, **options)
    except EOFError:  # the library takes it for Ctrl-C too
        raise KeyboardInterrupt from None


def _show_help(path: Sequence[str]) -> int | None:
    from skinroutine.cli.help import is_called, screen_help  # noqa: PLC0415  rarely wanted

    if not is_called(path):
        return None
    sys.stdout.write(f"{screen_help(path)}\n")
    return 0


def _called(arguments: Sequence[str]) -> tuple[str, Sequence[str]] | None:
    """Where the command stands that was typed, and what was typed behind it."""
    name, *rest = arguments or [""]
    entry = TABLE.get(name)
    if entry is None or isinstance(entry, CommandEntry):
        return (entry.where, rest) if entry else None
    if rest and rest[0] in entry.commands:
        return entry.commands[rest[0]].where, rest[1:]
    # A command behind options of the word alone is refused, and the library knows how.
    return (entry.bare, rest) if entry.bare and entry.commands.keys().isdisjoint(rest) else None


def read(function: Callback, typed: Sequence[str]) -> dict[str, Any]:
    """The options of a command as the library gives them. Raises DoubtError, OptionsClashError."""
    parameters = parameters_of(function)
    words = _sorted(parameters, typed)
    check_together(usage_of(function), [each.typed_as for each in parameters if each.name in words])
    return {each.name: _value(each, words.get(each.name, [])) for each in parameters}


def _sorted(parameters: Sequence[Parameter], typed: Sequence[str]) -> dict[str, list[str]]:
    """The words that were typed for each parameter; for a flag its name. Raises DoubtError."""
    named = {name: each for each in parameters for name in each.names}
    places = iter([each for each in parameters if not each.names])
    found: dict[str, list[str]] = {}
    rest = iter(typed)
    for word in rest:
        name, equals, value = word.partition("=")
        parameter = named.get(name) if word.startswith("-") else next(places, None)
        if parameter is None or (equals and parameter.kind in _FLAG):
            raise DoubtError
        if parameter.kind in _FLAG:
            value = name
        elif not parameter.names:
            value = _plain(word)
        else:
            value = _plain(value if equals else next(rest, ""))
        found.setdefault(parameter.name, []).append(value)
    return found


def _plain(word: str) -> str:
    """A word that can be nothing but a value. Raises DoubtError."""
    if not word.strip() or (word.startswith("-") and word != "-"):
        raise DoubtError
    return word


def _value(parameter: Parameter, words: list[str]) -> object:
    """What these words say of a parameter, its default where there are none. Raises DoubtError."""
    if not words and parameter.default is not NEEDED:
        return parameter.default
    make = _MADE.get((parameter.kind, len(parameter.names)))
    if make is None:
        raise DoubtError
    return make(words, parameter)


def _only(words: list[str], _: Parameter) -> str:
    if len(words) != 1:
        raise DoubtError
    return words[0]


def _place(words: list[str], parameter: Parameter) -> Path:
    return Path(_only(words, parameter))


def _number(words: list[str], parameter: Parameter) -> int:
    word, described = _only(words, parameter), parameter.described
    if not (word.isascii() and word.isdigit() and isinstance(described, Option)):
        raise DoubtError
    number = int(word)
    if not (described.least or 0) <= number <= (number if described.most is None else described.most):
        raise DoubtError
    return number


def _turned(words: list[str], parameter: Parameter) -> bool:
    return _only(words, parameter) == parameter.names[0]


def _many(words: list[str], _: Parameter) -> list[str]:
    return words


def _typed(_: list[str], __: Parameter) -> bool:
    return True  # a plain flag says the same twice


_FLAG: Final = frozenset({bool, bool | None})
_MADE: Final[Mapping[tuple[object, int], Callable[[list[str], Parameter], object]]] = {
    (bool, 1): _typed,
    (bool | None, 2): _turned,
    (list[str] | None, 1): _many,
    **{(kind, names): _only for kind in (str, str | None) for names in (0, 1)},
    **{(kind, names): _place for kind in (Path, Path | None) for names in (0, 1)},
    **{(kind, 1): _number for kind in (int, int | None)},
}
"""How words are read, by the type of a parameter and its names: none for an argument, two for yes and no."""
