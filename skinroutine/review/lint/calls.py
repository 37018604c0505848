"""Numbers to call: each stands in the list of regions alone, and is called there as it is listed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from msgspec import Struct

from skinroutine.review.catalogue import PlacedItem
from skinroutine.review.lint.findings import Finding
from skinroutine.review.lint.ruleset import Ruleset
from skinroutine.rulebook import EvidenceFact, Publisher, Source
from skinroutine.rulebook.regions import BLANKS, Everywhere, PhoneLine, Region
from skinroutine.rulebook.slips import slip_of
from skinroutine.text import plain_form

_LISTED: Final = (Region, Everywhere, Source, Publisher, EvidenceFact)
"""What may spell a number: what lists them, and what nobody is told."""
_NO_ADVICE: Final = frozenset({"id", "sources", "evidence", "disagreement", "origin", "also"})
"""Keys that tell nobody what to do: what a source says may name the number of its country."""
_NO_AMOUNT: Final = (
    r"(?![.,:]?\d)(?! ?(?:[%°]|mm|cm|ml|times|am\b|pm\b|(?:second|minute|hour|day|night|week|month|year|use|"
    r"session|people|grit|percent)))"
)
"""What a number to call is not followed by."""
_CALLED: Final = re.compile(
    rf"\b(?:call|ring|dial|phone|telephone|text)\b[^.!?]*?\b(\d{{2,}})\b{_NO_AMOUNT}", re.IGNORECASE
)
_FIGURES: Final = re.compile(rf"(?<![\w.,-])(\d{{3,}})\b{_NO_AMOUNT}")
_NUMBER: Final = re.compile(r"[#+]?\d[\d -]*\d")
_BRACES: Final = re.compile(r"\{(\w+)\}")
_SHORTEST: Final = 3
"""Figures of the shortest number that is told from any other in a sentence that says more than it."""


def spelled_calls(ruleset: Ruleset, wanted: Callable[[PlacedItem], bool]) -> Iterator[Finding]:
    """Texts of the items that are wanted which spell a number to call, or name a blank that nothing fills."""
    numbers = _known_numbers(ruleset)
    for entry in filter(wanted, ruleset.catalogue.entries):
        if not isinstance(entry.item, _LISTED):
            yield from _spelled(entry, numbers)


def wrong_calls(ruleset: Ruleset) -> Iterator[Finding]:
    """Regions that disagree, and lines of theirs that name no number of their own."""
    yield from _two_meanings(ruleset)
    for entry, region in ruleset.catalogue.each(Region):
        yield from _unlisted(entry, "call", region.call, region.emergency, least=1)
        health = (*region.health_line, *region.emergency)
        yield from _unlisted(entry, "call_health", region.call_health, health)
        yield from _unlisted(entry, "call_poison", region.call_poison, region.poison_line)


def _known_numbers(ruleset: Ruleset) -> frozenset[str]:
    lines = [
        line.number
        for _, region in ruleset.catalogue.each(Region)
        for line in (*region.emergency, *region.health_line, *region.poison_line)
    ]
    general = [number for _, every in ruleset.catalogue.each(Everywhere) for number in every.numbers]
    return frozenset([*lines, *general])


def _spelled(entry: PlacedItem, numbers: frozenset[str]) -> Iterator[Finding]:
    name = f"{entry.id}: " if entry.id else ""
    for text in _texts(entry.item):
        found = _CALLED.search(text) or next(
            (each for each in _FIGURES.finditer(text) if each[1] in numbers), None
        )
        if found:
            hint = "write {emergency}, {health_line} or {poison_line}: the numbers stand in regions.yaml"
            yield entry.finding("spelled-number", f"{name}{text!r} spells the number {found[1]}", hint)
        for word in _BRACES.findall(text):
            near = slip_of(word, BLANKS) if word not in BLANKS else ""
            if near:
                yield entry.finding(
                    "unknown-blank", f"{name}nothing fills {{{word}}}", f"did you mean {{{near}}}?"
                )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, dict):
        yield from _texts(tuple(value.values()))
    elif isinstance(value, Struct):
        names = (name for name in value.__struct_fields__ if name not in _NO_ADVICE)
        yield from _texts(tuple(getattr(value, name) for name in names))


def _two_meanings(ruleset: Ruleset) -> Iterator[Finding]:
    """Words that people type for two places."""
    owners: dict[str, str] = {}
    for entry, region in ruleset.catalogue.each(Region):
        for word in (region.id, region.label, *region.also):
            other = owners.setdefault(plain_form(word), region.id)
            if other != region.id:
                message = f"{word!r} means {other!r} and {region.id!r}"
                yield entry.finding("two-meanings", message, "keep it at one of them")


def _unlisted(
    entry: PlacedItem, key: str, words: str, lines: tuple[PhoneLine, ...], least: int = _SHORTEST
) -> Iterator[Finding]:
    """Numbers that a region's sentence calls and that its list does not have."""
    listed = {_figures(line.number) for line in lines}
    for number in _NUMBER.findall(words):
        if len(_figures(number)) >= least and _figures(number) not in listed:
            message = f"{entry.id}: {key} names {number}, which is not among its numbers"
            yield entry.finding("unlisted-number", message, "list it with what it is, or take it out")


def _figures(number: str) -> str:
    return "".join(sign for sign in number if sign.isdigit())
