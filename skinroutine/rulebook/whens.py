"""The small languages inside a rule: ``when``, ``for``, ``until``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from skinroutine.rulebook import Span, Until
from skinroutine.rulebook.conditions import BOUNDS, AnyOf, Condition, Every, Not, Picked, Within, YesNo

_SPAN: Final = re.compile(r"(\d+(?:\.\d+)?) (minute|hour|day|week)s?")
MOST_HOURS: Final = 520 * 168
"""Ten years: beyond that a date may fall off the calendar."""
_HOURS: Final = {"minute": 1 / 60, "hour": 1, "day": 24, "week": 168}


def condition(raw: object) -> Condition:
    """A ``when`` as a condition.

    Raises ValueError with what to write instead.
    """
    if not isinstance(raw, Mapping) or not raw:
        message = "write the questions that must hold, such as {skin_today: sunburn}"
        raise ValueError(message)
    return Every(_part(str(key), value) for key, value in raw.items())


def _part(key: str, value: object) -> Condition:
    if key in {"all", "any"}:
        if not isinstance(value, list) or not value:
            message = f"{key} takes a list of conditions, such as {key}: [{{age: {{under: 18}}}}, ...]"
            raise ValueError(message)
        parts = [condition(item) for item in value]
        return Every(parts) if key == "all" else AnyOf(parts)
    if key == "not":
        return Not(condition(value))
    return _leaf(key, value)


def _leaf(question: str, value: object) -> Condition:
    if isinstance(value, bool):
        return YesNo(question, yes=value)
    if isinstance(value, str):
        return Picked(question, [value])
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return Picked(question, value)
    if isinstance(value, Mapping) and value:
        return Within(question, {str(name): _bound(question, name, bound) for name, bound in value.items()})
    message = f"{question} takes an option, a list of options, true, false or bounds such as {{under: 7}}"
    raise ValueError(message)


def _bound(question: str, name: object, bound: object) -> float:
    if name not in BOUNDS:
        message = f"{question} has the bound {name!r}; write one of {', '.join(BOUNDS)}"
        raise ValueError(message)
    if isinstance(bound, bool) or not isinstance(bound, int | float):
        message = f"{question} {name} takes a number, not {bound!r}"
        raise ValueError(message)  # noqa: TRY004  the reader turns every ValueError into a problem
    return bound


def span(raw: object) -> Span:
    """``48 hours`` as a length of time. Raises ValueError."""
    found = _SPAN.fullmatch(raw) if isinstance(raw, str) else None
    if not found:
        message = f"found {raw!r}; write a number and a unit, such as 48 hours or 7 days"
        raise ValueError(message)
    hours = float(found[1]) * _HOURS[found[2]]
    if hours > MOST_HOURS:
        message = f"found {raw!r}; write at most {MOST_HOURS // 168} weeks"
        raise ValueError(message)
    return Span(hours, found[0])


def until(raw: object) -> Until:
    """Words, or ``{days: 182, after: isotretinoin}``. Raises ValueError."""
    if isinstance(raw, str) and raw:
        return Until(words=raw)
    if isinstance(raw, Mapping) and set(raw) == {"days", "after"}:
        days, after = raw["days"], raw["after"]
        fits = isinstance(days, int) and not isinstance(days, bool) and 0 < days <= MOST_HOURS // 24
        if fits and isinstance(after, str):
            return Until(days=days, after=after)
    message = "write words (it has healed) or {days: 14, after: sunburn}"
    raise ValueError(message)
