"""The limits that a session went past: what a plan would have said of it, and what to watch for after it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property

from skinroutine.decide.holds import HOLD
from skinroutine.decide.rests import Rest
from skinroutine.decide.schedule import after
from skinroutine.history import Event, Hold, Reader
from skinroutine.history.events import HoldRecord, ReleaseRecord, SessionRecord
from skinroutine.history.parts import NOTHING_PASSED, Crossing, PassedLimit, SessionWatch
from skinroutine.memory.sessions import SessionHistory
from skinroutine.rulebook import MILDEST_REFUSAL, VERDICTS, Reason, Watch
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Answer, Condition, Facts
from skinroutine.rulebook.doubt import holding
from skinroutine.text import date_text
from skinroutine.tuples import NamedTuple

_ON_HOLD = "Sessions were paused until this was sorted out: {}"
_NOT_SURE = "=not_sure"
_LOOKED_BACK = 100
"""How many sessions back one may still be watched: more than fit into the longest time."""


class Earlier:
    """The history as it was when a session was done, without that session itself.

    ``without`` are the ids of older records of the same session, ``also`` is one that is about to be logged.
    """

    def __init__(self, history: Reader, moment: datetime, *without: str, also: Event | None = None) -> None:
        self._history = history
        self._moment = moment
        self._without = frozenset(without) - {""}
        self._also = also
        self._sessions: dict[tuple[str | None, str | None, int], list[Event]] = {}
        self._reports: dict[str, list[Event]] = {}

    def last_sessions(
        self, area: str | None = None, treatment: str | None = None, limit: int = 3
    ) -> list[Event]:
        """Return the last sessions of that time; read once, as several questions ask for them."""
        asked = (area, treatment, limit)
        if asked not in self._sessions:
            self._sessions[asked] = self._last_sessions(area, treatment, limit)
        return self._sessions[asked]

    def _last_sessions(self, area: str | None, treatment: str | None, limit: int) -> list[Event]:
        found = self._history.last_sessions(area, treatment, limit + self._since)
        if self._also is not None and _is_about(self._also, area, treatment):
            found = sorted([*found, self._also], key=lambda event: event.happened, reverse=True)
        return self._of_then(found)[:limit]

    def sessions_telling(self, area: str, treatment: str, moment: datetime, words: list[str]) -> list[Event]:
        """Return those of that time of which one of these words may have been told."""
        found = self._of_then(self._history.sessions_telling(area, treatment, moment, words))
        also = self._also
        return [also, *found] if also is not None and _is_about(also, area, treatment) else found

    def sessions_apart(self, area: str, treatment: str, since: datetime, until: datetime) -> list[Event]:
        """Return those of that time from one moment up to another; of those recorded alike the newest."""
        latest = min(until, self._moment)
        return self._of_then(self._history.sessions_apart(area, treatment, since, latest))

    @cached_property
    def _since(self) -> int:
        """How many sessions there are that were not there then: so many more have to be read."""
        return len(self._history.sessions_since(self._moment)) + len(self._without)

    def treated(self) -> list[tuple[str, str]]:
        """Return every treatment and area that had a session by then."""
        done = SessionRecord.of(self._also) if self._also is not None else None
        more = {(done.treatment, area) for area in done.areas} if done else set()
        pairs = sorted({*self._history.treated(), *more})
        return [pair for pair in pairs if self.last_sessions(area=pair[1], treatment=pair[0], limit=1)]

    def events(self, kinds: Collection[str] = (), *, limit: int | None = None) -> list[Event]:
        """Return the events of these kinds that had happened."""
        many = None if limit is None else limit + _LOOKED_BACK
        return self._of_then(self._history.events(kinds, limit=many))[:limit]

    def follow_ups(self, sessions: Collection[str]) -> dict[str, list[Event]]:
        """Return what had been recorded by then of how the skin took these sessions; read once too."""
        new = [name for name in sessions if name not in self._reports]
        for name, events in self._history.follow_ups(new).items():
            self._reports[name] = self._of_then(events)
        return {name: self._reports[name] for name in sessions}

    def crossings(self, events: Sequence[Event]) -> list[Crossing]:
        """Return the limits that each session went past."""
        return self._history.crossings(events)

    def holds(self, treatment: str | None = None) -> list[Hold]:
        """Return the holds that were in force: those of today that are as old, and those ended since."""
        now = [hold for hold in self._history.holds() if hold.since <= self._moment]
        ended = [self._end_of(event) for event in self._history.events(["release"])]
        found = [*now, *(hold for hold in ended if hold is not None)]
        return [hold for hold in found if treatment in (None, hold.treatment)]

    def _end_of(self, release: Event) -> Hold | None:
        """The hold that this release ended, where it was still in force then."""
        if release.happened <= self._moment:
            return None
        event = self._history.event(ReleaseRecord.of(release).hold)
        if event is None or event.happened > self._moment:
            return None
        hold = HoldRecord.of(self._history.wording().of(event))
        return Hold(event.id, hold.treatment, event.happened, hold.rule, hold.why, hold.least_days)

    def _of_then(self, events: Iterable[Event]) -> list[Event]:
        return [event for event in events if event.happened <= self._moment and event.id not in self._without]


def _is_about(event: Event, area: str | None, treatment: str | None) -> bool:
    done = event.payload
    return area in {None, *done.areas} and treatment in {None, done.treatment}


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
        )
        for reason in refusing
    ]
    named = {name for limit in limits for name in limit.watch}
    watches = [_times_of(watch, session.happened) for watch in session.book.watches if watch.id in named]
    return Crossing(limits, watches)


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
        do=list(watch.do),
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
    sessions = history.events(["session"], limit=_LOOKED_BACK)
    found = zip(sessions, history.crossings(sessions), strict=True)
    return [(event, crossing) for event, crossing in found if crossing.limits]
