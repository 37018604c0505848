"""Rulings held against facts: the reasons that hold, and the questions that could still add one."""

from __future__ import annotations

from collections.abc import Iterable

from skinroutine.light_typing import NamedTuple
from skinroutine.rulebook import Reason, Ruling
from skinroutine.rulebook.conditions import NOT_SURE, Condition, Facts, NotSure
from skinroutine.rulebook.doubt import holding


class Fired(NamedTuple):
    """A ruling that holds, with its weight in this case and the answers behind it.

    ``sure`` is False when only a "not sure" makes it hold, or what was left out; ``doubts`` names the
    questions without an answer that it cannot hold without, at whatever weight.
    """

    ruling: Ruling
    weight: int
    because: tuple[str, ...]
    sure: bool = True
    doubts: tuple[str, ...] = ()


class Evaluation(NamedTuple):
    """What rulings come to. ``undecided`` are those that hang on questions, with these questions."""

    fired: tuple[Fired, ...]
    undecided: tuple[tuple[Ruling, frozenset[str]], ...]

    @property
    def weight(self) -> int:
        """The strictest weight that holds; 0 when nothing does."""
        return max((fired.weight for fired in self.fired), default=0)

    @property
    def questions(self) -> frozenset[str]:
        """Every question that some ruling hangs on."""
        return frozenset().union(*(questions for _, questions in self.undecided))


def evaluate(rulings: Iterable[Ruling], facts: Facts) -> Evaluation:
    """Evaluate all rulings. None is skipped, so that every reason that holds is named."""
    fired, undecided = [], []
    best: dict[str, tuple[int, int]] = {}
    for place, ruling in enumerate(rulings):
        found = holding(ruling.when, facts, milder_if_not_sure=ruling.milder, about=ruling.doubted)
        if found.truth is None:
            undecided.append((ruling, found.open, (ruling.weight, -place)))
        if found.truth or (found.truth is None and not found.sure):
            weight = ruling.weight_of(found)
            doubts = _doubts(ruling.when, facts, found.because)
            fired.append(Fired(ruling, weight, found.because, found.sure, doubts))
            best[ruling.group] = max((weight, -place), best.get(ruling.group, (weight, -place)))
    # What its group already outdoes would not be told, but for steps of its own: first aid stays said.
    steps = {step for rule in fired for step in (*rule.ruling.do, *rule.ruling.helper)}
    worth = [
        (rule, open_)
        for rule, open_, rank in undecided
        if rank > best.get(rule.group, (-1, 0)) or not steps.issuperset((*rule.do, *rule.helper))
    ]
    return Evaluation(tuple(fired), tuple(worth))


def _doubts(when: Condition, facts: Facts, because: Iterable[str]) -> tuple[str, ...]:
    """The questions whose "not sure" a condition cannot hold without."""
    if not facts.in_doubt:
        return ()
    mark = f"={NOT_SURE}"
    unsure = tuple(pair.removesuffix(mark) for pair in because if pair.endswith(mark))
    return () if not unsure or when.weigh(facts, not_sure=False).truth else unsure


def undecided_by(conditions: Iterable[Condition], facts: Facts) -> frozenset[str]:
    """Every question that some of these conditions hang on."""
    return frozenset().union(*(holding(when, facts).open for when in conditions))


def strictest_per_group(fired: Iterable[Fired]) -> list[Fired]:
    """The strictest of each group, strictest first; the order of the rules breaks ties."""
    strictest: dict[str, Fired] = {}
    for rule in fired:
        if rule.ruling.weight and not rule.weight:
            continue
        known = strictest.get(rule.ruling.group)
        if known is None or rule.weight > known.weight:
            strictest[rule.ruling.group] = rule
    return sorted(strictest.values(), key=lambda rule: -rule.weight)


def silent_on(fired: Iterable[Fired], facts: Facts, weight: int) -> tuple[str, ...]:
    """The questions that were left out and could have made the result stricter than this weight."""
    missing = {
        name for name, answer in facts.answers.items() if isinstance(answer, NotSure) and answer.left_out
    }
    stricter = (rule.ruling.when for rule in fired if not rule.sure and rule.ruling.weight > weight)
    read = frozenset().union(*(when.reads for when in stricter))
    return tuple(name for name in facts.answers if name in missing & read)


def reason(fired: Fired) -> Reason:
    """A ruling that fired as the reason that a person is told."""
    ruling = fired.ruling
    return Reason(
        id=ruling.id,
        weight=fired.weight,
        message=ruling.say if fired.sure else ruling.say_if_not_sure or ruling.say,
        because=fired.because,
        doubts=fired.doubts,
        sources=ruling.sources,
        instead=ruling.instead,
        why=ruling.why,
        do=ruling.do,
        look_for=ruling.look_for,
        call_if=ruling.call_if,
        disagreement=ruling.disagreement,
        stricter=ruling.stricter,
        origin=ruling.origin,
    )
