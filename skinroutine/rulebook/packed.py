"""Records of rules as plain values and back: what a file of rules came to, for the next run.

Records that are made alike stand together, as one group: those of one class that have the same fields set
are mappings of these; the fields that are not set have their defaults. A record that is part of another one
stands in a group before it, and in its place a number. So there is nothing to find out of each record by
itself. A tuple or a set, and what holds records and is none, is a group too; all other values stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, Final, NoReturn

from msgspec import Struct

from skinroutine.rulebook import basis, findings, glossary, intervals, pages, questions, regions, rules, steps
from skinroutine.rulebook.basis import Span, Until
from skinroutine.rulebook.conditions import AnyOf, Condition, Every, Not, Picked, Within, YesNo

Group = tuple[str, tuple[str, ...], list[Any]]
"""The class of some values, which of their parts are numbers of others, and what each is made from."""

_ROOMS: Final = (basis, findings, glossary, intervals, pages, questions, regions, rules, steps)
_OTHERS: Final[Mapping[type, Mapping[str, Callable[[Any], object]]]] = {
    Not: {"part": lambda found: found.parts()[0]},
    Picked: {"question": attrgetter("question"), "options": attrgetter("options")},
    YesNo: {"question": attrgetter("question"), "yes": attrgetter("yes")},
    Within: {"question": attrgetter("question"), "bounds": attrgetter("bounds")},
    Span: {"hours": attrgetter("hours"), "words": attrgetter("words")},
    Until: {"words": attrgetter("words"), "days": attrgetter("days"), "after": attrgetter("after")},
}
"""What is no record, by what its constructor takes."""
_LISTS: Final[Mapping[str, Callable[[list[Any]], object]]] = {
    "tuple": tuple, "frozenset": frozenset, "list": list, "Every": Every, "AnyOf": AnyOf,
}  # fmt: skip
"""What is made of its parts alone."""
_PLAIN: Final = (str, bool, int, float, type(None))
_AS_IT_IS: Final = "plain"
"""The class of a plain value among others that have to be made."""
_ANY: Final = "*"
"""Stands for the parts of what has no names for them."""


class _Node:
    """Something to be made: of which class, from which parts, and which of these are nodes."""

    def __init__(self, kind: str, parts: Any, below: Iterable[_Node], nested: Iterable[str] = ()) -> None:  # noqa: ANN401  any parts
        self.form = (kind, tuple(nested))
        self.parts = parts
        self.depth: int = 1 + max((node.depth for node in below), default=-1)


def pack(records: Iterable[Struct]) -> tuple[list[Group], list[int]]:
    """Records as plain values, and their numbers. Raises TypeError for a value that has no form here."""
    packing = _Packing()
    tops = [packing.node(record) for record in records]
    groups: list[Group] = []
    numbers: dict[_Node, int] = {}
    for (_, form), nodes in sorted(packing.groups.items(), key=lambda group: group[0][0]):
        groups.append((*form, [_row(node, numbers) for node in nodes]))
        numbers |= {node: number for number, node in enumerate(nodes, len(numbers))}
    return groups, [numbers[top] for top in tops]


def _row(node: _Node, numbers: Mapping[_Node, int]) -> object:
    if not node.form[1]:
        return node.parts
    if isinstance(node.parts, dict):
        return {name: _number(part, numbers) for name, part in node.parts.items()}
    return [numbers[part] for part in node.parts]


def _number(part: object, numbers: Mapping[_Node, int]) -> object:
    return numbers[part] if isinstance(part, _Node) else part


class _Packing:
    def __init__(self) -> None:
        self.groups: dict[tuple[int, tuple[str, tuple[str, ...]]], list[_Node]] = {}
        self._nodes: dict[tuple[object, str], _Node] = {}

    def node(self, value: object) -> _Node:
        """Anything as something to be made."""
        part = self._part(value)
        return part if isinstance(part, _Node) else self._one(_AS_IT_IS, part)

    def _part(self, value: object) -> object:
        """Anything as a part of something: as it is, where nothing has to be made."""
        if not _is_made(value):
            return value
        kind = type(value).__name__
        if isinstance(value, dict):
            nodes = {name: self.node(part) for name, part in value.items()}
            return self._new(kind, nodes, nodes.values(), (_ANY,))
        if isinstance(value, Every | AnyOf):
            return self._listed(kind, value.parts())
        if isinstance(value, tuple | list):
            return self._listed(kind, value)
        return self._one(kind, sorted(value)) if isinstance(value, frozenset) else self._record(value)

    def _record(self, value: object) -> _Node:
        kind = type(value).__name__
        if kind not in _classes():
            _refuse(value)
        parts = {name: self._part(part) for name, part in _parts(value).items()}
        nested = {name: part for name, part in parts.items() if isinstance(part, _Node)}
        # What compares conditions asks whether they are the same one.
        alike = (value, "") if isinstance(value, Condition) else None
        return self._one(kind, parts, nested.values(), nested, alike)

    def _listed(self, kind: str, parts: Iterable[object]) -> _Node:
        listed = list(parts)
        if not any(map(_is_made, listed)):
            return self._one(kind, listed)
        nodes = list(map(self.node, listed))
        return self._new(kind, nodes, nodes, (_ANY,))

    def _one(
        self,
        kind: str,
        parts: Any,  # noqa: ANN401  any parts
        below: Iterable[_Node] = (),
        nested: Iterable[str] = (),
        alike: tuple[object, str] | None = None,
    ) -> _Node:
        """One for all that are alike: it is kept once."""
        name = alike or (kind, repr(parts))
        if name not in self._nodes:
            self._nodes[name] = self._new(kind, parts, below, nested)
        return self._nodes[name]

    def _new(self, kind: str, parts: object, below: Iterable[_Node], nested: Iterable[str]) -> _Node:
        node = _Node(kind, parts, below, nested)
        self.groups.setdefault((node.depth, node.form), []).append(node)
        return node


def _refuse(value: object) -> NoReturn:
    message = f"{type(value).__name__} has no form"
    raise TypeError(message)


def _is_made(value: object) -> bool:
    """Whether a value, or something in it, has to be made: it is not there as what is kept is read."""
    if isinstance(value, list):
        return any(map(_is_made, value))
    if isinstance(value, dict):
        return any(map(_is_made, value.values()))
    return type(value) not in _PLAIN


def _parts(value: object) -> dict[str, object]:
    if not isinstance(value, Struct):
        return {name: part(value) for name, part in _OTHERS[type(value)].items()}
    fields = type(value).__struct_fields__
    defaults = type(value).__struct_defaults__
    given = dict(zip(reversed(fields), reversed(defaults), strict=False))
    parts = {name: getattr(value, name) for name in fields}
    return {
        name: part
        for name, part in parts.items()
        if name not in given or not (part is given[name] or part == {})
    }


def unpack(groups: Iterable[Group], numbers: Iterable[int]) -> tuple[Any, ...]:
    """The records that were packed. They are made from these very groups, which are of no more use then."""
    made: list[Any] = []
    for kind, nested, rows in groups:
        made += _made(kind, nested, rows, made)
    return tuple([made[number] for number in numbers])


def _made(kind: str, nested: Sequence[str], rows: list[Any], before: Sequence[Any]) -> Iterable[Any]:
    if kind == _AS_IT_IS:
        return rows
    if kind in _LISTS:
        build = _LISTS[kind]
        return [build([before[number] for number in row]) for row in rows] if nested else map(build, rows)
    if kind == "dict":
        return [{name: before[number] for name, number in row.items()} for row in rows]
    for name in nested:
        for row in rows:
            row[name] = before[row[name]]
    make = _classes()[kind]
    return [make(**row) for row in rows]


@cache
def _classes() -> dict[str, type]:
    found = [kind for room in _ROOMS for kind in vars(room).values() if isinstance(kind, type)]
    return {kind.__name__: kind for kind in (*_OTHERS, *found) if kind in _OTHERS or issubclass(kind, Struct)}
