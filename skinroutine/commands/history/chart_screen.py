"""The chart of ``history``: a calendar of sessions and reactions, and a row of days for each session.

Every mark is a letter or a digit; colour only repeats what it says.
"""

from __future__ import annotations

from calendar import Calendar, day_abbr
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from string import ascii_lowercase
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

from skinroutine.commands.history.screen import HistoryDocument
from skinroutine.show.blocks import Block, Heading, Item, Page, Para, Parts, TextLine, Tone, command_line
from skinroutine.show.documents import JsonRecord
from skinroutine.text import day, join_words, month_text, spoken

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


CHART_DAYS: Final = 8
"""The day of the session and the seven after it."""
GONE: Final = "gone"
THERE: Final = "there"
SESSION: Final = "S"
_OWN: Final[Mapping[str, str]] = {GONE: "-", THERE: "y", "": "."}
_WORDS: Final[Mapping[str, str]] = {
    GONE: "looked at, and not there",
    THERE: "there, but you didn't say how bad",
    "": "not known",
}
_LEVEL_TONES: Final[Sequence[Tone]] = ("good", "careful", "careful", "bad", "bad")
_CELL: Final = 8
_MOST_AREAS: Final = 2


class Marks(NamedTuple):
    """What one day shows: the sessions, how the skin took them, and the level of a check."""

    sessions: tuple[str, ...] = ()
    reaction: str = ""
    level: int | None = None


class Lasted(NamedTuple):
    """What is known of a symptom on the days after a session, from day 0; empty where nothing is."""

    symptom: str
    session: str
    treatment: str
    areas: Sequence[str]
    happened: datetime
    days: tuple[str, ...]


class ChartView(NamedTuple):
    """What the chart shows from the day ``first`` on.

    ``reactions`` and ``severities`` are options with their words, mildest first; ``levels`` the words of
    each level of a check.
    """

    first: date
    now: datetime
    days: Mapping[date, Marks]
    lasted: Sequence[Lasted]
    reactions: Mapping[str, str]
    severities: Mapping[str, str]
    levels: Mapping[int, str]

    @property
    def letters(self) -> dict[str, str]:
        """The letter of each option: the first of its name that no other has, nor a session."""
        found: dict[str, str] = dict(_OWN)
        for option in [*self.reactions, *self.severities]:
            if option not in found:
                taken = {*found.values(), SESSION.lower()}
                found[option] = next(
                    letter for letter in [*option, *ascii_lowercase, "?"] if _fits(letter, taken)
                )
        return found


def _fits(letter: str, taken: set[str]) -> bool:
    return letter == "?" or (letter.isalpha() and letter not in taken)


def chart_page(view: ChartView) -> Page:
    """The calendar, its key, and how long symptoms lasted."""
    if not view.days:
        return [Para("Nothing is recorded in these months."), Para("After a session: skinroutine log")]
    months = [block for month in _months(view) for block in _month(view, month)]
    return [
        *months,
        Para(""),
        *_key(view),
        *_duration_lines(view),
        command_line("As a list:", "skinroutine history"),
    ]


class ChartDay(JsonRecord, day="date"):
    """One day."""

    day: Annotated[date, "The day."]
    sessions: Annotated[Sequence[Annotated[str, "The id of a session."]], "The sessions of that day."]
    reaction: Annotated[str | None, "The strongest reaction of that day, an option of its question, or null."]
    level: Annotated[int | None, "The highest level that a check found that day, from 0 to 4, or null."]


class ChartRow(JsonRecord, happened="at"):
    """One symptom after one session."""

    symptom: Annotated[str, "The id of the symptom."]
    session: Annotated[str, "The id of the session."]
    treatment: kinds.TreatmentId
    areas: kinds.Areas
    happened: Annotated[datetime, "When the session was done."]
    days: Annotated[Sequence[kinds.DayOfSymptom], "The day of the session and those after it, in order."]


class HistoryChart(HistoryDocument):
    """The chart of the last months."""

    since: Annotated[date, "The first day of the chart."]
    days: Annotated[Sequence[ChartDay], "The days on which something was done or told."]
    lasted: Annotated[Sequence[ChartRow], "How long each symptom lasted after each session."]


def chart_document(view: ChartView) -> HistoryChart:
    """The same as JSON."""
    return HistoryChart(
        since=view.first,
        days=[ChartDay.of(marks, day=when) for when, marks in view.days.items()],
        lasted=[ChartRow.of(row, days=[sign or None for sign in row.days]) for row in view.lasted],
    )


