"""A condition in words, as a clinician would read it aloud."""

from __future__ import annotations

from collections.abc import Iterable

from skinroutine.review.lint.satisfiable import Ask, conjuncts
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import AnyOf, Condition, Every, Leaf, Not, Picked, Within, YesNo


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
        return _negate(condition.parts()[0], ask)
    parts = list(conjuncts(condition)) if isinstance(condition, Every) else list(condition.parts())
    if not parts:
        return "always" if isinstance(condition, Every) else "never"
    if len(parts) == 1:
        return _words(parts[0], ask, inside=inside)
    joint = " or " if isinstance(condition, AnyOf) else " and "
    joined = joint.join(_words(part, ask, inside=True) for part in parts)
    return f"({joined})" if inside else joined


def _negate(part: Condition, ask: Ask) -> str:
    inner = list(conjuncts(part))
    if len(inner) == 1 and isinstance(inner[0], Leaf):
        return _leaf(inner[0], ask, negated=True)
    return f"it is not so that {_words(part, ask, inside=True)}"


def _leaf(leaf: Leaf, ask: Ask, *, negated: bool = False) -> str:
    question, name = ask(leaf.question), name_words(leaf.question)
    verb = "is not" if negated else "is"
    if isinstance(leaf, Picked):
        if question is not None and question.kind == "many" and name.endswith("s"):
            verb = "do not include" if negated else "include"
        return f"{name} {verb} {_options(leaf.options, question)}"
    if isinstance(leaf, YesNo):
        return f"{name} {verb} {'yes' if leaf.yes else 'no'}"
    assert isinstance(leaf, Within)  # noqa: S101  there are three kinds of leaf
    unit = f" {question.unit}" if question and question.unit else ""
    bounds = [f"{bound.replace('_', ' ')} {number:g}" for bound, number in leaf.bounds.items()]
    return f"{name} {verb} {' and '.join(bounds)}{unit}"


def _options(options: Iterable[str], question: Question | None) -> str:
    """The labels, in the order in which they are asked."""
    labels = question.options if question else {}
    ranks = {option: rank for rank, option in enumerate(labels)}
    ranked = sorted(options, key=lambda option: (ranks.get(option, len(ranks)), option))
    *others, last = [f"'{labels.get(option) or option.replace('_', ' ')}'" for option in ranked]
    return f"{', '.join(others)} or {last}" if others else last
