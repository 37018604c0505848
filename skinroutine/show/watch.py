"""What is to watch for on the days after a session that went past a limit. It reads no rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain

from skinroutine.history.parts import PassedLimit, SessionWatch, unsure_in
from skinroutine.light_typing import NamedTuple
from skinroutine.show.blocks import CHECK, Block, Heading, Item, Para, command_line
from skinroutine.text import day, ending, join_words, spoken


class Watched(NamedTuple):
    """What is still to watch for after one session."""

    treatment: str
    areas: Sequence[str]
    session: str
    watch: SessionWatch


def by_time(watches: Iterable[SessionWatch]) -> list[tuple[datetime, list[str]]]:
    """The signs by the time until which they count, each once and as long as it counts anywhere."""
    latest: dict[str, datetime] = {}
    for watch in watches:
        latest.update({sign: max(watch.until, latest.get(sign, watch.until)) for sign in watch.watch_for})
    times = sorted(set(latest.values()))
    return [(until, [sign for sign, end in latest.items() if end == until]) for until in times]


def limit_text(limit: PassedLimit, today: date, *, dated: bool = True) -> str:
    """A limit in the words of its rule, with the day until which it ran; a gap without it if not ``dated``.

    A screen that names one day for all gaps leaves out the day of each.
    """
    unsure = unsure_about(limit)
    parts = [limit.message]
    if limit.not_before and (limit.after or not unsure) and (dated or not limit.after):
        ends = date.fromisoformat(limit.not_before)
        parts.append(f"That {'runs' if ends > today else 'ran'} until {day(ends, today)}.")
    if unsure:
        parts.append(f"You weren't sure about: {join_words(unsure)}.")
    return " ".join(parts)


def unsure_about(limit: PassedLimit) -> list[str]:
    """The questions whose "not sure" alone makes it a limit; of a list and its details the list alone."""
    if limit.sure:
        return []
    if limit.unsure:
        return limit.unsure
    # It was recorded before the words were kept with it.
    return [spoken(name).replace(".", " ") for name in unsure_in(limit.because)]


def watched_page(watched: Sequence[Watched], now: datetime) -> Iterator[Block]:
    """What is to watch for after sessions past a limit, for the days between; by treatment and areas."""
    for treatment, areas in dict.fromkeys((signs.treatment, tuple(signs.areas)) for signs in watched):
        own = [
            signs.watch for signs in watched if (signs.treatment, tuple(signs.areas)) == (treatment, areas)
        ]
        named = join_words([treatment, *areas])
        yield Heading(f"Watch for this after going past a limit: {named}")
        for until, signs in by_time(own):
            yield Para(f"Until {ending(until, now)}:", indent=2)
            yield from (Item("-", sign, "careful", indent=4) for sign in signs)
        yield from (
            Para(step, "strong", indent=2) for step in dict.fromkeys(chain(*(each.help for each in own)))
        )
        yield command_line("If one of these shows up:", CHECK, indent=2)
