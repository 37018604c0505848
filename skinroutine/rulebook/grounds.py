"""Sentences with facts of their own: how they are written, and what each sentence of an item rests on.

A sentence is written alone, or as ``{text: ..., facts: [...]}`` or ``{text: ..., judgement: true}``. The
words stay where they were; the facts go into ``grounds`` of the item, by the place of the sentence in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Annotated, Final, TypeGuard, get_args, get_origin

from msgspec import Meta, Struct, structs

from skinroutine.light_typing import NamedTuple
from skinroutine.rulebook.basis import SENTENCE, Ground, Grounded, Text
from skinroutine.rulebook.pages import LevelWords, NothingNamed, SkinStep
from skinroutine.rulebook.rules import StepBelow, SymptomRule, Turn, Watch

Way = tuple[str | int, ...]
_FIRST_AID: Final[tuple[tuple[type[Struct], str], ...]] = (
    (SymptomRule, "do"), (Turn, "do"), (StepBelow, "step"), (Watch, "do"),
    (LevelWords, "do"), (NothingNamed, "do"), (SymptomRule, "helper"), (LevelWords, "helper"),
    (SkinStep, "step"),
)  # fmt: skip
"""What a person does about a sign: such a line rests on facts of its own alone."""
_NAME: Final = r"\{\w+\}"


class WrittenSentence(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A sentence with facts of its own."""

    text: Text
    """The sentence."""
    facts: Annotated[tuple[Text, ...], Meta(min_length=1)] = ()
    """Ids of the facts that carry this sentence. Those of the item count for it no more."""
    judgement: bool = False
    """True where this sentence, or the part of it that no fact carries, is our own reading."""

    def __post_init__(self) -> None:
        """Refuse a mapping that says no more than the sentence alone."""
        if not (self.facts or self.judgement):
            raise ValueError("name its facts, or say judgement: true, or write the sentence alone")


class PlacedSentence(NamedTuple):
    """One sentence of an item, where it stands in it, and what it rests on.

    ``own`` says that it names this itself; else the facts are those of the item, and ``first_aid`` has none.
    """

    part: str
    text: str
    facts: tuple[str, ...]
    judgement: bool
    own: bool
    first_aid: bool


def sentences_of(item: Grounded) -> list[PlacedSentence]:
    """Every sentence of an item, in the order of its keys."""
    grounds = {ground.part: ground for ground in item.grounds}
    inherited: tuple[str, ...] = getattr(item, "evidence", ())
    return [_placed(way, text, kind, grounds, inherited) for way, text, kind in _sentences(item, ())]


def judged(item: Grounded) -> tuple[str, ...]:
    """The sentences of an item that are our own judgement, or rest on it in part."""
    return tuple(_at(item, ground.part.split(".")) for ground in item.grounds if ground.judgement)


def _at(item: object, way: Iterable[str]) -> str:
    """The sentence at this place of an item."""
    for part in way:
        if isinstance(item, tuple):
            item = item[int(part)]
        elif isinstance(item, Struct):
            kind = type(item)
            item = getattr(item, kind.__struct_fields__[kind.__struct_encode_fields__.index(part)])
    assert isinstance(item, str)  # noqa: S101  the name was made for a sentence
    return item


def is_among(text: str, sentences: Iterable[str]) -> bool:
    """Whether a text as a person read it is one of these, of which some leave {names} to be filled in."""
    return any(re.fullmatch(_filled(sentence), text) for sentence in sentences)


@cache
def _filled(sentence: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, re.split(_NAME, sentence))))


def _placed(
    way: Way, text: str, kind: type[Struct], grounds: Mapping[str, Ground], inherited: tuple[str, ...]
) -> PlacedSentence:
    part = part_of(way)
    key = next(name for name in reversed(way) if isinstance(name, str))
    first_aid = any(issubclass(kind, base) and key == name for base, name in _FIRST_AID)
    ground = grounds.get(part)
    if ground:
        return PlacedSentence(part, text, ground.facts, ground.judgement, own=True, first_aid=first_aid)
    facts = () if first_aid else inherited
    return PlacedSentence(part, text, facts, judgement=False, own=False, first_aid=first_aid)


