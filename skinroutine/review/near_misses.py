"""When a case just misses a rule.

All conditions of the rule but one hold for sure, and that one is false although its question was answered.
Where the one is a list of alternatives, all of them are false and at least one of them just so. A rule with a
single condition is not missed by everybody whom it does not concern, but only by those who named something
else there, gave the other answer, or a number beyond the bound.
"""

from __future__ import annotations

from skinroutine.conditions import AnyOf, Chosen, Condition, Every, Facts, Leaf, Not, NotSure
from skinroutine.review.checks.likeness import conjuncts


def just_misses(condition: Condition, facts: Facts) -> bool:
    """Whether these answers are a near miss of a rule with this condition."""
    parts = list(conjuncts(condition))
    failing = [part for part in parts if not part.weigh(facts, not_sure=False).truth]
    return len(failing) == 1 and _just_false(failing[0], facts, alone=len(parts) == 1)


def _just_false(part: Condition, facts: Facts, *, alone: bool) -> bool:
    if part.weigh(facts, not_sure=True).truth is not False:
        return False
    if isinstance(part, Leaf):
        return _answered_otherwise(part, facts, alone=alone)
    if isinstance(part, AnyOf):
        return any(just_misses(one, facts) for one in part.parts())
    if isinstance(part, Every):
        return just_misses(part, facts)
    assert isinstance(part, Not)  # noqa: S101  there are three kinds of joint
    return part.parts()[0].weigh(facts, not_sure=False).truth is True


def _answered_otherwise(leaf: Leaf, facts: Facts, *, alone: bool) -> bool:
    """An empty list is an answer only where the other conditions already speak of the same person."""
    answer = facts.answers.get(leaf.question)
    if answer is None or isinstance(answer, NotSure):
        return False
    return bool(answer.options) or not alone if isinstance(answer, Chosen) else True
