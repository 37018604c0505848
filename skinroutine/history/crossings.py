"""The limits that a session went past, as they are kept with it: a list in the data of its event.

They are words and ids of the rules of that day. Nothing judges a session anew: one that was recorded
before there were such lists has none.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from skinroutine.history.records import Event

LIMITS = "past_limits"
WATCH = "watch"


class PassedLimit(NamedTuple):
    """One limit, in the words of its rule.

    ``sure`` is False where only a "not sure" makes it one. ``after`` are the ids of the sessions that it
    came too early after, ``watch`` those of what to watch for.
    """

    id: str
    verdict: str
    message: str
    because: tuple[str, ...]
    sources: tuple[str, ...]
    sure: bool = True
    not_before: str = ""
    """The date (ISO) before which no session could be, where the limit has one."""
    after: tuple[str, ...] = ()
    watch: tuple[str, ...] = ()

    def data(self) -> dict[str, object]:
        """Return it as it is kept."""
        listed = {name: list(getattr(self, name)) for name in ("because", "sources", "after", "watch")}
        return {**self._asdict(), **listed, "not_before": self.not_before or None}


class SessionWatch(NamedTuple):
    """What to watch for after one session, and to do, with its times. ``check`` is when to look closely."""

    id: str
    watch_for: tuple[str, ...]
    do: tuple[str, ...]
    until: datetime
    check: datetime | None = None

    def data(self) -> dict[str, object]:
        """Return it as it is kept."""
        return {
            "id": self.id,
            "watch_for": list(self.watch_for),
            "do": list(self.do),
            "until": self.until.isoformat(),
            "check": self.check.isoformat() if self.check else None,
        }


class Crossing(NamedTuple):
    """All limits that one session went past, and what to watch for."""

    limits: Sequence[PassedLimit] = ()
    watches: Sequence[SessionWatch] = ()

    def data(self) -> dict[str, object]:
        """Return it as a part of a session; empty where no limit was passed."""
        if not self.limits:
            return {}
        return {LIMITS: [one.data() for one in self.limits], WATCH: [one.data() for one in self.watches]}

    def watched(self, now: datetime) -> list[SessionWatch]:
        """Return what is still to watch for, the one that ends first at the front."""
        return sorted((one for one in self.watches if one.until > now), key=lambda one: one.until)

    def watches_of(self, limit: PassedLimit) -> list[SessionWatch]:
        """Return what to watch for because of one limit."""
        return [one for one in self.watches if one.id in limit.watch]

    def within(self, ids: Iterable[str]) -> Crossing:
        """Return the part of it that is about these limits, with what to watch for after them."""
        kept = frozenset(ids)
        limits = [one for one in self.limits if one.id in kept]
        named = {name for one in limits for name in one.watch}
        return Crossing(limits, [one for one in self.watches if one.id in named])


NOTHING_PASSED = Crossing()


def crossing_in(event: Event) -> Crossing:
    """Return what was kept with a session, as it was recorded."""
    limits, watches = event.data.get(LIMITS), event.data.get(WATCH)
    if not isinstance(limits, list) or not isinstance(watches, list):
        return NOTHING_PASSED
    return Crossing([_limit(one) for one in limits], [_watch(one) for one in watches])


def _limit(data: Mapping[str, Any]) -> PassedLimit:
    because, sources, after, watch = (tuple(map(str, data.get(name, ()))) for name in _LISTS)
    return PassedLimit(
        str(data["id"]),
        str(data["verdict"]),
        str(data["message"]),
        because,
        sources,
        bool(data.get("sure", True)),
        str(data.get("not_before") or ""),
        after,
        watch,
    )


_LISTS = ("because", "sources", "after", "watch")


def _watch(data: Mapping[str, Any]) -> SessionWatch:
    check = data.get("check")
    return SessionWatch(
        str(data["id"]),
        tuple(map(str, data["watch_for"])),
        tuple(map(str, data.get("do", ()))),
        datetime.fromisoformat(str(data["until"])),
        datetime.fromisoformat(str(check)) if check else None,
    )
