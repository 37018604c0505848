"""The limits that a session went past, and what to watch for after it: on a screen and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Final

from skinroutine.history.parts import Crossing, PassedLimit, SessionWatch
from skinroutine.rulebook import MILDEST_REFUSAL, VERDICTS
from skinroutine.show.blocks import Block, Heading, Item, Para, Tone
from skinroutine.show.documents import JsonRecord
from skinroutine.show.watch import CHECK, by_time, limit_text, unsure_about
from skinroutine.text import counted, ending, moment

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


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


def tone_of(crossing: Crossing) -> Tone:
    """How grave it is that a session was logged."""
    # Never the sign of NO, which reads as if nothing had been recorded.
    return "careful" if crossing.limits else "good"


def _tone(limit: PassedLimit) -> Tone:
    return "careful" if limit.verdict in _MILD else "bad"


def _check(ahead: Sequence[SessionWatch], now: datetime) -> str:
    at = check_at(ahead, now)
    when = f"Check your skin on {moment(at, now)}, and at once" if at else "Check your skin at once"
    return f"{when} if one of these signs shows up: {CHECK}"


def check_at(watches: Sequence[SessionWatch], now: datetime) -> datetime | None:
    """The next time to look closely; None where it has passed."""
    return min((watch.check for watch in watches if watch.check and watch.check > now), default=None)


class PastLimit(JsonRecord):
    """One limit."""

    id: Annotated[str, "The id of the rule, or hold for a hold that was open."]
    verdict: Annotated[kinds.Refusal, "What a plan would have said because of this alone."]
    message: Annotated[str, "The limit in plain words."]
    because: Annotated[Sequence[kinds.Because], "The answers behind it, or the sessions."]
    sources: Annotated[Sequence[kinds.SourceId], "The ids of its sources."]
    sure: Annotated[bool, "False when only an answer of not sure makes it a limit."]
    not_before: Annotated[date | None, "The day before which it could not be lifted, or null."]
    watch_for: Annotated[Sequence[kinds.Sign], "The signs to watch for because of it."]
    until: Annotated[datetime | None, "Until when to watch for them. Null when there is nothing to watch."]


class SignList(JsonRecord):
    """One list of signs."""

    id: Annotated[str, "The id of the list in the rules."]
    watch_for: Annotated[Sequence[kinds.Sign], "The signs to watch for."]
    do: Annotated[Sequence[kinds.StepText], "What to do now."]
    until: Annotated[datetime, "Until when to watch for them."]
    check: Annotated[datetime | None, "When to look closely. It is null when no time is set."]


def limits_data(crossing: Crossing, now: datetime) -> dict[str, object]:
    """The fields of a document that tell of the limits that a session went past."""
    return {
        "past_limits": [_past_limit(limit, crossing) for limit in crossing.limits],
        "watch": [SignList.of(watch) for watch in crossing.watches],
        "check_symptoms_at": check_at(crossing.watched(now), now),
    }


def _past_limit(limit: PassedLimit, crossing: Crossing) -> PastLimit:
    """One limit, with the signs to watch for and the end of that time."""
    watches = crossing.watches_of(limit)
    signs = [sign for watch in watches for sign in watch.watch_for]
    return PastLimit.of(limit, watch_for=signs, until=max((watch.until for watch in watches), default=None))
