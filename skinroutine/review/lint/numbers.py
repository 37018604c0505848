"""Rules that differ only in the bounds on one number: whether they overlap, or leave a number out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, islice
from typing import Final, NamedTuple

from skinroutine.review.catalogue import PlacedItem
from skinroutine.review.lint.findings import Finding
from skinroutine.review.lint.ruleset import Ruleset
from skinroutine.review.lint.satisfiable import Ask, Key, NumberRange, conjuncts, key
from skinroutine.rulebook import VERDICTS, Course, Interval, Question, ScreeningRule, SymptomRule
from skinroutine.rulebook.conditions import ALWAYS, Condition, Within

_WEIGHED = (ScreeningRule, SymptomRule, Course, Interval)
Strictness = tuple[float, ...]
_MOST_PAIRS: Final = 10_000
_WHOLE: Final = 1
"""Between rules on whole numbers (at_most 6, at_least 8) a gap of this width is one number left out."""


class NumberBand(NamedTuple):
    """One of several rules that are alike but for a number: where it holds, and how strict it is.

    ``strictness`` is None where two of them cannot be compared.
    """

    span: NumberRange
    strictness: Strictness | None
    entry: PlacedItem
    question: Question

    def escalates(self, wide: NumberBand) -> bool:
        """Whether it lies inside another and asks for more there: two thresholds, not a mistake."""
        if self.strictness is None or wide.strictness is None:
            return False
        stricter = all(a >= b for a, b in zip(self.strictness, wide.strictness, strict=True))
        return stricter and self.span.both(wide.span) == self.span


def gaps_and_overlaps(ruleset: Ruleset) -> Iterator[Finding]:
    """Neighbours on one number that both hold and differ, or that leave something between them."""
    for treatment, entries in ruleset.together(*_WEIGHED):
        whole = {_family(entry, _parts(entry)) for entry in entries}
        for family, bands in _families(entries, ruleset.ask(treatment)).items():
            yield from _overlaps(bands)
            if family not in whole:
                yield from _gaps(bands)


def _parts(entry: PlacedItem) -> list[Condition]:
    return list(conjuncts(getattr(entry.item, "when", ALWAYS)))


def _families(entries: Iterable[PlacedItem], ask: Ask) -> dict[Key, list[NumberBand]]:
    """The rules that are alike once the bounds on one number are left out, by what they share."""
    found: dict[Key, list[NumberBand]] = {}
    for entry in entries:
        parts = _parts(entry)
        for place, leaf in enumerate(parts):
            question = ask(leaf.question) if isinstance(leaf, Within) else None
            if isinstance(leaf, Within) and question is not None:
                span = NumberRange(question.least, question.most).met(leaf)
                family = (question.id, *_family(entry, parts[:place] + parts[place + 1 :]))
                band = NumberBand(span, _strictness(entry), entry, question)
                found.setdefault(family, []).append(band)
    return {family: bands for family, bands in found.items() if len(bands) > 1}


def _family(entry: PlacedItem, others: list[Condition]) -> Key:
    item = entry.item
    about = item.course if isinstance(item, Course) else item.since if isinstance(item, Interval) else ""
    return (type(item).__name__, about, frozenset(key(other) for other in others))


def _strictness(entry: PlacedItem) -> Strictness | None:
    item = entry.item
    if isinstance(item, ScreeningRule):
        return (VERDICTS.index(item.verdict),)
    if isinstance(item, SymptomRule):
        return (item.level,)
    if isinstance(item, Interval):
        return (*(span.hours if span else 0 for span in (item.every, item.never_within)), item.stretch)
    return None


def _overlaps(bands: list[NumberBand]) -> Iterator[Finding]:
    for first, other in islice(combinations(bands, 2), _MOST_PAIRS):
        both = first.span.both(other.span)
        if both.empty or (first.strictness == other.strictness and first.strictness is not None):
            continue
        if not (first.escalates(other) or other.escalates(first)):
            which = f"it and {first.entry.id} both hold for {first.question.id} {both.words}"
            message = f"{other.entry.id}: {which}"
            yield other.entry.finding("overlap", message, "let one begin where the other ends")


def _gaps(bands: list[NumberBand]) -> Iterator[Finding]:
    ordered = sorted(bands, key=lambda band: (band.span.low, band.span.open_low))
    reached = ordered[0]
    for band in ordered[1:]:
        end, start = reached.span, band.span
        between = NumberRange(end.high, start.low, not end.open_high, not start.open_low)
        if not between.empty and _counts(between, band):
            where = f"between {reached.entry.id} and it, {band.question.id} {between.words} is left out"
            message = f"{band.entry.id}: {where}"
            yield band.entry.finding("gap", message, "write at_most or at_least on one side")
        if (start.high, not start.open_high) > (end.high, not end.open_high):
            reached = band


def _counts(between: NumberRange, band: NumberBand) -> bool:
    # A wide gap may be meant between two verdicts (too young, too old), but not between intervals.
    if isinstance(band.entry.item, Course | Interval):
        return True
    width = between.high - between.low
    return width == 0 or (width <= _WHOLE and between.low % 1 == between.high % 1 == 0)
