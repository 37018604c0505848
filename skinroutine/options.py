"""What a command takes, as data beside the command; ``cli`` alone knows the library that reads it.

A command is a function of an ``App`` and of its options. ``@command`` says what the command line has to add:
every command takes ``--json`` and ``--plain``, of which it sees nothing but the ``App`` made from them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar

NOT_NOW: Final = 3
"""The exit status of ``--exit-code``: not now, nothing is due, or someone should see it."""

Run = TypeVar("Run", bound=Callable[..., int])


# Plain classes: a named tuple takes ten times as long to make, and `due` waits for each of them.
class Option:
    """An option as it is typed; ``off`` is the form that says no, ``least`` and ``most`` bound a number."""

    def __init__(  # noqa: PLR0913  what can be said of an option, by name
        self,
        name: str,
        help: str,  # noqa: A002  it is what Typer calls it too
        metavar: str | None = None,
        *,
        off: str = "",
        least: int | None = None,
        most: int | None = None,
        shows_default: bool = True,
    ) -> None:
        self.name = name
        self.help = help
        self.metavar = metavar
        self.off = off
        self.least = least
        self.most = most
        self.shows_default = shows_default


class Argument:
    """A word behind the command; ``metavar`` is what the help calls it (None: its name in capitals)."""

    def __init__(self, help: str, metavar: str | None = None) -> None:  # noqa: A002  the same
        self.help = help
        self.metavar = metavar


class Apart:
    """An option, and those that have no effect beside it, but for where ``unless`` is given too.

    A positional argument goes by what the help calls it.
    """

    def __init__(
        self,
        option: str,
        others: tuple[str, ...],
        instead: str = "Leave one of them out.",
        unless: str = "",
    ) -> None:
        self.option = option
        self.others = others
        self.instead = instead
        self.unless = unless


class Usage:
    """What the command line has to know of a command beside its options.

    ``rules`` and ``home`` say whether it takes these, ``full`` whether its screen folds in a terminal,
    ``no_pager`` whether a longer one goes through a pager; ``needs`` names options that do something only
    beside another one, ``may_be_empty`` those whose empty value says something.
    """

    def __init__(  # noqa: PLR0913  what can be said of a command, by name
        self,
        *,
        rules: bool = False,
        home: bool = True,
        full: bool = False,
        no_pager: bool = False,
        apart: tuple[Apart, ...] = (),
        needs: Mapping[str, str] | None = None,
        may_be_empty: frozenset[str] = frozenset(),
    ) -> None:
        self.rules = rules
        self.home = home
        self.full = full
        self.no_pager = no_pager
        self.apart = apart
        self.needs = needs or {}
        self.may_be_empty = may_be_empty


def command(  # noqa: PLR0913  the same
    *,
    rules: bool = False,
    home: bool = True,
    full: bool = False,
    no_pager: bool = False,
    apart: tuple[Apart, ...] = (),
    needs: Mapping[str, str] | None = None,
    may_be_empty: frozenset[str] = frozenset(),
) -> Callable[[Run], Run]:
    """Mark a function as a command: its first parameter is the ``App`` that is made from what it takes."""
    usage = Usage(
        rules=rules,
        home=home,
        full=full,
        no_pager=no_pager,
        apart=apart,
        needs=needs,
        may_be_empty=may_be_empty,
    )

    def marked(function: Run) -> Run:
        function.__dict__["usage"] = usage
        return function

    return marked


def usage_of(function: Callable[..., int]) -> Usage:
    """What ``@command`` said of a function."""
    found: Usage = function.__dict__["usage"]
    return found


TreatmentName = Annotated[str, Argument("The treatment. `skinroutine about` lists them.")]
NoInput = Annotated[bool, Option("--no-input", "Ask no questions. If an answer is missing, say which one.")]
AnswersFile = Annotated[
    str | None, Option("--answers", "Take the answers from this file. - reads what is piped in.", "FILE")
]
Settings = Annotated[
    list[str] | None, Option("--set", "Give one answer. Repeat it for more.", "QUESTION=VALUE")
]
At = Annotated[str | None, Option("--at", 'When it was, such as "yesterday 9pm" or 2026-11-20.', "TIME")]
Areas = Annotated[list[str] | None, Option("--area", "An area that you treated. Repeat it for more.")]
Device = Annotated[str, Option("--device", "The kind of device, such as roller.")]
Needle = Annotated[str, Option("--needle", "How long the needles are, in mm.", "MM")]
Suction = Annotated[str, Option("--setting", "How strong the suction was, such as lowest.")]

REACTION: Final = 'How your skin reacted. "expected" means that it calmed down as usual.'
"""What is typed is what was seen, not what is to come."""
EntryId = Annotated[str, Argument("The id that `skinroutine history` shows, or the end of it.", "ID")]
RulesFolder = Annotated[
    Path | None,
    Argument("A folder of your own rules. Without it, the rules that come with skinroutine.", "[DIR]"),
]

JSON: Final = Option("--json", "Print the result as JSON, for a script.")
PLAIN: Final = Option("--plain", "Plain lines without colour, such as for a screen reader.")
FULL: Final = Option("--full", "Show the whole answer at once.")
NO_PAGER: Final = Option("--no-pager", "Print a long answer without stopping at each screen.")
RULES: Final = Option("--rules", "Add your own rules. They can only make results stricter.", "DIR")
HOME: Final = Option("--home", "Keep your history and rules in this folder (or set SKINROUTINE_HOME).", "DIR")


def session_settings(
    areas: list[str] | None, device: str, needle: str, suction: str, reaction: str
) -> list[str]:
    """The options that say what a session was, as settings: ``needle_mm=0.25``."""
    named = {
        "areas": ",".join(areas or []),
        "device_kind": device,
        "needle_mm": needle,
        "suction": suction,
        "reaction": reaction,
    }
    return [f"{question}={value}" for question, value in named.items() if value]


SURROUNDINGS: Final[Mapping[str, tuple[Any, Option, object]]] = {
    "as_json": (bool, JSON, False),
    "plain": (bool, PLAIN, False),
    "full": (bool, FULL, False),
    "no_pager": (bool, NO_PAGER, False),
    "rules": (Path | None, RULES, None),
    "home": (Path | None, HOME, None),
}
"""What the ``App`` is made from: parameter, type, option, and what stands where it is not typed."""


def bare(arguments: list[str], known: frozenset[str]) -> tuple[Path | None, frozenset[str]] | None:
    """The home that is named, if one is, and the flags; None when the arguments say more than these.

    ``due`` and ``status`` read theirs so, without the command line, which takes longer to load than such a
    command takes in all: a shell prompt calls them again and again.
    """
    flags: set[str] = set()
    home: Path | None = None
    rest = iter(arguments)
    for argument in rest:
        if argument == "--home":
            named = next(rest, "")
            if not named.strip() or home is not None:
                return None
            home = Path(named)
        elif argument in known:
            flags.add(argument)
        else:
            return None
    return home, frozenset(flags)
