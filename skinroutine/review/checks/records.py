"""Records of no concern that stand against a rule, or that nothing could ever ask for."""

from __future__ import annotations

from collections.abc import Iterator

from skinroutine.conditions import Leaf
from skinroutine.model import NoConcern
from skinroutine.review.catalogue import Entry
from skinroutine.review.checks.concerns import Concern, Concerns
from skinroutine.review.checks.likeness import conjuncts
from skinroutine.review.checks.ruleset import Ruleset
from skinroutine.review.findings import Finding
from skinroutine.rulebook.folders import COMMON

_CODE = "no-concern"


def wrong_records(ruleset: Ruleset) -> Iterator[Finding]:
    """Records of several questions, of what a rule beside them reads, or of what no other treatment reads."""
    concerns = Concerns(ruleset)
    for entry in ruleset.catalogue.of(NoConcern):
        if isinstance(entry.item, NoConcern):
            yield from _wrong(entry, entry.item, concerns, ruleset.treatments)


def _wrong(
    entry: Entry, record: NoConcern, concerns: Concerns, treatments: tuple[str, ...]
) -> Iterator[Finding]:
    parts = tuple(conjuncts(record.no_concern))
    if len(parts) != 1 or not isinstance(parts[0], Leaf):
        hint = "one question and its options, such as {areas: [arms, legs]}"
        yield entry.finding(_CODE, f"{entry.id}: a record names one question", hint)
        return
    scope = treatments if entry.treatment == COMMON else (entry.treatment,)
    named = {concern for name in scope for concern in concerns.of(entry, name)}
    if not named:
        hint = "take the record out"
        yield entry.finding(_CODE, f"{entry.id}: nobody is asked this before {entry.treatment}", hint)
    for concern in sorted(named):
        yield from _out_of_place(entry, concern, concerns, scope)


def _out_of_place(
    entry: Entry, concern: Concern, concerns: Concerns, scope: tuple[str, ...]
) -> Iterator[Finding]:
    """A record never takes anything from a rule: where the two speak of one answer, the record is wrong."""
    readers = [one for name in scope for one in concerns.read.get(name, {}).get(concern, ())]
    if readers:
        message = f"{entry.id} says that {concern} is of no concern, and {readers[0].id} reads it"
        yield entry.finding(_CODE, message, "take it out of the record")
    elif not concerns.readers(concern):
        hint = "take it out: a record is for what another treatment reads"
        yield entry.finding(_CODE, f"{entry.id}: no treatment reads {concern}", hint)
