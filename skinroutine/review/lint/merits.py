"""Points for a device: each rests on something that it has."""

from __future__ import annotations

from collections.abc import Iterator

from skinroutine.review.lint.findings import Finding
from skinroutine.review.lint.ruleset import Ruleset
from skinroutine.rulebook import Merit
from skinroutine.rulebook.conditions import YesNo


def absent_merits(ruleset: Ruleset) -> Iterator[Finding]:
    """Points that hold by what a device lacks, or does not claim: the worst ones lack the most."""
    for entry, merit in ruleset.catalogue.each(Merit):
        if rests_on_absence(merit):
            hint = "make a rule against its opposite, or say what the device has"
            yield entry.finding("absence", f"{entry.id}: it counts for the device that it has none", hint)


def rests_on_absence(merit: Merit) -> bool:
    """Whether each answer that a point turns on is a no, or stands under a "not"."""
    leaves = list(merit.when.leaves())
    return bool(leaves) and all(
        positive != leaf.yes if isinstance(leaf, YesNo) else not positive for leaf, positive in leaves
    )
