"""The answers of ``history``: the list, one entry, and what a change did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from skinroutine.commands.history.details import detail_items
from skinroutine.history import Event, Hold, Standing
from skinroutine.history.events import SessionRecord
from skinroutine.history.parts import PassedLimit
from skinroutine.show.blocks import Banner, Block, Heading, Item, Page, Para
from skinroutine.show.entry_words import dated, entry_data, entry_words, kind_words
from skinroutine.show.watch import limit_text
from skinroutine.text import day, moment_there, treatment_text


class Listed(NamedTuple):
    """An entry with its short id, and the hold that it ends if it is a release."""

    event: Event
    short: str
    hold: Event | None = None


class Shown(NamedTuple):
    """One entry. One that is ``gone`` was changed, and ``later`` stands in its place, or it was removed.

    ``names`` tells what the ids in the entry stand for.
    """

    entry: Listed
    gone: bool
    later: Listed | None
    holds: Sequence[Hold]
    now: datetime
    names: Mapping[str, str]


class Changed(NamedTuple):
    """What a removal, an undo or a redo did.

    ``lines`` say it; ``areas`` are the pairs of treatment and area whose dates were worked out again;
    ``standing`` are the holds that were set with it and go on, ``lifted`` the limits that no longer count.
    """

    word: str
    lines: Sequence[str]
    after: Sequence[str]
    events: Sequence[Event]
    written: Sequence[str]
    areas: Sequence[tuple[str, str]]
    standings: Sequence[Standing]
    standing: Sequence[Hold]
    held: int
    now: datetime
    lifted: Sequence[PassedLimit] = ()


def list_page(entries: Sequence[Listed], now: datetime, *, more: bool) -> Page:
    """The entries, newest first, each with its short id."""
    if not entries:
        return [Para("No entry fits."), Para("After a session: skinroutine log")]
    blocks: list[Block] = []
    for one in entries:
        when, words = moment_there(one.event.happened, now), entry_words(one.event, one.hold, noted=True)
        past = ", past a limit" if SessionRecord.of(one.event).crossing.limits else ""
        text = f"{when}: {kind_words(one.event.kind)}{', ' if words else ''}{words}{past}"
        blocks.append(Item(one.short, text, "bad" if one.event.kind == "hold" else "plain"))
    if more:
        blocks.append(Para("There are more. Show them with a higher --limit.", "faint"))
    return [*blocks, Para("See one of them: skinroutine history show ID", "faint")]


def list_data(entries: Sequence[Listed], *, more: bool) -> dict[str, object]:
    """The entries as JSON."""
    return {
        "schema_version": 1,
        "entries": [entry_data(one.event, one.short) for one in entries],
        "more": more,
    }


def show_page(view: Shown) -> Page:
    """One entry with all that was kept of it."""
    return [*_kept(view), *_fate(view), *_holds(view.holds, len(view.holds)), *_foot(view)]


def show_data(view: Shown) -> dict[str, object]:
    """One entry as JSON."""
    return {
        "schema_version": 1,
        "entry": entry_data(view.entry.event, view.entry.short),
        "state": "stands" if not view.gone else "changed" if view.later else "removed",
        "stands_now": view.later.event.id if view.later else None,
        "holds": [hold.id for hold in view.holds],
    }


def _kept(view: Shown) -> Iterator[Block]:
    event = view.entry.event
    yield Banner(kind_words(event.kind).upper(), dated(event, view.now, view.entry.hold), "strong")
    yield from detail_items(event, view.names, view.now)


def _fate(view: Shown) -> Iterator[Block]:
    if view.later:
        yield Para(f"This entry was changed. What stands now: {view.later.short}", "careful")
    elif view.gone:
        yield Para("This entry was removed.", "careful")


def _foot(view: Shown) -> Iterator[Block]:
    yield Para(f"id {view.entry.event.id}", "faint")


def changed_page(view: Changed) -> Page:
    """What was done, the dates that moved, and the holds that go on."""
    first, *rest = view.lines
    return [
        Banner(view.word, first, "good"),
        *(Item("-", line) for line in rest),
        *lifted_page(view.lifted, view.now),
        *(Para(line, "strong") for line in view.after),
        *_holds(view.standing, view.held),
        *_dates(view),
    ]


def changed_data(view: Changed, name: str) -> dict[str, object]:
    """The same as JSON; ``name`` says what was done: removed, undone or redone."""
    rows = {(row.treatment, row.area): row for row in view.standings}
    following = [
        {
            "treatment": treatment,
            "area": area,
            "earliest": rows[treatment, area].earliest if (treatment, area) in rows else None,
        }
        for treatment, area in view.areas
    ]
    return {
        "schema_version": 1,
        name: [entry_data(event) for event in view.events],
        "stored": list(view.written),
        "next": following,
        "holds": [hold.id for hold in view.standing],
        "no_longer_past": [limit.id for limit in view.lifted],
    }


def lifted_page(limits: Sequence[PassedLimit], now: datetime) -> Iterator[Block]:
    """What a correction lowers: the limits that a session is no longer past."""
    for one in limits:
        yield Item("-", f"no longer past a limit: {limit_text(one, now.date())}")


def standing_page(holds: Sequence[Hold], held: int) -> Page:
    """The holds that a changed session had set, and how they end; ``held`` holds are in force in all."""
    return list(_holds(holds, held))


def _holds(holds: Sequence[Hold], held: int) -> Iterator[Block]:
    """A command without an id would end every hold, so the id is named where there is another one."""
    for hold in holds:
        which = f" {hold.id}" if held > 1 else ""
        yield Para("")
        yield Para(f"The hold stands: {hold.why}", "bad")
        yield Para(f"If it was set in error, end it with: skinroutine hold end{which} --how error")


def _dates(view: Changed) -> Iterator[Block]:
    rows = {(row.treatment, row.area): row for row in view.standings}
    if view.areas:
        yield Heading("Dates, worked out again")
    for treatment, area in view.areas:
        row = rows.get((treatment, area))
        name = treatment_text(treatment, [area])
        if row is None:
            yield Item("-", f"{name}: no session is left here.")
        elif row.bar:
            yield Item("-", f"{name}: no next session. {row.bar.say}")
        else:
            when = f"from {day(row.earliest, view.now.date())} at the earliest."
            yield Item("-", f"{name}: {'on hold, else ' if view.held else ''}{when}")
