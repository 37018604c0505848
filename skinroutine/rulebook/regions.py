"""Where a person lives: what to call there, and the texts of the rules filled with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final, TypeVar

from msgspec import Meta, Struct, structs

from skinroutine.light_typing import NamedTuple
from skinroutine.rulebook.basis import Cited, Text
from skinroutine.rulebook.questions import CELSIUS, FAHRENHEIT, Question, in_fahrenheit

REGIONS: Final = "regions"
"""The topic that lists the regions, and what a question takes them as options by."""
EVERYWHERE: Final = "everywhere"
"""The topic that says what stands for all regions."""
REGION: Final = "region"
"""The question that asks for one."""
BLANKS: Final = ("emergency", "health_line", "poison_line", "certificate", "elsewhere")
"""What a text names in { } in place of a number."""
_BLANKS: Final = tuple(f"{{{name}}}" for name in BLANKS)
_STAND_IN: Final = "123"
_TEMPERATURE: Final = rf"(\d+(?:\.\d+)?) ?{CELSIUS}"
T = TypeVar("T")


class PhoneLine(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One number to call."""

    number: Text
    """The number as it is dialled. Put it in quotes."""
    what: Text
    """Who answers, or where it works."""
    hours: str = ""
    """When somebody answers, if that was said."""


class Region(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A country, or a part of one with numbers of its own."""

    label: Text
    """Its name."""
    also: tuple[Text, ...] = ()
    """What else people type for it: codes, other names, parts of it."""
    call: Text
    """The emergency number or numbers as a sentence says them, such as 112 or 999."""
    emergency: Annotated[tuple[PhoneLine, ...], Meta(min_length=1)]
    """The emergency numbers, the one to call first at the top."""
    call_health: str = ""
    """The health line as a sentence says it. Left out, the words for everywhere stand."""
    health_line: tuple[PhoneLine, ...] = ()
    """The numbers of health lines."""
    call_poison: str = ""
    """The poison line as a sentence says it. Left out, the words for everywhere stand."""
    poison_line: tuple[PhoneLine, ...] = ()
    """The numbers of poison lines."""
    certificate: str = ""
    """What shows that a device may be sold, such as a CE mark. Left out, the words for everywhere stand."""
    fahrenheit: bool = False
    """True where people read a thermometer in °F."""
    note: str = ""
    """One sentence that stands beside the emergency numbers."""
    note_health: str = ""
    """One sentence that stands beside the other lines."""


class Everywhere(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is said until a person has said where they live, and to those who are away from there."""

    everywhere: Text
    """The emergency numbers as a sentence says them."""
    numbers: Annotated[tuple[Text, ...], Meta(min_length=1)]
    """The same, one by one. Put each in quotes."""
    elsewhere: Text
    """The sentence for those who are away from the region that they named."""
    health_line: Text
    """The health line as a sentence says it, where no region is known."""
    no_health_line: Text
    """The same in a region whose health line is not known."""
    poison_line: Text
    """The poison line as a sentence says it, where none is known."""
    certificate: Text
    """By what a device shows that it may be sold, where that is not known."""


class Place:
    """What to call where a person lives; everywhere, as long as they did not say."""

    def __init__(self, everywhere: Everywhere, region: Region | None = None) -> None:
        self.everywhere = everywhere
        self.region = region

    @property
    def blanks(self) -> dict[str, str]:
        """What each blank of a text stands for."""
        general, region = self.everywhere, self.region
        filled = {
            "emergency": general.everywhere,
            "health_line": general.health_line,
            "poison_line": general.poison_line,
            "certificate": general.certificate,
            "elsewhere": "",
        }
        if region is None:
            return filled
        own = {
            "emergency": region.call,
            "health_line": region.call_health or general.no_health_line,
            "poison_line": region.call_poison,
            "certificate": region.certificate,
            "elsewhere": general.elsewhere,
        }
        return filled | {name: words for name, words in own.items() if words}

    @property
    def fahrenheit(self) -> bool:
        """Whether a temperature is told in °F here."""
        return self.region is not None and self.region.fahrenheit

    def fill(self, item: T) -> T:
        """Return a record with what to call in its texts, and temperatures as they are read here."""
        filled: T = self._filled(item, self.blanks)
        return filled

    def fill_items(self, items: Sequence[T], turning: Turning) -> list[T]:
        """Return the items of a text, those filled that turn on the place."""
        found = list(items)
        for at in (*turning.blanks, *(turning.celsius if self.fahrenheit else ())):
            found[at] = self.fill(found[at])
        return found

    def _filled(self, value: Any, blanks: Mapping[str, str]) -> Any:  # noqa: ANN401  any part of a record
        if not value:
            return value
        if isinstance(value, str):
            return self._text(value, blanks) if "{" in value or CELSIUS in value else value
        if isinstance(value, tuple):
            return tuple([self._filled(part, blanks) for part in value])
        if isinstance(value, dict):
            return {key: self._filled(part, blanks) for key, part in value.items()}
        return self._record(value, blanks) if isinstance(value, Struct) else value

    def _record(self, record: Struct, blanks: Mapping[str, str]) -> Struct:
        if self.fahrenheit and isinstance(record, Question) and record.unit == CELSIUS:
            record = in_fahrenheit(record)
        changed = {}
        for name in record.__struct_fields__:
            part = getattr(record, name)
            # Most fields have their defaults.
            if part and (made := self._filled(part, blanks)) is not part and made != part:
                changed[name] = made
        return structs.replace(record, **changed) if changed else record

    def _text(self, text: str, blanks: Mapping[str, str]) -> str:
        for name, words in blanks.items():
            text = text.replace(f"{{{name}}}", words)
        if self.fahrenheit:
            text = re.sub(_TEMPERATURE, lambda found: f"{float(found[1]) * 1.8 + 32:.4g} {FAHRENHEIT}", text)
        return text.strip()


def without_blanks(text: str) -> str:
    """Return a text as it reads for nobody in particular: three figures in place of each number."""
    text = text.replace("{elsewhere}", "").strip()
    for blank in _BLANKS:
        text = text.replace(blank, _STAND_IN)
    return text


class Turning(NamedTuple):
    """Which items of a text could read otherwise in another place: for what is called there, or for °F."""

    blanks: tuple[int, ...]
    celsius: tuple[int, ...]

    def __bool__(self) -> bool:
        """Whether any does."""
        return bool(self.blanks or self.celsius)


def turning_of(text: str, starts: Sequence[int]) -> Turning:
    """Which items of a text turn on the place; each starts on its line."""
    lines = text.splitlines()
    spans = zip(starts, [*starts[1:], len(lines) + 1], strict=False)
    parts = ["\n".join(lines[start - 1 : end - 1]) for start, end in spans]
    return Turning(
        tuple(at for at, part in enumerate(parts) if _has_blank(part)),
        tuple(at for at, part in enumerate(parts) if CELSIUS in part and not _has_blank(part)),
    )


def _has_blank(text: str) -> bool:
    return any(blank in text for blank in _BLANKS)
