"""A condition in words, as a clinician would read it aloud."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from skinroutine.conditions import AnyOf, Condition, Every, Leaf, Not, Picked, Said, Within
from skinroutine.model import Question
from skinroutine.review.checks.likeness import conjuncts

Ask = Callable[[str], Question | None]
"""A question by name, with the labels of its options; None for a name that there is not."""
_BOUNDS: Final = {
    "under": "under",
    "over": "over",
    "at_least": "at least",
    "at_most": "at most",
}


def condition_words(condition: Condition, ask: Ask) -> str:
    """``skin today is 'Sunburn' and days since sunburn is under 14 days``; empty when it always holds."""
    return " and ".join(conjunct_words(condition, ask))


def conjunct_words(condition: Condition, ask: Ask) -> list[str]:
    """The same part by part: all of them must hold."""
    return [_words(part, ask, inside=True) for part in conjuncts(condition)]


def name_words(name: str) -> str:
    """The name of a question as words: ``days since peel``, ``trend of redness``."""
    first, *rest = [part.replace("_", " ") for part in name.split(".")]
    if len(rest) > 1:
        return f"{' '.join(rest[1:])} of {rest[0]}"
    return " ".join([first, *rest])


def _words(condition: Condition, ask: Ask, *, inside: bool) -> str:
    """``inside`` puts what has several parts in brackets."""
    if isinstance(condition, Leaf):
        return _leaf(condition, ask)
    if isinstance(condition, Not):
        return _negated(condition.parts()[0], ask)
    parts = list(conjuncts(condition)) if isinstance(condition, Every) else list(condition.parts())
    if not parts:
        return "always" if isinstance(condition, Every) else "never"
    if len(parts) == 1:
        return _words(parts[0], ask, inside=inside)
    joint = " or " if isinstance(condition, AnyOf) else " and "
    told = joint.join(_words(part, ask, inside=True) for part in parts)
    return f"({told})" if inside else told


def _negated(part: Condition, ask: Ask) -> str:
    inner = list(conjuncts(part))
    if len(inner) == 1 and isinstance(inner[0], Leaf):
        return _leaf(inner[0], ask, negated=True)
    return f"it is not so that {_words(part, ask, inside=True)}"


def _leaf(leaf: Leaf, ask: Ask, *, negated: bool = False) -> str:
    question = ask(leaf.question)
    name = name_words(leaf.question)
    if isinstance(leaf, Picked):
        verb = _verb(name, question, negated=negated)
        return f"{name} {verb} {_options(leaf.options, question)}"
    verb = "is not" if negated else "is"
    if isinstance(leaf, Said):
        return f"{name} {verb} {'yes' if leaf.yes else 'no'}"
    assert isinstance(leaf, Within)  # noqa: S101  there are three kinds of leaf
    return f"{name} {verb} {_bounds(leaf, question)}"


def _verb(name: str, question: Question | None, *, negated: bool) -> str:
    """``is`` for one answer, ``include`` for several."""
    if question is not None and question.kind == "many" and name.endswith("s"):
        return "do not include" if negated else "include"
    return "is not" if negated else "is"


def _options(options: Iterable[str], question: Question | None) -> str:
    """The labels, in the order in which they are asked."""
    labels = question.options if question else {}
    order = list(labels)
    ranked = sorted(options, key=lambda one: (order.index(one) if one in labels else len(order), one))
    told = [f"'{labels.get(one) or one.replace('_', ' ')}'" for one in ranked]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} or {told[-1]}"


def _bounds(leaf: Within, question: Question | None) -> str:
    unit = f" {question.unit}" if question and question.unit else ""
    return " and ".join(f"{_BOUNDS[name]} {bound:g}" for name, bound in leaf.bounds.items()) + unit
