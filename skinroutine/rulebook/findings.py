"""What checks of symptoms leave behind: the findings as written, and those that a rule names by itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from skinroutine.rulebook.rules import FindingEnds, LastingFinding, SymptomRule
from skinroutine.text import professional

WHEN: Final = "{when}"
"""Stands in the sentence of a finding for the day of the check."""
_FOUND: Final = "Sessions stay paused until {who} has cleared what you had on {when}."


def findings_by_id(
    written: Iterable[LastingFinding], rules: Iterable[SymptomRule]
) -> dict[str, LastingFinding]:
    """Every finding by id.

    A rule with ``cleared_by`` that no written finding names leaves one of its own kind: all that one
    professional has to clear is one finding, named after them.
    """
    found = {finding.id: finding for finding in written}
    named = {rule for finding in found.values() for rule in finding.left_by}
    own: dict[str, list[SymptomRule]] = {}
    for rule in rules:
        if rule.cleared_by and rule.id not in named:
            own.setdefault(rule.cleared_by, []).append(rule)
    return {**{f"cleared-by-{who}": _left_by(who, left) for who, left in own.items()}, **found}


def _left_by(who: str, rules: Iterable[SymptomRule]) -> LastingFinding:
    return LastingFinding(
        id=f"cleared-by-{who}",
        finding=f"What {professional(who)} has to clear",
        left_by=tuple(rule.id for rule in rules),
        from_level=0,
        verdict="no",
        ends=FindingEnds(cleared_by=who),
        say=_FOUND.replace("{who}", professional(who)),
        sources=(),
    )