def _months(view: ChartView) -> Iterator[date]:
    month, today = view.first, view.now.date()
    while month <= today:
        yield month
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _month(view: ChartView, month: date) -> Iterator[Block]:
    yield Heading(f"{month_text(month)}")
    yield TextLine(" ".join(f" {name:<{_CELL - 1}}" for name in day_abbr).rstrip())
    for week in Calendar().monthdatescalendar(month.year, month.month):
        cells = [
            _cell(view, when) if when.month == month.month else [(" " * _CELL, "plain")] for when in week
        ]
        yield Parts([part for cell in cells for part in [*cell, (" ", "plain")]])


def _cell(view: ChartView, when: date) -> list[tuple[str, Tone]]:
    """A day: its number and its marks, in brackets when it is today."""
    marks = _marks(view, view.days.get(when, Marks()))
    today = when == view.now.date()
    opening, closing = ("[", "]") if today else (" ", " ")
    used = 1 + 2 + (1 + len(marks) if marks else 0) + 1
    number = f"{opening}{when.day:>2}{' ' if marks else ''}"
    rest = f"{closing}{' ' * (_CELL - used)}"
    return [(number, "strong" if today else "plain"), *marks, (rest, "strong" if today else "plain")]


def _marks(view: ChartView, marks: Marks) -> list[tuple[str, Tone]]:
    found: list[tuple[str, Tone]] = []
    if marks.sessions:
        found.append((SESSION, "strong"))
    if marks.reaction:
        found.append((view.letters[marks.reaction], _tone(marks.reaction, list(view.reactions))))
    if marks.level is not None:
        found.append((str(marks.level), _LEVEL_TONES[min(marks.level, len(_LEVEL_TONES) - 1)]))
    return found


def _tone(option: str, order: Sequence[str]) -> Tone:
    """The colour of an option, by its place between the mildest and the worst."""
    if option not in order or len(order) == 1:
        return "plain"
    app = order.index(option) / (len(order) - 1)
    return "good" if app < 1 / 2 else "careful" if app < 3 / 4 else "bad"


def _key(view: ChartView) -> Iterator[Block]:
    """What the marks mean, those alone that are there."""
    yield Item("[ ]", "today")
    if any(marks.sessions for marks in view.days.values()):
        yield Item(SESSION, "a session")
    yield from _letters(view, {marks.reaction for marks in view.days.values() if marks.reaction})
    for level in sorted({marks.level for marks in view.days.values() if marks.level is not None}):
        yield Item(str(level), f"a check of symptoms: {view.levels.get(level, '').lower()}")


def _duration_lines(view: ChartView) -> Iterator[Block]:
    letters = view.letters
    for symptom in dict.fromkeys(row.symptom for row in view.lasted):
        rows = [row for row in view.lasted if row.symptom == symptom]
        yield Heading(f"How long {spoken(symptom)} lasted, by day after the session")
        yield TextLine("  ".join(map(str, range(CHART_DAYS))))
        for row in rows:
            yield Parts([*_row(view, letters, row), (_name(view, row), "plain")])
        yield Para("")
        yield from _letters(view, {sign for row in rows for sign in row.days})


def _row(view: ChartView, letters: Mapping[str, str], row: Lasted) -> Iterator[tuple[str, Tone]]:
    for sign in row.days:
        order = list(view.severities if sign in view.severities else view.reactions)
        tone: Tone = {GONE: "good", THERE: "careful", "": "faint"}.get(sign) or _tone(sign, order)  # type: ignore[assignment]  # the values are tones
        yield letters.get(sign, "."), tone
        yield "  ", "plain"


def _letters(view: ChartView, used: set[str]) -> Iterator[Block]:
    """The words of the letters that are used."""
    words = {**view.reactions, **view.severities, **_WORDS}
    for option, letter in view.letters.items():
        if option in used and option in words:
            yield Item(letter, _lower(words[option]))


def _name(view: ChartView, row: Lasted) -> str:
    where = join_words(row.areas) if len(row.areas) <= _MOST_AREAS else f"{len(row.areas)} areas"
    when = day(row.happened.date(), view.now.date())
    return f" {when}, {spoken(row.treatment)}, {where}"


def _lower(words: str) -> str:
    """Words that stand after a mark: no capital at the start, no full stop."""
    return f"{words[:1].lower()}{words[1:]}".removesuffix(".")
