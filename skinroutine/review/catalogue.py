"""Every item of every rule file with its place; what cannot be read becomes a finding."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from msgspec import Struct

from skinroutine.errors import SkinroutineError
from skinroutine.review.lint.findings import Finding, findings_of
from skinroutine.rulebook import Cited, Grounded
from skinroutine.rulebook.folders import COMMON, Layer
from skinroutine.rulebook.library import Library
from skinroutine.rulebook.texts import Lines, shown_path
from skinroutine.rulebook.topics import TOPICS

PAGE = "treatment"
T = TypeVar("T", bound=Struct)


class PlacedItem(NamedTuple):
    """One item, the file and line where it stands, and the treatment that it belongs to."""

    item: Struct
    topic: str
    treatment: str
    file: str
    line: int
    layer: str
    lines: Lines | None = None

    @property
    def id(self) -> str:
        """The id of the item; empty when it has none."""
        return str(getattr(self.item, "id", ""))

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the sources that it rests on."""
        return self.item.sources if isinstance(self.item, Cited) else ()

    @property
    def evidence(self) -> tuple[str, ...]:
        """The ids of the facts that it carries."""
        return self.item.evidence if isinstance(self.item, Cited) else ()

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids of the facts that it carries, and of those that a sentence of it names for itself."""
        grounds = self.item.grounds if isinstance(self.item, Grounded) else ()
        return tuple(dict.fromkeys((*self.evidence, *(name for ground in grounds for name in ground.facts))))

    def finding(self, code: str, message: str, hint: str = "", part: str = "") -> Finding:
        """A finding at this place, or at a part of it such as ``do.0``."""
        line = self.lines.of(part) if self.lines else self.line
        return Finding(self.file, line, code, message, hint)


class Catalogue(NamedTuple):
    """All items, and the files that could not be read."""

    entries: tuple[PlacedItem, ...]
    findings: tuple[Finding, ...]

    def of(self, *kinds: type[Struct], treatment: str = "") -> list[PlacedItem]:
        """The entries of these kinds, of one treatment and what is common to all when it is named."""
        return [
            entry
            for entry in self.entries
            if isinstance(entry.item, kinds) and (not treatment or entry.treatment in {COMMON, treatment})
        ]

    def each(self, kind: type[T], treatment: str = "") -> Iterator[tuple[PlacedItem, T]]:
        """The entries of one kind, each with its item."""
        for entry in self.of(kind, treatment=treatment):
            if isinstance(entry.item, kind):
                yield entry, entry.item

    @property
    def cited(self) -> list[PlacedItem]:
        """The entries that rest on sources."""
        return self.of(Cited)


def catalogue(library: Library) -> Catalogue:
    """Read every file of every layer."""
    entries: list[PlacedItem] = []
    findings: list[Finding] = []
    for layer in library.layers:
        for folder in (COMMON, *layer.treatments()):
            for topic in (*TOPICS, PAGE):
                file = layer.folder / folder / f"{topic}.yaml"
                if file.is_file():
                    try:
                        entries += _entries(library, layer, folder, file, topic)
                    except SkinroutineError as error:
                        findings += findings_of(error, shown_path(file))
    return Catalogue(tuple(entries), tuple(findings))


def _entries(library: Library, layer: Layer, folder: str, file: Path, topic: str) -> list[PlacedItem]:
    if topic == PAGE:
        page, lines = library.read_page(file)
        lined: list[tuple[Lines, Struct]] = [(Lines(), page)]
        for part in ("devices", "about", "meanwhile", "consult", "follow_up"):
            lined += [(lines[part, place], item) for place, item in enumerate(getattr(page, part))]
    else:
        lined = list(library.read_lined(file, topic))
    shown = shown_path(file)
    return [PlacedItem(item, topic, folder, shown, lines.of(), layer.name, lines) for lines, item in lined]
