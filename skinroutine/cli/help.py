"""The help of the program, of a group and of a command, drawn without the library: it takes long to load."""

from __future__ import annotations

import os
import re
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from skinroutine.cli.guide import EXAMPLES, SECTIONS
from skinroutine.cli.parameters import NEEDED, Parameter, function_of, parameters_of
from skinroutine.cli.table import SUMMARY, TABLE, CommandEntry, GroupEntry
from skinroutine.options import Argument, Option
from skinroutine.show import draws

Row = tuple[str, str]
_WIDEST: Final = 80
_NARROWEST: Final = 50
_LEFT: Final = 30
"""The widest that the names on the left may be; what is wider has a line of its own."""
_HELP: Final[Row] = ("-h, --help", "Show this help.")
_OF_THE_PROGRAM: Final[Sequence[Row]] = (
    ("--install-completion", "Complete commands with Tab in your shell."),
    ("--show-completion", "Print what that would install."),
    _HELP,
)
_PROGRAM: Final = GroupEntry(SUMMARY, {})
_HEADINGS: Final = re.compile(r"^(Usage:|\S.*:$)", re.MULTILINE)
_TYPED: Final = re.compile(r"^( {6}(?=--)|  )(skinroutine .*|-.*?(?=  |$)|\S+(?: \S+)*(?=  ))", re.MULTILINE)
"""What can be typed: an example, and the name in front of what it means."""
_END: Final = "More about a command, with examples: skinroutine COMMAND --help"


def is_called(path: Sequence[str]) -> bool:
    """Whether these words call a command, a group, or without a word the program."""
    return _entry(path) is not None


def _entry(path: Sequence[str]) -> CommandEntry | GroupEntry | None:
    if not path:
        return _PROGRAM
    entry = TABLE.get(path[0])
    if not path[1:]:
        return entry
    return entry.commands.get(path[1]) if isinstance(entry, GroupEntry) and not path[2:] else None


def help_of(path: Sequence[str]) -> str:
    """The help of what these words call, as wide as the terminal and no wider than 80 columns."""
    entry = _entry(path)
    assert entry is not None  # noqa: S101  who asks has found it
    width = max(min(_columns(), _WIDEST) - 2, _NARROWEST)
    where = entry.bare if isinstance(entry, GroupEntry) else entry.where
    parameters = parameters_of(function_of(where)) if where else ()
    options = [(_names(each), _said(each)) for each in parameters if isinstance(each.described, Option)]
    arguments = [(_metavar(each), _said(each)) for each in parameters if isinstance(each.described, Argument)]
    return "\n".join(
        [
            *_usage(path, entry, parameters, width),
            "",
            *_wrapped(entry.help, width, "  "),
            *_section("Arguments", arguments, width),
            *_section("Options", [*options, _HELP] if path else _OF_THE_PROGRAM, width),
            *(_of_group(entry, width) if path else _of_program(width)),
            *_examples(path, width),
            *([] if path else ["", *_wrapped(_END, width, "  ")]),
        ]
    )


def screen_help(path: Sequence[str]) -> str:
    """The help as standard output shows it: in a terminal with its headings bold and its names in colour."""
    if not draws(sys.stdout) or os.environ.get("NO_COLOR"):
        return help_of(path)
    bold = _HEADINGS.sub("\x1b[1m\\1\x1b[0m", help_of(path))
    return _TYPED.sub("\\1\x1b[36m\\2\x1b[0m", bold)


def _columns() -> int:
    """How wide the terminal is, or is said to be."""
    named = os.environ.get("COLUMNS", "")
    if named.isdecimal() and int(named):
        return int(named)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or _WIDEST
    except (OSError, ValueError):  # no terminal
        return _WIDEST


def _usage(
    path: Sequence[str], entry: CommandEntry | GroupEntry, parameters: Sequence[Parameter], width: int
) -> list[str]:
    start = " ".join(("Usage: skinroutine", *path, ""))
    pieces = ["[OPTIONS]", *(_place(each) for each in parameters if isinstance(each.described, Argument))]
    pieces += ["COMMAND [ARGS]..."] if isinstance(entry, GroupEntry) else []
    if width >= len(start) + 20:
        return textwrap.wrap(
            " ".join(pieces), width, initial_indent=start, subsequent_indent=" " * len(start)
        )
    indent = " " * (len("Usage: ") + 4)
    return [
        start.rstrip(),
        *textwrap.wrap(" ".join(pieces), width, initial_indent=indent, subsequent_indent=indent),
    ]


