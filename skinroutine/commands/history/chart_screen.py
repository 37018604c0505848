"""The chart of ``history``: a calendar of sessions and reactions, and a row of days for each session.

Every mark is a letter or a digit, which fits into 40 columns; colour only repeats what it says.
"""

from __future__ import annotations

from calendar import Calendar, day_abbr
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from string import ascii_lowercase
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

from skinroutine.commands.history.screen import HistoryDocument
from skinroutine.show.blocks import Block, Heading, Page, Para, Parts, Sign, TextLine, Tone, command_line
from skinroutine.show.documents import JsonRecord
from skinroutine.show.signs import level_sign
from skinroutine.text import date_text, join_words, month_text, spoken

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
_OWN_TONES: Final[Mapping[str, Tone]] = {GONE: "good", THERE: "careful", "": "faint"}
_CELL: Final = 5
"""So wide is a day: a week fits into 40 columns."""
Mark = tuple[str, Tone | Sign]


class Marks(NamedTuple):
    """What one day shows: the sessions, how the skin took them, and the highest and last level of a check."""

    sessions: tuple[str, ...] = ()
    reaction: str = ""
    level: int | None = None
    last: int | None = None


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
    return [
        *_months(view),
        Para(""),
        *_key(view),
        *_duration_lines(view),
        Para(""),
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
    days: Annotated[Sequence[ChartDay], "The days on which something was done or recorded."]
    lasted: Annotated[Sequence[ChartRow], "How long each symptom lasted after each session."]


def chart_document(view: ChartView) -> HistoryChart:
    """The same as JSON."""
    return HistoryChart(
        since=view.first,
        days=[ChartDay.of(marks, day=when) for when, marks in view.days.items()],
        lasted=[ChartRow.of(row, days=[sign or None for sign in row.days]) for row in view.lasted],
    )


def _months(view: ChartView) -> Iterator[Block]:
    """Each month with its days; those in which nothing was recorded in one line."""
    used = {when.replace(day=1) for when in view.days}
    for is_used, found in groupby(_first_days(view), lambda month: month in used):
        months = list(found)
        if is_used:
            yield from (block for month in months for block in _month(view, month))
        else:
            yield Para("")
            yield Para(f"{_span_text(months[0], months[-1])}: nothing recorded", "faint")


def _span_text(first: date, last: date) -> str:
    """``July 2026``, ``July to September 2026``, ``November 2025 to May 2026``."""
    if first == last:
        return month_text(first)
    return f"{f'{first:%B}' if first.year == last.year else month_text(first)} to {month_text(last)}"


def _first_days(view: ChartView) -> Iterator[date]:
    month, today = view.first, view.now.date()
    while month <= today:
        yield month
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _month(view: ChartView, month: date) -> Iterator[Block]:
    yield Heading(month_text(month))
    yield TextLine("".join(f" {name:<{_CELL - 1}}" for name in day_abbr).rstrip())
    for week in Calendar().monthdatescalendar(month.year, month.month):
        days = [when if when.month == month.month else None for when in week]
        yield Parts([_number(view, when) for when in days])
        marks = [_marks(view, view.days.get(when, Marks())) if when else [] for when in days]
        if any(marks):
            yield Parts([part for cell in marks for part in _padded(cell)])


def _number(view: ChartView, when: date | None) -> tuple[str, Tone]:
    """A day, in brackets when it is today."""
    if when is None:
        return " " * _CELL, "plain"
    if when == view.now.date():
        return f"[{when.day:>2}] ", "strong"
    return f" {when.day:>2}  ", "plain"


def _padded(marks: Sequence[Mark]) -> Sequence[Mark]:
    """The marks of a day, as wide as a day."""
    return [(" ", "plain"), *marks, (" " * (_CELL - 1 - sum(len(text) for text, _ in marks)), "plain")]


def _marks(view: ChartView, marks: Marks) -> list[Mark]:
    """What one day shows; of its checks the worst and, where that differs, the last."""
    found: list[Mark] = []
    if marks.sessions:
        found.append((SESSION, "strong"))
    if marks.reaction:
        found.append((view.letters[marks.reaction], _tone(marks.reaction, list(view.reactions))))
    levels = [level for level in dict.fromkeys((marks.level, marks.last)) if level is not None]
    return [*found, *((str(level), level_sign(level)) for level in levels)]


def _tone(option: str, order: Sequence[str]) -> Tone:
    """The colour of an option, by its place between the mildest and the worst."""
    if option not in order or len(order) == 1:
        return "plain"
    app = order.index(option) / (len(order) - 1)
    return "good" if app < 1 / 2 else "careful" if app < 3 / 4 else "bad"


def _key(view: ChartView) -> Iterator[Block]:
    """What the marks mean, those alone that are there."""
    days = view.days.values()
    if any(marks.sessions for marks in days):
        yield _meaning(SESSION, "strong", "session")
    yield from _letters(view, {marks.reaction for marks in days if marks.reaction})
    levels = {level for marks in days for level in (marks.level, marks.last) if level is not None}
    for level in sorted(levels):
        sign = level_sign(level)
        yield _meaning(str(level), sign, f"check of symptoms: {view.levels.get(level, '')}")
    if any(marks.last not in {None, marks.level} for marks in days):
        yield Para("two digits: the worst check of a day, then the last", indent=5)


def _meaning(mark: str, tone: Tone | Sign, words: str) -> Block:
    return Parts([("  ", "plain"), (mark, tone), (f"{' ' * (3 - len(mark))}{words}", "plain")])


def _duration_lines(view: ChartView) -> Iterator[Block]:
    """How long each symptom lasted after each session of which anything is known."""
    known = [row for row in view.lasted if any(row.days)]
    for symptom in dict.fromkeys(row.symptom for row in known):
        rows = [row for row in known if row.symptom == symptom]
        yield Heading(f"How long {spoken(symptom)} lasted, by day after a session")
        yield TextLine(" ".join(map(str, range(CHART_DAYS))))
        for row in rows:
            yield Parts([*_row(view, view.letters, row), (_name(view, row), "plain")])
        yield Para("")
        yield from _letters(view, {sign for row in rows for sign in row.days})


def _row(view: ChartView, letters: Mapping[str, str], row: Lasted) -> Iterator[Mark]:
    for sign in row.days:
        order = list(view.severities if sign in view.severities else view.reactions)
        yield letters.get(sign, "."), _OWN_TONES.get(sign) or _tone(sign, order)
        yield " ", "plain"


def _letters(view: ChartView, used: set[str]) -> Iterator[Block]:
    """The words of the letters that are used."""
    words = {**view.reactions, **view.severities, **_WORDS}
    for option, letter in view.letters.items():
        if option in used and option in words:
            order = list(view.severities if option in view.severities else view.reactions)
            yield _meaning(letter, _OWN_TONES.get(option) or _tone(option, order), _lower(words[option]))


def _name(view: ChartView, row: Lasted) -> str:
    """Which session it was, in so few words that a line of 40 columns takes them."""
    where = join_words(row.areas) if len(row.areas) == 1 else f"{len(row.areas)} areas"
    when = row.happened.date()
    shown = date_text(when, weekday=False, year=when.year != view.now.year)
    several = len({each.treatment for each in view.lasted}) > 1
    return f" {shown}, {where}{f', {spoken(row.treatment)}' if several else ''}"


def _lower(words: str) -> str:
    """Words that stand after a mark: no capital at the start, no full stop."""
    return f"{words[:1].lower()}{words[1:]}".removesuffix(".")
