"""The closed list of law 1, as data: by which acts a result may fall, and which of its reasons each takes.

An act is anything that changes a history, or time that passes. Whatever made a result stricter than it is
after an act has to be taken away by an entry of this list, or the act broke the law.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, NamedTuple

from skinroutine.decide.holds import HOLD
from skinroutine.memory.sessions import FIRST

UNSURE: Final = "=not_sure"
TIME: Final = "time"
TYPED: Final = "typed"
"""Nothing was done: what is remembered is left out, or typed anew as nothing."""
SEEN: Final = frozenset({"seen", "healed"})
TELLING: Final = frozenset({"log", "reaction", "edit", "import"})
CAUTION: Final = 1


class Cause(NamedTuple):
    """A reason of a result. ``until`` is the day (ISO) on which it ends, empty where it has none."""

    id: str
    weight: int
    because: tuple[str, ...]
    until: str = ""

    def rests_on(self, name: str) -> bool:
        """Whether one of its grounds is this answer, hold or kind of session."""
        return any(ground.partition("=")[0].split(" ")[0] == name for ground in self.because)


class Result(NamedTuple):
    """A verdict or a level as a number, and all that made it.

    ``clashing`` are the questions of which an answer of before was held against the one of today.
    """

    weight: int
    causes: tuple[Cause, ...] = ()
    clashing: frozenset[str] = frozenset()

    def about(self, names: frozenset[str], but: frozenset[str]) -> Result:
        """The same with those causes alone that rest on one of these answers, and on none of ``but``."""
        kept = tuple(
            cause
            for cause in self.causes
            if any(cause.rests_on(name) for name in names) and but.isdisjoint(cause.because)
        )
        return self._replace(causes=kept)


class Act(NamedTuple):
    """What was done: its kind, the answers that it names, and the holds that it ended.

    ``holds`` are those, by the reason that tells of one and the rule behind it; with any ended, the answers
    of ``ended`` become milder. ``untold`` are the sessions of which nobody had told the reaction before it,
    as a cause names them, ``over`` the answers of sessions that were told too long ago to count beside a
    milder one. ``least`` is what stays whatever it ended: a severe reaction is not over with its hold.
    ``today`` is the day on which it was over. ``without`` is what the same history gives that never had the
    record which the act corrects.
    """

    kind: str
    names: frozenset[str] = frozenset()
    holds: frozenset[tuple[str, str]] = frozenset()
    ended: frozenset[str] = frozenset()
    untold: frozenset[str] = frozenset()
    over: frozenset[str] = frozenset()
    least: int = 0
    today: date = date.min
    without: Result | None = None


class Entry(NamedTuple):
    """One entry of the list: the kinds of act (empty: any), and whether such a one may take a cause away."""

    name: str
    kinds: frozenset[str]
    takes: Callable[[Cause, Act, Result], bool]


def _is_over(cause: Cause, act: Act, before: Result) -> bool:
    """A hold has a least end, and ends by itself on no day."""
    if any(cause.rests_on(question) for question in before.clashing):
        return act.kind == TIME
    if any(cause.rests_on(name) for name in act.over):
        return True
    return cause.id != HOLD and _day(cause.until) <= act.today


def _day(until: str) -> date:
    try:
        return date.fromisoformat(until)
    except ValueError:  # until it has healed, or no end at all
        return date.max


def _is_named(cause: Cause, act: Act, _before: Result) -> bool:
    return any(cause.rests_on(name) or name in cause.because for name in act.names)


def is_ended(cause: Cause, act: Act, _before: Result) -> bool:
    """Whether it is a hold that this act ended, or the answer for which that was set."""
    held = any((cause.id, ground.partition("=")[2]) in act.holds for ground in cause.because)
    return held or any(cause.rests_on(name) for name in act.ended)


def _is_past(cause: Cause, act: Act, before: Result) -> bool:
    return is_ended(cause, act, before) and not act.least


def _is_first(cause: Cause, _act: Act, _before: Result) -> bool:
    """The first session, or the first after so long that one starts again: it rests on the old one alone."""
    again = not cause.until and all(" " in ground.partition("=")[0] for ground in cause.because)
    return again or cause.rests_on(FIRST)


def _is_known(cause: Cause, act: Act, _before: Result) -> bool:
    return any(ground.endswith(UNSURE) or ground in act.untold for ground in cause.because)


CLOSED: Final[Sequence[Entry]] = (
    Entry("a dated rule whose time has passed", frozenset(), _is_over),
    Entry("this is no longer so, said of a named answer", frozenset({"forget"}), _is_named),
    Entry("a professional's clearance of a named reaction", frozenset({"cleared"}), is_ended),
    Entry(
        "a hold that has healed or was seen, where what it was set for does not still count", SEEN, _is_past
    ),
    Entry("a hold that was set in error", frozenset({"error"}), is_ended),
    Entry("a completed first step with its wait", frozenset({"log", "import"}), _is_first),
    Entry("a replaced head", frozenset({"device"}), _is_named),
    Entry("an unknown answer that becomes known", TELLING, _is_known),
)
"""A correction of a record has no line: what the history gives without that record is what it may take."""


def fall(before: Result, after: Result, act: Act, closed: Sequence[Entry] = CLOSED) -> list[str]:
    """What was taken away though nothing allows it: empty where the law is kept."""
    floor = before if act.without is None or act.without.weight > before.weight else act.without
    gone = [cause for cause in floor.causes if cause.weight > after.weight]
    lost = [
        cause for cause in gone if not _allowed(cause, act._replace(least=_left(act, after)), floor, closed)
    ]
    return [f"{cause.id} ({', '.join(cause.because)})" for cause in lost]


def owing(before: Result, after: Result, act: Act, closed: Sequence[Entry] = CLOSED) -> Result:
    """What is held against the next act too: a cause that went without leave while a stricter one hid it."""
    there = {_name(cause) for cause in after.causes}
    gone = [cause for cause in before.causes if _name(cause) not in there]
    owed = [
        cause for cause in gone if cause.weight <= after.weight and not _allowed(cause, act, before, closed)
    ]
    return after._replace(causes=(*after.causes, *owed))


def _name(cause: Cause) -> object:
    return (cause.id, cause.because) if cause.id == HOLD else cause.id


def _left(act: Act, after: Result) -> int:
    """What had to stay and did not."""
    return act.least if after.weight < act.least else 0


def _allowed(cause: Cause, act: Act, before: Result, closed: Sequence[Entry]) -> bool:
    return any(
        (not entry.kinds or act.kind in entry.kinds) and entry.takes(cause, act, before) for entry in closed
    )
