"""One head of a person, by its name or its id."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from skinroutine.errors import UsageError
from skinroutine.memory.heads import Head

SHORTEST_ID: Final = 4
"""Fewer characters of an id than this name no head."""


class HeadError(UsageError):
    """A head cannot be added, found, used or retired as it was asked for."""

    code = "head"


def find_head(known: Iterable[Head], named: str) -> Head:
    """The head of this name, or whose id begins or ends so. Raises HeadError for none and for several."""
    listed, wanted = list(known), " ".join(named.casefold().split())
    found = [head for head in listed if head.name.casefold() == wanted]
    if not found and len(wanted) >= SHORTEST_ID:
        found = [head for head in listed if head.id.startswith(wanted) or head.id.endswith(wanted)]
    if not found:
        raise HeadError(
            f'No head of yours is called "{named}". List them with: skinroutine device list --all'
        )
    if len(found) > 1:
        ids = ", ".join(head.id for head in found)
        raise HeadError(f'"{named}" fits {len(found)} heads. Name one by its id: {ids}')
    return found[0]
