"""The list of ``history``: a row for each entry. It reads no rules: what it says of them is stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from skinroutine.history import Event
from skinroutine.history.events import (
    HoldRecord,
    Payload,
    ReleaseRecord,
    SessionRecord,
    SymptomCheckRecord,
    is_past_limits,
    result_of,
)
from skinroutine.history.sentences import NOTHING
from skinroutine.light_typing import NamedTuple
from skinroutine.show.blocks import Block, Heading, Para, Row, Sign, Tone, command_line
from skinroutine.show.entry_words import entry_words, shortened_note
from skinroutine.show.holds import ENDINGS
from skinroutine.show.signs import LEVEL_SIGNS, verdict_sign
from skinroutine.text import (
    capital,
    join_words,
    moment_there,
    month_text,
    spoken,
    uncapital,
)

_KINDS: Final[Mapping[str, str]] = {
    "hold": "PAUSED",
    "release": "Pause over",
    "clearance": "Cleared",
    "device": "Head",
    "fact": "About you",
    "pause": "Reminders off",
    "resume": "Reminders on",
    "symptom-check": "Check",
}
"""What an entry is called in the list, where that is not the name it is kept under."""
_BETWEEN: Final = " \N{MIDDLE DOT} "
_TAKEN_BACK: Final = "taken back"
_NAMES: Final = 64
"""Treatments whose names are kept as words: a history has few."""


class HistoryRow(NamedTuple):
    """One entry of the list, without its short id; ``kind`` and ``text`` say what it is and is about."""

    id: str
    happened: datetime
    kind: str
    text: str
    tone: Tone | Sign
    notes: Sequence[tuple[str, Tone]]

    @property
    def sentence(self) -> str:
        """All of it in one line, but when it was."""
        notes = "".join([f", {note}" for note, _ in self.notes])
        return f"{self.kind}: {self.text.replace(_BETWEEN, ', ')}{notes}"


def row_of(
    event: Event, names: Mapping[str, str], hold: Event | None = None, *, gone: bool = False
) -> HistoryRow:
    """An entry as a row; ``names`` are words for results and symptoms, ``hold`` is what a release ends.

    One that is ``gone`` was taken back.
    """
    kind, tone = kind_of(event, names)
    about = event.payload
    notes = _notes(event, about)
    if gone:
        kind, tone, notes = kind.capitalize(), "faint", [(_TAKEN_BACK, "careful"), *notes]
    return HistoryRow(event.id, event.happened, kind, _text(event, about, hold, names), tone, notes)


def list_blocks(rows: Iterable[tuple[HistoryRow, str]], now: datetime, *, more: str = "") -> Iterator[Block]:
    """The entries by month, newest first, each with its short id; ``more`` is the command that shows more."""
    newest, month = "", (0, 0)
    for row, short in rows:
        if (its := (row.happened.year, row.happened.month)) != month:
            month, newest = its, newest or short
            yield Heading(month_text(date(*month, 1)))
        yield _block(row, short, now)
    if not newest:
        yield from (Para("No entry fits."), Para("After a session: skinroutine log"))
        return
    yield Para("")
    if more:
        yield command_line("There are more:", more)
    yield command_line("See one of them:", f"skinroutine history show {newest}")
    # No id: pasted without a look it would take back the newest.
    yield command_line("Take one back:", "skinroutine history remove ID")


def _block(row: HistoryRow, short: str, now: datetime) -> Row:
    there = moment_there(row.happened, now)
    # The month stands above: of ``Fri 27 Nov 21:00`` the day of the week and the time are left.
    when = f"{there[:3]} {row.happened.day:>2} {there[-5:]}"
    return Row(row.kind, row.text, when, short, f"{there}: {row.sentence}", row.tone, row.notes)


def kind_of(event: Event, results: Mapping[str, str]) -> tuple[str, Tone | Sign]:
    """What an entry is: of a check and a plan the result, with its sign."""
    if event.kind == HoldRecord.kind:
        return _KINDS[event.kind], "hold"
    result = result_of(event)
    title = result.title if result else ""
    level = result.level if result and title else None
    if level is not None and 0 <= level < len(LEVEL_SIGNS):
        return _level(event, level, title, results)
    if title:
        word = results[title] if title in results else spoken(title).upper()
        return word, verdict_sign(title)
    name = _KINDS.get(event.kind, event.kind.capitalize())
    return name, "strong" if event.kind == SessionRecord.kind else "plain"


def _level(event: Event, level: int, name: str, results: Mapping[str, str]) -> tuple[str, Tone | Sign]:
    """The level of a check; one in which nothing was named is not called normal."""
    title = results.get(str(level), name.upper())
    if level or not SymptomCheckRecord.of(event).is_empty:
        return title, LEVEL_SIGNS[level]
    return results.get(f"{level}{NOTHING}", title), "plain"


def _text(event: Event, about: Payload, hold: Event | None, names: Mapping[str, str]) -> str:
    """What an entry is about: ``Microneedling · cheeks, forehead``."""
    if isinstance(about, SessionRecord):
        patch = "test patch only" if about.patch else ""
        return _joined(_name(about.treatment), join_words(about.areas), patch)
    if isinstance(about, SymptomCheckRecord):
        named = [", ".join([names.get(each, spoken(each)) for each in ids]) for ids in about.about]
        return _joined(_name(about.treatment), *named) or "No treatment named"
    if isinstance(about, HoldRecord):
        return _joined(_treatment(about), about.why.rstrip("."))
    if isinstance(about, ReleaseRecord):
        how = about.how
        treatment = _treatment(hold.payload if hold else about)
        return _joined(treatment, uncapital(ENDINGS.get(how, spoken(how))))
    return capital(entry_words(event, hold))


def title_of(event: Event, hold: Event | None, names: Mapping[str, str]) -> str:
    """What an entry is about, for the top of a screen of its own; the reason of a hold stands below."""
    is_hold = event.kind == HoldRecord.kind
    about = _treatment(event.payload) if is_hold else _text(event, event.payload, hold, names)
    return about.replace(_BETWEEN, ", ")


def _treatment(about: Payload) -> str:
    return _name(about.treatment or "all treatments")


@lru_cache(maxsize=_NAMES)
def _name(treatment: str) -> str:
    return capital(spoken(treatment))


def _joined(*parts: str) -> str:
    return _BETWEEN.join(filter(None, parts))


def _notes(event: Event, about: Payload) -> list[tuple[str, Tone]]:
    """What stands below: that it went past a limit, and what the person wrote."""
    notes: list[tuple[str, Tone]] = [("past a limit", "careful")] if is_past_limits(event) else []
    if note := about.note:
        notes.append((shortened_note(note), "faint"))
    return notes
