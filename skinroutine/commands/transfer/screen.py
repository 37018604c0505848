"""The answers of ``export`` and ``import``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Final, Literal, NamedTuple

from skinroutine.history import Event, Hold
from skinroutine.show.blocks import Banner, Block, Heading, Item, Page, Para, TextLine
from skinroutine.show.documents import JsonDocument, JsonRecord
from skinroutine.show.entry_words import kind_words
from skinroutine.show.holds import treatment_on_hold
from skinroutine.text import counted, day, spoken

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


MOST: Final = 20
"""How many lines are shown one by one outside a dry run."""
_STATES: Final = ("new", "known", "conflict", "damaged")


class ImportLine(JsonRecord, about=""):
    """One line."""

    line: Annotated[kinds.LineNumber, "The line in the file, from 1."]
    state: Annotated[
        str, {"enum": ["new", "known", "conflict", "damaged"]}, "What this line is to your history."
    ]
    kind: Annotated[str | None, "The kind of the entry. It is null when the line cannot be read."] = ""
    id: Annotated[str | None, "The id of the entry. It is null when the line cannot be read."] = ""
    why: Annotated[str | None, "What is wrong with the line, or null."] = ""
    about: str = ""


class ImportView(NamedTuple):
    """What a screen shows of a file that was looked at, or taken in."""

    file: str
    dry_run: bool
    counts: Mapping[str, int]
    missing: int
    looked: Sequence[ImportLine]
    holds: Sequence[Hold] = ()
    ended: Sequence[Hold] = ()


def exported_page(file: str, entries: int, *, table: bool) -> Page:
    """The screen of a file that was written."""
    what = counted(entries, "session" if table else "entry", "sessions" if table else "entries")
    blocks: list[Block] = [Banner("Exported", f"{what}, to this file:", "good"), TextLine(f"  {file}")]
    if table:
        blocks.append(Para("A table cannot be imported. To keep or move everything, use --format jsonl."))
    else:
        blocks.append(Para("To take them in on another machine: skinroutine import FILE"))
    return [*blocks, Para("Anyone who can open this file can read it.")]


class ExportDocument(JsonDocument):
    """The file that was written. Without one, the entries are on standard output, a line of JSON for each."""

    file: Annotated[str, "The file, as it was typed."]
    format: Annotated[Literal["jsonl", "csv"], "Every entry as a line of JSON, or the sessions as a table."]
    entries: Annotated[kinds.Count, "How many entries it holds. In a table, these are sessions."]


def import_page(view: ImportView) -> Page:
    """The screen of a file that was looked at, or taken in."""
    if view.dry_run:
        return [*(_line_text(view.file, line) for line in view.looked), *_totals(view)]
    return [*_taken_lines(view), *_left_out_lines(view), *_on_hold(view), *_last(view)]


class ImportDocument(JsonDocument):
    """What came in from a file, or what would come in."""

    file: Annotated[str, "The file, as it was typed."]
    dry_run: Annotated[bool, "True when it was only looked at and nothing was stored."]
    new: Annotated[kinds.Count, "How many entries are new here."]
    known: Annotated[kinds.Count, "How many entries were here already."]
    conflict: Annotated[kinds.Count, "How many entries say something else here. What is here stays."]
    damaged: Annotated[kinds.Count, "How many lines cannot be read."]
    missing: Annotated[kinds.Count, "How many entries the file should have but lacks."]
    lines: Annotated[Sequence[ImportLine], "Lines that were left out. In a dry run, these are all lines."]
    holds: Annotated[Sequence[kinds.HoldId], "The holds that are open now. It is empty in a dry run."]
    ended_holds: Annotated[Sequence[kinds.HoldId], "The holds that this file ended here."]


def import_document(view: ImportView) -> ImportDocument:
    """The same as JSON: in a dry run every line, else those that were not taken in."""
    return ImportDocument.of(
        view,
        **{state: view.counts.get(state, 0) for state in _STATES},
        lines=view.looked,
        holds=[hold.id for hold in view.holds],
        ended_holds=[hold.id for hold in view.ended],
    )


def damage_lines(file: str, looked: Sequence[ImportLine], missing: int) -> list[str]:
    """What is damaged, a line each: which file and line, and what is wrong."""
    lines = [f"{file}:{line.line}: {line.why}" for line in looked if line.state == "damaged"]
    shown = lines[:MOST]
    if len(lines) > MOST:
        shown.append(f"{file}: {counted(len(lines) - MOST, 'more line is', 'more lines are')} damaged")
    if missing:
        shown.append(f"{file}: {counted(missing, 'entry is', 'entries are')} missing from the file")
    return shown


def about(event: Event, now: datetime) -> str:
    """An entry in a few words: ``microneedling, cheeks, Thu 19 Nov``."""
    names = [event.payload.treatment, *event.payload.areas]
    return ", ".join([*(spoken(name) for name in names if name), day(event.happened.date(), now.date())])


def _line_text(file: str, line: ImportLine) -> TextLine:
    kind = f" {kind_words(line.kind)}" if line.kind else ""
    state = f"{line.state}{kind}"
    return TextLine(": ".join(part for part in (f"{file}:{line.line}", state, line.about, line.why) if part))


def _totals(view: ImportView) -> Iterator[Block]:
    new, known, conflict, damaged = (view.counts.get(state, 0) for state in _STATES)
    yield Para("")
    yield Para(f"{new} new, {known} known, {conflict} in conflict, {damaged} damaged.", "strong")
    if view.missing:
        yield Para(f"The file ends too soon: {counted(view.missing, 'entry is', 'entries are')} missing.")
    yield Para("Nothing was stored. To take in what is new, leave out --dry-run.")


def _taken_lines(view: ImportView) -> Iterator[Block]:
    new, known = view.counts.get("new", 0), view.counts.get("known", 0)
    if new:
        here = f" {counted(known, 'was', 'were')} here already." if known else ""
        yield Banner("Imported", f"{counted(new, 'entry is', 'entries are')} new.{here}", "good")
    else:
        yield Para(f"Nothing is new: {counted(known, 'entry was', 'entries were')} here already.")


def _left_out_lines(view: ImportView) -> Iterator[Block]:
    damaged = damage_lines(view.file, view.looked, view.missing)
    if damaged:
        yield Heading("Left out, because it is damaged")
        yield from (Item("-", line, "careful") for line in damaged)
    conflicts = [line for line in view.looked if line.state == "conflict"]
    if conflicts:
        yield Heading("Left out, because the entry here says something else")
        yield from (Item("-", _line_text(view.file, line).text, "careful") for line in conflicts[:MOST])
        if len(conflicts) > MOST:
            yield Item("-", f"and {len(conflicts) - MOST} more", "careful")


def _on_hold(view: ImportView) -> Iterator[Block]:
    if view.ended:
        yield Heading("Holds that were ended on the other machine")
        yield from (Item("-", f"{treatment_on_hold(hold)}: {hold.why}") for hold in view.ended)
    if view.holds:
        yield Heading("Your sessions are paused")
        yield from (Item("-", f"{treatment_on_hold(hold)}: {hold.why}", "bad") for hold in view.holds)
        yield Para("See how that ends: skinroutine hold", indent=2)


def _last(view: ImportView) -> Iterator[Block]:
    if view.counts.get("new", 0):
        yield Para("")
        yield Para("See where things stand now: skinroutine status")
