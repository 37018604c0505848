"""What sessions cannot count as: what is not there, themselves, and what changes nothing or too little."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from skinroutine.review.catalogue import PlacedItem
from skinroutine.review.lint.findings import Finding
from skinroutine.review.lint.ruleset import Ruleset
from skinroutine.review.lint.vocabulary import likely
from skinroutine.rulebook import MILDEST_REFUSAL, VERDICTS, CountsAs, Interval, ScreeningRule
from skinroutine.rulebook.counts import PROCEDURES, Count, models_of
from skinroutine.rulebook.folders import COMMON
from skinroutine.rulebook.library import Library

_RULES: Final = ("screening", "device")


def wrong_counts(ruleset: Ruleset, library: Library) -> Iterator[Finding]:
    """What is wrong with the words of treatments about their sessions, each mistake once.

    ``library`` has all rules in force; of these a ``ruleset`` may be a part.
    """
    entries = list(ruleset.catalogue.each(CountsAs))
    # Without such words no rule of another treatment is read: own rules are looked at before each command.
    if not entries:
        return
    known = _Known(ruleset, library)
    for entry, item in entries:
        found = [*_unknown(entry, item, known)] or [*_circular(entry, item, known)]
        yield from found or _without_use(entry, item, known)


class _Known:
    """What can be counted as, and what every treatment makes of it."""

    def __init__(self, ruleset: Ruleset, library: Library) -> None:
        self.library = library
        self.treatments = tuple(dict.fromkeys((*ruleset.treatments, *library.treatment_ids)))
        asked = ruleset.vocabulary(COMMON).ask(PROCEDURES)
        self.procedures = tuple(asked.options) if asked else ()
        self._counts = {(count.treatment, count.item.id): count for count in library.counts}

    def count(self, entry: PlacedItem) -> Count | None:
        """The item with all that it comes to count as."""
        return self._counts.get((entry.treatment, entry.id))

    def rules(self, treatment: str) -> Iterator[ScreeningRule]:
        """The rules of a treatment that give a verdict."""
        for topic in _RULES:
            yield from self.library.items(topic, treatment, ScreeningRule)

    def is_minded(self, name: str, treatment: str) -> bool:
        """Whether a treatment waits after something of this name."""
        own = self.library.items("frequency", treatment, Interval)
        return any(True for _ in models_of(name, treatment, own, self.rules(treatment)))


def _unknown(entry: PlacedItem, item: CountsAs, known: _Known) -> Iterator[Finding]:
    for name in item.counts_as:
        if name not in {*known.treatments, *known.procedures}:
            hint = likely(name, [*known.treatments, *known.procedures])
            message = f"{entry.id}: there's no treatment and no option of {PROCEDURES} {name!r}"
            yield entry.finding("unknown-treatment", message, hint)


def _circular(entry: PlacedItem, item: CountsAs, known: _Known) -> Iterator[Finding]:
    count = known.count(entry)
    if entry.treatment in item.counts_as:
        # A treatment may have the name of a procedure, and is one then.
        if entry.treatment in known.procedures:
            return
        message = f"{entry.id}: a session of {entry.treatment} is one already"
        yield entry.finding("circular", message, "name what it is for the other treatments")
    elif count and entry.treatment in count.names:
        message = f"{entry.id}: {', '.join(item.counts_as)} counts as {entry.treatment} in turn"
        yield entry.finding("circular", message, "say it of one of the two")


def _without_use(entry: PlacedItem, item: CountsAs, known: _Known) -> Iterator[Finding]:
    count = known.count(entry)
    names = count.names if count else item.counts_as
    others = [name for name in known.treatments if name not in {entry.treatment, COMMON}]
    for name in names:
        for rule in (rule for other in others for rule in known.rules(other) if _is_stricter(rule, name)):
            message = f"{entry.id}: {rule.id} says {rule.verdict} after {name}, and a session only waits"
            yield entry.finding("counts-too-mild", message, "count it as something that others wait after")
            return
    read = {other for other in others for name in names if known.is_minded(name, other)}
    if not item.every and not read:
        message = f"{entry.id}: no other treatment waits after {', '.join(item.counts_as) or 'it'}"
        yield entry.finding("counts-for-nothing", message, "say how long they wait: every: 14 days")


def _is_stricter(rule: ScreeningRule, name: str) -> bool:
    """Whether a rule on a named procedure says more than to wait."""
    procedures = {
        option
        for leaf, positive in rule.when.leaves()
        if positive and leaf.question == PROCEDURES
        for option in getattr(leaf, "options", ())
    }
    return name in procedures and VERDICTS.index(rule.verdict) > MILDEST_REFUSAL
