"""The command line as Typer reads it: every option, every help and every refusal."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, TypeVar

import typer

from skinroutine.app import App
from skinroutine.cli.near import names_in, near_commands
from skinroutine.cli.parameters import NEEDED, Callback, Parameter, function_of, parameters_of, shared_by
from skinroutine.cli.table import TABLE, CommandEntry, GroupEntry
from skinroutine.cli.usage import StrictGroup, check_order, strict_command, strict_group
from skinroutine.errors import UsageError
from skinroutine.options import Argument, Option, usage_of
from skinroutine.rulebook.slips import choices

Entry = TypeVar("Entry")


class NoSuchCommandError(UsageError):
    """Nothing answers to the word that was typed."""

    code = "no-such-command"

    def __init__(self, name: str, group: str) -> None:
        likely = near_commands(group, name)
        see = " ".join(f"skinroutine {group} --help".split())
        hint = choices(likely or names_in(group), see)
        if len(likely) == 1:
            hint = f"Did you mean: skinroutine {likely[0]}"
        super().__init__(f"There's no command {f'{group} {name}'.lstrip()!r}. {hint}")


def app_for(arguments: Sequence[str], *, whole: bool = False) -> typer.Typer:
    """The program with the one command that is called, or with none: the help lists them without the library.

    Typer builds the options of every command it is given, which costs more than most commands take.
    ``whole`` builds them all. Raises NoSuchCommandError and OptionsClashError.
    """
    _check_known(arguments, "")
    called, *rest = arguments or [""]
    check_order(arguments, TABLE)
    app = _typer(StrictGroup, no_args_is_help=True)
    app.callback()(_do_nothing)
    for name, entry in _entries_for(TABLE, called, whole=whole).items():
        if isinstance(entry, GroupEntry):
            app.add_typer(_group(name, entry, rest, whole=whole), name=name)
        else:
            _add(app, name, entry)
    return app


def _check_known(arguments: Sequence[str], group: str) -> None:
    """Refuse a first word that is no command, an empty one too. Raises NoSuchCommandError."""
    name = next(iter(arguments), "-")
    if not name.startswith("-") and name not in names_in(group):
        raise NoSuchCommandError(name, group)


def _entries_for(entries: Mapping[str, Entry], called: str, *, whole: bool) -> Mapping[str, Entry]:
    """The entry that is called, if one is; all of them where the whole is wanted."""
    return entries if whole else {name: entries[name] for name in (called,) if name in entries}


def _group(name: str, group: GroupEntry, arguments: Sequence[str], *, whole: bool) -> typer.Typer:
    called = next(iter(arguments), "")
    _check_known(arguments, name)
    if group.bare:
        bare = function_of(group.bare)
        strict = strict_group(usage_of(bare))
        built = _typer(strict)
        built.callback(invoke_without_command=True, cls=strict)(_callback(bare, of_group=True))
    else:
        built = _typer(StrictGroup, no_args_is_help=True)
    for inner, entry in _entries_for(group.commands, called, whole=whole).items():
        _add(built, inner, entry)
    return built


def _add(app: typer.Typer, name: str, entry: CommandEntry) -> None:
    function = function_of(entry.where)
    app.command(name, cls=strict_command(usage_of(function)))(_callback(function))


def _do_nothing() -> None:
    """Stand in for what the program does without a command: nothing."""


def _typer(cls: type[StrictGroup], **settings: Any) -> typer.Typer:  # noqa: ANN401  what Typer takes, it takes by keyword
    """A Typer with the settings that all parts share; errors are told by the program itself."""
    return typer.Typer(
        cls=cls,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        **settings,
    )


def _callback(function: Callback, *, of_group: bool = False) -> Callback:
    """What Typer calls: the command with an ``App`` made from the options that every command takes."""
    taken = shared_by(function)
    parameters = [_for_library(each) for each in parameters_of(function)]

    def call(**options: Any) -> int:  # noqa: ANN401  whatever the parameters say
        # The library calls a group before its command: what the group does alone is then not wanted.
        context = options.pop("context", None)
        if context is not None and context.invoked_subcommand is not None:
            return 0
        app = App(**{name: options.pop(name) for name in taken})
        return function(app, **options)

    if of_group:
        kind = inspect.Parameter.KEYWORD_ONLY
        parameters.insert(0, inspect.Parameter("context", kind, annotation=typer.Context))
    call.__annotations__.update({each.name: each.annotation for each in parameters})
    del call.__annotations__["options"], call.__annotations__["return"]
    call.__dict__["__signature__"] = inspect.Signature(parameters)  # where Typer looks for the options
    return call


def _for_library(parameter: Parameter) -> inspect.Parameter:
    """A parameter of a command with what Typer has to know of it."""
    default = inspect.Parameter.empty if parameter.default is NEEDED else parameter.default
    hint: Any = parameter.kind
    annotation = Annotated[hint, _for_typer(parameter.described)]
    return inspect.Parameter(
        parameter.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation
    )


def _for_typer(described: Option | Argument) -> Any:  # noqa: ANN401  two types that Typer hides
    if isinstance(described, Argument):
        return typer.Argument(metavar=described.metavar)
    name = f"{described.name}/{described.off}" if described.off else described.name
    return typer.Option(name, metavar=described.metavar, min=described.least, max=described.most)
