"""Plain values to records: every field is checked, and every problem is told with its line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Final, Literal, TypeVar, get_args, get_origin

import msgspec
from msgspec import structs

from skinroutine.misfits import Misfit, bare, is_of, misfit
from skinroutine.rulebook import Span, Until, whens
from skinroutine.rulebook.basis import Ground, Grounded
from skinroutine.rulebook.conditions import Condition
from skinroutine.rulebook.document import Document, Path
from skinroutine.rulebook.grounds import WrittenSentence, without_facts
from skinroutine.rulebook.problems import FileProblemsError, Problem
from skinroutine.rulebook.slips import nearest

T = TypeVar("T", bound=msgspec.Struct)
_HOOKS: Final[Mapping[object, Callable[[object], object]]] = {
    Condition: whens.condition,
    Span: whens.span,
    Until: whens.until,
}
_OURS: Final = frozenset({"origin", "grounds", "screens", "option", "shown_in", "of_no_concern"})
"""The fields that no file may set."""
_KINDS: Final[Mapping[object, str]] = {
    str: "text", int: "a whole number", float: "a number", bool: "true or false", list: "a list in [ ]",
    tuple: "a list in [ ]", frozenset: "a list in [ ]", dict: "a mapping in { }", type(None): "nothing",
}  # fmt: skip


def read_items(document: Document, kind_of: Callable[[Mapping[str, object]], type[T] | str]) -> list[T]:
    """A file that is a list of items. ``kind_of`` gives the record type of an item, or a complaint.

    Raises FileProblemsError with all problems of the file.
    """
    reader = _Reader(document)
    if document.data is None:
        return []
    if not isinstance(document.data, list):
        reader.note((), "this file must be a list of items, each starting with a dash")
        raise FileProblemsError(reader.problems)
    items = [reader.item(value, (place,), kind_of) for place, value in enumerate(document.data)]
    reader.finish()
    return [item for item in items if item is not None]


def read_one(document: Document, kind: type[T]) -> T:
    """A file that is one mapping. Raises FileProblemsError."""
    reader = _Reader(document)
    made = reader.record(document.data, (), kind)
    reader.finish()
    assert made is not None  # noqa: S101  a record without problems was made
    return made


class _Reader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []

    def note(self, path: Path, message: str) -> None:
        key = ".".join(str(part) for part in path if isinstance(part, str))
        self.problems.append(Problem(self.document.file, self.document.line(path), key, message))

    def finish(self) -> None:
        if self.problems:
            raise FileProblemsError(self.problems)

    def item(
        self, value: object, path: Path, kind_of: Callable[[Mapping[str, object]], type[T] | str]
    ) -> T | None:
        if not isinstance(value, dict):
            self.note(path, "each item is a mapping of keys and values")
            return None
        kind = kind_of(value)
        if isinstance(kind, str):
            self.note(path, kind)
            return None
        return self.record(value, path, kind)

    def record(self, value: object, path: Path, kind: type[T]) -> T | None:
        if not isinstance(value, dict):
            self.note(path, "write a mapping of keys and values here")
            return None
        whole = _at_once(value, kind)
        if whole is not None:  # so each of its sentences is written alone
            return whole
        before = len(self.problems)
        plain, grounds = self.plain(value, path, kind)
        whole = _at_once(plain, kind) if grounds else None
        if whole is not None:
            return structs.replace(whole, grounds=grounds)
        return self.by_key(plain, path, kind, grounds, before)

    def plain(
        self, value: dict[str, object], path: Path, kind: type[T]
    ) -> tuple[dict[str, object], tuple[Ground, ...]]:
        """The item with its sentences as words alone, and what they rest on by themselves."""
        if not issubclass(kind, Grounded):
            return value, ()

        def read(written: object, way: Path) -> WrittenSentence | None:
            return self.record(written, (*path, *way), WrittenSentence)

        plain, grounds = without_facts(value, kind, read)
        return plain, tuple(grounds)

    def by_key(
        self, value: dict[str, object], path: Path, kind: type[T], grounds: tuple[Ground, ...], before: int
    ) -> T | None:
        """The record, key by key, so that each problem is noted where it is; None where there is one."""
        fields = _fields(kind)
        for key in value:
            if key not in fields:
                self.note((*path, key), f"nothing reads this key{nearest(key, fields)}")
        made = {
            info.name: self.value(value[key], (*path, key), info.type)
            for key, info in fields.items()
            if key in value
        }
        for key, info in fields.items():
            if info.required and key not in value:
                self.note(path, f"the key {key!r} is missing")
        if len(self.problems) > before:
            return None
        try:
            return kind(**made, **({"grounds": grounds} if grounds else {}))
        except ValueError as error:  # the record itself refuses keys that do not go together
            self.note(path, str(error))
            return None

    def value(self, value: object, path: Path, kind: object) -> object:
        inner = _struct_inside(kind)
        if inner is not None and isinstance(value, list):
            return tuple(self.record(item, (*path, place), inner) for place, item in enumerate(value))
        try:
            return msgspec.convert(value, kind, dec_hook=_decode)
        except msgspec.ValidationError:
            found = misfit(value, kind, _decode)
            assert found is not None  # noqa: S101  what cannot be converted does not fit
            self.note(path, _words(found))
            return None


@cache
def _fields(kind: type[msgspec.Struct]) -> dict[str, structs.FieldInfo]:
    """The keys that a record is written with."""
    return {info.encode_name: info for info in structs.fields(kind) if info.name not in _OURS}


def _at_once(value: dict[str, object], kind: type[T]) -> T | None:
    # The record, where nothing is wrong with it: finding what is wrong, key by key, takes far longer.
    if not _OURS.isdisjoint(value):
        return None
    for part in value.values():
        if isinstance(part, list) and dict in map(type, part):  # records, each with keys of its own
            return None
    try:
        return msgspec.convert(value, kind, dec_hook=_decode)
    except msgspec.ValidationError:
        return None


def _decode(kind: object, value: object) -> object:
    return _HOOKS[kind](value) if kind in _HOOKS else value


@cache
def _struct_inside(kind: object) -> type[msgspec.Struct] | None:
    """The record type X of a field that is tuple[X, ...], if it is one."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    inner = next(iter(get_args(kind)), None)
    is_record = get_origin(kind) is tuple and isinstance(inner, type) and issubclass(inner, msgspec.Struct)
    return inner if is_record else None


