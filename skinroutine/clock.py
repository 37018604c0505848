"""The clock of this machine: what time it is here, and whether it is behind what was recorded under it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_SLACK: Final = timedelta(minutes=2)
"""A session may be logged under a clock that ran a little ahead."""


class _Here(tzinfo):
    """The zone of this machine. It gives each moment the offset that held then, not the one of today."""

    def utcoffset(self, moment: datetime | None, /) -> timedelta:
        if moment is None:
            return timedelta()
        try:
            return moment.replace(tzinfo=None).astimezone().utcoffset() or timedelta()
        except (OverflowError, ValueError, OSError):  # an edge of the calendar, or no zone that makes sense
            return timedelta()

    def dst(self, _moment: datetime | None, /) -> None:
        return None

    def tzname(self, _moment: datetime | None, /) -> None:
        return None

    def fromutc(self, moment: datetime, /) -> datetime:
        try:
            there = moment.replace(tzinfo=UTC).astimezone()
        except (OverflowError, ValueError, OSError):
            return moment
        local = there.replace(tzinfo=self)
        return local if local.utcoffset() == there.utcoffset() else local.replace(fold=1)


HERE: Final = _Here()


def here() -> datetime:
    """The time here, in the zone of the machine; in UTC where that zone makes no sense."""
    try:
        return datetime.now().astimezone().astimezone(HERE)
    except ValueError:
        return datetime.now(UTC)


def clock_behind(moments: Iterable[datetime], now: datetime) -> datetime | None:
    """The latest of these moments of the past when the clock says that it is still to come, else None."""
    latest = max(moments, default=None)
    return latest if latest and latest > now + _SLACK else None
