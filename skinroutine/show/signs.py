"""The signs of the results: a word, a sign and a colour together, so that none of them is needed alone.

A sign takes one column; its other form is for plain text, a pipe, and terminals without UTF-8.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from skinroutine.light_typing import NamedTuple
from skinroutine.show.blocks import Sign, Tone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

_LIGHTEST: Final = 255
_LINEAR_BELOW: Final = 0.04045
_BLACK_FROM: Final = 0.179
"""From this luminance on black text has more contrast than white, by the same source."""


class ResultLook(NamedTuple):
    """How a result looks: its sign, the sign's plain form, and a colour as ``#rrggbb``."""

    sign: str
    plain: str
    colour: str

    @property
    def ink(self) -> str:
        """Black or white, whichever reads better on the colour (WCAG 2.2, relative luminance)."""
        return "#000000" if luminance(self.colour) >= _BLACK_FROM else "#ffffff"


_GOOD: Final = ResultLook("\N{CHECK MARK}", "ok", "#5fbf77")
_CAREFUL: Final = ResultLook("\N{BLACK UP-POINTING TRIANGLE}", "!", "#e0b040")
_BAD: Final = ResultLook("\N{MULTIPLICATION X}", "x", "#c82828")
LOOKS: Final[Mapping[Tone | Sign, ResultLook]] = {
    "go": _GOOD,
    "caution": _CAREFUL,
    "wait": ResultLook("\N{WHITE CIRCLE WITH UPPER RIGHT QUADRANT}", "..", "#6a97f8"),
    "professional-first": ResultLook("?", "?", "#d67ef0"),
    "no": _BAD,
    "normal": _GOOD,
    "self-care": ResultLook("+", "+", "#5ac8d2"),
    "seen": ResultLook("!", "!", "#e0b040"),
    "today": ResultLook("!!", "!!", "#ff7878"),
    "emergency": ResultLook("\N{MULTIPLICATION X}", "x", "#c81e1e"),
    "hold": _BAD._replace(sign="\N{DOUBLE VERTICAL LINE}", plain="||"),
    # What was recorded is no result: in plain text its word is enough.
    "good": _GOOD._replace(plain=""),
    "careful": _CAREFUL._replace(plain=""),
    "bad": _BAD._replace(plain=""),
}
_UNSIGNED: Final = ResultLook("", "", "#9aa0aa")
_VERDICT_SIGNS: Final[Mapping[str, Sign]] = {
    "go": "go",
    "caution": "caution",
    "wait": "wait",
    "professional-first": "professional-first",
}
LEVEL_SIGNS: Final[Sequence[Sign]] = ("normal", "self-care", "seen", "today", "emergency")


def verdict_sign(verdict: str) -> Sign:
    """The sign of a verdict by its name; of one that is not known the strictest."""
    return _VERDICT_SIGNS.get(verdict, "no")


def level_sign(level: int) -> Sign:
    """The sign of a level; above the highest that is known it is that one."""
    return LEVEL_SIGNS[min(level, len(LEVEL_SIGNS) - 1)]


def look_of(tone: Tone | Sign) -> ResultLook:
    """How a result looks; grey and without a sign where it judges nothing."""
    return LOOKS.get(tone, _UNSIGNED)


def luminance(colour: str) -> float:
    """How light a colour is, from 0 to 1, as WCAG 2.2 counts it."""
    parts = (int(colour[at : at + 2], 16) / _LIGHTEST for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= _LINEAR_BELOW else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
