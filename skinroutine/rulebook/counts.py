"""What treatments count as for each other, as the intervals and rules that follow from ``counts-as.yaml``.

A session of a home peel that counts as a peel keeps every other treatment waiting as a peel that a person
names does. The other way round, a peel that is named counts as a session of that treatment. Both only add
waits; what a treatment says itself of the same thing stands as it is.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from math import ceil
from typing import Final

from msgspec.structs import replace

from skinroutine.light_typing import NamedTuple
from skinroutine.rulebook.basis import MILDEST_REFUSAL, VERDICTS, Span, Until
from skinroutine.rulebook.conditions import ALWAYS, Condition, Every, Picked, Within
from skinroutine.rulebook.intervals import CountsAs, Interval
from skinroutine.rulebook.rules import ScreeningRule
from skinroutine.rulebook.rulings import Ruling, screening_rulings

PROCEDURES: Final = "recent_procedures"
"""The question whose options a session can count as: what was done to that skin before."""
_AREAS: Final = "areas"


class Count(NamedTuple):
    """One word of a treatment about its sessions, and all that they count as by it."""

    treatment: str
    item: CountsAs
    names: tuple[str, ...]
    procedures: tuple[str, ...]
    """Those of the names that a person may be asked about: a treatment can have the name of one."""


def counts_of(written: Mapping[str, Iterable[CountsAs]], procedures: Container[str]) -> list[Count]:
    """What is written, by treatment. What counts as another treatment is also what that one counts as."""
    items = {treatment: list(listed) for treatment, listed in written.items()}
    found = [(treatment, item) for treatment, listed in items.items() for item in listed]
    named = [(treatment, item, tuple(_names(item, treatment, items))) for treatment, item in found]
    return [
        Count(treatment, item, names, tuple(name for name in names if name in procedures))
        for treatment, item, names in named
    ]


def _names(item: CountsAs, treatment: str, written: Mapping[str, Iterable[CountsAs]]) -> Iterator[str]:
    found, waiting = set[str](), list(item.counts_as)
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found.add(name)
            yield name
            # What only some sessions count as is not known of those of another treatment.
            for other in written.get(name, ()) if name != treatment else ():
                waiting += other.counts_as if other.when is ALWAYS else ()


def gaps_after_others(
    treatment: str, own: Sequence[Interval], rules: Sequence[ScreeningRule], counts: Iterable[Count]
) -> list[Interval]:
    """The gaps that a treatment leaves after sessions of others, beside its ``own`` intervals."""
    found: list[Interval] = []
    for count in counts:
        if treatment and count.treatment != treatment:
            for model in _models(count, treatment, own, rules):
                gap = _gap(count, model)
                if not any(_covers(known, gap) for known in (*own, *found)):
                    found.append(gap)
    return found


def rulings_on_named(
    treatment: str, own: Sequence[Interval], rules: Sequence[ScreeningRule], counts: Iterable[Count]
) -> list[Ruling]:
    """What a treatment says to a named procedure that counts as a session, where no rule says as much."""
    return [
        replace(ruling, group=f"{ruling.id}.{name}")
        for count in counts
        for name in count.procedures
        if treatment
        for ruling in screening_rulings(_on_named(name, count, treatment, own, rules))
    ]


def waits_after(rule: ScreeningRule, name: str) -> bool:
    """Whether a rule refuses a session for some days after a procedure, whoever the person is."""
    until = rule.until
    if until is None or until.after != name or VERDICTS.index(rule.verdict) < MILDEST_REFUSAL:
        return False
    return _read(rule) <= {PROCEDURES, _days_since(name), _AREAS}


def is_plain(interval: Interval) -> bool:
    """Whether it asks for a gap after one whole session, and for nothing else."""
    special = interval.of_last or interval.adds_up or interval.lapsed or interval.after_patch
    return not special and interval.stretch == 1 and interval.rests


def models_of(
    name: str, treatment: str, own: Iterable[Interval], rules: Iterable[ScreeningRule]
) -> Iterator[Interval | ScreeningRule]:
    """What a treatment reads of something by its name: of itself, of another treatment, of a procedure."""
    yield from (each for each in own if is_plain(each) and (each.since or treatment) == name)
    yield from (rule for rule in rules if waits_after(rule, name))


def _models(
    count: Count, treatment: str, own: Iterable[Interval], rules: Iterable[ScreeningRule]
) -> Iterator[Interval]:
    yield from _least(count.item)
    for name in count.names:
        for model in models_of(name, treatment, own, rules):
            yield model if isinstance(model, Interval) else _as_interval(model)


def _least(item: CountsAs) -> Iterator[Interval]:
    if item.every:
        yield Interval(
            id=item.id, say=item.say, every=item.every, suggested=item.suggested, sources=item.sources
        )


def _as_interval(rule: ScreeningRule) -> Interval:
    days = rule.until.days if rule.until else 0
    return Interval(
        id=rule.id,
        say=rule.say,
        every=Span(days * 24, f"{days} days"),
        sources=rule.sources,
        evidence=rule.evidence,
        disagreement=rule.disagreement,
        origin=rule.origin,
    )


def _gap(count: Count, model: Interval) -> Interval:
    item = count.item
    return replace(
        model,
        id=item.id,
        say=item.say,
        since=count.treatment,
        when=_both(item.when, model.when),
        overdue=None,
        sources=tuple(dict.fromkeys((*item.sources, *model.sources))),
        evidence=tuple(dict.fromkeys((*item.evidence, *model.evidence))),
        disagreement=item.disagreement or model.disagreement,
        origin=item.origin or model.origin,
    )


def _both(first: Condition, second: Condition) -> Condition:
    parts = [part for part in (first, second) if part is not ALWAYS]
    return Every(parts) if parts else ALWAYS


def _covers(known: Interval, gap: Interval) -> bool:
    """Whether what is there asks for as much after each of these sessions."""
    if known.since != gap.since or not (known.when is ALWAYS or known.when is gap.when):
        return False
    pairs = ((known.every, gap.every), (known.never_within, gap.never_within))
    return is_plain(known) and all(_hours(mine) >= _hours(theirs) for mine, theirs in pairs)


def _hours(span: Span | None) -> float:
    return span.hours if span else 0


def _on_named(
    name: str, count: Count, treatment: str, own: Iterable[Interval], rules: Iterable[ScreeningRule]
) -> Iterator[ScreeningRule]:
    named = [each for each in own if is_plain(each) and (each.since or treatment) == count.treatment]
    # Of a procedure nothing is known but its day and its place.
    gaps = [each for each in named if each.when.reads <= {_AREAS}]
    longest = max((rule.until.days for rule in rules if rule.until and waits_after(rule, name)), default=0)
    # The longest first: of those that hold it is the one that is told.
    for days, gap in sorted(((_days(gap), gap) for gap in gaps), key=lambda pair: -pair[0]):
        if days > longest:
            yield ScreeningRule(
                id=count.item.id,
                when=_both(_named(name, days), gap.when),
                verdict=VERDICTS[MILDEST_REFUSAL],
                say=gap.say,
                until=Until(days=days, after=name),
                sources=tuple(dict.fromkeys((*count.item.sources, *gap.sources))),
                evidence=gap.evidence,
                disagreement=gap.disagreement,
                origin=count.item.origin or gap.origin,
            )


def _read(item: Interval | ScreeningRule) -> set[str]:
    return {leaf.question for leaf, _ in item.when.leaves()}


def _days(gap: Interval) -> int:
    return ceil(max(_hours(gap.every), _hours(gap.never_within)) / 24)


def _named(name: str, days: int) -> Condition:
    return Every([Picked(PROCEDURES, [name]), Within(_days_since(name), {"under": days})])


def _days_since(name: str) -> str:
    return f"days_since.{name}"
