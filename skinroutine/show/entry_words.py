"""An entry of the history in a few words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Final

from skinroutine.history import Event
from skinroutine.history.events import (
    ClearanceRecord,
    DeviceEndRecord,
    FactRecord,
    FollowUpRecord,
    HoldRecord,
    PauseRecord,
    ResultRecord,
)
from skinroutine.memory.heads import head_in
from skinroutine.show.head_words import described
from skinroutine.text import kept_text, moment_there, short_hours, spoken, stored_day

_LEFT_OUT: Final = frozenset({"treatment", "areas", "answers", "aftercare", "result", "note", "hold"})
_MOST: Final = 60
_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_KINDS: Final = {"release": "end of hold", "resume": "end of pause", "follow-up": "follow-up"}
"""Kinds of entries that a person would not know by the name they are kept under."""


def kind_words(kind: str) -> str:
    """What an entry is: ``session``, ``symptom check``, ``end of hold``."""
    return _KINDS.get(kind, kind.replace("-", " "))


def entry_words(event: Event, hold: Event | None = None, *, noted: bool = False) -> str:
    """What an entry is about: ``microneedling, cheeks``. ``hold`` is the hold that a release ends.

    ``noted`` adds what the person wrote, shortened.
    """
    treatment = spoken((hold or event).payload.treatment) or (
        "all treatments" if event.kind in {"hold", "release"} else ""
    )
    parts = [treatment, *_areas(event), *_result(event), *_rest(event), *(_note(event) if noted else ())]
    return ", ".join(part for part in parts if part)


def dated(event: Event, now: datetime, hold: Event | None = None) -> str:
    """The same with its moment: ``microneedling, cheeks, Thu 19 Nov 21:00``."""
    words, when = entry_words(event, hold).removesuffix("."), moment_there(event.happened, now)
    return f"{words}, {when}" if words else when


def entry_data(event: Event, short: str = "") -> dict[str, object]:
    """An entry as JSON: see ``docs/json.md``."""
    return {
        "id": event.id,
        "short": short or None,
        "kind": event.kind,
        "at": event.happened.isoformat(),
        "recorded": event.recorded.isoformat(),
        "replaces": event.replaces,
        "data": {name: None if value == "" else value for name, value in event.payload.content.items()},
    }


def _areas(event: Event) -> Iterator[str]:
    yield from map(spoken, event.payload.areas)


def _result(event: Event) -> Iterator[str]:
    yield ResultRecord.of(event).result.title.replace("-", " ")


def _rest(event: Event) -> Iterator[str]:
    """What else was kept with it, as far as it can be said in a word or two."""
    if event.kind in _SAID:
        yield from (text for text in _SAID[event.kind](event) if len(text) <= _MOST or event.kind == "hold")
    elif event.kind != "session":
        rest = event.payload.content
        found = [kept_text(rest[key]) for key in sorted(rest) if key not in _LEFT_OUT and rest[key] != []]
        yield from (text for text in found if len(text) <= _MOST and not _ID.fullmatch(text))


def _note(event: Event) -> Iterator[str]:
    note = event.payload.note
    if note:
        yield f'"{note}"' if len(note) <= _MOST else f'"{note[:_MOST]}..."'


def _head(event: Event) -> Iterator[str]:
    """``microneedling, roller, 0.25 mm, blue roller``; of one that is retired its name and why."""
    end = DeviceEndRecord.of(event)
    if end.retires:
        yield from (end.name, "retired", end.why)
    else:
        yield from (*described(head_in(event)).split(", ")[1:], end.name)


def _follow_up(event: Event) -> Iterator[str]:
    told = FollowUpRecord.of(event)
    yield "" if told.hours is None else f"{short_hours(told.hours)} after"
    yield f"reaction: {spoken(told.reaction or 'not told')}"


def _fact(event: Event) -> Iterator[str]:
    fact = FactRecord.of(event)
    said = "forgotten" if fact.answer is None else kept_text(fact.answer)
    yield f"{spoken(fact.question)}: {said}"


def _pause(event: Event) -> Iterator[str]:
    pause = PauseRecord.of(event)
    yield f"until {stored_day(pause.until)}" if pause.until else "until you end it"
    yield pause.why


_SAID: Final[Mapping[str, Callable[[Event], Iterator[str]]]] = {
    "hold": lambda event: iter([HoldRecord.of(event).why]),
    "device": _head,
    "follow-up": _follow_up,
    "fact": _fact,
    "pause": _pause,
    "clearance": lambda event: iter([f"by {spoken(ClearanceRecord.of(event).who)}"]),
}
