"""A screen as plain records, before it is known where it will be shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

Tone = Literal["plain", "strong", "good", "careful", "bad", "faint"]


class Banner(NamedTuple):
    """The one word that matters, and the sentence that goes with it."""

    word: str
    text: str
    tone: Tone


class Heading(NamedTuple):
    """The name of what follows."""

    text: str


class Para(NamedTuple):
    """Running text."""

    text: str
    tone: Tone = "plain"
    indent: int = 0


class Item(NamedTuple):
    """One line of a list. ``mark`` is a number or a dash."""

    mark: str
    text: str
    tone: Tone = "plain"
    indent: int = 2


class TextLine(NamedTuple):
    """One line that is never broken, as an editor or another program reads it."""

    text: str


class Parts(NamedTuple):
    """One line that is never broken, in parts that each have a tone; the text alone says all."""

    parts: Sequence[tuple[str, Tone]]


class Columns(NamedTuple):
    """Texts side by side, row by row; the first row names the columns."""

    rows: Sequence[Sequence[str]]


Block = Banner | Heading | Para | Item | TextLine | Parts | Columns
Page = Sequence[Block]
