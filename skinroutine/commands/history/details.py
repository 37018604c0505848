"""One entry of the history with all that was kept of it, in words. It reads no rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from skinroutine.history import Event
from skinroutine.history.crossings import LIMITS, crossing_in
from skinroutine.history.undoing import content_of
from skinroutine.show.blocks import Block, Item
from skinroutine.show.watch import limit_text
from skinroutine.text import ago, kept_text, moment_there, spoken, stored_day

_IN_THE_TITLE: Final = frozenset({"treatment", "retires"})
_SAID: Final[Mapping[str, str]] = {
    "hours": "hours after the session",
    "used_before": "uses before",
}
"""What a key of the kept data is called, where its own name would not tell."""
_DAYS: Final = frozenset({"opened", "until"})


def detail_items(event: Event, names: Mapping[str, str], now: datetime) -> Iterator[Block]:
    """A line for each thing that was kept. ``names`` tells what the ids in it stand for."""
    yield _item("when", f"{moment_there(event.happened, now)} ({ago(event.happened, now)})")
    yield _item("recorded", moment_there(event.recorded.astimezone(event.happened.tzinfo), now))
    for name, value in content_of(event).items():
        if name == "answers" and isinstance(value, Mapping):
            yield from _answers(event, value)
        elif name == "result" and isinstance(value, Mapping):
            yield from _result(value)
        elif name == LIMITS:
            yield from (
                _item("past a limit", limit_text(one, now.date())) for one in crossing_in(event).limits
            )
        elif name == "life" and isinstance(value, Mapping):
            yield from (_item(f"most {spoken(key)}", str(most)) for key, most in value.items() if most)
        elif name not in _IN_THE_TITLE:
            yield from _plain(name, value, names)


def _plain(name: str, value: object, names: Mapping[str, str]) -> Iterator[Block]:
    """A text, number or answer; a list of times is told by ``status`` and left out here."""
    kept = isinstance(value, str | int | float) and value != ""
    if kept or name == "answer":
        text = str(value)
        words = stored_day(text) if name in _DAYS else names.get(text) or _words(name, value)
        yield _item(_SAID.get(name, spoken(name)), words)


def _words(name: str, value: object) -> str:
    """What the person wrote stays as it is; an answer is put into words."""
    if name in {"note", "photo", "why", "name", "rule"}:
        return str(value)
    return "forgotten" if value is None else kept_text(value)


def _answers(event: Event, answers: Mapping[str, object]) -> Iterator[Block]:
    """The answers; of a follow-up its own words tell the same."""
    for name, answer in answers.items() if event.kind != "follow-up" else ():
        yield _item(_SAID.get(name, spoken(name).replace(".", ", ")), kept_text(answer))


def _result(result: Mapping[str, object]) -> Iterator[Block]:
    if isinstance(result.get("level"), int):
        yield _item("level", str(result["level"]))
    found = result.get("reasons")
    for reason in found if isinstance(found, list) else []:
        if isinstance(reason, Mapping):
            yield Item("-", f"{reason.get('message')} [{reason.get('id')}]")


def _item(name: str, text: str) -> Item:
    return Item("-", f"{name}: {text}")
