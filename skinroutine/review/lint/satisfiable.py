"""Whether conditions can hold together: decided by search over what each question can be answered.

A state keeps, for each question that was read so far, the answers that are still possible. The search
takes the conditions apart, one alternative at a time, until every part is met or none can be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import AnyOf, Condition, Every, Leaf, Not, Picked, Within, YesNo

MOST_STEPS: Final = 5_000
"""Where the search has found nothing by then, the conditions count as possible: a check may not hang."""


class NumberRange(NamedTuple):
    """The numbers that are still possible; ``open_low`` and ``open_high`` leave out the end itself."""

    low: float
    high: float
    open_low: bool = False
    open_high: bool = False

    @property
    def empty(self) -> bool:
        """Whether no number is left."""
        return self.low > self.high or (self.low == self.high and (self.open_low or self.open_high))

    @property
    def words(self) -> str:
        """``from 7 to under 14``, or the only number that is left."""
        if self.low == self.high:
            return f"{self.low:g}"
        begin, end = "over" if self.open_low else "from", "to under" if self.open_high else "to"
        return f"{begin} {self.low:g} {end} {self.high:g}"

    def both(self, other: NumberRange) -> NumberRange:
        """The numbers that are in another range too."""
        low, open_low = max((self.low, self.open_low), (other.low, other.open_low))
        high, closed = min((self.high, not self.open_high), (other.high, not other.open_high))
        return NumberRange(low, high, open_low, not closed)

    def met(self, leaf: Within) -> NumberRange:
        """What all bounds of a condition leave of this."""
        left = self
        for name, bound in leaf.bounds.items():
            left = left.within(name, bound)
        return left

    def within(self, name: str, bound: float) -> NumberRange:
        """What a bound (under, over, at_least, at_most) leaves of this."""
        if name in {"under", "at_most"}:
            open_end = name == "under"
            if (bound, not open_end) < (self.high, not self.open_high):
                return self._replace(high=bound, open_high=open_end)
            return self
        open_end = name == "over"
        if (bound, open_end) > (self.low, self.open_low):
            return self._replace(low=bound, open_low=open_end)
        return self


class OptionsLeft(NamedTuple):
    """The options of a question of kind many that are chosen for certain, and those that are not."""

    chosen: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()


Room = NumberRange | OptionsLeft | frozenset[object]
State = Mapping[str, Room]
Goal = tuple[Condition, bool]
Goals = tuple[Goal, "Goals"] | None
Ask = Callable[[str], Question | None]
_OPPOSITE: Final = {"under": "at_least", "at_least": "under", "over": "at_most", "at_most": "over"}


def can_hold(conditions: Iterable[Condition], ask: Ask, *, unsure: bool = False) -> bool:
    """Whether some answers make all of these conditions hold.

    ``ask`` gives a question by name. ``unsure`` lets a "not sure" count, as it does for a step: it makes
    everything hold that turns on the question. Where a question hangs on another, that one's "not sure" may
    count on both sides: such conditions are then called possible, as a check shall not warn of what can be.
    """
    goals: Goals = None
    for condition in conditions:
        goals = ((condition, True), goals)
    search = _Search(ask, unsure=unsure)
    # A stack, not recursion: the search is given up after so many steps, wherever it is.
    waiting: list[tuple[Goals, State]] = [(goals, {})]
    for _ in range(MOST_STEPS):
        if not waiting:
            return False
        goals, state = waiting.pop()
        if goals is None:
            return True
        waiting.extend(search.after(goals[0], goals[1], state))
    return True


class _Search:
    def __init__(self, ask: Ask, *, unsure: bool) -> None:
        self.ask = ask
        self.unsure = unsure

    def after(self, goal: Goal, rest: Goals, state: State) -> Iterator[tuple[Goals, State]]:
        """What is left to do after one goal, in each of the ways to meet it."""
        condition, wanted = goal
        if isinstance(condition, Leaf):
            yield from self._leaf(condition, rest, state, wanted=wanted)
        elif isinstance(condition, Not):
            yield ((condition.parts()[0], not wanted), rest), state
        elif isinstance(condition, Every if wanted else AnyOf):
            # The goal that is put on last is met first.
            for part in sorted(condition.parts(), key=_alternatives, reverse=True):
                rest = ((part, wanted), rest)
            yield rest, state
        else:
            for part in condition.parts():
                yield ((part, wanted), rest), state

    def _leaf(self, leaf: Leaf, rest: Goals, state: State, *, wanted: bool) -> Iterator[tuple[Goals, State]]:
        question = self.ask(leaf.question)
        if question is None:
            return
        guard = question.when if question.when.parts() else None
        if guard is not None and not wanted:
            yield ((guard, False), rest), state
        left: Goals = ((guard, True), rest) if guard is not None else rest
        if self.unsure and question.not_sure:
            yield left, state
            return
        room = state[question.id] if question.id in state else _room(question)
        for narrower in _narrow(leaf, question, room, wanted=wanted):
            yield left, {**state, question.id: narrower}


def _alternatives(condition: Condition) -> int:
    # A rough count of the ways to meet a condition: the fewest are tried first, so that dead ends show.
    return len(condition.options) if isinstance(condition, Picked) else len(condition.parts())


def _room(question: Question) -> Room:
    if question.kind == "number":
        return NumberRange(question.least, question.most)
    if question.kind == "many":
        return OptionsLeft()
    return frozenset({True, False}) if question.kind == "yes_no" else frozenset(question.options)


def _narrow(leaf: Leaf, question: Question, room: Room, *, wanted: bool) -> Iterator[Room]:
    """The answers that are left when the leaf is to hold, or is not to."""
    if isinstance(leaf, Within) and isinstance(room, NumberRange):
        yield from _numbers(leaf, room, wanted=wanted)
    elif isinstance(leaf, Picked) and isinstance(room, OptionsLeft):
        yield from _several(leaf.options & frozenset(question.options), room, wanted=wanted)
    elif isinstance(leaf, Picked | YesNo) and isinstance(room, frozenset):
        named = leaf.options if isinstance(leaf, Picked) else frozenset({leaf.yes})
        left = room & named if wanted else room - named
        if left:
            yield left


def _numbers(leaf: Within, room: NumberRange, *, wanted: bool) -> Iterator[Room]:
    opposite = (room.within(_OPPOSITE[name], bound) for name, bound in leaf.bounds.items())
    yield from (span for span in ([room.met(leaf)] if wanted else opposite) if not span.empty)


def _several(named: frozenset[str], room: OptionsLeft, *, wanted: bool) -> Iterator[Room]:
    if not wanted:
        if not named & room.chosen:
            yield room._replace(left=room.left | named)
    elif named & room.chosen:
        yield room
    else:
        for option in sorted(named - room.left):
            yield room._replace(chosen=room.chosen | {option})


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
    if isinstance(leaf, YesNo):
        return (leaf.question, "said", leaf.yes)
    assert isinstance(leaf, Within)  # noqa: S101  there are three kinds of leaf
    return (leaf.question, "within", frozenset(leaf.bounds.items()))
