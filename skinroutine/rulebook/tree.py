"""What a condition reads, at the ends of its branches; found once, as a condition does not change."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skinroutine.rulebook.conditions import Condition, Leaf

Leaves = tuple[tuple["Leaf", bool], ...]


class Tree:
    """Something with parts, down to leaves of one question each."""

    def parts(self) -> tuple[Condition, ...]:
        """The conditions inside this one."""
        return ()

    def leaves(self) -> Leaves:
        """Every question that is read, and whether it stands outside any ``not``."""
        return self.kept_leaves

    @cached_property
    def kept_leaves(self) -> Leaves:
        """What ``leaves`` gives."""
        return tuple(found for part in self.parts() for found in part.leaves())

    @cached_property
    def reads(self) -> frozenset[str]:
        """The questions that are read."""
        return frozenset(leaf.question for leaf, _ in self.leaves())

    @cached_property
    def picks(self) -> dict[str, frozenset[str]]:
        """The options that are read, by question."""
        found: dict[str, frozenset[str]] = {}
        for leaf, _ in self.leaves():
            if leaf.options:
                found[leaf.question] = found.get(leaf.question, frozenset()) | leaf.options
        return found

    @cached_property
    def denied(self) -> frozenset[str]:
        """The questions that are read inside a ``not``, be it inside another one."""
        return frozenset[str]().union(*(part.denied for part in self.parts()))
