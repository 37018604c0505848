"""Bare arguments of the commands that a shell prompt calls again and again.

They are read without the command line, which takes longer to load than such a command takes in all.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection


class Bare(NamedTuple):
    """The home that was named, if one was, and the flags that were given."""

    home: Path | None
    flags: frozenset[str]


def bare(arguments: list[str], known: Collection[str]) -> Bare | None:
    """What the arguments say; None when they say more than ``--home`` and the flags that are known."""
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
    return Bare(home, frozenset(flags))
