"""When two conditions say the same, however they are written."""

from __future__ import annotations

from collections.abc import Iterator

from skinroutine.conditions import AnyOf, Condition, Every, Leaf, Not, Picked, Said, Within

Key = tuple[object, ...]


def key(condition: Condition) -> Key:
    """What a condition says, the order of its parts left out: equal for two that say the same."""
    if isinstance(condition, Leaf):
        return _leaf(condition)
    if isinstance(condition, Not):
        return ("not", key(condition.parts()[0]))
    anyhow = isinstance(condition, AnyOf)
    parts = frozenset(key(part) for part in (condition.parts() if anyhow else conjuncts(condition)))
    if len(parts) == 1:
        return next(iter(parts))
    return ("any" if anyhow else "all", parts)


def conjuncts(condition: Condition) -> Iterator[Condition]:
    """The parts that must all hold."""
    if isinstance(condition, Every):
        for part in condition.parts():
            yield from conjuncts(part)
    else:
        yield condition


def _leaf(leaf: Leaf) -> Key:
    if isinstance(leaf, Picked):
        return (leaf.question, "picked", leaf.options)
    if isinstance(leaf, Said):
        return (leaf.question, "said", leaf.yes)
    assert isinstance(leaf, Within)  # noqa: S101  there are three kinds of leaf
    return (leaf.question, "within", frozenset(leaf.bounds.items()))
