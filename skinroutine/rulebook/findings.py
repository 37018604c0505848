"""What checks of symptoms leave behind: the findings as written, and those that a rule names by itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from skinroutine.rulebook.basis import Cited, Level, MaybeSentence, Sentence, Span, Text
from skinroutine.rulebook.rules import SymptomRule
from skinroutine.text import professional

WHEN: Final = "{when}"
"""Stands in the sentence of a finding for the day of the check."""
_FOUND: Final = "Sessions stay paused until {who} has cleared what you had on {when}."


class FindingEnds(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What ends a finding; where both are named, either does."""

    cleared_by: Annotated[str, Meta(pattern=r"^([a-z]+(_[a-z]+)*)?$")] = ""
    """The professional whose word ends it, such as skin_doctor."""
    healed: Span | None = None
    """How long after the check a person may say that it is no longer so, such as 28 days."""

    def __post_init__(self) -> None:
        """Refuse a finding that nothing ends."""
        if not (self.cleared_by or self.healed):
            raise ValueError("say what ends it: cleared_by, healed or both")


class LastingFinding(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a check of symptoms found that a plan minds until it has ended, however the hold ended."""

    finding: Text
    """What it is, in a few words."""
    left_by: tuple[Text, ...] = ()
    """The symptom rules and courses that leave it."""
    left_at_level: Level | None = None
    """From this level on every other rule leaves it that no finding names."""
    from_level: Level = 2
    """The least level at which the rules of left_by leave it."""
    verdict: Literal["wait", "professional-first", "no"]
    """What a plan says at least until it has ended. Put no in quotes."""
    ends: FindingEnds
    """What ends it: a professional's word, or the person's that it has healed."""
    say: Sentence
    """What that plan tells the person: one plain sentence. {when} is filled in."""
    why: MaybeSentence = ""
    """The reason, in one plain sentence."""
    instead: MaybeSentence = ""
    """What to do instead, in one sentence."""


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
        left_by=tuple(dict.fromkeys(rule.id for rule in rules)),
        from_level=0,
        verdict="no",
        ends=FindingEnds(cleared_by=who),
        say=_FOUND.replace("{who}", professional(who)),
        sources=(),
    )
