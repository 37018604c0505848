"""Answers as they nest: dotted names, settings over a file, and no answer that hides another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from skinroutine.errors import UsageError
from skinroutine.light_typing import NamedTuple
from skinroutine.text import harmless

NOTHING: Final = frozenset({"none", "[]"})
"""The words for an empty list."""
_DEEPEST: Final = 10
"""Parts of a name; no question has as many."""
_LONGEST: Final = 60

Tree = dict[str, object]


class AnsweredTwiceError(UsageError):
    """Answers to one question that do not fit each other: whichever counted, the other would be hidden."""

    code = "bad-answers"

    def __init__(self, name: str) -> None:
        super().__init__(f"{shortened(name)} is answered twice. Keep one of the answers.")


class DoubleAnswer(NamedTuple):
    """All the answers that were typed to one question: none of them may take the place of another."""

    values: tuple[object, ...]


class TooDeepError(UsageError):
    """A name with more parts than any question has."""

    code = "bad-answers"

    def __init__(self, name: str) -> None:
        super().__init__(f"{shortened(name)}: there's no such question. Its name has too many dots.")


def shortened(text: str) -> str:
    """A text from outside as it may stand in a line: without signs that steer, and not without end."""
    shown = harmless(text[: 2 * _LONGEST])
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"


def as_tree(raw: Mapping[str, object]) -> Tree:
    """The same answers, each dotted name nested: ``days_since.peel: 9`` as ``days_since: {peel: 9}``.

    Raises AnsweredTwiceError and TooDeepError.
    """
    tree: Tree = {}
    for name, value in raw.items():
        _add(tree, _parts(str(name)), value, str(name))
    return tree


def with_settings(raw: Mapping[str, object], settings: Iterable[str], option: str = "--set") -> Tree:
    """Raw answers with ``question=value`` settings put over them. ``option`` is how they are given.

    A setting takes the place of what the file says; of two for one question both are kept, as DoubleAnswer.
    Raises UsageError.
    """
    tree: Tree = {}
    for setting in settings:
        name, equals, value = (part.strip() for part in setting.partition("="))
        if not equals or not name:
            message = (
                f"{option} {shortened(setting)}: write it as question=value, such as {option} needle_mm=0.25."
            )
            raise UsageError(message)
        _add(tree, _parts(name), value, name)
    return overlaid(as_tree(raw), tree)


def overlaid(below: Tree, above: Tree, inside: str = "") -> Tree:
    """A tree with another put over it, answer by answer. Raises AnsweredTwiceError where they do not fit."""
    whole = dict(below)
    for name, value in above.items():
        full = f"{inside}{name}"
        if isinstance(value, dict) and whole.get(name) is not None:
            whole[name] = overlaid(_branch(whole[name], full), value, f"{full}.")
        else:
            whole[name] = value
    return whole


def _parts(name: str) -> list[str]:
    parts = name.split(".", _DEEPEST)
    if len(parts) > _DEEPEST:
        raise TooDeepError(name)
    return parts


def _add(tree: Tree, path: list[str], value: object, name: str) -> None:
    """Put an answer into the tree, beside what is there and never in its place."""
    head, *rest = path
    if rest:
        inner: Tree = {}
        _add(inner, rest, value, name)
    elif isinstance(value, Mapping):
        inner = as_tree(value)
    elif head not in tree:
        tree[head] = value
        return
    elif isinstance(tree[head], Mapping):
        inner = _branch(value, name)
    else:
        there = tree[head]
        tree[head] = DoubleAnswer((*(there.values if isinstance(there, DoubleAnswer) else (there,)), value))
        return
    tree[head] = _join(_branch(tree[head], name), inner, name) if head in tree else inner


def _join(tree: Tree, other: Tree, name: str) -> Tree:
    joined = dict(tree)
    for key, value in other.items():
        there = joined.get(key, {})
        if not isinstance(value, dict) or not isinstance(there, dict):
            if key in joined:
                raise AnsweredTwiceError(name)
            joined[key] = value
        else:
            joined[key] = _join(there, value, name)
    return joined


def _branch(value: object, name: str) -> Tree:
    """What is named, as a mapping that can take details: ``[redness]`` as ``{redness: {}}``."""
    if isinstance(value, Mapping):
        return dict(value)
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise AnsweredTwiceError(name)
    names = [part.strip() for part in parts]
    return {} if len(names) == 1 and names[0] in NOTHING else {part: {} for part in names}
