"""Rulings held against facts: the reasons that hold, and the questions that could still add one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from skinroutine.conditions import Facts, holding
from skinroutine.model import Reason, Ruling


class Held(NamedTuple):
    """A ruling that holds, with its weight in this case and the answers behind it."""

    ruling: Ruling
    weight: int
    because: tuple[str, ...]


class Weighed(NamedTuple):
    """What rulings come to. ``open`` are those that hang on questions, with these questions."""

    held: tuple[Held, ...]
    open: tuple[tuple[Ruling, frozenset[str]], ...]

    @property
    def weight(self) -> int:
        """The strictest weight that holds; 0 when nothing does."""
        return max((held.weight for held in self.held), default=0)

    @property
    def questions(self) -> frozenset[str]:
        """Every question that some ruling hangs on."""
        return frozenset().union(*(questions for _, questions in self.open))


def weigh(rulings: Iterable[Ruling], facts: Facts) -> Weighed:
    """Weigh all rulings. None is skipped, so that every reason that holds is named."""
    held, hanging = [], []
    best: dict[str, tuple[int, int]] = {}
    for place, ruling in enumerate(rulings):
        milder = ruling.weight_if_not_sure
        found = holding(ruling.when, facts, milder_if_not_sure=milder is not None, about=ruling.doubted)
        if found.truth is None:
            hanging.append((ruling, found.open, (ruling.weight, -place)))
        if found.truth or (found.truth is None and not found.sure):
            weight = ruling.weight if found.sure or milder is None else milder
            held.append(Held(ruling, weight, found.because))
            best[ruling.group] = max((weight, -place), best.get(ruling.group, (weight, -place)))
    # What its group already outdoes would not be told, so that nothing hangs on it.
    worth = [(one, open_) for one, open_, rank in hanging if rank > best.get(one.group, (-1, 0))]
    return Weighed(tuple(held), tuple(worth))


def told(held: Iterable[Held]) -> list[Held]:
    """The strictest of each group, strictest first; the order of the rules breaks ties."""
    strictest: dict[str, Held] = {}
    for one in held:
        if one.ruling.weight and not one.weight:
            continue
        known = strictest.get(one.ruling.group)
        if known is None or one.weight > known.weight:
            strictest[one.ruling.group] = one
    return sorted(strictest.values(), key=lambda one: -one.weight)


def reason(held: Held) -> Reason:
    """A held ruling as the reason that a person is told."""
    ruling = held.ruling
    return Reason(
        id=ruling.id,
        weight=held.weight,
        message=ruling.say,
        because=held.because,
        sources=ruling.sources,
        instead=ruling.instead,
        why=ruling.why,
        do=ruling.do,
        disagreement=ruling.disagreement,
        origin=ruling.origin,
    )
