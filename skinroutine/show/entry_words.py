"""An entry of the history in a few words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Final

from skinroutine.history import Event
from skinroutine.history.events import (
    SELF,
    ClearanceRecord,
    DeviceEndRecord,
    FactRecord,
    FollowUpRecord,
    HoldRecord,
    PauseRecord,
    Payload,
    SessionRecord,
    result_title,
)
from skinroutine.memory.heads import head_in
from skinroutine.show.documents import JsonRecord
from skinroutine.show.head_words import describe_head
from skinroutine.text import after_hours, kept_text, moment_there, professional, spoken, stored_day

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


_LEFT_OUT: Final = frozenset({"treatment", "areas", "answers", "aftercare", "result", "note", "hold"})
_MOST: Final = 60
_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_KINDS: Final = {
    "symptom-check": "check of symptoms",
    "fact": "answer about you",
    "release": "end of hold",
    "resume": "end of pause",
    "follow-up": "follow-up",
}
"""Kinds of entries that a person would not know by the name they are kept under."""


def kind_words(kind: str) -> str:
    """What an entry is: ``session``, ``symptom check``, ``end of hold``."""
    return _KINDS.get(kind, kind.replace("-", " "))


def entry_words(event: Event, hold: Event | None = None) -> str:
    """What an entry is about: ``microneedling, cheeks``. ``hold`` is the hold that a release ends."""
    kept = event.payload
    treatment = spoken((hold.payload if hold else kept).treatment) or (
        "all treatments" if event.kind in {"hold", "release"} else ""
    )
    title = result_title(event).replace("-", " ")
    parts = [treatment, *map(spoken, kept.areas), title, *_rest(event, kept)]
    return ", ".join(filter(None, parts))


def date_line(event: Event, now: datetime, hold: Event | None = None) -> str:
    """The same with its moment: ``microneedling, cheeks, Thu 19 Nov 21:00``."""
    words, when = entry_words(event, hold).removesuffix("."), moment_there(event.happened, now)
    return f"{words}, {when}" if words else when


class EntryContent(JsonRecord):
    """What is kept of an entry, by the names that say what they mean whatever the kind."""

    treatment: Annotated[str | None, "The id of the treatment. Null when it is about none in particular."]
    areas: Annotated[Sequence[kinds.AreaId], "The areas, where the entry has some."]
    answers: Annotated[Mapping[str, kinds.Answer], "What was done, by the id of each question."]
    result: Annotated[Mapping[str, kinds.Kept], "What the command said, in its own form."]
    reaction: Annotated[str, "How your skin reacted."]
    session: Annotated[str, "The id of the session that it follows."]
    hours: Annotated[float, "How many hours after the session it was."]
    note: Annotated[str | None, "The note, or null."]
    rule: Annotated[str, "The id of the rule that set a hold. It is own when the person set it."]
    why: Annotated[str | None, "The reason in plain words, or null."]
    hold: Annotated[str, "The id of the hold that a release ends."]
    how: Annotated[str, "How the hold ended: healed, seen or error."]


class HistoryEntry(JsonRecord, happened="at", kept="data"):
    """One entry of the history."""

    id: Annotated[str, "The id of the entry."]
    short: Annotated[str | None, "The least end of the id that names it. Null where no list was asked for."]
    kind: Annotated[
        str,
        "What was recorded: session, follow-up, symptom-check, hold, release, device, fact, plan, pause or "
        "resume. More may come.",
    ]
    happened: Annotated[datetime, "When it happened."]
    recorded: Annotated[datetime, "When it was recorded."]
    replaces: Annotated[str | None, "The id of the entry that it took the place of, or null."]
    kept: Annotated[
        Mapping[str, kinds.Kept],
        "What was kept of it. The names depend on the kind, and a value that is not there is null.",
        EntryContent,
    ]


def entry_record(event: Event, short: str = "") -> HistoryEntry:
    """An entry as JSON."""
    kept = {name: None if value == "" else value for name, value in event.payload.content.items()}
    return HistoryEntry.of(event, short=short, kept=kept)


def _rest(event: Event, about: Payload) -> Iterable[str]:
    """What else was kept with it, as far as it can be said in a word or two."""
    if (words_of := _SAID.get(event.kind)) is not None:
        return [text for text in words_of(event) if len(text) <= _MOST or event.kind == "hold"]
    if isinstance(about, SessionRecord):
        return ["test patch only"] if about.patch else []
    rest = about.content
    found = [kept_text(rest[key]) for key in sorted(rest.keys() - _LEFT_OUT) if rest[key] != []]
    return [text for text in found if len(text) <= _MOST and not _ID.fullmatch(text)]


def shortened_note(note: str) -> str:
    """What the person wrote, in quotes, so long as a line of a list takes it."""
    return f'"{note}"' if len(note) <= _MOST else f'"{note[:_MOST]}..."'


def _head(event: Event) -> Iterator[str]:
    """``microneedling, roller, 0.25 mm, blue roller``; of one that is retired its name and why."""
    end = DeviceEndRecord.of(event)
    if end.retires:
        yield from (end.name, "retired", end.why)
    else:
        yield from (*describe_head(head_in(event)).split(", ")[1:], end.name)


def _follow_up(event: Event) -> Iterator[str]:
    look = FollowUpRecord.of(event)
    when = "later" if look.hours is None else f"{after_hours(look.hours)} after"
    yield f"{when}: {spoken(look.reaction or 'not said')}"


def _fact(event: Event) -> Iterator[str]:
    fact = FactRecord.of(event)
    answer = "forgotten" if fact.answer is None else kept_text(fact.answer)
    if fact.no_longer:
        over = f"no longer {', '.join(map(spoken, fact.no_longer))}"
        answer = f"{answer}, {over}" if fact.answer else over
    yield f"{spoken(fact.question).replace('.', ' ')}: {answer}"


def _clearance(event: Event) -> Iterator[str]:
    cleared = ClearanceRecord.of(event)
    yield spoken(cleared.finding.replace("-", " "))
    yield "it has healed" if cleared.who == SELF else f"by {professional(cleared.who)}"


def _pause(event: Event) -> Iterator[str]:
    pause = PauseRecord.of(event)
    yield f"until {stored_day(pause.until)}" if pause.until else "until you end it"
    yield pause.why


_SAID: Final[Mapping[str, Callable[[Event], Iterator[str]]]] = {
    "hold": lambda event: iter([HoldRecord.of(event).why.rstrip(".")]),
    "device": _head,
    "follow-up": _follow_up,
    "fact": _fact,
    "pause": _pause,
    "clearance": _clearance,
}
