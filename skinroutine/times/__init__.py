"""When something was or will be, as a person types it: ``2 days ago``, ``yesterday 9pm``, ISO.

A strict grammar of what people write in English, and no guess: every word and number is used as what it is,
or the phrase is refused with three that work. These readings hold:

- A weekday or a date without a year is the latest one where the past is asked for, else the next one. Today
  is among them, but a weekday that could be today or a week away is refused.
- A day without a time is noon, or now while it is not noon yet. "2 days ago" keeps the hour of now.
- A lone "9" needs am, pm or a part of the day. "9:30" is on a 24-hour clock, as this program shows times.
- A part of the day alone, such as "last night", is refused: what follows a session is counted in hours, and
  no hour of an evening is the cautious one for all of it.
- A date in numbers has its year first, because 3/11 is two days.
- Of an hour that comes twice as the clocks go back, it is the later one that has passed, so that no wait ends
  early. An hour that the clocks skip is refused.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final

from skinroutine.errors import UsageError
from skinroutine.light_typing import NamedTuple
from skinroutine.text import clock_text, date_text, harmless
from skinroutine.times.calendar import SLACK, days_of, moment_of
from skinroutine.times.grammar import read_phrase
from skinroutine.times.phrase import PhraseError

OLDEST: Final = timedelta(days=3660)
_LONGEST: Final = 60


class BadTimeError(UsageError):
    """A day or a time that cannot be read, or that is on the wrong side of now."""

    code = "bad-time"


class _Asking(NamedTuple):
    """A text with the option that it was typed for, and what would work there."""

    text: str
    option: str
    kind: str
    works: tuple[str, str, str]

    def refusal(self, problem: str) -> BadTimeError:
        """The error, in one line: the option, the problem with its text, and what works."""
        shown = " ".join(harmless(self.text).split())
        shown = shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
        whole = f"“{shown}” {problem}" if problem else f"I couldn't read “{shown}” as a {self.kind}."
        return BadTimeError(f"{self.option}: {whole} Try: {', '.join(self.works)}")


def past_moment(text: str, now: datetime, option: str = "--at") -> datetime:
    """The moment of the last ten years that a text names, with its offset from UTC.

    Words are read on the clock of ``now`` unless they name a zone. Raises BadTimeError.
    """
    yesterday = now.date() - timedelta(days=1)
    asking = _Asking(text, option, "time", ("yesterday 9pm", "2 days ago", f"{yesterday} 21:00"))
    try:
        found = moment_of(read_phrase(text), now)
    except (ValueError, OverflowError) as error:
        raise asking.refusal(_reason(error)) from None
    shown, today = f"{date_text(found)} {clock_text(found)}", now.astimezone(UTC)
    if found > today + SLACK:
        raise asking.refusal(f"is {shown}, which is still to come. Log a session once it is done.")
    if found < today - OLDEST:
        raise asking.refusal(f"is {shown}, which is over ten years ago. Check the date.")
    return found


def past_day(text: str, now: datetime, option: str) -> date:
    """The day up to today that a text names; a bare length such as 90d is that long ago.

    Raises BadTimeError.
    """
    today = now.date()
    asking = _Asking(text, option, "day", ("yesterday", "90d", f"{today - timedelta(days=30)}"))
    day = _day_of(asking, today, past=True)
    if day > today:
        raise asking.refusal(f"is {date_text(day)}, which is still to come. Name a day of the past.")
    return day


def coming_day(text: str, now: datetime, option: str = "--on") -> date:
    """The day from today on, within ten years, that a text names. Raises BadTimeError."""
    today = now.date()
    asking = _Asking(text, option, "day", ("tomorrow", "in 3 days", f"{today + timedelta(days=7)}"))
    day = _day_of(asking, today, past=False)
    if not today <= day <= today + OLDEST:
        raise asking.refusal(f"is {date_text(day)}. Name a day from today on, within ten years.")
    return day


def later_day(text: str, now: datetime, option: str) -> date:
    """The day after today, within ten years, that a text names. Raises BadTimeError."""
    today = now.date()
    asking = _Asking(text, option, "day", ("tomorrow", "2 weeks", f"{today + timedelta(days=14)}"))
    day = _day_of(asking, today, past=False, after=today)
    if day <= today:
        raise asking.refusal(f"is {date_text(day)}, which is not after today. Name a day to come.")
    if day > today + OLDEST:
        raise asking.refusal(f"is {date_text(day)}, which is over ten years away. Check the date.")
    return day


def _day_of(asking: _Asking, today: date, *, past: bool, after: date = date.min) -> date:
    """The one day that a text names; a bare length of time goes the way of the option."""
    try:
        phrase = read_phrase(asking.text)
        if phrase.length:
            phrase = phrase._replace(day=phrase.length.turned(-1 if past else 1))
        if phrase.names_hour:
            raise PhraseError("names a time of day, and only a day is needed.")
        days = days_of(phrase, today, past=past)
    except (ValueError, OverflowError) as error:
        raise asking.refusal(_reason(error)) from None
    days = [day for day in days if day > after] or days
    if len(days) > 1:
        raise asking.refusal(f"could be today or a week {'ago' if past else 'from now'}.")
    return days[0]


def _reason(error: Exception) -> str:
    return error.why if isinstance(error, PhraseError) else ""
