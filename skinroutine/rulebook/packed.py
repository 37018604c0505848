"""Records of rules as plain values and back: what a file of rules came to, for the next run.

A value that is no plain one is a list: the number of its form, then its parts. Each record has the form of
its class and of the fields that are set; the fields that are not have their defaults.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from operator import attrgetter, methodcaller
from typing import Any, Final

from msgspec import Struct

from skinroutine.rulebook import basis, findings, glossary, intervals, pages, questions, regions, rules, steps
from skinroutine.rulebook.basis import Span, Until
from skinroutine.rulebook.conditions import AnyOf, Every, Not, Picked, Within, YesNo

Forms = list[tuple[str, list[str]]]
"""The class of each form, and the fields that it gives."""
Build = Callable[[list[Any]], object]

_ROOMS: Final = (basis, findings, glossary, intervals, pages, questions, regions, rules, steps)
_OTHERS: Final[Mapping[type, Mapping[str, Callable[[Any], object]]]] = {
    Every: {"parts": methodcaller("parts")},
    AnyOf: {"parts": methodcaller("parts")},
    Not: {"part": lambda found: found.parts()[0]},
    Picked: {"question": attrgetter("question"), "options": attrgetter("options")},
    YesNo: {"question": attrgetter("question"), "yes": attrgetter("yes")},
    Within: {"question": attrgetter("question"), "bounds": attrgetter("bounds")},
    Span: {"hours": attrgetter("hours"), "words": attrgetter("words")},
    Until: {"words": attrgetter("words"), "days": attrgetter("days"), "after": attrgetter("after")},
}
"""What is no record, by what its constructor takes."""
_PLAIN: Final = (str, bool, int, float, type(None))
_CONTAINERS: Final = ("tuple", "list", "frozenset", "dict")


def pack(records: Sequence[Struct]) -> tuple[Forms, list[object]]:
    """Records as plain values. Raises TypeError for a value that has no form here."""
    packing = _Packing()
    return packing.forms, [packing.node(record) for record in records]


class _Packing:
    def __init__(self) -> None:
        self.forms: Forms = [(name, []) for name in _CONTAINERS]

    def node(self, value: object) -> object:
        if type(value) in _PLAIN:
            return value
        kind = type(value).__name__
        if isinstance(value, dict):
            return [self._form(kind, []), *(self.node(each) for pair in value.items() for each in pair)]
        if isinstance(value, tuple | list | frozenset):
            ordered = sorted(value) if isinstance(value, frozenset) else value
            return [self._form(kind, []), *map(self.node, ordered)]
        parts = _parts(value)
        return [self._form(kind, list(parts)), *map(self.node, parts.values())]

    def _form(self, kind: str, names: list[str]) -> int:
        form = (kind, names)
        if form not in self.forms:
            if kind not in _classes():
                message = f"{kind} has no form"
                raise TypeError(message)
            self.forms.append(form)
        return self.forms.index(form)


def _parts(value: object) -> dict[str, object]:
    if not isinstance(value, Struct):
        return {name: part(value) for name, part in _OTHERS.get(type(value), {}).items()}
    fields = type(value).__struct_fields__
    defaults = type(value).__struct_defaults__
    given = dict(zip(reversed(fields), reversed(defaults), strict=False))
    parts = {name: getattr(value, name) for name in fields}
    return {
        name: part
        for name, part in parts.items()
        if name not in given or not (part is given[name] or part == {})
    }


def unpack(forms: Forms, nodes: Sequence[list[Any]]) -> tuple[Any, ...]:
    """The records that were packed."""
    builds: list[Build] = []

    def build(node: list[Any]) -> object:
        return builds[node[0]](node)

    builds += [_container(name, build) for name in _CONTAINERS]
    builds += [_constructor(_classes()[kind], names, build) for kind, names in forms[len(_CONTAINERS) :]]
    return tuple(map(build, nodes))


def _container(name: str, build: Build) -> Build:
    makes: Mapping[str, Build] = {
        "tuple": tuple, "list": list, "frozenset": frozenset,
        "dict": lambda parts: dict(zip(parts[::2], parts[1::2], strict=True)),
    }  # fmt: skip
    make = makes[name]
    return lambda node: make([build(part) if type(part) is list else part for part in node[1:]])


def _constructor(kind: type, names: list[str], build: Build) -> Build:
    def made(node: list[Any]) -> object:
        parts = [build(part) if type(part) is list else part for part in node[1:]]
        return kind(**dict(zip(names, parts, strict=True)))

    return made


@cache
def _classes() -> dict[str, type]:
    found = [kind for room in _ROOMS for kind in vars(room).values() if isinstance(kind, type)]
    return {kind.__name__: kind for kind in (*_OTHERS, *found) if kind in _OTHERS or issubclass(kind, Struct)}
