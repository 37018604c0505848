"""The limits that a session went past, and what to watch for after it: on a screen and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final

from skinroutine.history.parts import Crossing, PassedLimit, SessionWatch
from skinroutine.rulebook import MILDEST_REFUSAL, VERDICTS
from skinroutine.show.blocks import CHECK, Block, Heading, Item, Para, Tone
from skinroutine.show.watch import by_time, limit_text, unsure_about
from skinroutine.text import counted, ending, moment

_MILD: Final = VERDICTS[: MILDEST_REFUSAL + 1]


def limits_page(crossing: Crossing, now: datetime, *, session: str, dated: bool = True) -> Iterator[Block]:
    """What was past which limit, what to do now, and what to watch for until when.

    ``dated`` names the day of each gap that was not over, ``session`` is the id of the entry.
    """
    if not crossing.limits:
        return
    sure = [limit for limit in crossing.limits if limit.sure]
    unsure = [limit for limit in crossing.limits if not limit.sure]
    if sure:
        yield Heading(f"This went past {counted(len(sure), 'limit', alone='a limit')}")
        yield from (Item("-", limit_text(limit, now.date(), dated=dated), _tone(limit)) for limit in sure)
    if unsure:
        yield Heading(f"This may have gone past {counted(len(unsure), 'limit', alone='a limit')}")
        yield from _unsure(unsure, now.date(), dated=dated)
        if len({tuple(unsure_about(limit)) for limit in unsure}) < len(unsure):
            yield Para(f"See them all: skinroutine history show {session}", indent=2)
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


def _unsure(limits: Sequence[PassedLimit], today: date, *, dated: bool) -> Iterator[Block]:
    """One line for what a person was not sure of: the gravest limit behind it, and how many more."""
    abouts: dict[tuple[str, ...], list[PassedLimit]] = {}
    for limit in limits:
        abouts.setdefault(tuple(unsure_about(limit)), []).append(limit)
    for found in abouts.values():
        gravest = max(found, key=lambda limit: VERDICTS.index(limit.verdict))
        others = f" {len(found) - 1} more may count too." if found[1:] else ""
        yield Item("-", f"{limit_text(gravest, today, dated=dated)}{others}", _tone(gravest))


def _tone(limit: PassedLimit) -> Tone:
    return "careful" if limit.verdict in _MILD else "bad"


def _check(ahead: Sequence[SessionWatch], now: datetime) -> str:
    at = check_at(ahead, now)
    when = f"Check your skin on {moment(at, now)}, and at once" if at else "Check your skin at once"
    return f"{when} if one of these signs shows up: {CHECK}"


def check_at(watches: Sequence[SessionWatch], now: datetime) -> datetime | None:
    """The next time to look closely; None where it has passed."""
    return min((watch.check for watch in watches if watch.check and watch.check > now), default=None)
