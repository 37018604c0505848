"""What a shell may complete: commands, options and the values of both, read without the command line.

A shell calls this at each press of Tab, so that nothing is loaded that the word at the cursor does not need:
rules are scanned line by line, and the history is opened only for the ids of what lies in it.
"""
# ruff: noqa: PLC0415  what a word does not need is not loaded

from __future__ import annotations

import json
import os
import shlex
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from skinroutine.errors import SkinroutineError
from skinroutine.machine import Paths
from skinroutine.rule_files import own_folders, shipped
from skinroutine.text import harmless

TABLE: Final = Path(__file__).with_name("table.json")
"""Commands with their options, as the command line has them."""

SHELLS: Final = frozenset({"bash", "zsh", "fish"})
"""The shells that are answered."""
Words = dict[str, str]
"""What may stand at the cursor, each with a few words about it."""

FIXED: Final[Mapping[str, tuple[str, ...]]] = {
    "hold end --how": ("healed", "seen", "error", "cleared"),
    "handover --format": ("md", "html", "text"),
    "handover --redact": ("notes", "conditions", "medicines"),
    "export --format": ("jsonl", "csv"),
    "calendar --what": ("next", "aftercare", "checks"),
    "calendar --alarm": ("at-start", "morning", "none", "15m", "1h", "1d"),
    "device retire --why": ("worn", "lost", "damaged"),
    "rules list --level": ("0", "1", "2", "3", "4"),
    "remind KIND": ("cron", "systemd", "launchd"),
    "remind cron --only": ("line",),
    "remind systemd --only": ("service", "timer"),
    "remind launchd --only": ("agent",),
    "pause --why": ("illness", "holiday"),
}
"""Words that a command itself knows, by the command, with its argument where that counts, and the option."""
OPTIONS_OF: Final[Mapping[str, str]] = {
    "--area": "areas",
    "--setting": "suction",
    "--reaction": "reaction",
}
"""The options of the command line that answer a question."""


def answer_shell(shell: str) -> int:
    """Print what fits the word at the cursor, as this shell wants it. Gives the exit status."""
    try:
        typed, word, cut = _typed(shell)
        words = Completer(typed).words(word)
        found = {name: harmless(about) for name, about in words.items() if _fits(name, word)}
    except (SkinroutineError, OSError, ValueError, LookupError):
        # A Tab is no place for an error: the command itself tells it.
        found, cut = {}, 0
    if shell == "fish" and os.environ.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
        return 0 if found else 1
    sys.stdout.write(_reply(shell, {name[cut:]: about for name, about in found.items()}))
    return 0


def _fits(name: str, word: str) -> bool:
    """Whether a name goes on from the word, and is one line that steers no terminal."""
    return name.startswith(word) and name == harmless(name)


def _typed(shell: str) -> tuple[list[str], str, int]:
    """The words before the cursor, the one at it, and how much of that the shell takes for another word."""
    if shell != "bash":
        text = os.environ.get("_TYPER_COMPLETE_ARGS", "")
        words = _split(text)[1:]
        word = "" if text[-1:].isspace() or not words else words.pop()
        return words, word, 0
    place = int(os.environ["COMP_CWORD"])
    words = os.environ["COMP_WORDS"].split("\n")[: place + 1]
    # bash takes "=" for a word of its own: the answer is what comes after it.
    joined: list[str] = []
    for word in words:
        if joined and (word == "=" or joined[-1].endswith("=")):
            joined[-1] += word
        else:
            joined.append(word)
    at = joined.pop()
    cut = at.index("=") + 1 if "=" in at and "=" in (words[-1], *words[-2:-1]) else 0
    return joined[1:], at, cut


