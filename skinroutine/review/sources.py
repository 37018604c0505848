"""The sources with the items that rest on them, and what nothing rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, Literal, NamedTuple

from skinroutine.review.catalogue import Catalogue, PlacedItem
from skinroutine.review.condition_words import name_words
from skinroutine.rule_files import UnreadableFileError
from skinroutine.rulebook import EvidenceFact, Source
from skinroutine.rulebook.library import Library
from skinroutine.rulebook.unread import FACTS


class SourceUse(NamedTuple):
    """A source, and the ids of the items that cite it."""

    source: Source
    entry: PlacedItem
    items: tuple[str, ...]


class Uncited(NamedTuple):
    """The sources that no item cites, the facts that no item carries, and how many there are in all."""

    sources: tuple[SourceUse, ...]
    facts: tuple[str, ...]
    of_sources: int
    of_facts: int


def bibliography(read: Catalogue) -> list[SourceUse]:
    """Every source, in the order of the files; of two with one id the first."""
    citing: dict[str, list[str]] = {}
    for entry in read.cited:
        for name in entry.sources:
            citing.setdefault(name, []).append(entry.id)
    found: dict[str, SourceUse] = {}
    for entry, source in read.each(Source):
        items = tuple(dict.fromkeys(citing.get(source.id, ())))
        found.setdefault(source.id, SourceUse(source, entry, items))
    return list(found.values())


def unused(library: Library, read: Catalogue) -> Uncited:
    """What is listed and rests behind nothing. Raises UnreadableFileError."""
    known = bibliography(read)
    facts = dict.fromkeys([*(entry.id for entry in read.of(EvidenceFact)), *listed_facts(library)])
    carried = {fact for entry in read.entries for fact in entry.facts}
    return Uncited(
        sources=tuple(source for source in known if not source.items),
        facts=tuple(fact for fact in facts if fact not in carried),
        of_sources=len(known),
        of_facts=len(facts),
    )


def listed_facts(library: Library) -> Iterator[str]:
    """The facts that the folders list, in the order of their lists. Raises UnreadableFileError."""
    files = (layer.folder / FACTS for layer in library.layers)
    return (fact for file in files if file.is_file() for fact in facts_in(file))


def facts_in(file: Path) -> list[str]:
    """The ids of a list of facts: one a line, comments left out. Raises UnreadableFileError."""
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError as error:
        raise UnreadableFileError(file, error.strerror or "unknown cause") from error
    return [name for line in lines if (name := line.partition("#")[0].strip())]


Grade = Literal["strong", "fair", "weak"]
GRADES: Final[tuple[Grade, ...]] = ("strong", "fair", "weak")
_KINDS: Final[Mapping[str, Grade]] = {
    "regulator": "strong", "society": "strong", "hospital": "strong", "peer-reviewed": "strong",
    "manufacturer": "fair", "clinic": "fair", "medical-reference": "fair", "charity": "fair",
    "media": "weak", "seed": "weak", "judgement": "weak",
}  # fmt: skip


class Strength(NamedTuple):
    """How many sources of each grade there are."""

    counts: Mapping[Grade, int]

    @property
    def best(self) -> Grade:
        """The grade of the best source: one good source carries an item, however many poor ones follow it."""
        return next(grade for grade in GRADES if self.counts[grade] or grade == GRADES[-1])

    @property
    def words(self) -> str:
        """``strong (2 of 3 sources)``."""
        total = sum(self.counts.values())
        return f"{self.best} ({self.counts[self.best]} of {total} source{'' if total == 1 else 's'})"


def grade_of(source: Source) -> Grade:
    """How strong a source of this kind is."""
    return _KINDS[source.kind]


def strength(sources: Iterable[Source]) -> Strength:
    """How strong these sources are together."""
    grades = [grade_of(source) for source in sources]
    return Strength({grade: grades.count(grade) for grade in GRADES})


def source_lines(source: Source) -> Iterator[tuple[str, str]]:
    """A source, line by line: labels and texts."""
    yield "Title", source.title
    yield "By", f"{source.publisher} ({source.kind})"
    yield "Address", source.url


def fact_lines(fact: EvidenceFact) -> Iterator[tuple[str, str]]:
    """A fact, line by line: labels and texts."""
    yield "Claim", fact.claim
    yield "Of", name_words(fact.treatment)
    yield "Asked", fact.question
    for label, figures in (("Figures", fact.value), ("Our reading", fact.reading)):
        yield label, "; ".join(f"{name_words(key)}: {value}" for key, value in figures.items())
    levels = fact.triage if isinstance(fact.triage, tuple) else () if fact.triage is None else (fact.triage,)
    mapped = " (no source names it)" if fact.mapped else ""
    yield "Level", f"{' to '.join(map(str, levels))}{mapped}" if levels else ""
    yield "By", ", ".join(fact.sources)
    yield "Confidence", fact.confidence
