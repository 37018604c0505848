"""First screens as a terminal shows them, for answers that no history knows."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar
from unittest import mock

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from in_a_terminal import ESCAPES
from rule_set import Answers
from skinroutine.commands.check_symptoms.alarm import weigh
from skinroutine.commands.check_symptoms.screen import SymptomCheck
from skinroutine.decide.symptoms import SymptomDecision
from skinroutine.prompts.key_prompt import key_lines
from skinroutine.show import colour
from skinroutine.show.blocks import Block, Page, Para
from skinroutine.show.colour import fitted, show

ROWS = 24
"""The rows of the smallest terminal that people use."""


def weighed(checking: SymptomDecision, answers: Answers) -> SymptomCheck:
    """What a screen shows of a check that blocks sessions where its level does."""
    check = weigh(checking, answers)
    return check._replace(on_hold=check.found.words.hold)


class Remembered:
    """A block whose picture is taken once for each width and kind of terminal: many screens share it."""

    pictures: ClassVar[dict[tuple[object, ...], list[Segment]]] = {}

    def __init__(self, key: tuple[object, ...], block: RenderableType) -> None:
        self.key = key
        self.block = block

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        key = (*self.key, options.max_width, options.no_wrap, options.overflow, options.encoding)
        if key not in self.pictures:
            self.pictures[key] = [*console.render(self.block, options)]
        yield from self.pictures[key]


@contextmanager
def remembering() -> Iterator[None]:
    """Blocks that many screens share are drawn once."""
    artist = colour._Drawing  # noqa: SLF001  what draws a block

    def drawing(self: Any, block: Block) -> Remembered:
        return Remembered((type(block), repr(block), self.width, self._signs), draw(self, block))

    draw = artist.draw
    with mock.patch.object(artist, "draw", drawing):
        yield


def drawn(page: Page, columns: int = 80) -> list[str]:
    """The lines of a page in a terminal, without its colours."""
    glass = io.StringIO()
    show(page, Console(file=glass, width=columns, force_terminal=True, legacy_windows=False))
    return [line.rstrip() for line in ESCAPES.sub("", glass.getvalue()).splitlines()]


def rows_with_keys(page: Page, keys: dict[str, str]) -> int:
    """How many rows the page takes with the line of keys below it, in a terminal of ``ROWS`` rows."""
    below = len(key_lines({**keys, "q": "done"}, 79))
    console = Console(file=io.StringIO(), width=80, force_terminal=True, legacy_windows=False)
    return len(drawn(fitted([*page, Para("")], console, ROWS - below))) + below
