"""Where results go: standard output, as colour, plain text or JSON. Talk goes to standard error."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from skinroutine.show.blocks import Page
from skinroutine.show.documents import JsonDocument
from skinroutine.show.plain import WIDTH, plain_text


class Output:
    """The two streams of a command, and how it was asked to show things."""

    def __init__(self, *, as_json: bool = False, plain: bool = False) -> None:
        self.as_json = as_json
        self.plain = plain

    def result(self, page: Page, document: JsonDocument) -> None:
        """The answer: the page, or its document when JSON was asked for."""
        if self.as_json:
            self.data(document)
        else:
            self.page(page)

    def page(self, page: Page) -> None:
        """The page of the answer, where JSON was not asked for."""
        self._show(page, sys.stdout)

    def data(self, document: JsonDocument) -> None:
        """JSON on standard output, on one document's worth of lines."""
        import json  # noqa: PLC0415  a screen does without it

        sys.stdout.write(json.dumps(document.data(), ensure_ascii=False, indent=2, default=str) + "\n")

    def talk(self, page: Page) -> None:
        """What is said on the way to the answer."""
        self._show(page, sys.stderr)

    def _show(self, page: Page, stream: TextIO) -> None:
        if self.plain or not colourful(stream):
            stream.write(plain_text(page, WIDTH))
            # Answer and talk may go to one terminal, and each stream has a buffer of its own.
            stream.flush()
            return
        from rich.console import Console  # noqa: PLC0415  only a terminal with colours pays for Rich

        from skinroutine.show.colour import show  # noqa: PLC0415  the same

        show(page, Console(file=stream))


def colourful(stream: TextIO) -> bool:
    """Whether a stream is a terminal that wants colours."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()
