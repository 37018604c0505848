"""The answers of ``history``: the list, one entry, and what a change did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Final, Literal

from skinroutine.commands.history.details import detail_items
from skinroutine.commands.history.rows import kind_of, title_of
from skinroutine.history import Event, Hold, Standing
from skinroutine.history.parts import PassedLimit
from skinroutine.light_typing import NamedTuple
from skinroutine.rulebook import Question
from skinroutine.show.blocks import Banner, Block, Heading, Item, Page, Para, command_line
from skinroutine.show.documents import JsonDocument, JsonRecord
from skinroutine.show.entry_words import (
    HistoryEntry,
    entry_record,
)
from skinroutine.show.watch import limit_text
from skinroutine.text import ago, day, moment_there, treatment_text

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds

_OPPOSITE: Final[Mapping[str, tuple[str, str]]] = {
    "Undone": ("To bring it back:", "skinroutine redo"),
    "Redone": ("To take it back again:", "skinroutine undo"),
}


class Listed(NamedTuple):
    """An entry with its short id, and the hold that it ends if it is a release."""

    event: Event
    short: str
    hold: Event | None = None


class Shown(NamedTuple):
    """One entry. One that is ``gone`` was changed, and ``later`` stands in its place, or it was removed.

    ``names`` tells what the ids in the entry stand for, ``result_words`` name results, ``questions`` are
    those of the rules today.
    """

    entry: Listed
    gone: bool
    later: Listed | None
    holds: Sequence[Hold]
    now: datetime
    names: Mapping[str, str]
    result_words: Mapping[str, str] = {}
    questions: Mapping[str, Question] = {}


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
    in_force: int
    now: datetime
    lifted: Sequence[PassedLimit] = ()
    over: Sequence[Hold] = ()
    """What no longer pauses sessions by it."""
    eased: Sequence[Hold] = ()
    """The holds, as they were, that no longer wait for the word of a professional."""


class HistoryDocument(JsonDocument):
    """What was recorded, newest first. With --chart, it shows each day."""


class HistoryList(HistoryDocument):
    """The entries."""

    entries: Annotated[Sequence[HistoryEntry], "The entries, newest first."]
    more: Annotated[bool, "True when there are more than were asked for."]


def show_page(view: Shown) -> Page:
    """One entry with all that was kept of it."""
    return [*_kept_lines(view), *_fate(view), *_holds(view.holds, len(view.holds)), *_foot(view)]


class HistoryShowDocument(JsonDocument):
    """One entry of the history, and what has become of it."""

    entry: Annotated[HistoryEntry, "One entry of the history."]
    state: Annotated[Literal["stands", "changed", "removed"], "It stands, or it was changed or removed."]
    stands_now: Annotated[str | None, "The id of the entry that stands in its place, or null."]
    holds: Annotated[Sequence[kinds.HoldId], "The open holds that were set with it."]


def show_document(view: Shown) -> HistoryShowDocument:
    """One entry as JSON."""
    return HistoryShowDocument(
        entry=entry_record(view.entry.event, view.entry.short),
        state="stands" if not view.gone else "changed" if view.later else "removed",
        stands_now=view.later.event.id if view.later else None,
        holds=[hold.id for hold in view.holds],
    )


def _kept_lines(view: Shown) -> Iterator[Block]:
    event = view.entry.event
    kind, tone = kind_of(event, view.result_words)
    when = f"{moment_there(event.happened, view.now)} ({ago(event.happened, view.now)})"
    yield Banner(kind.upper(), f"{title_of(event, view.entry.hold, view.result_words)}, {when}", tone)
    yield from detail_items(event, view.names, view.questions, view.now)


def _fate(view: Shown) -> Iterator[Block]:
    if view.later:
        yield Para(f"This entry was changed. It is now: {view.later.short}", "careful")
    elif view.gone:
        yield Para("This entry was removed.", "careful")


def _foot(view: Shown) -> Iterator[Block]:
    yield Para("")
    yield Para(f"id {view.entry.event.id}", "faint")
    yield command_line("See the others:", "skinroutine history")


def changed_page(view: Changed) -> Page:
    """What was done, the dates that moved, and the holds that go on."""
    first, *rest = view.lines
    return [
        *(Para(f"This no longer pauses your sessions: {hold.reason}", "careful") for hold in view.over),
        *(
            Para(f"This no longer waits until {hold.professional} has cleared you: {hold.reason}", "careful")
            for hold in view.eased
        ),
        Banner(view.word, first, "good"),
        *(Item("-", line) for line in rest),
        *lifted_page(view.lifted, view.now),
        *(Para(line, "strong") for line in view.after),
        *_holds(view.standing, view.in_force),
        *_dates(view),
        *_turned_round(view),
    ]


def _turned_round(view: Changed) -> Iterator[Block]:
    """The command that does the opposite, where nothing on the screen has named it."""
    if view.word in _OPPOSITE:
        yield from [Para("")] if view.areas else ()
        yield command_line(*_OPPOSITE[view.word])


class DateAgain(JsonRecord):
    """One treatment of one area."""

    treatment: kinds.TreatmentId
    area: Annotated[str, "The id of the area."]
    earliest: Annotated[date | None, "The day on which the wait is over. Null when no session is left there."]


class ChangedEntries(JsonDocument):
    """What was done to entries, and what follows from it."""

    stored: Annotated[Sequence[kinds.EntryId], "What was recorded for this."]
    next: Annotated[Sequence[DateAgain], "The dates that were worked out again."]
    holds: Annotated[Sequence[kinds.HoldId], "The holds that were set with them and are still open."]
    no_longer_past: Annotated[Sequence[kinds.RuleId], "The limits that no session is past any more by this."]
    no_longer_paused_by: Annotated[Sequence[kinds.HoldId], "The holds that no longer pause sessions by this."]


class HistoryRemoveDocument(ChangedEntries, first=("schema_version", "removed")):
    """An entry was taken out. It is kept, and undo brings it back."""

    removed: Annotated[Sequence[HistoryEntry], "The entries that it is about."]


class UndoDocument(ChangedEntries, first=("schema_version", "undone")):
    """What was recorded last was taken back. It is kept, and redo does it again."""

    undone: Annotated[Sequence[HistoryEntry], "The entries that it is about."]


class RedoDocument(ChangedEntries, first=("schema_version", "redone")):
    """What was undone last was done again."""

    redone: Annotated[Sequence[HistoryEntry], "The entries that it is about."]


def changed_document(view: Changed, document: type[ChangedEntries], name: str) -> ChangedEntries:
    """The same as JSON; ``name`` is that of the field with the entries."""
    rows = {(row.treatment, row.area): row.earliest for row in view.standings}
    return document.of(
        view,
        stored=view.written,
        next=[DateAgain(treatment=key[0], area=key[1], earliest=rows.get(key)) for key in view.areas],
        holds=[hold.id for hold in view.standing],
        no_longer_past=[limit.id for limit in view.lifted],
        no_longer_paused_by=[hold.id for hold in view.over],
        **{name: [entry_record(event) for event in view.events]},
    )


def lifted_page(limits: Sequence[PassedLimit], now: datetime) -> Iterator[Block]:
    """What a correction lowers: the limits that a session is no longer past."""
    for limit in limits:
        yield Item("-", f"no longer past a limit: {limit_text(limit, now.date())}")


def standing_page(holds: Sequence[Hold], in_force: int) -> Page:
    """The holds that a changed session had set, and how they end; ``held`` holds are in force in all."""
    return list(_holds(holds, in_force))


def _holds(holds: Sequence[Hold], in_force: int) -> Iterator[Block]:
    # A command without an id would end every hold, so the id is named where there is another one.
    for hold in holds:
        which = f" {hold.id}" if in_force > 1 else ""
        yield Para("")
        yield Para(f"Still paused: {hold.reason}", "bad")
        yield Para(f"If it was set in error, end it with: skinroutine hold end{which} --how error")


def _dates(view: Changed) -> Iterator[Block]:
    rows = {(row.treatment, row.area): row for row in view.standings}
    if view.areas:
        yield Heading("Updated dates")
    for treatment, area in view.areas:
        row = rows.get((treatment, area))
        name = treatment_text(treatment, [area])
        if row is None:
            yield Item("-", f"{name}: no session is left here.")
        elif row.bar:
            yield Item("-", f"{name}: no next session. {row.bar.say}")
        else:
            when = f"from {day(row.best_day, view.now.date())} at the earliest."
            yield Item("-", f"{name}: {'not until the pause is over, and ' if view.in_force else ''}{when}")
