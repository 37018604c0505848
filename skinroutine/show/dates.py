"""Dates, lengths of time and names in words."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from math import ceil


def day(when: date, today: date) -> str:
    """``Fri 27 Nov``, with the year when it is another one."""
    return f"{when:%a} {when.day} {when:{'%b' if when.year == today.year else '%b %Y'}}"


def moment(when: datetime, now: datetime) -> str:
    """``Sat 21 Nov 21:00`` in the zone of ``now``."""
    local = when.astimezone(now.tzinfo)
    return f"{day(local.date(), now.date())} {local:%H:%M}"


def moment_there(when: datetime, now: datetime) -> str:
    """The same on the clock of the place where it happened, as the person remembers it."""
    return f"{day(when.date(), now.date())} {when:%H:%M}"


def left(until: datetime, now: datetime) -> str:
    """``14 h left`` up to two days, then ``5 days left``."""
    hours = ceil((until - now) / timedelta(hours=1))
    return f"{hours} h left" if hours <= 48 else f"{ceil(hours / 24)} days left"  # noqa: PLR2004  hours of two days


def ago(when: datetime, now: datetime) -> str:
    """``11 h ago``, ``3 days ago``; ``still to come`` under a clock that was set back."""
    minutes = int((now - when) / timedelta(minutes=1))
    if minutes < -2:  # noqa: PLR2004  a clock that runs a little ahead, as --at allows it
        return "still to come"
    minutes = max(minutes, 0)
    if minutes < 60:  # noqa: PLR2004  minutes of an hour
        return f"{minutes} min ago"
    hours = minutes // 60
    days = (now.date() - when.astimezone(now.tzinfo).date()).days
    return f"{hours} h ago" if hours <= 48 else f"{days} days ago"  # noqa: PLR2004  hours of two days


def spoken(words: str) -> str:
    """A name from a rule file as words."""
    return words.replace("_", " ")


def window_text(text: str, starts: datetime, ends: datetime | None, now: datetime) -> str:
    """A step of aftercare with its times: ``Leave make-up off. Until Sat 21 Nov 21:00, 14 h left``."""
    if starts > now:
        return f"{text} From {moment(starts, now)}."
    return f"{text} Until {moment(ends, now)}, {left(ends, now)}." if ends else text
