"""A check that cannot wait is stored when its first actions are said, and again when all is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from skinroutine.history import Event
from skinroutine.history.events import SymptomCheckRecord

ONE_CHECK: Final = timedelta(hours=1)
"""As long as one check may take to answer."""


def whole_checks(checks: Sequence[Event]) -> list[Event]:
    """The checks without those that are the beginning of the next one. Newest first, in and out."""
    later = [None, *checks][: len(checks)]
    return [
        check
        for check, newer in zip(checks, later, strict=True)
        if newer is None or not _begins(check, newer)
    ]


def _begins(older: Event, newer: Event) -> bool:
    """Whether all that was told first was told again soon after, with a result as serious or more."""
    first, then = older.payload.answers, newer.payload.answers
    return (
        newer.happened - older.happened <= ONE_CHECK
        and older.payload.treatment in {"", newer.payload.treatment}
        and _level(older) <= _level(newer)
        and all(_told_again(first, then, name) for name in first)
    )


def _told_again(first: Mapping[str, object], then: Mapping[str, object], name: str) -> bool:
    before, after = first[name], then.get(name)
    if isinstance(before, list) and isinstance(after, list):
        return set(map(str, before)) <= set(map(str, after))
    return name in then and before == after


def _level(check: Event) -> int:
    return SymptomCheckRecord.of(check).result.level or 0
