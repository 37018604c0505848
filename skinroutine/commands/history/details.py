"""One entry of the history with all that was kept of it, in words. It reads no rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Final

from skinroutine.history import Event
from skinroutine.history.events import DeviceRecord, ResultRecord, SessionRecord
from skinroutine.show.blocks import Block, Item
from skinroutine.show.watch import limit_text
from skinroutine.text import ago, kept_text, moment_there, spoken, stored_day

_IN_THE_TITLE: Final = frozenset({"treatment", "retires"})
_WORDS: Final[Mapping[str, str]] = {
    "hours": "hours after the session",
    "used_before": "uses before",
}
"""What a key of the kept data is called, where its own name would not tell."""
_DAYS: Final = frozenset({"opened", "until"})


def detail_items(event: Event, names: Mapping[str, str], now: datetime) -> Iterator[Block]:
    """A line for each thing that was kept. ``names`` tells what the ids in it stand for."""
    yield _item("when", f"{moment_there(event.happened, now)} ({ago(event.happened, now)})")
    yield _item("recorded", moment_there(event.recorded.astimezone(event.happened.tzinfo), now))
    for name, value in event.payload.content.items():
        if name in _PARTS and isinstance(value, dict):
            yield from _PARTS[name](event)
        elif name == "past_limits":
            yield from _limits(event, now)
        elif name not in _IN_THE_TITLE:
            yield from _plain(name, value, names)


def _plain(name: str, value: object, names: Mapping[str, str]) -> Iterator[Block]:
    """A text, number or answer; a list of times is told by ``status`` and left out here."""
    kept = isinstance(value, str | int | float) and value != ""
    if kept or name == "answer":
        text = str(value)
        words = stored_day(text) if name in _DAYS else names.get(text) or _words(name, value)
        yield _item(_WORDS.get(name, spoken(name)), words)


def _words(name: str, value: object) -> str:
    """What the person wrote stays as it is; an answer is put into words."""
    if name in {"note", "photo", "why", "name", "rule"}:
        return str(value)
    return "forgotten" if value is None else kept_text(value)


def _answers(event: Event) -> Iterator[Block]:
    """The answers; of a follow-up its own words tell the same."""
    for name, answer in event.payload.answers.items() if event.kind != "follow-up" else ():
        yield _item(_WORDS.get(name, spoken(name).replace(".", ", ")), kept_text(answer))


def _result(event: Event) -> Iterator[Block]:
    result = ResultRecord.of(event).result
    if result.level is not None:
        yield _item("level", str(result.level))
    yield from (Item("-", reason.message) for reason in result.reasons)


def _limits(event: Event, now: datetime) -> Iterator[Block]:
    for limit in SessionRecord.of(event).crossing.limits:
        yield _item("past a limit", limit_text(limit, now.date()))


def _life(event: Event) -> Iterator[Block]:
    life = DeviceRecord.of(event).life
    most = {"days open": life.days_open, "uses": life.uses}
    yield from (_item(f"most {name}", str(number)) for name, number in most.items() if number)


def _item(name: str, text: str) -> Item:
    return Item("-", f"{name}: {text}")


_PARTS: Final[Mapping[str, Callable[[Event], Iterator[Block]]]] = {
    "answers": _answers,
    "result": _result,
    "life": _life,
}
"""What is told of a key in words of its own."""
