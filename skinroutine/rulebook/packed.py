"""Records of rules as plain values and back: what a file of rules came to, for the next run.

A value that is no plain one is a list: the number of its form, then its parts. Each record has the form of
its class and of the fields that are set; the fields that are not have their defaults. A form also says which
parts are such lists again, so that the others are taken as they are.
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

Forms = list[tuple[str, list[str], list[str]]]
"""The class of each form, the fields that it gives, and those of them that are lists."""
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
_CONTAINERS: Final[Mapping[str, Callable[[list[Any]], object]]] = {
    "tuple": tuple, "list": list, "frozenset": frozenset,
    "dict": lambda parts: dict(zip(parts[::2], parts[1::2], strict=True)),
}  # fmt: skip
_ANY: Final = "*"
"""Stands for the parts of a container, which have no names."""


def pack(records: Sequence[Struct]) -> tuple[Forms, list[object]]:
    """Records as plain values. Raises TypeError for a value that has no form here."""
    packing = _Packing()
    return packing.forms, [packing.node(record) for record in records]


class _Packing:
    def __init__(self) -> None:
        self.forms: Forms = []

    def node(self, value: object) -> object:
        if type(value) in _PLAIN:
            return value
        kind = type(value).__name__
        if isinstance(value, dict):
            return self._container(kind, [self.node(each) for pair in value.items() for each in pair])
        if isinstance(value, tuple | list | frozenset):
            ordered = sorted(value) if isinstance(value, frozenset) else value
            return self._container(kind, list(map(self.node, ordered)))
        parts = {name: self.node(part) for name, part in _parts(value).items()}
        nested = [name for name, part in parts.items() if type(part) is list]
        return [self._form(kind, list(parts), nested), *parts.values()]

    def _container(self, kind: str, parts: list[object]) -> list[object]:
        nested = [_ANY] if any(type(part) is list for part in parts) else []
        return [self._form(kind, [], nested), *parts]

    def _form(self, kind: str, names: list[str], nested: list[str]) -> int:
        form = (kind, names, nested)
        if form not in self.forms:
            if kind not in _CONTAINERS and kind not in _classes():
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
    builds += [
        _container(kind, nested, builds) if kind in _CONTAINERS else _constructor(kind, names, nested, builds)
        for kind, names, nested in forms
    ]
    return tuple(builds[node[0]](node) for node in nodes)


def _container(kind: str, nested: Sequence[str], builds: list[Build]) -> Build:
    make = _CONTAINERS[kind]
    if not nested:
        return lambda node: make(node[1:])
    return lambda node: make([builds[part[0]](part) if type(part) is list else part for part in node[1:]])


def _constructor(kind: str, names: Sequence[str], nested: Sequence[str], builds: list[Build]) -> Build:
    make = _classes()[kind]

    def made(node: list[Any]) -> object:
        parts = dict(zip(names, node[1:], strict=True))
        for name in nested:
            part = parts[name]
            parts[name] = builds[part[0]](part)
        return make(**parts)

    return made


@cache
def _classes() -> dict[str, type]:
    found = [kind for room in _ROOMS for kind in vars(room).values() if isinstance(kind, type)]
    return {kind.__name__: kind for kind in (*_OTHERS, *found) if kind in _OTHERS or issubclass(kind, Struct)}
