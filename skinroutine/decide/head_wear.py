"""Heads held against the rules of how long they last: the limits, and why a session must not go ahead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final

from skinroutine.light_typing import NamedTuple
from skinroutine.memory.heads import CLAIMED, KIND, LENGTH, SINGLE, USED_ON, Head, fits
from skinroutine.rulebook import VERDICTS, HeadLife, Reason
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Chosen, Facts, NotSure
from skinroutine.rulebook.doubt import holding
from skinroutine.text import counted

_STRICTEST: Final = len(VERDICTS) - 1
_NOT_SURE: Final = "not_sure"


class Limits(NamedTuple):
    """How long a head lasts. ``reached`` are the rules whose limit it has come to."""

    uses: int | None
    days: int | None
    rules: tuple[HeadLife, ...]
    reached: tuple[HeadLife, ...]


def limits(head: Head, lives: Iterable[HeadLife], today: date) -> Limits:
    """The strictest limits of all rules that hold for a head.

    A "not sure" counts in favour of a rule; what nobody was asked does not.
    """
    # No guards: a head is described whole, whatever an interview would ask.
    facts = Facts(described(head), {})
    applying = tuple(life for life in lives if holding(life.when, facts).truth)
    return Limits(
        uses=min((life.uses for life in applying if life.uses is not None), default=None),
        days=min((life.days_open for life in applying if life.days_open is not None), default=None),
        rules=applying,
        reached=tuple(life for life in applying if _is_reached(life, head, today)),
    )


def described(head: Head) -> dict[str, Answer]:
    """A head as answers to the questions that describe it."""
    described = {KIND: head.kind, LENGTH: head.needle_mm, SINGLE: head.single_use, CLAIMED: head.certified}
    found: dict[str, Answer] = {}
    for name, value in described.items():
        if value == _NOT_SURE:
            found[name] = NOT_SURE
        elif isinstance(value, str | int | float):
            found[name] = value
    return found


def wear_reasons(
    heads: Iterable[Head],
    lives: Iterable[HeadLife],
    treatment: str,
    answers: Mapping[str, Answer],
    now: datetime,
) -> list[Reason]:
    """Why no session may be done with the head that these answers speak of: the newest one that fits.

    ``heads`` are those in use, the newest first. A head of another kind or length gives no reason, and
    neither does one whose length the answers have yet to tell: ``still_to_tell`` names that question.
    """
    listed = list(heads)
    if still_to_tell(listed, treatment, answers):
        return []
    head = _head_of(listed, treatment, answers)
    if head is None:
        return []
    today = now.date()
    return [_reason(head, life, today) for life in limits(head, lives, today).reached]


def with_areas(heads: Iterable[Head], treatment: str, answers: Mapping[str, Answer]) -> Mapping[str, Answer]:
    """The answers with the areas on which their head was used so far, beside those that the person names."""
    listed = list(heads)
    known = not still_to_tell(listed, treatment, answers)
    # Who has two heads can take the other one: only what was done with each of them counts.
    used = [head.used_on for head in _fitting(listed, treatment, answers)] if known else []
    typed = answers.get(USED_ON)
    areas = frozenset[str].intersection(*used) if used else frozenset[str]()
    named = typed.options if isinstance(typed, Chosen) else frozenset[str]()
    return {**answers, USED_ON: Chosen(areas | named)} if areas else answers


def still_to_tell(heads: Iterable[Head], treatment: str, answers: Mapping[str, Answer]) -> frozenset[str]:
    """The questions that decide which head it is and are not answered yet."""
    kind = answers.get(KIND)
    known = LENGTH in answers or not isinstance(kind, str)
    alike = (head for head in heads if (head.treatment, head.kind) == (treatment, kind))
    unsettled = not known and any(head.needle_mm is not None for head in alike)
    return frozenset({LENGTH}) if unsettled else frozenset()


def _head_of(heads: Iterable[Head], treatment: str, answers: Mapping[str, Answer]) -> Head | None:
    return next(iter(_fitting(heads, treatment, answers)), None)


def _fitting(heads: Iterable[Head], treatment: str, answers: Mapping[str, Answer]) -> list[Head]:
    """The heads that these answers could speak of."""
    kind, length = answers.get(KIND), answers.get(LENGTH)
    needle = length if isinstance(length, int | float) and not isinstance(length, NotSure) else None
    return [head for head in heads if fits(head, treatment, str(kind), needle)]


def _is_reached(life: HeadLife, head: Head, today: date) -> bool:
    used = life.uses is not None and head.uses >= life.uses
    return used or (life.days_open is not None and head.open_for(today) >= life.days_open)


def _reason(head: Head, life: HeadLife, today: date) -> Reason:
    by_uses = life.uses is not None and head.uses >= life.uses
    since = f"was opened {counted(head.open_for(today), 'day')} ago"
    wear = counted(head.uses, "use") if by_uses else f"opened {head.opened.isoformat()}"
    parts = (
        f"No session with {head.name}, as it {f'has had {wear}' if by_uses else since}.",
        life.why,
        life.disagreement,
    )
    return Reason(
        id=life.id,
        weight=_STRICTEST,
        message=life.say,
        because=(f"head={head.name}, {wear}",),
        sources=life.sources,
        until_words="you take a new head",
        instead="Take a new head, and note it: skinroutine device add",
        why=" ".join(part for part in parts if part),
        disagreement=life.disagreement,
        origin=life.origin,
    )
