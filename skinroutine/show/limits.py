"""The limits that a session went past, and what to watch for after it: on a screen and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from skinroutine.history.parts import Crossing, PassedLimit, SessionWatch
from skinroutine.model import MILDEST_REFUSAL, VERDICTS
from skinroutine.show.blocks import Block, Heading, Item, Para, Tone
from skinroutine.show.watch import CHECK, by_time, limit_text
from skinroutine.text import counted, ending, moment

_MILD: Final = VERDICTS[: MILDEST_REFUSAL + 1]


def limits_page(crossing: Crossing, now: datetime, *, dated: bool = True) -> Iterator[Block]:
    """What was past which limit, what to do now, and what to watch for until when.

    ``dated`` names the day of each gap that was not over.
    """
    if not crossing.limits:
        return
    sure = [one for one in crossing.limits if one.sure]
    unsure = [one for one in crossing.limits if not one.sure]
    for heading, limits in (("This went past", sure), ("This may have gone past", unsure)):
        if limits:
            yield Heading(f"{heading} {counted(len(limits), 'limit', alone='a limit')}")
            yield from (Item("-", limit_text(one, now.date(), dated=dated), _tone(one)) for one in limits)
    ahead = crossing.watched(now)
    steps = dict.fromkeys(step for watch in ahead for step in watch.do)
    if steps:
        yield Heading("Do this now")
        yield from (Item("-", step, "strong") for step in steps)
    for until, signs in by_time(ahead):
        yield Heading(f"Watch for this until {ending(until, now)}")
        yield from (Item("-", sign) for sign in signs)
    if ahead:
        yield Para("")
        yield Para(_check(ahead, now), "strong")


def tone_of(crossing: Crossing) -> Tone:
    """How grave it is that a session was logged."""
    if not crossing.limits:
        return "good"
    return "bad" if any(_tone(one) == "bad" for one in crossing.limits) else "careful"


def _tone(limit: PassedLimit) -> Tone:
    return "careful" if limit.verdict in _MILD else "bad"


def _check(ahead: Sequence[SessionWatch], now: datetime) -> str:
    at = check_at(ahead, now)
    when = f"Check your skin on {moment(at, now)}, and at once" if at else "Check your skin at once"
    return f"{when} if one of these signs shows up: {CHECK}"


def check_at(watches: Sequence[SessionWatch], now: datetime) -> datetime | None:
    """The next time to look closely; None where it has passed."""
    return min((one.check for one in watches if one.check and one.check > now), default=None)


def limits_data(crossing: Crossing, now: datetime) -> dict[str, object]:
    """The same as JSON."""
    at = check_at(crossing.watched(now), now)
    return {
        "past_limits": [limit_data(one, crossing) for one in crossing.limits],
        "watch": [_watch_data(one) for one in crossing.watches],
        "check_symptoms_at": at.isoformat() if at else None,
    }


def _watch_data(watch: SessionWatch) -> dict[str, object]:
    return {
        "id": watch.id,
        "watch_for": watch.watch_for,
        "do": watch.do,
        "until": watch.until.isoformat(),
        "check": watch.check.isoformat() if watch.check else None,
    }


def limit_data(limit: PassedLimit, crossing: Crossing) -> dict[str, object]:
    """One limit as JSON, with the signs to watch for and the end of that time."""
    watches = crossing.watches_of(limit)
    until = max((one.until for one in watches), default=None)
    return {
        "id": limit.id,
        "verdict": limit.verdict,
        "message": limit.message,
        "because": limit.because,
        "sources": limit.sources,
        "sure": limit.sure,
        "not_before": limit.not_before or None,
        "watch_for": [sign for one in watches for sign in one.watch_for],
        "until": until.isoformat() if until else None,
    }
