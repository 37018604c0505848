"""``history``: what was recorded, newest first, and one entry of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from itertools import islice
from typing import Annotated, TypeVar

from skinroutine.app import App
from skinroutine.commands.entry import treated_areas
from skinroutine.commands.history.find import (
    NothingListedError,
    areas_called,
    entry_named,
    hold_ended_by,
    holds_set_with,
    treatment_called,
)
from skinroutine.commands.history.rows import HistoryRow, list_page, row_of
from skinroutine.commands.history.screen import (
    Listed,
    Shown,
    list_document,
    show_document,
    show_page,
)
from skinroutine.errors import SkinroutineError
from skinroutine.history import ENTRIES, VOID, Event
from skinroutine.history.events import FollowUpRecord, HoldRecord, ReleaseRecord, SymptomCheckRecord
from skinroutine.history.undo import root_of
from skinroutine.memory.heads import heads
from skinroutine.options import Apart, EntryId, Option, command
from skinroutine.rulebook import Question
from skinroutine.rulebook.book import Book
from skinroutine.show.entry_words import date_line
from skinroutine.text import date_text
from skinroutine.times import past_day
from skinroutine.tuples import NamedTuple

T = TypeVar("T")
QUIET = frozenset({"plan", "fact"})
"""Kinds that nobody did to the skin; they are listed only when all is asked for."""
_MOST = 100_000
_LONGER = 5
"""So many times more entries are offered where there are more than were shown."""
_SHOWN_TAKEN_BACK = ("session", "symptom-check", "hold")
"""Kinds of which the list still shows what was taken back."""


class HistoryFilter(NamedTuple):
    """Which entries to list. Empty and None mean any; days are those of the place where it happened."""

    areas: frozenset[str] = frozenset()
    treatment: str = ""
    since: date | None = None
    until: date | None = None
    everything: bool = False


@command(
    no_pager=True,
    rules=True,
    apart=(Apart("--chart", ("--since", "--until", "--limit", "--all")),),
    needs={"--months": "--chart"},
)
def history(
    app: App,
    *,
    area: Annotated[str, Option("--area", "Only sessions on this area.")] = "",
    treatment: Annotated[str, Option("--treatment", "Only this treatment.")] = "",
    since: Annotated[
        str | None, Option("--since", 'Start on this day, such as "2 weeks ago" or 2026-11-01.', "DAY")
    ] = None,
    until: Annotated[
        str | None, Option("--until", "End on this day, such as yesterday or 2026-11-20.", "DAY")
    ] = None,
    limit: Annotated[
        int, Option("--limit", "Show no more than this many.", "NUMBER", least=1, most=_MOST)
    ] = 20,
    everything: Annotated[bool, Option("--all", "Show plans and remembered answers too.")] = False,
    chart: Annotated[bool, Option("--chart", "Show a calendar of your sessions and reactions.")] = False,
    months: Annotated[
        int,
        Option(
            "--months", "How many months the calendar shows. Goes with --chart.", "NUMBER", least=1, most=24
        ),
    ] = 2,
) -> int:
    """List entries, or show the chart of some months.

    Raises BadTimeError for a day that is none, NothingListedError, UnknownTreatmentError, and the errors
    of the history.
    """
    areas, about = areas_called(app, area), treatment_called(app, treatment)
    if chart:
        from skinroutine.commands.history.chart import show_chart  # noqa: PLC0415  a list does without it

        return show_chart(app, months, areas=areas, treatment=about)
    now = app.now()
    wanted = HistoryFilter(areas, about, *_days(since, until, now), everything)
    if app.out.as_json:
        events, more = _read(app, wanted, limit, lambda event: event)
        app.out.data(list_document(events, app.history.short_ids([event.id for event in events]), more=more))
    else:
        rows, more = _rows(app, wanted, limit)
        short = app.history.short_ids([row.id for row in rows])
        app.out.page(list_page(rows, short, now, more=_longer(wanted, limit, area) if more else ""))
    return 0


def _days(since: str | None, until: str | None, now: datetime) -> tuple[date | None, date | None]:
    """The first day and the last. Raises BadTimeError, and NothingListedError for a first after the last."""
    first = None if since is None else past_day(since, now, "--since")
    last = None if until is None else past_day(until, now, "--until")
    if first and last and first > last:
        message = (
            f"--since is {date_text(first)} and --until is {date_text(last)}. "
            "Name a first day before the last."
        )
        raise NothingListedError(message)
    return first, last


def _rows(app: App, wanted: HistoryFilter, limit: int) -> tuple[list[HistoryRow], bool]:
    """The newest entries that fit as rows, with those among them that were taken back, each at its place."""
    history, wording = app.history, app.history.wording()
    names, begun = wording.names(), set[str]()

    def row(event: Event, *, gone: bool = False) -> HistoryRow:
        # Of what was stored a row says the reason of a hold alone.
        spoken = wording.of(event) if event.kind == HoldRecord.kind else event
        return row_of(spoken, names, hold_ended_by(history, event), gone=gone)

    def listed(event: Event) -> HistoryRow:
        begun.add(SymptomCheckRecord.of(event).began_as if event.kind == SymptomCheckRecord.kind else "")
        return row(event)

    rows, more = _read(app, wanted, limit, listed)
    first = rows[-1].happened if more else datetime.min.replace(tzinfo=UTC)
    gone = [event for event in _taken_back(app, first) if _fits(app, event, wanted)] if rows else []
    every = [each for each in rows if each.id not in begun] + [row(event, gone=True) for event in gone]
    return sorted(every, key=lambda each: each.happened, reverse=True), more


def _longer(wanted: HistoryFilter, limit: int, area: str) -> str:
    """The command that lists more of the same."""
    named = {
        "--area": f'"{area}"' if " " in area else area,
        "--treatment": wanted.treatment,
        "--since": wanted.since,
        "--until": wanted.until,
        "--limit": min(limit * _LONGER, _MOST),
    }
    typed = [f"{name} {value}" for name, value in named.items() if value]
    return " ".join(["skinroutine history", *typed, *(["--all"] if wanted.everything else [])])


def _taken_back(app: App, first: datetime) -> list[Event]:
    """What was undone or removed of what happened since then, each entry once, as it was last."""
    history, last = app.history, datetime.max.replace(tzinfo=UTC)
    found = [event for kind in _SHOWN_TAKEN_BACK for event in history.gone(kind, first, last)]
    voided = [event for event in found if (by := history.successor(event.id)) and by.kind == VOID]
    roots = {root_of(event): event for event in voided if history.standing_of(event.id) is None}
    return list(roots.values())


def _read(app: App, wanted: HistoryFilter, limit: int, make: Callable[[Event], T]) -> tuple[list[T], bool]:
    """What is made of the newest entries that fit, and whether there are more.

    All is read before anything is shown: who reads on slowly must not keep others from writing.
    """
    kinds = [kind for kind in ENTRIES if wanted.everything or kind not in QUIET]
    every = wanted._replace(everything=False) == HistoryFilter()
    with closing(app.history.each(kinds)) as events:
        found = (event for event in events if every or _fits(app, event, wanted))
        made = [make(event) for event in islice(found, limit)]
        more = next(found, None) is not None
    return made, more


@command(no_pager=True)
def show(app: App, part: EntryId) -> int:
    """Show one entry. Raises UnclearEntryError, NoSuchEntry, and the errors of the history."""
    event = entry_named(app, part)
    gone = app.history.successor(event.id) is not None
    later = app.history.standing_of(event.id) if gone else None
    short = app.history.short_ids([event.id, *([later.id] if later else [])])
    view = Shown(
        entry=Listed(event, short[event.id], hold_ended_by(app.history, event)),
        gone=gone,
        later=Listed(later, short[later.id]) if later else None,
        holds=holds_set_with(app.history, [event]),
        now=app.now(),
        names=_names(app, event),
        result_words={} if app.out.as_json else app.history.wording().names(),
        questions={} if app.out.as_json else _questions(app, event),
    )
    app.out.result(show_page(view), show_document(view))
    return 0


def _names(app: App, event: Event) -> dict[str, str]:
    """What the ids that an entry is kept with stand for: its head, and the session or hold it is about."""
    known = {head.id: head.name for head in heads(app.history, retired=True)}
    ids = [FollowUpRecord.of(event).session, ReleaseRecord.of(event).hold]
    found = [about for id_ in ids if id_ and (about := app.history.event(id_))]
    return known | {about.id: date_line(about, app.now()) for about in found}


def _questions(app: App, event: Event) -> dict[str, Question]:
    """The questions by whose words its answers are shown; none while the rules cannot be read."""
    treatment = event.payload.treatment
    try:
        book = Book(app.library, treatment if treatment in app.library.treatment_ids else "")
        return {question.id: question for question in book.questions(None)}
    except SkinroutineError:
        return {}


def _fits(app: App, event: Event, wanted: HistoryFilter) -> bool:
    day = event.happened.date()
    about = hold_ended_by(app.history, event) if wanted.treatment else None
    return (
        (not wanted.areas or not wanted.areas.isdisjoint(treated_areas(event)))
        and (not wanted.treatment or (about or event).payload.treatment == wanted.treatment)
        and (wanted.since is None or day >= wanted.since)
        and (wanted.until is None or day <= wanted.until)
    )
