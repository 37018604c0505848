"""How strong the evidence behind an item is, told from the kinds of its sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal, NamedTuple

from skinroutine.model import Source

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
