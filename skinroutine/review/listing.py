"""The rules as a list, by treatment, topic, result and source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from msgspec import Struct

from skinroutine.errors import UsageError
from skinroutine.review.catalogue import Catalogue, PlacedItem
from skinroutine.review.lint.ruleset import RULES
from skinroutine.review.reviews import Reviews, State
from skinroutine.rulebook import (
    VERDICTS,
    CountsAs,
    Course,
    Faq,
    GlossaryTerm,
    HeadLife,
    Interval,
    LastingFinding,
    Merit,
    NoConcern,
    ScreeningRule,
    Source,
    Step,
    SymptomRule,
)
from skinroutine.rulebook.slips import choices, nearest
from skinroutine.text import counted, join_words

_OF_NO_RESULT: Final[Mapping[type[Struct], str]] = {
    NoConcern: "no concern",
    Faq: "an answer",
    GlossaryTerm: "a word",
}
_SAID: Final = ("say", "do", "ask", "bring", "question")


class NoSuchFilterError(UsageError):
    """A list is asked for by something that no rule has."""

    code = "no-such-filter"

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        known = sorted(set(known))
        see = choices(known, "skinroutine rules list" if what != "source" else "skinroutine rules sources")
        super().__init__(f"There's no {what} {name!r}{nearest(name, known) or '.'} {see}")


class RuleFilter(NamedTuple):
    """What a list is narrowed to; empty (level None) takes all."""

    treatment: str = ""
    topic: str = ""
    verdict: str = ""
    level: int | None = None
    source: str = ""
    unreviewed: bool = False


class RuleRow(NamedTuple):
    """One rule of the list."""

    entry: PlacedItem
    result: str
    say: str
    review: State


def rows(read: Catalogue, wanted: RuleFilter) -> list[RuleRow]:
    """The rules, courses, steps, intervals and answers that fit, in the order of the files.

    Raises NoSuchFilterError for a name that nothing has.
    """
    rules = read.cited if wanted.unreviewed else read.of(*RULES, LastingFinding, Faq, GlossaryTerm)
    reviews = Reviews(read)
    for what, name, known in _names(read, rules, wanted):
        if name and name not in known:
            raise NoSuchFilterError(what, name, known)
    found = [
        RuleRow(entry, result_of(entry.item), say_of(entry.item), reviews.state(entry))
        for entry in rules
        if _fits(entry, wanted)
    ]
    return [row for row in found if row.review != "current"] if wanted.unreviewed else found


def _names(
    read: Catalogue, rules: list[PlacedItem], wanted: RuleFilter
) -> Iterator[tuple[str, str, Iterable[str]]]:
    yield "treatment", wanted.treatment, {entry.treatment for entry in rules}
    yield "topic", wanted.topic, {entry.topic for entry in rules}
    yield "verdict", wanted.verdict, VERDICTS
    yield "source", wanted.source, {entry.id for entry in read.of(Source)}


def _fits(entry: PlacedItem, wanted: RuleFilter) -> bool:
    return (
        wanted.treatment in {"", entry.treatment}
        and wanted.topic in {"", entry.topic}
        and (not wanted.verdict or getattr(entry.item, "verdict", "") == wanted.verdict)
        and (wanted.level is None or wanted.level in levels_of(entry.item))
        and (not wanted.source or wanted.source in entry.sources)
    )


def levels_of(item: Struct) -> list[int]:
    """The levels that an item can give, mildest first."""
    if isinstance(item, Course):
        return sorted({0, *(turn.level for turn in item.then)})
    return [item.level] if isinstance(item, SymptomRule) else []


def result_of(item: Struct) -> str:
    """What an item comes to, in a word or two."""
    if isinstance(item, ScreeningRule | LastingFinding):
        return item.verdict
    if isinstance(item, Step):
        return item.kind.replace("_", " ")
    if isinstance(item, Interval):
        span = item.every or item.never_within or item.lapsed or item.adds_up or item.suggested
        return f"times {item.stretch:g}" if item.stretch > 1 else span.words if span else ""
    if isinstance(item, HeadLife):
        parts = [counted(item.uses, "use")] if item.uses else []
        return " or ".join([*parts, *([counted(item.days_open, "day")] if item.days_open else [])])
    if isinstance(item, Merit | NoConcern | Faq | CountsAs | GlossaryTerm):
        return _note_of(item)
    levels = levels_of(item)
    among = f"level {levels[0]} to {levels[-1]}" if levels else ""
    return f"level {levels[0]}" if len(levels) == 1 else among


def _note_of(item: Merit | NoConcern | Faq | CountsAs | GlossaryTerm) -> str:
    if isinstance(item, Merit):
        return f"for: {item.point}"
    if isinstance(item, CountsAs):
        return f"counts as {join_words(item.counts_as) or 'itself'}"
    return _OF_NO_RESULT[type(item)]


def say_of(item: Struct) -> str:
    """What an item tells a person."""
    if isinstance(item, NoConcern):
        return item.because
    if isinstance(item, GlossaryTerm):
        return f"{item.term}: {item.means[0]}"
    if isinstance(item, Step):
        return item.text
    return next(
        (str(text) for key in _SAID if (text := getattr(item, key, ""))),
        "",
    )