def _split(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:  # a quote that is still open
        return text.split()


def _reply(shell: str, found: Words) -> str:
    if shell == "fish":
        return "".join(f"{name}\t{about}\n" for name, about in found.items())
    if shell == "bash":
        # It puts a word into the line as it is given, where a name of a head could be a command.
        return "\n".join(map(shlex.quote, found))
    if not found:
        return "_files"
    parts = []
    # What is to be typed on gets no blank behind it.
    for ending, names in (("", [*filter(_is_open, found)]), (" ", [n for n in found if not _is_open(n)])):
        about = " ".join(shlex.quote(f"{name}  {found[name]}".strip()) for name in names)
        listed = " ".join(map(shlex.quote, names))
        add = f"compadd -l -d about -S {shlex.quote(ending)} -- {listed}"
        parts += [f"local -a about; about=({about}); {add}"] if names else []
    return "; ".join(parts)


def _is_open(name: str) -> bool:
    return name.endswith("=")


class Completer:
    """What fits behind these words."""

    def __init__(self, typed: list[str]) -> None:
        table: dict[str, Any] = json.loads(TABLE.read_bytes())
        self.commands: dict[str, dict[str, Any]] = table
        self.command = ""
        self.values: list[str] = []
        self.named: dict[str, list[str]] = {}
        self.waiting = ""
        """The option whose value stands at the cursor."""
        self._read(typed)

    def _read(self, typed: list[str]) -> None:
        for word in typed:
            longer = f"{self.command} {word}".strip()
            option, has_value, value = word.partition("=")
            if self.waiting:
                self.named.setdefault(self.waiting, []).append(word)
                self.waiting = ""
            elif longer in self.commands and not self.values:
                self.command = longer
            elif not word.startswith("-"):
                self.values.append(word)
            elif has_value:
                self.named.setdefault(option, []).append(value)
            elif self._options.get(word, ["", False])[1]:
                self.waiting = word
            else:
                self.named.setdefault(word, [])

    @property
    def _options(self) -> dict[str, list[Any]]:
        options: dict[str, list[Any]] = self.commands[self.command]["options"]
        return options

    def words(self, word: str) -> Words:
        """All that may stand here; the caller leaves out what does not begin as ``word`` does."""
        option, has_value, _ = word.partition("=")
        if not self.waiting and word.startswith("-"):
            if has_value and option in self._options:
                part = word[len(option) + 1 :]
                return {f"{option}={each}": about for each, about in self.of_option(option, part).items()}
            return {name: about for name, (about, _) in self._options.items() if name not in self.named}
        if self.waiting:
            return self.of_option(self.waiting, word)
        return self._inner() | self._of_argument(word)

    def _inner(self) -> Words:
        start = f"{self.command} ".lstrip()
        depth = len(self.command.split()) + 1
        inner = (name for name in self.commands if name.startswith(start) and len(name.split()) == depth)
        return {name.split()[-1]: self.commands[name]["help"] for name in inner if not self.values}

    def _of_argument(self, word: str) -> Words:
        arguments: list[str] = self.commands[self.command]["arguments"]
        if not arguments:
            return {}
        name = arguments[min(len(self.values), len(arguments) - 1)]
        many = name.removesuffix("]").endswith("...")
        if len(self.values) >= len(arguments) and not many:
            return {}
        return self.of_option(_bare(name), word)

    def of_option(self, option: str, word: str) -> Words:
        """The values of an option, or of an argument by the name that the help gives it."""
        from skinroutine.completion import values

        listed: dict[str, Words] = self.commands[self.command].get("values", {})
        if option in listed:
            return listed[option]
        places = (" ".join([self.command, *self.values, option]), f"{self.command} {option}")
        fixed = next((FIXED[place] for place in places if place in FIXED), ())
        if fixed:
            return dict.fromkeys(_listed(word, fixed) if option == "--what" else fixed, "")
        rules = values.Scan(self._folders(), self.command)
        home = self._named_path("--home")
        if option in OPTIONS_OF:
            return rules.options(OPTIONS_OF[option])
        found = values.SOURCES.get(f"{self.command} {option}") or values.SOURCES.get(option)
        return found(rules, Paths(home), word) if found else {}

    def _folders(self) -> list[Path]:
        own = own_folders(self._named_path("--rules"), Paths(self._named_path("--home")).rules)
        return [shipped(), *own.values()]

    def _named_path(self, option: str) -> Path | None:
        named = self.named.get(option, [])
        return Path(named[-1]).expanduser() if named else None


def _bare(name: str) -> str:
    """An argument as the help calls it, without the signs for "may be left out" and "more than one"."""
    return (name[1:-1] if name.startswith("[") else name).removesuffix("...")


def _listed(word: str, names: Iterable[str]) -> list[str]:
    before, comma, _ = word.rpartition(",")
    taken = before.split(",")
    return [f"{before}{comma}{name}" for name in names if name not in taken]
