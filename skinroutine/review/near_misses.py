"""When a case just misses a rule.

All conditions of the rule but one hold for sure, and that one is false although it could have been true:
its question was answered, and otherwise. Where the one is a list of alternatives, all of them are false and
at least one of them just so. So a rule with a single condition is not missed by everybody whom it does not
concern, but by those who named something else, gave the other answer, or a number beyond the bound.
"""

from __future__ import annotations

from skinroutine.conditions import AnyOf, Chosen, Condition, Every, Facts, Leaf, Not, NotSure
from skinroutine.review.checks.likeness import conjuncts


def just_misses(condition: Condition, facts: Facts) -> bool:
    """Whether these answers are a near miss of a rule with this condition."""
    false = []
    for part in conjuncts(condition):
        if not part.weigh(facts, not_sure=False).truth:
            false.append(part)
            if len(false) > 1:
                return False
    return bool(false) and _just_false(false[0], facts)


def _just_false(part: Condition, facts: Facts) -> bool:
    if part.weigh(facts, not_sure=True).truth is not False:
        return False
    if isinstance(part, Leaf):
        return _answered_otherwise(part, facts)
    if isinstance(part, AnyOf):
        return any(just_misses(one, facts) for one in part.parts())
    if isinstance(part, Every):
        return just_misses(part, facts)
    assert isinstance(part, Not)  # noqa: S101  there are three kinds of joint
    return part.parts()[0].weigh(facts, not_sure=False).truth is True


def _answered_otherwise(leaf: Leaf, facts: Facts) -> bool:
    answer = facts.answers.get(leaf.question)
    if answer is None or isinstance(answer, NotSure):
        return False
    return bool(answer.options) if isinstance(answer, Chosen) else True
