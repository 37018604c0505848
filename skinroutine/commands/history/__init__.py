"""``history``: what was recorded, newest first, and one entry of it."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from heapq import merge
from itertools import islice
from typing import Annotated, TypeVar

from skinroutine.app import App
from skinroutine.commands.history.find import (
    NothingListedError,
    areas_called,
    entry_named,
    hold_ended_by,
    holds_set_with,
    treatment_called,
)
from skinroutine.commands.history.rows import HistoryRow, list_blocks, row_of
from skinroutine.commands.history.screen import (
    HistoryList,
    Listed,
    Shown,
    show_document,
    show_page,
)
from skinroutine.commands.options import EntryId
from skinroutine.errors import SkinroutineError
from skinroutine.history import ENTRIES, VOID, Event, History
from skinroutine.history.events import FollowUpRecord, HoldRecord, ReleaseRecord, SymptomCheckRecord
from skinroutine.history.ids import SHORT
from skinroutine.history.pages import EntryPlace
from skinroutine.history.undo import root_of
from skinroutine.light_typing import NamedTuple
from skinroutine.memory.heads import heads
from skinroutine.options import Apart, Option, command
from skinroutine.rulebook import Question
from skinroutine.rulebook.book import Book
from skinroutine.show.entry_words import date_line, entry_record
from skinroutine.text import date_text
from skinroutine.times import past_day

T = TypeVar("T", Event, HistoryRow)
QUIET = frozenset({"plan", "fact"})
"""Kinds that nobody did to the skin; they are listed only when all is asked for."""
_MOST = 100_000
_LONG = 1000
"""Of more entries than this all endings of ids are looked through, of fewer their own."""
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


class ListSelection(NamedTuple):
    """Which entries a list has, newest first, and whether there are more.

    ``begun`` are the ids of checks that are listed as they ended, ``gone`` is what was taken back among them.
    """

    ids: list[str]
    begun: set[str]
    more: bool
    gone: list[Event]

    def short_ids(self, history: History) -> dict[str, str]:
        """Give those of the short ids that are not simply the last characters: few in a long list.

        A short list is looked up whole, without a look at what is not in it.
        """
        ids = [*self.ids, *(event.id for event in self.gone)]
        crowded = history.crowded_endings(SHORT) if len(ids) > _LONG else None
        return history.short_ids([name for name in ids if crowded is None or name[-SHORT:] in crowded])


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
    chosen = _choose(app, wanted, limit)
    if app.out.as_json:
        named = _with_short_ids(app, chosen, app.history.entries(chosen.ids))
        records = (entry_record(event, short) for event, short in named)
        app.out.data_stream(HistoryList(entries=[], more=chosen.more), "entries", records)
    else:
        rows = _with_short_ids(app, chosen, _rows(app, chosen))
        more = _longer(wanted, limit, area) if chosen.more else ""
        app.out.stream(list_blocks(rows, now, more=more))
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


def _choose(app: App, wanted: HistoryFilter, limit: int) -> ListSelection:
    """The newest entries that fit, as they are this moment.

    What they say is read later: whoever reads the list slowly must not keep others from writing.
    """
    kinds = [kind for kind in ENTRIES if wanted.everything or kind not in QUIET]
    every = wanted._replace(everything=False) == HistoryFilter()
    ids, begun = list[str](), set[str]()
    with closing(app.history.places(kinds) if every else _fitting(app, wanted, kinds)) as found:
        for event_id, began_as in islice(found, limit):
            ids.append(event_id)
            begun.add(began_as)
        more = next(found, None) is not None
    gone = [] if app.out.as_json or not ids else _taken_back(app, ids[-1] if more else "")
    return ListSelection(ids, begun, more, [event for event in gone if _fits(app, event, wanted)])


def _fitting(app: App, wanted: HistoryFilter, kinds: Iterable[str]) -> Generator[EntryPlace]:
    with closing(app.history.each([*kinds])) as events:
        for event in events:
            if _fits(app, event, wanted):
                began = SymptomCheckRecord.of(event).began_as if event.kind == SymptomCheckRecord.kind else ""
                yield EntryPlace(event.id, began)


def _rows(app: App, chosen: ListSelection) -> Iterator[HistoryRow]:
    """The entries as rows, newest first, with those among them that were taken back, each at its place."""
    history, wording = app.history, app.history.wording()
    names = wording.names()

    def row(event: Event, *, gone: bool = False) -> HistoryRow:
        # Of what was stored a row says the reason of a hold alone.
        spoken = wording.of(event) if event.kind == HoldRecord.kind else event
        return row_of(spoken, names, hold_ended_by(history, event), gone=gone)

    rows = (row(event) for event in history.entries(chosen.ids) if event.id not in chosen.begun)
    gone = sorted((row(event, gone=True) for event in chosen.gone), key=_happened, reverse=True)
    return merge(rows, gone, key=_happened, reverse=True) if gone else rows


def _happened(row: HistoryRow) -> datetime:
    return row.happened


def _with_short_ids(app: App, chosen: ListSelection, listed: Iterable[T]) -> Iterator[tuple[T, str]]:
    """Events or rows, each with the short id that names it."""
    short = chosen.short_ids(app.history)
    return ((each, short.get(each.id) or each.id[-SHORT:]) for each in listed)


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


def _taken_back(app: App, oldest: str) -> list[Event]:
    """What was undone or removed of what happened since an entry, each entry once, as it was last."""
    history, last = app.history, datetime.max.replace(tzinfo=UTC)
    since = history.event(oldest) if oldest else None
    first = since.happened if since else datetime.min.replace(tzinfo=UTC)
    found = [event for kind in _SHOWN_TAKEN_BACK for event in history.gone(kind, first, last)]
    voided = [event for event in found if (by := history.successor(event.id)) and by.kind == VOID]
    roots = {root_of(event): event for event in voided if history.standing_of(event.id) is None}
    return list(roots.values())


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
        (not wanted.areas or not wanted.areas.isdisjoint(event.payload.areas))
        and (not wanted.treatment or (about or event).payload.treatment == wanted.treatment)
        and (wanted.since is None or day >= wanted.since)
        and (wanted.until is None or day <= wanted.until)
    )
