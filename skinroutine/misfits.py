"""Where a plain value does not fit a type, and why: judged by the type, as a library's sentences change."""

from __future__ import annotations

from collections.abc import Callable
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec
from msgspec import structs

from skinroutine.light_typing import NamedTuple

Path = tuple[str | int, ...]
Decode = Callable[[Any, object], object]


class Misfit(NamedTuple):
    """A value that does not fit: where it is, the type it should have, and what it is.

    ``reason`` is a sentence of our own code: of a hook, or of a record that looked at itself.
    """

    path: Path
    kind: object
    value: object
    reason: str = ""

    @property
    def place(self) -> str:
        """Where it is, as people write it: ``aftercare[0].starts``."""
        parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.path)
        return "".join(parts).removeprefix(".")


class Missing(Misfit):
    """A record without a key that it needs; the path ends with the key."""


class Excess(Misfit):
    """A key that its record does not have; the path ends with the key."""


def misfit(value: object, kind: Any, decode: Decode | None = None) -> Misfit | None:  # noqa: ANN401  any type
    """The innermost place at which a value does not fit, the first one in the order of the type; or None.

    ``decode`` turns a plain value into one of our own types, as msgspec's ``dec_hook`` does.
    """
    return _inside((), value, kind, decode)


def _inside(path: Path, value: object, kind: Any, decode: Decode | None) -> Misfit | None:  # noqa: ANN401  the same
    # Each part is put to msgspec by itself: no sentence of the library has to be read.
    error = _refusal(value, kind, decode)
    if error is None:
        return None
    for found in _parts(path, value, bare(kind, value)[0], decode):
        if found is not None:
            return found
    return Misfit(path, kind, value, str(error.__cause__ or ""))


def _refusal(value: object, kind: Any, decode: Decode | None) -> msgspec.ValidationError | None:  # noqa: ANN401  the same
    try:
        msgspec.convert(value, kind, dec_hook=decode)
    except msgspec.ValidationError as error:
        return error
    return None


def _parts(path: Path, value: object, kind: Any, decode: Decode | None) -> list[Misfit | None]:  # noqa: ANN401  the same
    """What is wrong with each part of a value of many parts."""
    inner = get_args(kind)
    if isinstance(value, dict) and isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return _of_record(path, value, kind, decode)
    if isinstance(value, dict) and get_origin(kind) is dict:
        keys = [_inside((*path, key), key, inner[0], decode) for key in value]
        return [*keys, *(_inside((*path, key), part, inner[1], decode) for key, part in value.items())]
    if isinstance(value, list) and get_origin(kind) in {list, tuple, frozenset}:
        return [_inside((*path, place), part, inner[0], decode) for place, part in enumerate(value)]
    return []


def _of_record(
    path: Path, value: dict[str, object], kind: type[msgspec.Struct], decode: Decode | None
) -> list[Misfit | None]:
    fields = {info.encode_name: info for info in structs.fields(kind)}
    strict = kind.__struct_config__.forbid_unknown_fields
    return [
        *(
            Missing((*path, key), kind, value)
            for key, info in fields.items()
            if info.required and key not in value
        ),
        *(
            _inside((*path, key), value[key], info.type, decode)
            for key, info in fields.items()
            if key in value
        ),
        *(Excess((*path, key), kind, value[key]) for key in value if strict and key not in fields),
    ]


def bare(kind: Any, value: object = ...) -> tuple[Any, tuple[object, ...]]:  # noqa: ANN401  the same
    """A type without "or nothing" and without its bounds, and the bounds."""
    bounds: tuple[object, ...] = ()
    while True:
        if get_origin(kind) is Annotated:
            bounds, kind = (*bounds, *kind.__metadata__), get_args(kind)[0]
        elif get_origin(kind) in {Union, UnionType} and value is not None:
            kinds = [part for part in get_args(kind) if part is not NoneType]
            fitting = kinds if len(kinds) == 1 else [part for part in kinds if is_of(value, part)]
            kind = (fitting or kinds)[0]
        else:
            return kind, bounds


def is_of(value: object, kind: Any) -> bool:  # noqa: ANN401  the same
    """Whether a plain value is of a type, whatever is in it: a whole number is a number, true is none."""
    expected = get_origin(kind) or kind
    if expected in {tuple, frozenset}:
        expected = list
    if isinstance(value, bool):
        return expected is bool
    return isinstance(expected, type) and isinstance(value, (int, float) if expected is float else expected)
