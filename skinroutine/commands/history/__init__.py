"""``history``: what was recorded, newest first, and one entry of it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from skinroutine.app import Place
from skinroutine.commands.entry import treated
from skinroutine.commands.history.find import (
    NothingListedError,
    check_names,
    entry_named,
    hold_ended_by,
    holds_set_with,
)
from skinroutine.commands.history.screen import Listed, Shown, list_data, list_page, show_data, show_page
from skinroutine.devices.heads import heads
from skinroutine.history import ENTRIES, Event
from skinroutine.show.entry_words import dated
from skinroutine.times import past_day

QUIET = frozenset({"plan", "fact"})
"""Kinds that nobody did to the skin; they are listed only when all is asked for."""


class Wanted(NamedTuple):
    """Which entries to list. Empty and None mean any; days are those of the place where it happened."""

    area: str = ""
    treatment: str = ""
    since: date | None = None
    until: date | None = None
    everything: bool = False


def run(
    place: Place,
    *,
    area: str = "",
    treatment: str = "",
    since: str | None = None,
    until: str | None = None,
    limit: int = 20,
    everything: bool = False,
) -> int:
    """List entries.

    Raises BadTimeError for a day that is none, NothingListedError, and the errors of the history.
    """
    now = place.now()
    wanted = Wanted(
        area.strip().replace(" ", "_"),
        treatment,
        None if since is None else past_day(since, now, "--since"),
        None if until is None else past_day(until, now, "--until"),
        everything,
    )
    if wanted.since and wanted.until and wanted.since > wanted.until:
        message = (
            f"--since is {wanted.since} and --until is {wanted.until}. Name a first day before the last."
        )
        raise NothingListedError(message)
    found = _found(place, wanted, limit + 1)
    if not found:
        check_names(place, wanted.area, treatment)
    short = place.history.short_ids([event.id for event in found[:limit]])
    entries = [Listed(event, short[event.id], hold_ended_by(place.history, event)) for event in found[:limit]]
    more = len(found) > limit
    place.out.result(list_page(entries, now, more=more), list_data(entries, more=more))
    return 0


def show(place: Place, part: str) -> int:
    """Show one entry. Raises UnclearEntryError, NoSuchEntry, and the errors of the history."""
    event = entry_named(place, part)
    gone = place.history.successor(event.id) is not None
    later = place.history.standing_of(event.id) if gone else None
    short = place.history.short_ids([event.id, *([later.id] if later else [])])
    view = Shown(
        entry=Listed(event, short[event.id], hold_ended_by(place.history, event)),
        gone=gone,
        later=Listed(later, short[later.id]) if later else None,
        holds=holds_set_with(place.history, [event]),
        now=place.now(),
        names=_names(place, event),
    )
    place.out.result(show_page(view), show_data(view))
    return 0


def _names(place: Place, event: Event) -> dict[str, str]:
    """What the ids that an entry is kept with stand for: its head, and the session or hold it is about."""
    known = {head.id: head.name for head in heads(place.history, retired=True)}
    ids = [str(event.data.get(key) or "") for key in ("session", "hold")]
    found = [about for one in ids if one and (about := place.history.event(one))]
    return known | {about.id: dated(about, place.now()) for about in found}


def _found(place: Place, wanted: Wanted, limit: int) -> list[Event]:
    kinds = [kind for kind in ENTRIES if wanted.everything or kind not in QUIET]
    if wanted._replace(everything=False) == Wanted():
        return place.history.events(kinds, limit=limit)
    return [event for event in place.history.events(kinds) if _fits(place, event, wanted)][:limit]


def _fits(place: Place, event: Event, wanted: Wanted) -> bool:
    day = event.happened.date()
    about = hold_ended_by(place.history, event) if wanted.treatment else None
    return (
        (not wanted.area or wanted.area in treated(event))
        and (not wanted.treatment or (about or event).data.get("treatment") == wanted.treatment)
        and (wanted.since is None or day >= wanted.since)
        and (wanted.until is None or day <= wanted.until)
    )
