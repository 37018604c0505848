"""The limits that a session went past: what a plan would have said of it, and what to watch for after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from skinroutine.decide.holds import HOLD
from skinroutine.decide.rests import Rest
from skinroutine.decide.schedule import after
from skinroutine.history import Event, Hold
from skinroutine.history.parts import NOTHING_PASSED, Crossing, PassedLimit, SessionWatch, unsure_in
from skinroutine.light_typing import NamedTuple
from skinroutine.memory.past import SessionHistory
from skinroutine.rulebook import MILDEST_REFUSAL, VERDICTS, Reason, Watch
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Answer, Condition, Facts
from skinroutine.rulebook.doubt import holding
from skinroutine.text import date_text, uncapital

_ON_HOLD = "Sessions were paused until this was sorted out: {}"
LOOKED_BACK = 100
"""How many sessions back one may still be watched: more than fit into the longest time."""


class SessionAsDone(NamedTuple):
    """A session as it was done: the rules, all answers that are known of it, and when it was."""

    book: Book
    answers: Mapping[str, Answer]
    happened: datetime


def crossing_of(
    session: SessionAsDone, reasons: Iterable[Reason], rests: Iterable[Rest], holds: Iterable[Hold]
) -> Crossing:
    """The limits among the reasons that a plan would have had, with what to watch for after each.

    ``rests`` are the gaps that it would have counted, ``holds`` those that were in force.
    """
    day = session.happened.date()
    early: dict[str, list[str]] = {}
    for rest in rests:
        if rest.earliest > day:
            early.setdefault(rest.interval.id, []).append(rest.past.event)
    refusing = [reason for reason in reasons if reason.weight >= MILDEST_REFUSAL]
    if not refusing:
        return NOTHING_PASSED
    causes = dict(_because_of(session))
    limits = [
        PassedLimit(
            id=reason.id,
            verdict=VERDICTS[reason.weight],
            message=_message(reason, holds),
            because=list(reason.because),
            sources=list(reason.sources),
            sure=_is_sure(reason, session),
            not_before=reason.until,
            after=list(dict.fromkeys(filter(None, early.get(reason.id, ())))),
            watch=[name for name, because in causes.items() if _goes_with(because, reason)],
            unsure=_unsure(reason, session.book),
        )
        for reason in refusing
    ]
    named = {name for limit in limits for name in limit.watch}
    watches = [_times_of(watch, session.happened) for watch in session.book.watches if watch.id in named]
    return Crossing(limits, watches)


def _unsure(reason: Reason, book: Book) -> list[str]:
    """What a person was not sure of, as its questions are called; of a list its details are left out."""
    names = unsure_in(reason.because)
    asked = [question for question in book.questions(None) if question.id in names] if names else []
    return [uncapital(": ".join(filter(None, [question.option, question.called]))) for question in asked]


def _message(reason: Reason, holds: Iterable[Hold]) -> str:
    if reason.id != HOLD:
        return reason.message
    why = next((hold.why for hold in holds if f"{HOLD}={hold.rule}" in reason.because), reason.why)
    return _ON_HOLD.format(why)


def _is_sure(reason: Reason, session: SessionAsDone) -> bool:
    """Whether known answers alone make it a limit; a gap and a hold are known."""
    rule = next((screening for screening in session.book.screening if screening.id == reason.id), None)
    return rule is None or holding(rule.when, _facts(session)).sure


def _facts(session: SessionAsDone) -> Facts:
    return Facts(session.answers, session.book.guards)


def _because_of(session: SessionAsDone) -> Iterator[tuple[str, tuple[str, ...] | None]]:
    """What to watch for after this session, with the answers behind it; None for what goes with all."""
    for watch in session.book.watches:
        found = holding(watch.when, _facts(session))
        if found.truth:
            yield watch.id, found.because if _reads(watch.when) else None


def _reads(when: Condition) -> bool:
    return any(True for _ in when.leaves())


def _goes_with(causes: tuple[str, ...] | None, reason: Reason) -> bool:
    return causes is None or not set(causes).isdisjoint(reason.because)


def _times_of(watch: Watch, happened: datetime) -> SessionWatch:
    return SessionWatch(
        id=watch.id,
        watch_for=list(watch.watch_for),
        do=[*watch.do, *watch.help],
        help=list(watch.help),
        until=after(happened, watch.lasts),
        check=after(happened, watch.check) if watch.check else None,
    )


class _Watched(NamedTuple):
    """A limit that is still watched for, the session that went past it, and the end of that time."""

    limit: PassedLimit
    event: Event
    until: datetime


def watch_reasons(sessions: Iterable[tuple[Event, Crossing]], book: Book, now: datetime) -> list[Reason]:
    """Why a plan is no milder than its rules of ``limits.yaml`` say, while a session is still watched.

    ``sessions`` come newest first, with the limits that each went past.
    """
    known = [(event, crossing) for event, crossing in sessions if event.happened <= now]
    if not known:  # the file of what to watch for is read only where it is needed
        return []
    found = ((watch, _still_watched(watch, known, now)) for watch in book.watches if watch.verdict)
    return [_reason(watch, passed, now) for watch, passed in found if passed]


def _still_watched(watch: Watch, sessions: Iterable[tuple[Event, Crossing]], now: datetime) -> list[_Watched]:
    return [
        _Watched(limit, event, timed.until)
        for event, crossing in sessions
        for timed in crossing.watched(now)
        for limit in crossing.limits
        if watch.id == timed.id and watch.id in limit.watch
    ]


def _reason(watch: Watch, passed: Sequence[_Watched], now: datetime) -> Reason:
    """One reason for all of them, which names the strictest limit, of several the newest."""
    limits = [watched.limit for watched in passed]
    causes = (pair for limit in limits for pair in (f"past_limits={limit.id}", *limit.because))
    return Reason(
        id=watch.id,
        weight=VERDICTS.index(watch.verdict or VERDICTS[0]),
        message=_words(watch, passed, now),
        because=tuple(dict.fromkeys(causes)),
        sources=watch.sources,
        until=max(watched.until for watched in passed).astimezone(now.tzinfo).date().isoformat(),
        instead="If a sign shows up, check it before anything else: skinroutine check-symptoms",
        disagreement=watch.disagreement,
        origin=watch.origin,
    )


def _words(watch: Watch, passed: Sequence[_Watched], now: datetime) -> str:
    worst = max(passed, key=lambda watched: _rank(watched.limit))
    filled = (
        (watch.say or "{limit}")
        .replace("{went}", _went([worst]))
        .replace("{when}", f"On {_day(worst.event, now)}")
        .replace("{limit}", worst.limit.message)
    )
    more, first = len(passed) - 1, _day(passed[-1].event, now)
    since = "that day" if first == _day(passed[0].event, now) else f"since {first}"
    others = [watched for watched in passed if watched is not worst]
    return f"{filled} You {_went(others)} past {more} more {since}." if more else filled


def _went(passed: Iterable[_Watched]) -> str:
    """Nobody is told that they did what they were not sure of."""
    return "went" if any(watched.limit.sure for watched in passed) else "may have gone"


def _rank(limit: PassedLimit) -> int:
    return VERDICTS.index(limit.verdict) if limit.verdict in VERDICTS else 0


def _day(event: Event, now: datetime) -> str:
    return date_text(event.happened.astimezone(now.tzinfo), year=False)


def recent_crossings(history: SessionHistory) -> list[tuple[Event, Crossing]]:
    """The last sessions that went past a limit, each with its limits."""
    return history.recent_crossings(LOOKED_BACK)
