"""Finding an entry of the history by a part of its id, and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from skinroutine.app import App
from skinroutine.errors import SkinroutineError, UsageError
from skinroutine.history import Event, History, Hold, action_of
from skinroutine.history.errors import NoSuchEntry
from skinroutine.history.events import ReleaseRecord
from skinroutine.history.undo import earlier_ids
from skinroutine.interview.own_words import in_short
from skinroutine.memory.sessions import AREAS
from skinroutine.rulebook import Question
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.library import Library
from skinroutine.rulebook.slips import slipped
from skinroutine.show.entry_words import kind_words
from skinroutine.text import moment_there

LEAST: Final = 4
"""Fewer characters of an id fit too many entries."""
_MOST_LISTED: Final = 5


class UnclearEntryError(UsageError):
    """A part of an id that names no single entry."""

    code = "unclear-entry"


class EntryChangedError(SkinroutineError):
    """The entry was replaced or taken out before."""

    code = "entry-changed"

    def __init__(self, part: str, now: str) -> None:
        stands = f"It is now {now}" if now else "To bring it back, if that was the last step"
        step = "" if now else ": skinroutine undo"
        super().__init__(f"Entry {part} was {'changed' if now else 'removed'} before. {stands}{step}.")


class NothingListedError(UsageError):
    """A list is asked for by a name or a time that no entry can have."""

    code = "no-such-filter"


def areas_called(app: App, word: str) -> frozenset[str]:
    """The areas that a word stands for, as an answer may name them; none where no word was typed.

    Raises NothingListedError for a word that neither the history nor the rules know. The rules are read
    only for what nothing was done on.
    """
    name = word.strip()
    if not name or (same := name.replace(" ", "_")) in {area for _, area in app.history.treated()}:
        return frozenset({same} if name else ())
    asked = list(_asked_for_areas(app.library))
    found = frozenset().union(*(_meant(question, name) for question in asked))
    if not found:
        near = slipped(name, [word for question in asked for word in question.known_words])
        see = f"See them all: skinroutine why {AREAS}"
        raise NothingListedError(f"There's no area {in_short(name)!r}{near or '.'} {see}")
    return found


def treatment_called(app: App, word: str) -> str:
    """The treatment that a word stands for; "" where no word was typed.

    Raises UnknownTreatmentError for one that neither the history nor the rules know.
    """
    name = word.strip()
    done = {treatment for treatment, _ in app.history.treated()}
    return name if not name or name in done else app.library.known(name)


def _asked_for_areas(library: Library) -> Iterator[Question]:
    for name in library.treatment_ids:
        yield from (each for each in Book(library, name).questions("plan") if each.id == AREAS)


def _meant(question: Question, word: str) -> Iterable[str]:
    """The options that a word stands for: several of a group, and of a word that can mean several."""
    return question.members(word) or filter(None, [question.option_of(word), *question.meanings_of(word)])


def find_standing(app: App, part: str) -> Event:
    """The same, when it stands. Raises EntryChangedError too."""
    event = entry_named(app, part)
    if app.history.successor(event.id) is None:
        return event
    now = app.history.standing_of(event.id)
    short = app.history.short_ids([now.id])[now.id] if now else ""
    raise EntryChangedError(part, short)


def entry_named(app: App, part: str) -> Event:
    """The entry whose id begins or ends with this.

    Raises UnclearEntryError for a part that is too short or fits several, NoSuchEntry, and the errors
    of the history.
    """
    if len(part.strip()) < LEAST:
        raise UnclearEntryError(f"Type at least {LEAST} characters of the id. See: skinroutine history")
    found = app.history.named(part.strip())
    if found.many > 1:
        raise UnclearEntryError(
            f'"{part}" fits {found.many} entries: {_in_words(app, part.strip())}. Type more of it.'
        )
    event = app.history.event(found.ids[0]) if found.many else None
    if event is None:
        raise NoSuchEntry(part)
    return event


def _in_words(app: App, part: str) -> str:
    """Those of the entries that stand, the newest first."""
    now, history = app.now(), app.history
    ids = history.named(part, _MOST_LISTED + 1, standing=True).ids
    events = [event for event_id in ids if (event := history.event(event_id))]
    listed = events[:_MOST_LISTED]
    short = history.short_ids([event.id for event in listed])
    words = [
        f"{short[event.id]} ({kind_words(event.kind)}, {moment_there(event.happened, now)})"
        for event in listed
    ]
    return ", ".join([*words, *(["and more"] if len(events) > _MOST_LISTED else [])])


def hold_ended_by(history: History, event: Event) -> Event | None:
    """The hold that a release ends."""
    return history.event(ReleaseRecord.of(event).hold) if event.kind == "release" else None


def holds_set_with(history: History, events: Iterable[Event]) -> list[Hold]:
    """The holds in force that were set as these sessions, or what they replace, were recorded."""
    actions: set[str] = set()
    ahead = [event for event in events if event.kind != "hold"]
    while ahead:
        event = ahead.pop()
        if action_of(event.id) not in actions:
            actions.add(action_of(event.id))
            ahead += [earlier for name in earlier_ids(event) if (earlier := history.event(name))]
    return [hold for hold in history.holds() if action_of(hold.id) in actions]


def pairs_of(events: Iterable[Event]) -> list[tuple[str, str]]:
    """The treatments and areas of these events, once each."""
    pairs = [
        (event.payload.treatment, area)
        for event in events
        if event.payload.treatment
        for area in event.payload.areas
    ]
    return sorted(dict.fromkeys(pairs))
