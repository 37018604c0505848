"""What to call where a person lives, on a screen and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

from skinroutine.show.blocks import Block, Heading, Item, Para
from skinroutine.show.documents import JsonRecord

if TYPE_CHECKING:
    from skinroutine.rulebook.regions import PhoneLine, Place


class NumberToCall(JsonRecord):
    """One number."""

    number: Annotated[str, "The number as it is dialled."]
    what: Annotated[str | None, "Who answers, or where it works, or null."]
    hours: Annotated[str | None, "When somebody answers, or null where that is not known."]


class NumbersToCall(JsonRecord):
    """What to call where the person lives."""

    region: Annotated[str | None, "Where they live, as `profile set region=` takes it. Null for not said."]
    name: Annotated[str | None, "The name of that place, or null."]
    emergency: Annotated[Sequence[NumberToCall], "The emergency numbers, the one to call first at the top."]
    health_line: Annotated[Sequence[NumberToCall], "Lines for advice. It is empty where none is known."]
    poison_line: Annotated[Sequence[NumberToCall], "Poison lines. It is empty where none is known."]
    elsewhere: Annotated[
        Sequence[Annotated[str, "One such number."]], "The emergency numbers to try anywhere else."
    ]
    note: Annotated[str | None, "One thing to know about the emergency numbers, or null."]
    note_health: Annotated[str | None, "One thing to know about the other lines, or null."]


def numbers_data(place: Place) -> NumbersToCall:
    """The numbers of a place as JSON."""
    general = place.everywhere.numbers
    region = place.region
    if region is None:
        return NumbersToCall(
            region="",
            name="",
            emergency=[NumberToCall(number=number, what="", hours="") for number in general],
            health_line=[],
            poison_line=[],
            elsewhere=general,
            note="",
            note_health="",
        )
    return NumbersToCall.of(
        region,
        region=region.id,
        name=region.label,
        emergency=_numbers(region.emergency),
        health_line=_numbers(region.health_line),
        poison_line=_numbers(region.poison_line),
        elsewhere=general,
    )


def numbers_page(place: Place) -> Iterator[Block]:
    """The numbers of the region that a person named; nothing until they have."""
    region = place.region
    if region is None:
        return
    yield from emergency_page(place)
    yield from _lines("Health line", region.health_line)
    yield from _lines("Poison line", region.poison_line)
    if region.note_health:
        yield Para(region.note_health, indent=2)


def emergency_page(place: Place) -> Iterator[Block]:
    """The emergency numbers alone."""
    region = place.region
    if region is None:
        return
    yield Heading(f"What to call: {region.label}")
    yield from _lines("Emergency", region.emergency)
    if region.note:
        yield Para(region.note, indent=2)
    yield Para(place.everywhere.elsewhere, indent=2)


def _lines(kind: str, lines: Sequence[PhoneLine]) -> Iterator[Block]:
    for line in lines:
        hours = f", {line.hours}" if line.hours else ""
        yield Item("-", f"{kind}: {line.number} ({line.what}{hours})")


def _numbers(lines: Sequence[PhoneLine]) -> list[NumberToCall]:
    return [NumberToCall.of(line) for line in lines]
