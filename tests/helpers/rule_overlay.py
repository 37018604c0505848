"""A folder laid over the shipped rules, which are read only once for all tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from msgspec import Struct

from shipped import RULES
from skinroutine.rulebook import Treatment
from skinroutine.rulebook.folders import layers
from skinroutine.rulebook.grounds import Way
from skinroutine.rulebook.library import Library
from skinroutine.rulebook.yaml_text import Lines

SHIPPED = Library(layers())


@cache
def _lined(file: Path, topic: str) -> list[tuple[Lines, Struct]]:
    return SHIPPED.read_lined(file, topic)


@cache
def _page(file: Path) -> tuple[Treatment, dict[Way, Lines]]:
    return SHIPPED.read_page(file)


class LaidOver(Library):
    """A library that takes what stands in the shipped folder from memory."""

    def __init__(self, *own: Path) -> None:
        super().__init__(layers(own))

    def read_lined(self, file: Path, topic: str) -> list[tuple[Lines, Struct]]:
        return _lined(file, topic) if RULES in file.parents else super().read_lined(file, topic)

    def read_page(self, file: Path) -> tuple[Treatment, dict[Way, Lines]]:
        return _page(file) if RULES in file.parents else super().read_page(file)

    def read_file(self, file: Path, topic: str) -> list[Struct]:
        if RULES in file.parents and topic != "cases":
            return [item for _, item in _lined(file, topic)]
        return super().read_file(file, topic)
