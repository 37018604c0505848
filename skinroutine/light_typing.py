"""What the program needs of ``typing`` while it runs, made here in a tenth of the time.

A command makes sixty classes of named tuples before it answers, and ``typing`` compiles each annotation and
each constructor with them. Here an annotation stays a text, and a constructor is compiled for those few
classes that have many tuples.
To load ``typing`` itself takes a tenth of what ``due`` takes in all. So what ``due`` and ``status`` load
takes all of it from here, and imports what stands in annotations alone behind a ``TYPE_CHECKING = False`` of
its own (https://peps.python.org/pep-0781/).
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    # This is how they are known to be for others.
    from typing import Any
    from typing import Generic as Generic  # noqa: PLC0414
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414
    from typing import Protocol as Protocol  # noqa: PLC0414
    from typing import TypeVar as TypeVar  # noqa: PLC0414
    from typing import cast as cast  # noqa: PLC0414
    from typing import dataclass_transform as dataclass_transform  # noqa: PLC0414
else:
    from _collections import _tuplegetter  # what `collections` makes its fields with

    _new = tuple.__new__
    _EARLY = (True,) * 50
    """So many tuples of a class take as long to make as what makes the next ones."""

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
            return super().__new__(mcs, name, bases, {**members, **getters, **own, "_early": iter(_EARLY)})

    def _constructor(fields: tuple[str, ...], default: dict[str, Any]) -> Any:  # noqa: ANN401  a `__new__`
        """What makes tuples of these fields, in an eighth of the time that the first ones take."""
        taken = ", ".join(f"{name}=_default['{name}']" if name in default else name for name in fields)
        given = "".join(f"{name}, " for name in fields)
        # As `collections` makes it: a name of a field can be nothing but a name.
        return eval(f"lambda _cls, {taken}: _new(_cls, ({given}))", {"_new": _new, "_default": default})  # noqa: S307

    class NamedTuple(tuple, metaclass=_Made):
        """What a class of tuples with named fields is made from."""

        _fields = ()
        __slots__ = ()

        def __new__(cls, *values: object, **named: object) -> Any:  # noqa: ANN401  one of that class
            """One of the first tuples of a class: few classes have more of them than it pays for."""
            if next(cls._early, False):
                fields = cls._fields
                if not named and len(values) == len(fields):
                    return _new(cls, values)
                rest = fields[len(values) :]
                given = {**cls._field_defaults, **named}
                whole = (*values, *map(given.get, rest))
                if given.keys() >= {*rest} >= named.keys() and len(whole) == len(fields):
                    return _new(cls, whole)
            cls.__new__ = _constructor(cls._fields, cls._field_defaults)
            return cls(*values, **named)

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def _replace(self, **changes: object) -> Any:  # noqa: ANN401  one of the same class
            made = tuple.__new__(type(self), map(changes.pop, self._fields, self))
            return type(self)(**changes) if changes else made  # which says what is no field

        def __getnewargs__(self) -> tuple[Any, ...]:
            """What a copy is made from."""
            return tuple(self)

        def __repr__(self) -> str:
            """The class and the fields, as they would be written."""
            fields = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
            return f"{type(self).__name__}({fields})"

    class Generic:
        """What a class is made from that is given types in [ ]."""

        def __class_getitem__(cls, _: object) -> type:
            return cls

    class Protocol(Generic):
        """What a class is made from that says what others have."""

    def TypeVar(name: str, **_: object) -> str:  # noqa: N802  as it is called there
        """A name for a type."""
        return name

    def cast(_: object, value: object) -> object:
        """The value, which a type checker takes for one of another type."""
        return value

    def dataclass_transform(**_: object) -> Any:  # noqa: ANN401  a decorator of any class
        """Marks a class whose constructor takes its annotated fields."""
        return lambda kind: kind
