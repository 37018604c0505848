"""The machine: where a person's own files live, and what time it is here."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path

from skinroutine.files.private import expand

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

    from skinroutine.files.targets import OwnPlaces

HOME = "SKINROUTINE_HOME"


class Paths:
    """One folder when a home is named (``home``, else the environment), else the system's folders.

    Raises NoSuchUserError.
    """

    def __init__(self, home: Path | None = None) -> None:
        named = home or (Path(os.environ[HOME]) if os.environ.get(HOME) else None)
        self.home = expand(named).absolute() if named else None

    @property
    def history(self) -> Path:
        """The history file."""
        return (self.home or self._system("user_data_path")) / "history.db"

    def unfinished(self, command: str) -> Path:
        """The file of an interview that was interrupted."""
        return self.history.with_name(f"unfinished-{command}.json")

    @property
    def rules(self) -> Path:
        """The folder of a person's own rules."""
        return (self.home or self._system("user_config_path")) / "rules"

    def own(self, *more: Path) -> OwnPlaces:
        """What no result is written over: these folders, the usual ones, the rules, and ``more`` rules."""
        from skinroutine.files.targets import OwnPlaces  # noqa: PLC0415  the same
        from skinroutine.rule_files import shipped  # noqa: PLC0415  `due` knows paths, and reads no rules

        data, config = self._system("user_data_path"), self._system("user_config_path")
        folders = {self.history.parent, Paths().history.parent, self.rules.parent, data, config}
        trees = {shipped(), self.rules, Paths().rules, config / "rules", *more}
        return OwnPlaces(tuple(folders), tuple(trees))

    @staticmethod
    def _system(kind: str) -> Path:
        import platformdirs  # noqa: PLC0415  costs 20 ms and is not needed where a home is named

        return Path(getattr(platformdirs, kind)("skinroutine", appauthor=False))


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

    def day_of(self, moment: datetime) -> date:
        """The day here of an aware moment, in a tenth of the time that it takes to ask for it by offsets."""
        if moment.tzinfo is self:  # also where the clocks leave its hour out
            return moment.date()
        try:
            return moment.astimezone().date()
        except (OverflowError, ValueError, OSError):  # the same
            return moment.astimezone(self).date()

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
