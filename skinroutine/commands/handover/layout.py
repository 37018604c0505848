"""What a hand-over page is made of: headings, tables and lists, before it is text, Markdown or HTML."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from skinroutine.show.blocks import Sign, Tone
from skinroutine.show.signs import ResultLook, level_sign, look_of

MARK: Final = "skinroutine handover"
"""Every page starts with this, so that one of ours may be written over."""


class LevelBadge(NamedTuple):
    """The result of a check: its number, and its name in capitals. Its look needs no colour.

    One that judges nothing, as nothing was chosen, has no sign.
    """

    level: int
    name: str
    judges: bool = True

    @property
    def tone(self) -> Tone | Sign:
        """The sign of the level; of one above the scale that of the highest."""
        return level_sign(self.level) if self.judges else "plain"

    @property
    def look(self) -> ResultLook:
        """How the level looks."""
        return look_of(self.tone)


class Marked(NamedTuple):
    """A text with what it is about before it: a level, or a word."""

    mark: LevelBadge | str
    text: str


Cell = str | Marked


def badge_text(badge: LevelBadge) -> str:
    """A level in one line of text: ``(!!) CARE TODAY``."""
    return f"({badge.look.plain}) {badge.name}" if badge.look.plain else badge.name


def cell_text(cell: Cell) -> str:
    """A cell in one line of text."""
    if isinstance(cell, str):
        return cell
    mark = badge_text(cell.mark) if isinstance(cell.mark, LevelBadge) else cell.mark
    return f"{mark}: {cell.text}" if cell.text else mark


REST: Final = "More"
"""The column of what has no column of its own: each thing in it says what it is."""


class Table(NamedTuple):
    """Rows under named columns. The first cell of a row names it.

    Outside of a table each other cell is a line of its own behind the name of its column, in one line with
    the first where they are ``short``. The cells of an ``unnamed`` table speak for themselves.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    unnamed: bool = False
    short: bool = False


class Points(NamedTuple):
    """A list, with the words that lead to it. Short sentences may run on in one paragraph."""

    lead: str
    items: Sequence[str]
    run_on: bool = False


class Paragraph(NamedTuple):
    """Running text."""

    text: str
    small: bool = False


class Status(NamedTuple):
    """How the skin is: the level where there is one, the line that goes with it, and what else leads."""

    badge: LevelBadge | None
    headline: str
    lines: Sequence[str]


class Drawing(NamedTuple):
    """The place of the timeline, which HTML alone draws: the table below it says the same."""


class Bibliography(NamedTuple):
    """The bibliography: number, title with publisher, address."""

    rows: Sequence[tuple[str, str, str]]


Block = Table | Points | Paragraph | Status | Drawing | Bibliography


class Part(NamedTuple):
    """One part of the page under its heading."""

    title: str
    blocks: Sequence[Block]


class PrintedPage(NamedTuple):
    """The whole page. ``running`` is said again at the foot of each sheet, ``foot`` once at the end."""

    title: str
    notes: Sequence[str]
    parts: Sequence[Part]
    foot: Sequence[str]
    running: str = ""