def _words(found: Misfit) -> str:
    """What to write instead of a value that does not fit its field."""
    if found.reason:
        return found.reason
    kind, bounds = bare(found.kind)
    if get_origin(kind) is Literal:
        options = get_args(kind)
        shown = found.value if isinstance(found.value, str) else str(found.value).lower()
        return f"found {shown!r}; write one of {', '.join(map(str, options))}{nearest(shown, options)}"
    if is_of(found.value, kind):
        return _beyond(found.value, bounds)
    record = isinstance(kind, type) and issubclass(kind, msgspec.Struct)
    expected = _KINDS.get(dict if record else get_origin(kind) or kind, "something else")
    return f"write {expected}, not {_KINDS.get(type(found.value), 'this')}"


def _beyond(value: object, bounds: tuple[object, ...]) -> str:
    """What is wrong with a value of the right type: it is outside its bounds."""
    if not value and not isinstance(value, int | float):
        return "this must not be empty"
    for meta in bounds:
        if isinstance(meta, msgspec.Meta) and isinstance(value, int | float):
            if meta.ge is not None and value < meta.ge:
                return f"found {value}; write a number from {meta.ge:g}"
            if meta.gt is not None and value <= meta.gt:
                return f"found {value}; write a number over {meta.gt:g}"
            if meta.le is not None and value > meta.le:
                return f"found {value}; write a number up to {meta.le:g}"
    return f"found {value!r}; this cannot be used here"
