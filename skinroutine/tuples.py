"""Named tuples whose classes are made in a tenth of the time that those of ``typing`` take.

A command makes sixty such classes before it answers, and ``typing`` compiles each annotation and each
constructor with them. Here an annotation stays a text, and a constructor is made with the first tuple.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414  this is how it is known to be for others
else:
    from _collections import _tuplegetter  # what `collections` makes its fields with
    from collections import namedtuple

    class _Made(type):
        """Makes the fields of the annotations of a class."""

        def __new__(mcs, name: str, bases: tuple[type, ...], members: dict[str, Any]) -> type:
            """A class with the fields that are annotated in it; one made from such a class has its fields."""
            if bases == (tuple,) or any(getattr(base, "_fields", ()) for base in bases):
                return super().__new__(mcs, name, bases, members)
            fields = tuple(members.get("__annotations__", ()))
            defaults = {field: members.pop(field) for field in fields if field in members}
            getters = {field: _tuplegetter(place, "") for place, field in enumerate(fields)}
            own = {"_fields": fields, "_field_defaults": defaults, "__match_args__": fields, "__slots__": ()}
            return super().__new__(mcs, name, bases, {**members, **getters, **own})

    class NamedTuple(tuple, metaclass=_Made):
        """What a class of tuples with named fields is made from."""

        _fields = ()
        __slots__ = ()

        def __new__(cls, *values: object, **named: object) -> Any:  # noqa: ANN401  one of that class
            """The first tuple of a class: what makes the next ones is made with it."""
            made = namedtuple(cls.__name__, cls._fields, defaults=cls._field_defaults.values())  # noqa: PYI024
            cls.__new__ = made.__new__
            return cls(*values, **named)

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def _replace(self, **changes: object) -> Any:  # noqa: ANN401  one of the same class
            return type(self)(**{**self._asdict(), **changes})

        def __getnewargs__(self) -> tuple[Any, ...]:
            """What a copy is made from."""
            return tuple(self)

        def __repr__(self) -> str:
            """The class and the fields, as they would be written."""
            fields = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
            return f"{type(self).__name__}({fields})"
