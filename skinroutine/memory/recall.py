"""What may still be trusted of what a person said, and what has to be confirmed first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from skinroutine.history.fields import LONG_AGO
from skinroutine.interview.answers import plain
from skinroutine.light_typing import NamedTuple
from skinroutine.memory.facts import AREAS, Fact, parent_of, span_of
from skinroutine.memory.growth import grow
from skinroutine.memory.named import Memory
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import ALWAYS, Answer, Chosen, Condition, Not, Picked
from skinroutine.text import days_ago

TYPE_CHECKING = False
if TYPE_CHECKING:
    from skinroutine.interview.reconfirm import Recalled

NOTHING_NAMED: Final = Memory({}, (), LONG_AGO)


class Recollection(NamedTuple):
    """What the profile knows: what may be trusted now, what must be confirmed first, what cannot be read.

    ``memory`` is what counts whatever is typed.
    """

    known: dict[str, Answer]
    stale: dict[str, Recalled]
    memory: Memory = NOTHING_NAMED
    unread: tuple[Question, ...] = ()


def recollect(
    found: Mapping[str, Fact],
    questions: Iterable[Question],
    now: datetime,
    *,
    all_at_once: bool = False,
    asking: bool = False,
) -> Recollection:
    """What of these facts may be trusted now, and what has to be confirmed.

    With ``asking`` there is somebody to ask: what a list left out and what has a question of its own is open.

    ``all_at_once`` has a person confirm the others too, where some that is always asked is on that list
    anyway: one screen then shows all that is remembered.
    """
    listed = {question.id: question for question in questions}
    each_time = all_at_once and AREAS in found and AREAS in listed
    known: dict[str, Answer] = {}
    stale: dict[str, Recalled] = {}
    for name, fact in found.items():
        if name not in listed or not fact.answered_at or is_outdated(fact, found):
            continue
        fact = _with_apart_open(fact) if asking else fact  # noqa: PLW2901  the same fact, as it counts here
        trusted, expired = _trust(fact, now), _expired_names(fact, now)
        if each_time:
            trusted, expired = None, frozenset(fact.answered_at)
        if trusted is not None:
            known[name] = trusted
        if expired:
            asked = _to_confirm(fact, trusted, expired, found, now)
            follows = parent_of(listed[name]) if parent_of(listed[name]) in found else ""
            stale[name] = asked._replace(follows=follows, when=_where(fact, listed))
    return Recollection(known, stale, Memory(found, list(listed.values()), now))


def _to_confirm(
    fact: Fact, trusted: Answer | None, expired: frozenset[str], found: Mapping[str, Fact], now: datetime
) -> Recalled:
    """What a person is asked about a fact of which some options have expired."""
    from skinroutine.interview.reconfirm import Recalled  # noqa: PLC0415  where nobody is asked it is not needed
    from skinroutine.memory.fact_words import line_of  # noqa: PLC0415  the same

    oldest = min(fact.answered_at[option] for option in expired)
    line = f"{line_of(fact, expired, found, now)} ({days_ago(oldest, now)})"
    return Recalled(grow(fact, now), trusted, line)


def _with_apart_open(fact: Fact) -> Fact:
    """A fact without the no that a list said to what has a question of its own by now."""
    named = fact.answer.options if isinstance(fact.answer, Chosen) else frozenset[str]()
    asked = fact.question.apart.keys() - named
    return fact._replace(answered_at={name: on for name, on in fact.answered_at.items() if name not in asked})


def is_outdated(fact: Fact, found: Mapping[str, Fact]) -> bool:
    """Whether what it hangs on was told anew since: the device was changed, a medicine taken up again."""
    parent = found.get(parent_of(fact.question))
    if fact.question.follows and fact.about is not None:
        return parent is None or plain({"": parent.answer})[""] != fact.about
    if parent is None:
        return False
    if fact.question.follows:
        return parent.since > fact.since
    since = parent.answered_at.get(fact.question.id.rsplit(".", 1)[-1])
    return since is not None and since > fact.since


def _expired_names(fact: Fact, now: datetime) -> frozenset[str]:
    """The options whose time is up; for a fact of certain areas all of them: the skin may be another.

    What was told at a time still to come is not trusted: a clock was wrong.
    """
    return frozenset(
        option
        for option, then in fact.answered_at.items()
        if (span := span_of(fact.question, option)) is not None
        and (
            fact.passing
            or AREAS in fact.question.trusted_within
            or not timedelta(0) <= now - then < timedelta(hours=span.hours)
        )
    )


def _trust(fact: Fact, now: datetime) -> Answer | None:
    expired, whole = _expired_names(fact, now), grow(fact, now)
    if not isinstance(whole, Chosen):
        return None if expired else whole
    if expired >= fact.answered_at.keys():
        return None
    return Chosen(whole.options - expired, whole.unseen | expired)


def _where(fact: Fact, listed: Mapping[str, Question]) -> Condition:
    """Under which answers it is known: on no area but those that it was told of."""
    if AREAS not in fact.question.trusted_within or AREAS not in listed:
        return ALWAYS
    return Not(Picked(AREAS, frozenset(listed[AREAS].options) - fact.areas))
