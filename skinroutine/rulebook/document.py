"""The plain values of a file of rules, and where each of them stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

Path = tuple[str | int, ...]


class Document:
    """What a file holds. ``find_lines`` gives the line of each value by path, where one is asked for."""

    def __init__(self, file: str, data: object, find_lines: Callable[[], Mapping[Path, int]]) -> None:
        self.file = file
        self.data = data
        self._find_lines = find_lines

    @cached_property
    def lines(self) -> Mapping[Path, int]:
        """The line of each value."""
        return self._find_lines()

    @property
    def starts(self) -> Sequence[int]:
        """The line on which each item of a list starts."""
        return [self.line((place,)) for place in range(len(self.data) if isinstance(self.data, list) else 0)]

    def line(self, path: Path) -> int:
        """The line of a value, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)
