"""What a terminal shows: the few control codes that the prompts use, for the tests alone."""

from __future__ import annotations

import re

_PIECE = re.compile(
    r"\x1b\[(\?)?(\d*)(?:;\d+)*([A-Za-z])|\x1b[=>()][A-Z0-9]?|[\r\n\b\x07]|[^\x1b\r\n\b\x07]+"
)

_BEGUN = re.compile(r"\x1b(\[[?\d;]*|[()])?$")
"""A code of which the rest is still to come: a terminal is read in pieces of any length."""


class SmallScreen:
    """Lines of text and a cursor. It scrolls without end, so ``lines`` holds all that was ever shown."""

    def __init__(self) -> None:
        self.lines: list[str] = [""]
        self.row = self.column = 0
        self._begun = ""

    def feed(self, text: str) -> None:
        text = self._begun + text
        begun = _BEGUN.search(text)
        self._begun = begun[0] if begun else ""
        for piece in _PIECE.finditer(text.removesuffix(self._begun)):
            if piece[3]:
                self._code(piece[3], int(piece[2] or 0), private=bool(piece[1]))
            elif piece[0][0] != "\x1b":
                self._shown(piece[0])

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.lines).rstrip()

    def _shown(self, piece: str) -> None:
        if piece == "\r":
            self.column = 0
        elif piece == "\n":
            self._to(self.row + 1)
        elif piece == "\b":
            self.column = max(0, self.column - 1)
        elif piece != "\x07":
            line = self.lines[self.row].ljust(self.column)
            self.column += len(piece)
            self.lines[self.row] = line[: self.column - len(piece)] + piece + line[self.column :]

    def _code(self, code: str, count: int, *, private: bool) -> None:
        if code in "ABCD":
            step = count or 1
            self._to(max(0, self.row + {"A": -step, "B": step}.get(code, 0)))
            self.column = max(0, self.column + {"C": step, "D": -step}.get(code, 0))
        elif code == "G":
            self.column = max(0, (count or 1) - 1)
        elif code in "JK" and not private:
            self.lines[self.row] = self.lines[self.row][: self.column]
            if code == "J":
                del self.lines[self.row + 1 :]
        elif code not in "hlmq":
            message = f"the screen of the tests does not know {code!r}"
            raise AssertionError(message)

    def _to(self, row: int) -> None:
        self.row = row
        while len(self.lines) <= row:
            self.lines.append("")
