"""One entry of the history with all that was kept of it, in the words of then."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from skinroutine.history import Event
from skinroutine.history.events import DeviceRecord, ResultRecord, SessionRecord, result_of
from skinroutine.rulebook import Question
from skinroutine.show.blocks import Block, Heading, Item, Sided
from skinroutine.show.parts import answer_line
from skinroutine.show.watch import limit_text
from skinroutine.text import capital, kept_text, moment_there, spoken, stored_day

_IN_THE_TITLE: Final = frozenset({"treatment", "areas", "retires", "rule"})
_WORDS: Final[Mapping[str, str]] = {
    "hours": "hours after the session",
    "used_before": "uses before",
    "least_days": "days at least",
}
"""What a key of the kept data is called, where its own name would not tell."""
_DAYS: Final = frozenset({"opened", "until"})
_AT_ONCE: Final = timedelta(minutes=1)
"""What was recorded so soon needs no second time on the screen."""


def detail_items(
    event: Event, names: Mapping[str, str], questions: Mapping[str, Question], now: datetime
) -> Iterator[Block]:
    """A line for each thing that was kept. ``names`` tells what the ids in it stand for."""
    if event.recorded - event.happened > _AT_ONCE:
        yield _item("recorded", moment_there(event.recorded.astimezone(event.happened.tzinfo), now))
    for name, answer in event.payload.answers.items():
        if event.kind != "follow-up" and name not in _IN_THE_TITLE:
            mark = " (the more careful answer)" if _is_careful(event, name) else ""
            yield Item("-", f"{answer_line(questions.get(name), name, answer)}{mark}")
    for name, value in event.payload.content.items():
        if name not in _PARTS and name not in _IN_THE_TITLE:
            yield from _plain(name, value, names)
    for name, part in _PARTS.items():
        if event.payload.content.get(name):
            yield from part(event, now)


def _is_careful(event: Event, question: str) -> bool:
    """Whether something of an answer was not said, and counted in the place of what was."""
    result = result_of(event)
    return bool(result and result.careful_answers(question))


def _plain(name: str, value: object, names: Mapping[str, str]) -> Iterator[Block]:
    """A text, number or answer; what has several parts has words of its own."""
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


def _result(event: Event, _: datetime) -> Iterator[Block]:
    result = ResultRecord.of(event).result
    if result.clashes:
        yield Heading("Your answers didn't agree, and the more careful one counted")
        yield from (Item("-", clash.message) for clash in result.clashes)
    if result.reasons:
        yield Heading("Why, as it was said then")
        yield from (Item("-", reason.message) for reason in result.reasons)
    if result.actions:
        yield Heading("What to do, as it was said then")
        yield from (Item(f"{number}.", text) for number, text in enumerate(result.actions, 1))


def _limits(event: Event, now: datetime) -> Iterator[Block]:
    limits = SessionRecord.of(event).crossing.limits
    if limits:
        yield Heading("Past a limit, as it was said then")
        yield from (Item("-", limit_text(limit, now.date()), "careful") for limit in limits)


def _aftercare(event: Event, now: datetime) -> Iterator[Block]:
    """The steps as they were given, each with its time."""
    steps = [step for step in SessionRecord.of(event).aftercare if step.is_whole]
    if steps:
        yield Heading("Aftercare, as it was said then")
    for step in steps:
        end = f"until {moment_there(step.ends, now)}" if step.ends else ""
        yield Sided(step.text, end, f"{step.text} {capital(end)}.".removesuffix(" ."))


def _watch(event: Event, now: datetime) -> Iterator[Block]:
    for watch in SessionRecord.of(event).crossing.watches:
        yield Heading(f"What to watch for until {moment_there(watch.until, now)}")
        yield from (Item("-", sign) for sign in watch.watch_for)


def _life(event: Event, _: datetime) -> Iterator[Block]:
    life = DeviceRecord.of(event).life
    most = {"days open": life.days_open, "uses": life.uses}
    yield from (_item(f"most {name}", str(number)) for name, number in most.items() if number)


def _nothing(_event: Event, _: datetime) -> Iterator[Block]:
    yield from ()


def _item(name: str, text: str) -> Item:
    return Item("-", f"{capital(name)}: {text}")


_PARTS: Final[Mapping[str, Callable[[Event, datetime], Iterator[Block]]]] = {
    "life": _life,
    "answers": _nothing,
    "result": _result,
    "past_limits": _limits,
    "watch": _watch,
    "aftercare": _aftercare,
}
"""What is told of a key in words of its own, in this order."""
