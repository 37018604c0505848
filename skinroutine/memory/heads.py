"""The heads of a person, folded from events: a head is added, used by sessions, and retired.

A session says which head it was done with. One that names none, as it was logged before its head was
added, counts for the newest head that fits. Sessions that are voided or edited count by themselves as
they are now. It reads no rules: a head carries the limits that held when it was added.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from skinroutine.errors import UsageError
from skinroutine.history import Event
from skinroutine.history.events import DeviceEndRecord, DeviceRecord, SessionRecord
from skinroutine.history.parts import HeadLimits
from skinroutine.light_typing import NamedTuple, Protocol

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

EVENT: Final = "device"
KIND: Final = "device_kind"
LENGTH: Final = "needle_mm"
SINGLE: Final = "head_single_use"
CLAIMED: Final = "device_cleared"
BEFORE: Final = "head_used_before"
"""The questions that describe a head."""
USED_ON: Final = "head_used_on"
"""The question that names the areas on which a head was used; the sessions answer it."""
SHORTEST_ID: Final = 4
"""Fewer characters of an id than this name no head."""
_EARLIEST: Final = 1970
"""A year before it is no day on which a head was opened."""


class Head(NamedTuple):
    """One head. ``before`` is how often it was used when it was added, None where nobody said.

    ``single_use`` and ``certified`` are true, false, "not_sure" or None. ``uses`` counts all uses, and
    ``used_on`` names the areas of those that were logged.
    """

    id: str
    name: str
    treatment: str
    kind: str
    needle_mm: float | None
    opened: date
    single_use: object
    certified: object
    before: int | None
    most_uses: int | None
    most_days: int | None
    added: datetime
    retired: datetime | None = None
    why: str = ""
    uses: int = 0
    used_on: frozenset[str] = frozenset()

    def open_for(self, today: date) -> int:
        """The days since it was opened, up to the day on which it was retired."""
        last = today if self.retired is None else min(today, self.retired.date())
        return (last - self.opened).days

    def spent(self, today: date) -> bool:
        """Whether a limit that it carries is reached."""
        used = self.most_uses is not None and self.uses >= self.most_uses
        return used or (self.most_days is not None and self.open_for(today) >= self.most_days)


class Done(NamedTuple):
    """What a session tells of its head. ``needle_mm`` is None where that is not known.

    ``logged`` is when it was logged, for one that is logged now, else when it happened.
    """

    treatment: str
    kind: str
    needle_mm: float | None
    happened: datetime
    logged: datetime
    head: str = ""


class HeadHistory(Protocol):
    """The part of a history that heads are read from."""

    def events(self, kinds: Collection[str] = (), *, limit: int | None = None) -> list[Event]:
        """The events of these kinds, newest first."""

    def event(self, event_id: str) -> Event | None:
        """One event, even if it was replaced."""

    def sessions_since(self, moment: datetime) -> list[Event]:
        """The sessions from a moment on."""


def heads(history: HeadHistory, *, retired: bool = False) -> list[Head]:
    """The heads in use with their uses, the newest first; ``retired`` gives those that are not as well.

    Sessions are read from when the first of them was opened. Raises the errors of the history.
    """
    known = _known_heads(history)
    shown = [head for head in known if retired or head.retired is None]
    if not shown:
        return []
    first = min(head.opened for head in shown)
    # A day earlier: where the head was opened it may have been the day before.
    start = datetime.combine(first, datetime.min.time(), shown[0].added.tzinfo) - timedelta(days=1)
    areas: dict[str, list[list[str]]] = {}
    for event in history.sessions_since(start):
        used = head_of(known, done_in(event))
        if used is not None:
            areas.setdefault(used.id, []).append(SessionRecord.of(event).areas)
    return [_with_uses(head, areas.get(head.id, [])) for head in shown]


def _with_uses(head: Head, areas: list[list[str]]) -> Head:
    """A head with the sessions that it was used in, each by its areas."""
    return head._replace(uses=(head.before or 0) + len(areas), used_on=frozenset().union(*areas))


def head_of(known: Iterable[Head], done: Done) -> Head | None:
    """The head that a session was done with: the one that it names, else the newest that it could be."""
    fitting = [head for head in known if fits(head, done.treatment, done.kind, done.needle_mm)]
    named = next((head for head in fitting if head.id == done.head), None)
    return named or next((head for head in fitting if _in_use(head, done)), None)


def fits(head: Head, treatment: str, kind: str, needle_mm: float | None) -> bool:
    """Whether it could be this head; a length that is not known could be any."""
    alike = needle_mm is None or head.needle_mm is None or needle_mm == head.needle_mm
    return alike and (head.treatment, head.kind) == (treatment, kind)


def done_in(event: Event) -> Done:
    """What a session of the history tells of its head."""
    session = SessionRecord.of(event)
    answers = session.answers
    return Done(
        treatment=session.treatment,
        kind=str(answers.get(KIND) or ""),
        needle_mm=_number(answers.get(LENGTH)),
        happened=event.happened,
        logged=event.happened,
        head=session.head,
    )


def _in_use(head: Head, done: Done) -> bool:
    """Whether it was in use then; the uses that were told when it was added are not counted twice."""
    if head.opened > done.happened.date() or (head.retired is not None and done.happened >= head.retired):
        return False
    return not head.before or done.logged >= head.added


def _known_heads(history: HeadHistory) -> list[Head]:
    """Every head, the one that was opened last first."""
    events = history.events([EVENT])
    ends = {ended_head(device): device for device in events if ended_head(device)}
    known = []
    for event in reversed(events):
        if not ended_head(event):
            head = head_in(event, _first_id(history, event))
            end = ends.get(head.id)
            why = DeviceEndRecord.of(end).why if end else ""
            known.append(head._replace(retired=end.happened if end else None, why=why))
    return sorted(known, key=lambda each: (each.opened, each.added), reverse=True)


def _first_id(history: HeadHistory, event: Event) -> str:
    """The id that sessions know a head by, whatever was edited, undone and redone since."""
    from skinroutine.history.undo import root_of  # noqa: PLC0415  who has no head does not wait for it

    earlier: Event | None = event
    while earlier is not None and earlier.kind == EVENT:
        event = earlier
        earlier = history.event(event.replaces) if event.replaces else None
    return root_of(event)


def ended_head(event: Event) -> str:
    """The id of the head that a device event retires; empty for one that adds a head."""
    return DeviceEndRecord.of(event).retires


def head_in(event: Event, first_id: str = "") -> Head:
    """The head that a device event added; sessions know it by ``first_id``, where that is another one."""
    added = DeviceRecord.of(event)
    return Head(
        id=first_id or event.id,
        name=added.name,
        treatment=added.treatment,
        kind=added.device_kind,
        needle_mm=added.needle_mm,
        opened=_opening_day(added, event.happened.date()),
        single_use=added.single_use,
        certified=added.certified,
        before=added.used_before,
        most_uses=added.life.uses,
        most_days=added.life.days_open,
        added=event.happened,
    )


def head_record(head: Head) -> DeviceRecord:
    """What is kept of a head that is added."""
    return DeviceRecord(
        name=head.name,
        treatment=head.treatment,
        device_kind=head.kind,
        needle_mm=head.needle_mm,
        opened=head.opened,
        single_use=head.single_use,
        certified=head.certified,
        used_before=head.before,
        life=HeadLimits(uses=head.most_uses, days_open=head.most_days),
    )


def end_record(head: Head, why: str) -> DeviceEndRecord:
    """What is kept of a head that is retired: an event that names the one that added it."""
    return DeviceEndRecord(treatment=head.treatment, name=head.name, retires=head.id, why=why)


def _number(value: object) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _opening_day(added: DeviceRecord, otherwise: date) -> date:
    return added.opened if added.opened and added.opened.year >= _EARLIEST else otherwise


class HeadError(UsageError):
    """A head cannot be added, found, used or retired as it was asked for."""

    code = "head"


def find_head(known: Iterable[Head], named: str) -> Head:
    """The head of this name, or whose id begins or ends so. Raises HeadError for none and for several."""
    listed, wanted = list(known), " ".join(named.casefold().split())
    found = [head for head in listed if head.name.casefold() == wanted]
    if not found and len(wanted) >= SHORTEST_ID:
        found = [head for head in listed if head.id.startswith(wanted) or head.id.endswith(wanted)]
    if not found:
        from skinroutine.rulebook.slips import slipped  # noqa: PLC0415  only who mistypes waits for it

        near = slipped(named, [head.name for head in listed if head.name]) or "."
        raise HeadError(
            f"No head of yours is called {named!r}{near} See them all: skinroutine device list --all"
        )
    if len(found) > 1:
        ids = ", ".join(head.id for head in found)
        raise HeadError(f'"{named}" fits {len(found)} heads. Name one by its id: {ids}')
    return found[0]
