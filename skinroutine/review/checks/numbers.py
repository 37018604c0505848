"""Rules that differ only in the bounds on one number: whether they overlap, or leave a number out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, islice
from typing import Final, NamedTuple

from skinroutine.conditions import ALWAYS, Condition, Within
from skinroutine.model import VERDICTS, Course, Interval, Question, ScreeningRule, SymptomRule
from skinroutine.model import Span as Time
from skinroutine.review.catalogue import Entry
from skinroutine.review.checks.likeness import Key, conjuncts, key
from skinroutine.review.checks.possible import Span
from skinroutine.review.checks.ruleset import Ruleset
from skinroutine.review.findings import Finding

_WEIGHED = (ScreeningRule, SymptomRule, Course, Interval)
Strictness = tuple[float, ...]
_MOST_PAIRS: Final = 10_000
_WHOLE: Final = 1
"""Between rules on whole numbers (at_most 6, at_least 8) a gap of this width is one number left out."""


class Part(NamedTuple):
    """One of several rules that are alike but for a number: where it holds, and how strict it is.

    ``strictness`` is None where two of them cannot be compared.
    """

    span: Span
    strictness: Strictness | None
    entry: Entry
    question: Question


def gaps_and_overlaps(ruleset: Ruleset) -> Iterator[Finding]:
    """Neighbours on one number that both hold and differ, or that leave something between them."""
    for treatment, entries in ruleset.together(*_WEIGHED):
        whole = {_family(entry, list(conjuncts(_when(entry)))) for entry in entries}
        for family, parts in _families(entries, ruleset, treatment).items():
            yield from _overlaps(parts)
            if family not in whole:
                yield from _gaps(parts)


def _when(entry: Entry) -> Condition:
    item = entry.item
    return item.when if isinstance(item, ScreeningRule | SymptomRule | Course | Interval) else ALWAYS


def _families(entries: Iterable[Entry], ruleset: Ruleset, treatment: str) -> dict[Key, list[Part]]:
    """The rules that are alike once the bounds on one number are left out, by what they share."""
    found: dict[Key, list[Part]] = {}
    ask = ruleset.ask(treatment)
    for entry in entries:
        parts = list(conjuncts(_when(entry)))
        for place, leaf in enumerate(parts):
            question = ask(leaf.question) if isinstance(leaf, Within) else None
            if isinstance(leaf, Within) and question is not None:
                others = parts[:place] + parts[place + 1 :]
                part = Part(_span(leaf, question), _strictness(entry), entry, question)
                found.setdefault((question.id, *_family(entry, others)), []).append(part)
    return {family: parts for family, parts in found.items() if len(parts) > 1}


def _family(entry: Entry, others: list[Condition]) -> Key:
    item = entry.item
    about = item.course if isinstance(item, Course) else item.since if isinstance(item, Interval) else ""
    return (type(item).__name__, about, frozenset(key(other) for other in others))


def _span(leaf: Within, question: Question) -> Span:
    span = Span(question.least, question.most)
    for name, bound in leaf.bounds.items():
        span = span.within(name, bound)
    return span


def _strictness(entry: Entry) -> Strictness | None:
    item = entry.item
    if isinstance(item, ScreeningRule):
        return (VERDICTS.index(item.verdict),)
    if isinstance(item, SymptomRule):
        return (item.level,)
    if isinstance(item, Interval):
        return (_hours(item.every), _hours(item.never_within), item.stretch)
    return None


def _hours(time: Time | None) -> float:
    return time.hours if time else 0


def _overlaps(parts: list[Part]) -> Iterator[Finding]:
    for one, other in islice(combinations(parts, 2), _MOST_PAIRS):
        both = _both(one.span, other.span)
        if both.empty or (one.strictness == other.strictness and one.strictness is not None):
            continue
        if not (_escalates(one, other) or _escalates(other, one)):
            message = f"{other.entry.id}: it and {one.entry.id} both hold for {one.question.id} {_told(both)}"
            yield other.entry.finding("overlap", message, "let one begin where the other ends")


def _escalates(narrow: Part, wide: Part) -> bool:
    """Whether one lies inside the other and asks for more there: two thresholds, not a mistake."""
    if narrow.strictness is None or wide.strictness is None:
        return False
    stricter = all(a >= b for a, b in zip(narrow.strictness, wide.strictness, strict=True))
    return stricter and _both(narrow.span, wide.span) == narrow.span


def _both(one: Span, other: Span) -> Span:
    low, open_low = max((one.low, one.open_low), (other.low, other.open_low))
    high, closed = min((one.high, not one.open_high), (other.high, not other.open_high))
    return Span(low, high, open_low, not closed)


def _gaps(parts: list[Part]) -> Iterator[Finding]:
    ordered = sorted(parts, key=lambda part: (part.span.low, part.span.open_low))
    reached = ordered[0]
    for part in ordered[1:]:
        between = Span(reached.span.high, part.span.low, not reached.span.open_high, not part.span.open_low)
        if not between.empty and _counts(between, part):
            message = (
                f"{part.entry.id}: between {reached.entry.id} and it, {part.question.id} {_told(between)}"
            )
            yield part.entry.finding("gap", f"{message} is left out", "write at_most or at_least on one side")
        if (part.span.high, not part.span.open_high) > (reached.span.high, not reached.span.open_high):
            reached = part


def _counts(between: Span, part: Part) -> bool:
    """A wide gap may be meant between two verdicts (too young, too old), but not between intervals."""
    if isinstance(part.entry.item, Course | Interval):
        return True
    width = between.high - between.low
    return width == 0 or (width <= _WHOLE and between.low % 1 == between.high % 1 == 0)


def _told(span: Span) -> str:
    if span.low == span.high:
        return f"{span.low:g}"
    begin, end = "over" if span.open_low else "from", "to under" if span.open_high else "to"
    return f"{begin} {span.low:g} {end} {span.high:g}"
