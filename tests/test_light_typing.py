"""A light named tuple does what one of ``typing`` does."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any, Final
from typing import NamedTuple as Plain

import pytest

from skinroutine.light_typing import NamedTuple


class Light(NamedTuple):
    """A place."""

    name: str
    at: tuple[int, ...]
    note: str = ""
    sure: bool | None = None

    @property
    def shown(self) -> str:
        return f"{self.name}{self.note}"

    def under(self, name: str) -> Light:
        return self._replace(name=f"{name}.{self.name}")


class Heavy(Plain):
    """A place."""

    name: str
    at: tuple[int, ...]
    note: str = ""
    sure: bool | None = None

    @property
    def shown(self) -> str:
        return f"{self.name}{self.note}"

    def under(self, name: str) -> Heavy:
        return self._replace(name=f"{name}.{self.name}")


class Inner(Light):
    """What is made from such a class has its fields."""

    __slots__ = ()


def unpacked(kind: Any) -> object:
    name, *rest = kind("a", (1,), sure=True)
    return name, rest


def matched(kind: Any) -> object:
    match kind("a", (1, 2)):
        case kind(name, at):
            return name, at
    return None


USES: Final[dict[str, Callable[[Any], object]]] = {
    "by place and by name": lambda kind: tuple(kind("a", (1,), sure=True)),
    "defaults": lambda kind: tuple(kind("a", ())),
    "fields": lambda kind: (kind._fields, kind._field_defaults, kind.__match_args__),
    "a property": lambda kind: kind("a", (), "b").shown,
    "a method": lambda kind: tuple(kind("a", ()).under("b")),
    "replaced": lambda kind: tuple(kind("a", ())._replace(at=(3,), note="c")),
    "as a dict": lambda kind: kind("a", ())._asdict(),
    "equal to a tuple": lambda kind: kind("a", ()) == ("a", (), "", None),
    "in order": lambda kind: min([kind("b", ()), kind("a", ())]).name,
    "a key": lambda kind: hash(kind("a", ())) == hash(("a", (), "", None)),
    "shown": lambda kind: repr(kind("a", ())).partition("(")[2],
    "a copy": lambda kind: tuple(copy.deepcopy(kind("a", (1,)))),
    "kept": lambda kind: tuple(pickle.loads(pickle.dumps(kind("a", (1,))))),  # noqa: S301  our own
    "unpacked": unpacked,
    "matched": matched,
    "its text": lambda kind: kind.__doc__,
}
WRONG: Final[dict[str, Callable[[Any], object]]] = {
    "too few": lambda kind: kind("a"),
    "too many": lambda kind: kind("a", (), "", None, 1),
    "twice": lambda kind: kind("a", (), name="b"),
    "no field": lambda kind: kind("a", (), other=1),
    "replaced by no field": lambda kind: kind("a", ())._replace(other=1),
}


@pytest.mark.parametrize("use", USES)
def test_it_is_used_as_one_of_typing_is(use: str) -> None:
    assert USES[use](Light) == USES[use](Heavy)
    assert USES[use](Light) == USES[use](Heavy)


@pytest.mark.parametrize("use", WRONG)
def test_it_is_refused_where_one_of_typing_is(use: str) -> None:
    for kind in (Light, Heavy):
        with pytest.raises((TypeError, ValueError)):
            WRONG[use](kind)


def test_a_field_cannot_be_set_and_nothing_else_can() -> None:
    made: Any = Light("a", ())
    for name in ("name", "other"):
        with pytest.raises(AttributeError):
            setattr(made, name, "b")


def test_what_is_made_from_such_a_class_has_its_fields() -> None:
    made = Inner("a", (), note="b")
    assert (made.shown, type(made), type(made._replace(name="c"))) == ("ab", Inner, Inner)


def anew(before: int) -> Any:
    """Such a class of which so many were made before."""

    class Anew(NamedTuple):
        name: str
        at: tuple[int, ...]
        note: str = ""
        sure: bool | None = None

    for _ in range(before):
        Anew("a", ())
    return Anew


MADE: Final[dict[str, Callable[[Any], object]]] = {
    "by place": lambda kind: tuple(kind("a", (1,), "b", False)),
    "by name": lambda kind: tuple(kind(sure=True, at=(1,), name="a")),
    **{name: USES[name] for name in ("by place and by name", "defaults", "replaced", "a copy", "unpacked")},
}


@pytest.mark.parametrize(("before", "compiled"), [(0, False), (200, True)], ids=["first", "after many"])
def test_the_first_of_a_class_and_those_after_many_are_made_and_refused_alike(
    before: int, compiled: bool
) -> None:
    for use in MADE.values():
        kind = anew(before)
        assert use(kind) == use(Heavy)
        assert ("__new__" in vars(kind)) == compiled
    for use in WRONG.values():
        with pytest.raises((TypeError, ValueError)):
            use(anew(before))


def test_what_is_refused_is_told_in_the_words_of_python() -> None:
    with pytest.raises(TypeError, match="unexpected keyword argument 'other'"):
        anew(0)("a", (), other=1)