def _wrapped(text: str, width: int, indent: str = "") -> Iterator[str]:
    """The lines of a text, an empty one between its paragraphs."""
    for place, paragraph in enumerate(text.split("\n\n")):
        yield from [""] if place else []
        yield from textwrap.wrap(paragraph, width, initial_indent=indent, subsequent_indent=indent)


def _section(title: str, rows: Iterable[Row], width: int, least: int = 0) -> Iterator[str]:
    """Names and what they mean, side by side; the names take ``least`` columns or more."""
    rows = list(rows)
    if not rows:
        return
    yield from ["", f"{title}:"]
    left = min(max(least, *(len(name) for name, _ in rows)), _LEFT) + 2
    for name, meaning in rows:
        first, *others = [*_wrapped(meaning, max(width - left - 2, 10))] or [""]
        if len(name) + 2 > left:
            yield f"  {name}"
            yield " " * (left + 2) + first
        else:
            yield f"  {name:{left}}{first}".rstrip()
        yield from (" " * (left + 2) + line for line in others)


def _of_group(entry: CommandEntry | GroupEntry, width: int) -> Iterator[str]:
    """The commands behind one word."""
    if isinstance(entry, GroupEntry):
        yield from _section("Commands", _commands(entry.commands, width), width)


def _of_program(width: int) -> Iterator[str]:
    """All commands in the order of a routine, their lines one below the other."""
    left = max(map(len, TABLE))
    for title, names in SECTIONS:
        entries = {name: TABLE[name] for name in names}
        yield from _section(title, _commands(entries, width, left), width, left)


def _examples(path: Sequence[str], width: int) -> Iterator[str]:
    """What to type, each with what it is good for."""
    yield from ["", "Examples:"]
    for example in EXAMPLES[" ".join(path)]:
        yield from _typed(example.typed, width)
        yield from textwrap.wrap(example.meaning, width, initial_indent=" " * 6, subsequent_indent=" " * 6)


def _typed(command: str, width: int) -> Iterator[str]:
    """A command that can be pasted: a line that is too long goes on below, as a shell reads it."""
    line = "  skinroutine"
    for piece in re.split(r" (?=--)", command):
        if len(line) + len(piece) + len("  \\") > width:
            yield f"{line} \\"
            line = "     "
        line += f" {piece}"
    yield line


def _commands(entries: Mapping[str, CommandEntry | GroupEntry], width: int, left: int = 0) -> list[Row]:
    room = width - 6 - max(left, *map(len, entries))
    return [(name, _first_sentence(entry.help, room)) for name, entry in entries.items()]


def _first_sentence(text: str, room: int) -> str:
    """The first sentence, cut between two words where it is longer than there is room."""
    words = text.partition("\n\n")[0].split()
    end = next((place for place, word in enumerate(words, 1) if word.endswith(".")), len(words))
    sentence = " ".join(words[:end])
    if len(sentence) <= room:
        return sentence
    cut = sentence[: room - len("...") + 1].rpartition(" ")[0]
    return f"{cut}..."


def _names(parameter: Parameter) -> str:
    described = parameter.described
    shown = " / ".join(parameter.names)
    word = described.metavar or parameter.names[0].strip("-").upper()
    return shown if bool in _types(parameter.kind) else f"{shown} {word}"


def _types(kind: Any) -> tuple[Any, ...]:  # noqa: ANN401  a type as it is written
    return getattr(kind, "__args__", (kind,))


def _metavar(parameter: Parameter) -> str:
    return parameter.described.metavar or parameter.name.upper()


def _place(parameter: Parameter) -> str:
    """An argument as the usage names it: in brackets where it can be left out."""
    word = _metavar(parameter)
    if word.startswith("["):
        return word
    return word if parameter.default is NEEDED else f"[{word}]"


def _said(parameter: Parameter) -> str:
    """What is said of a parameter, with its default and its bounds."""
    described, default = parameter.described, parameter.default
    extra = []
    if isinstance(described, Option):
        if described.shows_default and not isinstance(default, bool | None) and default != "":
            extra.append(f"default: {default}")
        if described.least is not None or described.most is not None:
            extra.append(_bounds(described))
    extra += ["required"] if default is NEEDED else []
    return f"{described.help}  [{'; '.join(extra)}]" if extra else described.help


def _bounds(option: Option) -> str:
    if option.most is None:
        return f"{option.least} or more"
    return f"{option.most} or less" if option.least is None else f"{option.least} to {option.most}"
