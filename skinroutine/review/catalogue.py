"""Every item of every rule file with its place; what cannot be read becomes a finding."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from skinroutine.errors import SkinroutineError
from skinroutine.model import Cited
from skinroutine.reading import FileProblemsError
from skinroutine.review.findings import Finding
from skinroutine.rulebook.folders import COMMON, Layer
from skinroutine.rulebook.library import Library, shown_path
from skinroutine.rulebook.topics import TOPICS

PAGE = "treatment"


class Entry(NamedTuple):
    """One item, the file and line where it stands, and the treatment that it belongs to."""

    item: Struct
    topic: str
    treatment: str
    file: str
    line: int
    layer: str

    @property
    def id(self) -> str:
        """The id of the item; empty when it has none."""
        return str(getattr(self.item, "id", ""))

    def finding(self, code: str, message: str, hint: str = "") -> Finding:
        """A finding at this place."""
        return Finding(self.file, self.line, code, message, hint)


class Catalogue(NamedTuple):
    """All items, and the files that could not be read."""

    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]

    def of(self, *kinds: type[Struct], treatment: str = "") -> list[Entry]:
        """The entries of these kinds, of one treatment and what is common to all when it is named."""
        return [
            entry
            for entry in self.entries
            if isinstance(entry.item, kinds) and (not treatment or entry.treatment in {COMMON, treatment})
        ]

    @property
    def cited(self) -> list[Entry]:
        """The entries that rest on sources."""
        return self.of(Cited)


def catalogue(library: Library) -> Catalogue:
    """Read every file of every layer."""
    entries: list[Entry] = []
    findings: list[Finding] = []
    for layer in library.layers:
        for folder in (COMMON, *layer.treatments()):
            for file, topic in _files(layer, folder):
                try:
                    entries += _entries(library, layer, folder, file, topic)
                except FileProblemsError as error:
                    findings += [
                        Finding(
                            one.file,
                            one.line,
                            "file",
                            f"{one.key}: {one.message}" if one.key else one.message,
                        )
                        for one in error.problems
                    ]
                except SkinroutineError as error:
                    findings.append(Finding(shown_path(file), 1, "file", str(error)))
    return Catalogue(tuple(entries), tuple(findings))


def _files(layer: Layer, folder: str) -> Iterator[tuple[Path, str]]:
    for topic in TOPICS:
        file = layer.folder / folder / f"{topic}.yaml"
        if file.is_file():
            yield file, topic
    page = layer.folder / folder / f"{PAGE}.yaml"
    if page.is_file():
        yield page, PAGE


def _entries(library: Library, layer: Layer, folder: str, file: Path, topic: str) -> list[Entry]:
    shown = shown_path(file)
    if topic == PAGE:
        page, lines = library.read_page(file)
        return [
            Entry(page, topic, folder, shown, 1, layer.name),
            *(
                Entry(item, topic, folder, shown, lines[part, place], layer.name)
                for part in ("devices", "about", "meanwhile", "follow_up")
                for place, item in enumerate(getattr(page, part))
            ),
        ]
    return [
        Entry(item, topic, folder, shown, line, layer.name) for line, item in library.read_lined(file, topic)
    ]
