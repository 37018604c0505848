"""A screen as plain records, before it is known where it will be shown."""

from __future__ import annotations

from collections.abc import Sequence

from skinroutine.light_typing import NamedTuple
from skinroutine.text import uncapital

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Tone = Literal["plain", "strong", "accent", "good", "careful", "bad", "faint"]
    Sign = Literal[
        "go",
        "caution",
        "wait",
        "professional-first",
        "no",
        "normal",
        "self-care",
        "seen",
        "today",
        "emergency",
        "hold",
    ]
    """A result: a verdict by its name, a level, or a hold. How each looks: ``show/signs.py``."""
else:
    Tone = Sign = str


class Banner(NamedTuple):
    """The one word that matters, and the sentence that goes with it."""

    word: str
    text: str
    tone: Tone | Sign


class Heading(NamedTuple):
    """The name of what follows; ``aside`` says how long it takes, in a column on the right."""

    text: str
    aside: str = ""


class Para(NamedTuple):
    """Running text."""

    text: str
    tone: Tone = "plain"
    indent: int = 0


class Series(NamedTuple):
    """What to do if one of several things is so: ``Call 999 at once if``, and whole sentences.

    In ``short`` they are one paragraph, for a screen that has no room for a line each.
    """

    order: str
    texts: Sequence[str]
    tone: Tone = "strong"
    short: bool = False

    @property
    def sentence(self) -> str:
        """All of it in one sentence."""
        return f"{self.order} {'; '.join(self.points)}."

    @property
    def is_listed(self) -> bool:
        """Whether each has a line of its own."""
        return len(self.texts) > 1 and not self.short

    @property
    def points(self) -> list[str]:
        """The texts as parts of a sentence."""
        return [uncapital(text.rstrip(".")) for text in self.texts]


class Item(NamedTuple):
    """One line of a list. ``mark`` is a number or a dash."""

    mark: str
    text: str
    tone: Tone = "plain"
    indent: int = 2


class Sided(NamedTuple):
    """A line with its time or its command in a column on the right.

    ``sentence`` says both, for plain text and for whoever has it read aloud. ``column`` is how wide that
    column is on a screen (``show/layout.py``).
    """

    text: str
    aside: str
    sentence: str
    tone: Tone = "plain"
    aside_tone: Tone = "plain"
    mark: str = "-"
    indent: int = 2
    column: int = 0


class Gauge(NamedTuple):
    """How far a rest has come: a bar from 0 to 1, what stands before it and behind it."""

    title: str
    about: str
    share: float
    text: str
    aside: str
    sentence: str
    tone: Tone = "plain"


class Row(NamedTuple):
    """One entry of a list: what it is, what it is about, when that was, and what names it.

    ``kind`` stands on its colour where its tone is a result. ``notes`` stand below, each with a tone.
    ``sentence`` says all of it, for plain text and for whoever has it read aloud.
    """

    kind: str
    text: str
    aside: str
    code: str
    sentence: str
    tone: Tone | Sign = "plain"
    notes: Sequence[tuple[str, Tone]] = ()


class TextLine(NamedTuple):
    """One line that is never broken, as an editor or another program reads it."""

    text: str


class Parts(NamedTuple):
    """One line that is never broken, in parts that each have a tone; the text alone says all."""

    parts: Sequence[tuple[str, Tone | Sign]]


class Columns(NamedTuple):
    """Texts side by side, row by row; the first row names the columns."""

    rows: Sequence[Sequence[str]]


Block = Banner | Heading | Para | Series | Item | Sided | Gauge | Row | TextLine | Parts | Columns
Page = Sequence[Block]


CHECK = "skinroutine check-symptoms"


def command_line(text: str, command: str, indent: int = 0) -> Sided:
    """What to do next, ``Before a session:``, with its command on the right."""
    return Sided(text.removesuffix(":"), command, f"{text} {command}", "plain", "accent", "", indent)
