"""Options that would have no effect beside another one, or without it."""

from __future__ import annotations

from collections.abc import Iterable

from skinroutine.errors import UsageError
from skinroutine.options import Usage


class OptionsClashError(UsageError):
    """An option that would have no effect beside another one, or without it."""

    code = "options-clash"


def check_together(usage: Usage, typed: Iterable[str]) -> None:
    """Refuse options that do nothing together, or alone. Raises OptionsClashError."""
    names = set(typed)
    for apart in usage.apart:
        beside = [other for other in apart.others if other in names]
        if apart.option in names and beside and apart.unless not in names:
            raise OptionsClashError(f"{apart.option} and {beside[0]} do not go together. {apart.instead}")
    for option, needed in usage.needs.items():
        if option in names and needed not in names:
            message = f"{option} does nothing without {needed}"
            raise OptionsClashError(f"{message}. Add {needed}, or leave {option} out.")
