"""The command that was probably wanted, where nothing answers to the word that was typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from skinroutine.cli.table import TABLE, GroupEntry
from skinroutine.rulebook.slips import is_slip, near_words

_OTHER_WORDS: Final[Mapping[str, Sequence[str]]] = {
    "add": ("start", "new", "create", "set", "begin"),
    "set": ("add", "change", "edit"),
    "new": ("add", "create", "start"),
    "end": ("remove", "delete", "rm", "clear", "release", "finish", "lift"),
    "remove": ("delete", "rm", "drop"),
    "forget": ("remove", "delete", "rm", "clear"),
    "retire": ("remove", "delete", "rm"),
    "edit": ("change", "correct", "update"),
    "list": ("ls",),
    "show": ("view", "cat", "get"),
    "check": ("lint", "validate"),
    "log": ("record", "add", "done"),
    "plan": ("start", "new", "ask", "session"),
    "check-symptoms": ("reaction", "emergency", "symptoms"),
    "handover": ("report", "print", "doctor"),
    "status": ("today", "show", "info"),
    "remind": ("reminder", "notify", "cron"),
    "about": ("faq", "info"),
    "explain": ("glossary", "define", "meaning", "what", "word", "words", "terms"),
    "hold": ("stop",),
    "history": ("list", "ls", "sessions"),
    "export": ("backup", "save"),
    "import": ("restore", "load"),
    "profile": ("me", "config", "settings"),
}
"""What people type for a command, by its name; of two in a group that take a word the first is meant."""


def near_commands(group: str, name: str) -> list[str]:
    """What was probably wanted, as it is typed behind the program; the group is empty for the program."""
    known = names_in(group)
    if not name:
        return []
    found = [each for each in known if each.startswith(name)] or near_words(name, known)[:1]
    found = found or [each for each in known if name in _OTHER_WORDS.get(each, ())][:1]
    found = found or [each for each in known if _nearly_said_for(each, name)][:1]
    inside = [f"{group} {each}".strip() for each in found]
    return inside or ([] if group else list(_behind_a_group(name)))


def _nearly_said_for(command: str, name: str) -> bool:
    return any(is_slip(name, word) for word in _OTHER_WORDS.get(command, ()))


def _behind_a_group(name: str) -> Iterator[str]:
    """Commands of this name that stand behind another word."""
    for group, entry in TABLE.items():
        if isinstance(entry, GroupEntry):
            yield from (f"{group} {each}" for each in near_words(name, entry.commands))


def names_in(group: str) -> Sequence[str]:
    """The names that can be typed here, in the order of the help."""
    entry = TABLE[group] if group else None
    return list(entry.commands if isinstance(entry, GroupEntry) else TABLE)