def _sentences(record: Struct, way: Way) -> Iterator[tuple[Way, str, type[Struct]]]:
    for key, inner in sentence_keys(type(record)).items():
        value = getattr(record, _name_of(type(record), key))
        several = isinstance(value, tuple)
        for place, part in enumerate(value if several else [value]):
            here = (*way, key, place) if several else (*way, key)
            if inner is None and part:
                yield here, part, type(record)
            elif isinstance(part, Struct):
                yield from _sentences(part, here)


def part_of(way: Way) -> str:
    """The name of a place in an item, such as ``then.0.say``."""
    return ".".join(map(str, way))


@cache
def sentence_keys(kind: type[Struct]) -> Mapping[str, type[Struct] | None]:
    """The keys of a record that hold sentences: None for these, a record for a list of what has some."""
    found: dict[str, type[Struct] | None] = {}
    for field in structs.fields(kind):
        inner = _inside(field.type)
        if inner is str:
            found[field.encode_name] = None
        elif _has_sentences(inner):
            found[field.encode_name] = inner
    return found


def _has_sentences(inner: object) -> TypeGuard[type[Struct]]:
    # What has grounds of its own is read as an item of its own.
    is_part = isinstance(inner, type) and issubclass(inner, Struct) and not issubclass(inner, Grounded)
    return is_part and bool(sentence_keys(inner))


def _inside(kind: object) -> object:
    """``str`` for a sentence or a list of them, a record for one or a list of them, else None."""
    while True:
        origin, parts = get_origin(kind), get_args(kind)
        if origin is Annotated:
            if any(isinstance(meta, Meta) and (meta.extra or {}).get(SENTENCE) for meta in parts[1:]):
                return str
            kind = parts[0]
        elif parts:
            kind = next((part for part in parts if part is not type(None)), None)
        else:
            return kind if kind is not str else None


@cache
def _name_of(kind: type[Struct], key: str) -> str:
    return next(field.name for field in structs.fields(kind) if field.encode_name == key)


Read = Callable[[object, Way], WrittenSentence | None]
"""Reads a mapping at a place; None, and a note of what is wrong, where it is no sentence."""


def without_facts(
    value: dict[str, object], kind: type[Struct], read: Read
) -> tuple[dict[str, object], list[Ground]]:
    """An item as if each sentence had been written alone, and what those rest on that were not."""
    grounds: list[Ground] = []
    return _plain(value, kind, (), read, grounds), grounds


def _plain(
    value: dict[str, object], kind: type[Struct], way: Way, read: Read, grounds: list[Ground]
) -> dict[str, object]:
    changed: dict[str, object] = {}
    for key, inner in sentence_keys(kind).items():
        part = value.get(key)
        if isinstance(part, list) and any(isinstance(entry, dict) for entry in part):
            changed[key] = [
                _part(entry, inner, (*way, key, place), read, grounds) for place, entry in enumerate(part)
            ]
        elif isinstance(part, dict):
            changed[key] = _part(part, inner, (*way, key), read, grounds)
    return value | changed if changed else value


def _part(value: object, inner: type[Struct] | None, way: Way, read: Read, grounds: list[Ground]) -> object:
    if not isinstance(value, dict):
        return value
    if inner is not None:
        return _plain(value, inner, way, read, grounds)
    written = read(value, way)
    if written is None:
        return _UNREADABLE
    grounds.append(Ground(part=part_of(way), facts=written.facts, judgement=written.judgement))
    return written.text


_UNREADABLE: Final = "unreadable"
"""Stands for a sentence about which a problem was noted, so that the same is not noted twice."""
