"""An entry of the history in a few words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Final

from skinroutine.history import Event
from skinroutine.history.undoing import content_of
from skinroutine.memory.heads import ended_head, head_in
from skinroutine.show.dates import moment_there, spoken
from skinroutine.show.head_words import described

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
    about = hold.data if hold else event.data
    treatment = spoken(str(about.get("treatment") or "")) or (
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
        "data": {name: None if value == "" else value for name, value in content_of(event).items()},
    }


def _areas(event: Event) -> Iterator[str]:
    areas = event.data.get("areas")
    yield from (spoken(str(area)) for area in (areas if isinstance(areas, list) else []))


def _result(event: Event) -> Iterator[str]:
    result = event.data.get("result")
    if isinstance(result, Mapping):
        yield str(result.get("verdict") or result.get("name") or "").replace("-", " ")


def _rest(event: Event) -> Iterator[str]:
    """What else was kept with it, as far as it can be said in a word or two."""
    if event.kind in _SAID:
        yield from (text for text in _SAID[event.kind](event) if len(text) <= _MOST or event.kind == "hold")
    elif event.kind != "session":
        rest = content_of(event)
        found = [spoken(_text(rest[key])) for key in sorted(rest) if key not in _LEFT_OUT]
        yield from (text for text in found if len(text) <= _MOST and not _ID.fullmatch(text))


def _note(event: Event) -> Iterator[str]:
    note = event.data.get("note")
    if isinstance(note, str) and note:
        yield f'"{note}"' if len(note) <= _MOST else f'"{note[:_MOST]}..."'


def _head(event: Event) -> Iterator[str]:
    """``microneedling, roller, 0.25 mm, blue roller``; of one that is retired its name and why."""
    name = str(event.data.get("name") or "")
    if ended_head(event):
        yield from (name, "retired", str(event.data.get("why") or ""))
    else:
        yield from (*described(head_in(event)).split(", ")[1:], name)


def _follow_up(event: Event) -> Iterator[str]:
    hours = event.data.get("hours")
    yield f"{hours:.0f} h after" if isinstance(hours, int | float) else ""
    yield f"reaction: {spoken(str(event.data.get('reaction') or 'not told'))}"


def _fact(event: Event) -> Iterator[str]:
    answer = event.data.get("answer")
    said = "forgotten" if answer is None else said_words(answer)
    yield f"{spoken(str(event.data.get('question') or ''))}: {said}"


def _pause(event: Event) -> Iterator[str]:
    yield f"until {day_words(event.data['until'])}" if event.data.get("until") else "until you end it"
    yield str(event.data.get("why") or "")


_SAID: Final[Mapping[str, Callable[[Event], Iterator[str]]]] = {
    "hold": lambda event: iter([str(event.data.get("why"))]),
    "device": _head,
    "follow-up": _follow_up,
    "fact": _fact,
    "pause": _pause,
    "clearance": lambda event: iter([f"by {spoken(str(event.data.get('who')))}"]),
}


def day_words(value: object) -> str:
    """A day as it is kept, ``2026-08-01``, as ``1 Aug 2026``; other text as it is."""
    try:
        when = date.fromisoformat(str(value))
    except ValueError:
        return str(value)
    return f"{when.day} {when:%b %Y}"


def said_words(value: object) -> str:
    """An answer as it is kept in words: a list with commas, yes or no; empty for what is no answer."""
    if isinstance(value, list):
        return ", ".join(spoken(str(one)) for one in value) or "none"
    return spoken(_text(value))


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value).removesuffix(".0") if isinstance(value, str | int | float) else ""
