"""Where results go: standard output, as colour, plain text or JSON. Talk goes to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from itertools import chain, islice

from skinroutine.errors import SkinroutineError
from skinroutine.show.blocks import Block, Page
from skinroutine.show.documents import JsonDocument, JsonRecord
from skinroutine.show.plain import WIDTH, plain_lines, plain_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final, TextIO

_AT_A_TIME: Final = 1000
"""How many lines or records of a long list are written in one go."""


class Output:
    """The two streams of a command, and how it was asked to show things.

    ``full`` folds nothing on a screen. ``pager`` says whether keys reach a pager, for what is longer than the
    screen; without it there is none.
    """

    def __init__(
        self,
        *,
        as_json: bool = False,
        plain: bool = False,
        full: bool = False,
        pager: Callable[[], bool] | None = None,
    ) -> None:
        self.as_json = as_json
        self.plain = plain
        self._full = full
        self._pager = pager

    @property
    def folds(self) -> bool:
        """Whether a screen may show the first of it and leave the rest to a key, or to a command."""
        return not self._full and self._is_for_eyes

    @property
    def _pages(self) -> bool:
        """Whether a pager may be started: where no keys come, it would wait for ever."""
        return self._pager is not None and self._is_for_eyes and self._pager()

    @property
    def _is_for_eyes(self) -> bool:
        """Whether somebody looks at the answer: whoever has it read aloud, and every program, gets all."""
        apart = self.as_json or self.plain or os.environ.get("TERM") == "dumb"
        return not apart and sys.stdout.isatty()

    def result(self, page: Page, document: JsonDocument) -> None:
        """The answer: the page, or its document when JSON was asked for."""
        if self.as_json:
            self.data(document)
        else:
            self.page(page)

    def page(self, page: Page) -> None:
        """The page of the answer, where JSON was not asked for."""
        if self._pages:
            self.text(_drawn(page, sys.stdout))
        else:
            self._show(page, sys.stdout)

    def first(self, page: Page, below: int = 1) -> None:
        """The first screen of an answer, and what goes on below it; no pager shows it.

        It gives up air where that lets it fit a terminal, of which so many rows ``below`` are for others.
        """
        if self._is_for_eyes and draws(sys.stdout):
            from skinroutine.show.colour import console_of, fitted  # noqa: PLC0415  a terminal alone has rows

            page = fitted(page, console_of(sys.stdout), _terminal_size().lines - below)
        self._show(page, sys.stdout)

    def stream(self, blocks: Iterable[Block]) -> None:
        """A page of any length: on a screen as a whole, elsewhere as it is made, never all of it at once."""
        if self._pages:
            self.page([*blocks])
        else:
            self._show(blocks, sys.stdout)

    def text(self, text: str) -> None:
        """An answer that is text already."""
        if not (self._pages and _paged(text)):
            sys.stdout.write(text)
            sys.stdout.flush()

    def data(self, document: JsonDocument) -> None:
        """JSON on standard output, on one document's worth of lines."""
        sys.stdout.write(_json(document) + "\n")

    def data_stream(self, document: JsonDocument, name: str, records: Iterable[JsonRecord]) -> None:
        """The same, with records of any number in its empty list of that name, each written as it is made.

        An error among them leaves a text that no program takes for a whole document, and comes late.
        """
        head, empty, tail = f"{_json(document)}\n".partition(f'\n  "{name}": []')
        # No value of JSON has a line feed in it: only the margin moves.
        texts = (_json(record).replace("\n", "\n    ") for record in records)
        first = next(texts, None)
        if first is None:
            _write_parts([head, empty, tail], sys.stdout)
            return
        rest = (f",\n    {text}" for text in texts)
        _write_parts(chain([head, empty[:-1], f"\n    {first}"], rest, ["\n  ]", tail]), sys.stdout)

    def talk(self, page: Page) -> None:
        """What is said on the way to the answer."""
        self._show(page, sys.stderr)

    def _show(self, page: Iterable[Block], stream: TextIO) -> None:
        if self.plain or not draws(stream):
            _write_parts(plain_lines(page, _width(stream)), stream)
            return
        from skinroutine.show.colour import console_of, show  # noqa: PLC0415  a terminal alone pays for Rich

        show([*page], console_of(stream))


def _json(record: JsonRecord) -> str:
    import json  # noqa: PLC0415  a screen does without it

    return json.dumps(record.data(), ensure_ascii=False, indent=2, default=str)


def _write_parts(parts: Iterable[str], stream: TextIO) -> None:
    """Write a text in large pieces: nothing of it before the first of them is there."""
    ahead, is_late = iter(parts), False
    try:
        while piece := "".join(islice(ahead, _AT_A_TIME)):
            stream.write(piece)
            is_late = True
    except SkinroutineError as error:
        if is_late:
            error.mark_late()
        raise
    # Answer and talk may go to one terminal, and each stream has a buffer of its own.
    stream.flush()


def _drawn(page: Page, stream: TextIO) -> str:
    """The page as the stream, a terminal, would be given it."""
    if not draws(stream):
        return plain_text(page, _width(stream))
    from skinroutine.show.colour import console_of, show  # noqa: PLC0415  a terminal alone pays for Rich

    console = console_of(stream)
    with console.capture() as drawn:
        show(page, console)
    return drawn.get()


def _paged(text: str) -> bool:
    """Whether a pager has shown it; what fits on the screen needs none."""
    from skinroutine.show.pager import is_longer, show_paged  # noqa: PLC0415  a terminal alone has a pager

    size = _terminal_size()
    return is_longer(text, size.columns, size.lines) and show_paged(text, sys.stdout)


def _width(stream: TextIO) -> int:
    """Plain text has the same width everywhere but in a terminal that is narrower."""
    return min(WIDTH, _terminal_size().columns) if stream.isatty() else WIDTH


def _terminal_size() -> os.terminal_size:
    from shutil import get_terminal_size  # noqa: PLC0415  it loads what packs archives

    return get_terminal_size()


def draws(stream: TextIO) -> bool:
    """Whether a stream is a terminal that can draw; with ``NO_COLOR`` it does so without colours."""
    return os.environ.get("TERM") != "dumb" and stream.isatty()
