"""What stands on the weakest ground, worst first: what a clinician should look at before all else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final, Literal, NamedTuple

from skinroutine.review.catalogue import Catalogue, PlacedItem
from skinroutine.review.lint.bibliography import behind
from skinroutine.review.lint.ruleset import RULES
from skinroutine.review.listing import levels_of, result_of
from skinroutine.review.sources import bibliography
from skinroutine.review.units import units_of
from skinroutine.rulebook import VERDICTS, Cited, EvidenceFact, LastingFinding, Publisher, Source

Ground = Literal["red-flag-judgement", "red-flag-poor", "judgement", "no-fact", "copy"]
GROUNDS: Final[tuple[Ground, ...]] = ("red-flag-judgement", "red-flag-poor", "judgement", "no-fact", "copy")
"""Worst first."""
_JUDGEMENT: Final = "judgement"
_POOR: Final = frozenset({"media", "clinic", "seed", _JUDGEMENT})
"""Kinds of sources that carry no strict result by themselves."""
_NO: Final = "no"
_ASKED: Final[Mapping[Ground, str]] = {
    "red-flag-judgement": "No source says this. Is the result right, and is a step or a sign missing?",
    "red-flag-poor": "No source of higher standing says this. Is there one, or does it say too much?",
    "judgement": "No source says this. Would you say the same, and is each number right?",
    "no-fact": "No fact of the evidence comes from here. Read the page, and hold what cites it against it.",
}


class WeakPoint(NamedTuple):
    """One item, or one source, with what it rests on and what a clinician should look at.

    ``rests_on`` are the sources of an item; ``items`` what cites a source, which rests on itself.
    """

    ground: Ground
    entry: PlacedItem
    result: str
    rests_on: tuple[str, ...]
    items: tuple[str, ...]
    look: str

    @property
    def evidence(self) -> tuple[str, ...]:
        """The facts that it carries all the same."""
        return self.entry.evidence


def weak_points(
    read: Catalogue, known: Mapping[str, Source], facts: Iterable[EvidenceFact]
) -> list[WeakPoint]:
    """All of them; ``known`` is the bibliography by id, ``facts`` all that the evidence says."""
    found = [*_items(read, known), *_sources(read, facts)]
    # Of one weight in the order of the files: what belongs together stays together.
    return sorted(found, key=lambda point: (GROUNDS.index(point.ground), -_weight(point.entry)))


def _weight(entry: PlacedItem) -> int:
    """How much hangs on an item: its place among the verdicts, or the highest level that it can give."""
    verdict = getattr(entry.item, "verdict", "")
    found = [VERDICTS.index(verdict)] if verdict in VERDICTS else levels_of(entry.item)
    return max(found, default=-1)


def _items(read: Catalogue, known: Mapping[str, Source]) -> Iterator[WeakPoint]:
    for entry in read.cited:
        kinds = {known[name].kind for name in entry.sources if name in known}
        ground = _ground(kinds, red=is_red(entry))
        if kinds and ground:
            item = entry.item
            written = item.review if isinstance(item, Cited) else ""
            result = result_of(item) if isinstance(item, (*RULES, LastingFinding)) else ""
            yield WeakPoint(ground, entry, result, entry.sources, (), written or _ASKED[ground])


def _ground(kinds: Collection[str], *, red: bool) -> Ground | None:
    if set(kinds) == {_JUDGEMENT}:
        return "red-flag-judgement" if red else "judgement"
    return "red-flag-poor" if red and _POOR.issuperset(kinds) else None


def is_red(entry: PlacedItem) -> bool:
    """Whether an item says no, or can send a person to care on the same day."""
    return getattr(entry.item, "verdict", "") == _NO or any(unit.red for unit in units_of(entry))


def _sources(read: Catalogue, facts: Iterable[EvidenceFact]) -> Iterator[WeakPoint]:
    carrying = {name for fact in facts for name in fact.sources} | {_JUDGEMENT}
    publishers = [publisher for _, publisher in read.each(Publisher)]
    for used in bibliography(read):
        source, named = used.source, (used.source.id,)
        if carrying and source.id not in carrying:
            yield WeakPoint("no-fact", used.entry, "", named, used.items, _ASKED["no-fact"])
        shown = behind(source, publishers)
        if shown and shown.copies:
            look = f"This is a copy of a page of {shown.copies}. Find that page, and cite it."
            yield WeakPoint("copy", used.entry, "", named, used.items, look)
