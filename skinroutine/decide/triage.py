"""Symptoms and rules to a level: the worst that holds, its reasons, and what to do in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain

from msgspec import Struct

from skinroutine.decide.evaluate import Fired, evaluate, reason, silent_on, strictest_per_group
from skinroutine.decide.skin_care import SkinCare
from skinroutine.rulebook import SYMPTOMS, LevelWords, Reason, Ruling
from skinroutine.rulebook.conditions import Chosen, Facts, Picked

WORST = 4
URGENT = 3
"""From here on care cannot wait."""


class Triage(Struct, frozen=True, kw_only=True):
    """What symptoms come to. ``check_again`` is None where care comes first."""

    level: int
    words: LevelWords
    reasons: tuple[Reason, ...]
    actions: tuple[str, ...]
    """All that is to be done, in order."""
    helper: tuple[str, ...]
    """Those of them that somebody does who is with the person."""
    meanwhile: tuple[str, ...]
    """Those of an emergency that wait until help was called: what the milder reasons ask for."""
    check_again: datetime | None
    undecided: frozenset[str]
    left_out: tuple[str, ...] = ()
    """The details that were left out and could have made it worse."""

    @property
    def call_if(self) -> tuple[str, ...]:
        """The signs to call for at once, the reasons' first; with help on its way the level's alone."""
        return self._signs([cause.call_if for cause in self.reasons], self.words.call_if)

    @property
    def check_if(self) -> tuple[str, ...]:
        """The signs to check again for at once, ordered alike."""
        return self._signs([cause.look_for for cause in self.reasons], self.words.back_if)

    @property
    def back_if(self) -> tuple[str, ...]:
        """All these signs, those to call for first."""
        return tuple(dict.fromkeys((*self.call_if, *self.check_if)))

    def _signs(self, own: Iterable[Iterable[str]], words: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*chain(*own if self.level < WORST else ()), *words)))


def triage(
    rulings: Iterable[Ruling],
    facts: Facts,
    levels: Sequence[LevelWords],
    now: datetime,
    care: Callable[[], SkinCare] = SkinCare,
) -> Triage:
    """The level for these facts. ``levels`` holds the words of each level, 0 to 4, in order.

    ``care`` gives what may touch the skin now, for the levels that say how to care for it.
    """
    found = evaluate(rulings, facts)
    reasons = tuple(reason(fired) for fired in strictest_per_group(found.fired))
    level = found.weight
    words = levels[level].where_named(anything=is_anything_named(facts.answers))
    hours = _hours_until_check(found.fired, words)
    answer = facts.answers.get(SYMPTOMS)
    named = answer.options if isinstance(answer, Chosen) else frozenset[str]()
    own, helper, meanwhile = _steps(found.fired, words, named, care)
    return Triage(
        level=level,
        words=words,
        reasons=reasons,
        actions=(*own, *helper, *meanwhile),
        helper=helper,
        meanwhile=meanwhile,
        check_again=None if hours is None else now + timedelta(hours=hours),
        undecided=found.questions if level < WORST else frozenset(),
        left_out=silent_on(found.fired, facts, level),
    )


def is_anything_named(answers: Mapping[str, object]) -> bool:
    """Whether a check names a sign, or does not say that there is none."""
    named = answers.get(SYMPTOMS)
    return bool(named.options if isinstance(named, Chosen) else named != [])


def _hours_until_check(fired: Iterable[Fired], words: LevelWords) -> float | None:
    """The soonest that any rule asks for, which is later than the level's where each sign goes slowly.

    On hold the level's counts. A rule that a "not sure" made count for nothing has a say here.
    """
    if words.check_again is None:
        return None
    own = [] if words.hold else [(rule.ruling.check_again or words.check_again).hours for rule in fired]
    return min(own, default=words.check_again.hours)


Steps = tuple[str, ...]


def _steps(
    fired: Iterable[Fired], words: LevelWords, named: frozenset[str], care: Callable[[], SkinCare]
) -> tuple[Steps, Steps, Steps]:
    """What the person does, what a helper does, and what waits until help was called.

    A strict result never hides a step of a mild one: first aid is left out only where its own rule says so.
    Where care cannot wait, getting it comes first. In an emergency what other signs need waits.
    """
    strictest = sorted(fired, key=lambda rule: -rule.weight)
    waiting = _put_off(strictest, named) if words.level == WORST else []
    urgent = [rule for rule in strictest if rule not in waiting]
    helper = dict.fromkeys(step for rule in strictest for step in rule.ruling.helper if _is_told(rule))
    own = dict.fromkeys(step for rule in urgent for step in steps_at(words.level, rule))
    milder = dict.fromkeys(step for rule in waiting for step in steps_at(words.level, rule))
    first = 1 if words.level >= URGENT else 0
    own = dict.fromkeys(step for step in own if step not in words.do)
    skin = _on_skin(words, care(), beside=bool(own)) if words.on_skin else ()
    after = words.do[first:]
    now = (*words.do[:first], *own, *after[:-1], *skin, *after[-1:])
    later = tuple(step for step in milder if step not in now)
    return now, tuple({**helper, **dict.fromkeys(words.helper)}), later


def _put_off(fired: Iterable[Fired], named: frozenset[str]) -> list[Fired]:
    """The rules of other signs than those that make it an emergency: what these need can't wait."""
    signs = [(rule, named & _signs(rule.ruling)) for rule in fired]
    acute = frozenset[str]().union(*(found for rule, found in signs if rule.weight == WORST))
    return [rule for rule, found in signs if rule.weight < WORST and not acute & found]


def _signs(ruling: Ruling) -> frozenset[str]:
    leaves = (leaf for leaf, _ in ruling.when.leaves() if leaf.question == SYMPTOMS)
    return frozenset().union(*(leaf.options for leaf in leaves if isinstance(leaf, Picked)))


def _on_skin(words: LevelWords, care: SkinCare, *, beside: bool) -> Steps:
    """How to care for the skin: as the level says, but for what the aftercare in force leaves no room for.

    Where it does so on some areas alone, the others keep what the level says.
    """
    free = [each.step for each in words.on_skin if each.subject not in care.excluded]
    limited = any(each.subject in care.limited for each in words.on_skin)
    return (*free, *care.lines(beside=beside)) if limited else tuple(free)


def steps_at(level: int, fired: Fired) -> Iterator[str]:
    """The steps of a rule at a result; none of one that a "not sure" made count for nothing."""
    if _is_told(fired):
        yield from fired.ruling.do
        yield from (below.step for below in fired.ruling.do_below if level < below.level)


def _is_told(fired: Fired) -> bool:
    return bool(fired.weight or not fired.ruling.weight)
