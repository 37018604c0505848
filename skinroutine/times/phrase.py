"""What a phrase for a day or a time consists of, before it is laid on a calendar."""

from __future__ import annotations

from datetime import timedelta, timezone

from skinroutine.light_typing import NamedTuple


class PhraseError(ValueError):
    """A phrase that cannot be used as it is.

    ``why`` is a sentence for a person; it is empty where the words are no phrase at all.
    """

    def __init__(self, why: str = "") -> None:
        super().__init__(why)
        self.why = why


class Shift(NamedTuple):
    """A day counted from today. ``same_hour`` keeps the hour of now, as "2 days ago" does."""

    months: int = 0
    days: int = 0
    same_hour: bool = False

    def turned(self, sign: int) -> Shift:
        """The same way for 1, the other way for -1."""
        return self._replace(months=sign * self.months, days=sign * self.days)


class Weekday(NamedTuple):
    """A day of the week, Monday 0; ``which`` is "last", "next" or empty."""

    number: int
    which: str = ""


class Dated(NamedTuple):
    """A day of the month; 0 stands for a month or a year that was not typed."""

    day: int
    month: int = 0
    year: int = 0


class Clock(NamedTuple):
    """A time of day as typed.

    ``half`` is "a" or "p" where am or pm was typed. ``sure`` is false for an hour such as "at 9", which only
    a part of the day can settle. ``loose`` is the sign in 9.10 and 2h, which could be a date or a length of
    time where nothing beside them says otherwise. ``edge`` marks midnight, the name of both ends of a day.
    """

    hour: int
    minute: int = 0
    second: int = 0
    microsecond: int = 0
    half: str = ""
    sure: bool = True
    loose: str = ""
    edge: bool = False


class Phrase(NamedTuple):
    """All that was typed, each part at most once.

    ``exact`` is a length of time from now, to the minute. ``length`` is a bare length such as 90d, whose
    direction the option knows. ``night`` marks last night and tonight, which run past midnight.
    """

    day: Shift | Dated | None = None
    weekday: Weekday | None = None
    clock: Clock | None = None
    part: str = ""
    night: bool = False
    zone: timezone | None = None
    exact: timedelta | None = None
    length: Shift | None = None

    def joined(self, other: Phrase) -> Phrase:
        """The parts of both; each part is in one of them at the most."""
        return Phrase(
            day=self.day or other.day,
            weekday=self.weekday or other.weekday,
            clock=self.clock or other.clock,
            part=self.part or other.part,
            night=self.night or other.night,
            zone=self.zone or other.zone,
            exact=other.exact if self.exact is None else self.exact,
            length=self.length or other.length,
        )

    @property
    def names_hour(self) -> bool:
        """Whether more than a day was typed."""
        return self.clock is not None or bool(self.part) or self.exact is not None
